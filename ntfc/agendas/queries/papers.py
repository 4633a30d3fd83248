"""The papers that belong to the items of an agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from ntfc.agendas.models import Agenda, AgendaItem, ItemPaper, ItemState
from ntfc.agendas.models import AgendaState as State
from ntfc.db import db
from ntfc.documents.models import Access, Document, DocumentState, DocumentVersion
from ntfc.documents.queries import PER_PAGE, Shared, reader, shared, visible, visible_by_name
from ntfc.documents.queries.lists import SHOWN
from ntfc.meetings.models import Meeting, MeetingBody, MeetingState
from ntfc.permissions import Actor, Insider
from ntfc.texts import fold


@dataclass(frozen=True)
class PaperRow:
    """A paper as its item shows it, with its latest version."""

    attachment_id: int
    item_id: int
    document_id: int
    title: str
    access: Access
    state: DocumentState
    latest: int
    is_late: bool
    media: str


def _columns() -> Any:
    latest = (DocumentVersion.document_id == Document.id) & (
        DocumentVersion.number == Document.latest
    )
    return (
        select(
            ItemPaper.id,
            ItemPaper.item_id,
            Document.id.label("document_id"),
            Document.title,
            Document.access,
            Document.state,
            Document.latest,
            ItemPaper.is_late,
            DocumentVersion.media,
        )
        .join(Document, Document.id == ItemPaper.document_id)
        .join(AgendaItem, AgendaItem.id == ItemPaper.item_id)
        .join(DocumentVersion, latest)
        .order_by(ItemPaper.item_id, ItemPaper.id)
    )


def papers_on(agenda: Agenda, actor: Actor) -> Mapping[int, Sequence[PaperRow]]:
    """Return the papers of the items that *actor* may read, by item, in one query."""
    found: dict[int, list[PaperRow]] = {}
    if not isinstance(actor, Insider):  # whoever comes by a link reads no paper here
        return found
    values = {"agenda_id": agenda.id, **reader(actor)}
    for row in db.session.execute(_on_agenda(shared()), values):
        found.setdefault(row.item_id, []).append(PaperRow(*row))
    return found


@lru_cache(maxsize=4)
def _on_agenda(given: Shared) -> Select[*tuple[Any, ...]]:
    """Return the question of each look at an agenda, put together once."""
    of_agenda = AgendaItem.agenda_id == bindparam("agenda_id")
    query: Select[*tuple[Any, ...]] = _columns().where(of_agenda, visible_by_name(given))
    return query


def _at_joint_meetings() -> Select[int, int]:
    """Select the papers of the body that calls at the items of joint meetings, and who joins."""
    return (
        select(ItemPaper.document_id, MeetingBody.body_id)
        .join(AgendaItem, AgendaItem.id == ItemPaper.item_id)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .join(MeetingBody, MeetingBody.meeting_id == Meeting.id)
        .join(Document, Document.id == ItemPaper.document_id)
        .where(Document.body_id == Meeting.body_id, AgendaItem.state != ItemState.DROPPED)
        .where(Meeting.state != MeetingState.CANCELLED)
    )


@cache
def joined_papers() -> Select[int, int]:
    """Select the papers at the items of joint meetings, and the bodies whose seats read them.

    Once the agenda went out, unless the item was taken off or the meeting called off.
    """
    return _at_joint_meetings().where(
        Agenda.state == State.RELEASED,
        AgendaItem.released_at.is_not(None),
        Meeting.convened_at.is_not(None),
    )


@cache
def prepared_papers() -> Select[int, int]:
    """Select the same papers from the draft on, for who leads or serves a body that joins."""
    return _at_joint_meetings()


def papers_to_add(
    item: AgendaItem, actor: Actor, q: str = ""
) -> tuple[list[tuple[int, str]], bool]:
    """Return the current papers of the body that *actor* reads and that are not at the item yet.

    Those changed last come first; beside them it is told whether there are more than are named.
    """
    there = select(ItemPaper.document_id).where(ItemPaper.item_id == item.id)
    query = (
        select(Document.id, Document.number, Document.title)
        .where(visible(actor), Document.body_id == item.body_id, Document.state.in_(SHOWN[""]))
        .where(Document.id.not_in(there))
        .order_by(Document.changed_at.desc(), Document.id.desc())
    )
    if q:
        query = query.where(Document.search_text.contains(fold(q), autoescape=True))
    rows = db.session.execute(query.limit(PER_PAGE + 1)).all()
    return [(row.id, f"{row.number}. {row.title}") for row in rows[:PER_PAGE]], len(rows) > PER_PAGE


def get_item_paper(attachment_id: int) -> ItemPaper:
    found: ItemPaper = db.one_or_404(select(ItemPaper).where(ItemPaper.id == attachment_id))
    return found


def item_papers(item: AgendaItem) -> Sequence[ItemPaper]:
    query = select(ItemPaper).where(ItemPaper.item_id == item.id).order_by(ItemPaper.id)
    return db.session.scalars(query).all()


def announced_papers(meeting: Meeting) -> Sequence[ItemPaper]:
    """Return the public papers at the released lines of a meeting, item by item."""
    query = (
        select(ItemPaper)
        .join(AgendaItem, AgendaItem.id == ItemPaper.item_id)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Document, Document.id == ItemPaper.document_id)
        .where(Agenda.meeting_id == meeting.id, Agenda.state == State.RELEASED)
        .where(Document.access == Access.PUBLIC, Document.state == DocumentState.OUT)
        .order_by(AgendaItem.position, ItemPaper.id)
    )
    return db.session.scalars(query).all()
