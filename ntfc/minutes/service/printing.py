"""Noting which files of minutes, summaries and letters went out, so that each is recognised later."""

import hashlib
from datetime import datetime

from ntfc.db import db
from ntfc.minutes import queries, rules
from ntfc.minutes.models import IssuedPaper, Minutes, VersionKind
from ntfc.minutes.rules import VIEW, Document, Printing
from ntfc.minutes.service import texts
from ntfc.permissions import SYSTEM, Actor, requires


@requires(VIEW)
def note_issued(
    minutes: Minutes,
    content: bytes,
    kind: str,
    document: Document,
    printing: Printing,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Note a file by the hash of its bytes; the same file is noted once. Of a draft the text is kept."""
    name, minutes = hashlib.sha256(content).hexdigest(), queries.lock(minutes)
    if queries.is_noted(minutes.id, name):
        return
    if not printing.is_approved and not queries.version_with(minutes, printing.fingerprint):
        if rules.is_approved(minutes):  # at this very moment: the text of the draft is past
            return
        text = rules.canonical(document)
        texts.keep_version(minutes, text, VersionKind.SHOWN, actor=SYSTEM, now=now)
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
