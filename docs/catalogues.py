"""Brings the catalogues of translations up to date with the texts of the program.

`python docs/catalogues.py` for every language that is shipped, `python docs/catalogues.py fr` for
some of them; a code that is new begins a language. Nothing is guessed: a text that is new or reads
otherwise than before stands there without a translation.
"""

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from ntfc.cli import OWN, cli
from ntfc.commands import added, words

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "ntfc" / "translations"
# Lines of the head that say nothing here, or change with every run and make two people's work collide.
NOISE = re.compile(
    r'(?m)^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|'
    r"Last-Translator|Language-Team|Generated-By): .*\n"
)
HEAD = "# Translations of ntfc. How to work on them: docs/translating.md."


def template() -> Catalog:
    """Return every text of the program, with the places where it stands."""
    pybabel = Path(sys.executable).with_name("pybabel")
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder, "messages.pot")
        options = ["--quiet", "extract", "--mapping=pyproject.toml", f"--output-file={found}", "."]
        subprocess.run([pybabel, *options], cwd=ROOT, check=True)  # noqa: S603  -- our own words
        with found.open("rb") as file:
            texts = read_po(file)
    for text in helps():
        texts.add(text)
    return texts


def helps() -> Iterator[str]:
    """Yield what `ntfc --help` says, and that of each command."""
    yield from words.texts(cli)
    for name in (*OWN, *added.of_core()):
        command = cli.get_command(click.Context(cli), name)
        yield from words.texts(command) if command else ()


def path_of(code: str) -> Path:
    """Return the file that holds the translation into a language."""
    return FOLDER / code / "LC_MESSAGES" / "messages.po"


def read(code: str) -> Catalog:
    """Return the catalogue of a language; an empty one when it is new."""
    path = path_of(code)
    if not path.exists():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def written(catalogue: Catalog) -> str:
    """Return a catalogue as it is kept: in a stable order, without places, days and leftovers."""
    catalogue.header_comment, catalogue.fuzzy = HEAD, False
    file = io.BytesIO()
    write_po(file, catalogue, no_location=True, sort_output=True, ignore_obsolete=True)
    return NOISE.sub("", file.getvalue().decode())


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation, or not in every form of the plural."""
    rows = ((m.id, m.string) for m in catalogue if m.id)
    return [
        text if isinstance(text, str) else text[0]
        for text, told in rows
        if not told or (not isinstance(told, str) and not all(told))
    ]


def update(code: str, texts: Catalog) -> Catalog:
    """Bring one language up to date, and return it."""
    catalogue = read(code)
    catalogue.update(texts, no_fuzzy_matching=True)
    path_of(code).parent.mkdir(parents=True, exist_ok=True)
    path_of(code).write_text(written(catalogue), "utf-8")
    return catalogue


def main(codes: list[str]) -> None:
    """Update the languages *codes*, or all."""
    texts = template()
    for code in codes or sorted(path.name for path in FOLDER.iterdir()):
        left = len(missing(update(code, texts)))
        print(
            f"{code}: {left} of {len(texts)} texts are not translated"
            if left
            else f"{code}: complete"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
