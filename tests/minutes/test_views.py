"""The pages of the record, with and without scripts."""

import re

import pytest
from bs4 import BeautifulSoup

from ntfc.db import db
from ntfc.meetings.models import MeetingBody
from ntfc.minutes.models import Minutes, MinutesSection, MinutesState
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work

A, B = "<p>The <strong>old</strong> text</p>", "<p>b</p>"
JSON = {"Accept": "application/json"}


@pytest.fixture
def written(make_minutes):
    minutes_id, (section_id,) = make_minutes(A)
    return minutes_id, section_id


@pytest.fixture
def office(client_for, secretary):
    return client_for(secretary)


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def test_the_secretary_begins_minutes_and_adds_a_section(office, committee, make_meeting):
    begun = office.post(f"/meetings/{make_meeting(committee)}/minutes", follow_redirects=True)
    assert "No sections yet" in begun.text
    minutes = re.search(r"/minutes/(\d+)/record", begun.request.path).group(1)
    added = office.post(
        f"/minutes/{minutes}/sections",
        data={"title": "Opening", "then": "write"},
        follow_redirects=True,
    )
    assert page_of(added).select_one("section[data-section] h2").text.strip() == "1. Opening"
    assert "No minutes yet" not in office.get("/minutes/").text


def test_a_section_without_title_is_told(office, written):
    answer = office.post(f"/minutes/{written[0]}/sections", data={"title": " "})
    assert answer.status_code == 422
    assert "This field is required." in answer.text


def test_without_scripts_each_section_has_a_textarea_and_a_button(office, written, stands):
    minutes_id, section_id = written
    form = page_of(office.get(f"/minutes/{minutes_id}/record?section={section_id}")).select_one(
        "main form[data-section-form]"
    )
    assert form["action"] == f"/minutes/sections/{section_id}"
    assert form.textarea.text.strip() == "The old text"
    data = {field["name"]: field["value"] for field in form.select("input")}
    answer = office.post(form["action"], data={**data, "text": "The old text\r\n\r\n- and a list"})
    assert answer.status_code == 303
    assert answer.location.endswith(f"/record#section-{section_id}")
    assert stands(section_id)[1] == A + "<ul><li>and a list</li></ul>"


def test_a_script_is_told_what_became_of_the_text(office, written, stands):
    _minutes, section_id = written
    seen = stands(section_id)[0]
    answer = office.post(
        f"/minutes/sections/{section_id}",
        data={"text-html": A + "<p onclick=go()>new</p>", "seen": seen},
        headers=JSON,
    )
    number, html = stands(section_id)
    assert html == A + "<p>new</p>"
    assert answer.json == {"seen": number, "stands": number, "html": None, "beside": None}
    assert answer.headers["Cache-Control"] == "no-store"


def test_two_texts_are_shown_side_by_side_and_brought_together(
    office, client_for, deputy, written, stands
):
    _minutes, section_id = written
    seen = stands(section_id)[0]
    url = f"/minutes/sections/{section_id}"
    office.post(url, data={"text-html": "<p>their words</p>", "seen": seen}, headers=JSON)
    other = client_for(deputy)
    answer = other.post(url, data={"text": "my words", "seen": seen})
    assert answer.status_code == 303
    page = page_of(other.get(answer.location))
    (place,) = page.select("section.together")
    assert "their words" in place.text
    assert "my words" in place.text
    assert "Omar Haddad" in place.text
    assert "A text of" in other.get(f"/minutes/{written[0]}/record").text
    form = page.select_one("main form")
    data = {"seen": form.select_one("[name=seen]")["value"], "place_0": "mine"}
    done = other.post(form["action"], data=data, follow_redirects=True)
    assert "Both texts are brought together." in done.text
    assert stands(section_id)[1] == "<p>my words</p>"
    again = other.get(answer.location, follow_redirects=True)
    assert "brought together with the other already" in again.text


def test_a_choice_that_is_none_is_told(office, client_for, deputy, written, stands):
    _minutes, section_id = written
    seen = stands(section_id)[0]
    url = f"/minutes/sections/{section_id}"
    office.post(url, data={"text-html": "<p>theirs</p>", "seen": seen}, headers=JSON)
    beside = office.post(url, data={"text-html": "<p>mine</p>", "seen": seen}, headers=JSON).json[
        "beside"
    ]
    answer = office.post(beside, data={"seen": stands(section_id)[0], "place_0": "everything"})
    assert answer.status_code == 422
    assert "mine" in answer.text


def test_words_of_another_person_in_the_same_browser_are_not_saved_in_my_name(
    office, deputy, written, stands
):
    _minutes, section_id = written
    before = stands(section_id)
    data = {"text-html": "<p>x</p>", "seen": before[0], "writer": deputy}
    answer = office.post(f"/minutes/sections/{section_id}", data=data, headers=JSON)
    assert answer.status_code == 409
    assert "Another person typed this" in answer.json["reasons"][0]
    assert stands(section_id) == before


