"""What is done about a text after it was adopted: reservations, evidence, seeing it carried out."""

from datetime import date, datetime

from ntfc import audit
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.models import (
    Addressee,
    Decision,
    DecisionEvent,
    DecisionStep,
    Evidence,
    Reservation,
)
from ntfc.errors import Refused, refuse_if
from ntfc.files import Upload
from ntfc.i18n import _, named
from ntfc.names import called
from ntfc.organisations.models import Organisation
from ntfc.permissions import Actor, can, requires


def _note(decision: Decision, step: DecisionStep, actor: Actor, now: datetime, text: str) -> None:
    db.session.add(DecisionEvent.of(decision, step, actor=actor, now=now, text=text))
    db.session.flush()


@requires(rules.ADOPT)
def reserve(
    decision: Decision, *, organisation_id: int, text: str, actor: Actor, now: datetime
) -> None:
    """Record the reservation of one more institution, in its words."""
    refuse_if(rules.obstacles_to_reserving(decision))
    one = Reservation(body_id=decision.body_id, decision=decision, text=text)
    one.organisation_id = organisation_id
    db.session.add(one)
    name = db.session.get_one(Organisation, organisation_id).name
    _note(decision, DecisionStep.RESERVED, actor, now, f"{name}: {text}")
    audit.record(actor, "decision.reserved", decision, organisation=organisation_id)


@requires(rules.ADOPT)
def lift(
    reservation: Reservation, *, on: date, note: str, actor: Actor, now: datetime, today: date
) -> None:
    """Note that an institution lifted its reservation; what it was stays readable."""
    refuse_if(rules.obstacles_to_lifting(reservation, on, today))
    reservation.lifted_on, reservation.lifted_note = on, note
    name = called(db.session.get_one(Organisation, reservation.organisation_id))
    _note(reservation.decision, DecisionStep.LIFTED, actor, now, named(name, note))
    audit.record(actor, "decision.reservation_lifted", reservation.decision)


@requires(rules.ADDRESS)
def show(
    decision: Decision, *, title: str, upload: Upload | None, actor: Actor, now: datetime
) -> None:
    """Keep a file that shows what became of a decision."""
    _keep(decision, None, title, upload, actor, now)


@requires(rules.ANSWER)
def show_answer(
    addressee: Addressee, *, title: str, upload: Upload | None, actor: Actor, now: datetime
) -> None:
    """Keep a file that shows what an institution answered or did."""
    decision = addressee.decision
    own = {n for n, _name in queries.institutions_of(actor.person_id, decision.body)}
    if addressee.organisation_id not in own and not can(actor, rules.ADDRESS, decision):
        raise Refused(
            _("Only those who speak for the institution answer for it, or the secretariat.")
        )
    _keep(decision, addressee.id, title, upload, actor, now)


def _keep(
    decision: Decision,
    addressee_id: int | None,
    title: str,
    upload: Upload | None,
    actor: Actor,
    now: datetime,
) -> None:
    file = upload.name if upload else ""
    refuse_if(rules.obstacles_to_showing(decision, file))
    kept = Evidence(body_id=decision.body_id, decision=decision, addressee_id=addressee_id)
    kept.title, kept.file, kept.at, kept.person_id = title, file, now, actor.person_id
    kept.file_name = upload.file_name if upload else ""
    db.session.add(kept)
    _note(decision, DecisionStep.SHOWN, actor, now, title)
    audit.record(actor, "decision.shown", decision, evidence=kept.id)


@requires(rules.FOLLOW)
def close(decision: Decision, *, note: str, actor: Actor, now: datetime, today: date) -> None:
    """Say that a decision is carried out, which whoever owes it never does."""
    own = {n for n, _name in queries.institutions_of(actor.person_id, decision.body)}
    owes = {one.organisation_id for one in queries.addressees_of(decision)}
    refuse_if(rules.obstacles_to_closing(decision, note, is_owner=not own.isdisjoint(owes)))
    decision.followed_on, decision.followed_note = today, note
    decision.followed_by_id = actor.person_id
    _note(decision, DecisionStep.FOLLOWED, actor, now, note)
    audit.record(actor, "decision.followed", decision)
