"""The parts of the pages, seen and used in a real browser under the site's policy."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.conftest import LOOK
from tests.browser.gallery import ERRORS, REFERENCE
from tests.browser.gallery.words import SAMPLES

pytestmark = pytest.mark.needs("browser")

PAGES = ("/", "/?flashes=1", "/?visitor=1", "/parts", "/form", "/sign-in", "/refused")
LANGUAGES = ("en", "ar")
WIDTHS = (1366, 390)


def in_language(path, language):
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def findings(page):
    page.evaluate(AXE_SCRIPT)
    _over, violations = page.evaluate(LOOK, [True, {}])
    return violations


def sideways(page):
    return page.evaluate(LOOK, [False, {}])[0]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_runs_over(open_page, path, language, width):
    page = open_page(in_language(path, language), width=width)
    assert findings(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize("code", ERRORS)
def test_error_pages_are_accessible(open_page, code):
    page = open_page(f"/errors/{code}", width=390)
    assert findings(page) == []
    assert page.locator("[data-message]").inner_text().strip()


@pytest.mark.parametrize("width", WIDTHS)
def test_open_menus_are_accessible(open_page, width):
    page = open_page("/", width=width)
    page.locator(".menu-person summary").click()
    assert findings(page) == []
    assert sideways(page) <= 0


def test_a_wrong_form_keeps_what_was_typed_and_puts_the_cursor_on_the_first_fault(open_page):
    page = open_page("/form?flashes=1")
    page.get_by_label("E-mail").fill("a@example.org")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector(".form-errors")
    told = page.locator("#flashes").inner_text()
    assert SAMPLES["en"]["late"] in told
    assert SAMPLES["en"]["saved"] not in told  # of the act before: this one saved nothing
    assert page.evaluate("document.activeElement.name") == "name"
    assert page.get_by_label("E-mail").input_value() == "a@example.org"
    assert findings(page) == []


def test_a_wrong_form_works_without_scripts(open_page):
    page = open_page("/form", scripts=False)
    page.get_by_label("E-mail").fill("a@example.org")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_label("E-mail").input_value() == "a@example.org"
    page.get_by_role("link", name="Name of the body").click()
    page.keyboard.type("Working group")
    assert page.get_by_label("Name of the body").input_value() == "Working group"


def test_a_refusal_tells_every_reason_and_leaves_the_page(open_page):
    page = open_page("/parts")
    page.get_by_role("button", name="Answer 409").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    for reason in SAMPLES["en"]["reasons"]:
        assert reason in alert.inner_text()
    assert page.locator("#answer").inner_text() == "Nothing yet."
    alert.get_by_role("button", name="Close this message").click()
    assert page.get_by_role("alert").count() == 0


def test_a_success_changes_the_fragment_and_says_so(open_page):
    page = open_page("/parts")
    page.get_by_role("button", name="Answer 200").click()
    page.get_by_text("Done.").wait_for()
    assert SAMPLES["en"]["saved"] in page.locator("#flashes").inner_text()
    assert page.locator("#flashes").get_attribute("role") == "status"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (403, "secretariat"),
        (413, "choose a smaller file"),
        (429, "too many tries"),
        (500, REFERENCE),
    ],
)
def test_an_error_is_told_in_the_words_of_its_page(open_page, code, words):
    page = open_page("/parts")
    page.get_by_role("button", name=f"Answer {code}").click()
    page.get_by_role("alert").wait_for()
    assert words in page.get_by_role("alert").inner_text()
    assert page.locator("#answer").inner_text() == "Nothing yet."


def test_a_line_that_drops_is_told(open_page):
    page = open_page("/parts")
    page.context.set_offline(True)
    page.get_by_role("button", name="Answer 200").click()
    page.get_by_role("alert").wait_for()
    assert "the line may be down" in page.get_by_role("alert").inner_text()
    page.complaints.clear()  # the browser complains of the line, as it should


def test_menus_close_by_escape_and_by_a_click_elsewhere(open_page):
    page = open_page("/")
    menu = page.locator("details.menu-person")
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    menu.locator("summary").click()
    page.locator(".site-footer").click()
    assert menu.get_attribute("open") is None


def test_what_matters_is_asked_first(open_page):
    page = open_page("/parts")
    page.get_by_role("button", name="Ask first").click()
    dialog = page.get_by_role("dialog")
    assert "the person leaves it" in dialog.inner_text()
    assert findings(page) == []
    assert page.evaluate("document.activeElement.value") == "no"
    page.keyboard.press("Enter")
    assert page.url.endswith("/parts")
    page.get_by_role("button", name="Ask first").click()
    dialog.get_by_role("button", name="Yes, go on").click()
    page.wait_for_url("**/answer/200")


def test_what_was_typed_is_not_lost_by_leaving(open_page):
    page = open_page("/form")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("Name of the body").fill("Working group")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Cancel").click(no_wait_after=True)
    assert asked == ["beforeunload"]
    assert page.get_by_label("Name of the body").input_value() == "Working group"


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_phone_menu_works_without_scripts(open_page):
    page = open_page("/", width=390, scripts=False)
    page.locator("details.menu-phone summary").click()
    page.locator("details.menu-phone a", has_text="Committees").click()
    assert page.url.endswith("/1")


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_stand_open_where_there_is_room_and_behind_one_button_on_a_phone(
    open_page, scripts
):
    wide = open_page("/parts", width=1366, scripts=scripts)
    expect(wide.get_by_label("Level")).to_be_visible()
    expect(wide.locator(".filters summary")).to_be_hidden()
    phone = open_page("/parts", width=390, scripts=scripts)
    expect(phone.get_by_label("Level")).to_be_hidden()
    phone.get_by_text("2 filters set").click()
    expect(phone.get_by_label("Level")).to_be_visible()
