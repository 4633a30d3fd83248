"""Adding, changing and closing seats."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ntfc import audit
from ntfc.committees import queries as bodies
from ntfc.committees.models import OVER, Body
from ntfc.db import db
from ntfc.errors import Overtaken, Refused
from ntfc.i18n import _
from ntfc.organisations.models import Organisation
from ntfc.permissions import Actor, requires
from ntfc.procedure.queries import names, rules_on
from ntfc.seats import queries, rules
from ntfc.seats.models import Seat

OVERTAKEN = _("Somebody changed this seat since you opened it. Look again, then save once more.")
BODY_OVER = _("This body is over; nobody takes a seat in it any more.")


@requires(rules.EDIT)
def add_seat(body: Body, *, values: Mapping[str, Any], today: date, actor: Actor) -> Seat:
    """Add a seat to a body."""
    owners = [values["organisation_id"]] if values["organisation_id"] else []
    _refuse(rules.obstacles_to_seat(values))
    return _add(body, [values], queries.organisations(owners), today, actor)[0]


@requires(rules.EDIT)
def add_seats(
    body: Body,
    *,
    organisation_ids: Sequence[int],
    values: Mapping[str, Any],
    today: date,
    actor: Actor,
) -> list[Seat]:
    """Add a seat of the same kind for each of several institutions; all of them or none."""
    owners = queries.organisations(organisation_ids)
    if not owners:
        raise Refused(_("Choose at least one institution."))
    wanted = [{**values, "organisation_id": owner.id, "nominated_by_id": None} for owner in owners]
    _refuse(rules.obstacles_to_seat(wanted[0]))
    return _add(body, wanted, owners, today, actor)


def _add(
    body: Body,
    wanted: Sequence[Mapping[str, Any]],
    owners: Sequence[Organisation],
    today: date,
    actor: Actor,
) -> list[Seat]:
    bodies.hold(body)  # the seats of one institution are counted
    known = {owner.id: owner for owner in owners}
    _refuse(reason for values in wanted for reason in _remarks(body, values, known, today))
    seats = [Seat(body_id=body.id, created_on=today, **_kept(values, today)) for values in wanted]
    db.session.add_all(seats)
    db.session.flush()
    for seat in seats:
        audit.record(actor, "seat.added", seat, role=seat.role.value)
    return seats


def _remarks(
    body: Body, values: Mapping[str, Any], known: Mapping[int, Organisation], today: date
) -> list[str]:
    if body.state in OVER:
        return [BODY_OVER]
    number = values.get("organisation_id")
    if number is None:
        return []
    if number not in known:
        return [_("This institution is closed or not in the directory: choose another one.")]
    if values["role"] not in rules.MEMBERSHIP:
        return []
    owner, held = known[number], queries.seats_held(body.id, number) + 1
    told = rules.seat_remarks(rules_on(body, today), owner.kind.code, held, names())
    reasons = rules.obstacles_from(told, values.get("exception") or "")
    return [_("%(name)s: %(reason)s", name=owner.name, reason=reason) for reason in reasons]


def _kept(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    kept = dict(values)
    if kept["is_permanent"]:
        kept["term_months"] = None
    if kept.get("dissemination") and not kept.get("dissemination_reviewed_on"):
        kept["dissemination_reviewed_on"] = today  # whoever describes it has just looked at it
    return kept


@requires(rules.EDIT)
def change_seat(
    seat: Seat, *, values: Mapping[str, Any], version: int, today: date, actor: Actor
) -> None:
    """Change what is known of a seat, unless somebody else did since *version*."""
    if version != seat.version:
        raise Overtaken(OVERTAKEN, stands=seat)
    _refuse(rules.obstacles_to_seat(values))
    if queries.tenures_of(seat.id):
        _refuse(rules.obstacles_to_moving(seat, values))
    kept = _kept(values, today)
    if kept["dissemination"] == seat.dissemination:
        kept.pop("dissemination_reviewed_on", None)
    fields = sorted(name for name, value in kept.items() if getattr(seat, name) != value)
    for name in fields:
        setattr(seat, name, kept[name])
    db.session.flush()
    if fields:
        audit.record(actor, "seat.changed", seat, fields=fields)


@requires(rules.EDIT)
def close_seat(seat: Seat, *, on: date, reason: str, actor: Actor) -> None:
    """Close a seat; whoever sits in it or was put forward for it leaves on that day."""
    _refuse(rules.obstacles_to_closing(seat, on, reason))
    seat.ended_on, seat.end_reason = on, reason
    for appointment in queries.open_in(seat.id, on):
        appointment.ended_on = max(on, appointment.starts_on) if appointment.starts_on else on
    db.session.flush()
    audit.record(actor, "seat.closed", seat, on=on)


@requires(rules.REVIEW)
def review(seat: Seat, *, dissemination: str, today: date, actor: Actor) -> None:
    """Confirm or rewrite how the holder spreads information and gathers views."""
    if not dissemination.strip():
        raise Refused(_("Describe how information is spread and how views are gathered."))
    seat.dissemination, seat.dissemination_reviewed_on = dissemination, today
    db.session.flush()
    audit.record(actor, "seat.dissemination_reviewed", seat, on=today)


def _refuse(reasons: Any) -> None:
    found = list(dict.fromkeys(reasons))
    if found:
        raise Refused(*found)
