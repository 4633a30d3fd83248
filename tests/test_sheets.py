import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ntfc import sheets, workbook
from ntfc.errors import Refused

CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30
)
NASTY = st.one_of(
    CELLS,
    st.sampled_from(
        [
            "=1+1",
            "+962 6 5",
            "-",
            "@a",
            "'",
            "''=x",
            "'=x",
            'a"b',
            "a,b;c\td",
            "a\nb",
            "غرفة",
            "_x0041_",
        ]
    ),
).map(str.strip)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(NASTY, min_size=width, max_size=width), max_size=6)
)


def saved(*rows, **cells):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def why(content, encoding=""):
    with pytest.raises(Refused) as refused:
        sheets.read(content, encoding)
    return str(refused.value.reasons[0])


def test_the_reader_of_workbooks_is_the_one_that_expands_no_entities():
    assert openpyxl.DEFUSEDXML


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_separator_is_recognised(separator):
    content = (
        separator.join(["Name", "Code", "Kind"]) + "\n" + separator.join(['"a, b; c"', "1", "x"])
    )
    sheet = sheets.read(content.encode())[0]
    assert sheet.headings == ["Name", "Code", "Kind"]
    assert sheet.rows == [(2, ["a, b; c", "1", "x"])]


def test_the_line_in_which_excel_names_the_separator_is_no_row():
    assert sheets.read(b"sep=;\r\nName;Code\r\na;1\r\n")[0].headings == ["Name", "Code"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_letters_arrive(encoding):
    text = "الاسم,الرمز\nغرفة تجارة عمان,12\n"
    sheet = sheets.read(text.encode(encoding))[0]
    assert sheet.headings == ["الاسم", "الرمز"]
    assert sheet.rows == [(2, ["غرفة تجارة عمان", "12"])]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_western_letters_arrive(encoding):
    text = "Nom;Siège\nSociété générale d’élevage;Abidjan\n"
    sheet = sheets.read(text.encode(encoding))[0]
    assert sheet.rows == [(2, ["Société générale d’élevage", "Abidjan"])]


def test_a_chosen_character_set_is_used():
    assert sheets.read("é".encode("cp1252"), "cp1256")[0].headings == [
        "é".encode("cp1252").decode("cp1256")
    ]


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    sheet = sheets.read(b'Name\n"a\nb"\n\nc\n')[0]
    assert sheet.rows == [(2, ["a\nb"]), (4, ["c"])]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"PK\x03\x04broken", "not a workbook"),
        (b"PK\x05\x06" + bytes(18), "not a workbook"),
        (b"%PDF-1.7\n1 0 obj", "neither a workbook nor a table"),
        (b"\n<html><table>", "neither a workbook nor a table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(64)), "neither a workbook nor a table"),
        (saved(["Name"], ["Amal"])[40:], "neither a workbook nor a table"),
        (b'Name\n"a', "or a cell is too long."),
        (b"a\x81b", "UTF-8"),
        (b"Name\n" + b"a\n" * 2001, "2001 rows"),
        (b"Name\n" + b"a,b,c,d,e,f,g,h\n" * 200_000, "200000 rows"),
        (b"," * 61 + b"a", "60 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, sentence, app):
    with app.test_request_context():
        assert sentence in why(content)


def test_words_that_begin_like_a_file_are_words():
    assert sheets.read(b"PKW,Name\n%,a\n")[0].headings == ["PKW", "Name"]
    wide = "Name\nأمل\n".encode("utf-16")
    assert sheets.read(wide)[0].rows == [(2, ["أمل"])]


def test_the_largest_file_is_read():
    assert len(sheets.read(b"Name\n" + b"a\n" * 2000)[0].rows) == 2000


def test_numbers_days_and_yes_arrive_as_a_person_reads_them():
    content = saved(
        ["a"] * 6,
        [962, 962.0, 1.5, date(2026, 4, 3), datetime.fromisoformat("2026-04-03T09:30"), True],
    )
    assert sheets.read(content)[0].rows[0][1] == [
        "962",
        "962",
        "1.5",
        "2026-04-03",
        "2026-04-03T09:30:00",
        "1",
    ]


def with_cached(content, cached):
    """Put a result beside the formula of B2, as Excel does."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = (
                    part.replace(b"<v></v>", cached)
                    .replace(b"<v />", cached)
                    .replace(b"<v/>", cached)
                )
            target.writestr(name, part)
    return out.getvalue()


def test_a_formula_is_taken_by_the_result_that_was_saved():
    content = with_cached(saved(["a", "b"], ["x", "=1+1"]), b"<v>41</v>")
    assert sheets.read(content)[0].rows == [(2, ["x", "41"])]


def test_a_formula_without_result_is_refused_by_its_place(app):
    with app.test_request_context():
        assert "B2" in why(saved(["a", "b"], ["x", "=1+1"]))


def test_the_error_of_a_formula_is_refused_by_its_place(app):
    with app.test_request_context():
        assert "A2" in why(saved(["a"], ["#REF!"]))


def test_hidden_sheets_are_left_alone():
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.create_sheet("Lists").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [sheet.headings for sheet in sheets.read(out.getvalue())] == [["Name"]]


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def test_an_archive_that_swells_is_never_unpacked(app, monkeypatch):
    bomb = packed({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    with app.test_request_context():
        assert "larger inside" in why(bomb)
        assert "larger inside" in why(
            packed({"xl/workbook.xml": b""} | {f"{n}": b"" for n in range(600)})
        )


def with_part(content, name, old, new):
    """Replace something in one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {each: source.read(each) for each in source.namelist()}
    assert old in parts[name]
    return packed(parts | {name: parts[name].replace(old, new)})


SHEET, END = "xl/worksheets/sheet1.xml", b"</sheetData>"
CROWDS = {
    "one row of countless cells": (
        SHEET,
        END,
        b'<row r="2">' + b"<c/>" * 800_000 + b"</row>" + END,
    ),
    "countless rows": (SHEET, END, b"<row/>" * 800_000 + END),
    "in another alphabet of bytes": (SHEET, END, (b"<" + b"\0c\0/\0>\0") * 800_000 + END),
    "countless styles": ("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 60_000 + b"</cellXfs>"),
    "countless names": ("xl/workbook.xml", b"</sheets>", b"</sheets>" + b"<a/>" * 60_000),
}


@pytest.mark.parametrize("crowd", CROWDS)
def test_a_workbook_of_countless_parts_is_refused_before_it_is_parsed(app, monkeypatch, crowd):
    bomb = with_part(saved(["Name"], ["a"]), *CROWDS[crowd])
    assert len(bomb) < 100_000
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    with app.test_request_context():
        assert "larger inside" in why(bomb)


def test_cells_that_are_only_claimed_are_counted_and_refused_early(app, monkeypatch):
    book = openpyxl.Workbook()
    for number in range(30):
        book.create_sheet(f"Sheet {number}")["BH2900"] = "far away"
    out = io.BytesIO()
    book.save(out)
    seen = []
    monkeypatch.setattr(workbook, "_text", lambda cell, _twin: seen.append(cell) or "")
    with app.test_request_context():
        assert "larger inside" in why(out.getvalue())
    assert len(seen) <= workbook.MOST_CELLS + workbook.MOST_COLUMNS + 1


def test_a_workbook_with_all_that_is_allowed_is_read():
    rows = [[f"{number} {column}" for column in range(8)] for number in range(2000)]
    assert len(sheets.read(saved(["Name"] * 8, *rows))[0].rows) == 2000


def test_empty_rows_of_a_text_file_are_not_kept():
    (sheet,) = sheets.read(b"Name\n" + b",,\n" * 300_000 + b"a\n")
    assert sheet.rows == [(300_002, ["a"])]


def test_what_no_database_stores_is_left_out_of_cells_and_headings():
    sheet = sheets.read(b"Na\x00me\nAm\x00al\n")[0]
    assert (sheet.headings, sheet.rows) == (["Name"], [(2, ["Amal"])])


def test_entities_that_multiply_are_refused(app):
    content = saved(["Name"], ["a"])
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, evil if name == "xl/worksheets/sheet1.xml" else source.read(name))
    with app.test_request_context():
        assert "not a workbook" in why(out.getvalue())


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "'x", "'=x"])
def test_no_cell_of_ours_begins_with_what_a_spreadsheet_runs(cell):
    assert sheets.harmless(cell).startswith("'")


@settings(deadline=None)
@given(TABLES)
@example([["_x0041_", "=1+1"]])
def test_whatever_a_workbook_of_ours_holds_is_read_back(rows):
    width = len(rows[0]) if rows else 1
    content = workbook.write([("Sheet", ["h"] * width, rows, [[]] * width)])
    read = sheets.read(content)[0]
    assert read.headings == ["h"] * width
    padded = {number: cells + [""] * (width - len(cells)) for number, cells in read.rows}
    for number, row in enumerate(rows, 2):
        assert padded.get(number, [""] * width) == row
