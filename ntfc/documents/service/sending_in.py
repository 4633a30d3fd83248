"""Papers from the table: somebody who sits in a body sends one, the secretariat answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ntfc import audit
from ntfc.committees.models import Body
from ntfc.committees.queries import hold
from ntfc.db import db
from ntfc.documents import queries, rules
from ntfc.documents.models import Access, Document, DocumentState
from ntfc.documents.service import letters
from ntfc.documents.service.keeping import Content, name_reader, put
from ntfc.errors import refuse_if
from ntfc.permissions import Actor, requires
from ntfc.texts import fold


@requires(rules.SEND_IN)
def send_in(
    body: Body, *, facts: Mapping[str, Any], content: Content, actor: Actor, now: datetime
) -> Document:
    """Send a paper to the secretariat of a body; nobody else reads it before it is taken in."""
    hold(body)
    document = Document(
        body=body,
        number=queries.next_number(body.id),
        title=rules.title_of(facts["title"], content.file_name),
        source=facts.get("source", ""),
        access=Access.MEMBERS,
        state=DocumentState.SENT_IN,
        added_by_id=actor.person_id,
        added_at=now,
        changed_at=now,
        readers=[],
        steps=[],
    )
    db.session.add(document)
    db.session.flush()
    put(document, content, "", actor, now)
    audit.record(actor, "document.sent_in", document)
    return document


@requires(rules.SETTLE)
def take_in(document: Document, *, title: str, access: Access, actor: Actor, now: datetime) -> None:
    """Take a paper in that was sent: from now on those read it whom *access* names."""
    db.session.refresh(document, with_for_update=True)
    refuse_if(rules.obstacles_to_settling(document))
    document.title, document.access, document.state = title, access, DocumentState.OUT
    document.search_text = fold(f"{document.number} {title} {document.source}")
    document.changed_at = now
    db.session.flush()
    if access in rules.LOGGED and document.added_by_id is not None:
        name_reader(document, document.added_by_id, actor, now)  # who wrote it goes on reading it
    audit.record(actor, "document.taken_in", document, access=access.value)
    letters.tell_sender(document, actor=actor)


@requires(rules.SETTLE)
def send_back(document: Document, *, reason: str, actor: Actor, now: datetime) -> None:
    """Return a paper to whoever sent it, with a reason. It stays with the two of them."""
    db.session.refresh(document, with_for_update=True)
    refuse_if(rules.obstacles_to_settling(document))
    document.state, document.withdrawn_reason = DocumentState.SENT_BACK, reason
    document.withdrawn_at = document.changed_at = now
    document.withdrawn_by_id = actor.person_id
    db.session.flush()
    audit.record(actor, "document.sent_back", document)
    letters.tell_sender(document, actor=actor)
