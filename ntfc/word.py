"""The same papers as Word files, for those who work on in Word: real headings, lists and tables.

Drawn from the model of paper.py, so that no paper says one thing in PDF and another in Word.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx as library
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from ntfc.blocks import Run
from ntfc.directions import runs_as
from ntfc.i18n import _
from ntfc.paper import (
    Block,
    Bullets,
    Heading,
    NewPage,
    Note,
    Numbers,
    Paper,
    Para,
    Quote,
    Signatures,
    Table,
    text,
)

FONT = "Noto Sans"  # Word takes the nearest it has where this one is not installed
WIDTH = 166  # millimetres between the margins of a page
DEEPEST = 3  # built-in list styles go no deeper
INK = RGBColor(0x1F, 0x29, 0x37)
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can name
Place = Document | _Cell


def docx(paper: Paper, *, at: datetime) -> bytes:
    """Draw *paper*. The same paper and moment give the same bytes."""
    writer = _Writer(paper)
    writer.write()
    properties = writer.document.core_properties
    properties.title, properties.language = paper.title, paper.language
    properties.author = paper.letterhead[0] if paper.letterhead else ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.comments = properties.last_modified_by = ""
    return _packed(writer.document)


def _packed(document: Document) -> bytes:
    """Return a document as bytes that do not tell when they were written."""
    made, even = io.BytesIO(), io.BytesIO()
    document.save(made)
    with ZipFile(made) as source, ZipFile(even, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(ZipInfo(entry.filename, LONG_AGO), source.read(entry), ZIP_DEFLATED)
    return even.getvalue()


class _Writer:
    """Puts the parts of one paper into one document, from its beginning to its end."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.is_rtl = paper.direction == "rtl"
        self.document = library.Document()
        self.counted = 0

    def write(self) -> None:
        self._prepare()
        for line in self.paper.letterhead:
            self._say(self.document, text(line), "Header")
        if self.paper.reference:
            self._say(self.document, text(self.paper.reference), "Header")
        self._say(self.document, text(self.paper.title), "Title")
        if self.paper.subtitle:
            self._say(self.document, text(self.paper.subtitle), "Subtitle")
        for fact in self.paper.facts:
            label = Run(fact.label + str(_(": ")), frozenset({"strong"}))
            self._say(self.document, (label, *text(str(fact.value))))
        for block in self.paper.blocks:
            self._block(self.document, block)
        self._foot()

    def _prepare(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(24)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(10.5)
        for name, size in (("Title", 18), ("Subtitle", 12), ("Heading 1", 14), ("Heading 2", 12)):
            style = self.document.styles[name].font
            style.size, style.color.rgb, style.italic = Pt(size), INK, False
        look = normal.element.get_or_add_rPr()
        look.append(_element("w:lang", val=self.paper.language, bidi=self.paper.language))
        if self.is_rtl:
            section._sectPr.append(_element("w:bidi"))

    def _foot(self) -> None:
        foot = self.document.sections[0].footer
        line = foot.paragraphs[0]
        if self.paper.footer:
            self._fill(line, text(self.paper.footer))
            self._turn(line)
            line = foot.add_paragraph(style="Footer")
        said = str(_("Page %(page)s of %(pages)s", page="\0PAGE\0", pages="\0NUMPAGES\0"))
        for place, part in enumerate(said.split("\0")):
            if place % 2:
                self._count(line, part)
            else:
                self._fill(line, text(part))
        self._turn(line)

    def _block(self, place: Place, block: Block) -> None:
        match block:
            case Bullets():
                self._list(place, block.items, "List Bullet")
            case Numbers():
                self._list(place, block.items, "List Number")
            case Table():
                self._table(block)
            case Signatures():
                self._signatures(block)
            case NewPage():
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case _:
                self._words(place, block)

    def _words(self, place: Place, block: Heading | Para | Note | Quote) -> None:
        match block:
            case Heading():
                self._say(place, text(block.text), f"Heading {min(block.level, 9) - 1}")
            case Para():
                number = (Run(f"{block.number}\u2003"),) if block.number else ()
                self._say(place, (*number, *block.runs))
            case Note():
                self._say(place, block.runs, "Intense Quote")
            case Quote():
                for part in block.parts:
                    self._say(place, part.runs if isinstance(part, Para) else (), "Quote")

    def _list(
        self, place: Place, items: Iterable[Sequence[Block]], style: str, depth: int = 1
    ) -> None:
        name = style if depth == 1 else f"{style} {min(depth, DEEPEST)}"
        number = self._new_numbering(name) if style == "List Number" else None
        for item in items:
            for part in item:
                if isinstance(part, Bullets | Numbers):
                    kind = "List Bullet" if isinstance(part, Bullets) else "List Number"
                    self._list(place, part.items, kind, depth + 1)
                elif isinstance(part, Para):
                    line = self._say(place, part.runs, name)
                    if number is not None:
                        _number(line, number)

    def _new_numbering(self, style: str) -> int:
        """Begin to count at one again: lists of one style would be counted on otherwise."""
        known = self.document.styles[style].element.pPr.numPr.numId.val
        numbering = self.document.part.numbering_part.element
        abstract = numbering.num_having_numId(known).abstractNumId.val
        number = numbering.add_num(abstract)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=1, cols=len(block.head), style="Table Grid")
        if self.is_rtl:
            table._tblPr.append(_element("w:bidiVisual"))
        rows = [tuple(Run(head, frozenset({"strong"})) for head in block.head)]
        rows += [tuple(Run(value) for value in row) for row in block.rows]
        table.autofit = False
        widths = [Mm(WIDTH * share / sum(block.widths)) for share in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, row in enumerate(rows):
            line = table.rows[0] if number == 0 else table.add_row()
            for cell, run, width in zip(line.cells, row, widths, strict=True):
                cell.width = width
                self._fill(cell.paragraphs[0], (run,))
                self._turn(cell.paragraphs[0])
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        self.document.add_paragraph()

    def _signatures(self, block: Signatures) -> None:
        for each in block.people:
            name = Run(each.name, frozenset({"strong"}))
            rest = "".join(f"\n{line}" for line in each.lines)
            self._say(self.document, (name, *text(rest)) if rest else (name,))

    def _say(self, place: Place, runs: Iterable[Run], style: str | None = None) -> Paragraph:
        line = place.add_paragraph(style=style)
        self._fill(line, runs)
        self._turn(line)
        return line

    def _fill(self, line: Paragraph, runs: Iterable[Run]) -> None:
        for run in runs:
            said = line.add_run(run.text)
            if "strong" in run.marks:
                said.font.bold = said.font.cs_bold = True  # cs: letters of Arabic and its kin
            if "em" in run.marks:
                said.font.italic = said.font.cs_italic = True
            said.font.strike = True if "del" in run.marks else None
            if run.href:
                address = line.part.relate_to(run.href, HYPERLINK, is_external=True)
                holder = _element("w:hyperlink")
                holder.set(qn("r:id"), address)
                said.font.underline = True
                said._r.addprevious(holder)
                holder.append(said._r)

    def _turn(self, line: Paragraph) -> None:
        """Let a line run as its first letter does, as on a page, on the side where the paper begins."""
        own = runs_as("".join(line._p.itertext())) or self.paper.direction
        if own == "rtl":
            line._p.get_or_add_pPr().append(_element("w:bidi"))
            for run in line._p.iter(qn("w:r")):
                WordRun(run, line).font.rtl = True
        is_entry = line.style is not None and str(line.style.name).startswith("List")
        if own != self.paper.direction and not is_entry:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # as this line reads it: at its end

    def _count(self, line: Paragraph, what: str) -> None:
        """Put a number that Word itself counts into a line."""
        self._fill(line, (Run("1"),))
        number = line.runs[-1]._r
        field = _element("w:fldSimple", instr=what)
        number.addprevious(field)
        field.append(number)


HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def _number(line: Paragraph, number: int) -> None:
    line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
