"""A real browser, and what it looks at: an application served, the gallery of all parts."""

import logging
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tests.browser.gallery import gallery

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
# The same Chromium without its window frame: it draws alike and costs a third, over hundreds of pages.
SHELL = ("/usr/bin/chromium-headless-shell", *CHROMIUM)
WIDTHS = (1366, 390)
# How far a page runs over, and what axe finds where it is to look. What its rules passed is not
# counted up: that takes most of the time.
LOOK = """async ([axes, rules]) => {
    const over = document.documentElement.scrollWidth - innerWidth;
    const asked = {resultTypes: ['violations'], rules};
    const found = axes ? await axe.run(document, asked) : {violations: []};
    return [over, found.violations.map(({id, nodes, help}) => [id, nodes.map(n => n.target), help])];
}"""
NO_COLOURS = {"color-contrast": {"enabled": False}}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    """The Chromium of this process: journeys go through it, and hundreds of pages are looked at."""
    place = next(place for place in SHELL if Path(place).exists())
    chromium = playwright.chromium.launch(executable_path=place, args=QUIET)
    yield chromium
    chromium.close()


@contextmanager
def served(app):
    """Serve an application on a free port, and yield the address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def gallery_url():
    """The address of a gallery that runs for as long as the tests do."""
    with served(gallery()) as address:
        yield address


@pytest.fixture
def open_page(browser, gallery_url):
    """Open an address of the gallery; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_page(path, *, width=1366, scripts=True):
        size = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.complaints = complaints
        page.on("console", lambda said: note(complaints, said))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(gallery_url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def note(complaints, said):
    # The browser and htmx also log an answer of 4xx or 5xx: here that is what the test asks for.
    expected = ("the server responded with a status", "Response Status Error Code")
    if said.type == "error" and not any(words in said.text for words in expected):
        complaints.append(said.text)


def faults(page):
    """Return what axe finds on a page and how far it runs over, on a desk and on a telephone."""
    found = {}
    for width in sorted(WIDTHS, key=lambda width: width != page.viewport_size["width"]):
        if width != page.viewport_size["width"]:
            page.set_viewport_size({"width": width, "height": 800})
        found |= faults_here(page)
    return found


def faults_here(page, rules=None):
    """Return what is wrong in the width of the window as it is; *rules* are settings of axe's.

    Where hundreds of pages are looked at, axe comes with each: it is not sent again.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    width, (over, violations) = (
        page.viewport_size["width"],
        page.evaluate(LOOK, [True, rules or {}]),
    )
    found = {f"{width}: {name}": (places, help_) for name, places, help_ in violations}
    return found | ({f"{width}: runs over": over} if over > 0 else {})


@pytest.fixture
def visit(app, browser):
    """Open a window for whoever has a cookie; whatever the browser complains of fails the test."""
    contexts, complaints = [], []
    with served(app) as here:
        address = here.replace("127.0.0.1", "localhost")

        def visit(cookie, **looks):
            context = browser.new_context(base_url=address, **looks)
            context.set_default_timeout(10_000)
            contexts.append(context)
            if cookie is not None:
                known = {"name": "ntfc", "value": cookie.value, "url": address}
                context.add_cookies([known])
            page = context.new_page()
            page.on("console", lambda said: note(complaints, said))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            return page

        yield visit
        for context in contexts:
            context.close()
    assert complaints == []
