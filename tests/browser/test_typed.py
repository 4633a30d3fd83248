"""What was typed into forms in a real browser, when the session is over or somebody goes back."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ntfc import clock
from ntfc.accounts.models import Credential
from ntfc.accounts.queries import passwords
from ntfc.db import db
from ntfc.issues import queries as issues
from ntfc.issues.models import Idea, Issue
from ntfc.links import service as links
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.accounts.conftest import PASSWORD
from tests.accounts.conftest import quick_passwords as quick_passwords  # noqa: PLC0414
from tests.browser.conftest import note, served
from tests.browser.steps import fill, press, title, told

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]

NEW = "/bodies/1/issues/new"
EMAIL = "nadia@example.org"
LONG = "\n\n".join(f"Lorry {number} waits “since” dawn. ننتظر منذ الفجر." for number in range(60))
WHOLE = {"title": "Fees at the gate", "problem": LONG, "expected_result": "One list of fees"}


@pytest.fixture
def member(app, make_body, seat):
    person_id = seat(make_body(time_zone="UTC"), email=EMAIL)
    with app.app_context(), unit_of_work():
        proof = {"password_hash": passwords.hash_of(PASSWORD), "password_set_at": clock.now()}
        db.session.add(Credential(person_id=person_id, **proof))
    return person_id


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def page(app, browser, client_for, member, scripts):
    """The page of somebody who has signed in and looked at the issues of the body."""
    complaints = []
    with served(app) as address:
        context = browser.new_context(java_script_enabled=scripts, base_url=address)
        context.set_default_timeout(10_000)
        token = client_for(member).get_cookie("ntfc").value
        context.add_cookies([{"name": "ntfc", "value": token, "url": address}])
        page = context.new_page()
        page.on("console", lambda said: note(complaints, said))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/bodies/1/issues")
        page.goto(NEW)
        yield page
        context.close()
    assert complaints == []


@pytest.fixture
def stored(app):
    """Return a function that lists what stands in a column, as it was typed."""

    def stored(column):
        with app.app_context():
            return [text.replace("\r\n", "\n") for text in db.session.scalars(select(column))]

    return stored


def write(page, **texts):
    for name, text in texts.items():
        page.locator(f"main [name={name}]").fill(text)


def reads(page, name, text):
    expect(page.locator(f"main [name={name}]")).to_have_value(text)


def test_what_was_typed_while_the_session_ended_elsewhere_is_stored_once(page, scripts, stored):
    write(page, **WHOLE)
    page.locator("[name=concerns_one_case][value=no]").check()
    other = page.context.new_page()
    other.goto("/bodies/1/issues")
    other.locator("details.menu-person summary").click()
    press(other, "Sign out")
    told(other, "You are signed out.")
    press(page, "Bring the issue")
    with page.expect_popup() as opened:
        page.locator("[data-sign-in]").click()
    fill(opened.value, {"E-mail address": EMAIL, "Password": PASSWORD})
    press(opened.value, "Sign in")
    title(opened.value, "What waits for you")
    press(page, "Bring the issue" if scripts else "Send it again")
    title(page, WHOLE["title"])
    assert stored(Issue.problem) == [LONG]


def there_and_back(page, *, to):
    here = page.url
    page.go_back()
    page.wait_for_url(to)
    page.go_forward()
    page.wait_for_url(here)


def test_going_back_shows_what_was_typed_and_does_nothing_twice(page, scripts, stored):
    write(page, problem=LONG)
    press(page, "Bring the issue")
    expect(page.locator(".form-errors")).to_be_visible()
    reads(page, "problem", LONG)
    if scripts:
        there_and_back(page, to="**/bodies/1/issues")
    else:  # the answer was a page of its own
        page.go_back()
    reads(page, "problem", LONG)
    write(page, **WHOLE)
    page.locator("[name=concerns_one_case][value=no]").check()
    press(page, "Bring the issue")
    title(page, WHOLE["title"])
    if not scripts:
        return
    page.go_back()
    reads(page, "problem", LONG)
    press(page, "Bring the issue")
    told(page, "It was not done twice.")
    assert stored(Issue.problem) == [LONG]
    # A form within a page, of which only a part changes.
    write(page, text="One calendar")
    press(page, "Add the idea")
    told(page, "The idea is added.")
    there_and_back(page, to=f"**{NEW}")
    expect(page.locator("#ideas")).to_contain_text("One calendar")
    reads(page, "text", "")
    assert stored(Idea.text) == ["One calendar"]


@pytest.mark.parametrize("scripts", [True], indirect=True, ids=["scripts"])
def test_words_typed_by_a_link_stand_there_when_its_address_is_opened_again(app, page, member):
    with app.test_request_context(), unit_of_work():
        person, body = db.session.get_one(Person, member), issues.get_body(1)
        issued = links.issue(person, "issues.propose", body, actor=SYSTEM, now=clock.now())
    page.on("dialog", lambda asked: asked.accept())
    path = issued.url[issued.url.index("/l/") :]
    page.goto(path)
    write(page, problem=LONG)
    page.goto("/bodies/1/issues")
    page.goto(path)
    reads(page, "problem", LONG)
    press(page, "Send the issue")  # with fields still empty
    expect(page.locator(".form-errors")).to_be_visible()
    reads(page, "problem", LONG)


def as_one_that_types_nothing(page):
    """Have this browser forget what was typed into a page that is left, as others do with no-store."""
    page.evaluate(
        "document.querySelectorAll('main form').forEach((one) => { one.autocomplete = 'off'; })"
    )


@pytest.mark.parametrize("scripts", [True], indirect=True, ids=["scripts"])
def test_a_browser_that_types_nothing_on_going_back_has_what_was_not_confirmed(
    page, stored, member
):
    page.on("dialog", lambda asked: asked.accept())  # that something typed was not sent
    write(page, **WHOLE)
    page.locator("[name=concerns_one_case][value=no]").check()
    as_one_that_types_nothing(page)
    page.goto("/bodies/1/issues")
    page.go_back()
    reads(page, "problem", LONG)
    expect(page.locator("[name=concerns_one_case][value=no]")).to_be_checked()
    as_one_that_types_nothing(page)
    press(page, "Bring the issue")
    title(page, WHOLE["title"])
    page.go_back()
    reads(page, "problem", "")
    assert stored(Issue.problem) == [LONG]
    write(page, problem="Mine alone")
    as_one_that_types_nothing(page)
    page.goto("/bodies/1/issues")
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('ntfc-typed:'))"
    assert [key.split(":")[1] for key in page.evaluate(kept)] == [str(member)]
    page.locator("details.menu-person summary").click()
    press(page, "Sign out")
    told(page, "You are signed out.")
    assert page.evaluate(kept) == []
