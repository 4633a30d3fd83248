"""Numbers for reports: each is counted by the database, however many firms there are."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, exists, extract, func, or_, select

from ntfc.db import db
from ntfc.people.models import Person
from ntfc_golden_list.models import (
    Benefit,
    Certificate,
    Criterion,
    File,
    Finding,
    Firm,
    Moved,
    Used,
    UseTotal,
    Visited,
)
from ntfc_golden_list.queries.programmes import certificates_in_force
from ntfc_golden_list.rules.judging import Result
from ntfc_golden_list.rules.lifecycle import ENDED, State
from ntfc_golden_list.rules.reports import FUNNEL, Period

MOST_CASES = 200
BY = {"size": Firm.size, "region": Firm.region, "sector": Firm.sector}


def _moved(programme_id: int, period: Period, *columns: Any) -> Select[Any]:
    query = select(*columns).select_from(Moved).join(File, Moved.file_id == File.id)
    return query.where(
        File.programme_id == programme_id, Moved.on.between(period.first, period.last)
    )


FIRMS = func.count(Moved.file_id.distinct())


def _month(day: ColumnElement[Any] | Any) -> tuple[Any, Any]:
    return extract("year", day), extract("month", day)


def came_by_month(
    programme_id: int, period: Period, to: Sequence[State]
) -> dict[tuple[Any, State], int]:
    """Return how many firms came to each of some states, by month."""
    year, month = _month(Moved.on)
    query = _moved(programme_id, period, year, month, Moved.to, FIRMS)
    query = query.where(Moved.to.in_(to)).group_by(year, month, Moved.to)
    return {(date(int(y), int(m), 1), to): n for y, m, to, n in db.session.execute(query)}


def came_by(programme_id: int, period: Period) -> dict[str, dict[tuple[Any, State], int]]:
    """Return how many firms came to each step of the way in, by role, size, region and sector.

    A firm has one of each, so one question does: its counts are added up for each of them.
    """
    columns = (cast(File.roles, String), *BY.values())
    query = _moved(programme_id, period, Moved.to, FIRMS, *columns)
    query = query.join(Firm, File.firm_id == Firm.id).where(Moved.to.in_(FUNNEL))
    found: dict[str, Counter[tuple[Any, State]]] = {name: Counter() for name in ("role", *BY)}
    for to, number, roles, *values in db.session.execute(query.group_by(Moved.to, *columns)):
        for part in _roles(roles):
            found["role"][part, to] += number
        for name, value in zip(BY, values, strict=True):
            found[name][value, to] += number
    return {name: dict(counted) for name, counted in found.items()}


def _roles(told: Any) -> list[str]:
    """Return the roles as they are stored: text of JSON."""
    return list(json.loads(told)) if isinstance(told, str) else list(told or ())


def days_by_step(programme_id: int, period: Period) -> dict[State, tuple[int, float, int]]:
    """Return of each state how often it was left, after how many days on average, and at most."""
    numbers = (func.count(Moved.id), func.avg(Moved.days), func.max(Moved.days))
    query = _moved(programme_id, period, Moved.start, *numbers)
    query = query.where(Moved.days.is_not(None)).group_by(Moved.start)
    return {row[0]: (row[1], float(row[2]), row[3]) for row in db.session.execute(query)}


def ends_of_appeals(programme_id: int, period: Period) -> tuple[dict[State, int], dict[State, int]]:
    """Return against what firms appealed, and what appeals ended in."""
    query = _moved(programme_id, period, Moved.start, Moved.to, func.count(Moved.id))
    query = query.where(or_(Moved.start == State.APPEAL, Moved.to == State.APPEAL))
    rows = db.session.execute(query.group_by(Moved.start, Moved.to)).all()
    return (
        {start: number for start, to, number in rows if to is State.APPEAL},
        {to: number for start, to, number in rows if start is State.APPEAL},
    )


def cases_against(programme_id: int, period: Period, to: Sequence[State]) -> Sequence[Any]:
    """Return the steps against firms with their grounds, the latest first: for customs only."""
    query = _moved(programme_id, period, Moved.on, Moved.to, Moved.reasons, Firm.name, Person.name)
    query = query.join(Firm, File.firm_id == Firm.id).outerjoin(Person, Moved.by_id == Person.id)
    query = query.where(Moved.to.in_(to)).order_by(Moved.on.desc(), Moved.id.desc())
    return db.session.execute(query.limit(MOST_CASES)).all()


def holders_by(programme_id: int, on: date) -> dict[str, dict[Any, int]]:
    """Return how many firms hold the status on a day, by class, role, size, region and sector.

    A firm that holds two classes counts in both, and once in all else.
    """
    columns = (cast(Certificate.roles, String), *BY.values())
    in_force = certificates_in_force(programme_id, on)
    first = select(func.min(Certificate.id)).join(File, Certificate.file_id == File.id)
    first = first.where(*in_force).group_by(Certificate.file_id)
    query = select(func.count(Certificate.id), *columns).select_from(Certificate)
    query = query.join(File, Certificate.file_id == File.id).join(Firm, File.firm_id == Firm.id)
    query = query.where(Certificate.id.in_(first)).group_by(*columns)
    found: dict[str, Counter[Any]] = {name: Counter() for name in ("role", *BY)}
    for number, roles, *values in db.session.execute(query):
        for part in _roles(roles):
            found["role"][part] += number
        for name, value in zip(BY, values, strict=True):
            found[name][value] += number
    kinds = select(Certificate.kind_id, func.count(File.id.distinct()))
    kinds = kinds.join(File, Certificate.file_id == File.id).where(*in_force)
    by_class = db.session.execute(kinds.group_by(Certificate.kind_id)).all()
    return {"class": {row[0]: row[1] for row in by_class}, **found}


def used(programme_id: int, period: Period) -> Sequence[Any]:
    """Return of each benefit how often it was used, and the minutes and money it saved."""
    sums = [func.coalesce(func.sum(one), 0) for one in (UseTotal.times, UseTotal.minutes)]
    money = func.coalesce(func.sum(UseTotal.money), 0)
    within = UseTotal.month.between(period.first.replace(day=1), period.last)
    query = (
        select(Benefit.name, *sums, money)
        .outerjoin(UseTotal, (UseTotal.benefit_id == Benefit.id) & within)
        .where(Benefit.programme_id == programme_id, Benefit.promised_on.is_not(None))
        .group_by(Benefit.id)
        .order_by(sums[0], Benefit.id)
    )
    return db.session.execute(query).all()


def _idle(programme_id: int, period: Period, on: date, *columns: Any) -> Select[Any]:
    """Ask for firms that hold the status and used no benefit in a time."""
    held = select(Certificate.file_id).join(File, Certificate.file_id == File.id)
    held = held.where(*certificates_in_force(programme_id, on))
    within = Used.month.between(period.first.replace(day=1), period.last)
    uses = exists().where(Used.file_id == File.id, within)
    query = select(*columns).select_from(File).join(Firm, File.firm_id == Firm.id)
    return query.where(File.id.in_(held), ~uses)


def idle(programme_id: int, period: Period, on: date) -> int:
    """Return how many firms that hold the status used no benefit in a time."""
    return db.session.scalar(_idle(programme_id, period, on, func.count(File.id))) or 0


def idle_firms(programme_id: int, period: Period, on: date) -> Sequence[Any]:
    """Return those firms with their contact: for customs only."""
    query = _idle(programme_id, period, on, Firm.name, Firm.registration, Person.name)
    query = query.outerjoin(Person, File.coordinator_id == Person.id)
    return db.session.execute(query.order_by(Firm.name, File.id).limit(MOST_CASES)).all()


def visits_by_month(programme_id: int, period: Period) -> dict[tuple[date, str], int]:
    """Return how many visits were planned for, and made in, each month."""
    found = {}
    for name, day in (("planned", Visited.planned_on), ("made", Visited.made_on)):
        year, month = _month(day)
        query = (
            select(year, month, func.count(Visited.id))
            .join(File, Visited.file_id == File.id)
            .where(File.programme_id == programme_id, day.between(period.first, period.last))
            .group_by(year, month)
        )
        for y, m, number in db.session.execute(query):
            found[date(int(y), int(m), 1), name] = number
    return found


def open_improvements(programme_id: int, today: date) -> Sequence[Any]:
    """Return by area how many improvements are open, and how many of them are late."""
    last = (
        select(func.max(Finding.id).label("id"))
        .join(Visited, Finding.visit_id == Visited.id)
        .join(File, Visited.file_id == File.id)
        .where(File.programme_id == programme_id, File.state.not_in(ENDED))
        .group_by(Visited.file_id, Finding.criterion_id)
        .subquery()
    )
    late = func.sum(case((Finding.due_on < today, 1), else_=0))
    query = (
        select(Criterion.area, func.count(Finding.id), late)
        .join(last, Finding.id == last.c.id)
        .join(Criterion, Finding.criterion_id == Criterion.id)
        .where(Finding.result == Result.PLANNED)
        .group_by(Criterion.area)
        .order_by(Criterion.area)
    )
    return db.session.execute(query).all()
