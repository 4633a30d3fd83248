"""The languages that are shipped: each translation can stand where its English text stands."""

import ast
import logging
import re
import runpy
from collections import Counter
from datetime import UTC, date, datetime
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages import pofile
from flask import render_template_string
from sources import everything_in

from ntfc import catalogues, config
from ntfc.errors import Misconfigured
from ntfc.meetings.rules.words import long_day

ROOT = Path(__file__).parent.parent
TOOL = runpy.run_path(str(ROOT / "docs" / "catalogues.py"))
SHIPPED = catalogues.shipped()[1:]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdr]")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Chair"\nmsgstr "{}"\n'


def edges(text):
    """Return the spaces at both ends: they keep a text apart from its neighbour."""
    return text[: len(text) - len(text.lstrip(" \n"))], text[len(text.rstrip(" \n")) :]


def numbers_of(catalogue):
    """Return how many numbers each plural form serves; in Arabic, three of them serve one only."""
    form = c2py(catalogue.plural_expr)
    return Counter(form(number) for number in range(1000))


def may_leave_out_the_number(message, index, serves):
    """Tell whether a form is so narrow that it may say “one seat”, or nothing of how many.

    It serves one number, as in Arabic; or none and one, as in French, where English says “a” too.
    """
    return serves[index] == 1 or (serves[index] == 2 and "%(num)" not in message.id[0])


def faults(message, serves):
    """Yield what is wrong with a translation; one that is not there yet is in order."""
    texts, forms = [
        [words] if isinstance(words, str) else list(words) for words in (message.id, message.string)
    ]
    if not any(forms):
        return
    if message.pluralizable and len(forms) != len(serves):
        yield "not every form of the plural"
    for index, told in enumerate(forms):
        like = texts[-1]
        if not told:
            yield f"form {index} is empty"
            continue
        wanted, found = set(PLACEHOLDER.findall(like)), set(PLACEHOLDER.findall(told))
        if message.pluralizable and may_leave_out_the_number(message, index, serves):
            wanted, found = wanted - {"num"}, found - {"num"}
        if wanted != found:
            yield f"placeholders {sorted(wanted ^ found)}"
        elif wanted:
            try:
                told % dict.fromkeys(PLACEHOLDER.findall(like), 1)
            except (ValueError, TypeError, KeyError) as error:
                yield f"cannot be filled: {error}"
        if sorted(TAG.findall(like)) != sorted(TAG.findall(told)):
            yield "other tags"
        if edges(like) != edges(told):
            yield "other spaces at the ends"


@pytest.mark.parametrize("code", SHIPPED)
def test_each_translation_can_stand_where_its_text_stands(code):
    catalogue = TOOL["read"](code)
    serves = numbers_of(catalogue)
    wrong = [
        f"{message.id!r}: {fault}"
        for message in catalogue
        if message.id
        for fault in [*faults(message, serves), *(["fuzzy"] if message.fuzzy else [])]
    ]
    assert not wrong, "\n".join(wrong)
    kept = TOOL["path_of"](code).read_text("utf-8")
    assert TOOL["written"](catalogue) == kept, f"run: python docs/catalogues.py {code}"


@pytest.mark.parametrize(
    ("text", "told", "fault"),
    [
        ("%(num)d of %(all)d", "%(all)d", "placeholders ['num']"),
        ("%(share)s of all", "100 % %(share)s", "cannot be filled"),
        ("<b>Now</b>", "<b>Jetzt", "other tags"),
        (" and ", "und", "other spaces"),
    ],
)
def test_what_cannot_stand_there_is_named(text, told, fault):
    catalogue = TOOL["Catalog"](locale="fr")
    assert next(iter(faults(catalogue.add(text, told), {}))).startswith(fault)
    one_form_missing = catalogue.add(("%(num)d seat", "%(num)d seats"), ("%(num)d siège", ""))
    assert "form 1 is empty" in [*faults(one_form_missing, {0: 2, 1: 998})]


def test_one_source_makes_one_file_whenever_it_is_compiled(tmp_path, monkeypatch):
    """By its bytes a plugin that was checked is known again, wherever it is unpacked next."""
    source = tmp_path / "fr" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO.format("Président"), "utf-8")
    made, read = set(), pofile.read_po
    for minute in range(2):

        def later(*words, moment=datetime(2026, 11, 21, 9, minute, tzinfo=UTC), **more):
            catalogue = read(*words, **more)
            catalogue.creation_date = catalogue.revision_date = moment
            return catalogue

        monkeypatch.setattr(pofile, "read_po", later)
        catalogues.compile_stale(tmp_path)
        made.add(source.with_suffix(".mo").read_bytes())
        source.with_suffix(".mo").unlink()
    assert len(made) == 1


