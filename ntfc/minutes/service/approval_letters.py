"""What those who approve are told by mail, each in their own language."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ntfc import addresses, mail
from ntfc.i18n import _, labelled, speaking
from ntfc.links import service as links
from ntfc.mandates.queries import signs_in
from ntfc.minutes import rules
from ntfc.minutes.models import ApprovalRequest, Erratum, Minutes
from ntfc.minutes.rules import CIRCULATE, WRITE
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires

APPROVE_ACT = "minutes.approve"
ERRATUM_ACT = "minutes.approve_erratum"
READING_ACT = "minutes.read"
READING = timedelta(days=30)
DIGITS = 6
ON_PAPER = _("The secretariat gives you the text on paper or as a file: ask for it.")


@dataclass(frozen=True)
class Code:
    """A code that the secretariat tells a person by another way than the mail with the link.

    *digits* is empty when the person can be asked by no mail, and must sign in.
    """

    name: str
    digits: str


def send(person: Person, subject: str, parts: Sequence[str], key: str) -> bool:
    """Mail a person; False when there is no address, or no mail leaves."""
    if person.email is None:
        return False
    texts = [str(part) for part in (_("%(name)s,", name=person.name), *parts) if part]
    body = "\n\n".join(texts) + "\n"
    return mail.send(to=person.email, name=person.name, subject=str(subject), body=body, key=key)


def page_of(subject: Minutes | Erratum, rest: str = "approve") -> str:
    """Return the address of the page on which a text is approved."""
    if isinstance(subject, Erratum):
        return addresses.absolute(f"/minutes/errata/{subject.id}")
    return addresses.absolute(f"/minutes/{subject.id}/{rest}")


@requires(CIRCULATE)
def ask_to_approve(
    subject: Minutes | Erratum,
    *,
    requests: Sequence[ApprovalRequest],
    actor: Actor,
    now: datetime,
    is_reminder: bool = False,
    by_itself: bool = False,
) -> list[Code]:
    """Mail who signs in; send everybody else a link, and return the codes to tell them.

    *by_itself*: the code that was told goes on being valid, and who has none is left out.
    """
    insiders = signs_in([request.person_id for request in requests])
    codes = []
    for request in requests:
        person = request.person
        with speaking(person.language):
            why = str(rules.asked_to_approve(subject))
            if person.id in insiders:
                key = f"minutes-approve:{request.id}:{now.isoformat()}"
                head = _("Minutes still wait for you") if is_reminder else _("Minutes to approve")
                send(person, head, [why, page_of(subject)], key)
                continue
        if by_itself and not request.code_hash:
            continue
        is_sent = _send_link(request, subject, why, actor=actor, now=now)
        if not by_itself:
            codes.append(_new_code(request) if is_sent else Code(person.name, ""))
    return codes


def _send_link(
    request: ApprovalRequest, subject: Minutes | Erratum, why: str, *, actor: Actor, now: datetime
) -> bool:
    """Send a link by mail alone: handed over with its code, the secretariat could use it itself."""
    act = ERRATUM_ACT if isinstance(subject, Erratum) else APPROVE_ACT
    issued = links.issue_and_send(request.person, act, subject, actor=actor, now=now, why=why)
    is_mailed = request.person.email is not None and mail.is_written()
    if not is_mailed:
        links.revoke(issued.link, actor=actor, now=now)
    return is_mailed


def _new_code(request: ApprovalRequest) -> Code:
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    request.code_hash, request.wrong_codes = rules.code_hash(request, digits), 0
    return Code(request.person.name, digits)


@requires(WRITE)
def tell_voided(
    minutes: Minutes,
    *,
    people: Sequence[Person],
    because: str,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Tell those who approved that their approval no longer holds, and why."""
    for person in people:
        with speaking(person.language):
            told = _(
                "You had approved a text that has changed since (%(what)s), so your approval no "
                "longer holds. You will get the text again. This is why:",
                what=rules.title_of(minutes.meeting),
            )
            key = f"minutes-voided:{minutes.id}:{now.isoformat()}:{person.id}"
            send(person, _("Your approval no longer holds"), [told, because], key)


@requires(WRITE)
def tell(
    subject: Minutes | Erratum,
    *,
    people: Sequence[Person],
    head: str,
    parts: Sequence[str],
    actor: Actor,
    now: datetime,
) -> None:
    """Tell people what became of a text: approved, or returned and why."""
    minutes = rules.minutes_of(subject)
    insiders = signs_in([person.id for person in people])
    for person in people:
        with speaking(person.language) as language:
            key = f"minutes-told:{subject.__tablename__}:{subject.id}:{now.isoformat()}:{person.id}"
            what = labelled(minutes.body.name, rules.title_of(minutes.meeting))
            if person.id in insiders:
                where = page_of(subject, "")
            else:
                where = _by_link(person, subject, language, actor=actor, now=now)
            send(person, head, [what, *parts, where], key)


def _by_link(
    person: Person, subject: Minutes | Erratum, language: str, *, actor: Actor, now: datetime
) -> str:
    """Say where a person who never signs in reads the text; once approved, by a link."""
    if person.email is None or not mail.is_written() or not rules.is_approved(subject):
        return str(ON_PAPER)
    minutes = rules.minutes_of(subject)
    issued = links.issue(person, READING_ACT, minutes, actor=actor, now=now, replaces=False)
    links.note_sent(issued.link, actor=actor, now=now)
    return f"{issued.how(language)}\n{issued.url}"
