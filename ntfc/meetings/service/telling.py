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
from ntfc.meetings.service.letters import Letter, Write, event_of
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires

ACT = "meeting.reply"
AFTER = timedelta(days=1)  # the last answers come when the meeting is over


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
    for person_id, theirs in by_person.items():
        issued = _tell_one(
            notice,
            meeting,
            theirs,
            write,
            is_insider=person_id in insiders,
            actor=actor,
            now=now,
        )
        if issued is not None:
            to_hand_over.append(issued)
        for invitation in theirs:
            invitation.told_at = now
    db.session.flush()
    return to_hand_over


def _tell_one(
    notice: Notice,
    meeting: Meeting,
    theirs: Sequence[Invitation],
    write: Write,
    *,
    is_insider: bool,
    actor: Actor,
    now: datetime,
) -> Issued | None:
    """Write to one person; return the link when it must be handed over."""
    person = theirs[0].person
    goes_by_mail = person.email is not None and mail.is_written() and person.erased_at is None
    with speaking(person.language):
        letter = write(person, theirs)
        issued = None
        if letter.asks and not (is_insider and goes_by_mail) and person.erased_at is None:
            issued = links.issue(
                person,
                ACT,
                theirs[0],
                actor=actor,
                now=now,
                lifetime=max(meeting.ends_at - now, timedelta()) + AFTER,
            )
        key = f"meeting:{notice.id}:{person.id}"
        if goes_by_mail:
            _mail(person, meeting, letter, _answer(letter, theirs[0], issued), key, now)
    if goes_by_mail and issued is not None:
        links.note_sent(issued.link, actor=actor, now=now)
    db.session.add(
        NoticeRecipient(
            notice_id=notice.id,
            invitation_id=theirs[0].id,
            person_id=person.id,
            way=_way(goes_by_mail=goes_by_mail, has_link=issued is not None),
            job_key=f"mail:{key}" if goes_by_mail else "",
        )
    )
    return None if goes_by_mail else issued


def _way(*, goes_by_mail: bool, has_link: bool) -> Way:
    if not goes_by_mail:
        return Way.BY_HAND
    return Way.LINK if has_link else Way.MAIL


def _answer(letter: Letter, invitation: Invitation, issued: Issued | None) -> str:
    """Return how to answer, and where the meeting stands."""
    if not letter.asks:
        return ""
    if issued is not None:
        address = issued.url
        how = _("Say whether you come. Open this address and press the button there:")
    else:
        address = addresses.absolute(f"/invitations/{invitation.id}/reply")
        how = _("Say whether you come:")
    return f"{how}\n{address}"


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