def test_catalogues_are_compiled_when_their_source_is_another(tmp_path, caplog):
    source = tmp_path / "xx" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    for word in ("Vorsitz", "Leitung"):
        source.write_text(PO.format(word), "utf-8")
        catalogues.compile_stale(tmp_path)
        assert word.encode() in source.with_suffix(".mo").read_bytes()
    made = source.with_suffix(".mo").stat()
    catalogues.compile_stale(tmp_path)
    assert source.with_suffix(".mo").stat().st_ino == made.st_ino
    source.write_text('msgid "no end', "utf-8")
    with caplog.at_level(logging.WARNING):
        catalogues.compile_stale(tmp_path)
    assert "is no catalogue of translations" in caplog.text
    assert sorted(path.name for path in source.parent.iterdir()) == ["messages.mo", "messages.po"]


def test_a_language_without_translation_is_named_at_start_with_those_there_are(tmp_path):
    with pytest.raises(Misconfigured, match=r"names de, of which .* there are en, ar, fr "):
        config.load({"NTFC_INSTANCE": str(tmp_path), "NTFC_LANGUAGES": "en,de,fr_CA"})
    own = tmp_path / "translations" / "de" / "LC_MESSAGES" / "messages.po"
    own.parent.mkdir(parents=True)
    own.write_text(PO.format("Vorsitz"), "utf-8")
    asked = {"NTFC_INSTANCE": str(tmp_path), "NTFC_LANGUAGES": "de,fr_CA"}
    assert config.load(asked).languages == ("de", "fr_CA")


def test_no_text_hides_in_a_string_with_braces():
    """Python 3.11 does not show what stands there, so no translator would ever see it."""
    hidden = [
        f"{path}:{node.lineno}"
        for path in (ROOT / "ntfc").rglob("*.py")
        for string in everything_in(path)
        if isinstance(string, ast.JoinedStr)
        for node in ast.walk(string)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "ngettext")
    ]
    assert not hidden, "write it as labelled(…), or put the text into a variable first"


def test_the_language_is_switched_on_the_page_of_signing_in(make_app):
    client = make_app(languages=("en", "fr", "ar")).test_client()
    page = client.get("/sign-in").text
    assert "Français" in page
    assert "العربية" in page
    for code, heading, direction in (("fr", "Se connecter", "ltr"), ("en", "Sign in", "ltr")):
        client.post(
            "/language",
            data={"language": code, "next": "/sign-in"},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        page = client.get("/sign-in").text
        assert f'<html lang="{code}" dir="{direction}"' in page
        assert f"<h1>{heading}</h1>" in page


def test_the_first_of_a_month_reads_as_people_count_it(make_app):
    app = make_app(languages=("fr", "en"))
    told = []
    for code in ("fr", "en"):
        with app.test_request_context(headers={"Accept-Language": code}):
            page = "{{ first|dateformat('long') }}, {{ other|dateformat('long') }}"
            told.append(
                render_template_string(page, first=date(2026, 5, 1), other=date(2026, 5, 11))
            )
            told.append(long_day(date(2026, 5, 1)))
    assert told == ["1er mai 2026, 11 mai 2026", "ven. 1er mai 2026", *told[2:]]
    assert not [one for one in told[2:] if "1er" in one]


def test_a_button_says_what_to_do_and_a_value_stands_alone():
    """One text cannot serve a verb and a noun, nor a count alone and within a sentence."""
    french, arabic = TOOL["read"]("fr"), TOOL["read"]("ar")
    assert [french.get(text).string for text in ("Answer", "Answer given")] == [
        "Répondre",
        "Réponse",
    ]
    two = [arabic.get(f"%(num)d working day{rest}").string[2] for rest in ("", " in all")]
    assert two == ["يومي عمل", "يوما عمل"]


def test_french_has_its_own_signs_and_no_line_breaks_before_them():
    wrong = re.compile(
        r" [:;?!»]| %(?!\()|« |«(?!\N{NO-BREAK SPACE})|(?<!\N{NO-BREAK SPACE})»|'|[“”]"
    )
    told = [m.string for m in TOOL["read"]("fr") if m.id]
    forms = [form for told in told for form in ([told] if isinstance(told, str) else told)]
    assert not [form for form in forms if wrong.search(form)]


@pytest.fixture(scope="module")
def texts():
    """Return every text of the program; reading it takes a while."""
    return TOOL["template"]()


@pytest.mark.parametrize("code", SHIPPED)
def test_every_text_is_translated(code, texts):
    catalogue = TOOL["read"](code)
    catalogue.update(texts, no_fuzzy_matching=True)
    left = TOOL["missing"](catalogue)
    assert not left, f"run python docs/catalogues.py {code}, then translate: {left}"


def test_arabic_texts_are_written_in_arabic():
    """A French text in their place is a translation too, as far as all other tests can tell."""
    read = TOOL["read"]
    french = {message.id: message.string for message in read("fr") if message.id}
    arabic = re.compile(r"[\u0600-\u06ff]")
    foreign = [
        message.id
        for message in read("ar")
        if message.id
        and message.string != message.id
        and message.string == french.get(message.id)
        and not arabic.search(str(message.string))
        and re.search(r"[a-z]{3}", PLACEHOLDER.sub("", str(message.string)))
    ]
    assert foreign == []
