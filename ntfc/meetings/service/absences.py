"""Letters to institutions whose seat stayed empty too often: drafted, sent or put away."""

from datetime import date, datetime

from ntfc import audit, mail
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.i18n import _, speaking
from ntfc.meetings import rules
from ntfc.meetings.models import AbsenceLetter, LetterState, Meeting, MeetingState
from ntfc.meetings.queries.presence import (
    Hall,
    PresenceRow,
    drafts_about,
    everybody_at,
    histories,
    receivers_of,
)
from ntfc.meetings.rules import absences as pure
from ntfc.meetings.rules.presence import THERE
from ntfc.permissions import Actor, requires
from ntfc.procedure.queries import language_of, rules_on
from ntfc.procedure.rules import cite


@requires(rules.RUN)
def draft_letters(meeting: Meeting, *, today: date, now: datetime, actor: Actor) -> int:
    """Draft a letter for each seat that stayed empty as often as the rules of its body allow."""
    drafted = 0
    for hall in everybody_at(meeting).halls:
        with speaking(language_of(hall.body, today), is_letter=False):
            drafted += _draft_in(hall, meeting, today, now)
    if drafted:
        audit.record(actor, "meeting.letters_drafted", meeting, letters=drafted)
    return drafted


def _draft_in(hall: Hall, meeting: Meeting, today: date, now: datetime) -> int:
    procedure = rules_on(hall.body, today)
    limit = procedure.absences_limit
    empty = [row for row in hall.rows if row.presence is not None and row.presence not in THERE]
    if not limit or not empty:
        return 0
    rule = str(cite(procedure, "absences_limit"))
    past = histories([row.place.id for row in empty if row.place])
    counts = {row.key: pure.absences_in_a_row(past.get(_seat(row), ())) for row in empty}
    due = [row for row in empty if row.there.counts and counts[row.key] >= limit]
    for older in drafts_about([_seat(row) for row in due]):
        _put_away(older, _("A newer letter takes its place."), now)
    for row in due:
        db.session.add(_letter(row, meeting, hall, counts[row.key], rule, now))
    db.session.flush()
    return len(due)


def _seat(row: PresenceRow) -> int:
    return row.place.id if row.place else 0


def _letter(
    row: PresenceRow, meeting: Meeting, hall: Hall, absences: int, rule: str, now: datetime
) -> AbsenceLetter:
    place = row.place
    seat = (place.owner or place.title or row.name) if place else ""
    return AbsenceLetter(
        body_id=hall.body.id,
        meeting_id=meeting.id,
        seat_id=_seat(row),
        organisation_id=place.organisation_id if place else None,
        person_id=place.holder.person_id if place and place.holder else None,
        absences=absences,
        drafted_at=now,
        **pure.letter_of(seat, hall.body.name, absences, rule),
    )


def _put_away(letter: AbsenceLetter, reason: str, now: datetime) -> None:
    letter.state, letter.reason, letter.settled_at = LetterState.DROPPED, reason, now


@requires(rules.ATTENDANCE)
def review_letters(meeting: Meeting, *, row: PresenceRow, now: datetime, actor: Actor) -> None:
    """Put a waiting letter away when it is noted later that somebody came for the seat."""
    if meeting.state is not MeetingState.HELD or row.place is None:
        return
    newest = histories([row.place.id]).get(row.place.id, ())
    if not newest or newest[0] not in THERE:
        return
    for letter in drafts_about([row.place.id]):
        _put_away(letter, _("It was noted later that somebody came."), now)
        audit.record(actor, "meeting.letter_settled", letter, sent=False)
    db.session.flush()


@requires(rules.LETTERS)
def settle_letter(
    letter: AbsenceLetter, *, subject: str, text: str, reason: str, now: datetime, actor: Actor
) -> None:
    """Note that a letter went out in these words, or with a reason, that it does not."""
    refuse_if(pure.obstacles_to_settling(letter))
    letter.settled_at, letter.settled_by_id = now, actor.person_id
    if reason:
        letter.state, letter.reason = LetterState.DROPPED, reason
    else:
        letter.state, letter.subject, letter.text = LetterState.SENT, subject, text
    db.session.flush()
    audit.record(actor, "meeting.letter_settled", letter, sent=not reason)


@requires(rules.LETTERS)
def mail_letter(
    letter: AbsenceLetter, *, subject: str, text: str, now: datetime, actor: Actor
) -> None:
    """Mail a letter in these words to the contacts of the institution, now that somebody says so."""
    receivers = receivers_of(letter)
    refuse_if(pure.obstacles_to_mailing(letter, receivers, can_send=mail.is_written()))
    letter.settled_at, letter.settled_by_id = now, actor.person_id
    letter.state, letter.subject, letter.text = LetterState.SENT, subject, text
    letter.mailed_to = ", ".join(person.name for person in receivers)
    for person in receivers:
        key = f"absence-letter:{letter.id}:{person.id}"
        to = str(person.email)
        mail.send(to=to, name=person.name, subject=subject, body=f"{text}\n", key=key)
    db.session.flush()
    audit.record(actor, "meeting.letter_settled", letter, sent=True, mails=len(receivers))
