"""Reading an uploaded file into sheets of plain text, whatever program wrote it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ntfc import workbook
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.typed import storable
from ntfc.workbook import MOST_COLUMNS, MOST_ROWS

ENCODINGS = {
    "utf-8": _("Unicode (UTF-8)"),
    "cp1252": _("Western (Windows-1252)"),
    "cp1256": _("Arabic (Windows-1256)"),
}
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
WIDE = (b"\xff\xfe", b"\xfe\xff")  # marks of letters of two bytes each
NO_TABLES = (b"%pdf", b"{\\rtf", b"<!doctype", b"<html", b"<?xml")
SIGNS_OF_PROGRAMS = bytes({*range(1, 9), 11, 12, *range(14, 32)})  # nobody types them
NOT_A_TABLE = _(
    "This file is neither a workbook nor a table of text. Save the list as XLSX or CSV, then try again."
)
DANGEROUS = tuple("=+-@\t\r'")  # what a spreadsheet would run, and the sign that keeps it from that
RUNS = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True)
class Sheet:
    """One table: its headings, and its rows with the numbers that a spreadsheet shows."""

    name: str
    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read(content: bytes, encoding: str = "") -> list[Sheet]:
    """Return the sheets of a CSV or XLSX file, or refuse it with a sentence that says why."""
    if not content.strip():
        raise Refused(_("The file is empty."))
    if content.startswith(OLD_EXCEL):
        raise Refused(_("This is a file of an old Excel. Save it as XLSX or CSV, then try again."))
    if content.startswith(ZIP):
        return [_sheet(name, rows) for name, rows in workbook.read(content)]
    if _is_no_text(content):
        raise Refused(NOT_A_TABLE)
    return [_sheet("", _csv_rows(_decoded(content, encoding)))]


def _is_no_text(content: bytes) -> bool:
    """Tell whether a file is a document, a picture or a part of an archive, whatever its name."""
    start = content[:4096]
    if start.startswith(WIDE):
        return False
    strange = len(start) - len(start.translate(None, SIGNS_OF_PROGRAMS))
    return start.lstrip().lower().startswith(NO_TABLES) or strange > max(8, len(start) // 50)


def _sheet(name: str, rows: Iterable[list[str]]) -> Sheet:
    """Return a table of its rows that say anything; of too many no more is kept than needed."""
    numbered: list[tuple[int, list[str]]] = []
    found = 0
    for number, row in enumerate(rows, 1):
        if not any(map(str.strip, row)):
            continue
        if len(row) > MOST_COLUMNS:
            raise Refused(_("The file has more than %(most)s columns.", most=MOST_COLUMNS))
        found += 1
        if found <= MOST_ROWS + 1:
            numbered.append((number, [storable(cell) for cell in row]))
    if found > MOST_ROWS + 1:
        raise Refused(
            _(
                "The file has %(found)s rows; at most %(most)s can be imported at once. Cut it into several files.",
                found=found - 1,
                most=MOST_ROWS,
            )
        )
    if not numbered:
        return Sheet(name, [], [])
    (_first, headings), *rest = numbered
    return Sheet(name, headings, rest)


def _decoded(content: bytes, encoding: str) -> str:
    for mark, known in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            encoding = known
    chosen = encoding or recognised(content)
    try:
        return content.decode(chosen)
    except UnicodeDecodeError:
        raise Refused(
            _(
                "The letters of this file cannot be read as %(encoding)s. Save it as “CSV UTF-8” or as XLSX, or choose another character set.",
                encoding=ENCODINGS.get(chosen, chosen),
            )
        ) from None


def recognised(content: bytes) -> str:
    """Tell in which encoding a file without mark is written.

    What is valid UTF-8 with foreign letters is hardly anything else. Otherwise: an Arabic word is
    a run of high bytes, while an accent of a Western language stands alone among plain letters.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        runs = RUNS.findall(content)
        in_words = sum(len(run) for run in runs if len(run) > 1)
        return "cp1256" if 2 * in_words > sum(map(len, runs)) else "cp1252"
    return "utf-8"


def _csv_rows(text: str) -> Iterator[list[str]]:
    separator, text = _separator(text)
    csv.field_size_limit(200_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from ([_bare(cell) for cell in row] for row in reader)
    except csv.Error:
        raise Refused(
            _(
                "Line %(line)s of the file cannot be read: a quotation mark is missing or stands in a wrong place, or a cell is too long.",
                line=reader.line_num,
            )
        ) from None


def _separator(text: str) -> tuple[str, str]:
    """Return the sign between the cells, and the text without the line in which Excel names it."""
    first, _end, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    line = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max(",;\t", key=line.count), text


def _bare(cell: str) -> str:
    """Take off the apostrophe with which our export keeps a spreadsheet from running a cell."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(DANGEROUS) else cell


def harmless(cell: str) -> str:
    """Return *cell* so that a spreadsheet shows it and never runs it; reading takes it back."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
