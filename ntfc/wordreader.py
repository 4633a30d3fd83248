"""Reading the words of a file, in a process that may be lost: `python -m ntfc.wordreader MEDIA`.

The file comes by the standard input, the words go out by the standard output.
"""

import contextlib
import io
import resource
import sys

from docx import Document
from pypdf import PdfReader

from ntfc import filekinds
from ntfc.extraction import IS_DAMAGED, IS_TOO_MUCH, MOST_LETTERS, MOST_SECONDS

MOST_MEMORY = 1024 * 1024 * 1024
MOST_PAGES = 2000


def read(content: bytes, media: str) -> str:
    """Return what a file says. Only within a process that may be lost."""
    if media == filekinds.PDF.media:
        return _of_pdf(content)
    if media == filekinds.DOCX.media:
        return _of_word(content)
    return filekinds.as_text(content) or ""


def _of_pdf(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages[:MOST_PAGES])


def _of_word(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [" ".join(cell.text for cell in row.cells) for row in table.rows]
    return "\n".join(lines)


def main() -> int:
    """Read the file of the standard input within the limits, and write its words."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            text = read(sys.stdin.buffer.read(), sys.argv[1])
    except MemoryError:
        return IS_TOO_MUCH
    except Exception:  # noqa: BLE001  -- whatever a parser says of a damaged file
        return IS_DAMAGED
    sys.stdout.buffer.write(text[:MOST_LETTERS].encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
