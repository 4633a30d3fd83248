"""What papers keep of a person, for the person's own copy."""

from typing import Any

from sqlalchemy import select

from ntfc.db import db
from ntfc.documents.models import (
    Document,
    DocumentReader,
    DocumentReading,
    DocumentStep,
    DocumentVersion,
)


def _rows(query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(query).mappings()]


def added_by(person_id: int) -> list[dict[str, Any]]:
    query = select(Document.title, Document.added_at.label("at"))
    return _rows(query.where(Document.added_by_id == person_id).order_by(Document.id))


def versions_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(
            Document.title,
            DocumentVersion.number,
            DocumentVersion.added_at.label("at"),
            DocumentVersion.change,
        )
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(DocumentVersion.added_by_id == person_id)
        .order_by(DocumentVersion.id)
    )
    return _rows(query)


def named_for(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Document.title, DocumentReader.named_at.label("at"), DocumentReader.signed_at)
        .join(Document, Document.id == DocumentReader.document_id)
        .where(DocumentReader.person_id == person_id)
        .order_by(DocumentReader.id)
    )
    return _rows(query)


def opened_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Document.title, DocumentVersion.number, DocumentReading.at)
        .join(Document, Document.id == DocumentReading.document_id)
        .join(DocumentVersion, DocumentVersion.id == DocumentReading.version_id)
        .where(DocumentReading.person_id == person_id)
        .order_by(DocumentReading.id)
    )
    return _rows(query)


def decided_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Document.title, DocumentStep.decided_on.label("at"), DocumentStep.reason)
        .join(Document, Document.id == DocumentStep.document_id)
        .where(DocumentStep.decided_by_id == person_id)
        .order_by(DocumentStep.id)
    )
    return _rows(query)
