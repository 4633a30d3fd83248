import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import url_for

from ntfc import clock
from ntfc.agendas import queries
from ntfc.agendas.hooks.waiting import waiting_for
from ntfc.agendas.models import AgendaState
from ntfc.agendas.service import building, letters
from ntfc.db import db
from ntfc.issues import queries as issues
from ntfc.issues.models import Answer
from ntfc.issues.service import moving
from ntfc.links import service as links
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import MeetingState
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.procedure.models import LateItems, Procedure
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import BOTH, DAY, acting
from tests.twice import sent_twice

SOON = 60  # days from the day of the tests; far enough for every clock


@pytest.fixture
def browser(client_for, table):
    return lambda name: client_for(getattr(table, name))


@pytest.fixture
def meeting(table):
    ahead = (clock.now().date() - DAY).days + SOON
    return table.meeting(ahead)


@pytest.fixture
def agenda_id(table, meeting):
    return table.begin(meeting, "Opening", "Fees", "Closing words")


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def titles(answer):
    return [bdi.text for bdi in page_of(answer).select(".agenda-title > bdi")]


def test_an_agenda_begins_with_what_proposes_itself(table, browser, meeting):
    table.issue()
    client = browser("secretary")
    first = client.get(f"/meetings/{meeting}/agenda")
    assert "Opened twice" in first.text
    assert page_of(first).select_one("[name=template][checked]")["value"] == "first"
    begun = client.post(f"/meetings/{meeting}/agenda", data={"template": "areas", "take_all": "y"})
    assert begun.status_code == 303, begun.text
    shown = titles(client.get(begun.location))
    assert "Present services" in shown
    assert shown[-1] == "Other points, next meeting, closing"
    assert "Opened twice" in shown


def test_an_issue_is_proposed_with_as_many_voices_as_its_own_page_counts(table, browser, meeting):
    issue = table.issue()
    told = "0 voices beside the author"
    assert told in browser("secretary").get(f"/issues/{issue}").text
    assert told in browser("secretary").get(f"/meetings/{meeting}/agenda").text


@pytest.mark.parametrize(("days", "is_asked"), [(-1, False), (0, True), (1, True), (46, False)])
def test_an_agenda_is_asked_for_until_the_day_of_its_meeting(table, days, is_asked):
    """A meeting whose day is past needs none, even where nobody opened it in the site."""
    number = table.meeting(days)
    table.call(number)
    with table.within():
        asked = [item.url for item in waiting_for(acting(table.secretary), DAY)]
        address = url_for("agendas.show", meeting_id=number)
    assert (address in asked) == is_asked


def test_an_agenda_is_due_before_the_day_of_its_meeting_by_the_clock_of_the_place(table):
    """Where it is morning on the meeting's day, it is still the evening before at Greenwich."""
    table.rules(BOTH)
    number = table.meeting(time_zone="Pacific/Auckland")
    with table.within():
        meeting = meetings.get_meeting(number)
        meeting.starts_at -= timedelta(hours=12)  # ten in the morning of the same day there
        (due,) = [one.due for one in waiting_for(acting(table.secretary), DAY)]
    assert due == DAY + timedelta(days=30 - BOTH.agenda_days)


def test_a_meeting_with_a_draft_agenda_opens_once_that_was_told(table, browser, meeting, agenda_id):
    table.call(meeting)
    page = browser("chair").get(f"/meetings/{meeting}/open").text
    assert "which is still to come" in page
    assert "Its agenda is not released." in page


def test_beginning_asks_with_what(browser, meeting):
    answer = browser("secretary").post(f"/meetings/{meeting}/agenda", data={})
    assert answer.status_code == 422
    assert "Begin with" in answer.text


def test_a_line_is_typed_and_nothing_typed_is_lost(browser, meeting, agenda_id):
    client = browser("secretary")
    wrong = client.post(
        f"/agendas/{agenda_id}/items",
        data={"title": "عربي 🚚", "kind": "decision", "minutes": "0"},
    )
    assert wrong.status_code == 422
    assert page_of(wrong).select_one("#title")["value"] == "عربي 🚚"
    right = {"title": "عربي 🚚", "kind": "decision", "minutes": "15"}
    assert client.post(f"/agendas/{agenda_id}/items", data=right).status_code == 303
    assert "عربي 🚚" in titles(client.get(f"/meetings/{meeting}/agenda"))


