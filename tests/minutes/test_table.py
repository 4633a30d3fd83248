"""At the table: what was asked is answered one by one, and what came out is read back and agreed."""

import json

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.actions.models import Action
from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.db import db
from ntfc.meetings.models import Meeting
from ntfc.minutes import queries, rules
from ntfc.minutes.models import MinutesSection, MinutesState, SectionAnswer
from ntfc.permissions import SYSTEM
from ntfc.procedure import service as procedures
from ntfc.procedure.models import Procedure
from ntfc.transaction import unit_of_work
from tests.minutes.test_printing import words
from tests.recording import NINE, TODAY

WHICH = "Which of the two calendars?"


@pytest.fixture
def asks(way):
    """Let the section be that of an item which asks something, and give the number of the item."""
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        agenda = Agenda(meeting=meeting, body=meeting.body, begun_at=NINE)
        item = AgendaItem(
            agenda=agenda,
            body_id=meeting.body_id,
            position=1,
            title="One calendar",
            asked=["examine", "give_guidance"],
            questions=[WHICH],
            added_at=NINE,
        )
        db.session.add(item)
        db.session.flush()
        db.session.get_one(MinutesSection, way.section_id).item_id = item.id
        return item.id


def part_of(way):
    with way.app.test_request_context():
        (part,) = queries.document_of(queries.get_minutes(way.minutes_id)).parts
        return part


def forms_of(page):
    found = {}
    for form in BeautifulSoup(page.text, "html.parser").select("form[action$=answers]"):
        values = {one["name"]: one.get("value", "") for one in form.select("input")}
        found[form.find_parent("section").h2.text.strip()] = {
            **values,
            "text": form.textarea.text.strip(),
        }
    return found


@pytest.mark.rule("R106")
@pytest.mark.rule("R108")
@pytest.mark.rule("R160")
def test_each_action_and_question_has_an_answer_line_in_the_minutes(way, asks, client_for):
    url = f"/minutes/sections/{way.section_id}/answers"
    client = client_for(way.secretary)
    asked = forms_of(client.get(url))
    assert [*asked] == ["Examine", "Give guidance", WHICH]
    assert client.post(url, data={**asked["Examine"], "text": "Endorsed it."}).status_code == 303
    # Somebody else had the page open: nothing is lost, and what stands is told.
    late = client.post(url, data={**asked["Examine"], "text": "Rejected it."})
    assert late.status_code == 409
    assert "Endorsed it." in late.text
    again = forms_of(late)["Examine"]
    assert again["text"] == "Rejected it."
    assert client.post(url, data={**again, "text": "Examined it."}).status_code == 303
    too_long = client.post(url, data={**asked[WHICH], "text": "x" * 20001})
    assert too_long.status_code == 422
    assert "x" * 20001 in too_long.text
    gone = client.post(url, data={"key": "elsewhere", "text": "A lost word."})
    assert gone.status_code == 409
    assert "A lost word." in gone.text
    paper = words(client.get(f"/minutes/{way.minutes_id}/members.pdf"))
    page = client.get(f"/minutes/{way.minutes_id}/").text
    for said in ("Examine", "Examined it.", "Give guidance", "No answer is recorded."):
        assert said in paper, said
        assert said in page, said
    assert "calendars?" in paper
    assert "What was asked: 1 of 3 answered" in client.get(f"/minutes/{way.minutes_id}/record").text
    # The question is worded anew: the answer that was given stays.
    client.post(url, data={**asked[WHICH], "text": "The one of customs."})
    with way.app.app_context(), unit_of_work():
        db.session.get_one(AgendaItem, asks).questions = ["Which calendar?"]
    assert [(one.question, one.text) for one in part_of(way).answers][2:] == [
        ("Which calendar?", ""),
        (WHICH, "The one of customs."),
    ]
    # It is a part of what is approved.
    way.submit()
    way.approve(way.chairs[0])
    refused = client.post(url, data={**asked["Give guidance"], "text": "No."})
    assert refused.status_code == 409
    with way.app.app_context(), unit_of_work():
        db.session.scalars(select(SectionAnswer).limit(1)).one().text = "By hand."
    way.approve(way.chairs[1])
    assert way.look()[0].state is MinutesState.REVISED


@pytest.mark.rule("R131")
def test_what_came_out_is_read_back_and_agreed_and_again_after_every_change(
    way, asks, client_for, make_organisation
):
    url = f"/minutes/sections/{way.section_id}/read-back"
    client, owner = client_for(way.secretary), make_organisation("Customs")

    def page():
        answer = client.get(url)
        return answer.text, BeautifulSoup(answer.text, "html.parser").select_one("[name=seen]")[
            "value"
        ]

    shown, seen = page()
    assert "The committee met at nine." in shown
    assert "read_back_at" not in rules.canonical(queries_document(way))
    assert client.post(url, data={"seen": seen}).status_code == 303
    assert part_of(way).read_back_at
    assert "Read back and agreed at" in client.get(f"/minutes/{way.minutes_id}/record").text
    assert "Read back and agreed at" in words(client.get(f"/minutes/{way.minutes_id}/members.pdf"))
    way.write("<p>The committee met at ten.</p>")
    assert not part_of(way).read_back_at
    shown, fresh = page()
    assert "It has changed since it was read back." in shown
    stale = client.post(url, data={"seen": seen})
    assert stale.status_code == 409
    assert "Read it back as it is now." in stale.text
    client.post(url, data={"seen": fresh})
    assert part_of(way).read_back_at
    # What was taken on at the item is read back with it.
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        db.session.add(
            Action(
                body=meeting.body,
                number=1,
                title="Print it",
                owner_id=owner,
                due_on=TODAY,
                meeting_id=meeting.id,
                item_id=asks,
                added_at=NINE,
            )
        )
    assert not part_of(way).read_back_at
    shown, fresh = page()
    assert "Print it" in shown
    client.post(url, data={"seen": fresh})
    assert part_of(way).read_back_at
    way.submit()
    after = client.post(url, data={"seen": fresh})
    assert after.status_code == 409
    assert "The record is finished" in after.text


def queries_document(way):
    with way.app.test_request_context():
        return queries.document_of(queries.get_minutes(way.minutes_id))


def test_minutes_in_which_nothing_was_asked_keep_their_fingerprint(way):
    stored = json.loads(rules.canonical(queries_document(way)))
    assert {"answers", "read_back_at"}.isdisjoint(stored["parts"][0])


def test_a_phrase_is_put_behind_what_stands_and_the_quorum_only_where_one_is_asked_for(
    way, client_for
):
    client, url = client_for(way.secretary), f"/minutes/sections/{way.section_id}/phrases"
    assert "Quorum" not in client.get(url).text
    data = {"phrase": "quorum"}
    assert client.post(url, data=data).status_code == 422
    with way.app.test_request_context(), unit_of_work():
        procedures.lay_down(
            queries.get_minutes(way.minutes_id).body,
            procedure=Procedure(quorum_fraction="1/2"),
            valid_from=TODAY,
            actor=SYSTEM,
            now=NINE,
        )
    page = client.get(url).text
    assert page.index("opened the meeting at") < page.index("Quorum verified")
    assert client.post(url, data=data).status_code == 303
    assert part_of(way).html.startswith("<p>The committee met at nine.</p><p>The quorum was")
    way.submit()
    refused = client.post(url, data=data)
    assert refused.status_code == 409
    assert "Take it back first" in refused.text
