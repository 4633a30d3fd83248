"""Reading and writing XLSX. Formulas are never calculated, and nothing is unpacked unseen."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ntfc.errors import Refused
from ntfc.i18n import _

# What a secretary can look over, and what a server can bear.
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_UNPACKED = 40 * 1024 * 1024  # a small archive can hold gigabytes
MOST_PARTS = 500
MOST_CELLS = 400_000  # two full sheets; empty cells count, for they take as long
MOST_TAGS = (
    500_000  # in sheets and their texts: 2,000 rows of 60 cells with a number or a text each
)
MOST_OTHER_TAGS = 40_000  # in styles, names and the rest

NOT_A_WORKBOOK = _("This file is not a workbook that can be read. Save it as XLSX or CSV.")
BROKEN = (
    zipfile.BadZipFile,
    DefusedXmlException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
)
TOO_LARGE = _("This file is far larger inside than it looks. Copy its rows into a new one.")
HINTS = "Lists"
OF_CELLS = ("worksheet+xml", "sharedStrings+xml")


@dataclass
class Count:
    """The cells of a file so far, in all its sheets; empty rows count too."""

    cells: int = 0

    def add(self, cells: int) -> None:
        self.cells += max(cells, 1)
        if self.cells > MOST_CELLS:
            raise Refused(TOO_LARGE)


def read(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """Return the visible sheets with their cells as text."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and hints that do not matter here
            values, formulas = _opened(content, data_only=True), _opened(content, data_only=False)
            visible = [name for name in values.sheetnames if values[name].sheet_state == "visible"]
            count = Count()
            return [(name, _rows(values[name], formulas[name], count)) for name in visible]
    except BROKEN:
        raise Refused(NOT_A_WORKBOOK) from None


def _opened(content: bytes, *, data_only: bool) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415  -- heavy, and seldom asked for

    return load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Look at what an archive declares, then at how much there is in it, before it is parsed.

    Eight kilobytes can hold a million cells in one row, or styles that take a minute to read.
    """
    parts = archive.infolist()
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise Refused(NOT_A_WORKBOOK)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)
    kinds = _kinds(archive)
    of_cells = others = 0
    for part in parts:
        if kinds.get(part.filename, "").endswith(OF_CELLS):
            of_cells += _tags(archive, part)
        elif part.filename in kinds or part.filename.endswith((".xml", ".rels")):
            others += _tags(archive, part)
        if of_cells > MOST_TAGS or others > MOST_OTHER_TAGS:
            raise Refused(TOO_LARGE)


def _kinds(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return what each part says it is: the reader finds styles and texts by that, not by name."""
    declared = archive.getinfo("[Content_Types].xml")
    if _tags(archive, declared) > MOST_OTHER_TAGS:
        raise Refused(TOO_LARGE)
    found: dict[str, str] = {}
    for entry in fromstring(archive.read(declared)):
        name, kind = entry.get("PartName", "").lstrip("/"), entry.get("ContentType", "")
        is_said_twice = found.get(name, kind) != kind
        found[name] = "" if is_said_twice else kind
    return found


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Count the signs that open a tag; they are the same byte in each way to write letters."""
    with archive.open(part) as stream:
        return sum(piece.count(b"<") for piece in iter(lambda: stream.read(2**16), b""))


def _rows(values: Any, formulas: Any, count: Count) -> list[list[str]]:
    """Read one row and one column more than allowed, so that too many are noticed.

    The size that a sheet claims is not believed: it is often far too large, or too small.
    """
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    limits = {"max_row": MOST_ROWS + 1002, "max_col": MOST_COLUMNS + 1}
    pairs = zip(values.iter_rows(**limits), formulas.iter_rows(**limits), strict=True)
    rows = []
    for row, twins in pairs:
        count.add(len(row))
        rows.append(_bare_row([_text(cell, twin) for cell, twin in zip(row, twins, strict=True)]))
    return rows


def _bare_row(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _text(cell: Any, twin: Any) -> str:
    value = cell.value
    if value is None and twin.value is not None:
        raise Refused(
            _(
                "Cell %(cell)s holds a formula without a result. Open the file, let it calculate, save it and try again.",
                cell=twin.coordinate,
            )
        )
    if cell.data_type == "e":
        raise Refused(
            _(
                "Cell %(cell)s holds the error %(error)s of a formula. Put it right, then try again.",
                cell=cell.coordinate,
                error=str(value),
            )
        )
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def write(
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]], Sequence[Sequence[str]]]],
) -> bytes:
    """Return a workbook. Each sheet: name, headings, rows, and per column the words to choose from.

    Cells are texts, numbers or days.
    """
    from openpyxl import Workbook  # noqa: PLC0415  -- as above

    book = Workbook()
    book.remove(book.worksheets[0])
    hints: list[Sequence[str]] = []
    for name, headings, rows, offered in sheets:
        sheet = book.create_sheet(name[:31])
        for number, row in enumerate((headings, *rows), 1):
            for column, text in enumerate(row, 1):
                _put(sheet.cell(number, column), text)
        _dress(sheet, len(headings))
        for column, words in enumerate(offered, 1):
            if words:
                hints.append(words)
                _offer(sheet, column, len(hints), len(words))
    lists = book.create_sheet(HINTS)
    lists.sheet_state = "hidden"
    for column, words in enumerate(hints, 1):
        for row_number, word in enumerate(words, 1):
            _put(lists.cell(row_number, column), word)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Any, value: Any) -> None:
    """Write text as text: a name that begins with = must not become a formula."""
    if isinstance(value, int | Decimal | date):
        cell.value = value
    elif value:
        cell.value = str(value)
        cell.data_type = "s"
        cell.quotePrefix = True


def _dress(sheet: Any, width: int) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415  -- as above

    sheet.freeze_panes = "A2"
    for column in range(1, width + 1):
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = 24


def _offer(sheet: Any, column: int, hint: int, count: int) -> None:
    """Let the spreadsheet offer the words of a list in a column, without insisting on them."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  -- as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    source, letter = get_column_letter(hint), get_column_letter(column)
    choice = DataValidation("list", formula1=f"{HINTS}!${source}$1:${source}${count}")
    choice.showErrorMessage = False
    choice.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(choice)
