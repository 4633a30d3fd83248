"""Putting a paper at an item, and taking it off again."""

from datetime import datetime

from ntfc import audit
from ntfc.agendas import queries, rules
from ntfc.agendas.models import AgendaItem, ItemPaper
from ntfc.db import db
from ntfc.documents.models import Document
from ntfc.documents.queries import latest_of
from ntfc.documents.rules import VIEW, stored
from ntfc.documents.service import sending_in
from ntfc.documents.service.keeping import Content, note_reading
from ntfc.errors import refuse_if
from ntfc.meetings.models import Invitation
from ntfc.permissions import Actor, Entrusted, authorize, requires


@requires(rules.ATTACH)
def attach(item: AgendaItem, *, document: Document, actor: Actor, now: datetime) -> ItemPaper:
    """Put a paper at an item; once the item went out, the paper is marked as late."""
    authorize(actor, VIEW, document)
    made = _put(item, document, actor, now)
    _ask(item, document)
    audit.record(actor, "agenda.paper_added", item, paper=document.id, late=made.is_late)
    return made


@requires(rules.SEND_PAPER)
def send_in(
    item: AgendaItem, *, title: str, content: Content, actor: Actor, now: datetime
) -> Document:
    """Send a paper in for an item; it stands there once the secretariat takes it in."""
    authorize(actor, rules.VIEW_ITEM, item)
    facts = {"title": title}
    document = sending_in.send_in(
        item.agenda.body, facts=facts, content=content, actor=actor, now=now
    )
    _put(item, document, actor, now)
    audit.record(actor, "agenda.paper_sent_in", item, paper=document.id)
    return document


def _put(item: AgendaItem, document: Document, actor: Actor, now: datetime) -> ItemPaper:
    made = ItemPaper(
        body_id=item.body_id,
        item=item,
        document=document,
        is_late=rules.comes_late(item),
        added_at=now,
        added_by_id=actor.person_id,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _ask(item: AgendaItem, document: Document) -> None:
    """Make the action that a written paper expects the questions of an item not yet out (R105).

    Not of a paper that somebody may not read who reads the item.
    """
    latest = latest_of(document)
    written = stored(latest.written if latest else None)
    if item.released_at is None and rules.read_alike(item, document):
        fresh = [line for line in written["actions"] if line not in item.questions]
        item.questions = [*item.questions, *fresh]
        db.session.flush()


@requires(rules.ATTACH)
def detach(item: AgendaItem, *, paper: ItemPaper, actor: Actor) -> None:
    """Take a paper off its item. The paper itself stays."""
    refuse_if(rules.obstacles_to_removing(paper))
    audit.record(actor, "agenda.paper_removed", item, paper=paper.document_id)
    db.session.delete(paper)
    db.session.flush()


@requires(rules.READ_BY_LINK)
def note_taken(
    invitation: Invitation,  # noqa: ARG001  -- guarded
    *,
    document: Document,
    actor: Actor,
    now: datetime,
) -> None:
    """Note who took a paper by a link, where it is only for those who are named."""
    latest = latest_of(document)
    if latest is not None:
        note_reading(latest, actor=Entrusted(actor), now=now)


def carry_papers(item: AgendaItem, arrived: AgendaItem, now: datetime) -> None:
    """Have the papers of an item stand at the one that takes it up again, too."""
    for paper in queries.item_papers(item):
        db.session.add(
            ItemPaper(
                body_id=arrived.body_id,
                item=arrived,
                document=paper.document,
                added_at=now,
                added_by_id=paper.added_by_id,
            )
        )
    db.session.flush()
