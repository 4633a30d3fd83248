"""Calendar files, read by a reader of their own: what stands in a calendar once they came in."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr


def entries(text):
    """Each entry of a file as one dictionary; a line with parameters is known by its name."""
    lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
    found = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VCALENDAR":
            head, _, value = line.partition(":")
            name, _, rest = head.partition(";")
            found[-1][name] = moment(rest, value) if rest.startswith("TZID=") else value
    return found


def moment(zone, value):
    """The instant, or the instants, by the clock of a zone."""
    here = ZoneInfo(zone.removeprefix("TZID="))
    at = [datetime.fromisoformat(one).replace(tzinfo=here) for one in value.split(",")]
    return at if "," in value else at[0]


def times(text):
    """When the one thing in a file takes place and where, as RFC 5545 puts its entries together."""
    whole, *others = entries(text)
    assert all(one["UID"] == whole["UID"] for one in others)
    assert {one["SEQUENCE"] for one in others} <= {whole["SEQUENCE"]}
    found = dict.fromkeys(_starts(whole), whole)
    for one in others:
        assert one["RECURRENCE-ID"] in found, "nothing there that it could stand for"
        found[one["RECURRENCE-ID"]] = one
    length = whole["DTEND"] - whole["DTSTART"]
    seen = []
    for at, one in sorted(found.items()):
        stands = at, at + length
        if one is not whole:
            stands = one["DTSTART"], one["DTEND"]
        seen.append((*stands, place_of(one)))
    return seen


def place_of(entry):
    return entry.get("LOCATION", "").replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")


def _starts(whole):
    first = whole["DTSTART"]
    if "RRULE" not in whole:
        return [first]
    left_out = whole.get("EXDATE", [])
    left_out = left_out if isinstance(left_out, list) else [left_out]
    rule = rrulestr(whole["RRULE"], dtstart=first)
    assert isinstance(rule, rrule)
    every = list(rule)
    assert set(left_out) <= set(every), "Outlook drops what leaves out nothing"
    found = rruleset()
    found.rrule(rule)
    for one in left_out:
        found.exdate(one)
    return list(found)
