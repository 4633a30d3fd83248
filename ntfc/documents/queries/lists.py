"""Lists of papers: of a body, of all one may read, of what they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.documents.models import Access, Document, DocumentState, DocumentVersion
from ntfc.documents.queries.reading import visible
from ntfc.permissions import Actor
from ntfc.texts import fold

PER_PAGE = 50
S = DocumentState
SHOWN = {
    "": (S.OUT,),
    "drafts": (S.DRAFT,),
    "sent": (S.SENT_IN, S.SENT_BACK),
    "withdrawn": (S.WITHDRAWN,),
    "all": tuple(S),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """How the list of papers is narrowed."""

    body_id: int | None = None
    show: str = ""
    q: str = ""
    access: Access | None = None


@dataclass(frozen=True)
class DocumentRow:
    """A paper as a list shows it, with its latest version."""

    id: int
    body_id: int
    body: str
    number: int
    title: str
    source: str
    access: Access
    state: DocumentState
    latest: int
    changed_at: datetime
    version_id: int | None
    media: str
    size: int | None


def columns() -> Select[*tuple[Any, ...]]:
    """Select the columns of `DocumentRow`."""
    latest = and_(
        DocumentVersion.document_id == Document.id, DocumentVersion.number == Document.latest
    )
    return (
        select(
            Document.id,
            Document.body_id,
            Body.name.label("body"),
            Document.number,
            Document.title,
            Document.source,
            Document.access,
            Document.state,
            Document.latest,
            Document.changed_at,
            DocumentVersion.id.label("version_id"),
            DocumentVersion.media,
            DocumentVersion.size,
        )
        .select_from(Document)
        .join(Body, Body.id == Document.body_id)
        .join(DocumentVersion, latest, isouter=True)
    )


def listed(actor: Actor, filters: Filters, page: int) -> tuple[list[DocumentRow], int]:
    """Return one page of papers, those changed last first, and how many there are."""
    conditions = [visible(actor), *_conditions(filters)]
    count = db.session.scalar(select(func.count()).select_from(Document).where(*conditions)) or 0
    query = (
        columns()
        .where(*conditions)
        .order_by(Document.changed_at.desc(), Document.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [DocumentRow(*row) for row in db.session.execute(query)], count


def _conditions(filters: Filters) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Document.state.in_(SHOWN.get(filters.show, SHOWN[""]))]
    if filters.body_id is not None:
        found.append(Document.body_id == filters.body_id)
    if filters.access is not None:
        found.append(Document.access == filters.access)
    if filters.q:
        found.append(Document.search_text.contains(fold(filters.q), autoescape=True))
    return found


def shown_with(actor: Actor, *conditions: ColumnElement[bool]) -> list[DocumentRow]:
    """Return the papers *actor* may read that fulfil the conditions, in the order of numbers."""
    query = columns().where(visible(actor), *conditions).order_by(Document.number, Document.id)
    return [DocumentRow(*row) for row in db.session.execute(query)]
