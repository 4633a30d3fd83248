"""Calendar files, read by a reader of their own that believes only what stands in the file."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ntfc import ics

STAMP = datetime(2026, 4, 1, 9, tzinfo=UTC)
STARTS = datetime(2026, 5, 12, 7, tzinfo=UTC)
ZONES = [
    "Asia/Amman",
    "Europe/Paris",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "UTC",
]


def event(**values):
    known = {
        "uid": "1b9d6bcd",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "zone": "Asia/Amman",
        "summary": "Meeting 7",
        "stamp": STAMP,
    }
    return ics.Event(**{**known, **values})


def lines_of(text):
    return re.sub(r"\r\n[ \t]", "", text).split("\r\n")


def blocks(lines, name):
    """The lines within each block of this name."""
    found, inside = [], None
    for line in lines:
        if line == f"BEGIN:{name}":
            inside = []
        elif line == f"END:{name}":
            found.append(inside)
            inside = None
        elif inside is not None:
            inside.append(line)
    return found


def instant_in(text, key):
    """The instant a program without any zones of its own would put the event at."""
    lines = lines_of(text)
    (line,) = (line for line in lines if line.startswith(f"{key};TZID="))
    zone, written = re.fullmatch(rf"{key};TZID=([^:]+):(\d{{8}}T\d{{6}})", line).groups()
    local = wall(written)
    offset = None
    for block in blocks(lines, "VTIMEZONE"):
        if block[0] == f"TZID:{zone}":
            offset = offset_at(block, local)
    return local - offset


def wall(written):
    """What a clock on the wall shows, counted as if it were in UTC."""
    return datetime.strptime(written, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def offset_at(block, local):
    rules = []
    for kind in ("STANDARD", "DAYLIGHT"):
        for inner in blocks(block, kind):
            told = dict(line.split(":", 1) for line in inner)
            rules.append((wall(told["DTSTART"]), told["TZOFFSETTO"]))
    _onset, told = max(rule for rule in rules if rule[0] <= local)
    sign, hours, minutes = re.fullmatch(r"([+-])(\d\d)(\d\d)", told).groups()
    found = timedelta(hours=int(hours), minutes=int(minutes))
    return -found if sign == "-" else found


@settings(deadline=None)  # the first file with a zone looks its changes up
@given(
    zone=st.sampled_from(ZONES),
    minutes=st.integers(0, 20 * 365 * 24 * 60),
)
def test_a_program_that_knows_no_zones_shows_the_right_hour(zone, minutes):
    moment = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    local = moment.astimezone(ZoneInfo(zone))
    earlier, later = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    assume(earlier == later)  # of an hour that comes twice the format cannot tell which
    text = ics.calendar([event(zone=zone, starts_at=moment, ends_at=moment + timedelta(hours=1))])
    assert instant_in(text, "DTSTART") == moment


def test_a_zone_stands_once_and_holds_each_change_around_the_events():
    later = STARTS + timedelta(days=900)
    text = ics.calendar(
        [
            event(zone="Europe/Paris"),
            event(uid="2", zone="Europe/Paris", starts_at=later, ends_at=later),
            event(uid="3"),
        ]
    )
    assert len(blocks(lines_of(text), "VTIMEZONE")) == 2
    paris = next(b for b in blocks(lines_of(text), "VTIMEZONE") if b[0] == "TZID:Europe/Paris")
    assert paris.count("BEGIN:DAYLIGHT") >= 4
    assert "DTSTART:20260329T020000" in paris
    assert "DTSTART:20261025T030000" in paris


def test_what_the_event_says():
    text = ics.calendar(
        [
            event(
                sequence=3,
                location="Hall; second floor, left",
                description="One\ntwo\\three",
                url="https://example.org/meetings/7/",
                organizer=('Rana "Odeh"', "ntfc@example.org"),
                attendee=("Karim", "karim@example.org"),
            )
        ],
        method=ics.REQUEST,
    )
    lines = lines_of(text)
    assert lines[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{ics.PRODUCT}",
        "METHOD:REQUEST",
    ]
    assert "SEQUENCE:3" in lines
    assert "UID:1b9d6bcd" in lines
    assert "DTSTAMP:20260401T090000Z" in lines
    assert "DTSTART;TZID=Asia/Amman:20260512T100000" in lines
    assert r"LOCATION:Hall\; second floor\, left" in lines
    assert r"DESCRIPTION:One\ntwo\\three" in lines
    assert 'ORGANIZER;CN="Rana Odeh":mailto:ntfc@example.org' in lines
    assert any(line.endswith('CN="Karim":mailto:karim@example.org') for line in lines)
    assert "STATUS:CONFIRMED" in lines
    assert ics.method_of(text) == "REQUEST"


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"is_cancelled": True}, "CANCELLED"),
        ({"is_tentative": True}, "TENTATIVE"),
        ({}, "CONFIRMED"),
    ],
)
def test_the_state_of_an_event(values, status):
    assert f"STATUS:{status}" in lines_of(ics.calendar([event(**values)]))


@given(st.text(max_size=400))
def test_no_line_is_too_long_and_nothing_typed_breaks_out_of_its_line(said):
    text = ics.calendar([event(summary=said, attendee=(said, "a@example.org"))], name=said)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert len(blocks(lines_of(text), "VEVENT")) == 1
    assert sum(line.startswith("SUMMARY:") for line in lines_of(text)) == 1


def test_a_file_without_a_method_only_publishes():
    assert ics.method_of("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") == ics.PUBLISH
