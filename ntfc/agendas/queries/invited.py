"""What guests and experts read of the items for which they come, and everybody by a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Select, String, cast, literal, select

from ntfc.agendas import rules
from ntfc.agendas.models import Agenda, AgendaItem, AgendaState, ItemPaper, ItemState
from ntfc.agendas.queries.papers import PaperRow, papers_on
from ntfc.agendas.queries.whole import agenda_of
from ntfc.db import db
from ntfc.documents.models import Document, DocumentReader
from ntfc.meetings.models import CLOSED, Invitation, InvitationItem, Meeting
from ntfc.meetings.queries import keys_of
from ntfc.meetings.queries.by_hand import without_mail
from ntfc.meetings.queries.calling import invitations_of
from ntfc.permissions import Insider, can
from ntfc.seats.queries import standing_of

KEY = "agenda_items:"
GONE = (ItemState.DROPPED, ItemState.POSTPONED)


@dataclass(frozen=True)
class OpenItem:
    """An item with its papers, as somebody reads them by a link."""

    label: str
    depth: int
    item: AgendaItem
    papers: Sequence[PaperRow]


@cache
def invited_papers() -> Select[int, int, str]:
    """Select the papers of items, the guests who come for these, and the titles.

    That is once the agenda went out, until the meeting is over; of no item in confidence.
    """
    key = literal(KEY) + cast(AgendaItem.id, String)
    return (
        select(ItemPaper.document_id, Invitation.person_id, AgendaItem.title)
        .join(AgendaItem, AgendaItem.id == ItemPaper.item_id)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .join(Invitation, Invitation.meeting_id == Meeting.id)
        .join(
            InvitationItem,
            (InvitationItem.invitation_id == Invitation.id)
            & (InvitationItem.item_key == key)
            & InvitationItem.gone_at.is_(None),
        )
        .join(Document, Document.id == ItemPaper.document_id)
        .where(Document.body_id == Meeting.body_id, Agenda.state == AgendaState.RELEASED)
        .where(AgendaItem.released_at.is_not(None), AgendaItem.state.not_in(GONE))
        .where(AgendaItem.is_confidential.is_(False))
        .where(Meeting.convened_at.is_not(None), Meeting.state.not_in(CLOSED))
        .where(Invitation.seat_id.is_(None), Invitation.withdrawn_at.is_(None))
    )


def papers_by_hand(meeting_id: int) -> Sequence[Invitation]:
    """Return the invitations of those who read the papers only by a link that is handed over."""
    invited = invitations_of(meeting_id)
    people = {person.id for person in without_mail({one.person_id for one in invited})}
    return [one for one in invited if one.person_id in people]


def open_items(invitation: Invitation, today: date) -> list[OpenItem]:
    """Return what the one who is invited reads by a link: all items, guests only their own."""
    agenda = agenda_of(invitation.meeting_id)
    if agenda is None or agenda.state is not AgendaState.RELEASED:
        return []
    number = invitation.person_id
    reader = Insider(person_id=number, name="", token="", **vars(standing_of(number, today)))
    chosen = None if invitation.seat_id else keys_of([invitation.id]).get(invitation.id, ())
    papers, named = papers_on(agenda, reader), _named(number)
    return [
        OpenItem(line.label, line.depth, line.item, _open(papers.get(line.item.id, ()), named))
        for line in rules.lined_up(agenda.items)
        if _is_open(line.item, chosen) and can(reader, rules.VIEW_ITEM, line.item)
    ]


def _is_open(item: AgendaItem, chosen: Sequence[str] | None) -> bool:
    if chosen is not None:
        return rules.is_for_everybody(item) and f"{KEY}{item.id}" in chosen
    return item.released_at is not None and item.state not in GONE


def _open(rows: Sequence[PaperRow], named: Mapping[int, bool]) -> list[PaperRow]:
    return [
        row
        for row in rows
        if rules.opens_by_link(
            row.access,
            row.state,
            named=row.document_id in named,
            signed=named.get(row.document_id, False),
        )
    ]


def _named(person_id: int) -> Mapping[int, bool]:
    """Return the papers that a person is named to read, and whether the undertaking is signed."""
    query = select(DocumentReader.document_id, DocumentReader.signed_at)
    rows = db.session.execute(query.where(DocumentReader.person_id == person_id))
    return {row.document_id: row.signed_at is not None for row in rows}
