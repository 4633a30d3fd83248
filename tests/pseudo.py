"""A made-up language, written from right to left, that shows which texts were forgotten.

Every text of the program becomes ⟦ب text⟧; what a page still shows without these brackets
never went through the catalogue.
"""

import io
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CODE = "ar_001"  # right to left, known to Babel, and nobody's own language
OPEN, CLOSE = "⟦ب ", "⟧"


def catalogue(folder):
    """Extract every text of the core and return the template of its catalogue."""
    template = folder / "messages.pot"
    command = [
        str(Path(sys.executable).with_name("pybabel")),
        "extract",
        "--mapping=pyproject.toml",
        f"--output-file={template}",
        "--no-location",
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with template.open("rb") as file:
        return read_po(file)


@cache
def compiled():
    """Return the made-up language as a file; reading the whole program for it takes a while."""
    with tempfile.TemporaryDirectory() as folder:
        words = catalogue(Path(folder))
    words.locale = CODE
    for message in words:
        if not message.id:
            continue
        if message.pluralizable:
            # As many as Arabic has: the catalogue itself remembers the two of its English template.
            forms = [wrap(message.id[0]), *[wrap(message.id[1])] * (get_plural(CODE)[0] - 1)]
            message.string = tuple(forms)
        else:
            message.string = wrap(message.id)
    file = io.BytesIO()
    write_mo(file, words)
    return file.getvalue()


def install(instance):
    """Put the made-up language into the instance folder."""
    target = instance / "translations" / CODE / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(compiled())


def wrap(text):
    return f"{OPEN}{text}{CLOSE}"


def is_translated(text, typed=()):
    """Tell whether nothing but marks, numbers and what people typed stands outside the brackets.

    A text may stand within another one, as a name in a sentence does.
    """
    for words in sorted(typed, key=len, reverse=True):
        text = text.replace(words, " ")
    outside, times = text, 1
    while times:
        outside, times = re.subn(r"⟦[^⟦⟧]*⟧", " ", outside)
    return not re.search(r"[A-Za-z]{2,}", outside)
