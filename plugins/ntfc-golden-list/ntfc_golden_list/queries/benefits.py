"""Benefits with their uses."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import func, select

from ntfc.db import db
from ntfc_golden_list.models import Benefit, Certificate, File, Used
from ntfc_golden_list.rules import benefits as rules


def get_benefit(benefit_id: int) -> Benefit:
    found: Benefit = db.one_or_404(select(Benefit).where(Benefit.id == benefit_id))
    return found


def times_used(programme_id: int) -> dict[int, int]:
    """Return how often each benefit was used by all firms together."""
    query = (
        select(Used.benefit_id, func.sum(Used.times))
        .join(Benefit, Used.benefit_id == Benefit.id)
        .where(Benefit.programme_id == programme_id)
        .group_by(Used.benefit_id)
    )
    return {row[0]: int(row[1]) for row in db.session.execute(query)}


def minutes_saved(programme_id: int) -> dict[int, Decimal]:
    """Return the minutes that each benefit saved against its baseline."""
    saved = func.sum(Used.times * (Used.minutes_without - Used.minutes_with))
    query = (
        select(Used.benefit_id, saved)
        .join(Benefit, Used.benefit_id == Benefit.id)
        .where(Benefit.programme_id == programme_id, Used.minutes_with.is_not(None))
        .group_by(Used.benefit_id)
    )
    return {row[0]: Decimal(row[1] or 0) for row in db.session.execute(query)}


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


def known_uses(file_ids: set[int], source: str) -> dict[tuple[int, int, object], Used]:
    """Return what is recorded of these files already, so that a file sent twice counts once."""
    query = select(Used).where(Used.file_id.in_(file_ids), Used.source == source)
    return {(row.file_id, row.benefit_id, row.month): row for row in db.session.scalars(query)}
