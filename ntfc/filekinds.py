"""What a file is, by its content. The name it was given under says nothing."""

import codecs
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from ntfc.errors import Refused
from ntfc.i18n import _

MOST_PARTS = 5000
MOST_UNPACKED = 400 * 1024 * 1024  # a small archive can hold gigabytes
MOST_OF_A_PART = 2 * 1024 * 1024  # of the small parts that say what an archive is

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileKind:
    """One kind of file that is taken: its ending, its type, and what people call it."""

    ending: str
    media: str
    title: str


PDF = FileKind("pdf", "application/pdf", "PDF")
DOCX = FileKind("docx", f"{OOXML}wordprocessingml.document", "Word")
XLSX = FileKind("xlsx", f"{OOXML}spreadsheetml.sheet", "Excel")
PPTX = FileKind("pptx", f"{OOXML}presentationml.presentation", "PowerPoint")
ODT = FileKind("odt", f"{ODF}text", "OpenDocument")
ODS = FileKind("ods", f"{ODF}spreadsheet", "OpenDocument")
ODP = FileKind("odp", f"{ODF}presentation", "OpenDocument")
PNG = FileKind("png", "image/png", "PNG")
JPEG = FileKind("jpg", "image/jpeg", "JPEG")
TEXT = FileKind("txt", "text/plain", _("Text"))
CSV = FileKind("csv", "text/csv", "CSV")
KINDS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPEG, TEXT, CSV)
BY_MEDIA = {kind.media: kind for kind in KINDS}
BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
OFFICE = (DOCX, XLSX, PPTX)
OPEN_DOCUMENT = (ODT, ODS, ODP)
ENDINGS = {"jpeg": JPEG, **{kind.ending: kind for kind in KINDS}}

TAKEN = _(
    "Papers are taken as PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument "
    "(odt, ods, odp), PNG, JPEG, and text (txt, csv)."
)
EMPTY = _("This file is empty.")
OLD_OFFICE = _(
    "This file is an old Office file, or one with a password. Save it as docx, xlsx, pptx or PDF, "
    "without a password."
)
WITH_MACROS = _(
    "This file has macros (small programs) in it. Save it without them, or as PDF, and send that."
)
WEB_PAGE = _("This file is a web page or a drawing with code. Save it as PDF and send that.")
RICH_TEXT = _("This file is rich text (RTF). Save it as docx or PDF and send that.")
PROGRAM = _("This file is a program. Programs are not taken.")
PACKED = _("This file is a packed folder. Unpack it and send the papers one by one.")
BROKEN = _("This file is damaged. Open it, save it anew, and send that.")
BOMB = _("This file is far larger inside than it looks. Save it as PDF and send that.")
UNKNOWN = _("It is not known what this file is.")

REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"{\\rtf", RICH_TEXT),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
    (b"Rar!", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"\x1f\x8b", PACKED),
)
MARKUP = re.compile(
    r"<(?:!doctype|\?xml|html|head|body|script|svg|iframe|meta|link|style|hta:)", re.IGNORECASE
)
CONTROLS = frozenset(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B}


def kind_of(content: bytes, name: str = "") -> FileKind:
    """Return which kind of file *content* is; refuse, in a sentence, what is not taken.

    *name* only tells a table of commas from other text.
    """
    if not content:
        raise Refused(EMPTY)
    for start, kind in BEGINNINGS:
        if content.startswith(start):
            return kind
    for start, why in REFUSED:
        if content.startswith(start):
            raise Refused(why, TAKEN)
    if content.startswith(b"PK\x03\x04"):
        return _packed_kind(content)
    return _text_kind(content, name)


def named_as(kind: FileKind, name: str) -> str:
    """Return *name* with the ending that its kind has: no program goes out under a name of its own."""
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ENDINGS.get(ending) is kind:
        return name
    stem = name[: -len(ending) - 1] if ending and len(ending) <= 5 else name
    return f"{stem.rstrip('. ') or 'file'}.{kind.ending}"


def _packed_kind(content: bytes) -> FileKind:
    """Return which of the kinds an archive is; nothing is unpacked but the part that says so."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused(BOMB)
            names = {part.filename for part in parts}
            if "[Content_Types].xml" in names:
                return _office_kind(_part(archive, "[Content_Types].xml"), names)
            if "mimetype" in names:
                return _open_kind(_part(archive, "mimetype").strip(), names)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Refused(BROKEN) from error
    raise Refused(PACKED, TAKEN)


def _part(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(MOST_OF_A_PART).decode("utf-8", "replace")


def _office_kind(types: str, names: set[str]) -> FileKind:
    bare = {PurePath(name).name.lower() for name in names}
    if "macroenabled" in types.lower() or "vbaproject" in types.lower() or "vbaproject.bin" in bare:
        raise Refused(WITH_MACROS)
    for kind in OFFICE:
        if f'"{kind.media}.main+xml"' in types or f"'{kind.media}.main+xml'" in types:
            return kind
    raise Refused(UNKNOWN, TAKEN)


def _open_kind(mimetype: str, names: set[str]) -> FileKind:
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Refused(WITH_MACROS)
    for kind in OPEN_DOCUMENT:
        if mimetype == kind.media:
            return kind
    raise Refused(UNKNOWN, TAKEN)


def _text_kind(content: bytes, name: str) -> FileKind:
    text = as_text(content)
    if text is None:
        raise Refused(UNKNOWN, TAKEN)
    if MARKUP.search(text[:4096]):
        raise Refused(WEB_PAGE, TAKEN)
    return CSV if name.lower().endswith((".csv", ".tsv")) else TEXT


def as_text(content: bytes) -> str | None:
    """Return *content* as text, whatever its letters are written in; None if it is none."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            return None
        return None if any(ord(sign) in CONTROLS for sign in text) else text
    if not CONTROLS.isdisjoint(content):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
