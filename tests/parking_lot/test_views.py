from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import AgendaState, ItemState
from ntfc.agendas.rules import lined_up
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.issues import queries as issues
from ntfc.issues.models import Issue, IssueState
from ntfc.links import service as links
from ntfc.meetings.models import MeetingState
from ntfc.parking_lot import queries
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.service import letters
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import DAY
from tests.twice import sent_twice


def ahead(days):
    return clock.now().date() + timedelta(days=days)


@pytest.fixture
def browser(client_for, lot):
    return lambda name: client_for(getattr(lot, name))


@pytest.fixture
def meeting(lot):
    return lot.meeting((ahead(30) - DAY).days)


@pytest.fixture
def parked(lot):
    return lot.park(lot.issue(), review_on=ahead(20), next_step="Count them")


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def errors(answer):
    return [one.text for one in page_of(answer).select(".field-error")]


def test_one_click_from_the_agenda_and_one_look(lot, browser, meeting):
    lot.issue()
    client = browser("secretary")
    client.post(f"/meetings/{meeting}/agenda", data={"template": "none", "take_all": "y"})
    lot.call(meeting, MeetingState.UNDER_WAY)
    page = page_of(client.get(f"/meetings/{meeting}/agenda"))
    [menu] = page.select("a[hx-get$='/acts']")  # the menu of the line comes when it is opened
    opened = page_of(client.get(menu["href"], headers={"HX-Request": "true"}))
    [button] = [form for form in opened.select("form") if form.get("action", "").endswith("/park")]
    pressed = client.post(button["action"])
    assert pressed.status_code == 303
    look = page_of(client.get(pressed.location))
    assert look.select_one("#owner_id option[selected]").text == "Mariam Tesfaye"
    assert look.select_one("#asked_by_id option[selected]").text == "Samer Khatib"
    assert look.select_one("#review_on")["value"] > ahead(30).isoformat()
    again = client.post(button["action"])
    assert again.status_code == 303
    assert "no longer on the table" in client.get(again.location).text
    with lot.within():
        (kept,) = queries.kept_parkings(lot.body_id)
        item = agendas.get_item(kept.item_id)
        labels = {line.item.id: line.label for line in lined_up(item.agenda.items)}
        assert item.id in labels  # at the table its record keeps its number, released or not
    assert "Parked here" in client.get(f"/meetings/{meeting}/").text


def test_the_screen_of_the_meeting_has_the_button(lot, browser, meeting):
    agenda = lot.begin(meeting, "Fees")
    item = lot.items(agenda)["Fees"]
    lot.call(meeting, MeetingState.UNDER_WAY)
    client = browser("secretary")
    assert client.post(f"/agenda-items/{item}/take-up").status_code == 303
    assert f'action="/agenda-items/{item}/park"' in client.get(f"/agendas/{agenda}/run").text
    assert f"/agenda-items/{item}/park" not in browser("member").get(f"/agendas/{agenda}/run").text


def test_an_issue_goes_up_from_where_it_is_discussed(lot, browser, meeting, make_body):
    lot.issue()
    client, above = browser("secretary"), make_body("The council")
    with lot.within(), unit_of_work():
        below = db.session.get_one(Body, lot.body_id)
        below.parent_id, below.path = above, f"/{above}/{below.id}/"
    client.post(f"/meetings/{meeting}/agenda", data={"template": "none", "take_all": "y"})
    with lot.within():
        page = f"/agendas/{agendas.agenda_of(meeting).id}/items"
    for title in ("Tolls", "Quays"):
        added = {"kind": "discussion", "title": title, "minutes": "20"}
        assert client.post(page, data=added).status_code == 303
    lot.call(meeting, MeetingState.UNDER_WAY)
    with lot.within():
        before = agendas.labels_of(meeting)
        agenda = agendas.agenda_of(meeting)
        tolls = next(one.id for one in agenda.items if one.title == "Tolls")
        number, item = agenda.id, next(one for one in agenda.items if one.issue_id)
    client.post(f"/agenda-items/{item.id}/take-up")
    screen = page_of(client.get(f"/agendas/{number}/run"))
    (link,) = [one for one in screen.select("a.btn") if one.text.startswith("Escalate, or hand")]
    way = f"{link['href']}?way_back=/agendas/{number}/run"
    typed = {"to_id": str(above), "reason": "It needs a law", "attempts": ""}
    early = client.post(way, data=typed)
    assert early.status_code == 409
    assert "say what was tried" in early.text
    done = client.post(way, data=typed | {"attempts": "Two meetings with customs"})
    assert (done.status_code, done.location) == (303, f"/agendas/{number}/run")
    assert "Escalate" not in client.get(done.location).text  # nothing stands on the table now
    assert client.post(f"/agenda-items/{tolls}/take-off").status_code == 303
    assert "Take it off" not in client.get(f"/agenda-items/{tolls}/acts").text
    with lot.within():  # the record is written under these numbers
        assert agendas.labels_of(meeting) == before