def test_order_changes_by_buttons_and_by_dragging(table, browser, meeting, agenda_id):
    client, items = browser("secretary"), table.items(agenda_id)
    client.post(f"/agendas/{agenda_id}/order", data={"up": items["Fees"]})
    assert titles(client.get(f"/meetings/{meeting}/agenda"))[0] == "Fees"
    order = [items["Closing words"], items["Opening"], items["Fees"]]
    dragged = client.post(
        f"/agendas/{agenda_id}/order", data={"item": order}, headers={"HX-Request": "true"}
    )
    assert dragged.status_code == 200
    assert "<html" not in dragged.text
    assert titles(dragged) == ["Closing words", "Opening", "Fees"]
    client.post(f"/agendas/{agenda_id}/order", data={"in": items["Opening"]})
    numbers = page_of(client.get(f"/meetings/{meeting}/agenda")).select(".agenda-number")
    assert [one.text for one in numbers] == ["1", "1.1", "2"]
    elsewhere = table.begin(table.meeting(SOON * 2), "Elsewhere")
    for number in (table.items(elsewhere)["Elsewhere"], "x", 2**70):
        assert client.post(f"/agendas/{agenda_id}/order", data={"up": number}).status_code == 404


def test_a_line_of_a_draft_weighs_little(table, browser, meeting):
    """A draft has dozens of lines, each with its buttons, and comes over weak lines too."""
    table.begin(meeting, *(f"Item {number}" for number in range(20)))
    page = browser("secretary").get(f"/meetings/{meeting}/agenda").data
    start = page.index(b'<ol class="agenda"')
    lines = page[start : page.index(b"</ol>", start)]
    assert lines.count(b"<li ") == 20
    assert len(lines) / 20 < 950


def test_an_item_says_what_is_asked_and_lists_its_questions(table, browser, meeting, agenda_id):
    client, number = browser("secretary"), table.items(agenda_id)["Fees"]
    address = f"/agenda-items/{number}/edit"
    seen = page_of(client.get(address)).select_one("[name=seen]")["value"]
    typed = {
        "seen": seen,
        "title": "Fees",
        "kind": "discussion",
        "asked": ["examine", "give_guidance"],
        "questions": "Which nine offices?\nWho keeps the page?",
        "presenter": "Rana Odeh",
    }
    assert client.post(address, data=typed).status_code == 303
    page = client.get(f"/meetings/{meeting}/agenda").text
    for word in ("Examine", "Give guidance", "Which nine offices?", "Who keeps the page?"):
        assert word in page
    stale = client.post(address, data={**typed, "title": "My other title"})
    assert stale.status_code == 409
    assert "My other title" in stale.text


@pytest.mark.rule("R99")
def test_the_words_of_somebody_elses_issue_go_to_their_author_first(table, browser, meeting):
    """Nothing typed is lost on the way; time and presenter are the secretariat's as before."""
    table.issue()
    table.issue("Ours", raised_by=table.secretary)
    client = browser("secretary")
    client.post(f"/meetings/{meeting}/agenda", data={"template": "none", "take_all": "y"})
    with table.within():
        agenda_id = queries.agenda_of(meeting).id

    def edit(title, /, **words):
        address = f"/agenda-items/{table.items(agenda_id)[title]}/edit"
        form = page_of(client.get(address))
        said = {one["name"]: one.text for one in form.select("textarea")}
        said |= {one["name"]: one["value"] for one in form.select("[name=seen], [name=title]")}
        return form, client.post(address, data={**said, "kind": "discussion", **words})

    def item(title):
        with table.within():
            found = queries.get_item(table.items(agenda_id)[title])
            return found.minutes, found.presenter, found.text, found.expected_result

    shown, free = edit("Opened twice", minutes="25", presenter="Rana Odeh")
    assert free.status_code == 303, free.text
    told = [shown.select_one(f"#{one}-help").text for one in ("title", "text", "expected_result")]
    assert all("In the words of Mariam Tesfaye" in one for one in told)
    new = {"title": "Joint inspections 🚚", "text": "Two visits", "minutes": "30"}
    _shown, refused = edit("Opened twice", **new)
    assert refused.status_code == 409
    kept = page_of(refused)
    assert kept.select_one("#title")["value"] == new["title"]
    assert kept.select_one("#text").text.strip() == new["text"]
    assert "once Mariam Tesfaye agrees" in kept.select_one(".form-errors").text
    assert kept.select_one("button[name=offer]")
    words = "Two agencies, one container", "One inspection"
    assert item("Opened twice") == (25, "Rana Odeh", *words)  # nothing of it by the back door
    _shown, blank = edit("Opened twice", **{**new, "text": " "}, offer="words")
    assert blank.status_code == 409
    assert new["title"] in blank.text
    _shown, offered = edit("Opened twice", **new, offer="words")
    assert offered.status_code == 200
    assert "/l/" in offered.text  # the author does not sign in
    assert item("Opened twice") == (30, "", *words)
    with table.within(), unit_of_work():
        issue = issues.get_issue(queries.get_item(table.items(agenda_id)["Opened twice"]).issue_id)
        wording = issues.open_wording_of(issue)
        assert (wording.title, wording.problem) == (new["title"], new["text"])
        author = acting(table.member)
        now = clock.now()
        moving.answer_wording(wording, answer=Answer.AGREED, remark="", actor=author, now=now)
    assert item(new["title"]) == (30, "", "Two visits", "One inspection")
    _shown, own = edit("Ours", title="Ours, said better")
    assert own.status_code == 303, own.text


