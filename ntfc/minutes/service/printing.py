"""Noting which files of minutes were handed out, so that each is recognised later."""

import hashlib
from datetime import datetime

from ntfc.db import db
from ntfc.minutes import queries
from ntfc.minutes.models import IssuedPaper, Minutes
from ntfc.minutes.rules import VIEW, Printing
from ntfc.permissions import Actor, requires


@requires(VIEW)
def note_issued(
    minutes: Minutes,
    content: bytes,
    kind: str,
    printing: Printing,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Note a file by the hash of its bytes; the same file is noted once."""
    name = hashlib.sha256(content).hexdigest()
    if any(paper.minutes_id == minutes.id for paper in queries.papers_with(name)):
        return
    db.session.add(
        IssuedPaper(
            body_id=minutes.body_id,
            minutes_id=minutes.id,
            fingerprint=printing.fingerprint,
            kind=kind,
            audience=printing.audience,
            language=printing.language,
            errata=len(printing.errata),
            is_approved=printing.is_approved,
            content=name,
            at=now,
        )
    )
