"""Typed text: cleaned in one place, and no word is lost on the way."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from richtexts import any_html, any_text, plain_html

from ntfc.blocks import Block, Run
from ntfc.plaintext import as_text, from_text
from ntfc.richtext import LINE_ENDS, UNSEEN, clean, read, shown, words

patient = settings(deadline=None)  # a shared machine may pause at any moment
TAGS_AND_WORDS = [
    *("<p>", "</p>", "<div>", "<ul>", "<li>", "<b>", "</b>", "<td>", "<tr>", "<table>"),
    *("a", "ب", "c"),
]
SAID = re.compile(r"\w+")
COUNTED = re.compile(r"^\s*\d+\.(?: |$)", re.MULTILINE)  # what is left of a list is counted anew


def said(text):
    return SAID.findall(UNSEEN.sub("", LINE_ENDS.sub("\n", text)))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<div>a<br><br>b</div>", "<p>a</p><p>b</p>"),
        ("a <b>b</b> <i>c</i> <s>d</s>", "<p>a <strong>b</strong> <em>c</em> <del>d</del></p>"),
        ("<h1>Title</h1>text", "<h3>Title</h3><p>text</p>"),
        (
            "<blockquote>a<br>b<p>c</p></blockquote>",
            "<blockquote><p>a<br>b</p><p>c</p></blockquote>",
        ),
        (
            "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        ),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ol><li>a</ol><ul><li>b</ul>", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        ("<ul><ul><ul><li>deep</ul></ul></ul>", "<ul><li>deep</li></ul>"),
        ("<section>a</section><section>b</section>", "<p>a</p><p>b</p>"),
        ("<pre>a\n  b</pre>", "<p>a<br>b</p>"),
        ("<pre>a\u2028b\x0bc</pre>", "<p>a<br>b<br>c</p>"),
        ("   ", ""),
    ],
)
def test_every_html_becomes_the_same_few_elements(typed, stored):
    assert clean(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<script>go()</script>a", "<p>a</p>"),
        ("<p onclick=go() style='color:red' class=x id=y>a</p>", "<p>a</p>"),
        ("<a href='javascript:go()'>a</a>", "<p>a</p>"),
        ("<a href=' java\tscript:go()'>a</a>", "<p>a</p>"),
        ("<a href='data:text/html,x'>a</a>", "<p>a</p>"),
        ("<a href='/somewhere'>a</a>", "<p>a</p>"),
        ("<a href='http://[x'>a</a>", "<p>a</p>"),
        (
            "<a href='https://x.org/?a=1&b=\"' onclick=x>a</a>",
            '<p><a href="https://x.org/?a=1&amp;b=&quot;">a</a></p>',
        ),
        ("<img src=x onerror=go()>a", "<p>a</p>"),
        ("<svg><style>x</style><p>a", "<p>a</p>"),
        ("<iframe src=x>a</iframe>", "<p>a</p>"),
        ("&lt;script&gt;go()&lt;/script&gt;", "<p>&lt;script&gt;go()&lt;/script&gt;</p>"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=go()>", ""),
        ("a\u202eb\x00c\ud800d", "<p>abcd</p>"),
    ],
)
def test_nothing_that_acts_comes_through(typed, stored):
    assert clean(typed) == stored


WORD = """<html xmlns:o="urn:x"><head><title>Minutes</title><style>p.MsoNormal {margin:0}</style></head>
<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><body lang=EN-GB>
<!--StartFragment--><p class=MsoNormal><b><span style='font-size:14.0pt'>1. Opening<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>The single
window</p>
<table class=MsoTable><tr><td><p class=MsoNormal>Customs</p></td><td><p>&nbsp;</p></td><td><p>June</p></td></tr>
<tr><td><p>Chamber</p></td><td><p>asked</p><p>twice</p></td></tr></table><!--EndFragment--></body></html>"""


def test_a_paste_from_word_keeps_its_words_and_lists_and_rows():
    assert clean(WORD) == (
        "<p><strong>1. Opening</strong></p><ul><li>The single window</li></ul>"
        "<p>Customs | June</p><p>Chamber | asked twice</p>"
    )


def test_two_hundred_pages_from_word_come_through_whole():
    page = "".join(
        f"<p class=MsoNormal style='margin:0'><span lang=AR dir=RTL>الفقرة {n} 🇯🇴 \u200f</span><o:p></o:p></p>"
        for n in range(12)
    )
    stored = clean(page * 200)
    assert len(read(stored)) == 2400
    assert said(words(stored)) == said(re.sub("<[^>]*>", " ", page)) * 200
    assert clean(stored) == stored


def test_nesting_without_end_takes_no_time_and_no_word():
    assert clean("<div>" * 50_000 + "word") == "<p>word</p>"
    assert clean("<b>" * 50_000 + "word") == "<p>word</p>"


def test_marks_of_direction_and_joined_emoji_stay():
    text = "\u200f\u0645\u0631\u062d\u0628\u0627\u061c \u200e(EU)\u200e \U0001f469\u200d\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert clean(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_a_page_lets_every_paragraph_find_its_direction():
    page = str(shown(clean("<p>a</p><ul><li>ب</li></ul>&lt;p&gt;")))
    assert page == (
        '<p dir="auto">a</p><ul dir="auto"><li dir="auto">ب</li></ul><p dir="auto">&lt;p&gt;</p>'
    )


@patient
@given(any_html)
def test_a_clean_text_stays_as_it_is(html):
    assert clean(html) == html


@patient
@given(any_text)
def test_whatever_is_sent_can_be_cleaned_and_stays_clean(anything):
    assert clean(clean(anything)) == clean(anything)


@patient
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<ul>",
                "<li>",
                "<b>",
                "</b>",
                "<td>",
                "<tr>",
                "<table>",
                "a",
                "ب",
                "c",
            ]
        )
    )
)
def test_words_between_any_tags_come_through(parts):
    """All of them: a browser, and so the cleaning, puts words out of a table before the table."""
    letters = [part for part in parts if "<" not in part]
    assert sorted(re.findall(r"\w", words(clean("".join(parts))))) == sorted(letters)


def test_a_text_can_be_taken_apart_for_whoever_makes_a_paper_of_it():
    assert read("<ol><li>a <em>b</em></li></ol>") == (
        Block("number", (Run("a "), Run("b", frozenset({"em"}))), 0),
    )


# --- Without scripts: a textarea --------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("One.\nTwo.\n\nThree.", "<p>One.<br>Two.</p><p>Three.</p>"),
        (
            "Agreed:\n- to meet\n- to write\n\nClosed.",
            "<p>Agreed:</p><ul><li>to meet</li><li>to write</li></ul><p>Closed.</p>",
        ),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("1. a\n\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n5. b", "<p>3. a</p><p>5. b</p>"),
        ("• a\r\n– b", "<ul><li>a</li><li>b</li></ul>"),
        ("2026. A year", "<p>2026. A year</p>"),
        ("-5 degrees", "<p>-5 degrees</p>"),
        ("<b>not bold</b>", "<p>&lt;b&gt;not bold&lt;/b&gt;</p>"),
        (" \n\n ", ""),
    ],
)
def test_what_is_typed_in_a_textarea_becomes_paragraphs_and_lists(typed, stored):
    assert from_text(typed) == stored


def test_a_textarea_shows_lists_quotations_and_addresses():
    html = (
        '<h3>Title</h3><p>a<br>b <a href="https://x.org/y">here</a></p>'
        "<ol><li>one<ul><li>in<br>it</li></ul></li><li>two</li></ol><blockquote><p>q</p></blockquote>"
    )
    assert as_text(html) == (
        "Title\n\na\nb here (https://x.org/y)\n\n1. one\n  - in\n    it\n2. two\n\nq"
    )


def test_a_paragraph_that_was_not_touched_keeps_its_look():
    before = "<h3>Head</h3><p>The <strong>bold</strong> word</p><p>an <em>old</em> one</p>"
    typed = as_text(before).replace("an old one", "a new one") + "\n\n- added"
    assert from_text(typed, before) == (
        "<h3>Head</h3><p>The <strong>bold</strong> word</p><p>a new one</p><ul><li>added</li></ul>"
    )


@patient
@given(any_html)
def test_a_textarea_that_was_not_touched_changes_nothing(html):
    assert from_text(as_text(html), html) == html


@patient
@given(plain_html)
def test_a_paragraph_added_leaves_the_look_of_all_others(html):
    typed = f"{as_text(html)}\n\nadded".strip()
    assert from_text(typed, html) == html + "<p>added</p>"


@patient
@given(any_text)
def test_no_word_typed_in_a_textarea_is_lost(typed):
    stored = from_text(typed)
    assert clean(stored) == stored
    assert said(as_text(stored)) == said(typed)


@patient
@given(any_html, st.data())
def test_no_word_typed_over_a_stored_text_is_lost(html, data):
    lines = as_text(html).split("\n")
    first = data.draw(st.integers(0, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    typed = "\n".join([*lines[:first], *data.draw(st.lists(any_text, max_size=2)), *lines[last:]])
    stored = from_text(typed, html)
    assert clean(stored) == stored
    assert said(COUNTED.sub("", as_text(stored))) == said(COUNTED.sub("", typed))
