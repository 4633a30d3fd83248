"""Telling people of a meeting: one mail each, with what is needed to answer, and the proof of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ntfc import addresses, mail
from ntfc.db import db
from ntfc.i18n import _, speaking
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.queries import signs_in
from ntfc.meetings import rules
from ntfc.meetings.models import Invitation, Meeting, Notice, NoticeRecipient, Way
from ntfc.meetings.queries.programme import asked_once
from ntfc.meetings.service.letters import Letter, Write, event_of
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires

ACT = "meeting.reply"
READING_ACT = "agendas.papers"  # the agendas feature declares what this link shows
AFTER = timedelta(days=1)  # the last answers come when the meeting is over
PAPERS_AFTER = timedelta(days=14)  # what was worked with is read a while longer


@requires(rules.CONVENE)
def tell(
    meeting: Meeting,
    *,
    notice: Notice,
    invitations: Sequence[Invitation],
    write: Write,
    actor: Actor,
    now: datetime,
) -> list[Issued]:
    """Write to everybody who is invited, one mail each; return the links that no mail carried."""
    db.session.add(notice)
    db.session.flush()
    by_person: dict[int, list[Invitation]] = {}
    for invitation in invitations:
        by_person.setdefault(invitation.person_id, []).append(invitation)
    insiders = signs_in(list(by_person))
    to_hand_over = []
    with asked_once():
        for person_id, theirs in by_person.items():
            to_hand_over += _tell_one(
                notice,
                meeting,
                theirs,
                write,
                is_insider=person_id in insiders,
                actor=actor,
                now=now,
            )
            for invitation in theirs:
                invitation.told_at = now
    db.session.flush()
    return to_hand_over


def gets_mail(person: Person) -> bool:
    """Tell whether what is written to somebody goes out; else it is handed over."""
    return person.email is not None and mail.is_written() and person.erased_at is None


def _tell_one(
    notice: Notice,
    meeting: Meeting,
    theirs: Sequence[Invitation],
    write: Write,
    *,
    is_insider: bool,
    actor: Actor,
    now: datetime,
) -> list[Issued]:
    """Write to one person; return the links when they must be handed over."""
    person = theirs[0].person
    goes_by_mail = gets_mail(person)
    with speaking(person.language):
        letter = write(person, theirs)
        issued: list[Issued] = []
        if letter.asks and not (is_insider and goes_by_mail) and person.erased_at is None:
            issued = [_link_to_answer(meeting, theirs[0], actor=actor, now=now)]
            if not is_insider:
                issued.append(link_to_papers(meeting, theirs[0], actor=actor, now=now))
        key = f"meeting:{notice.id}:{person.id}"
        if goes_by_mail:
            _mail(person, meeting, letter, _answer(letter, theirs[0], issued), key, now)
    for one in issued if goes_by_mail else ():
        links.note_sent(one.link, actor=actor, now=now)
    db.session.add(
        NoticeRecipient(
            notice_id=notice.id,
            invitation_id=theirs[0].id,
            person_id=person.id,
            way=_way(goes_by_mail=goes_by_mail, has_link=bool(issued)),
            job_key=f"mail:{key}" if goes_by_mail else "",
        )
    )
    return [] if goes_by_mail else issued


@requires(rules.CONVENE)
def links_again(
    meeting: Meeting, *, invitations: Sequence[Invitation], actor: Actor, now: datetime
) -> list[Issued]:
    """Return fresh links for people whom no mail reaches; links given before go on working."""
    insiders = signs_in([one.person_id for one in invitations])
    found = []
    for one in invitations:
        found.append(_link_to_answer(meeting, one, actor=actor, now=now, replaces=False))
        if one.person_id not in insiders:
            found.append(link_to_papers(meeting, one, actor=actor, now=now))
    return found


def _link_to_answer(
    meeting: Meeting,
    invitation: Invitation,
    *,
    actor: Actor,
    now: datetime,
    replaces: bool = True,
) -> Issued:
    return links.issue(
        invitation.person,
        ACT,
        invitation,
        actor=actor,
        now=now,
        lifetime=max(meeting.ends_at - now, timedelta()) + AFTER,
        replaces=replaces,
    )


@requires(rules.CONVENE)
def link_to_papers(
    meeting: Meeting, invitation: Invitation, *, actor: Actor, now: datetime
) -> Issued:
    """Issue a link to read the papers of a meeting; older ones go on working."""
    return links.issue(
        invitation.person,
        READING_ACT,
        invitation,
        actor=actor,
        now=now,
        lifetime=max(meeting.ends_at - now, timedelta()) + PAPERS_AFTER,
        replaces=False,
    )


def _way(*, goes_by_mail: bool, has_link: bool) -> Way:
    if not goes_by_mail:
        return Way.BY_HAND
    return Way.LINK if has_link else Way.MAIL


def _answer(letter: Letter, invitation: Invitation, issued: Sequence[Issued]) -> str:
    """Return how to answer and where the papers are read, and where the meeting stands."""
    if not letter.asks:
        return ""
    if not issued:
        address = addresses.absolute(f"/invitations/{invitation.id}/reply")
        how = _("Say whether you come:")
        return f"{how}\n{address}"
    answering, reading = (one.url for one in issued)
    how = _("Say whether you come. Open this address and press the button there:")
    papers = _("Read the agenda and its papers here, also after you have answered:")
    return f"{how}\n{answering}\n\n{papers}\n{reading}"


def _mail(
    person: Person, meeting: Meeting, letter: Letter, answer: str, key: str, now: datetime
) -> None:
    parts = (_("%(name)s,", name=person.name), *letter.parts, answer)
    mail.send(
        to=person.email or "",
        name=person.name,
        subject=letter.subject,
        body="\n\n".join(str(part) for part in parts if part) + "\n",
        key=key,
        calendar=event_of(meeting, person, letter, answer=answer, now=now),
    )
