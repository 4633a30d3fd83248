"""What every template keeps to: works without JavaScript, runs under the site's policy, one look."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [ROOT / "templates", *ROOT.glob("plugins/*/*/templates")]
PARTS_ONLY = {"_field.html", "_macros.html"}
EVERY = sorted(path for folder in FOLDERS for path in folder.rglob("*.html"))
FRAGMENTS = [p for p in EVERY if p.name.startswith("_") and p.name not in PARTS_ONLY]
SPRITE = (ROOT / "ntfc/static/vendor/icons.svg").read_text(encoding="utf-8")
SHEETS = sorted((ROOT / "ntfc/static").glob("*.css"))

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
MACRO = re.compile(r"\{%-?\s*macro\b.*?endmacro\s*-?%\}", re.DOTALL)
STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
WRITES = ("hx-post", "hx-put", "hx-patch", "hx-delete")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


def html_of(text):
    """The HTML of a template; a value becomes a word, so that attributes stay whole."""
    return VALUE.sub("value", STATEMENT.sub(" ", COMMENT.sub("", text)))


class Reader(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.roots, self._depth = [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if self._depth == 0:
            self.roots.append((tag, dict(attrs)))
        if tag not in VOID:
            self._depth += 1

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, _tag):
        self._depth -= 1


def faults(text):
    """What is wrong with one template, in words."""
    return [fault for tag, attrs in Reader(html_of(text)).tags for fault in faults_of(tag, attrs)]


def faults_of(tag, attrs):
    writes = [name for name in WRITES if name in attrs]
    if writes and (tag != "form" or attrs.get("method") != "post" or "action" not in attrs):
        yield f"<{tag} {writes[0]}> needs to be a form with method=post and action"
    if "hx-get" in attrs and not ({"href", "action"} & set(attrs)):
        yield f"<{tag} hx-get> needs an href"
    if tag == "style" or (tag == "script" and "src" not in attrs):
        yield f"<{tag}> stands in the page"
    for name in attrs:
        if name == "style" or name.startswith(("on", "hx-on")):
            yield f"<{tag} {name}=…> is refused by the policy"


def named(path):
    return str(path.relative_to(ROOT))


def found(look, paths=EVERY):
    """Return what a look finds in templates, by the name of each."""
    seen = {named(path): look(path.read_text(encoding="utf-8")) for path in paths}
    return {name: faults for name, faults in seen.items() if faults}


def test_a_template_works_without_javascript_and_under_the_policy():
    assert found(faults) == {}


@pytest.mark.parametrize(
    "text",
    [
        '<form hx-post="/x"></form>',
        '<form method="post" hx-post="/x"></form>',
        '<button hx-post="/x">Go</button>',
        '<a hx-get="/x">Go</a>',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<p style="color: red">x</p>',
        '<p onclick="go()">x</p>',
        '<p hx-on:click="go()">x</p>',
    ],
)
def test_the_reader_sees_what_it_looks_for(text):
    assert faults(text)


def test_a_fragment_has_one_root_with_an_id():
    """Because htmx swaps one element."""

    def other_roots(text):
        roots = Reader(html_of(MACRO.sub("", text))).roots
        return (
            [] if len(roots) == 1 and "id" in roots[0][1] else [tag for tag, _ in roots] or ["none"]
        )

    assert found(other_roots, FRAGMENTS) == {}


def test_a_template_can_be_read_by_jinja():
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in EVERY:
        environment.parse(path.read_text(encoding="utf-8"), filename=named(path))


def test_a_page_has_a_title():
    layouts = {"base.html", "signin_layout.html", "page.html"}  # others say of what
    pages = [path for path in EVERY if path.name not in layouts]
    assert found(lambda t: "{% extends" in t and "{% block title %}" not in t, pages) == {}


def test_a_sentence_of_the_program_runs_in_the_direction_of_its_language():
    """Not of its first letter, which may be that of a name."""
    sentence = re.compile(r'dir="auto"[^>]*>\s*\{\{\s*(?:n?_|ngettext|reasons?|obstacle|hint)\b')
    assert found(sentence.findall) == {}


def test_icons_are_in_the_sprite():
    def missing(text):
        used = re.findall(r"""\bicon\(["']([a-z0-9-]+)["']""", text)
        return [name for name in used if f'id="{name}"' not in SPRITE]

    assert found(missing) == {}


def test_words_are_calm():
    def loud(text):
        words = re.findall(r"""_\(\s*(["'])(.*?)\1""", text, re.DOTALL)
        return [word for _quote, word in words if "!" in word]

    assert found(loud) == {}


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_a_stylesheet_knows_neither_left_nor_right(sheet):
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    sided = r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|[\s;{](?:left|right)\s*:"
    assert re.findall(sided, rules) == []
    assert re.findall(r"(?:text-align|float|clear):\s*(?:left|right)", rules) == []
    four = r"(?:margin|padding|inset):\s*([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+);"
    assert [values for values in re.findall(four, rules) if values[1] != values[3]] == []


def test_the_script_says_no_words_of_its_own():
    script = (ROOT / "ntfc/static/ntfc.js").read_text(encoding="utf-8")
    code = re.sub(r"//.*", "", script)
    assert re.findall(r"[\"'][A-Z][^\"']* [^\"']*[\"']", code) == []
    assert re.findall(r"\beval\(|new Function|innerHTML\s*=|document\.write", code) == []
