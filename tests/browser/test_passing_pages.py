"""Pages that stand open only for a while, so that no walk comes by: axe, in both directions."""

from contextlib import contextmanager
from datetime import timedelta

import pseudo
import pytest

from ntfc import clock
from ntfc.accounts.service.setup import setup_link
from ntfc.permissions import SITE, SYSTEM, Role
from ntfc.transaction import unit_of_work
from tests.browser.conftest import faults, note, served
from tests.browser.steps import code_of, heading_to
from tests.day import later_by

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]

PASSWORD = "seven lorries wait at dawn"


@pytest.fixture(params=["en", pseudo.CODE])
def language(request):
    return request.param


@pytest.fixture
def settings(config):
    pseudo.install(config.instance)
    return {"languages": ("en", pseudo.CODE)}


@pytest.fixture
def visit(app, browser, client_for, language):
    """Return a way to open a page in that language; complaints of the browser fail the test."""
    complaints = []
    with served(app) as address:

        @contextmanager
        def visit(path, *, person_id=None):
            context = browser.new_context(base_url=address)
            cookies = {"language": language}
            if person_id is not None:
                cookies["ntfc"] = client_for(person_id).get_cookie("ntfc").value
            context.add_cookies(
                [{"name": n, "value": v, "url": address} for n, v in cookies.items()]
            )
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.on("console", lambda said: note(complaints, said))
            page.goto(path)
            yield page
            context.close()

        yield visit
    assert complaints == []


def fill(page, **typed):
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)


def send(page, form="main form[novalidate]"):
    """Press the button of a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(f"{form} button[type=submit]").first.click()


def test_from_the_set_up_link_to_the_code(app, visit, language):
    with app.test_request_context(), unit_of_work():
        link = heading_to(setup_link(SITE, actor=SYSTEM, now=clock.now()))
    with visit(link) as page:
        assert page.locator("html").get_attribute("dir") == ("ltr" if language == "en" else "rtl")
        assert faults(page) == {}
        send(page)  # nothing was typed: the same page says so
        assert faults(page) == {}
        fill(page, name="Omar Haddad", email="omar@example.org", password=PASSWORD, again=PASSWORD)
        send(page)
        send(page, "main form[action$=start]")
        key = page.locator("#factor-key").inner_text()
        assert faults(page) == {}
        fill(page, code=code_of(key))
        send(page)
        assert page.locator(".recovery-codes").is_visible()
        assert faults(page) == {}
        page.goto("/me/second-factor")
        assert faults(page) == {}
    with visit("/sign-in") as page:
        fill(page, email="omar@example.org", password=PASSWORD)
        send(page)
        assert page.url.endswith("/sign-in/code")
        assert faults(page) == {}


def write(page, draft, section, **texts):
    """Write a section of the draft."""
    page.goto(f"{draft}edit/{section}")
    fill(page, **texts)
    send(page)
    page.wait_for_url(draft)


def test_from_the_review_of_a_draft_to_what_it_changed(visit, make_body, seat, monkeypatch):
    body_id = make_body()
    secretary = seat(body_id, Role.SECRETARY, "Samira Khoury", email="samira@example.org")
    seat(body_id, Role.MEMBER, "Huda Salem", email="huda@example.org")
    with visit(f"/bodies/{body_id}/terms-of-reference/", person_id=secretary) as page:
        send(page, "main form.act")
        draft = page.url
        write(page, draft, "purpose", objectives="Trade without needless delay.")
        page.goto(f"{draft}review")
        fill(page, closes_on=(clock.today("UTC") + timedelta(days=20)).isoformat())
        send(page)
        assert faults(page) == {}
        link = heading_to(page.get_by_label("Address of the link").first.input_value())
    with visit(link) as page:
        assert faults(page) == {}
        fill(page, said="Small exporters need thirty days, not ten.")
        send(page)
        assert faults(page) == {}
    monkeypatch.setattr(clock, "datetime", later_by(days=21))
    with visit(f"{draft}comments", person_id=secretary) as page:
        page.locator("article summary").click()
        assert faults(page) == {}
        write(page, draft, "protocol", protocol_consulting="Papers go out thirty days ahead.")
        page.goto(f"{draft}compare")
        assert page.locator("ins").is_visible()
        assert faults(page) == {}
