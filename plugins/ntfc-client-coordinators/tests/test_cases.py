"""What a firm asks, in the pages: front office, back office, colleagues, the committee."""

from datetime import timedelta

import pytest
from ntfc_client_coordinators.models import Case
from ntfc_client_coordinators.rules.cases import State

from ntfc.clock import now
from ntfc.db import db
from ntfc.issues.queries import get_body, get_issue
from ntfc.issues.service.handing import hand_over
from ntfc.issues.service.merging import answer_through, merge
from ntfc.issues.service.moving import accept, decline
from ntfc.permissions import SYSTEM, Role
from ntfc.transaction import unit_of_work

pytestmark = pytest.mark.database("sqlite")  # about who may do what, which no database knows
ASKED = {"channel": "phone", "title": "Which code?"}


@pytest.fixture
def firm(world):
    number = world.firm("MultiCom", people="Lina Saad, plant")
    world.active(number)
    return number


def taken_in(world, firm, topic, **more):
    told = {**ASKED, "topic": topic, **more}
    return world.sent("cora", f"/firms/{firm}/cases/new", **told).location.partition(X)[2]


X = "/x/client_coordinators"


def test_a_case_is_owned_until_the_firm_has_heard(world, firm, app):
    world.sent("sami", f"/firms/{firm}/cases/new", 422, topic="question", channel="mail")
    case = taken_in(world, firm, "question", is_urgent="y")
    world.page("noor", case, 404)
    world.page("tariffs", case, 404)
    for who in ("cora", "sami"):  # a new case waits for whoever answers, and for who stands in
        assert "Which code?" in world.browsers[who].get("/").text
    told = world.sent("cora", f"{case}/steps/sent_to_back_office", 409, section="tariffs")
    assert "Weigh your role" in told.text
    sent = {"part": "informs", "section": "tariffs", "text": "Chapter 85?"}
    world.sent("cora", f"{case}/steps/sent_to_back_office", 422, due_on="2020-01-01", **sent)
    world.sent("cora", f"{case}/steps/sent_to_back_office", **sent)
    assert "Which code?" in world.browsers["tariffs"].get("/").text
    assert "MultiCom" in world.page("tariffs", case)  # the case, and not the file of the firm
    world.page("tariffs", f"/firms/{firm}", 404)
    world.sent("cora", f"{case}/steps/back_office_working", 403)
    world.sent("tariffs", f"{case}/steps/back_office_working")
    # who answers for the firm may take it back, and a section with cases keeps somebody
    assert "nobody else works in it" in world.sent(world.admin, "/officers/5/relieve", 409).text
    moved = world.sent(world.admin, "/officers/5", 409, office="Excise", training="Codes").text
    assert "nobody else works in it" in moved
    assert "Excise" in moved
    world.sent(world.admin, "/officers/5", office="tariffs", training="Codes, in May")
    assert "Codes, in May" in world.admin.get(f"{X}/set-up").text
    assert "Take it back" in world.page("cora", case)
    world.sent("cora", f"{case}/steps/in_front_office")
    world.page("tariffs", case, 404)
    world.sent("cora", f"{case}/steps/sent_to_back_office", **sent)
    _a_late_section_is_asked(world, app)
    world.sent("tariffs", f"{case}/steps/back_office_working")
    world.sent("tariffs", f"{case}/steps/back_office_needs_info", text="A photo, please.")
    world.sent("cora", f"{case}/steps/back_office_working")
    world.sent("tariffs", f"{case}/steps/back_office_answered", 409)
    world.sent("tariffs", f"{case}/steps/back_office_answered", text="8542.")
    assert "cannot be taken" in world.sent("cora", f"{case}/steps/closed", 409).text
    world.sent("cora", f"{case}/steps/reported_to_firm", text="8542, it was said.")
    world.sent("cora", f"{case}/steps/closed")
    assert "Which code?" not in world.page("cora", "/cases")
    assert "Which code?" in world.page("cora", "/cases?closed=1")
    other = world.firm("Ink")
    world.active(other, share=1)
    for words, is_there in (("1", True), ("code", True), ("multi", True), ("Ink", False)):
        found = world.page("cora", f"/cases?closed=1&q={words}")
        assert ("Which code?" in found) is is_there
    assert "Which code?" in world.page("cora", f"/cases?closed=1&firm={firm}")
    assert "Which code?" not in world.page("cora", f"/cases?closed=1&firm={other}")
    world.page("noor", f"/cases?firm={firm}", 404)
    world.sent("cora", f"{case}/steps/in_front_office")
    with app.app_context():
        found = db.session.get(Case, 1)
        assert (found.state, found.heard_at) == (State.FRONT, None)


def _a_late_section_is_asked(world, app):
    """Whoever answers for the firm keeps the case in sight while it is with a section."""
    late = "The section is late with its answer"
    assert late not in world.browsers["cora"].get("/").text
    for days in (1, None):
        with app.app_context(), unit_of_work():
            day = now().date() - timedelta(days=days) if days else None
            db.session.get(Case, 1).due_on = day
        assert (late in world.browsers["cora"].get("/").text) is bool(days)
    assert late not in world.browsers["tariffs"].get("/").text


