"""What people are told about actions by mail, each in their own language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from ntfc import addresses, mail
from ntfc.actions import queries, rules
from ntfc.actions.models import Action, ActionStep
from ntfc.i18n import _, labelled, speaking
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.queries import people_named, signs_in
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires

UPDATE_ACT = "actions.update"
SUBJECTS: Mapping[ActionStep, str] = {
    ActionStep.VERIFIED: _("Verified: your action is done"),
    ActionStep.SENT_BACK: _("Your action was not accepted as done"),
    ActionStep.CANCELLED: _("Your action was cancelled"),
    ActionStep.REOPENED: _("Your action was opened again"),
    ActionStep.DATE_GRANTED: _("The new date of your action was granted"),
    ActionStep.DATE_REFUSED: _("The new date of your action was refused"),
}

# After these it goes on: who never signs in answers by a new link, since the last one was used.
GOES_ON = frozenset(
    {
        ActionStep.SENT_BACK,
        ActionStep.REOPENED,
        ActionStep.DATE_GRANTED,
        ActionStep.DATE_REFUSED,
    }
)


def _send(person: Person, subject: str, parts: Sequence[str], key: str) -> bool:
    if person.email is None:
        return False
    texts = [str(part) for part in (_("%(name)s,", name=person.name), *parts) if part]
    body = "\n\n".join(texts) + "\n"
    return mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)


def _page(action: Action) -> str:
    return addresses.absolute(f"/actions/{action.id}")


def _about(action: Action) -> list[str]:
    """Return what a mail says of an action: of one in confidence only by when, the page says what."""
    when = rules.by_when(action)
    return [when] if action.is_confidential else [action.title, when, action.details]


def _write(
    action: Action,
    people: Iterable[int],
    why: str,
    key: str,
    *,
    answers: bool = True,
    actor: Actor,
    now: datetime,
) -> list[Issued]:
    """Tell people of an action; who never signs in and *answers* for it gets a link."""
    told = people_named([n for n in people if n != actor.person_id])
    insiders = signs_in([person.id for person in told])
    to_hand_over: list[Issued] = []
    for person in told:
        with speaking(person.language):
            about = _about(action)
            if person.id in insiders or not answers:
                page = _page(action) if person.id in insiders else ""
                subject = labelled(action.body.name, why)
                _send(person, subject, [str(why), *about, page], f"{key}:{person.id}")
                continue
            sentence = "\n".join([labelled(action.body.name, why), *filter(None, about)])
        issued = links.issue_and_send(
            person, UPDATE_ACT, action, actor=actor, now=now, why=sentence
        )
        if not issued.is_sent:
            to_hand_over.append(issued)
    return to_hand_over


@requires(rules.ADD)
def tell_owner(action: Action, *, actor: Actor, now: datetime) -> list[Issued]:
    """Tell who has to do it; return the links that no mail carried."""
    key = f"action-added:{action.id}:{now.isoformat()}"
    why = _("Your institution has taken on an action")
    return _write(action, queries.owners(action), why, key, actor=actor, now=now)


@requires(rules.REPORT)
def remind(action: Action, *, step: int, actor: Actor, now: datetime) -> list[Issued]:
    """Remind of an action: its owner, then the coordinator of the institution, then the chair."""
    told, why = {
        rules.BEFORE: (queries.owners, _("An action of your institution is due soon")),
        rules.AFTER: (queries.owners, _("An action of your institution is overdue")),
        rules.COORDINATOR: (queries.coordinators, _("An action of your institution is overdue")),
        rules.CHAIR: (queries.chairs, _("An action is overdue, and its owner was reminded")),
    }[step]
    key = f"action-remind:{action.id}:{action.until_on}:{step}"
    key += f":{action.reminded_from}" if action.reminded_from else ""  # each round for itself
    return _write(action, told(action), why, key, answers=step != rules.CHAIR, actor=actor, now=now)


@requires(rules.VIEW)
def tell_outcome(
    action: Action,
    *,
    step: ActionStep,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Tell the owner what was decided on the action."""
    told = people_named([n for n in queries.owners(action) if n != actor.person_id])
    insiders = signs_in([person.id for person in told])
    for person in told:
        with speaking(person.language):
            subject = labelled(action.body.name, SUBJECTS[step])
            told_of = [*_about(action)[:2], reason]
            if person.id in insiders or step not in GOES_ON:
                page = _page(action) if person.id in insiders else ""
                key = f"action-told:{action.id}:{step.value}:{now.isoformat()}:{person.id}"
                _send(person, subject, [*told_of, page], key)
                continue
            sentence = "\n".join([subject, *(str(part) for part in told_of if part)])
        if person.email is not None:
            links.issue_and_send(person, UPDATE_ACT, action, actor=actor, now=now, why=sentence)
