"""What a meeting needs on paper, and its screen: who is there stands beside the item at hand."""

import io
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import AgendaState
from ntfc.agendas.service import building
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings import queries
from ntfc.meetings.models import MeetingState
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure.models import Procedure
from ntfc.transaction import unit_of_work

CANARY = "Zirconia"
RELEASED = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
HTMX = {"HX-Request": "true"}
SURE = {"sure": "y"}
CLOSE = {"asked": "y", "reached": []}


def words_of(answer):
    assert answer.content_type == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


@pytest.fixture
def hall(app, make, client_for, body_id):
    """A meeting that is called, its agenda with a line in confidence, and who takes part."""
    make.rules(body_id, quorum_fraction="2/3")
    found = SimpleNamespace(app=app)
    for name, role in (("chief", Role.SECRETARY), ("chair", Role.CHAIR), ("member", Role.MEMBER)):
        setattr(found, name, client_for(make.seated(body_id, role, f"The {name}")))
    found.observer = client_for(make.seated(body_id, Role.OBSERVER, "Ingrid Solberg"))
    found.meeting = make.planned(body_id)
    make.convened(found.meeting)
    with app.test_request_context(), unit_of_work():
        lines = [
            {
                "title": "Joint inspections",
                "minutes": 10,
                "questions": ["At which gate?"],
                "expected_result": "One gate",
            },
            {"title": "حل النزاعات"},
        ]
        meeting = queries.get_meeting(found.meeting)
        agenda = building.begin(meeting, lines=lines, proposals=(), actor=SYSTEM, now=clock.now())
        building.add_item(
            agenda,
            facts={"title": CANARY, "is_confidential": True},
            procedure=Procedure(),
            actor=SYSTEM,
            now=clock.now(),
        )
        found.agenda = agenda.id
    return found


def released(hall):
    with hall.app.test_request_context(), unit_of_work():
        agenda = agendas.get_agenda(hall.agenda)
        agenda.state, agenda.released_at = AgendaState.RELEASED, RELEASED
        agenda.meeting.time_zone = "Asia/Amman"
        for item in agenda.items:
            item.released_at = agenda.released_at


def test_the_agenda_as_pdf_says_what_its_reader_may_read(hall):
    url = f"/agendas/{hall.agenda}/agenda.pdf"
    own = words_of(hall.chief.get(url))
    assert "Draft, not released yet" in own
    assert CANARY in own
    assert "At which gate?" in own
    assert hall.observer.get(url).status_code == 404
    released(hall)
    others = words_of(hall.observer.get(url))
    assert "Joint inspections" in others
    assert "Released on June 2, 2026" in others  # by the clock of the meeting
    assert CANARY not in others


def test_the_sheet_to_sign_as_pdf_has_a_column_for_each_day(hall):
    said = words_of(hall.chief.get(f"/meetings/{hall.meeting}/sign-sheet.pdf"))
    assert "The member" in said
    day = clock.today("UTC") + timedelta(days=30)
    assert "Signature, " in said
    assert str(day.year) in said
    assert hall.member.get(f"/meetings/{hall.meeting}/sign-sheet.pdf").status_code == 403


def test_the_screen_opens_and_closes_the_meeting_and_shows_a_quorum_that_is_lost(hall, make):
    released(hall)
    url = f"/agendas/{hall.agenda}/run"
    assert "Not enough are there to decide" in hall.chair.get(url).text
    asked = hall.chair.post(f"/agendas/{hall.agenda}/open")  # its day is still to come
    assert asked.location.endswith(f"/meetings/{hall.meeting}/open")
    assert 'data-key="o"' not in hall.chair.get(url).text
    assert "which is still to come" in hall.chair.get(asked.location).text
    assert hall.chair.post(asked.location).status_code == 409
    assert hall.chair.post(asked.location, data=SURE).status_code == 303
    page = BeautifulSoup(hall.chair.get(f"/meetings/{hall.meeting}/").text, "html.parser")
    acts = page.select_one(".page-top-actions")
    hall_way, end, menu = acts.find_all(
        recursive=False
    )  # what is done at the table; the rest in a menu
    assert hall_way["href"] == f"/meetings/{hall.meeting}/attendance"
    assert (end["href"], menu.name) == (f"/meetings/{hall.meeting}/close", "details")
    assert menu.select_one("form")["action"] == f"/meetings/{hall.meeting}/not-open"
    for _twice, status in (("", 303), ("again", 409)):
        undone = hall.chair.post(f"/meetings/{hall.meeting}/not-open")
        assert undone.status_code == status
    due = clock.now() - timedelta(hours=1)
    make.stored(hall.meeting, starts_at=due)
    opened = hall.chair.post(f"/agendas/{hall.agenda}/open", headers=HTMX)
    part = BeautifulSoup(opened.text, "html.parser")
    poll = part.select_one("#run [hx-trigger]")["hx-get"]
    assert hall.member.get(poll, headers=HTMX).status_code == 200  # who may do less sees another
    assert hall.chair.get(poll, headers=HTMX).status_code == 204  # nothing changed: nothing moves
    assert part.select_one("#run .stage-room a[href$='/close']")
    assert hall.chair.post(f"/agendas/{hall.agenda}/open").status_code == 409
    assert hall.member.post(f"/meetings/{hall.meeting}/close").status_code == 403
    for row in BeautifulSoup(
        hall.chief.get(f"/meetings/{hall.meeting}/attendance").text, "html.parser"
    ).select("[id^=seat-].presence-row"):
        typed = {"whom": row["id"], "presence": "present"}
        hall.chief.post(f"/meetings/{hall.meeting}/attendance", data=typed)
    assert "There are enough to decide" in hall.member.get(url).text
    assert hall.chair.get(poll, headers=HTMX).status_code == 200
    late = hall.chair.post(f"/meetings/{hall.meeting}/not-open")
    assert (late.status_code, "who is there" in late.text) == (409, True)
    assert (
        hall.chair.post(f"/meetings/{hall.meeting}/close").status_code == 409
    )  # what was reached?
    assert hall.chair.post(f"/meetings/{hall.meeting}/close", data=CLOSE).status_code == 303
    with hall.app.test_request_context():
        assert queries.get_meeting(hall.meeting).state is MeetingState.HELD


