"""How minutes, and what goes out of them, say a day, a place, a position or a wish."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from ntfc.meetings.models import MeetingKind
from ntfc.minutes.models import MinutesState
from ntfc.minutes.rules import (
    document,
    extracts,
    outcomes,
    passage,
    printing,
    stages,
    stances,
    words,
)
from ntfc.minutes.rules.contents import Outcome
from ntfc.minutes.rules.phrases import BLANK, _hour

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = SimpleNamespace(
    starts_at=NOON.isoformat(), ends_at=NOON.replace(hour=14).isoformat(), place="Port"
)
MINUTES = SimpleNamespace(
    days=[DAY], time_zone="UTC", body="Council", place="Town", kind="urgent", title="Fees"
)


@pytest.fixture(autouse=True)
def reader(app):
    with app.test_request_context():
        yield


def test_minutes_say_of_which_meeting_they_are():
    facts = {fact.label: fact.value for fact in printing._facts(MINUTES)}
    assert (facts["Body"], facts["Place"]) == ("Council", "Town, Port")
    assert facts["Meeting"] == printing._kind(MINUTES)
    assert "Fees" in facts["Meeting"]
    assert "2026" in facts["Held on"]
    assert _hour(NOON, MINUTES).startswith("12:00")
    assert _hour(None, MINUTES) == BLANK


def test_a_letter_begins_with_the_meeting_and_what_is_asked():
    outcome = SimpleNamespace(state="adopted", addressees=[SimpleNamespace(due="2026-04-01")])
    letter = SimpleNamespace(outcomes=[outcome], tasks=["one"])
    told = extracts.opening(letter, MINUTES)
    assert "Mar 2, 2026" in extracts.held_on(MINUTES)
    assert extracts.held_on(MINUTES) in told
    assert "answer by the day" in told
    assert "what you took on" in told
    for state in ("not_adopted", "passed_up"):
        outcome.state = state
        assert "answer" not in extracts.opening(letter, MINUTES)
    assert extracts.held_on(SimpleNamespace(days=[])) == ""
    meeting = SimpleNamespace(kind=MeetingKind.URGENT, title="Fees", number=3)
    minutes = SimpleNamespace(
        comments_close_on=date(2026, 4, 1), body=SimpleNamespace(name="Council"), meeting=meeting
    )
    asked = str(words.asked_to_comment(minutes))
    assert "Council asks for your comments" in asked
    assert "2026" in asked


def test_what_is_said_of_positions_places_and_parts():
    assert stances.in_one_line("Port users", "", "against", "Too dear") == (
        "Port users: Against. Too dear"
    )
    assert "Fees" in passage.place_in_words(SimpleNamespace(place="", title="Fees"))
    one, two = (SimpleNamespace(parts=[SimpleNamespace(key=key)]) for key in "ab")
    assert document._parts_changed(one, two)
    assert not document._parts_changed(one, one)
    finished = SimpleNamespace(state=MinutesState.DRAFT)
    assert len([*stages.obstacles_to_finishing(finished)]) == 1
    assert not [*stages.obstacles_to_finishing(SimpleNamespace(state=MinutesState.LIVE))]


def test_conditions_typed_on_lines_of_their_own_read_as_one_sentence():
    typed = "For one year.\n\n At two ports only. \nWith a report."
    approved = Outcome(
        kind="approval", state="adopted", title="Fees", text="", conditions=typed, reason="Late"
    )
    *_before, conditions, reason = outcomes.told(approved).lines
    assert apart_no_more(conditions) == (
        "Conditions: For one year; At two ports only; With a report."
    )
    assert "Late" in reason


def apart_no_more(said):
    return said.replace("\u2068", "").replace("\u2069", "")
