from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc import clock
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.issues import queries
from ntfc.issues.models import Issue, IssueSector
from ntfc.issues.service import letters
from ntfc.jobs import Job
from ntfc.links import service as links
from ntfc.organisations.models import Sector
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from ntfc.transaction import unit_of_work
from tests.issues.conftest import FACTS
from tests.twice import sent_twice

SENT = {**FACTS, "concerns_one_case": "no", "organisation_id": "0"}


@pytest.fixture
def body_id(make_body):
    return make_body()


@pytest.fixture
def people(seat, body_id, make_organisation):
    chamber = make_organisation("Chamber of Commerce")
    return {
        "chair": seat(body_id, Role.CHAIR, "Samer Khatib"),
        "secretary": seat(body_id, Role.SECRETARY, "Rana Odeh"),
        "member": seat(body_id, name="Mariam Tesfaye", organisation_id=chamber),
        "other": seat(body_id, name="Grace Mwangi", email="grace@example.org"),
    }


@pytest.fixture
def browser(client_for, people):
    return lambda name: client_for(people[name])


@pytest.fixture
def issue_id(raise_issue, body_id, people):
    return raise_issue(body_id, people["member"])


def issues(app):
    with app.app_context():
        found = db.session.query(Issue).order_by(Issue.id).all()
        db.session.expunge_all()
        return found


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def test_four_answers_are_enough(app, browser, body_id):
    client = browser("member")
    form = page_of(client.get(f"/bodies/{body_id}/issues/new"))
    asked = [f["name"] for f in form.select("#issue-new form [required]")]
    assert set(asked) == {"title", "problem", "expected_result", "concerns_one_case"}
    assert all(not fold.has_attr("open") for fold in form.select("details.fold"))
    assert form.select_one("#organisation_id option[selected]").text == "Chamber of Commerce"
    answer = client.post(f"/bodies/{body_id}/issues/new", data=SENT)
    assert answer.status_code == 303, answer.text
    page = client.get(answer.location).text
    assert "One joint inspection." in page
    assert "number 1" in page


@pytest.mark.rule("R94")
def test_the_expected_result_is_asked_for_and_nothing_typed_is_lost(app, browser, body_id):
    typed = {**SENT, "expected_result": " ", "context": "عربي 🚚", "asked": ["examine", "endorse"]}
    answer = browser("member").post(f"/bodies/{body_id}/issues/new", data=typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert "What should come out of it" in page.select_one(".form-errors").text
    assert page.select_one("#title")["value"] == FACTS["title"]
    assert page.select_one("#context").text.strip() == "عربي 🚚"
    assert len(page.select("input[name=asked][checked]")) == 2
    assert issues(app) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"level": "cosmic"}, "level"),
        ({"asked": ["instruct"]}, "asked"),
        ({"note_due_on": "2001-02-30"}, "note_due_on"),
        ({"handled_by_id": "x"}, "handled_by_id"),
        ({"organisation_id": "99"}, "organisation_id"),
        ({"title": "x" * 201}, "title"),
        ({"concerns_one_case": ""}, "concerns_one_case"),
    ],
)
def test_what_is_typed_wrong_is_told_at_its_field(app, browser, body_id, wrong, told):
    client = browser("member")
    answer = client.post(f"/bodies/{body_id}/issues/new", data={**SENT, **wrong})
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.select_one(f"#{told}-error").text.strip()
    if told != "title":
        assert page.select_one("#title")["value"] == FACTS["title"]
    assert page.select_one("#problem").text.strip() == FACTS["problem"]
    assert issues(app) == []


def test_a_fold_with_a_fault_in_it_is_open(browser, body_id):
    answer = browser("member").post(
        f"/bodies/{body_id}/issues/new", data={**SENT, "note_due_on": "never"}
    )
    open_folds = page_of(answer).select("details.fold[open]")
    assert [bool(fold.select_one("#note_due_on")) for fold in open_folds] == [True]


