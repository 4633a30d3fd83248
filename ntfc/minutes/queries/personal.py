"""What minutes keep of one person."""

from typing import Any

from sqlalchemy import select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.minutes.models import MinutesSection, SectionRevision, SectionWriter
from ntfc.richtext import words


def saved_by(person_id: int) -> list[dict[str, Any]]:
    """Return the texts a person saved, oldest first."""
    query = (
        select(Body.name, MinutesSection.title, SectionRevision.at, SectionRevision.html)
        .join(MinutesSection, MinutesSection.id == SectionRevision.section_id)
        .join(Body, Body.id == MinutesSection.body_id)
        .where(SectionRevision.person_id == person_id)
        .order_by(SectionRevision.id)
    )
    return [
        {"body": body, "section": title, "at": at, "text": words(html)}
        for body, title, at, html in db.session.execute(query)
    ]


def writing_of(person_id: int) -> list[dict[str, Any]]:
    """Return where a person was writing last."""
    query = (
        select(Body.name, MinutesSection.title, SectionWriter.seen_at)
        .join(MinutesSection, MinutesSection.id == SectionWriter.section_id)
        .join(Body, Body.id == MinutesSection.body_id)
        .where(SectionWriter.person_id == person_id)
        .order_by(SectionWriter.seen_at)
    )
    return [
        {"body": body, "section": title, "at": at} for body, title, at in db.session.execute(query)
    ]
