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
from ntfc.blocks import Run
from ntfc.directions import apart
from ntfc.errors import Refused
from ntfc.paper import (
    Bullets,
    Fact,
    Heading,
    Numbers,
    Paper,
    Para,
    Quote,
    Signature,
    Signatures,
    Table,
    paragraphs,
    pdf,
    plain,
    text,
    typed,
)
from ntfc.richtext import read

FONTS = Path(ntfc.__file__).parent / "fonts"
STRONG, EM = frozenset({"strong"}), frozenset({"em"})
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


def test_a_paragraph_runs_in_the_direction_of_its_first_letter():
    """So a sentence in another script has its full stop at its end."""
    told = "1) Fees are published."
    page = drawn(Para(text(told)), language="ar", direction="rtl", title="محضر").pages[0]
    starts: list[float] = []
    page.extract_text(
        visitor_text=lambda part, place, *_: starts.append(place[4]) if "Fees" in part else None
    )
    assert [round(start * 25.4 / 72) for start in starts] == [22]  # the margin at the left
    assert told in page.extract_text()


def test_words_put_into_a_sentence_leave_its_order_and_direction():
    told = "{} في «{}». {}".format(*map(apart, ("The order", "until ten", "Misheard.")))
    page = drawn(Para(text(told)), language="ar", direction="rtl", title="محضر").pages[0]
    starts: list[tuple[float, str]] = []
    page.extract_text(visitor_text=lambda part, place, *_: starts.append((place[4], part.strip())))
    named = [part for _start, part in sorted(starts) if re.search("order|ten|Misheard", part)]
    assert named == ["Misheard.", "until ten", "The order"]  # from the left


def test_headings_and_cells_keep_the_signs_of_the_other_direction_in_their_places():
    asked, said = "What worries you?", "Fees differ, by office."
    parts = (Heading(f"1. {asked}"), Table(("المواقف",), ((f"مؤيد\n{said}",),), (1,)))
    page = drawn(*parts, language="ar", direction="rtl", title="محضر").pages[0]
    found: list[tuple[float, str]] = []
    page.extract_text(visitor_text=lambda part, place, *_: found.append((place[4], part)))
    (ends,) = [start for start, part in found if "?" in part]
    (begins,) = [start for start, part in found if "What" in part]
    assert begins <= ends  # from the left
    assert any(said in part for _start, part in found)


def test_every_part_of_the_paper_is_printed():
    reader = drawn(
        Heading("Action table"),
        Table(("What", "Who"), (("Publish the fees", "Customs"),), (3, 1)),
        Bullets(((Para(text("first point")),), (Para(text("second point")),))),
        Numbers(((Para(text("numbered")),),)),
        Quote((Para(text("quoted words")),)),
        Para((Run("plain "), Run("weighty\n", STRONG), Run("next row", EM))),
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
    everything = drawn(Para((Run("a"), Run("b", STRONG), Run("c", EM), Run("жю αβ"))))
    assert all(name.startswith("NotoSans-") for name in fonts(everything))


def test_pages_are_counted_and_headings_not_left_alone():
    reader = drawn(*(Para(text("words of one paragraph " * 40)) for _ in range(30)))
    assert len(reader.pages) > 3
    assert f"Page {len(reader.pages)} of {len(reader.pages)}" in reader.pages[-1].extract_text()
    assert "Minutes of the 12th meeting" in reader.pages[1].extract_text()


def test_letters_without_a_font_are_told_not_dropped():
    with pytest.raises(Refused, match="none of the fonts"):
        pdf(paper(Para(text("漢字"))), at=AT)


def test_a_sign_without_a_font_is_named_in_words():
    said = words(drawn(Para(text("Agreed \u2713 \U0001f600 \u27e6so\u27e7 \u2764\ufe0f"))))
    assert said.replace("\n", " ").startswith("Minutes of the 12th meeting Agreed [check mark]")
    assert "[grinning face]" in said
    assert "so" in said
    assert "[heavy black heart]" in said


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


def test_what_was_typed_becomes_parts_of_a_paper():
    found = typed(
        read(
            "<h3>Head</h3><p>One <strong>two <em>three</em></strong> <del>never</del></p>"
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"
            "<ol><li>d</li></ol><blockquote><p>e</p></blockquote>"
            '<p>f<br>g <a href="https://example.org/">h</a></p>'
        ),
        number=lambda place: f"1.{place + 1}",
    )
    strong, both = frozenset({"strong"}), frozenset({"strong", "em"})
    never = Run("never", frozenset({"del"}))
    assert found == [
        Heading("Head", 3),
        Para((Run("One "), Run("two ", strong), Run("three", both), Run(" "), never), "1.2"),
        Bullets(
            (
                (Para((Run("a"),)), Bullets(((Para((Run("b"),)),),))),
                (Para((Run("c"),)),),
            )
        ),
        Numbers(((Para((Run("d"),)),),)),
        Quote((Para((Run("e"),), "1.7"),)),
        Para((Run("f\ng "), Run("h", href="https://example.org/")), "1.8"),
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
    words = "".join(part for part in parts if not part.startswith("<"))
    assert "".join(plain(typed(read(html))).split()) == words


def test_what_was_struck_out_is_printed_struck_out():
    """A line through the words: without it they would say the opposite."""
    lines = [
        drawn(Para((Run("never", frozenset(marks)),))).pages[0].get_contents().get_data()
        for marks in ((), ("del",))
    ]
    assert lines[0].count(b" l\n") < lines[1].count(b" l\n")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def alternatives(node):
    """Yield what a screen reader says for each figure of a PDF."""
    node = node.get_object()
    if "/Alt" in node:
        yield node["/Alt"]
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if hasattr(kid.get_object(), "get"):
            yield from alternatives(kid)


@pytest.mark.parametrize("logo", [b"", SVG])
def test_a_logo_has_a_name_for_those_who_listen(logo):
    reader = drawn(letterhead=("National Committee",), logo=logo)
    said = list(alternatives(reader.trailer["/Root"]["/StructTreeRoot"]))
    assert said == (["National Committee"] if logo else [])


def test_plain_text_becomes_paragraphs():
    assert paragraphs("one\nrow\n\n\ntwo\r\n\r\nthree") == [
        Para((Run("one\nrow"),)),
        Para((Run("two"),)),
        Para((Run("three"),)),
    ]


def test_the_longest_number_of_a_paragraph_keeps_clear_of_its_words():
    places = {}

    def note(said, matrix, *_rest):
        for word in ("2.10.12", "Customs"):
            if word in said:
                places[word] = matrix[4]

    page = drawn(Para(text("Customs"), "2.10.12"), Para(text("Words"), "1.1")).pages[0]
    page.extract_text(visitor_text=note)
    assert places["Customs"] - places["2.10.12"] > 40  # points; the number alone takes some 38
