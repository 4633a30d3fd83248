"""Benefits with their uses."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from ntfc.db import db
from ntfc_golden_list.models import Benefit, Certificate, File, Measured, Used, UseTotal
from ntfc_golden_list.rules import benefits as rules


def get_benefit(benefit_id: int) -> Benefit:
    found: Benefit = db.one_or_404(select(Benefit).where(Benefit.id == benefit_id))
    return found


def totals(programme_id: int) -> dict[int, tuple[int, Decimal, Decimal]]:
    """Return how often each benefit was used by all firms, and the minutes and money it saved."""
    query = (
        select(
            UseTotal.benefit_id,
            func.sum(UseTotal.times),
            func.sum(UseTotal.minutes),
            func.sum(UseTotal.money),
        )
        .join(Benefit, UseTotal.benefit_id == Benefit.id)
        .where(Benefit.programme_id == programme_id)
        .group_by(UseTotal.benefit_id)
    )
    rows = db.session.execute(query)
    return {row[0]: (int(row[1]), Decimal(row[2]), Decimal(row[3])) for row in rows}


def measured(programme_id: int) -> dict[int, Measured]:
    """Return what was measured last of each effect."""
    query = select(Measured).join(Benefit, Measured.benefit_id == Benefit.id)
    query = query.where(Benefit.programme_id == programme_id).order_by(Measured.on, Measured.id)
    return {row.benefit_id: row for row in db.session.scalars(query)}


def of_firm(programme_id: int, file_id: int) -> Sequence[Any]:
    """Return what was promised, how often one firm used it and what it saved; the unused first."""
    saved = func.sum(Used.times * (Used.minutes_without - Used.minutes_with))
    times = func.coalesce(func.sum(Used.times), 0)
    query = select(
        Benefit.name,
        Benefit.promised_on,
        Benefit.delivered_on,
        times.label("times"),
        func.coalesce(saved, 0).label("minutes"),
        func.coalesce(func.sum(Used.money_saved), 0).label("money"),
    ).outerjoin(Used, (Used.benefit_id == Benefit.id) & (Used.file_id == file_id))
    query = query.where(Benefit.programme_id == programme_id, Benefit.promised_on.is_not(None))
    return db.session.execute(query.group_by(Benefit.id).order_by(times, Benefit.id)).all()


def sums_of(months: Collection[date], benefit_ids: Collection[int]) -> Sequence[Any]:
    """Return what all firms together used of some benefits in some months."""
    saved = func.sum(Used.times * (Used.minutes_without - Used.minutes_with))
    query = select(
        Used.benefit_id,
        Used.month,
        func.sum(Used.times).label("times"),
        func.coalesce(saved, 0).label("minutes"),
        func.coalesce(func.sum(Used.money_saved), 0).label("money"),
    ).where(Used.month.in_(months), Used.benefit_id.in_(benefit_ids))
    return db.session.execute(query.group_by(Used.benefit_id, Used.month)).all()


def plain(rows: Sequence[Benefit], uses: Mapping[int, int]) -> list[rules.Benefit]:
    """Return benefits as rules know them."""
    return [
        rules.Benefit(
            key=one.id,
            group=one.group,
            measure=one.measure,
            promised_on=one.promised_on,
            delivered_on=one.delivered_on,
            uses=uses.get(one.id, 0),
        )
        for one in rows
    ]


def files_by_certificate(programme_id: int, numbers: set[str]) -> dict[str, int]:
    """Return the file of each certificate of these numbers."""
    query = (
        select(Certificate.number, Certificate.file_id)
        .join(File, Certificate.file_id == File.id)
        .where(File.programme_id == programme_id, Certificate.number.in_(numbers))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def known_uses(file_ids: set[int]) -> dict[tuple[int, int, object], Used]:
    """Return what is recorded of these files already, so that a file sent twice counts once."""
    query = select(Used).where(Used.file_id.in_(file_ids)).order_by(Used.id)
    return {(row.file_id, row.benefit_id, row.month): row for row in db.session.scalars(query)}
