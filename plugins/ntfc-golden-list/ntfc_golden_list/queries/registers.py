"""Readings of rules, lessons, and wishes for benefits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc_golden_list.models import (
    File,
    Firm,
    General,
    Lesson,
    Partner,
    Programme,
    Proposed,
    Reading,
)
from ntfc_golden_list.rules.programme import Recognition, Ruling

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


def names_of_firms(programme_id: int) -> list[str]:
    """Return by what the firms of a programme would be known: their names and numbers."""
    query = select(Firm.name, Firm.registration).join(File, File.firm_id == Firm.id)
    rows = db.session.execute(query.where(File.programme_id == programme_id))
    return [name for row in rows for name in row]


def partners(programme_id: int) -> Sequence[Partner]:
    query = select(Partner).where(Partner.programme_id == programme_id)
    return db.session.scalars(query.order_by(Partner.code).limit(AT_MOST)).all()


def get_partner(partner_id: int) -> Partner:
    query = select(Partner).where(Partner.id == partner_id)
    whole = joinedload(Partner.programme)
    found: Partner = db.one_or_404(
        query.options(whole.selectinload(Programme.kinds), whole.selectinload(Programme.roles))
    )
    return found


def codes_in_force(programme_id: int) -> dict[str, str]:
    """Return how our numbers begin at each partner who recognises the status."""
    query = select(Partner.code, Partner.prefix).where(Partner.programme_id == programme_id)
    query = query.where(Partner.recognition == Recognition.IN_FORCE).order_by(Partner.code)
    return {row[0]: row[1] for row in db.session.execute(query)}


def general(programme_id: int) -> Sequence[Any]:
    """Return the general problems that the committee was told, with what became of each."""
    query = (
        select(Issue.title, Issue.state, Issue.problem, Issue.reason, General.firms, General.at)
        .join(General, General.issue_id == Issue.id)
        .where(General.programme_id == programme_id)
    )
    return db.session.execute(query.order_by(General.id.desc()).limit(AT_MOST)).all()


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
