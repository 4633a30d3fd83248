"""A firm and who answers for it: a talk, a case through both offices, and the next who answers."""

import pytest
from playwright.sync_api import expect

from ntfc.permissions import Role
from tests.browser.conftest import faults
from tests.browser.players import PHONE, Players, laid_out
from tests.browser.steps import field, fill, follow, press, title, told

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]

POSTS = {"manager": "manager", "cora": "coordinator", "noor": "coordinator", "tariffs": "section"}


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    return laid_out("client_coordinators", tmp_path_factory)


@pytest.fixture
def settings(installed):
    return {"plugins": ("client_coordinators",), "plugins_folder": installed}


@pytest.fixture
def service(app, visit, make_person, client_for):
    """A firm, Cora who answers for it, and Noor who stands in."""
    made = Players("client_coordinators", app, visit, {"admin": client_for(Role.ADMINISTRATOR)})
    made.send("admin", "/begin")
    people = {}
    for name, post in POSTS.items():
        people[name] = make_person(name.title(), email=f"{name}@example.org")
        made.clients[name] = client_for(people[name])
        told_of = {"email": f"{name}@example.org", "post": post, "office": "Tariffs"}
        made.send("admin", "/officers", **told_of)
        made.send(name, "/conduct")
    levels = dict.fromkeys(("size", "volume", "complexity"), "large")
    firm = {"name": "MultiCom", "registration": "R-1", "cadence_months": 1, "candidate": "none"}
    made.firm = made.send("manager", "/firms/new", **firm, **levels)
    _named(made, people["cora"], people["noor"], 1)
    made.send("manager", "/assignments/1/steps/active")
    made.people = people
    return made


def _named(made, person, substitute, number):
    told_of = {"person_id": person, "substitute_id": substitute, "share": 40}
    made.send("manager", f"/firms/{made.firm}/assign", **told_of)
    for name in ("cora", "noor"):
        made.send(name, f"/assignments/{number}/declare", has_shares="no")


def test_a_firm_is_served_and_handed_over(service):
    a_talk_is_written_down_on_a_phone(service)
    a_case_goes_through_both_offices_until_the_firm_has_heard(service)
    the_firm_is_handed_over_with_three_signatures(service)


def a_talk_is_written_down_on_a_phone(service):
    """From the list: one touch, one sentence, one touch."""
    page = service.at("cora", "/", viewport=PHONE)
    assert faults(page) == {}
    page.set_viewport_size(PHONE)
    page.locator("#firms").get_by_role("link", name="A talk").click()
    fill(page, {"What was agreed": "The list comes on Monday."})
    press(page, "Keep")
    told(page, "It is written down.")
    expect(page.locator("#talks")).to_contain_text("The list comes on Monday.")


def a_case_goes_through_both_offices_until_the_firm_has_heard(service):
    page = service.pages["cora"]
    follow(page, "Take a case in")
    fill(page, {"What the firm asks": "Which code has a scanner?"})
    press(page, "Take it in")
    follow(page, "Send it to the back office")
    press(page, "Send it to the back office")  # nothing chosen: it is said, and nothing is lost
    field(page, "My role in this question").select_option("I only inform the firm")
    field(page, "Section").select_option("Tariffs")
    press(page, "Send it to the back office")
    case = page.url.partition("client_coordinators")[2]
    section = service.at("tariffs", case)
    for step, words in (("Work on it", ""), ("Answer the front office", "It is a machine.")):
        follow(section, step)
        fill(section, {"What was said": words})
        press(section, step)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Answered by the back office")
    service.at("cora", case)
    assert faults(page) == {}
    follow(page, "Tell the firm the result")
    fill(page, {"What was said": "It goes with the machine."})
    press(page, "Tell the firm the result")
    told(page, "The firm heard the result")
    expect(page.locator(".figures")).to_contain_text("Tariffs")
    follow(page, "Close it")
    press(page, "Close it")
    assert service.listed("state", "cases") == ["closed"]


def the_firm_is_handed_over_with_three_signatures(service):
    _named_next(service)
    page = service.at("cora", "/handovers/1")
    told_of = {"Open points": "The list of Monday.", "Introduced to": "Dana, on 3 May."}
    fill(page, told_of)
    press(page, "Keep")
    for who in ("cora", "noor", "manager"):
        page = service.at(who, "/handovers/1")
        press(page, "Sign")
    told(page, "The firm has its next contact.")
    title(page, "MultiCom")
    assert faults(page) == {}
    assert service.listed("state", "assignments") == ["ended", "active"]


def _named_next(service):
    _named(service, service.people["noor"], service.people["cora"], 2)
    service.send("manager", "/assignments/2/steps/mentoring")
    service.send("manager", "/assignments/1/steps/handover", reason="rotation")