def test_only_heads_and_those_it_was_sent_to_read_a_draft(browser, meeting, agenda_id):
    url = f"/meetings/{meeting}/agenda"
    assert browser("chair").get(url).status_code == 200
    assert browser("member").get(url).status_code == 404
    closes = clock.now().date() + timedelta(days=5)
    sent = browser("secretary").post(f"/agendas/{agenda_id}/send", data={"closes_on": str(closes)})
    assert sent.status_code == 200
    assert "/l/" in sent.text
    assert browser("member").get(url).status_code == 200
    assert browser("observer").get(url).status_code == 404
    assert "for your remarks" in browser("member").get("/").text
    remark = {"item_id": "0", "text": "Fees first, please"}
    sent_twice(browser("member"), url, f"/agendas/{agenda_id}/remarks", **remark)
    assert "Fees first, please" in browser("secretary").get(url).text


def test_agreeing_and_releasing_with_every_obstacle_told(table, browser, meeting, agenda_id):
    url = f"/meetings/{meeting}/agenda"
    off = list(table.items(agenda_id).values())[-1]
    browser("secretary").post(f"/agenda-items/{off}/take-off")
    refused = browser("secretary").post(f"/agendas/{agenda_id}/release")
    assert refused.status_code == 409
    assert "Rule 7" in refused.text
    mark = page_of(browser("chair").get(url)).select_one("[name=seen]")["value"]
    stale = browser("chair").post(f"/agendas/{agenda_id}/agree", data={"seen": "x"})
    assert stale.status_code == 409
    assert "has changed since" in stale.text
    agreed = browser("chair").post(f"/agendas/{agenda_id}/agree", data={"seen": mark})
    assert agreed.status_code == 303
    why = {"because": "The coordinators heard it by telephone"}
    again = browser("secretary").post(f"/agendas/{agenda_id}/release")
    assert again.status_code == 409
    assert "has not gone to the coordinators" in again.text
    assert browser("secretary").post(f"/agendas/{agenda_id}/release", data=why).status_code == 303
    again = f"/agenda-items/{off}/put-back"
    shown = browser("secretary").get(url).text
    assert ("Released" in shown, again in shown) == (True, True)
    table.rules(Procedure(late_items=LateItems.REFUSE))
    shown = browser("secretary").get(url).text
    assert ("Taken off" in shown, again in shown) == (True, False)  # it would always be refused
    assert browser("member").get(url).status_code == 404  # the meeting is not called yet
    table.call(meeting)
    assert browser("member").get(url).status_code == 200


def test_an_item_in_confidence_is_for_the_table_alone(table, browser, meeting, agenda_id):
    client = browser("secretary")
    number = table.items(agenda_id)["Fees"]
    edit = f"/agenda-items/{number}/edit"
    seen = page_of(client.get(edit)).select_one("[name=seen]")["value"]
    typed = {"seen": seen, "title": "Zanzibar", "kind": "discussion", "is_confidential": "y"}
    assert client.post(edit, data=typed).status_code == 303
    url = f"/meetings/{meeting}/agenda"
    mark = page_of(browser("chair").get(url)).select_one("[name=seen]")["value"]
    browser("chair").post(f"/agendas/{agenda_id}/agree", data={"seen": mark})
    client.post(f"/agendas/{agenda_id}/release", data={"because": "They heard it"})
    table.call(meeting)
    assert "Zanzibar" in browser("member").get(url).text
    for page in (url, f"/agendas/{agenda_id}/run", f"/meetings/{meeting}/"):
        answer = browser("observer").get(page)
        assert answer.status_code == 200, page
        assert "Zanzibar" not in answer.text
    assert "1 item is kept in confidence" in browser("observer").get(url).text
    later = table.meeting((clock.now().date() - DAY).days + SOON + 30)
    away = {"to_id": str(later), "reason": "No time"}
    moved = client.post(f"/agenda-items/{table.items(agenda_id)['Opening']}/move", data=away)
    assert moved.status_code == 303
    for name, is_told in (("secretary", 1), ("observer", 0)):  # the agenda there is a draft
        page = page_of(browser(name).get(url))
        assert len(page.find_all("a", string=re.compile("^It goes on at the meeting"))) == is_told


