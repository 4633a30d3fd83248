"""Erasing what a version said: of a withdrawn paper only, with a reason, for good."""

from datetime import datetime

from ntfc import audit, jobs
from ntfc.db import db
from ntfc.documents import queries, rules
from ntfc.documents.models import DocumentVersion
from ntfc.errors import refuse_if
from ntfc.permissions import Actor, requires

FORGET_JOB = "document.forget_file"


@requires(rules.KEEP)
def erase(version: DocumentVersion, *, reason: str, actor: Actor, now: datetime) -> None:
    """Erase the file or the text of a version. That it was there, and why it is not, stays."""
    has_content = version.erased_at is None
    refuse_if(rules.obstacles_to_erasing(version.document, has_content=has_content, reason=reason))
    file, version.file, version.written = version.file, None, None
    version.file_name, version.size = "", None
    version.erased_at, version.erased_reason = now, reason
    words = queries.words_of(version)
    if words is not None:
        db.session.delete(words)
    db.session.flush()
    if file is not None:
        jobs.enqueue(FORGET_JOB, {"name": file})
    audit.record(actor, "document.erased", version.document, number=version.number)
