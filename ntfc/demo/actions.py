"""What both sides took on: done and verified, on time, overdue, cancelled, and to be looked at."""

from dataclasses import dataclass

from sqlalchemy import select

from ntfc.actions import queries, rules
from ntfc.actions.models import Action
from ntfc.actions.service import (
    following,
    letters,
    progress,
    recording,
    remedies,
    reporting,
    sponsoring,
)
from ntfc.actions.service.recording import Origin
from ntfc.committees import queries as committees
from ntfc.db import db
from ntfc.demo.country import Country
from ntfc.demo.issues import issue
from ntfc.meetings.models import Meeting
from ntfc.permissions import SYSTEM, LinkHolder


@dataclass(frozen=True)
class Taken:
    """An action as this story tells of it; days are counted back from today, ahead below zero."""

    key: str
    title: str
    of: str
    who: str = ""
    ago: int = 60
    due: int | None = None
    details: str = ""
    issue: str = ""
    body: str = "national"
    is_date_open: bool = False


ACTIONS = (
    Taken(
        "list_of_fees",
        "Publish one list of the fees of all border agencies",
        "MOF",
        "nadia.haddad",
        ago=160,
        due=90,
        issue="fees",
    ),
    Taken(
        "waiting_times",
        "Give every exporter a short form to report waiting times",
        "EXA",
        "rami.chalhoub",
        ago=150,
        due=60,
    ),
    Taken("room", "Find a room for the secretariat", "MTI", "dina.aziz", ago=150, due=100),
    Taken(
        "joint",
        "Try joint inspections at the eastern post for three months",
        "PAHS",
        "ibrahim.zaki",
        ago=120,
        due=20,
        details="With the plant service; one calendar, one opening of the container.",
        issue="two_inspections",
    ),
    Taken("receipt", "Say whether micro traders may use one receipt", "MOF", ago=110, due=35),
    Taken("examples", "Collect ten examples of small consignments", "WIT", "grace.mwangi", due=2),
    Taken(
        "chamber_members",
        "Ask the members which documents are asked for twice",
        "QCC",
        "karim.bishara",
        due=-5,
    ),
    Taken("guarantee", "Draft a circular on one guarantee for transit", "GDC", due=-10),
    Taken(
        "small_firms",
        "Try the single window with ten small firms",
        "ASE",
        "mariam.tesfaye",
        due=-25,
    ),
    Taken(
        "hours",
        "Propose opening hours of the border posts by night",
        "BPO",
        "munir.aslan",
        ago=40,
        is_date_open=True,
    ),
    Taken(
        "night_figures",
        "Count the lorries that wait at night",
        "RHU",
        "abubakr.toure",
        due=6,
    ),
)
OFF_TRACK = "Transit to the eastern border under one guarantee"
YESTERDAY = (
    Taken("steering_note", "Write a note on the trial at the eastern post", "GDC", ago=1, due=-14),
    Taken("steering_port", "Ask the port for its hours by night", "BPO", ago=1),
)


def _action(country: Country, key: str) -> Action:
    return queries.get_action(country.numbers[f"action:{key}"])


def _take(country: Country, one: Taken, origin: Origin) -> None:
    due = country.day(one.due) if one.due is not None else None
    made, _links = recording.add(
        country.body(one.body),
        facts={
            "title": one.title,
            "details": one.details,
            "owner_id": country.institution(one.of).id,
            "person_id": country.person(one.who).id if one.who else None,
            "due_on": due,
            "is_date_open": one.is_date_open,
        },
        origin=origin,
        actor=country.acting("rana.odeh", one.ago),
        now=country.at(one.ago, 12),
        today=country.day(one.ago),
    )
    country.numbers[f"action:{one.key}"] = made.id


def taken(country: Country) -> None:
    """Record what members of both sides said they would do."""
    for one in ACTIONS:
        from_issue = issue(country, one.issue) if one.issue else None
        _take(country, one, Origin(issue=from_issue))


