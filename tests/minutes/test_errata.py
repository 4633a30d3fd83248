"""A correction is of any place in the approved text, and both readings stay wherever it is read."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.actions.models import Action
from ntfc.db import db
from ntfc.meetings.models import Attendance, Meeting, Presence
from ntfc.minutes import queries, rules
from ntfc.minutes.rules import Outcome, SetAside
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work
from tests.minutes.test_printing import words
from tests.recording import NINE

READINGS = {
    "meeting": ("Blue hall", "Red hall"),
    "attendance": ("Huda Salem, Port: Absent", "Huda Salem, Port: Present"),
    "task:1": ("Dredge the basin", "Dredge the channel"),  # in confidence
    "title": ("Item 1", "Opening"),
}
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))  # around words of another script
OPEN = [reads for place, (reads, _new) in READINGS.items() if place != "task:1"]


@pytest.fixture
def approved(way, make_organisation):
    owner_id = make_organisation("Port")
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        meeting.place = "Blue hall"
        of_it = {"body_id": meeting.body_id, "meeting_id": meeting.id}
        there = {"presence": Presence.ABSENT, "noted_at": NINE}
        db.session.add(Attendance(name="Huda Salem", organisation_name="Port", **there, **of_it))
        taken_on = {"owner_id": owner_id, "is_date_open": True, "added_at": NINE}
        secret = {"title": "Dredge the basin", "is_confidential": True}
        db.session.add(Action(number=1, **taken_on, **secret, **of_it))
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    return way


def test_a_correction_names_any_place_of_the_text_and_both_readings_stay(
    approved, client_for, committee, seat
):
    way, page = approved, f"/minutes/{approved.minutes_id}"
    key = f"title:{way.section_id}"
    secretary = client_for(way.secretary)
    form = BeautifulSoup(secretary.get(f"{page}/correct").text, "html.parser")
    offered = {one["value"] for one in form.select("#place option")}
    assert offered == {*READINGS, key, f"section:{way.section_id}"} - {"title"}
    assert "do not stand" in way.told(way.correct, "Red hall", place="meeting")
    assert "do not stand" in way.told(way.correct, "Blue hall", place="task:9")
    for place, (reads, should_read) in READINGS.items():
        correction = way.correct(reads, should_read, key if place == "title" else place)
        for chair in way.chairs:
            way.approve(chair, on=correction)
    observer = client_for(seat(committee, Role.OBSERVER, "Observer"))
    every = [reads for reads, _new in READINGS.values()]
    for reader, expected in ((secretary, every), (observer, OPEN)):
        card = BeautifulSoup(reader.get(f"{page}/").text, "html.parser").select_one("#errata")
        assert [one.text for one in card.select("del")] == expected
        assert len(card.select("ins")) == len(expected)
    for audience, expected in (("members", every), ("public", OPEN)):
        for ending in ("pdf", "docx"):
            said = words(secretary.get(f"{page}/{audience}.{ending}")).translate(ISOLATES)
            said = " ".join(said.split())
            shown = [r for r, new in READINGS.values() if f"“{r}” read “{new}”" in said]
            assert shown == expected, (audience, ending, said)


def test_decisions_and_parked_issues_are_places_too_and_confidence_is_kept(approved):
    fees = Outcome(kind="decision", state="adopted", title="Fees", text="Fees are published.")
    secret = replace(fees, is_confidential=True)
    parked = SetAside(
        number=9, title="Gate two", cause="no_time", review_on="2026-04-04", next_step="Count."
    )
    with approved.app.test_request_context():
        document = queries.approved_document(queries.get_minutes(approved.minutes_id))
        document = replace(document, outcomes=(fees, secret), parked=(parked,))
        found = {one.key: one for one in rules.passages(document)}
        for key, words_there in (("outcome:0", "Fees are published."), ("parked:9", "April 4")):
            assert rules.says(found[key].lines, words_there)
            assert found[key].open_lines == found[key].lines
        assert found["outcome:1"].lines
        assert found["outcome:1"].open_lines == ()
        assert (found["outcome:0"].name, found["parked:9"].name) == (
            "Fees",
            "Parked issue: Gate two",
        )
        changed = rules.changes_in_words(document, replace(document, parked=()))
        assert [(part.kind, part.title) for part in changed.parts] == [
            ("removed", "Parked issue: Gate two")
        ]
