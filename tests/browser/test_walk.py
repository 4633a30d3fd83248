"""Every page of the site in a real browser: axe, both directions, phone and desk, no JavaScript."""

from contextlib import contextmanager

import pseudo
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from walking import pages

from tests.browser.conftest import NO_COLOURS, faults, faults_here, note, served

pytestmark = pytest.mark.needs("browser")

PAGES = [page for page in pages() if page.expected not in (302, 303)]
# Each page is opened twice, in what differs most: not in all ways. To look at colours takes longest:
# from right to left they are looked at on one page of each feature, the one that shows most of it.
SHOWN = {page.endpoint.partition(".")[0]: page for page in reversed(PAGES)} | {
    page.endpoint.partition(".")[0]: page for page in PAGES if page.endpoint.endswith(".show")
}
DESK, TELEPHONE = {"width": 1366, "height": 800}, {"width": 390, "height": 800}


def ids(page):
    return page.rule


@pytest.fixture(scope="module")
def address(walk):
    """The address of the world, served for as long as the tests of this file run."""
    with served(walk.app) as address:
        yield address


@pytest.fixture(scope="module")
def window(browser, address, walk):
    """Return a way to open a page of the walk as who may see it.

    Whatever the browser complains of fails the test. Who sees pages in one way keeps one window, as
    people do: styles and scripts are fetched once. Scripts are off while a page is opened without
    them; axe, which is one itself, then looks at what stands there.
    """
    windows, complaints = {}, []

    def window_of(language, scripts, visitor):
        context = browser.new_context(viewport=DESK if scripts else TELEPHONE)
        cookies = {"language": language}
        if not visitor:
            cookies["ntfc"] = walk.chief.get_cookie("ntfc").value
        if scripts:
            context.add_init_script(AXE_SCRIPT)
        context.add_cookies([{"name": n, "value": v, "url": address} for n, v in cookies.items()])
        opened = context.new_page()
        opened.on("console", lambda said: note(complaints, said))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        return opened, context.new_cdp_session(opened)

    @contextmanager
    def window(page, *, language="en", scripts=True):
        who = (language, scripts, page.for_visitors)
        windows[who] = opened, switch = windows.get(who) or window_of(*who)
        complaints.clear()
        switch.send("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        opened.goto(address + page.address(walk.app, walk.told))
        switch.send("Emulation.setScriptExecutionDisabled", {"value": False})
        yield opened
        assert complaints == []

    yield window
    for opened, _switch in windows.values():
        opened.context.close()


def test_what_looks_for_faults_finds_them(browser):
    page = browser.new_page()
    page.set_content("<html lang=en><title>Bad</title><main><h1>Bad</h1><input></main>")
    assert set(faults(page)) == {"1366: label", "390: label"}
    page.locator("h1").evaluate("heading => heading.style.width = '600px'")
    assert "390: runs over" in faults(page)
    page.close()


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_axe_finds_nothing_and_nothing_runs_over(window, page):
    with window(page) as opened:
        assert opened.evaluate("document.documentElement.dir") == "ltr"
        assert opened.evaluate("'htmx' in window"), "its scripts did not run"
        assert faults_here(opened) == {}


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_neither_from_right_to_left_on_a_telephone_without_scripts(window, page):
    with window(page, language=pseudo.CODE, scripts=False) as opened:
        assert opened.evaluate("document.documentElement.dir") == "rtl"
        assert opened.locator("h1").is_visible()
        assert opened.locator("h1").inner_text().strip()
        assert not opened.evaluate("'htmx' in window"), "its scripts ran"
        skipped = {} if page in SHOWN.values() else NO_COLOURS
        assert faults_here(opened, skipped) == {}