def test_the_screen_of_the_meeting_leads_from_item_to_item(table, browser, meeting, agenda_id):
    table.call(meeting, MeetingState.UNDER_WAY)
    chair, items = browser("chair"), table.items(agenda_id)
    assert "No item is being discussed" in chair.get(f"/agendas/{agenda_id}/run").text
    taken = chair.post(f"/agenda-items/{items['Opening']}/take-up")
    page = page_of(chair.get(taken.location))
    assert page.h1.text.strip() == "Opening"
    assert "Fees" in page.select_one(".stage-next").text
    assert "of 10 minutes" in page.select_one(".stage-time").text
    assert chair.post(f"/agendas/{agenda_id}/finish").status_code == 303


def test_an_item_goes_to_another_meeting_with_a_reason(table, browser, meeting, agenda_id):
    number = table.items(agenda_id)["Fees"]
    client = browser("secretary")
    empty = client.post(f"/agenda-items/{number}/move", data={"to_id": "0", "reason": " "})
    assert empty.status_code == 422
    moved = client.post(f"/agenda-items/{number}/move", data={"to_id": "0", "reason": "No time"})
    assert moved.status_code == 303
    waits = page_of(client.get(f"/meetings/{meeting}/agenda")).select_one(f"#item-{number}")
    assert "No time" in waits.text
    assert "goes on" not in waits.text


def test_the_page_of_an_issue_and_of_a_meeting_show_the_agenda(table, browser, meeting):
    issue_id = table.issue()
    client = browser("secretary")
    client.post(f"/meetings/{meeting}/agenda", data={"template": "none", "take_all": "y"})
    assert page_of(client.get(f"/issues/{issue_id}")).select_one("#panel-agendas")
    assert "Opened twice" in page_of(client.get(f"/meetings/{meeting}/")).select_one("#agenda").text


def test_a_page_costs_the_same_for_few_items_and_many(
    table, browser, meeting, agenda_id, assert_constant_queries
):
    def grow():
        with table.within(), unit_of_work():
            agenda = queries.get_agenda(agenda_id)
            lines = [{"title": f"Line {number}"} for number in range(12)]
            building.add_lines(agenda, lines=lines, actor=SYSTEM, now=clock.now())

    assert_constant_queries(browser("secretary"), f"/meetings/{meeting}/agenda", grow)


def test_home_costs_the_same_for_one_draft_to_agree_to_and_for_many(
    table, browser, agenda_id, assert_constant_queries
):
    def send(number):
        with table.within(), unit_of_work():
            queries.get_agenda(number).state = AgendaState.WITH_COORDINATORS

    def grow():
        for ahead in range(1, 5):
            send(table.begin(table.meeting((clock.now().date() - DAY).days + SOON + ahead), "Fees"))

    assert "Read and agree" not in browser("chair").get("/").text
    browser("secretary").post(f"/agendas/{agenda_id}/ask")  # so near that no coordinator can be
    assert "Read and agree" in browser("chair").get("/").text
    send(agenda_id)
    assert "Read and agree" in browser("chair").get("/").text
    assert_constant_queries(browser("chair"), "/", grow)


def link_to(table, person_id, act, agenda_id):
    with table.within(), unit_of_work():
        person = db.session.get_one(Person, person_id)
        agenda = queries.get_agenda(agenda_id)
        issued = links.issue(person, act, agenda, actor=SYSTEM, now=clock.now())
        return "/l/" + issued.url.rpartition("/")[2]


def test_a_chair_agrees_by_link_to_the_text_shown(table, client_for, agenda_id):
    path = link_to(table, table.chair, letters.AGREE_ACT, agenda_id)
    visitor = client_for(None)
    with table.within(), unit_of_work():
        fees = next(one for one in queries.get_agenda(agenda_id).items if one.title == "Fees")
        fees.text, fees.expected_result = "Why they differ", "One tariff"
        fees.asked, fees.questions, fees.is_confidential = ["endorse"], ["By when?"], True
    page = page_of(visitor.get(path))
    line = page.find("bdi", string="Fees").find_parent("li").text
    for word in ("Why they differ", "One tariff", "By when?", "In confidence", "Endorse"):
        assert word in line, word  # all that is agreed to
    seen = page.select_one("[name=seen]")["value"]
    stale = visitor.post(path, data={"seen": "forged"})
    assert stale.status_code == 422
    again = page_of(stale)  # the agenda as it reads now, to agree to or not
    assert "has changed since" in again.select_one(".form-errors").text
    assert again.select_one("[name=seen]")["value"] == seen
    with table.within():
        assert queries.agreements_to(queries.get_agenda(agenda_id)) == {}
    assert visitor.post(path, data={"seen": seen}).status_code == 200
    with table.within():
        agenda = queries.get_agenda(agenda_id)
        assert table.chair in queries.agreements_to(agenda)
        assert agenda.state is AgendaState.DRAFT