@pytest.mark.rule("R95")
def test_one_case_is_routed_away_and_nothing_of_it_is_stored(app, browser, body_id):
    typed = {**SENT, "title": "Release container MSKU 7", "concerns_one_case": "yes"}
    answer = browser("member").post(f"/bodies/{body_id}/issues/new", data=typed)
    assert answer.status_code == 422
    assert "single cases are heard where their data stay protected" in answer.text
    assert "Ask the contacts of the body" in answer.text
    assert page_of(answer).select_one("#title")["value"] == "Release container MSKU 7"
    assert issues(app) == []
    with app.app_context():
        assert db.session.query(Job).count() == 0


def test_what_looks_like_another_is_shown_beside_it_first(app, browser, body_id, issue_id):
    client = browser("other")
    address = f"/bodies/{body_id}/issues/new"
    first = client.post(address, data={**SENT, "title": "Containers opened twice at Marsa"})
    assert first.status_code == 200
    assert "Is it one of these?" in first.text
    assert f"/issues/{issue_id}" in first.text
    assert len(issues(app)) == 1
    assert page_of(first).select_one("[name=alike_seen]")["value"] == "yes"
    assert page_of(first).select_one("[autofocus] #alike-now")  # above what the eye is at
    again = client.post(
        address, data={**SENT, "title": "Containers opened twice at Marsa", "alike_seen": "yes"}
    )
    assert again.status_code == 303
    assert len(issues(app)) == 2


@pytest.mark.rule("R107")
def test_what_another_body_handles_is_marked_and_duplicates_are_shown(
    app, browser, body_id, issue_id, make_body, seat, raise_issue
):
    other = make_body("Port Committee")
    elsewhere = raise_issue(
        other, seat(other, name="Fadi Saleh"), title="Containers opened twice at the port"
    )
    with app.app_context(), unit_of_work():
        db.session.get_one(Issue, elsewhere).state = "accepted"
    client = browser("secretary")
    saved = client.post(f"/issues/{issue_id}/classify", data={"handled_by_id": str(other)})
    assert saved.status_code == 303, saved.text
    page = page_of(client.get(f"/issues/{issue_id}"))
    assert "Port Committee" in page.select_one("#reach").text
    assert "Containers opened twice at the port" in page.select_one("#alike").text


@pytest.mark.rule("R98", "R104")
def test_an_issue_says_how_far_it_reaches_and_on_which_level(app, browser, body_id, issue_id):
    with app.app_context(), unit_of_work():
        sector = Sector(code="t", name="Textiles")
        db.session.add(sector)
        db.session.flush()
        number = sector.id
    client = browser("secretary")
    typed = {
        "breadth": "many",
        "sector_ids": str(number),
        "sizes": ["micro", "small"],
        "crossings": "Marsa",
        "level": "operational",
        "implication": "operational",
        "effort": "small",
        "benefit": "large",
    }
    assert client.post(f"/issues/{issue_id}/classify", data=typed).status_code == 303
    reach = page_of(client.get(f"/issues/{issue_id}")).select_one("#reach").text
    for word in ("Many traders", "Textiles", "Micro", "Marsa", "Operational", "Much benefit"):
        assert word in reach
    found = client.get(f"/bodies/{body_id}/issues?quick=1&level=operational").text
    assert "Quick win" in found
    assert "No issues here" in client.get(f"/bodies/{body_id}/issues?level=strategic").text
    asked = client.get(f"/bodies/{body_id}/issues?implication=operational").text
    assert FACTS["title"] in asked


@pytest.mark.rule("R114")
def test_position_and_context_stand_apart(app, browser, body_id):
    typed = {**SENT, "context": "Both sit in one building.", "position": "We would send a notice."}
    client = browser("member")
    page = page_of(client.get(client.post(f"/bodies/{body_id}/issues/new", data=typed).location))
    headings = [h.text for h in page.select("#what h3")]
    assert "Context" in headings
    assert "Position of who brought it" in headings