@pytest.mark.rule("R150")
def test_what_has_no_issue_is_asked_about_once_and_a_case_is_sent_elsewhere(lot, browser, meeting):
    agenda = lot.begin(meeting, "Fees")
    item = lot.items(agenda)["Fees"]
    client = browser("secretary")
    asked = client.post(f"/agenda-items/{item}/park")
    page = page_of(client.get(asked.location))
    names = ("cause", "asked_by_id", "owner_id")
    data = {name: page.select_one(f"#{name} option[selected]")["value"] for name in names}
    data |= {"review_on": ahead(60).isoformat(), "reason": "عربي 🚚"}
    wrong = client.post(asked.location, data=data)
    assert wrong.status_code == 422
    assert len(errors(wrong)) == 2
    assert page_of(wrong).select_one("#reason").text.strip() == "عربي 🚚"
    data |= {"expected_result": "One list", "concerns_one_case": "yes"}
    case = client.post(asked.location, data=data)
    assert case.status_code == 409
    assert "single cases are heard" in case.text
    done = client.post(asked.location, data=data | {"concerns_one_case": "no"})
    assert done.status_code == 303
    page = client.get(done.location).text
    for words in ("Fees", "One list", "عربي 🚚", "Needs further thought"):
        assert words in page


def test_an_issue_is_parked_from_its_page_and_nothing_typed_is_lost(lot, browser):
    issue = lot.issue()
    client = browser("chair")
    assert f'href="/issues/{issue}/park"' in client.get(f"/issues/{issue}").text
    data = {"cause": "no_time", "asked_by_id": lot.chair, "owner_id": lot.member, "reason": "Late"}
    wrong = client.post(f"/issues/{issue}/park", data={**data, "review_on": "tomorrow"})
    assert wrong.status_code == 422
    early = client.post(f"/issues/{issue}/park", data={**data, "review_on": "2001-01-01"})
    assert early.status_code == 409
    assert page_of(early).select_one("#reason").text.strip() == "Late"
    data["review_on"] = ahead(40).isoformat()
    assert client.post(f"/issues/{issue}/park", data=data).status_code == 303
    page = page_of(client.get(f"/issues/{issue}"))
    assert "Late" in page.select_one("#panel-parking").text
    assert "Parked" in page.select_one("#history").text


def test_the_board_shows_what_is_due_what_waits_and_who_works(lot, browser, meeting, parked):
    lot.park(lot.issue("Seals"), review_on=ahead(50))
    lot.park(lot.issue("Fees"), review_on=ahead(60), next_step="Ask the bank")
    page = page_of(browser("member").get(f"/bodies/{lot.body_id}/parking-lot"))
    columns = {
        name: [one.text for one in page.select(f"#column-{name} .list-title")]
        for name in ("due", "waiting", "with_owner")
    }
    assert columns == {"due": ["Opened twice"], "waiting": ["Seals"], "with_owner": ["Fees"]}
    assert not page.select(".menu-item[href*=parkings]")
    led = page_of(browser("chair").get(f"/bodies/{lot.body_id}/parking-lot"))
    assert len(led.select(".menu-item[href$=close]")) == 3
    assert "Parked now" in browser("member").get(f"/bodies/{lot.body_id}/").text


