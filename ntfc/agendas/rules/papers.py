"""When a paper stands at an item, and which papers visitors may take."""

from collections.abc import Iterator
from typing import Any

from ntfc.agendas.models import AgendaItem, ItemPaper
from ntfc.agendas.rules.items import is_for_everybody
from ntfc.documents.models import Access, Document, DocumentState
from ntfc.i18n import _
from ntfc.meetings.models import Meeting


def comes_late(item: AgendaItem) -> bool:
    """Tell whether a paper added now was not with the item when it went out."""
    return item.released_at is not None


def read_alike(item: AgendaItem, document: Document) -> bool:
    """Tell whether whoever reads the item reads the paper too, so that its words may stand there."""
    for_circle = document.access is Access.MEMBERS and item.is_confidential
    return document.access is Access.PUBLIC or for_circle


def opens_by_link(access: Access, state: DocumentState, *, named: bool, signed: bool) -> bool:
    """Tell whether a paper that somebody reads opens by a link, too: weaker than to sign in.

    What is for those who are named opens for them only, under non-disclosure once they signed.
    """
    if state is not DocumentState.OUT:
        return False
    if access is Access.NON_DISCLOSURE:
        return signed
    return named if access is Access.NAMED else True


def obstacles_to_removing(paper: ItemPaper) -> Iterator[str]:
    """Yield why a paper is not taken off its item."""
    if paper.item.released_at is not None and not paper.is_late:
        yield _("The agenda went out with this paper. Withdraw the paper itself, with a reason.")


def is_announced(paper: ItemPaper, restricted: Any) -> bool:
    """Tell whether everybody may take a paper: public, at a released line of a public meeting.

    *restricted*: whether one of the bodies of the meeting is seen by its own people only.
    """
    meeting: Meeting = paper.item.agenda.meeting
    is_called = meeting.is_public and meeting.convened_at is not None and not restricted
    is_public = paper.document.access is Access.PUBLIC
    is_out = paper.document.state is DocumentState.OUT
    return is_called and is_public and is_out and is_for_everybody(paper.item)