@pytest.mark.rule("C7", "C10")
def test_colleagues_evaluate_and_learn(world, firm):
    case = taken_in(world, firm, "refund", is_sensitive="y")
    answer = {"part": "prepares", "text": "Granted."}
    told = world.sent("cora", f"{case}/steps/answered_directly", 409, **answer).text
    assert "A colleague looks at it" in told
    assert "tell the team manager" in told
    for same in ("cora", "sami"):
        told = world.sent("cora", f"{case}/colleague", 422, person_id=world.people[same]).text
        assert "A refund is evaluated by a colleague" in told
    world.sent("cora", f"{case}/colleague", person_id=world.people["noor"])
    world.sent("cora", f"{case}/check", 403, agrees="yes", text="Fine.")
    world.sent("noor", f"{case}/check", agrees="no", text="A paper is missing.")
    world.page("noor", case, 404)
    world.sent("cora", f"{case}/colleague", person_id=world.people["noor"])
    world.sent("noor", f"{case}/check", agrees="yes", text="Fine now.")
    world.sent("cora", f"{case}/note", kind="consulted", text="Noor: ask for the bill.")
    assert "Noor: ask for the bill." in world.page("cora", case)
    world.sent("cora", f"{case}/note", kind="manager", text="Told by phone.")
    world.sent("cora", f"{case}/steps/answered_directly", **answer)
    told = world.sent("cora", f"{case}/precedent", 409, lesson="As for MultiCom.").text
    assert "As for MultiCom." in told
    world.sent("cora", f"{case}/precedent", lesson="With the bill it is granted.")
    assert "With the bill" in world.page("noor", "/precedents")
    _nobody_is_asked_of_what_is_closed(world, firm)


def _nobody_is_asked_of_what_is_closed(world, firm):
    case = taken_in(world, firm, "refund", title="Paid twice")
    world.sent("cora", f"{case}/colleague", person_id=world.people["noor"])
    assert "Paid twice" in world.browsers["noor"].get("/").text
    gone = {"part": "steps_back", "where": "appeal", "text": "Theirs"}
    world.sent("cora", f"{case}/steps/redirected", **gone)
    world.sent("cora", f"{case}/steps/closed")
    assert "Paid twice" not in world.browsers["noor"].get("/").text
    assert "is closed" in world.sent("noor", f"{case}/check", 409, agrees="yes", text="Fine.").text


def test_an_appeal_is_out_of_hands(world, firm):
    case = taken_in(world, firm, "appeal")
    world.sent("cora", f"{case}/note", 422, kind="consulted", text="What to say?")
    world.sent("cora", f"{case}/note", kind="facts", text="Declared on 3 May.")
    gone = {"part": "steps_back", "where": "appeal", "text": "No. 12"}
    world.sent("cora", f"{case}/steps/redirected", **gone)
    assert "you only give facts" in world.page("cora", case)


def test_the_committee_hears_the_problem_and_not_the_firm(world, firm, app, make_body, seat):
    case = taken_in(world, firm, "problem", text="Lina Saad waits at the scales.")
    told = {"title": "Scales close at noon", "problem": "Lorries wait.", "expected_result": "Two"}
    assert "No committee is named" in world.sent("cora", f"{case}/issue", 409, **told).text
    body = make_body()
    seat(body, Role.SECRETARY)
    world.sent(world.admin, "/set-up", label="coordinator", of_body_id=body)
    gone = {"part": "prepares", "where": "committee", "text": "Theirs"}
    first = world.sent("cora", f"{case}/steps/redirected", 409, **gone).text
    assert "Bring the general problem to the committee first" in first
    named = {**told, "problem": "lina saad of MULTICOM waits."}
    refused = world.sent("cora", f"{case}/issue", 409, **named).text
    assert "“Lina Saad” would tell" in refused
    assert "“MultiCom” would tell" in refused
    world.sent("cora", f"{case}/issue", **told)
    shown = world.page("cora", case)
    assert "as the committee has it" in shown
    assert "Scales close at noon" in shown
    with app.test_request_context(), unit_of_work():
        issue = get_issue(1)
        assert (issue.title, issue.body_id) == ("Scales close at noon", body)
        accept(issue, today=now().date(), **by_system())
    assert "Answer of the committee" in world.page("cora", case)
    world.sent("cora", f"{case}/told", 409)
    upper = make_body()
    with app.test_request_context(), unit_of_work():
        hand_over(get_issue(1), to=get_body(upper), reason="Theirs", **by_system())
    with app.test_request_context(), unit_of_work():
        decline(get_issue(2), reason="Open all day from May.", today=now().date(), **by_system())
    assert "Open all day from May." in world.page("cora", case)
    assert "tell the firm" in world.browsers["cora"].get("/").text
    world.sent("cora", f"{case}/told")
    assert "tell the firm" not in world.browsers["cora"].get("/").text
    _the_answer_of_a_merged_issue_comes_back(world, firm, app, told)


def _the_answer_of_a_merged_issue_comes_back(world, firm, app, told):
    twins = [taken_in(world, firm, "problem") for _twin in range(2)]
    for twin in twins:
        world.sent("cora", f"{twin}/issue", **told)
    with app.test_request_context(), unit_of_work():
        one, other = get_issue(3), get_issue(4)
        for issue in (one, other):
            accept(issue, today=now().date(), **by_system())
        merge(one, into=other, reason="The same", **by_system())
    world.sent("cora", f"{twins[0]}/told", 409)  # where it goes on is no answer yet
    with app.test_request_context(), unit_of_work():
        answer_through(get_issue(4), origin=get_issue(3), reason="A second scale.", **by_system())
    assert "A second scale." in world.page("cora", twins[0])
    world.sent("cora", f"{twins[0]}/told")


def by_system():
    return {"actor": SYSTEM, "now": now()}