@pytest.mark.rule("R148")
def test_the_list_is_narrowed_and_the_report_stands_on_its_rows(lot, browser, parked):
    other = lot.park(lot.issue("Seals"), review_on=ahead(50), cause=Cause.NO_TIME)
    lot.on(other, "close", reason="Done", now=clock.now())
    client = browser("member")

    def found(query):
        page = page_of(client.get(f"/parking-lot/?{query}"))
        return [one.text for one in page.select("#parking-table th a")]

    assert found("") == ["Opened twice"]
    assert found("mine=1") == ["Opened twice"]
    assert found("show=all") == ["Opened twice", "Seals"]
    assert found("show=left&cause=no_time") == ["Seals"]
    assert found("show=overdue") == []
    assert found("q=opened") == ["Opened twice"]
    assert found("show=nonsense&cause=nonsense&page=-3") == ["Opened twice"]
    report = page_of(client.get(f"/bodies/{lot.body_id}/parking-lot/ageing"))
    assert [one.text for one in report.select("#parked-left-table th a")] == ["Seals"]
    assert [one.text for one in report.select(".tally-value")][:2] == ["1", "0"]
    assert client.get(f"/bodies/{lot.body_id}/parking-lot/list?show=left").status_code == 200


def test_every_way_out_asks_and_loses_nothing(lot, browser, meeting, parked, make_body):
    into = lot.issue("Seals")
    agenda = lot.begin(meeting)
    client = browser("secretary")
    out = f"/parkings/{parked}/out"
    for way in ("return", "escalate", "hand-over", "merge", "close"):
        assert client.get(f"{out}/{way}").status_code == 200
    assert client.get(f"{out}/burn").status_code == 404
    unsaid = client.post(f"{out}/merge", data={"into_id": "", "reason": "The same"})
    assert unsaid.status_code == 422  # none is chosen beforehand
    wrong = client.post(f"{out}/merge", data={"into_id": into, "reason": " "})
    assert wrong.status_code == 422
    assert "Figures differ" in client.get(f"{out}/escalate").text
    back = client.post(f"{out}/return", data={"agenda_id": agenda, "reason": ""})
    assert back.status_code == 303, back.text
    assert "Opened twice" in client.get(f"/meetings/{meeting}/agenda").text
    late = client.post(f"{out}/close", data={"reason": "Never mind", "disposition": "not_used"})
    assert late.status_code == 409
    assert page_of(late).select_one("#reason").text.strip() == "Never mind"
    chair = page_of(browser("chair").get(f"/parkings/{lot.park(lot.issue('Fees'))}/out/return"))
    assert [one["value"] for one in chair.select("#agenda_id option")] == ["0"]


def test_the_owner_says_the_next_step_and_no_more(lot, browser, parked):
    client = browser("member")
    assert "Parked: “Opened twice”" not in client.get("/").text
    with lot.within(), unit_of_work():
        queries.get_parking(parked).review_on = ahead(3)
    home = client.get("/").text
    assert "Opened twice" in home
    assert f"/parkings/{parked}" in home
    page = page_of(client.get(f"/parkings/{parked}"))
    assert not page.select("#owner_id")
    seen = page.select_one("[name=seen]")["value"]
    data = {"seen": seen, "next_step": "Two calls", "review_on": ahead(90).isoformat()}
    assert client.post(f"/parkings/{parked}", data=data).status_code == 303
    stale = client.post(f"/parkings/{parked}", data={**data, "next_step": "Three calls"})
    assert stale.status_code == 409
    assert "Three calls" in stale.text
    assert lot.look(parked).next_step == "Two calls"
    assert client.get(f"/parkings/{parked}/out/close").status_code == 403


def link_to(lot, person_id, act, load):
    with lot.within(), unit_of_work():
        person = db.session.get_one(Person, person_id)
        issued = links.issue(person, act, load(), actor=SYSTEM, now=clock.now())
        return "/l/" + issued.url.rpartition("/")[2]


def test_an_idea_and_the_next_step_come_by_link(lot, client_for, parked):
    issue = lot.look(parked).issue_id
    page = f"/issues/{issue}"
    sent_twice(client_for(lot.member), page, f"{page}/ideas", text="Signed in, one seal")
    visitor = client_for(None)
    idea = link_to(lot, lot.member, letters.IDEA_ACT, lambda: issues.get_issue(issue))
    assert "Opened twice" in visitor.get(idea).text
    assert visitor.post(idea, data={"text": " "}).status_code == 422
    assert visitor.post(idea, data={"text": "One seal"}).status_code == 200
    step = link_to(lot, lot.member, letters.NEXT_ACT, lambda: queries.get_parking(parked))
    seen = page_of(visitor.get(step)).select_one("[name=seen]")["value"]
    data = {"seen": seen, "next_step": "Two calls", "review_on": "2001-01-01"}
    assert "must lie after" in visitor.post(step, data=data).text
    data["review_on"] = ahead(80).isoformat()
    assert visitor.post(step, data=data).status_code == 200
    assert lot.look(parked).next_step == "Two calls"
    late = link_to(lot, lot.member, letters.NEXT_ACT, lambda: queries.get_parking(parked))
    lot.on(parked, "close", reason="Done", now=clock.now())
    assert "no longer parked" in visitor.get(late).text


