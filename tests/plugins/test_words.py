"""The words of each plugin in plugins/ in other languages: whole, and in the marks of each."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
CATALOGUES = sorted(ROOT.glob("plugins/*/*/translations/*/LC_MESSAGES/messages.po"))
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
TIDY = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def code_of(path):
    return path.parts[-3]


def texts_of(package):
    found = extract_from_dir(str(package), METHODS, TIDY)
    return {m if isinstance(m, str) else m[0] for _file, _line, m, *_rest in found}


def test_each_plugin_with_words_has_them_in_every_language():
    there = {(path.parts[-6], code_of(path)) for path in CATALOGUES}
    assert {code for _plugin, code in there} == {"ar", "fr"}
    assert len(there) == 2 * len({plugin for plugin, _code in there})


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-6]}-{code_of(path)}")
def test_each_text_has_its_words(path):
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code_of(path), abort_invalid=True)
    told = {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in catalogue if m.id}
    assert told.keys() == texts_of(path.parents[3]), "words are missing or left over"
    for text, words in told.items():
        for word in [words] if isinstance(words, str) else words:
            assert word, text
            if code_of(path) == "fr":
                assert not re.search(r" [:;!?»]|« ", word), word  # plain blanks may break a line
