"""Noting who is there in a real browser: one tap or one key for each, on a phone too."""

import pytest
from playwright.sync_api import expect

from ntfc.permissions import Role
from tests.browser.conftest import faults, note, served
from tests.meetings.conftest import Meetings

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]


def test_a_key_or_a_tap_each_and_the_count_follows(app, browser, client_for):
    make = Meetings(app)
    body_id = make.body(time_zone="UTC")
    make.rules(body_id, quorum_fraction="2/3")
    chief = make.seated(body_id, Role.SECRETARY, "Rana Odeh")
    for name in ("Karim Bishara", "Huda Salem", "Omar Darwish"):
        make.seated(body_id, Role.MEMBER, name)
    meeting = make.planned(body_id)
    make.convened(meeting)
    complaints = []
    with served(app) as address:
        context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
        token = client_for(chief).get_cookie("ntfc").value
        context.add_cookies([{"name": "ntfc", "value": token, "url": address}])
        page = context.new_page()
        page.on("console", lambda said: note(complaints, said))
        page.goto(f"/meetings/{meeting}/attendance")
        rows, count = page.locator(".presence-row:has-text('Member')"), page.locator("#quorum")
        first = rows.nth(0).locator("[data-way=present]")
        first.focus()
        page.keyboard.press("3")
        expect(rows.nth(0).locator("[data-way=remote]")).to_have_attribute("aria-pressed", "true")
        expect(rows.nth(1).locator("[data-way=present]")).to_be_focused()
        expect(count).to_contain_text("Not enough are there")
        rows.nth(1).locator("[data-way=present]").click()
        expect(count).to_contain_text("2 of 3 seats")
        expect(count).to_contain_text("There are enough to decide")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert faults(page) == {}
        page.reload()
        expect(rows.nth(0).locator("[data-way=remote]")).to_have_attribute("aria-pressed", "true")
        context.close()
    assert complaints == []
