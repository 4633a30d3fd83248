"""By which day bodies are to meet next, after the days on which they met."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ntfc.committees.models import WORKING, Body, Term
from ntfc.db import db
from ntfc.meetings.queries.rhythm import Met, days_of, met_on, next_of, working_days
from ntfc.procedure.models import Procedure
from ntfc.procedure.queries import rules_of_all, rules_on
from ntfc.procedure.rules import Period, Span, cite, history, next_due


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """How a body keeps the rhythm that its rules ask for."""

    procedure: Procedure
    rule: str  # cited; empty where nothing is regulated
    due: date | None
    next: Met | None
    periods: Sequence[Period]  # the newest first
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < self.today

    @property
    def is_in_hand(self) -> bool:
        """Tell whether a meeting is planned or called that keeps the rule."""
        return self.next is not None and (self.due is None or self.next.day <= self.due)


def rhythm_on(body: Body, today: date) -> Rhythm:
    """Return how *body* keeps its rhythm, seen from *today*."""
    meetings = days_of([body.id]).get(body.id, ())
    term = _terms([body.id], today).get(body.id)
    return _rhythm(body, rules_on(body, today), meetings, term, today)


def rhythms_on(body_ids: Collection[int], today: date) -> Mapping[int, tuple[Any, Rhythm]]:
    """Return those of the bodies that are at work, each with its rhythm, in four queries."""
    columns = (
        *(Body.id, Body.name, Body.started_on, Body.sunset_on, Body.time_zone, Body.weekend),
        *(Body.holiday_country, Body.holiday_region, Body.own_holidays),
    )
    query = select(*columns).where(Body.id.in_(body_ids), Body.state.in_(WORKING))
    bodies = {row.id: row for row in db.session.execute(query.order_by(Body.name))}
    rules, met, terms = rules_of_all(today), days_of(bodies), _terms(bodies, today)
    return {
        number: (
            body,
            _rhythm(
                body, rules.get(number, Procedure()), met.get(number, ()), terms.get(number), today
            ),
        )
        for number, body in bodies.items()
    }


def _rhythm(
    body: Any,
    procedure: Procedure,
    meetings: Sequence[Met],
    term: tuple[date, date | None] | None,
    today: date,
) -> Rhythm:
    held = met_on(meetings)
    span = _span(body, term, held)
    due, periods = None, list[Period]()
    if span is not None:
        due = next_due(procedure, held, span=span, today=today, is_working_day=working_days(body))
        periods = history(procedure, held, span=span, today=today)
    return Rhythm(
        procedure=procedure,
        rule=str(cite(procedure, "cadence")) if procedure.cadence else "",
        due=due,
        next=next_of(meetings, today),
        periods=periods[::-1],
        today=today,
    )


def _terms(body_ids: Collection[int], today: date) -> dict[int, tuple[date, date | None]]:
    """Return first and last day of the term that each body is in."""
    query = select(Term.body_id, Term.starts_on, Term.ends_on).where(
        Term.body_id.in_(body_ids), Term.starts_on <= today
    )
    rows = db.session.execute(query.order_by(Term.number))
    return {row.body_id: (row.starts_on, row.ends_on) for row in rows}


def _span(body: Any, term: tuple[date, date | None] | None, held: Sequence[date]) -> Span | None:
    """Return the days that count: those of the term, else from the first day of the body on."""
    first = term[0] if term else body.started_on or next(iter(held), None)
    ends = [day for day in (term[1] if term else None, body.sunset_on) if day]
    return Span(first, min(ends, default=None)) if first else None
