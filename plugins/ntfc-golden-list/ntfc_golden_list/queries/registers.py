"""Readings of rules, lessons, and wishes for benefits."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ntfc.db import db
from ntfc_golden_list.models import File, Firm, Lesson, Programme, Proposed, Reading
from ntfc_golden_list.rules.programme import Ruling

AT_MOST = 200


def readings(programme_id: int) -> Sequence[Reading]:
    query = select(Reading).where(Reading.programme_id == programme_id)
    return db.session.scalars(
        query.order_by(Reading.code, Reading.since.desc(), Reading.id.desc()).limit(AT_MOST)
    ).all()


def rulings(programme_id: int) -> list[Ruling]:
    """Return the readings as rules know them, those that were written first at the beginning."""
    query = select(Reading).where(Reading.programme_id == programme_id)
    rows = db.session.scalars(query.order_by(Reading.id.desc()))
    return [Ruling(row.code, row.since, row.text) for row in rows]


def lessons(programme_id: int) -> Sequence[Lesson]:
    query = select(Lesson).where(Lesson.programme_id == programme_id)
    return db.session.scalars(query.order_by(Lesson.id.desc()).limit(AT_MOST)).all()


def names_of_firms(programme_id: int) -> Sequence[str]:
    query = select(Firm.name).join(File, File.firm_id == Firm.id)
    return db.session.scalars(query.where(File.programme_id == programme_id)).all()


def proposals(programme_id: int) -> Sequence[Proposed]:
    """Return what was proposed, what has no answer yet first."""
    query = select(Proposed).where(Proposed.programme_id == programme_id)
    return db.session.scalars(
        query.order_by(Proposed.disposition.is_not(None), Proposed.id.desc()).limit(AT_MOST)
    ).all()


def get_proposal(proposed_id: int) -> Proposed:
    query = select(Proposed).where(Proposed.id == proposed_id)
    whole = joinedload(Proposed.programme)
    found: Proposed = db.one_or_404(
        query.options(whole.selectinload(Programme.kinds), whole.selectinload(Programme.roles))
    )
    return found
