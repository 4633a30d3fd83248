"""What is open before the chairs are asked is told beside the button, with the way there."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.actions.models import Action
from ntfc.agendas.models import Agenda, AgendaItem, AgendaState
from ntfc.db import db
from ntfc.decisions.models import Decision, DecisionKind, DecisionState
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.minutes import rules
from ntfc.minutes.models import Minutes, MinutesSection, MinutesState
from ntfc.minutes.rules import Answer, Part, ready
from ntfc.minutes.rules.ready import Stand, Where
from ntfc.procedure.models import Procedure
from ntfc.transaction import unit_of_work
from tests.recording import NINE

CLEAR = {"has_words": True, "texts_beside": 0, "undisposed": 0}
CHAIR = rules.Place(key="seat:1", title="Chair", people=(1,))
DRAFT = Minutes(state=MinutesState.DRAFT)


def stand(**values):
    return Stand(**{"is_over": True, "needed": [CHAIR], "procedure": Procedure(), **values})


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"has_words": False}, Where.RECORD),
        ({"texts_beside": 1}, Where.RECORD),
        ({"undisposed": 2}, Where.COMMENTS),
    ],
)
def test_what_the_text_lacks_leads_to_where_it_is_mended(values, where):
    assert [*ready.lacking_in_text(**CLEAR)] == []
    (one,) = ready.lacking_in_text(**CLEAR | values)
    assert (one.where, one.stops) == (where, True)


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"is_over": False}, Where.MEETING),
        ({"procedure": Procedure(comment_days=5)}, Where.CIRCULATE),
        ({"needed": []}, Where.SEATS),
    ],
)
def test_what_stops_the_text_leads_to_where_it_is_mended(values, where):
    assert [*ready.lacking_on_the_way(DRAFT, stand())] == []
    (one,) = ready.lacking_on_the_way(DRAFT, stand(**values))
    assert (one.where, one.stops) == (where, True)


def test_questions_without_answer_and_outcomes_not_read_back_stop_nothing():
    asked = (Answer(kind="question", question="When?"), Answer(kind="question", question="Who?"))
    part = Part(key=7, title="Fees", html="<p>x</p>", answers=asked)
    silent, unread = ready.lacking_in_parts([part], {7}, is_live=True)
    assert (silent.where, silent.number, silent.stops) == (Where.ANSWERS, 7, False)
    assert "2" in silent.words
    assert (unread.where, unread.number, unread.stops) == (Where.READ_BACK, 7, False)
    (later,) = ready.lacking_in_parts([Part(key=7, title="Fees", html="")], {7}, is_live=False)
    assert later.where is Where.RECORD
    agreed = Part(key=7, title="Fees", html="", read_back_at=NINE.isoformat())
    assert [*ready.lacking_in_parts([agreed], {7}, is_live=True)] == []
    assert [*ready.lacking_in_parts([part], set(), is_live=True)] == [silent]


def test_waiting_for_approval_is_with_the_chairs_whatever_came_before():
    for state in MinutesState:
        word = rules.stage_in_words(state, is_submitted=True)
        assert (word == "With the chairs") is (state is not MinutesState.APPROVED)
        assert rules.stage_in_words(state, is_submitted=False) == rules.STATES[state]


@pytest.fixture
def half_done(way):
    """An item that asks something, an action without owner or date, a draft without an outcome."""
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        meeting.state, body = MeetingState.HELD, meeting.body
        agenda = Agenda(meeting=meeting, body=body, begun_at=NINE, state=AgendaState.RELEASED)
        item = AgendaItem(
            agenda=agenda, body_id=body.id, position=1, title="Fees", added_at=NINE, questions=["?"]
        )
        db.session.add(item)
        db.session.flush()
        section = db.session.get_one(MinutesSection, way.section_id)
        section.item_id = item.id
        shared = {"body": body, "meeting_id": meeting.id, "item_id": item.id}
        action = Action(number=1, title="Write it down", added_at=NINE, **shared)
        draft = Decision(
            kind=DecisionKind.DECISION,
            state=DecisionState.DRAFT,
            title="One window",
            text="One.",
            drafted_at=NINE,
            **shared,
        )
        db.session.add_all([action, draft])
        minutes = db.session.get_one(Minutes, way.minutes_id)
        minutes.state = MinutesState.DRAFT
    return way


def test_all_that_is_open_stands_beside_the_button_before_it_is_pressed(half_done, client_for):
    way, url = half_done, f"/minutes/{half_done.minutes_id}"
    secretary = client_for(way.secretary)
    for path in (f"{url}/", f"{url}/submit"):
        card = BeautifulSoup(secretary.get(path).text, "html.parser").select_one("#still-open")
        said = {link.text: link["href"] for link in card.select("a")}
        first, *_others = said
        assert "Write it down" in first  # what stops it comes first
        for words in ("Write it down", "One window", "no answer", "not read back"):
            (href,) = [href for text, href in said.items() if words in text]
            assert secretary.get(href).status_code == 200, href
    refused = secretary.post(f"{url}/submit")
    assert refused.status_code == 409
    assert "Write it down" in refused.text
    assert "still-open" not in client_for(way.chairs[0]).get(f"{url}/").text


def test_while_people_sit_only_what_they_can_mend_is_told(half_done, client_for):
    def told_of_the_meeting(state):
        with half_done.app.app_context(), unit_of_work():
            meeting = db.session.scalars(select(Meeting)).one()
            meeting.state, meeting.ends_at = MeetingState.UNDER_WAY, NINE.replace(year=2100)
            db.session.get_one(Minutes, half_done.minutes_id).state = state
        page = client_for(half_done.secretary).get(f"/minutes/{half_done.minutes_id}/").text
        card = BeautifulSoup(page, "html.parser").select_one("#still-open")
        assert "Write it down" in card.text
        return [link["href"] for link in card.select("a[href^='/meetings/']")]

    assert len(told_of_the_meeting(MinutesState.DRAFT)) == 1
    assert told_of_the_meeting(MinutesState.LIVE) == []


def test_a_text_that_is_locked_is_shown_in_place_of_the_forms(way, client_for):
    secretary, page = client_for(way.secretary), f"/minutes/{way.minutes_id}/sections"
    assert "<form" in BeautifulSoup(secretary.get(page).text, "html.parser").main.decode()
    way.submit()
    assert "With the chairs" in secretary.get("/minutes/").text
    for chair in way.chairs:
        way.approve(chair)
    main = BeautifulSoup(secretary.get(page).text, "html.parser").main
    assert main.find("form") is None
    assert "Correct them by an erratum" in main.text
    assert "The committee met at nine." in re.sub(r"\s+", " ", main.text)
