"""What the guards of the life cycle must know of a file."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from ntfc.db import db
from ntfc_golden_list.models import File, Kind, Moved, Paper, Visited
from ntfc_golden_list.queries import files, findings
from ntfc_golden_list.rules import judging, lifecycle
from ntfc_golden_list.rules.lifecycle import Case, State, Visit


def moves(file_id: int) -> Sequence[Any]:
    """Return the steps of a file, as the guards of the next one know them."""
    query = select(Moved.start, Moved.to, Moved.on, Moved.by_id).where(Moved.file_id == file_id)
    return db.session.execute(query.order_by(Moved.number)).all()


def case_of(file: File, kind: Kind | None = None) -> Case:
    """Return what the guards of the life cycle must know of a file, judged for a class."""
    asked = [files.plain(criterion) for criterion in files.questions(file, kind)]
    all_visits, steps = files.visits(file.id), moves(file.id)
    made = [visit for visit in all_visits if visit.made_on is not None]
    found = {key: one.result for key, one in findings.standing(file, made).items()}
    unmet, unplanned = judging.shortcomings(asked, found)
    return Case(
        state=file.state,
        since=file.since,
        round_from=file.round_from,
        was_nominated=file.was_nominated,
        has_consented=not file.was_nominated or file.consented_on is not None,
        gaps=len(judging.gaps(asked, files.said(files.answers(file.id)))),
        visits=tuple(map(_as_rule, made)),
        unmet=len(unmet),
        unplanned=len(unplanned),
        controls=len(files.controls(file.id)),
        has_contact=file.coordinator_id is not None,
        is_round_open=lifecycle.is_round_open((step.start, step.to) for step in steps),
        took_part=_took_part(all_visits, steps, files.papers(file.id, of_visits=True)),
        was_taken_over=file.was_taken_over,
        was_certified=file.was_certified,
        appealed_from=file.appealed_from,
        ended_on=file.ended_on,
    )


def _as_rule(visit: Visited) -> Visit:
    return Visit(
        on=visit.made_on or date.min,
        validators=frozenset({visit.validator_id}),
        on_premises=visit.on_premises,
        is_accurate=judging.is_accurate(one.result for one in visit.standing.values()),
    )


def _took_part(
    visits: Iterable[Visited], steps: Iterable[Any], papers: Iterable[Paper]
) -> frozenset[int]:
    """Return who ever planned a visit, noted or corrected one, brought a photo, or passed it on."""
    found = {step.by_id for step in steps if step.to in lifecycle.VALIDATED}
    found |= {paper.by_id for paper in papers if paper.visit_id is not None}
    for visit in visits:
        found |= {visit.validator_id, *(one.by_id for one in visit.accounts)}
        found |= {one.by_id for one in visit.findings}
    return frozenset(number for number in found if number is not None)


def decided_at(file_id: int) -> datetime | None:
    """Return when a decision was taken last on what had been found of a firm."""
    ends = [*lifecycle.JUDGED, State.SUSPENDED, State.REMOVED, State.REJECTED]
    query = select(func.max(Moved.at)).where(Moved.file_id == file_id, Moved.to.in_(ends))
    return db.session.scalar(query)
