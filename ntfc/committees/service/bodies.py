"""Starting bodies, and changing what is known of one."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from ntfc import audit, plugins
from ntfc.clock import day_of
from ntfc.committees import queries, rules
from ntfc.committees.models import Body, BodyContact, BodyKind
from ntfc.committees.models.vocabulary import FINAL, Mode
from ntfc.committees.service import letters
from ntfc.committees.service.names import _touch
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.permissions import Actor, Permission, Site, can, only_as_administrator, requires

# What a body below another one takes over unless told otherwise.
FROM_PARENT = (
    "country",
    "place",
    "time_zone",
    "weekend",
    "holiday_country",
    "holiday_region",
    "own_holidays",
    "is_restricted",
)


@requires(rules.START)
def start(
    parent: Body | Site, /, *, kind: BodyKind, name: str, now: datetime, actor: Actor, **facts: Any
) -> Body:
    """Return a new body under *parent* (or at the top, for SITE) with the usual facts of its kind.

    *facts* are columns of Body that differ from what the kind and the parent would give.
    """
    above = parent if isinstance(parent, Body) else None
    queries.hold_tree(above)
    first, last = facts.get("started_on"), facts.get("sunset_on")
    today = day_of(now, above.time_zone if above else "")
    reasons = [
        *rules.obstacles_to_starting(
            name,
            queries.names_below(above),
            may_be_here=above is not None or kind.may_be_top,
            is_parent_over=above is not None and above.state in FINAL,
            lacks_days=kind.is_time_boxed and (first is None or last is None),
        ),
        *rules.obstacles_to_dates(first, last, today, must_not_end=kind.is_permanent),
        *_naming_oneself(parent, rules.START, facts, actor),
        *plugins.objections(rules.START, parent, actor),
    ]
    if reasons:
        raise Refused(*reasons)
    body = _make(above, kind=kind, name=name, now=now, actor=actor, facts=facts)
    plugins.notify("ntfc_body_started", body=body, actor=actor, now=now)
    return body


def _make(
    above: Body | None,
    *,
    kind: BodyKind,
    name: str,
    now: datetime,
    actor: Actor,
    facts: dict[str, Any],
) -> Body:
    """Write the new body down, for functions that have seen to it that it may be started."""
    usual = {
        "levels": list(kind.levels),
        "purpose": kind.purpose,
        "reach": kind.reach,
        "mode": kind.mode,
        "ends_with_parent": kind.ends_with_parent and above is not None,
    }
    inherited = {column: getattr(above, column) for column in FROM_PARENT} if above else {}
    if kind.mode is Mode.ONLINE:
        inherited.pop("place", None)  # it meets nowhere
    body = Body(kind=kind, parent_id=above.id if above else None, name=name, created_at=now)
    for column, value in (inherited | usual | facts).items():
        setattr(body, column, value)
    db.session.add(body)
    db.session.flush()
    body.path = f"{above.path if above else '/'}{body.id}/"
    db.session.flush()
    audit.record(actor, "body.started", body, kind=kind.code, parent=body.parent_id)
    return body


@requires(rules.START)
def start_at_places(
    parent: Body,
    /,
    *,
    kind: BodyKind,
    places: Sequence[str],
    pattern: str,
    now: datetime,
    actor: Actor,
    **facts: Any,
) -> list[Body]:
    """Start one body for each place that has none yet; repeating it changes nothing.

    *pattern* makes the name: the word {place} in it stands for the place.
    """
    reasons = [*rules.obstacles_to_places(places, pattern)]
    if reasons:
        raise Refused(*reasons)
    queries.hold_tree(parent)
    taken = {rules.fold(name) for name in queries.names_below(parent)}
    named = [(place, pattern.replace("{place}", place)) for place in places]
    return [
        start(parent, kind=kind, name=name, now=now, actor=actor, **{**facts, "place": place})
        for place, name in named
        if rules.fold(name) not in taken
    ]


@requires(rules.EDIT)
def change_identity(
    body: Body, /, *, sector_ids: Collection[int], actor: Actor, **facts: Any
) -> None:
    """Give the body another kind, level, reach, sectors and the like; `rename` changes its name."""
    if facts.get("is_restricted", body.is_restricted) is not body.is_restricted:
        may_restrict = can(actor, rules.RESTRICT, body)
        refuse_if(rules.obstacles_to_restricting(may_restrict=may_restrict))
    changed = _changed(body, facts)
    wanted = queries.sectors_of(sector_ids)
    if {sector.id for sector in wanted} != {sector.id for sector in body.sectors}:
        body.sectors = list(wanted)
        changed.append("sectors")
        _touch(body)
    _note(body, changed, actor)


@requires(rules.EDIT)
def change_place(body: Body, /, *, actor: Actor, **facts: Any) -> None:
    """Say where and how the body meets, and on which days it works."""
    _note(body, _changed(body, facts), actor)


@requires(rules.EDIT)
def change_mandate(body: Body, /, *, today: date, actor: Actor, **facts: Any) -> None:
    """Enter the decision, the founding act, the designation and the days of the body."""
    sunset_on = facts.get("sunset_on", body.sunset_on)
    is_new = sunset_on != body.sunset_on  # an old one may be past by now
    refuse_if(
        rules.obstacles_to_dates(
            facts.get("started_on", body.started_on),
            sunset_on,
            today if is_new else date.min,
            must_not_end=is_new and body.kind.is_permanent,
        )
    )
    _note(body, _changed(body, facts), actor)


@requires(rules.EDIT)
def put_in_charge(body: Body, /, *, actor: Actor, **facts: Any) -> None:
    """Name sponsor, coordinator with the line of reporting, and secretariat.

    When it is an administrator of the site who changes it, those who lead the body are told.
    """
    refuse_if(_naming_oneself(body, rules.EDIT, facts, actor))
    before = {body.sponsor_id, body.coordinator_id}
    is_foreign = only_as_administrator(actor, rules.EDIT, body)
    changed = _changed(body, facts)
    _note(body, changed, actor)
    if changed and is_foreign:
        letters.tell_of_new_charge(body, before=before, actor=actor)


def _naming_oneself(
    subject: Body | Site, permission: Permission, facts: dict[str, Any], actor: Actor
) -> list[str]:
    """Name the obstacles to being put in charge by oneself; who is so already stays."""
    new = [
        facts[name]
        for name in ("sponsor_id", "coordinator_id")
        if name in facts and facts[name] != getattr(subject, name, None)
    ]
    foreign = only_as_administrator(actor, permission, subject)
    found = rules.obstacles_to_naming_oneself(new, actor.person_id, only_as_administrator=foreign)
    return [*found]


@requires(rules.EDIT)
def add_contact(
    body: Body, /, *, person_id: int, camp: Camp, note: str, today: date, actor: Actor
) -> BodyContact:
    """Name a person to call about the body, for one side."""
    queries.hold(body, "contacts")
    if any(contact.person_id == person_id for contact in body.contacts):
        raise Refused(_("This person is a contact of the body already."))
    contact = BodyContact(
        body_id=body.id, person_id=person_id, camp=camp, note=note, starts_on=today
    )
    db.session.add(contact)
    _touch(body)
    audit.record(actor, "body.contact_added", body, side=camp.value)
    return contact


@requires(rules.EDIT)
def end_contact(body: Body, /, *, contact_id: int, today: date, actor: Actor) -> None:
    """Note that a person is no longer to be called; that there was one stays readable."""
    queries.hold(body, "contacts")
    contact = next((one for one in body.contacts if one.id == contact_id), None)
    if contact is None:
        raise Refused(_("This contact has ended already."))
    contact.ended_on = today
    _touch(body)
    audit.record(actor, "body.contact_ended", body)


def _changed(body: Body, facts: dict[str, Any]) -> list[str]:
    """Set *facts* and return the names of those that are new."""
    changed = [name for name, value in facts.items() if getattr(body, name) != value]
    for name in changed:
        setattr(body, name, facts[name])
    return changed


def _note(body: Body, changed: list[str], actor: Actor) -> None:
    """Record which facts are new; saving a form as it stood is no act."""
    db.session.flush()
    if changed:
        audit.record(actor, "body.changed", body, fields=changed)
