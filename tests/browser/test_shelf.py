"""A plugin from a file on the shelf to its page, off, away and back, in a browser, under load."""

import shutil

import pytest
from playwright.sync_api import expect

from ntfc.accounts.service import second_factor
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import Insider
from ntfc.transaction import unit_of_work
from tests.browser.conftest import faults, note
from tests.browser.steps import field, follow, press
from tests.plugins.conftest import ask, environment, wheels
from tests.plugins.underload import eventually, ntfc, port, site, status, visitors
from tests.shelf.conftest import chief_id, shelf

__all__ = [
    "ask",
    "chief_id",
    "environment",
    "ntfc",
    "port",
    "shelf",
    "site",
    "visitors",
    "wheels",
]

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite"), pytest.mark.long]

UNDER_WAY = "SELECT id FROM plugin_changes WHERE state IN ('asked', 'doing')"
SOON = 90_000  # milliseconds: a change takes some seconds, and more on a machine that is busy


@pytest.fixture
def codes(app, chief_id):
    """The recovery codes of the administrator, who has them on paper."""
    owner = Insider(person_id=chief_id, name="Omar Chief", token="")
    with app.app_context(), unit_of_work():
        person = db.session.get_one(Person, chief_id)
        return iter(second_factor.renew_codes(person, actor=owner))


@pytest.fixture
def desk(browser, client_for, chief_id, port):
    """Return a function that opens the page of plugins, with scripts or without."""
    contexts, complaints = [], []

    def desk(*, scripts):
        address = f"http://127.0.0.1:{port}"
        context = browser.new_context(java_script_enabled=scripts, base_url=address)
        context.set_default_timeout(20_000)
        contexts.append(context)
        token = client_for(chief_id).get_cookie("ntfc").value
        context.add_cookies([{"name": "ntfc", "value": token, "url": address}])
        page = context.new_page()
        page.on("console", lambda said: note(complaints, said))
        page.goto("/admin/plugins")
        return page

    yield desk
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def laid(site, shelf, wheels):
    """A site that runs, with a wheel on its shelf."""
    shutil.copy(wheels["good"], shelf)


@pytest.fixture
def wait_for(ask):
    """Return a function that waits on the page of a change; without scripts, one looks again."""

    def wait_for(page, words, *, scripts):
        if not scripts:
            expect(page.get_by_role("heading", name="How far it is")).to_be_visible()
            eventually(lambda: not ask(UNDER_WAY), SOON / 1000)
            if page.get_by_role("link", name="Look again").count():
                follow(page, "Look again")
        expect(page.get_by_text(words)).to_be_visible(timeout=SOON)

    return wait_for


@pytest.fixture
def change(wait_for, codes):
    """Return a function that does something with the plugin from its page, and waits for its end."""

    def change(page, act, words, *, scripts):
        page.goto("/admin/plugins/good")
        follow(page, act)
        field(page, "Code").fill(next(codes))
        press(page, act)
        wait_for(page, words, scripts=scripts)

    return change


@pytest.fixture
def install(wait_for, codes):
    def install(page, *, scripts):
        page.goto("/admin/plugins")
        page.locator("#shelf").get_by_role("link").first.click()
        expect(page.get_by_text("plugin_good__stamps")).to_be_visible()
        field(page, "Code").fill(next(codes))
        press(page, "Install and turn on")
        wait_for(page, "good is installed and on.", scripts=scripts)

    return install


def test_a_plugin_is_installed_used_taken_away_and_brought_back_under_load(
    laid, visitors, desk, ask, install, change, wait_for, ntfc
):
    page, visitors.pause = desk(scripts=True), 1.5  # they stay for a minute
    with visitors:
        expect(page.get_by_text("ntfc_sample_good-1.0-py3-none-any.whl")).to_be_visible()
        press(page, "Read the shelf")
        wait_for(page, "1 of 1 can be installed", scripts=True)
        install(page, scripts=True)
        assert faults(page) == {}
        page.goto("/x/good/")
        assert "Stamps" in page.title()
        page.request.post("/x/good/", headers={"Sec-Fetch-Site": "same-origin"})
        plain = desk(scripts=False)
        change(plain, "Turn off", "good is off.", scripts=False)
        assert plain.goto("/x/good/").status == 404
        change(plain, "Uninstall", "good is uninstalled.", scripts=False)
        install(plain, scripts=False)
        plain.goto("/x/good/")
        expect(plain.get_by_text("by hand")).to_be_visible()
        told = ntfc("plugins", "off", "good")
        assert told.stdout.endswith("The running site has taken it up.\n")
        assert {status(visitors.port, "/x/good/") for _ in range(12)} == {404}, (
            "some worker has it still"
        )
        visitors.pause, seen = 0.1, len(visitors.answers)
        eventually(lambda: len(visitors.answers) > seen + 20)
    assert set(visitors.answers) == {200, 303}, "some request failed"
    stored = [name for (name,) in ask("SELECT name FROM organisations")]
    assert sorted(stored) == sorted(visitors.sent), "each form was done, and done once"
