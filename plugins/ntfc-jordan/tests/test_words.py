"""The words of the plugin in other languages: whole, and in the marks of each."""

import re
from pathlib import Path

import ntfc_jordan
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

PACKAGE = Path(ntfc_jordan.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
TIDY = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


@pytest.fixture(scope="module")
def texts():
    found = extract_from_dir(str(PACKAGE), METHODS, TIDY)
    return {m if isinstance(m, str) else m[0] for _file, _line, m, *_rest in found}


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_each_text_has_its_words(texts, code):
    path = PACKAGE / "translations" / code / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code, abort_invalid=True)
    told = {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in catalogue if m.id}
    assert told.keys() == texts, "words are missing or left over"
    for text, words in told.items():
        for word in [words] if isinstance(words, str) else words:
            assert word, text
            if code == "fr":
                assert not re.search(r" [:;!?»]|« ", word), word  # plain blanks may break a line
