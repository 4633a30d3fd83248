import hashlib
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

import ntfc
from ntfc.errors import Refused
from ntfc.paper import (
    Bullets,
    Fact,
    Heading,
    Numbers,
    Paper,
    Para,
    Quote,
    Run,
    Signature,
    Signatures,
    Table,
    from_html,
    paragraphs,
    pdf,
    plain,
    text,
)

FONTS = Path(ntfc.__file__).parent / "fonts"
AT = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def reader_language(app):
    """The words at the foot of a page are read in the language of the request."""
    with app.test_request_context():
        yield


pytestmark = pytest.mark.database("sqlite")


def paper(*blocks, language="en", direction="ltr", **parts):
    parts = {"title": "Minutes of the 12th meeting", **parts}
    return Paper(language=language, direction=direction, blocks=blocks, **parts)


def drawn(*blocks, **parts):
    return PdfReader(io.BytesIO(pdf(paper(*blocks, **parts), at=AT)))


def words(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def fonts(reader):
    found = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor, "a font is not embedded"
            found.add(descendant["/BaseFont"].split("+")[1])
    return found


def test_every_part_of_the_paper_is_printed():
    reader = drawn(
        Heading("Action table"),
        Table(("What", "Who"), (("Publish the fees", "Customs"),), (3, 1)),
        Bullets(((Para(text("first point")),), (Para(text("second point")),))),
        Numbers(((Para(text("numbered")),),)),
        Quote((Para(text("quoted words")),)),
        Para((Run("plain "), Run("weighty", strong=True), Run("\n"), Run("next row", em=True))),
        Signatures((Signature("Amal Haddad", ("Chair", "signed in on 12 November")),)),
        letterhead=("Qadria", "National Committee"),
        subtitle="Approved by both chairs",
        reference="NTFC/2026/12",
        facts=(Fact("Held on", "12 November 2026"),),
        footer="Fingerprint 4f2a",
    )
    said = words(reader)
    for part in (
        "Minutes of the 12th meeting",
        "Approved by both chairs",
        "National Committee",
        "NTFC/2026/12",
        "Held on",
        "Action table",
        "Publish the fees",
        "second point",
        "numbered",
        "quoted words",
        "weighty",
        "next row",
        "Amal Haddad",
        "signed in on 12 November",
        "Fingerprint 4f2a",
        "Page 1 of 1",
    ):
        assert part in said, part


def test_what_people_type_is_never_a_command():
    typed = (
        '#set text(red) $x^2$ *bold* _em_ @label <tag> \\ // "quoted" `raw` = Heading #import "x"'
    )
    assert typed in words(drawn(Para(text(typed)))).replace("\n", " ")


def test_the_same_paper_gives_the_same_bytes():
    one, two = (pdf(paper(Para(text("words"))), at=AT) for _ in range(2))
    assert one == two
    assert pdf(paper(Para(text("words!"))), at=AT) != one


def test_it_is_made_for_archives_and_screen_readers():
    reader = drawn(Heading("One"), Para(text("words")), language="ar", direction="rtl")
    told = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfaid:part>2</pdfaid:part>", told)
    assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", told)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", told)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ar"
    assert reader.metadata.title == "Minutes of the 12th meeting"


def test_only_our_own_fonts_are_used_and_all_are_embedded():
    arabic = drawn(Para(text("اعتمد جدول الأعمال TFA 23.2")), language="ar", direction="rtl")
    assert {"NotoNaskhArabic-Regular", "NotoSans-Regular"} <= fonts(arabic)
    everything = drawn(Para((Run("a"), Run("b", strong=True), Run("c", em=True), Run("жю αβ"))))
    assert all(name.startswith("NotoSans-") for name in fonts(everything))


def test_pages_are_counted_and_headings_not_left_alone():
    reader = drawn(*(Para(text("words of one paragraph " * 40)) for _ in range(30)))
    assert len(reader.pages) > 3
    assert f"Page {len(reader.pages)} of {len(reader.pages)}" in reader.pages[-1].extract_text()
    assert "Minutes of the 12th meeting" in reader.pages[1].extract_text()


def test_letters_without_a_font_are_told_not_dropped():
    with pytest.raises(Refused, match="none of the fonts"):
        pdf(paper(Para(text("漢字"))), at=AT)


def test_an_instance_may_bring_fonts_of_its_own(tmp_path):
    (tmp_path / "own.ttf").write_bytes((FONTS / "NotoSans-Regular.ttf").read_bytes())
    assert pdf(paper(Para(text("words"))), at=AT, more_fonts=tmp_path).startswith(b"%PDF")
    assert pdf(paper(Para(text("words"))), at=AT, more_fonts=tmp_path / "none").startswith(b"%PDF")


def test_the_shipped_fonts_are_the_ones_described():
    told = dict(
        re.findall(
            r"\| (\S+\.ttf) \| ([0-9a-f]{64}) \|", (FONTS / "LICENSES.md").read_text("utf-8")
        )
    )
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FONTS.glob("*.ttf")
    }
    assert told == found


def test_html_becomes_blocks():
    found = from_html(
        "<h2>Head</h2><p>One <strong>two <em>three</em></strong></p>"
        "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>"
        "<ol><li>d</li></ol><blockquote><p>e</p></blockquote>"
        '<div>f<br>g <a href="https://example.org/">h</a></div>tail'
    )
    assert found == [
        Heading("Head", 3),
        Para((Run("One "), Run("two ", strong=True), Run("three", strong=True, em=True))),
        Bullets(
            (
                (Para((Run("a"),)), Bullets(((Para((Run("b"),)),),))),
                (Para((Run("c"),)),),
            )
        ),
        Numbers(((Para((Run("d"),)),),)),
        Quote((Para((Run("e"),)),)),
        Para((Run("f"), Run("\n"), Run("g "), Run("h", link="https://example.org/"))),
        Para((Run("tail"),)),
    ]


TAGS = ["p", "div", "ul", "ol", "li", "strong", "em", "blockquote", "h1", "a"]
pieces = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["<br>"]),
        st.text("abcdefgh", min_size=1, max_size=5),
    ),
    max_size=30,
)


@given(pieces)
def test_no_word_is_lost_however_badly_nested(parts):
    html = "".join(parts)
    typed = "".join(part for part in parts if not part.startswith("<"))
    assert "".join(plain(from_html(html)).split()) == typed


def test_plain_text_becomes_paragraphs():
    assert paragraphs("one\nrow\n\n\ntwo\r\n\r\nthree") == [
        Para((Run("one"), Run("\n"), Run("row"))),
        Para((Run("two"),)),
        Para((Run("three"),)),
    ]
