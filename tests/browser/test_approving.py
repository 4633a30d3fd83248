"""Both chairs approve from a phone: one page, one button, and the text is locked."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults, note, served

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]

PHONE = {"width": 390, "height": 844}
LONG = "".join(f"<p>The committee heard point {number} and went on.</p>" for number in range(40))


@pytest.fixture
def phone(app, browser, client_for):
    """Return a function that opens a page on a phone as a person."""
    contexts, complaints = [], []
    with served(app) as address:

        def phone(person_id, path):
            context = browser.new_context(base_url=address, viewport=PHONE, has_touch=True)
            contexts.append(context)
            token = client_for(person_id).get_cookie("ntfc").value
            context.add_cookies([{"name": "ntfc", "value": token, "url": address}])
            page = context.new_page()
            page.on("console", lambda said: note(complaints, said))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(path)
            return page

        yield phone
        for context in contexts:
            context.close()
    assert complaints == []


def test_both_chairs_approve_from_their_phones(phone, way):
    way.write(LONG)
    way.submit()
    for chair in way.chairs:
        page = phone(chair, "/")
        page.get_by_role("link", name="Read and approve").click()
        button = page.get_by_role("button", name="I approve this text")
        button.wait_for()
        page.wait_for_load_state()  # a page measured before its styles came is another page
        box = button.bounding_box()  # on the first screen, without scrolling
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= PHONE["height"]
        assert box["height"] >= 44
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]
        assert faults(page) == {}
        button.click()
        expect(page.locator("#flashes")).to_contain_text("You have approved this text.")
        expect(page.locator("#approvals")).to_contain_text("signed in")
        assert faults(page) == {}
    page.goto(f"/minutes/{way.minutes_id}/")
    expect(page.locator("main")).to_contain_text("It stays as it is")
    assert faults(page) == {}