@pytest.mark.parametrize("headers", [{}, JSON])
def test_locked_minutes_refuse_and_keep_what_was_typed(office, written, alter, headers):
    minutes_id, section_id = written
    alter(minutes_id, state=MinutesState.APPROVED)
    answer = office.post(
        f"/minutes/sections/{section_id}", data={"text": "My new words"}, headers=headers
    )
    assert answer.status_code == 409
    assert "erratum" in answer.text
    assert headers or "My new words" in answer.text


@pytest.mark.parametrize("state", [MinutesState.DRAFT, MinutesState.APPROVED])
def test_writing_is_offered_only_while_the_text_may_change(office, written, alter, state):
    minutes_id, section_id = written
    alter(minutes_id, state=state)
    may_write = state is MinutesState.DRAFT
    meeting = page_of(office.get("/meetings/1/")).select_one("#meeting-minutes")
    assert ("Write the minutes" in meeting.text) is may_write
    assert "Read the minutes" in meeting.text
    record = page_of(office.get(f"/minutes/{minutes_id}/record?section={section_id}"))
    main = record.select_one("main")
    assert "The old text" in main.text
    assert ("erratum" in main.text) is not may_write
    found = ["#add", f"main a[href$='{minutes_id}/sections']", "#record form[data-section-form]"]
    assert [bool(record.select(one)) for one in found] == [may_write] * 3
    alone = office.get(f"/minutes/sections/{section_id}", headers={"HX-Request": "true"})
    assert ("data-write " in alone.text) is may_write


def test_a_text_beyond_all_measure_is_told_and_kept(office, written, stands):
    _minutes, section_id = written
    long = "word " * 500_000
    answer = office.post(f"/minutes/sections/{section_id}", data={"text": long})
    assert answer.status_code == 422
    assert "too long for one section" in answer.text
    assert long.strip() in answer.text
    assert stands(section_id)[1] == A


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999", "٣"])
def test_a_beginning_that_is_no_number_is_none(office, written, stands, seen):
    _minutes, section_id = written
    office.post(f"/minutes/sections/{section_id}", data={"text-html": B, "seen": seen})
    assert stands(section_id)[1] == A + B


def test_a_page_hears_what_stands_and_who_writes(office, client_for, deputy, written, stands):
    minutes_id, section_id = written
    client_for(deputy).get(f"/minutes/{minutes_id}/now?section={section_id}", headers=JSON)
    said = office.get(f"/minutes/{minutes_id}/now").json
    assert said["sections"] == {str(section_id): stands(section_id)[0]}
    assert said["writers"] == {str(section_id): ["Omar Haddad"]}
    assert "Omar Haddad is writing here" in office.get(f"/minutes/{minutes_id}/record").text
    own = client_for(deputy).get(f"/minutes/{minutes_id}/now").json
    assert own["writers"] == {}


def test_a_changed_section_is_fetched_alone(office, written):
    _minutes, section_id = written
    part = office.get(f"/minutes/sections/{section_id}", headers={"HX-Request": "true"})
    assert page_of(part).select_one(f"#section-{section_id} [data-text] strong").text == "old"
    assert "<html" not in part.text
    assert office.get(f"/minutes/sections/{section_id}").status_code == 303


def test_an_earlier_text_is_compared_and_stands_again(office, written, stands):
    _minutes, section_id = written
    first = stands(section_id)[0]
    url = f"/minutes/sections/{section_id}"
    office.post(url, data={"text-html": "<p>The new text</p>", "seen": first})
    listed = office.get(f"{url}/texts")
    assert len(page_of(listed).select("#texts li")) == 2
    earlier = page_of(office.get(f"{url}/texts/{first}"))
    assert earlier.select_one("#since del").text == "old"
    assert earlier.select_one("#since ins").text == "new"
    office.post(f"{url}/texts/{first}")
    assert stands(section_id)[1] == A
    assert len(page_of(office.get(f"{url}/texts")).select("#texts li")) == 3
    assert office.get(f"{url}/texts/987654").status_code == 404


def test_typed_markup_is_shown_as_text(office, written):
    minutes_id, section_id = written
    office.post(f"/minutes/sections/{section_id}", data={"text": "<img src=x onerror=go()>"})
    office.post(f"/minutes/sections/{section_id}/title", data={"title": "<b>T</b>"})
    for path in ("", "record", "sections"):
        page = page_of(office.get(f"/minutes/{minutes_id}/{path}"))
        assert not page.select("main img, main h2 b, main bdi b")


@pytest.mark.parametrize("path", ["", "record", "now", "sections"])
def test_a_page_costs_the_same_for_few_and_many_sections(
    office, written, save, make_minutes, assert_constant_queries, path, app, secretary
):
    minutes_id, _section = written

    def grow():
        for number in range(12):
            office.post(f"/minutes/{minutes_id}/sections", data={"title": f"More {number}"})

    assert_constant_queries(office, f"/minutes/{minutes_id}/{path}", grow)