def test_pages_cost_the_same_for_few_and_many(lot, browser, assert_constant_queries, parked):
    def grow():
        for number in range(4):
            lot.park(lot.issue(f"Issue {number}"), review_on=ahead(20))

    client = browser("chair")
    assert_constant_queries(client, f"/bodies/{lot.body_id}/parking-lot", grow)
    assert_constant_queries(client, "/", grow)


def test_whoever_only_reads_an_agenda_is_told_that_parking_is_not_for_them(
    lot, client_for, make_person, make_body, meeting
):
    number = lot.begin(meeting, "Fees")
    lot.call(meeting)
    with lot.within(), unit_of_work():
        agenda = agendas.get_agenda(number)
        agenda.state, agenda.released_at = AgendaState.RELEASED, clock.now()
        for item in agenda.items:
            item.released_at = agenda.released_at
    client, item_id = client_for(make_person("A reader")), lot.items(number)["Fees"]
    assert "Fees" in client.get(f"/meetings/{meeting}/agenda").text
    assert client.get(f"/agenda-items/{item_id}/park/new").status_code == 403
    for act in ("park", "park/new"):
        assert client.post(f"/agenda-items/{item_id}/{act}", data={}).status_code == 403
    issue_id, other = lot.issue(), make_body("Customs committee")
    with lot.within(), unit_of_work():  # at a joint meeting: an issue of the other body
        agendas.get_item(item_id).issue_id = issue_id
        issues.get_issue(issue_id).body_id = other
    asked = client_for(lot.secretary).get(f"/agenda-items/{item_id}/park/new")
    assert asked.status_code in (403, 404), "who sits in the other body is not offered"


def test_a_line_without_an_issue_is_handed_on_in_one_act(lot, browser, meeting, make_body):
    other = make_body("Port committee")
    number = lot.begin(meeting, "Fees", "The minister's letter")
    items, client = lot.items(number), browser("secretary")
    lot.call(meeting, MeetingState.UNDER_WAY)
    page = f"/agenda-items/{items['Fees']}/hand-over"
    acts = client.get(f"/agenda-items/{items['Fees']}/acts")
    assert page in {one.get("href") for one in page_of(acts).select("a")}
    back = "/minutes/1/record?section=1"
    page = f"{page}?way_back={back}"
    assert page_of(client.get(page)).select_one("main form")["action"].endswith(back)
    said = {"to_id": other, "reason": "It is theirs", "expected_result": "One list"}
    for wrong in ({"to_id": ""}, {"reason": " "}, {"concerns_one_case": "yes"}):
        answer = client.post(page, data=said | {"concerns_one_case": "no"} | wrong)
        assert answer.status_code in (409, 422)
        assert "One list" in answer.text
    with lot.within():
        assert agendas.get_item(items["Fees"]).issue is None, "nothing half done is stored"
    answer = client.post(page, data=said | {"concerns_one_case": "no"})
    assert (answer.status_code, answer.location) == (303, back)
    with lot.within():
        item = agendas.get_item(items["Fees"])
        assert (item.state, item.issue.state) == (ItemState.DROPPED, IssueState.REDIRECTED)
        received = db.session.scalars(select(Issue).where(Issue.body_id == other)).one()
        assert (received.title, received.came_from_id) == ("Fees", item.issue.id)
    again = client.post(page, data=said | {"concerns_one_case": "no"})
    assert "has its issue already" in again.text
    letter = items["The minister's letter"]
    with lot.within(), unit_of_work():
        agendas.get_item(letter).is_confidential = True
    hidden = client.post(
        f"/agenda-items/{letter}/hand-over", data=said | {"concerns_one_case": "no"}
    )
    assert "in confidence" in hidden.text
