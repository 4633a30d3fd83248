"""The course of a meeting as all who are invited may know it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sqlalchemy import func, select

from ntfc.agendas.models import AgendaItem, ItemKind, ItemPaper, ItemState
from ntfc.agendas.queries.whole import agenda_of
from ntfc.agendas.rules import is_for_everybody, lined_up
from ntfc.db import db
from ntfc.documents.models import (
    Access,
    Document,
    DocumentState,
    DocumentVersion,
    DocumentWords,
)
from ntfc.meetings.models import Meeting
from ntfc.plugins import ProgrammeLine

TO_READ = (Access.PUBLIC, Access.MEMBERS)


def programme_of(meeting: Meeting) -> Iterator[ProgrammeLine]:
    """Yield the released lines but for those in confidence; planned times where it is one day."""
    agenda = agenda_of(meeting.id)
    if agenda is None or agenda.released_at is None:
        return
    lengths, at = _lengths(agenda.id), meeting.starts_at
    tops = [line.item for line in lined_up(agenda.items) if line.depth == 0]
    timed = len(meeting.days) == 1 and all(item.minutes for item in tops[:-1])
    for item in tops:
        if is_for_everybody(item) and item.kind is not ItemKind.FORMAL:
            below = (one for one in agenda.items if one.parent_id == item.id)
            parts = [one for one in below if is_for_everybody(one)]
            yield ProgrammeLine(
                title=item.title,
                starts_at=at if timed else None,
                minutes=item.minutes,
                characters=sum(lengths.get(one.id, 0) for one in (item, *parts)),
            )
        if item.state not in (ItemState.DROPPED, ItemState.POSTPONED):
            at += timedelta(minutes=item.minutes or 0)


def _lengths(agenda_id: int) -> Mapping[int, int]:
    """Return by item how many characters its papers have that members may read."""
    latest = (DocumentVersion.document_id == Document.id) & (
        DocumentVersion.number == Document.latest
    )
    query = (
        select(ItemPaper.item_id, func.sum(func.length(DocumentWords.text)).label("characters"))
        .join(AgendaItem, AgendaItem.id == ItemPaper.item_id)
        .join(Document, Document.id == ItemPaper.document_id)
        .join(DocumentVersion, latest)
        .join(DocumentWords, DocumentWords.version_id == DocumentVersion.id)
        .where(AgendaItem.agenda_id == agenda_id)
        .where(Document.access.in_(TO_READ), Document.state == DocumentState.OUT)
        .group_by(ItemPaper.item_id)
    )
    return {row.item_id: int(row.characters or 0) for row in db.session.execute(query)}
