"""Every page of the site in a real browser: axe, both directions, phone and desk, no JavaScript."""

from contextlib import contextmanager

import pseudo
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from walking import pages

from tests.browser.conftest import faults, note, served

pytestmark = pytest.mark.needs("browser")

PAGES = [page for page in pages() if page.expected not in (302, 303)]
# Every page is looked at by axe from both sides and in both widths: not in all four ways.
TELEPHONE = {"width": 390, "height": 800}
LOOKED_AT = {"en": {1366}, pseudo.CODE: {390}}


def ids(page):
    return page.rule


@pytest.fixture(scope="module")
def address(walk):
    """The address of the world, served for as long as the tests of this file run."""
    with served(walk.app) as address:
        yield address


@pytest.fixture(scope="module")
def window(walker, address, walk):
    """Return a way to open a page of the walk as who may see it.

    Whatever the browser complains of fails the test. Who sees pages in one language keeps one
    window, as people do: styles and scripts are fetched once.
    """
    windows, complaints = {}, []

    def window_of(language, scripts, visitor):
        context = walker.new_context(java_script_enabled=scripts, viewport=TELEPHONE)
        cookies = {"language": language}
        if not visitor:
            cookies["ntfc"] = walk.chief.get_cookie("ntfc").value
        if scripts:
            context.add_init_script(AXE_SCRIPT)
        context.add_cookies([{"name": n, "value": v, "url": address} for n, v in cookies.items()])
        opened = context.new_page()
        opened.on("console", lambda said: note(complaints, said))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        return opened

    @contextmanager
    def window(page, *, language="en", scripts=True):
        who = (language, scripts, page.for_visitors)
        windows[who] = opened = windows.get(who) or window_of(*who)
        complaints.clear()
        if opened.viewport_size != TELEPHONE:
            opened.set_viewport_size(TELEPHONE)
        opened.goto(address + page.address(walk.app, walk.told))
        yield opened
        assert complaints == []

    yield window
    for opened in windows.values():
        opened.context.close()


def test_what_looks_for_faults_finds_them(browser):
    page = browser.new_page()
    page.set_content("<html lang=en><title>Bad</title><main><h1>Bad</h1><input></main>")
    assert set(faults(page)) == {"1366: label", "390: label"}
    page.locator("h1").evaluate("heading => heading.style.width = '600px'")
    assert "390: runs over" in faults(page)
    page.close()


@pytest.mark.parametrize("language", ["en", pseudo.CODE])
@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_axe_finds_nothing_and_nothing_runs_over(window, page, language):
    with window(page, language=language) as opened:
        direction = "rtl" if language == pseudo.CODE else "ltr"
        assert opened.evaluate("document.documentElement.dir") == direction
        assert faults(opened, LOOKED_AT[language]) == {}


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_stands_without_scripts(window, page):
    with window(page, scripts=False) as opened:
        assert opened.locator("h1").is_visible()
        assert opened.locator("h1").inner_text().strip()
        assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
