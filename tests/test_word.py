"""Papers as Word files: what is written is what the PDF says, and programs can read its structure."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from ntfc.blocks import Run
from ntfc.paper import (
    Fact,
    Heading,
    NewPage,
    Note,
    Paper,
    Para,
    Signature,
    Signatures,
    Table,
    text,
    typed,
)
from ntfc.richtext import read
from ntfc.word import docx

pytestmark = pytest.mark.database("sqlite")
AT = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
TYPED = (
    "<h3>Fees</h3><p>One <strong>two</strong> <em>three</em> <del>never</del> "
    '<a href="https://example.org/">there</a> now<br>next line</p>'
    "<ol><li>first<ol><li>inner</li></ol></li><li>second</li></ol><p>between</p>"
    "<ol><li>again</li></ol><ul><li>point<ul><li>deep</li></ul></li></ul><blockquote><p>said</p></blockquote>"
)
WHOLE = Paper(
    title="Minutes of the 12th meeting",
    language="en",
    direction="ltr",
    letterhead=("Qadria", "National Committee"),
    reference="NTFC/12",
    subtitle="Approved by both chairs",
    facts=(Fact("Held on", "12 November 2026"),),
    blocks=(
        Heading("Action table"),
        Table(("What", "Who"), (("Publish the fees", "Customs"),), (3, 1)),
        Note((Run("Advisory"),)),
        NewPage(),
        *typed(read(TYPED), lambda place: f"1.{place + 1}"),
        Signatures((Signature("Amal Haddad", ("Chair", "signed in")),)),
    ),
    footer="Fingerprint 4f2a",
)


@pytest.fixture(autouse=True)
def reader_language(app):
    with app.test_request_context():
        yield


def opened(paper):
    return Document(io.BytesIO(docx(paper, at=AT)))


def line(document, said):
    return next(each for each in document.paragraphs if said in each.text)


def test_every_part_is_written_under_a_style_that_word_knows():
    document = opened(WHOLE)
    found = [(each.style.name, each.text) for each in document.paragraphs if each.text.strip()]
    assert found == [
        ("Header", "Qadria"),
        ("Header", "National Committee"),
        ("Header", "NTFC/12"),
        ("Title", "Minutes of the 12th meeting"),
        ("Subtitle", "Approved by both chairs"),
        ("Normal", "Held on: 12 November 2026"),
        ("Heading 1", "Action table"),
        ("Intense Quote", "Advisory"),
        ("Heading 2", "Fees"),
        ("Normal", "1.2\u2003One two three never there now\nnext line"),
        ("List Number", "first"),
        ("List Number 2", "inner"),
        ("List Number", "second"),
        ("Normal", "1.6\u2003between"),
        ("List Number", "again"),
        ("List Bullet", "point"),
        ("List Bullet 2", "deep"),
        ("Quote", "said"),
        ("Normal", "Amal Haddad\nChair\nsigned in"),
    ]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["What", "Who"], ["Publish the fees", "Customs"]]
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    foot = [each.text for each in document.sections[0].footer.paragraphs]
    assert foot[0] == "Fingerprint 4f2a"


def test_words_keep_their_look_and_links_their_address():
    runs = {run.text: run for run in line(opened(WHOLE), "One two").runs}
    assert runs["two"].bold
    assert runs["three"].italic
    assert runs["never"].font.strike
    links = line(opened(WHOLE), "One two").hyperlinks
    assert [(each.text, each.address) for each in links] == [("there", "https://example.org/")]


def test_every_numbered_list_begins_at_one():
    document = opened(WHOLE)
    counts = [line(document, said)._p.pPr.numPr.numId.val for said in ("first", "second", "again")]
    assert counts[0] == counts[1] != counts[2]


def turns(line):
    return line._p.pPr is not None and line._p.pPr.find(qn("w:bidi")) is not None


def test_from_right_to_left():
    arabic = Paper(
        title="محضر الاجتماع",
        language="ar",
        direction="rtl",
        blocks=(
            Para(text("اعتمد جدول الأعمال TFA 23.2")),
            Para(text("One form for all.")),
            Table(("ما",), (("نشر",),), (1,)),
        ),
    )
    document = opened(arabic)
    english = line(document, "One form")
    lines = [each for each in document.paragraphs if each.text and each.text != english.text]
    assert all(turns(each) for each in lines)
    assert all(run.font.rtl for each in lines for run in each.runs)
    assert turns(document.tables[0].cell(1, 0).paragraphs[0])
    # Typed in another script it runs its own way, or its full stop stood before it.
    assert not turns(english)
    assert (english.runs[0].font.rtl, english.alignment) == (None, WD_ALIGN_PARAGRAPH.RIGHT)
    said = (Para(text("\u2068TFA\u2069 اعتمد.")),)
    other = opened(Paper(title="Minutes", language="en", direction="ltr", blocks=said))
    assert turns(line(other, "\u2068TFA"))
    assert not turns(line(other, "Minutes"))
    assert document.tables[0]._tblPr.find(qn("w:bidiVisual")) is not None
    assert document.core_properties.language == "ar"


def test_the_same_paper_gives_the_same_bytes():
    assert docx(WHOLE, at=AT) == docx(WHOLE, at=AT) != docx(replace(WHOLE, title="x"), at=AT)
