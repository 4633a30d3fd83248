"""A version of a paper as a file to take away."""

from pathlib import Path

from ntfc import paper, storage
from ntfc.clock import day_of
from ntfc.documents import rules
from ntfc.documents.models import DocumentVersion

PDF = "application/pdf"


def file_of(version: DocumentVersion, more_fonts: Path) -> tuple[bytes, str, str] | None:
    """Return content, name and type of a version: the file as sent, a written text as PDF.

    None: its file was erased. A text is drawn as of its own day, so it gives the same bytes always.
    """
    if version.file is not None:
        return storage.get(version.file), version.file_name, version.media
    if version.written is None:
        return None
    document = version.document
    added_on = day_of(version.added_at, document.body.time_zone)
    drawn = paper.pdf(
        rules.paper_of(document, version, added_on), at=version.added_at, more_fonts=more_fonts
    )
    return drawn, f"{document.number} {document.title} ({version.number}).pdf", PDF
