"""Every page of the site, in a world with something on each: its language, direction and forms.

What needs a browser (axe, sideways scrolling, no JavaScript) is in tests/browser/test_walk.py.
"""

import re
from collections import Counter

import pseudo
import pytest
from bs4 import BeautifulSoup
from test_i18n import untranslated
from walking import FILES, pages
from world import TYPED

PAGES = pages()


def ids(page):
    return page.rule


def opened(walk, page, **headers):
    client = walk.visitor() if page.for_visitors else walk.chief
    return client.get(page.address(walk.app, walk.told), headers=headers)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_runs_from_right_to_left_and_leaves_no_text_behind(walk, page):
    answer = opened(walk, page, **{"Accept-Language": "ar-001"})
    assert answer.status_code == page.expected, answer.text
    if answer.status_code in (302, 303):
        return
    assert '<html lang="ar-001" dir="rtl">' in answer.text
    assert untranslated(answer.text, TYPED) == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_has_one_heading_and_its_forms_work_without_scripts(walk, page):
    answer = opened(walk, page)
    if answer.status_code in (302, 303):
        return
    html = BeautifulSoup(answer.text, "html.parser")
    assert len(html.select("h1")) == 1
    assert html.select_one("main h1, .signin h1, h1").text.strip()
    assert html.title.text.strip(" ·")
    serving = {button["form"] for button in html.select("button[form]")}
    forms = {form.get("id") for form in html.select("form")}
    for form in html.select("form"):
        assert form.get("method") in ("get", "post", "dialog"), form
        assert form.get("action") or form["method"] == "dialog", form
        elsewhere = form.get("id") in serving  # in the lines that it serves
        assert form.select("button, input[type=submit]") or elsewhere, f"no button: {form}"
    for one in html.select("[form]"):
        assert one["form"] in forms, f"belongs to no form: {one}"
    for link in html.select("a"):
        assert link.get("href"), link
    for one in html.select("input[value], option[value], button[value]"):
        assert not re.fullmatch(r"[A-Z]\w+\.[A-Z_]+", one["value"]), f"no form takes this: {one}"
    named = Counter(element["id"] for element in html.select("[id]"))
    assert [name for name, times in named.items() if times > 1] == []


def test_the_files_are_served(walk):
    for rule in (rule for rule in FILES if "<" not in rule or "static" in rule):
        url = re.sub(r"<[^>]+>", "ntfc.css", rule)
        answer = walk.chief.get(url)
        assert answer.status_code == 200, url
        assert answer.mimetype != "text/html"


def test_the_made_up_language_is_the_one_under_test(walk):
    assert pseudo.OPEN in walk.chief.get("/", headers={"Accept-Language": "ar-001"}).text