@pytest.mark.rule("R97")
def test_voices_are_counted_and_order_the_register(app, browser, body_id, people, raise_issue):
    heard = raise_issue(body_id, people["member"], title="Fees in nine places")
    raise_issue(body_id, people["member"], title="Night hours at the gate")
    support = {"strength": "pressing", "organisation_id": "0"}
    answer = browser("other").post(f"/issues/{heard}/support", data=support)
    assert answer.status_code == 303
    rows = page_of(browser("chair").get(f"/bodies/{body_id}/issues")).select("tbody tr")
    assert ["Fees" in row.text for row in rows] == [True, False]
    page = browser("other").get(f"/issues/{heard}").text
    assert "1 voice beside the author" in page
    assert "Pressing for us" in page
    browser("other").post(f"/issues/{heard}/support/back")
    assert "0 voices" in browser("other").get(f"/issues/{heard}").text


def test_htmx_gets_the_changed_page_without_its_frame(browser, issue_id):
    answer = browser("other").post(
        f"/issues/{issue_id}/support",
        data={"strength": "helpful", "organisation_id": "0"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="issue"' in answer.text
    assert "Your voice counts now" in answer.text


def test_an_idea_must_say_something(browser, issue_id):
    assert browser("other").post(f"/issues/{issue_id}/ideas", data={"text": " "}).status_code == 422
    page = f"/issues/{issue_id}"
    sent_twice(browser("other"), page, f"{page}/ideas", text="One calendar")
    assert "One calendar" in browser("member").get(f"/issues/{issue_id}").text


def test_from_proposal_to_decision(app, browser, people, issue_id):
    secretary = browser("secretary")
    refused = secretary.post(f"/issues/{issue_id}/accept", data={"word_of": ""})
    assert refused.status_code == 409
    assert "Say who decided" in refused.text
    accepted = secretary.post(f"/issues/{issue_id}/accept", data={"word_of": people["chair"]})
    assert accepted.status_code == 303
    page = browser("member").get(f"/issues/{issue_id}").text
    assert "on the word of" in page
    again = browser("chair").post(f"/issues/{issue_id}/accept")
    assert again.status_code == 409
    assert "“Accepted”" in again.text


def test_a_declined_issue_shows_its_reason_to_its_author_and_every_seat(browser, issue_id):
    chair = browser("chair")
    assert chair.post(f"/issues/{issue_id}/decline", data={"reason": ""}).status_code == 422
    done = chair.post(f"/issues/{issue_id}/decline", data={"reason": "For the\nbudget law"})
    assert done.status_code == 303
    for name in ("member", "other", "secretary"):
        reason = page_of(browser(name).get(f"/issues/{issue_id}")).select_one(".notice .text-lines")
        assert reason.text.splitlines() == ["For the", "budget law"]


def test_a_suggestion_on_the_body_itself_asks_for_the_law(browser, body_id, people, raise_issue):
    number = raise_issue(body_id, people["member"], is_about_process=True)
    chair = browser("chair")
    assert 'name="law"' in chair.get(f"/issues/{number}/decline").text
    refused = chair.post(f"/issues/{number}/decline", data={"reason": "We do not like it"})
    assert refused.status_code == 409
    assert "name the law" in refused.text
    assert "We do not like it" in refused.text


def test_a_wording_is_offered_and_answered(browser, issue_id):
    secretary, member = browser("secretary"), browser("member")
    same = secretary.post(f"/issues/{issue_id}/wording", data=FACTS)
    assert same.status_code == 409
    offered = secretary.post(
        f"/issues/{issue_id}/wording", data={**FACTS, "title": "Joint inspections"}
    )
    assert offered.status_code == 200  # nobody gets mail here: the link is handed over
    assert "/l/" in offered.text
    page = page_of(member.get(f"/issues/{issue_id}"))
    compare = page.select_one("a[href^='/wordings/']")["href"]
    shown = member.get(compare).text
    assert "Joint inspections" in shown
    assert FACTS["title"] in shown
    assert secretary.get(compare).status_code == 403
    done = member.post(compare, data={"answer": "agreed"})
    assert done.status_code == 303
    assert "Joint inspections" in member.get(f"/issues/{issue_id}").text
    assert member.post(compare, data={"answer": "kept"}).status_code == 409


def test_the_author_revises_and_a_stale_page_loses_nothing(browser, issue_id):
    member = browser("member")
    address = f"/issues/{issue_id}/edit"
    seen = page_of(member.get(address)).select_one("[name=seen]")["value"]
    new = {**FACTS, "title": "Opened twice a day", "seen": seen}
    assert member.post(address, data=new).status_code == 303
    stale = member.post(address, data={**new, "title": "My other title"})
    assert stale.status_code == 409
    assert "My other title" in stale.text
    assert browser("chair").get(address).status_code == 403


def test_handing_over_leaves_a_trace_in_both(
    app, people, browser, make_body, seat, issue_id, client_for
):
    other = make_body("Port Committee")
    reader = client_for(seat(other, name="Fadi Saleh"))
    chair = browser("chair")
    done = chair.post(
        f"/issues/{issue_id}/hand-over", data={"to_id": other, "reason": "It is the port's"}
    )
    assert done.status_code == 303
    assert "It went to Port Committee, issue 1" in chair.get(f"/issues/{issue_id}").text
    (row,) = page_of(reader.get(f"/bodies/{other}/issues")).select("tbody tr")
    page = reader.get(row.select_one("a")["href"]).text
    assert "It came from National Committee, issue 1" in page
    assert "It is the port&#39;s" in page
    there = client_for(seat(other, Role.CHAIR, "Huda Salem"))
    no = {"reason": "No money this year", "disposition": "not_used"}
    assert there.post(row.select_one("a")["href"] + "/decline", data=no).status_code == 303
    first = page_of(chair.get(f"/issues/{issue_id}")).select_one(".notice").text
    assert "The answer came back" in first
    assert "No money this year" in first
    author = browser("member")  # reads both: each page tells the whole way, and nothing of it twice
    for page in (f"/issues/{issue_id}", row.select_one("a")["href"]):
        way = page_of(author.get(page)).select_one("#issue-way")
        assert way.select_one(".path-title").text.startswith("Brought by")
        assert "Declined" in way.text
        assert len(way.select("li")) == 4 - ("The answer came back" not in way.text)
    assert "To come" not in way.text
    with app.app_context(), unit_of_work():
        get_body(other).is_restricted = True
    outside = browser("other").get(f"/issues/{issue_id}").text
    assert "It went to a body in confidence" in outside
    assert "Port Committee" not in outside
    with app.app_context(), unit_of_work():
        get_body(other).sponsor_id = people["other"]
    knows = page_of(browser("other").get(f"/issues/{issue_id}"))  # the body, not what lies there
    assert "It went to Port Committee, issue 1" in knows.text
    assert not knows.find("a", string="It went to Port Committee, issue 1")


def test_what_waits_for_whom(app, browser, body_id, people, issue_id, raise_issue):
    assert "1 issue proposed" in browser("chair").get("/").text
    assert "issue proposed" not in browser("member").get("/").text
    due = clock.now().date() + timedelta(days=3)
    raise_issue(body_id, people["other"], title="Night hours", note_due_on=due)
    assert "Note on “Night hours”" in browser("other").get("/").text
    answer = browser("secretary").post(
        f"/bodies/{body_id}/issues/call", data={"closes_on": due.isoformat()}
    )
    assert answer.status_code == 200
    assert "What should be on the table?" in browser("chair").get("/").text
    assert "What should be on the table?" not in browser("secretary").get("/").text


def test_the_register_finds_words_in_any_case(browser, body_id, people, raise_issue):
    raise_issue(body_id, people["member"], title="Délais À la Frontière")
    client = browser("chair")
    assert "Frontière" in client.get(f"/bodies/{body_id}/issues?q=FRONTIERE").text
    assert "No issues here" in client.get(f"/bodies/{body_id}/issues?q=%25").text
    mine = browser("member").get("/issues/?mine=1").text
    assert "Frontière" in mine
    assert "No issues here" in client.get("/issues/?mine=1").text


def test_a_page_costs_the_same_for_few_issues_and_many(
    browser, body_id, people, raise_issue, assert_constant_queries
):
    def grow():
        for number in range(12):
            raise_issue(body_id, people["member"], title=f"Unlike anything {number}")

    grow()
    assert_constant_queries(browser("chair"), f"/bodies/{body_id}/issues", grow)


# By one-time link.


def link_to(app, person_id, act, subject):
    with app.test_request_context(), unit_of_work():
        person = db.session.get_one(Person, person_id)
        issued = links.issue(person, act, subject(), actor=SYSTEM, now=clock.now())
        return "/l/" + issued.url.rpartition("/")[2]


def test_an_issue_is_brought_by_link(app, client_for, people, body_id, make_body):
    visitor, port = client_for(None), make_body("Port Committee")
    make_body("Integrity", is_restricted=True)
    with app.app_context(), unit_of_work():
        db.session.add(Sector(code="t", name="Textiles"))
    path = link_to(app, people["other"], letters.PROPOSE_ACT, lambda: queries.get_body(body_id))
    page = page_of(visitor.get(path))
    assert page.select("details.fold")
    bodies = page.select("#handled_by_id option")
    assert [one.text for one in bodies] == ["No other body", "Port Committee"]
    sector = page.select_one('[name="sector_ids"]')["value"]
    case = visitor.post(path, data={**SENT, "concerns_one_case": "yes"})
    assert case.status_code == 422
    assert issues(app) == []
    more = {"ideas": "One calendar\nTwo seals", "sector_ids": sector, "handled_by_id": str(port)}
    done = visitor.post(path, data={**SENT, **more})
    assert done.status_code == 200, done.text
    (issue,) = issues(app)
    assert issue.handled_by_id == port
    with app.app_context():
        assert db.session.scalar(select(IssueSector.sector_id)) == int(sector)
    assert issue.by_link
    assert issue.raised_by_id == people["other"]


def test_by_link_one_speaks_for_the_own_institution_and_for_none_of_others(
    app, client_for, people, body_id
):
    visitor = client_for(None)

    def asked(name):
        path = link_to(app, people[name], letters.PROPOSE_ACT, lambda: queries.get_body(body_id))
        return path, page_of(visitor.get(path)).select("#organisation_id option")

    path, (_myself, chamber) = asked("member")
    assert (chamber.text, chamber.has_attr("selected")) == ("Chamber of Commerce", True)
    path, offered = asked("other")
    assert [one.text for one in offered] == ["Myself"]
    refused = visitor.post(path, data={**SENT, "organisation_id": chamber["value"]})
    assert refused.status_code == 422
    assert FACTS["title"] in refused.text
    assert issues(app) == []


def test_a_voice_and_an_idea_come_by_link(app, client_for, browser, people, issue_id):
    visitor = client_for(None)
    path = link_to(app, people["other"], letters.SUPPORT_ACT, lambda: queries.get_issue(issue_id))
    assert FACTS["problem"] in visitor.get(path).text
    done = visitor.post(path, data={"strength": "important", "text": "One calendar"})
    assert done.status_code == 200
    page = browser("member").get(f"/issues/{issue_id}").text
    assert "Important to us" in page
    assert "One calendar" in page


def test_a_link_of_somebody_who_is_not_concerned_counts_no_voice(
    app, client_for, browser, people, issue_id
):
    path = link_to(app, people["other"], letters.SUPPORT_ACT, lambda: queries.get_issue(issue_id))
    assert client_for(None).post(path, data={"strength": "", "text": ""}).status_code == 200
    assert "0 voices" in browser("member").get(f"/issues/{issue_id}").text
