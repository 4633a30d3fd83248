"""One paper with all that its page shows, and who may read which."""

from collections.abc import Collection, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select
from sqlalchemy.orm import joinedload

from ntfc.committees.models import Body
from ntfc.committees.queries import get_body, readable, readable_by_name, reader_of_bodies
from ntfc.db import db
from ntfc.documents.models import (
    NOT_OUT,
    NOT_TAKEN_IN,
    Access,
    Document,
    DocumentReader,
    DocumentReading,
    DocumentState,
    DocumentStep,
    DocumentVersion,
    DocumentWords,
    WordsState,
)
from ntfc.documents.queries.shared import (
    Shared,
    joined_papers,
    papers_shown_to_guest,
    shared,
)
from ntfc.documents.rules import HEADS
from ntfc.people.models import Person
from ntfc.permissions import CIRCLE, LEADERS, OFFICE, Actor, Insider, Role
from ntfc.procedure.queries import bodies_of

__all__ = ["get_body"]


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* reads a paper; `rules.VIEW` says the same."""
    if Role.PERSON not in actor.roles_in(None):
        return false()
    asks = SimpleNamespace(**bodies_by_part(actor))
    return _shown_to(asks, readable(actor), shared())


PARTS = {"circle": CIRCLE, "circle_and_heads": CIRCLE | HEADS, "heads": HEADS, "leaders": LEADERS}
PARTS["office"] = OFFICE


def bodies_by_part(actor: Actor) -> dict[str, Any]:
    """Return what is asked of an actor to tell which papers are read: who, and what where."""
    held = {name: bodies_of(actor, roles) for name, roles in PARTS.items()}
    return {"person_id": actor.person_id, **held}


def visible_by_name(given: Shared) -> ColumnElement[bool]:
    """Return the condition for an `Insider`, for a question that is put together once.

    Who asks is filled in at each asking, by `reader`; *given* is what `shared` returns.
    """
    parts: dict[str, Any] = {name: bindparam(name, expanding=True) for name in PARTS}
    asks = SimpleNamespace(person_id=bindparam("person_id"), **parts)
    return _shown_to(asks, readable_by_name(), given)


def reader(actor: Insider) -> dict[str, Any]:
    """Return what `visible_by_name` leaves open."""
    return {**bodies_by_part(actor), **reader_of_bodies(actor)}


def _shown_to(asks: Any, reads_body: ColumnElement[bool], given: Shared) -> ColumnElement[bool]:
    named = exists().where(
        DocumentReader.document_id == Document.id, DocumentReader.person_id == asks.person_id
    )
    under_undertaking = Document.access == Access.NON_DISCLOSURE
    signed = named.where(DocumentReader.signed_at.is_not(None))
    members = Document.access.in_((Access.PUBLIC, Access.MEMBERS))
    came = exists().where(
        DocumentStep.document_id == Document.id, DocumentStep.asked_at.is_not(None)
    )
    passing = or_(
        and_(members, came.where(DocumentStep.by_body_id.in_(asks.circle_and_heads))),
        and_(
            came.where(DocumentStep.by_body_id.in_(asks.heads)),
            or_(~under_undertaking, signed),
        ),
    )
    out = or_(
        and_(members, joined_papers(asks.circle, given.joined)),
        and_(members, joined_papers(asks.heads, given.prepared)),
        and_(members, papers_shown_to_guest(asks.person_id, given.invited)),
        and_(
            Document.access == Access.PUBLIC,
            Document.body_id.in_(select(Body.id).where(reads_body)),
        ),
        and_(
            members,
            Document.body_id.in_(asks.circle),
        ),
        and_(~under_undertaking, named),
        signed,
    )
    return or_(
        Document.body_id.in_(asks.office),
        and_(Document.body_id.in_(asks.leaders), or_(~under_undertaking, signed)),
        passing,
        and_(Document.state.in_(NOT_TAKEN_IN), Document.added_by_id == asks.person_id),
        and_(Document.state.not_in(NOT_OUT), out),
    )


def get_document(document_id: int) -> Document:
    found: Document = db.one_or_404(select(Document).where(Document.id == document_id))
    return found


def find_document(document_id: int) -> Document | None:
    return db.session.scalars(select(Document).where(Document.id == document_id)).one_or_none()


def get_version(version_id: int) -> DocumentVersion:
    found: DocumentVersion = db.one_or_404(
        select(DocumentVersion).where(DocumentVersion.id == version_id)
    )
    return found


def get_reader(reader_id: int) -> DocumentReader:
    """Return the line that names a reader, with its paper."""
    query = select(DocumentReader).where(DocumentReader.id == reader_id)
    found: DocumentReader = db.one_or_404(query.options(joinedload(DocumentReader.document)))
    return found


def versions_of(document: Document) -> Sequence[DocumentVersion]:
    """Return the versions of a paper, the latest first."""
    query = (
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document.id)
        .order_by(DocumentVersion.number.desc())
        .options(joinedload(DocumentVersion.added_by))
    )
    return db.session.scalars(query).all()


def latest_of(document: Document) -> DocumentVersion | None:
    query = select(DocumentVersion).where(
        DocumentVersion.document_id == document.id, DocumentVersion.number == document.latest
    )
    return db.session.scalars(query).one_or_none()


def next_number(body_id: int) -> int:
    """Return the number of the next paper of a body; call it with the body held."""
    query = select(func.max(Document.number)).where(Document.body_id == body_id)
    return (db.session.scalar(query) or 0) + 1


def people_named(document: Document) -> Mapping[int, str]:
    """Return the names of those who are named as readers."""
    wanted = [reader.person_id for reader in document.readers]
    query = select(Person.id, Person.name).where(Person.id.in_(wanted))
    return {row.id: row.name for row in db.session.execute(query)}


def readings_of(document: Document) -> Sequence[Any]:
    """Return who opened which version when, the latest first, as columns."""
    query = (
        select(Person.name, DocumentVersion.number, DocumentReading.at)
        .join(DocumentVersion, DocumentVersion.id == DocumentReading.version_id)
        .join(Person, Person.id == DocumentReading.person_id, isouter=True)
        .where(DocumentReading.document_id == document.id)
        .order_by(DocumentReading.id.desc())
        .limit(500)
    )
    return db.session.execute(query).all()


def sent_in_to(body_ids: Collection[int]) -> Sequence[Any]:
    """Return the papers that were sent in to one of the bodies and wait: id, title, body, sender."""
    query = (
        select(Document.id, Document.title, Body.name.label("body"), Person.name.label("sender"))
        .join(Body, Body.id == Document.body_id)
        .outerjoin(Person, Person.id == Document.added_by_id)
        .where(Document.body_id.in_(body_ids), Document.state == DocumentState.SENT_IN)
        .order_by(Document.added_at, Document.id)
    )
    return db.session.execute(query).all()


def to_sign(person_id: int) -> Sequence[Any]:
    """Return the papers that a person is named to read and has not signed for: id, title, body."""
    query = (
        select(Document.id, Document.title, Body.name)
        .join(Body, Body.id == Document.body_id)
        .join(DocumentReader, DocumentReader.document_id == Document.id)
        .where(DocumentReader.person_id == person_id, DocumentReader.signed_at.is_(None))
        .where(Document.access == Access.NON_DISCLOSURE, Document.state == DocumentState.OUT)
        .order_by(Document.id)
    )
    return db.session.execute(query).all()


def get_step(document_step_id: int) -> DocumentStep:
    """Return a body on the way of a paper, with the paper."""
    query = select(DocumentStep).where(DocumentStep.id == document_step_id)
    found: DocumentStep = db.one_or_404(query)
    return found


def steps_of(document: Document) -> Sequence[Any]:
    """Return the way of a paper, body by body, as columns; `recorder` noted what was said."""
    query = (
        select(
            DocumentStep.id,
            Body.name.label("body"),
            Body.is_restricted,
            DocumentStep.by_body_id,
            DocumentStep.asked_at,
            DocumentStep.outcome,
            DocumentStep.decided_on,
            DocumentStep.reason,
            DocumentVersion.id.label("version_id"),
            DocumentVersion.number,
            Person.name.label("recorder"),
        )
        .join(Body, Body.id == DocumentStep.by_body_id)
        .join(DocumentVersion, DocumentVersion.id == DocumentStep.version_id, isouter=True)
        .join(Person, Person.id == DocumentStep.decided_by_id, isouter=True)
        .where(DocumentStep.document_id == document.id)
        .order_by(DocumentStep.position, DocumentStep.id)
    )
    return db.session.execute(query).all()


def waiting_with(body_ids: Collection[int]) -> Sequence[Any]:
    """Return the papers that are with one of the bodies: step, paper, title, access, day."""
    query = (
        select(
            DocumentStep.id,
            DocumentStep.document_id,
            Document.title,
            Document.access,
            Body.name.label("body"),
        )
        .join(Document, Document.id == DocumentStep.document_id)
        .join(Body, Body.id == DocumentStep.by_body_id)
        .where(DocumentStep.by_body_id.in_(body_ids), DocumentStep.asked_at.is_not(None))
        .where(DocumentStep.outcome.is_(None), Document.state != DocumentState.WITHDRAWN)
        .order_by(DocumentStep.asked_at, DocumentStep.id)
    )
    return db.session.execute(query).all()


def words_of(version: DocumentVersion) -> DocumentWords | None:
    """Return what is known of the words of a version."""
    query = select(DocumentWords).where(DocumentWords.version_id == version.id)
    return db.session.scalars(query).one_or_none()


def unread_of(document: Document) -> Mapping[int, str]:
    """Return why the words of versions of a paper could not be read, by version."""
    query = (
        select(DocumentWords.version_id, DocumentWords.reason)
        .join(DocumentVersion, DocumentVersion.id == DocumentWords.version_id)
        .where(DocumentVersion.document_id == document.id)
        .where(DocumentWords.state == WordsState.FAILED)
    )
    return {row.version_id: row.reason for row in db.session.execute(query)}


def find_version(version_id: int) -> DocumentVersion | None:
    query = select(DocumentVersion).where(DocumentVersion.id == version_id)
    return db.session.scalars(query).one_or_none()
