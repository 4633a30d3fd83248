"""What people are told of a meeting by mail, each in their own language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from flask import current_app

from ntfc import addresses, ics
from ntfc.config import Config
from ntfc.i18n import _, labelled, ngettext, with_commas
from ntfc.meetings.models import Invitation, Meeting, TakesPartAs
from ntfc.meetings.queries.conduct import guidance_in, public_sides
from ntfc.meetings.queries.items import titles_for
from ntfc.meetings.queries.programme import programme_of
from ntfc.meetings.rules import bodies_of, local, name_of, when
from ntfc.meetings.rules.calendar import entries_of
from ntfc.meetings.rules.changes import Change
from ntfc.meetings.rules.effort import short_ways, time_asked
from ntfc.meetings.rules.words import WORDS, hour, long_day
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.procedure.rules.words import listed
from ntfc.seats import queries as seats
from ntfc.seats.rules import DEFAULT_CODE_OF_CONDUCT


@dataclass(frozen=True)
class Letter:
    """A mail about a meeting; made within the language of whoever gets it."""

    subject: str
    parts: Sequence[str]
    method: str = ics.REQUEST
    asks: bool = True  # whether it asks for an answer


Write = Callable[[Person, Sequence[Invitation]], Letter]


def _config() -> Config:
    config: Config = current_app.extensions["ntfc.config"]
    return config


def headline(meeting: Meeting) -> str:
    """Return body, name and day of a meeting in one line."""
    body = " + ".join(one.short_name or one.name for one in bodies_of(meeting))
    return labelled(body, with_commas([name_of(meeting), when(meeting)]))


def by_standing(usual: Write, *, fresh: Write, gone: Write) -> Write:
    """Return how to write to each: who was never told is called, who is not needed is told so."""

    def write(person: Person, invitations: Sequence[Invitation]) -> Letter:
        if all(one.withdrawn_at is not None for one in invitations):
            return gone(person, invitations)
        if all(one.told_at is None for one in invitations):
            return fresh(person, invitations)
        return usual(person, invitations)

    return write


def bodies_named(meeting: Meeting) -> str:
    """Return the bodies that meet, as a sentence names them."""
    return str(listed([body.name for body in bodies_of(meeting)]))


def calling(
    meeting: Meeting, *, caller: Person | None, message: str, others: Sequence[str] = ()
) -> Write:
    """Return how to write that the meeting is called, of several bodies in all their names."""
    public = public_sides()

    def write(person: Person, invitations: Sequence[Invitation]) -> Letter:
        opening = ngettext(
            "%(name)s invites you to: %(meeting)s of %(body)s.",
            "%(name)s invite you to: %(meeting)s of %(body)s.",
            1 + len(others),
            name=listed([caller.name if caller else meeting.body.name, *others]),
            meeting=name_of(meeting),
            body=bodies_named(meeting),
        )
        parts = [
            opening,
            message,
            *_as_what(meeting, invitations),
            facts(meeting, person),
            _if_short(meeting),
            _conduct(meeting),
            _guidance(meeting, invitations, public),
        ]
        return Letter(_("Invitation – %(meeting)s", meeting=headline(meeting)), parts)

    return write


def changed(
    meeting: Meeting, changes: Callable[[], Sequence[Change]], *, message: str, asks: bool
) -> Write:
    """Return how to write what is different, all of it in one mail."""

    def write(person: Person, _invitations: Sequence[Invitation]) -> Letter:
        lines = [labelled(c.label, turned(c)) for c in changes()]
        parts = [
            _("This has changed: %(meeting)s.", meeting=headline(meeting)),
            "\n".join(lines),
            message,
            _("Please answer again.") if asks else "",
            facts(meeting, person),
        ]
        subject = _("Changed – %(meeting)s", meeting=headline(meeting))
        return Letter(subject, parts, asks=asks)

    return write


def turned(change: Change) -> str:
    """Return what became of what; the arrow points as the reader's language runs."""
    before, after = change.before or "–", change.after or "–"
    return _("%(before)s → %(after)s", before=before, after=after)


def called_off(meeting: Meeting) -> Write:
    """Return how to write that the meeting does not take place, and why."""

    def write(_person: Person, _invitations: Sequence[Invitation]) -> Letter:
        parts = [
            _("This meeting does not take place: %(meeting)s.", meeting=headline(meeting)),
            meeting.cancel_reason,
        ]
        subject = _("Called off – %(meeting)s", meeting=headline(meeting))
        return Letter(subject, parts, method=ics.CANCEL, asks=False)

    return write


def reminding(meeting: Meeting, *, message: str) -> Write:
    """Return how to write to those who have not answered."""

    def write(person: Person, _invitations: Sequence[Invitation]) -> Letter:
        opening = _(
            "You have not answered yet whether you come: %(meeting)s.", meeting=headline(meeting)
        )
        subject = _("Reminder – %(meeting)s", meeting=headline(meeting))
        return Letter(subject, [opening, message, facts(meeting, person)])

    return write


