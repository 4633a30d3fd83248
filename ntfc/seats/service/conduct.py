"""Writing and accepting codes of conduct, declaring interests."""

from datetime import date, datetime

from ntfc import audit
from ntfc.committees import queries as bodies
from ntfc.committees.models import Body
from ntfc.db import db, one_at_a_time
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc.seats import queries, rules
from ntfc.seats.models import (
    Appointment,
    CodeOfConduct,
    ConductAcceptance,
    Declaration,
    GuidanceCard,
)
from ntfc.texts import fold


@requires(rules.CONDUCT)
def write_code(body: Body, *, text: str, today: date, actor: Actor) -> None:
    """Give a body a code of conduct of its own; everybody is asked to accept it anew."""
    if not text.strip():
        raise Refused(_("The code of conduct needs a text."))
    bodies.hold(body)
    if text == queries.code_of(body.id).text:
        return
    number = queries.newest_number(body.id) + 1
    code = CodeOfConduct(body_id=body.id, number=number, text=text, since=today)
    db.session.add(code)
    db.session.flush()
    audit.record(actor, "conduct.written", code, number=number)


@requires(rules.CONDUCT)
def write_guidance(body: Body, *, text: str, today: date, actor: Actor) -> None:
    """Give the public members of a body guidance in its own words; no words bring back the usual."""
    bodies.hold(body)
    kept = queries.guidance_of(body.id)
    if not text.strip():
        if kept is not None:
            db.session.delete(kept)
    elif kept is None:
        db.session.add(GuidanceCard(body_id=body.id, text=text, since=today))
    else:
        kept.text, kept.since = text, today
    db.session.flush()
    audit.record(actor, "conduct.guidance_written", body)


@requires(rules.ACCEPT_CONDUCT)
def accept_code(body: Body, *, mark: str, now: datetime, actor: Actor) -> None:
    """Accept the code of conduct of a body as it read when the person saw it."""
    _accept(body.id, mark, now, actor)


@requires(rules.ACCEPT)
def accept_with_seat(appointment: Appointment, *, mark: str, now: datetime, actor: Actor) -> None:
    """Accept the code of conduct together with the seat, also by a one-time link."""
    _accept(appointment.body_id, mark, now, actor)


def _accept(body_id: int, mark: str, now: datetime, actor: Actor) -> None:
    one_at_a_time(f"conduct of person {actor.person_id}")
    if mark != queries.code_of(body_id).mark:
        raise Refused(_("The code of conduct was changed meanwhile. Read it again, then accept."))
    if actor.person_id is None or queries.accepted_at(body_id, actor.person_id, mark) is not None:
        return
    accepted = ConductAcceptance(body_id=body_id, person_id=actor.person_id, text_hash=mark, at=now)
    db.session.add(accepted)
    db.session.flush()
    audit.record(actor, "conduct.accepted", accepted)


@requires(rules.DECLARE)
def declare(body: Body, *, text: str, today: date, actor: Actor) -> Declaration:
    """Declare an interest of one's own in a body."""
    if not text.strip() or actor.person_id is None:
        raise Refused(_("Say which interest you declare."))
    one_at_a_time(f"interests of person {actor.person_id}")
    if fold(text) in map(fold, queries.declared_by(actor.person_id, body.id)):
        raise Refused(_("You have declared this interest already."))
    declaration = Declaration(
        body_id=body.id, person_id=actor.person_id, text=text, declared_on=today
    )
    db.session.add(declaration)
    db.session.flush()
    audit.record(actor, "declaration.made", declaration)
    return declaration


@requires(rules.WITHDRAW)
def withdraw(declaration: Declaration, *, today: date, actor: Actor) -> None:
    """Note that an interest one declared is over; what was declared stays readable."""
    if declaration.ended_on is not None:
        raise Refused(_("This declaration was withdrawn already."))
    declaration.ended_on = today
    db.session.flush()
    audit.record(actor, "declaration.withdrawn", declaration)
