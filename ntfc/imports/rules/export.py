"""Institutions as a file that can be imported again, and empty files to fill in."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ntfc import workbook
from ntfc.imports.rules import columns
from ntfc.imports.rules.columns import INSTITUTIONS, PEOPLE, TABLES, TITLES, Column, Words
from ntfc.organisations.rules import name_key
from ntfc.sheets import harmless


def rows(known: Iterable[Mapping[str, Any]], words: Words) -> list[list[str]]:
    """Return institutions as rows of text, by the columns of a file.

    Of several of one name only the last is told: a file that comes back could mean no other.
    """
    meant = {name_key(values["name"]): values for values in known}
    return [[columns.shown(c, v[c.key], words) for c in INSTITUTIONS] for v in meant.values()]


def as_csv(table: Sequence[Column], content: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file that spreadsheets open with the right letters and never run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([str(column.title) for column in table])
    writer.writerows([harmless(cell) for cell in row] for row in content)
    return out.getvalue().encode("utf-8-sig")


def as_workbook(words: Words, content: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook of institutions, with words to choose from."""
    headings = [str(column.title) for column in INSTITUTIONS]
    offered = [_offered(column, words) for column in INSTITUTIONS]
    return workbook.write([(str(TITLES["institutions"]), headings, content, offered)])


def template(words: Words) -> bytes:
    """Return an empty workbook: a sheet of institutions and one of people."""
    return workbook.write(
        (
            str(TITLES[name]),
            [str(column.title) for column in table],
            (),
            [_offered(column, words) for column in table],
        )
        for name, table in TABLES.items()
    )


def empty_csv(name: str) -> bytes:
    """Return an empty CSV file with the headings of one table."""
    return as_csv({"institutions": INSTITUTIONS, "people": PEOPLE}[name], ())


def _offered(column: Column, words: Words) -> list[str]:
    if column.list_name:
        return list(words.labels[column.list_name].values())
    if column.key == "size":
        return list(words.size_labels.values())
    return list(words.country_labels.values()) if column.key == "country" else []
