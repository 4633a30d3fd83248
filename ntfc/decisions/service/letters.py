"""What institutions are told of decisions by mail, each person in their own language."""

from datetime import date, datetime

from ntfc import addresses, mail
from ntfc.decisions import queries, rules
from ntfc.decisions.models import Addressee, Decision
from ntfc.i18n import _, labelled, speaking
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.queries import people_named, signs_in
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires
from ntfc.procedure.queries import circle_of
from ntfc.procedure.rules.words import day

ANSWER_ACT = "decisions.answer"


@requires(rules.ADDRESS)
def ask_addressees(decision: Decision, *, actor: Actor, now: datetime) -> list[Issued]:
    """Ask every institution it is addressed to for an answer; return the links to hand over."""
    asked = queries.addressees_of(decision)
    return [one for each in asked for one in ask(each, actor=actor, now=now)]


@requires(rules.ADDRESS)
def ask(addressee: Addressee, *, actor: Actor, now: datetime) -> list[Issued]:
    """Ask one institution for an answer; return the links to hand over."""
    told = people_named(queries.speakers_of(addressee.decision, addressee.organisation_id))
    insiders = signs_in([person.id for person in told])
    to_hand_over: list[Issued] = []
    for person in told:
        why = _why(addressee, person)
        if person.id in insiders:
            _send(addressee, person, why)
            continue
        issued = links.issue_and_send(person, ANSWER_ACT, addressee, actor=actor, now=now, why=why)
        to_hand_over += [] if issued.is_sent else [issued]
    return to_hand_over


@requires(rules.ADOPT)
def tell_proposer(decision: Decision, *, actor: Actor, now: datetime, today: date) -> None:
    """Tell whoever proposed it why it was not accepted: who sits no more is told, too."""
    told = people_named([n for n in queries.proposers_of(decision) if n != actor.person_id])
    insiders = signs_in([person.id for person in told])
    if decision.is_confidential:  # who has left the table since reads no page of it
        insiders &= circle_of(decision.body, today)
    next_step = "" if decision.is_confidential else decision.next_step
    for person in told:
        if person.email is None:
            continue
        page = addresses.absolute(f"/decisions/{decision.id}") if person.id in insiders else ""
        with speaking(person.language):
            subject = str(_("What you proposed was not accepted"))
            parts = (
                _("%(name)s,", name=person.name),
                labelled(decision.body.name, rules.spoken(decision)),
                labelled(_("The reason"), decision.reason),
                labelled(_("The next step"), next_step) if next_step else "",
                page,
            )
            body = "\n\n".join(str(part) for part in parts if part) + "\n"
        key = f"decision-refused:{decision.id}:{now.isoformat()}:{person.id}"
        mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)


def _why(addressee: Addressee, person: Person) -> str:
    decision, due_on = addressee.decision, addressee.due_on
    with speaking(person.language):
        about = _(
            "%(body)s, %(kind)s %(number)s: %(title)s",
            body=decision.body.name,
            kind=rules.word(decision.kind),
            number=rules.label(decision),
            title=rules.spoken(decision),
        )
        due = _("An answer is asked for by %(day)s.", day=day(due_on)) if due_on else ""
        return "\n".join(str(part) for part in (about, rules.standing(decision), due) if part)


def _send(addressee: Addressee, person: Person, why: str) -> None:
    if person.email is None:
        return
    page = addresses.absolute(f"/decision-answers/{addressee.id}")
    with speaking(person.language):
        subject = str(_("An answer of your institution is asked for"))
        body = "{}\n\n{}\n\n{}\n".format(_("%(name)s,", name=person.name), why, page)
    key = f"decision-ask:{addressee.id}:{addressee.due_on}:{person.id}"
    mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)