def test_drafts_are_for_who_leads_and_serves_until_they_are_circulated(
    client_for, committee, seat, written, alter, make_person
):
    minutes_id, _section = written
    people = {
        role: client_for(seat(committee, role, role.value))
        for role in (Role.CHAIR, Role.MEMBER, Role.OBSERVER)
    }
    people["stranger"] = client_for(make_person("Stranger"))
    seen = {}
    for state in MinutesState:
        alter(minutes_id, state=state)
        seen[state] = {
            who
            for who, them in people.items()
            if them.get(f"/minutes/{minutes_id}/").status_code == 200
        }
        for who, them in people.items():
            listed = f"/minutes/{minutes_id}/" in them.get("/minutes/").text
            assert listed == (who in seen[state]), (who, state)
            assert them.get(f"/minutes/{minutes_id}/record").status_code in (403, 404)
    assert seen[MinutesState.LIVE] == seen[MinutesState.DRAFT] == {Role.CHAIR}
    assert seen[MinutesState.CIRCULATED] == {Role.CHAIR, Role.MEMBER}
    assert seen[MinutesState.REVISED] == {Role.CHAIR, Role.MEMBER}
    assert seen[MinutesState.APPROVED] == {*people}


def test_what_is_in_confidence_stays_at_the_table(app, client_for, committee, seat, written, alter):
    minutes_id, section_id = written
    with app.app_context(), unit_of_work():
        db.session.get_one(MinutesSection, section_id).is_confidential = True
    alter(minutes_id, state=MinutesState.APPROVED)
    member = client_for(seat(committee, Role.MEMBER, "Member"))
    observer = client_for(seat(committee, Role.OBSERVER, "Observer"))
    assert "In confidence" in member.get(f"/minutes/{minutes_id}/").text
    page = observer.get(f"/minutes/{minutes_id}/")
    assert page.status_code == 200
    assert "Item 1" not in page.text
    assert "text" not in page_of(page).main.text


def test_the_page_of_a_meeting_leads_to_its_minutes(client_for, office, committee, seat, written):
    minutes_id, _section = written
    page = office.get("/meetings/1/")
    assert f"/minutes/{minutes_id}/record" in page.text
    member = client_for(seat(committee, Role.MEMBER, "Member"))
    assert "/minutes/" not in page_of(member.get("/meetings/1/")).select_one("main").decode()


@pytest.mark.rule("R156")
def test_the_coordinator_of_a_body_without_secretary_writes_and_circulates_never_the_chair(
    client_for, make_body, make_person, make_minutes, seat, stands
):
    person = make_person("Rana Aziz")
    body_id = make_body("Group", coordinator_id=person)
    minutes_id, (section_id,) = make_minutes(A, body_id=body_id)
    client, chair = client_for(person), client_for(seat(body_id, Role.CHAIR, "Chair"))
    for rest in ("record", "circulate"):
        assert client.get(f"/minutes/{minutes_id}/{rest}").status_code == 200
        assert chair.get(f"/minutes/{minutes_id}/{rest}").status_code == 403
    client.post(
        f"/minutes/sections/{section_id}", data={"text": "New", "seen": stands(section_id)[0]}
    )
    assert stands(section_id)[1] == "<p>New</p>"
    # Once somebody serves the body, the record is the secretary's; a draft stays at the office.
    secretary = client_for(seat(body_id, Role.SECRETARY, "New secretary"))
    for rest in ("", "record", "circulate"):
        assert client.get(f"/minutes/{minutes_id}/{rest}").status_code == 404
        assert secretary.get(f"/minutes/{minutes_id}/{rest}").status_code == 200
    assert f"/minutes/{minutes_id}/" not in client.get("/minutes/").text


def test_minutes_of_a_joint_meeting_are_drafts_of_all_who_met(
    app, client_for, make_body, seat, make_minutes, alter
):
    other = make_body("Second committee")
    chair = client_for(seat(other, Role.CHAIR, "Chair of the other"))
    member = client_for(seat(other, Role.MEMBER, "Member of the other"))
    minutes_id, _sections = make_minutes(A)
    assert chair.get(f"/minutes/{minutes_id}/").status_code == 404
    with app.app_context(), unit_of_work():
        meeting_id = db.session.get_one(Minutes, minutes_id).meeting_id
        db.session.add(MeetingBody(meeting_id=meeting_id, body_id=other))
    assert chair.get(f"/minutes/{minutes_id}/").status_code == 200
    assert f"/minutes/{minutes_id}/" in chair.get("/minutes/").text
    assert member.get(f"/minutes/{minutes_id}/").status_code == 404
    alter(minutes_id, state=MinutesState.CIRCULATED)
    assert member.get(f"/minutes/{minutes_id}/").status_code == 200
    assert member.get(f"/minutes/{minutes_id}/record").status_code == 403