def yesterday(country: Country) -> None:
    """Record what was taken on at the meeting that the steering committee held yesterday."""
    query = (
        select(Meeting)
        .where(Meeting.body_id == country.bodies["steering"], Meeting.starts_at < country.at(0))
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    )
    meeting = db.session.scalars(query).one()
    for one in YESTERDAY:
        taken_there = Taken(**{**vars(one), "body": "steering"})
        _take(country, taken_there, Origin(meeting=meeting))


def kept(country: Country) -> None:
    """Keep the road map as it stood then, so that its changes can be seen."""
    reporting.keep_road_map(
        country.body("national"),
        actor=country.acting("rana.odeh", 35),
        now=country.at(35),
        today=country.day(35),
    )


def told_sponsor(country: Country) -> None:
    """Keep the reports of two quarters for the sponsor; the secretary has sent the older one."""
    today = country.day(0)
    latest = rules.quarter_before(today)
    for first, last in (rules.quarter_before(latest[0]), latest):
        ago = max((today - last).days - 1, 0)
        made = sponsoring.make_report(
            country.body("national"),
            first=first,
            last=last,
            actor=SYSTEM,
            now=country.at(ago),
            today=country.day(ago),
        )
        if last < latest[0]:
            rana = country.acting("rana.odeh", ago)
            sponsoring.send_report(made, actor=rana, now=country.at(ago, 12))


def _by_link(country: Country, key: str, who: str, ago: int, text: str, *, done: bool) -> None:
    def say(holder: LinkHolder, action: Action) -> None:
        do = progress.claim if done else progress.report
        do(action, text=text, actor=holder, now=country.at(ago, 12))

    country.by_link(who, letters.UPDATE_ACT, _action(country, key), say, ago=ago)


def followed(country: Country) -> None:
    """Have owners say how it goes, most by link, and have what is done verified by others."""
    _by_link(country, "list_of_fees", "nadia.haddad", 92, "It stands in the gazette.", done=True)
    _by_link(country, "waiting_times", "rami.chalhoub", 63, "42 exporters use it.", done=True)
    for key, who, ago in (
        ("list_of_fees", "karim.bishara", 88),
        ("waiting_times", "samer.khatib", 58),
    ):
        progress.verify(
            _action(country, key),
            text="I have seen it.",
            actor=country.acting(who, ago),
            now=country.at(ago),
        )
    recording.cancel(
        _action(country, "room"),
        reason="The secretariat stays in the General Directorate.",
        actor=country.acting("rana.odeh", 110),
        now=country.at(110),
    )


def reported(country: Country) -> None:
    """Have owners say how it goes now."""
    _by_link(country, "joint", "ibrahim.zaki", 30, "Two of three months are done.", done=False)
    progress.report(
        _action(country, "small_firms"),
        text="Six firms have tried it; two could not sign.",
        evidence="Letter ASE 2/17",
        actor=country.acting("mariam.tesfaye", 4),
        now=country.at(4),
    )
    _by_link(country, "examples", "grace.mwangi", 3, "Twelve, on two pages.", done=True)


def delayed(country: Country) -> None:
    """Remind of what is overdue; the hauliers ask for a new date by link."""
    for key in ("joint", "receipt", "night_figures"):
        action = _action(country, key)
        for ago in (13, 5):
            day = country.day(ago)
            following.remind(action, actor=SYSTEM, now=country.at(ago), today=day)

    def ask(holder: LinkHolder, action: Action) -> None:
        progress.ask_for_date(
            action,
            due_on=country.day(-20),
            reason="The counters were lent to the ministry until the end of the month.",
            actor=holder,
            now=country.at(2, 12),
            today=country.day(2),
        )

    asked = _action(country, "night_figures")
    country.by_link("abubakr.toure", letters.UPDATE_ACT, asked, ask, ago=2)


def off_track(country: Country) -> None:
    """Say of one priority that it is off track: an action that was open already is its remedy."""
    ago = 12
    body = country.body("national")
    late = next(p for p in committees.open_priorities_of(body) if p.text == OFF_TRACK)
    remedies.put_off_track(
        body,
        priority_id=late.id,
        reason="The two customs services still ask for a guarantee each.",
        action_id=_action(country, "guarantee").id,
        actor=country.acting("rana.odeh", ago),
        now=country.at(ago),
        today=country.day(ago),
    )
