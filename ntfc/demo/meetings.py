"""Meetings: one that lies ahead, one that is called, and the record of one that was held."""

from collections.abc import Collection, Sequence
from datetime import time

from ntfc.demo.country import Country
from ntfc.meetings import service as meetings
from ntfc.meetings.models import Meeting, Presence, Reply, TakesPartAs
from ntfc.meetings.queries import get_invitation, get_meeting
from ntfc.meetings.queries.calling import get_recipient, invitations_of, notices_of
from ntfc.meetings.queries.presence import everybody_at
from ntfc.meetings.queries.proof import proofs_of
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.meetings.service import presence
from ntfc.minutes.service import record, writing

ZONE = "Asia/Amman"
SILENT = 7  # each seventh never answered
HALL = "Hall of the General Directorate, Madinat Qadria"


def ahead(country: Country) -> None:
    """Plan what comes next."""
    rana = country.acting("rana.odeh", 3)
    wanted = Plan(
        days=(DayPlan(country.day(-75), time(10), time(13)),),
        time_zone=ZONE,
        place=HALL,
        host_id=country.institution("GDC").id,
    )
    meetings.plan(country.body("national"), wanted=wanted, now=country.at(3), actor=rana)


def called(country: Country) -> None:
    """Call a meeting of the group on documents, and tell of its new hall."""
    meeting = called_for(country, "documents", day=-21, ago=5)
    wanted = Plan(
        days=(DayPlan(country.day(-21), time(10), time(12)),),
        time_zone=ZONE,
        place="Chamber of Commerce, first floor",
        is_public=True,
    )
    rana = country.acting("rana.odeh", 2)
    meetings.change(meeting, wanted=wanted, version=meeting.version, actor=rana)
    country.numbers["public"] = meeting.id


def next_public(country: Country) -> Meeting:
    """Return the meeting ahead to which everybody may come and listen."""
    return get_meeting(country.numbers["public"])


def held(country: Country) -> None:
    """Begin the record of the meeting that the steering committee held yesterday."""
    meeting = called_for(country, "steering", day=1, ago=30)
    answered(country, meeting, ago=3)
    rana = country.acting("rana.odeh", 1)
    day = country.day(1)
    presence.open_meeting(meeting, now=country.at(1, 6), actor=rana)
    _there(country, meeting)
    minutes = record.start(meeting, actor=rana, now=country.at(1, 8))
    for hour, (title, said) in enumerate(SAID, 8):
        section = record.add_section(minutes, title=title, actor=rana, today=day)
        if said:
            at = country.at(1, hour)
            writing.save(section, html=said, seen=0, actor=rana, now=at, today=day)
    presence.close_meeting(meeting, today=day, now=country.at(1, 8), actor=rana)


def _there(country: Country, meeting: Meeting) -> None:
    """Note who came: one apology, an alternate, traders from a paper list."""
    rana, now = country.acting("rana.odeh", 1), country.at(1, 7)
    filled = [row for row in everybody_at(meeting).rows if row.name]
    for row in filled:
        how, said = Presence.PRESENT, ""
        if row is filled[-1]:
            how, said = Presence.EXCUSED, "At a hearing in parliament"
        elif row is filled[2]:
            how, said = Presence.ALTERNATE, "His deputy came"
        presence.note(meeting, whom=row.key, presence=how, said=said, now=now, actor=rana)
    names = (("Umm Yousef", "Market traders of the old town"), ("أبو علي", ""))
    presence.add_names(meeting, names=names, kind=TakesPartAs.GUEST, now=now, actor=rana)


def sat(country: Country, meeting: Meeting, *, ago: int, away: Sequence[int] = ()) -> None:
    """Hold a meeting that was called: those at these places of the list sent an apology."""
    opened(country, meeting, ago=ago, away=away)
    closed(country, meeting, ago=ago)


def opened(country: Country, meeting: Meeting, *, ago: int, away: Sequence[int] = ()) -> None:
    """Open a meeting at its time and note who is there."""
    answered(country, meeting, ago=ago + 2, away=away)
    rana, now = country.acting("rana.odeh", ago), country.at(ago, 7)
    presence.open_meeting(meeting, now=country.at(ago, 6), actor=rana)
    for place, row in enumerate(row for row in everybody_at(meeting).rows if row.name):
        how = Presence.EXCUSED if place in away else Presence.PRESENT
        presence.note(meeting, whom=row.key, presence=how, now=now, actor=rana)


def answered(country: Country, meeting: Meeting, *, ago: int, away: Collection[int] = ()) -> None:
    """Note how all were told of a meeting, and who said that they come; a few never said."""
    rana, now = country.acting("rana.odeh", ago), country.at(ago, 8)
    for proofs in proofs_of(notices_of(meeting.id)).values():
        for proof in proofs:
            meetings.hand_over(get_recipient(proof.id), now=now, actor=rana)
    for place, invitation in enumerate(invitations_of(meeting.id)):
        if place % SILENT == SILENT - 1:
            continue
        meetings.reply(
            get_invitation(invitation.id),
            answer=Reply.APOLOGY if place in away else Reply.COMING,
            note="",
            stand_in_id=None,
            today=country.day(ago),
            now=now,
            actor=rana,
        )


def closed(country: Country, meeting: Meeting, *, ago: int) -> None:
    rana, now = country.acting("rana.odeh", ago), country.at(ago, 9)
    presence.close_meeting(meeting, today=country.day(ago), now=now, actor=rana)


SAID = (
    ("Opening", "<p>The chairs opened the meeting and welcomed the new member for transit.</p>"),
    (
        "One inspection instead of three",
        "<p>Customs and the plant service tried joint inspections at the eastern post.</p>",
    ),
    # The record points this out: it judges a person by name.
    ("Other points", "<p>The hauliers accused Dina Aziz of delay, and she asked for figures.</p>"),
)


def called_for(country: Country, body: str, *, day: int, ago: int) -> Meeting:
    """Return a meeting on that day which was called so many days ago."""
    rana = country.acting("rana.odeh", ago)
    wanted = Plan(days=(DayPlan(country.day(day), time(9), time(11)),), time_zone=ZONE, place=HALL)
    planned = meetings.plan(country.body(body), wanted=wanted, now=country.at(ago), actor=rana)
    meeting = get_meeting(planned.id)
    meetings.convene(
        meeting,
        sending=meetings.Sending(because="The chairs asked for it."),
        today=country.day(ago),
        now=country.at(ago),
        actor=rana,
    )
    return meeting