def stepping_in(meeting: Meeting, *, instead_of: str) -> Write:
    """Return how to write to an alternate who is asked to come."""
    public = public_sides()

    def write(person: Person, invitations: Sequence[Invitation]) -> Letter:
        opening = _(
            "%(name)s cannot come and asks you to come for the seat: %(meeting)s of %(body)s.",
            name=instead_of,
            meeting=name_of(meeting),
            body=meeting.body.name,
        )
        subject = _("Invitation – %(meeting)s", meeting=headline(meeting))
        guidance = _guidance(meeting, invitations, public)
        return Letter(subject, [opening, facts(meeting, person), _conduct(meeting), guidance])

    return write


def not_needed(meeting: Meeting) -> Write:
    """Return how to write to somebody who need not come after all."""

    def write(_person: Person, _invitations: Sequence[Invitation]) -> Letter:
        opening = _("You need not come after all: %(meeting)s.", meeting=headline(meeting))
        subject = _("Not needed – %(meeting)s", meeting=headline(meeting))
        return Letter(subject, [opening], method=ics.CANCEL, asks=False)

    return write


def _as_what(meeting: Meeting, invitations: Sequence[Invitation]) -> list[str]:
    """Return as what somebody is invited who comes without a seat, and for which items."""
    guests = [one for one in invitations if one.kind is not TakesPartAs.SEAT]
    titles = titles_for(meeting, [one.id for one in guests], SYSTEM) if guests else {}
    lines = []
    for one in guests:
        lines.append(
            _("You are invited as: %(role)s. %(about)s", role=WORDS[one.kind], about=one.about)
        )
        if titles.get(one.id):
            lines.append(labelled(_("For"), "; ".join(titles[one.id])))
    return lines


def facts(meeting: Meeting, person: Person) -> str:
    """Return when, where and how, with the time it takes, as lines of a mail."""
    lines = [
        labelled(_("When"), f"{when(meeting)} ({meeting.time_zone})"),
        *_elsewhere(meeting, person),
    ]
    if len(meeting.days) > 1:
        lines += [f"  {_day(day, meeting)}" for day in meeting.days]
    lines.append(labelled(_("It takes"), time_asked(meeting, programme_of(meeting))))
    if meeting.place:
        lines.append(labelled(_("Where"), meeting.place))
    if meeting.online_address:
        lines.append(labelled(_("To take part from afar"), meeting.online_address))
    if meeting.how_to_join:
        lines.append(labelled(_("How to join"), meeting.how_to_join))
    if meeting.purpose:
        lines.append(labelled(_("Why it is called"), meeting.purpose))
    return "\n".join(lines)


def _elsewhere(meeting: Meeting, person: Person) -> list[str]:
    """Return the hour by the clock of a person who lives by another one."""
    zone = person.time_zone or meeting.time_zone
    theirs, here = local(meeting.starts_at, zone), local(meeting.starts_at, meeting.time_zone)
    if theirs.utcoffset() == here.utcoffset():
        return []
    return [
        "  " + labelled(_("for you"), with_commas([long_day(theirs), f"{hour(theirs)} ({zone})"]))
    ]


def _day(day: Any, meeting: Meeting) -> str:
    starts, ends = (local(at, meeting.time_zone) for at in (day.starts_at, day.ends_at))
    hours = f"{hour(starts)}–{hour(ends)}"
    return with_commas(part for part in (long_day(starts), hours, day.place) if part)


def _if_short(meeting: Meeting) -> str:
    """Return how somebody takes part who has little time, as a small firm often has."""
    ways = short_ways(meeting, programme_of(meeting))
    return "\n".join([labelled(_("If time is short"), "").rstrip(), *(f"– {way}" for way in ways)])


def _conduct(meeting: Meeting) -> str:
    """Return the code of conduct, which is shown with the call."""
    own = seats.code_of(meeting.body_id).text
    text = own if own is not None else "\n".join(str(line) for line in DEFAULT_CODE_OF_CONDUCT)
    return "\n".join([labelled(_("How we work together"), "").rstrip(), text])


def _guidance(meeting: Meeting, invitations: Sequence[Invitation], public: frozenset[int]) -> str:
    """Return what is handed to whoever speaks for the public side."""
    points = guidance_in(meeting, invitations, public)
    heading = labelled(_("For those who speak for the public side"), "").rstrip()
    return "\n".join([heading, *(f"– {point}" for point in points)]) if points else ""


def event_of(
    meeting: Meeting, person: Person, letter: Letter, *, answer: str, now: datetime
) -> str:
    """Return the meeting as a calendar file for one person, with an entry on each of its days."""
    name, address = parseaddr(_config().mail_from)
    about = "\n\n".join(str(part) for part in (facts(meeting, person), answer) if part)
    events = entries_of(
        meeting,
        stamp=now,
        about=about,
        url=addresses.absolute(f"/meetings/{meeting.id}/"),
        elsewhere=meeting.online_address,
        is_off=letter.method == ics.CANCEL,
        organizer=(name or _config().site_name, address or "noreply@ntfc.invalid"),
        attendee=(person.name, person.email) if person.email else None,
    )
    return ics.calendar(list(events), method=letter.method)
