"""The editor of texts in a real browser: what it shows and sends is what the site stores."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.test_gallery import findings, sideways

pytestmark = pytest.mark.needs("browser")

STORED = (
    "<h3>Head</h3><p>a<br>b <strong>c</strong> <em>d</em> <del>e</del></p>"
    '<p><a href="https://example.org/?a=1&amp;b=2">link</a></p>'
    "<ul><li>x<ul><li>y<br>y</li></ul></li><li>z</li></ul><ol><li>1</li><li>2</li></ol>"
    "<blockquote><p>q</p><p>r</p></blockquote><p>سلام &lt;b&gt; 👩‍👩‍👧 &amp;amp;</p>"
)


@pytest.fixture
def write(open_page):
    """Open the page of a text and return it with its editor, ready to type."""

    def write(stored="", **how):
        language = how.pop("language", "en")
        page = open_page(f"/text?lang={language}&stored={quote(stored)}", **how)
        editor = page.locator("trix-editor[data-started]")
        editor.wait_for()
        return page, editor

    return write


def sent(page):
    page.get_by_role("button", name="Save").click()
    return page.locator("#sent").inner_text()


def test_a_stored_text_comes_back_as_it_was(write):
    page, _editor = write(STORED)
    assert sent(page) == STORED


def test_the_return_key_ends_a_paragraph_and_with_shift_a_line(write):
    page, editor = write("<p>first</p>")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("second")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("line")
    assert sent(page) == "<p>first</p><p>second<br>line</p>"


def test_lists_and_looks_are_made_from_the_toolbar(write):
    page, editor = write()
    editor.click()
    page.get_by_role("button", name="Bold").click()
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("Agreed")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bold").click()
    page.get_by_role("button", name="List", exact=True).click()
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Further in").click()
    page.keyboard.type("two")
    assert sent(page) == "<p><strong>Agreed</strong></p><ul><li>one<ul><li>two</li></ul></li></ul>"


def test_a_link_is_set_and_taken_away(write):
    page, editor = write("<p>see here</p>")
    editor.click()
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Link").click()
    page.get_by_label("Address of the link").fill("https://example.org/")
    page.get_by_role("button", name="Set the link").click()
    stored = '<p><a href="https://example.org/">see here</a></p>'
    assert sent(page) == stored
    page, editor = write(stored)
    editor.click()
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Link").click()
    page.get_by_role("button", name="Take the link away").click()
    assert sent(page) == "<p>see here</p>"


WORD = (
    "<html><head><style>p {margin:0}</style></head><body><p class=MsoNormal style='margin:0'>"
    "<b>Opening</b><o:p></o:p></p><ul><li>one</li></ul><table><tr><td><p>Customs</p></td>"
    "<td><p>June</p></td></tr></table><p onclick='go()'>end<img src=x onerror='go()'></p>"
)
COPY = """html => navigator.clipboard.write([
  new ClipboardItem({"text/html": new Blob([html], {type: "text/html"})})
])"""


def test_a_paste_from_word_keeps_words_lists_and_rows(write):
    page, editor = write()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, WORD)
    editor.click()
    page.keyboard.press("Control+v")
    expect(editor).to_contain_text("end")
    page.complaints.clear()  # the policy of the site refuses the styles of the paste, as it should
    assert sent(page) == (
        "<p><strong>Opening</strong></p><ul><li>one</li></ul><p>Customs | June</p><p>end</p>"
    )


def test_files_are_not_taken_in(write):
    page, editor = write("<p>a</p>")
    editor.click()
    page.evaluate(
        """() => document.querySelector("trix-editor").editor.insertFile(new File(["x"], "x.png"))"""
    )
    assert sent(page) == "<p>a</p>"


def test_each_paragraph_is_written_in_its_own_direction(write):
    _page, editor = write("<p>English</p><p>سلام</p>", language="ar")
    sides = editor.locator("p").evaluate_all(
        """all => all.map(p => { const range = document.createRange(); range.selectNodeContents(p);
        const text = range.getBoundingClientRect(), box = p.getBoundingClientRect();
        return text.left - box.left < box.right - text.right ? "left" : "right"; })"""
    )
    assert sides == ["left", "right"]


@pytest.mark.parametrize(("language", "width"), [("en", 1366), ("ar", 390)])
def test_axe_finds_nothing(write, language, width):
    page, editor = write(STORED, language=language, width=width)
    assert findings(page) == []
    page.get_by_role("button", name="Link").click()
    assert findings(page) == []
    assert sideways(page) <= 0
    assert editor.get_attribute("role") == "textbox"


def test_the_keyboard_reaches_the_tools_and_leaves_them(write):
    page, editor = write("<p>a</p>")
    page.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.title") == "Emphasis"
    page.get_by_text("Text of the minutes").click()
    expect(editor).to_be_focused()


def test_without_scripts_there_is_a_textarea(open_page):
    page = open_page(f"/text?stored={quote(STORED)}", scripts=False)
    area = page.get_by_label("Text of the minutes")
    area.fill(area.input_value() + "\n\n- added")
    page.get_by_role("button", name="Save").click()
    assert page.locator("#sent").inner_text() == STORED + "<ul><li>added</li></ul>"


def test_what_was_typed_is_not_lost_by_leaving(write):
    page, editor = write("<p>a</p>")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Cancel").click()
    assert asked == []
    page.go_back()
    page.locator("trix-editor[data-started]").click()
    page.keyboard.type("b")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Cancel").click(no_wait_after=True)
    assert asked == ["beforeunload"]
    assert "b" in editor.inner_text()
