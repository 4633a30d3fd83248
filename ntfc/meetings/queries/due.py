"""By which day bodies are to meet next, after the days on which they met."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntfc.committees.models import Body
from ntfc.meetings.queries.rhythm import Met, days_of, met_on, next_of
from ntfc.procedure.models import Procedure
from ntfc.procedure.queries import Frame, frames_of, rules_of, rules_on, working_days
from ntfc.procedure.rules import Period, cite, history, next_due


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


def rhythm_asked(body: Body, today: date) -> Rhythm | None:
    """Return how *body* keeps its rhythm, where its rules ask for one."""
    return rhythm_on(body, today) if rules_on(body, today).cadence else None


def rhythm_on(body: Body, today: date) -> Rhythm:
    """Return how *body* keeps its rhythm, seen from *today*; of one not at work, its meetings."""
    meetings = days_of([body.id]).get(body.id, ())
    frame = frames_of([body.id], today).get(body.id, Frame(body, None))
    return _rhythm(frame, rules_on(body, today), meetings, today)


def rhythms_on(body_ids: Collection[int], today: date) -> Mapping[int, tuple[Any, Rhythm]]:
    """Return those of the bodies that are at work, each with its rhythm, in a few queries."""
    frames = frames_of(body_ids, today)
    rules, met = rules_of(list(frames), today), days_of(frames)
    return {
        number: (
            frame.body,
            _rhythm(frame, rules.get(number, Procedure()), met.get(number, ()), today),
        )
        for number, frame in frames.items()
    }


def _rhythm(frame: Frame, procedure: Procedure, meetings: Sequence[Met], today: date) -> Rhythm:
    held, span = met_on(meetings), frame.span
    due, periods = None, list[Period]()
    if span is not None:
        working = working_days(frame.body)
        due = next_due(procedure, held, span=span, today=today, is_working_day=working)
        periods = history(procedure, held, span=span, today=today)
    return Rhythm(
        procedure=procedure,
        rule=str(cite(procedure, "cadence")) if procedure.cadence else "",
        due=due,
        next=next_of(meetings, today),
        periods=periods[::-1],
        today=today,
    )
