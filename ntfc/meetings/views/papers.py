"""On paper: the sheet to sign, and the letter about a seat that stays empty."""

from collections.abc import Sequence

from flask import Response, current_app
from flask_login import current_user

from ntfc import clock, paper
from ntfc.files import download
from ntfc.i18n import _, direction, language, tag_of
from ntfc.meetings import rules
from ntfc.meetings.models import AbsenceLetter, Meeting, PublicObserver
from ntfc.meetings.queries.observers import observers_of
from ntfc.meetings.queries.presence import PresenceRow, everybody_at, get_letter
from ntfc.meetings.rules import words
from ntfc.meetings.views.common import bp, seen
from ntfc.permissions import authorize
from ntfc.seats.rules import ROLES

PDF = "application/pdf"
ROOM = "\u00a0\n\u00a0"  # for a hand that signs
EMPTY_LINES = 8


@bp.get("/meetings/<int:meeting_id>/sign-sheet.pdf")
def sign_sheet_pdf(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    return _drawn(sheet_of(meeting), f"sign-sheet-{meeting.id}.pdf")


@bp.get("/absence-letters/<int:letter_id>/letter.pdf")
def letter_pdf(letter_id: int) -> Response:
    letter = get_letter(letter_id)
    authorize(current_user, rules.LETTERS, letter)
    return _drawn(letter_of(letter), f"letter-{letter.id}.pdf")


def _drawn(made: paper.Paper, name: str) -> Response:
    fonts = current_app.extensions["ntfc.config"].instance / "fonts"
    at = clock.now().replace(microsecond=0)
    return download(paper.pdf(made, at=at, more_fonts=fonts), name, PDF)


def letter_of(letter: AbsenceLetter) -> paper.Paper:
    """Return the letter to an institution as it stands, to be printed and signed."""
    sender = next(b.name for b in rules.bodies_of(letter.meeting) if b.id == letter.body_id)
    return paper.Paper(
        title=letter.subject,
        language=tag_of(language()),
        direction=direction(),
        letterhead=(sender,),
        facts=(paper.Fact(str(_("To")), _addressed(letter)),),
        blocks=tuple(paper.paragraphs(letter.text)),
    )


def _addressed(letter: AbsenceLetter) -> str:
    if letter.organisation is not None:
        return letter.organisation.name
    return letter.person.name if letter.person else "–"


def sheet_of(meeting: Meeting) -> paper.Paper:
    """Return the sheet on which people sign, with a column for each day and lines for others."""
    everybody = everybody_at(meeting)
    blocks: list[paper.Block] = []
    for hall in everybody.halls:
        if len(everybody.halls) > 1:
            blocks.append(paper.Heading(hall.body.name))
        blocks.append(_table(meeting, [row for row in hall.rows if row.name]))
    if listeners := observers_of(meeting.id):
        blocks += [paper.Heading(str(_("Public observers"))), _listeners(meeting, listeners)]
    blocks += [
        paper.Heading(str(_("Guests and others"))),
        _table(meeting, everybody.guests, EMPTY_LINES),
    ]
    return paper.Paper(
        title=str(_("Sign sheet")),
        subtitle=str(words.name_of(meeting)),
        language=tag_of(language()),
        direction=direction(),
        letterhead=tuple(body.name for body in rules.bodies_of(meeting)),
        facts=(
            paper.Fact(str(_("When")), words.when(meeting)),
            paper.Fact(str(_("Where")), meeting.place or "–"),
        ),
        blocks=tuple(blocks),
    )


def _listeners(meeting: Meeting, rows: Sequence[PublicObserver]) -> paper.Table:
    return _to_sign(meeting, [(one.name, one.institution or "–") for one in rows])


def _table(meeting: Meeting, rows: Sequence[PresenceRow], empty: int = 0) -> paper.Table:
    lines = [(f"{row.name}\n{_as_what(row)}", row.organisation or "–") for row in rows]
    return _to_sign(meeting, [*lines, *([(ROOM, "")] * empty)])


def _to_sign(meeting: Meeting, lines: Sequence[tuple[str, str]]) -> paper.Table:
    days = [words.long_day(rules.local(day.starts_at, meeting.time_zone)) for day in meeting.days]
    signed = [str(_("Signature, %(day)s", day=day)) for day in days]
    return paper.Table(
        head=(str(_("Name")), str(_("Institution")), *signed),
        rows=tuple((*line, *("" for _day in days)) for line in lines),
        widths=(3, 3, *(3 for _day in days)),
    )


def _as_what(row: PresenceRow) -> str:
    if row.place is None:
        return str(words.word(row.invitation.kind)) if row.invitation else ""
    return row.place.title or str(ROLES[row.place.role])
