"""What went before: the committee's earlier meetings, one that was called off, and the joint one ahead."""

from datetime import time, timedelta

from ntfc.demo.country import Country
from ntfc.demo.meetings import HALL, ZONE, called_for, sat
from ntfc.meetings import service as meetings
from ntfc.meetings.models import Meeting, MeetingKind
from ntfc.meetings.queries import get_meeting
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Way
from ntfc.minutes.service import approval, consultation, record, writing

# How many days ago the committee met, and what was said.
MEETINGS = (
    (
        480,
        (
            ("Round of concerns", "Waiting times and fees were named most; nobody was named."),
            ("How we work", "The committee meets in March, June, September and December."),
        ),
    ),
    (
        200,
        (
            ("The eastern post", "The time release study was read and adopted."),
            ("Groups", "The group on documents reported for the first time."),
        ),
    ),
    (
        150,
        (
            ("Inspections", "Customs and the plant service work towards one calendar."),
            ("Fees in one list", "The gazette or a page of its own: both were heard."),
        ),
    ),
)
AWAY = {480: (3,), 200: (9, 14), 150: (6, 7)}  # places on the list of who was there
LAST = ("Last points", "The next meeting takes place at the chamber.")


def held(country: Country) -> None:
    """Hold the earlier meetings of the committee, and have both chairs approve their minutes."""
    for ago, said in MEETINGS:
        meeting = called_for(country, "national", day=ago, ago=ago + 20)
        country.numbers[f"meeting:national:{ago}"] = meeting.id
        sat(country, meeting, ago=ago, away=AWAY.get(ago, ()))
        _approved(country, meeting, ago, (*said, LAST))


def _approved(
    country: Country, meeting: Meeting, ago: int, said: tuple[tuple[str, str], ...]
) -> None:
    rana, day, now = country.acting("rana.odeh", ago), country.day(ago), country.at(ago, 12)
    minutes = record.start(meeting, actor=rana, now=now)
    for title, text in said:
        section = record.add_section(minutes, title=title, actor=rana, today=day)
        writing.save(section, html=f"<p>{text}</p>", seen=0, actor=rana, now=now, today=day)
    consultation.finish(minutes, actor=rana, now=now + timedelta(hours=2))
    sent, closes = ago - 3, ago - 25
    consultation.circulate(
        minutes,
        closes_on=country.day(closes),
        because="",
        actor=country.acting("rana.odeh", sent),
        today=country.day(sent),
        now=country.at(sent),
    )
    asked = closes - 2
    approval.submit(
        minutes,
        wants_silence=False,
        actor=country.acting("rana.odeh", asked),
        today=country.day(asked),
        now=country.at(asked),
    )
    for number, key in enumerate(("samer.khatib", "karim.bishara"), 1):
        approval.approve(
            minutes,
            seen=rules.fingerprint_of(queries.text_of(minutes)),
            way=Way.SIGNED_IN,
            actor=country.acting(key, asked - number),
            today=country.day(asked - number),
            now=country.at(asked - number),
        )


def called_off(country: Country) -> None:
    """Call a meeting that a storm kept from taking place."""
    meeting = called_for(country, "national", day=300, ago=320)
    meetings.cancel(
        meeting,
        reason="The coast road is closed by the storm; the committee meets in September.",
        today=country.day(302),
        now=country.at(302),
        actor=country.acting("rana.odeh", 302),
    )


def together(country: Country) -> None:
    """Call a joint meeting of the committee and of the group on documents."""
    rana, now = country.acting("rana.odeh", 4), country.at(4)
    wanted = Plan(
        days=(DayPlan(country.day(-33), time(9), time(12)),),
        time_zone=ZONE,
        kind=MeetingKind.JOINT,
        title="Papers at export: the committee and its group",
        place=HALL,
        with_body_ids=(country.body("documents").id,),
    )
    planned = meetings.plan(country.body("national"), wanted=wanted, now=now, actor=rana)
    meetings.convene(
        get_meeting(planned.id),
        sending=meetings.Sending(because="Both chairs asked for it."),
        today=country.day(4),
        now=now,
        actor=rana,
    )
