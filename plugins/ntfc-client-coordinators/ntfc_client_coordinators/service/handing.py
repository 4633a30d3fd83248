"""From hand to hand: what is passed on, signed by both and by the manager, and never a gap."""

from collections.abc import Iterator
from datetime import date, datetime

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused, refuse_if
from ntfc.i18n import _, on_day
from ntfc.permissions import Actor, requires
from ntfc_client_coordinators.models import Firm, Handover
from ntfc_client_coordinators.queries import cases, plans
from ntfc_client_coordinators.rules import access, assigning
from ntfc_client_coordinators.rules.assigning import Side, State
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.posts import Post
from ntfc_client_coordinators.service.assigning import activate, judged, written
from ntfc_client_coordinators.service.log import write_down


@requires(access.PASS_ON)
def tell(handover: Handover, *, points: str, introduced: str, now: datetime, actor: Actor) -> None:
    """Write down what is passed on; not once somebody signed it."""
    if handover.signed:
        raise Refused(_("It is signed: what stands there stays."))
    handover.points, handover.introduced = points, introduced
    text = f"{points}\n\n{introduced}".strip()
    told = {"about": handover.key, "to": "handover_told"}
    write_down(handover.firm, Kind.STEP, now=now, actor=actor, text=text, **told)
    record(actor, "client_coordinators.handover_told", handover.firm)


def side_of(handover: Handover, actor: Actor) -> Side | None:
    """Return for whom *actor* signs; the manager's signature is that of nobody else.

    Whoever is absent cannot sign: then who stands in does, unless that is the one who comes.
    """
    leaving, me = handover.leaving, actor.person_id
    if me == handover.coming.person_id:
        return Side.COMING
    if me == leaving.person_id or (leaving.is_absent and me == leaving.substitute_id):
        return Side.LEAVING
    return Side.MANAGER if Post.MANAGER in access.posts_of(actor, handover.firm.desk) else None


def obstacles(handover: Handover, side: Side, today: date) -> Iterator[str]:
    """Say what stands against a signature."""
    if handover.called_off_on is not None:
        yield _("This handover was called off.")
        return
    yield from assigning.signing_faults(
        side,
        handover.signed,
        is_told=bool(handover.points.strip()),
        introduced=bool(handover.introduced.strip()),
    )
    if side is not Side.LEAVING:
        yield from assigning.activation_faults(judged(handover.coming), today)


@requires(access.HAND_OVER)
def sign(handover: Handover, *, now: datetime, today: date, actor: Actor) -> None:
    """Sign a handover. With the manager's signature the firm has its next coordinator, at once."""
    side = side_of(handover, actor)
    if side is None:
        raise PermissionDenied(access.LEAD.name)
    refuse_if(obstacles(handover, side, today))
    setattr(handover, f"{side.value}_on", today)
    told = {"about": handover.key, "side": side.value, "to": "handover_signed"}
    is_last = side is Side.MANAGER
    text = _open_of(handover.firm) if is_last else ""
    write_down(handover.firm, Kind.STEP, now=now, actor=actor, text=text, **told)
    record(actor, "client_coordinators.handover_signed", handover.firm, side=side.value)
    if is_last:
        _pass_on(handover, now, today, actor)
    db.session.flush()


def _open_of(firm: Firm) -> str:
    """Return what the next one takes over, a line each: afterwards nobody could tell."""
    lines = [f"{one.number} · {one.title}" for one in cases.of_firm(firm.id)]
    lines += [
        _("Treatment plan, version %(number)s", number=one.number)
        for one in plans.versions(firm.id)[:1]
    ]
    for one in plans.dues(firm.id):
        until = one.until and _("valid until %(day)s", day=on_day(one.until))
        lines.append(" · ".join(map(str, filter(None, (one.name, one.amount, until)))))
    return "\n".join(map(str, (_("Open when it was signed:"), *lines))) if lines else ""


def _pass_on(handover: Handover, now: datetime, today: date, actor: Actor) -> None:
    leaving, coming = handover.leaving, handover.coming
    start = coming.state
    leaving.state, leaving.ended_on = State.ENDED, today
    db.session.flush()  # one answers for a firm, never two, not for a moment
    activate(coming, today)
    coming.state = State.ACTIVE
    db.session.flush()
    written(leaving, State.HANDOVER, now, actor)
    written(coming, start, now, actor)
