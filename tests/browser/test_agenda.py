"""The agenda in a real browser: brought into order by hand and by keys; the screen of the meeting."""

import re

import pytest
from playwright.sync_api import expect

from ntfc.meetings.models import MeetingState
from tests.agendas.conftest import make_organisation, table
from tests.browser.conftest import faults, note, served

__all__ = ["make_organisation", "table"]
pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]


def test_items_move_by_drag_and_by_keys_and_the_meeting_runs_by_keys(
    app, browser, client_for, table
):
    meeting = table.meeting()
    agenda = table.begin(meeting, "Fees", "Seals", "Slots")
    complaints = []
    with served(app) as address:
        context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 900})
        token = client_for(table.secretary).get_cookie("ntfc").value
        context.add_cookies([{"name": "ntfc", "value": token, "url": address}])
        page = context.new_page()
        page.on("console", lambda said: note(complaints, said))
        page.goto(f"/meetings/{meeting}/agenda")
        titles = page.locator(".agenda-title bdi")
        expect(titles).to_have_text(["Fees", "Seals", "Slots"])
        number = table.items(agenda)["Fees"]
        page.get_by_role("button", name="Down Fees", exact=True).focus()
        page.keyboard.press("Alt+ArrowDown")
        expect(titles).to_have_text(["Seals", "Fees", "Slots"])
        expect(page.locator(f"#down-{number}")).to_be_focused()  # so that the next press moves on
        last = page.locator(".agenda-handle").nth(2)
        last.drag_to(page.locator(".agenda-line").nth(0), target_position={"x": 30, "y": 4})
        expect(page.locator(".agenda-number")).to_have_text(["1", "2", "3"])
        expect(titles).to_have_text(["Slots", "Seals", "Fees"])
        page.reload()
        expect(titles).to_have_text(["Slots", "Seals", "Fees"])

        table.call(meeting, MeetingState.CONVENED)
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"/agendas/{agenda}/run")
        page.get_by_role("link", name="Open the meeting").click()  # nobody was sent the agenda
        page.get_by_role("button", name="Open it now all the same").click()
        page.goto(f"/agendas/{agenda}/run")
        expect(page.locator("#run")).to_contain_text("Close the meeting")
        for title in ("Slots", "Seals"):
            page.keyboard.press("n")
            expect(page.locator("#run h1")).to_have_text(title)
        page.locator("#all-items summary").click()
        with page.expect_response(lambda one: "seen=" in one.url) as polled:
            page.get_by_role("link", name="As it is now").evaluate(
                "one => htmx.trigger(one, 'click')"
            )
        assert polled.value.status == 204  # nothing changed: the list stays open, the focus there
        expect(page.locator("#all-items summary")).to_be_focused()
        page.locator("#all-items").get_by_role("button", name="Take up: Fees").click()
        expect(page.locator("#run h1")).to_have_text("Fees")
        expect(page.locator("#all-items")).to_have_attribute("open", "")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert faults(page) == {}
        page.keyboard.press("e")
        expect(page.locator("#run h1")).to_have_text("No item is being discussed")
        page.keyboard.press("p")
        expect(page).to_have_url(re.compile(f"/meetings/{meeting}/attendance"))
        context.close()
    assert complaints == []