@pytest.mark.rule("R119")
def test_who_comes_to_listen_in_public_stands_on_a_list_and_on_the_sheet_to_sign(hall, make):
    url = f"/meetings/{hall.meeting}/observers"
    names = {"names": "Lina Farah; The Daily Port\nأبو علي"}
    assert hall.chief.post(url, data=names).status_code == 409  # it is not in public
    make.stored(hall.meeting, is_public=True, place="Town hall")
    assert "Town hall" in hall.app.test_client().get("/announced").text  # date, place, papers
    assert hall.chief.post(url, data={"names": " "}).status_code == 422
    for _twice in range(2):
        assert hall.chief.post(url, data=names).status_code == 303

    def listed(page=url):
        rows = BeautifulSoup(hall.chief.get(page).text, "html.parser")
        return [one.text for one in rows.select("#observers .list-title > bdi, .sign-row th bdi")]

    assert listed() == ["Lina Farah", "أبو علي"]
    assert listed(f"/meetings/{hall.meeting}/sign-sheet")[-2:] == ["Lina Farah", "أبو علي"]
    sheet = words_of(hall.chief.get(f"/meetings/{hall.meeting}/sign-sheet.pdf"))
    assert "Public observers" in sheet
    assert "The Daily Port" in sheet
    # Once it has begun, it is noted who came; who does not come leaves the list.
    form = BeautifulSoup(hall.chief.get(url).text, "html.parser")
    lina, ali = [one["value"] for one in form.select("#observers [name=number]")]
    assert hall.chief.post(f"{url}/came", data={"number": lina}).status_code == 409
    hall.chief.post(f"/meetings/{hall.meeting}/open", data=SURE)
    hall.chief.post(f"{url}/take-off", data={"number": ali})
    for _twice in range(2):
        hall.chief.post(f"{url}/came", data={"number": lina})
    assert listed()[0] == "Lina Farah"
    there = hall.chief.get(f"/meetings/{hall.meeting}/attendance").text
    assert there.count("Lina Farah</bdi>") == 1
    assert "أبو علي" not in there
    # The list is the secretariat's.
    assert hall.member.get(url).status_code == 403
    assert "Lina Farah" not in hall.app.test_client().get("/announced").text


@pytest.mark.rule("R119")
def test_everybody_reads_what_is_announced_and_nothing_else(hall, make, body_id):
    def shown():
        answer = hall.app.test_client().get("/announced")
        assert answer.status_code == 200
        return answer.text

    assert "No meeting in public is announced" in shown()
    address = "https://meet.example.org/secret"
    make.stored(hall.meeting, is_public=True, place="Town hall", online_address=address)
    assert "Town hall" in shown()
    assert "Joint inspections" not in shown()  # not released yet
    released(hall)
    assert "Joint inspections" in shown()
    assert CANARY not in shown()
    assert address not in shown()
    make.planned(body_id, is_public=True, place="Nobody was told")
    assert "Nobody was told" not in shown()
    cancelled = {"reason": "The hall burned"}
    hall.chief.post(f"/meetings/{hall.meeting}/cancel", data=cancelled)
    assert "The hall burned" in shown()
    with hall.app.app_context(), unit_of_work():
        db.session.get_one(Body, body_id).is_restricted = True
    assert "Town hall" not in shown()
