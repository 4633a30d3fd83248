"""When the next meeting is due and which periods kept the rhythm. Pure: every day is an argument."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ntfc.procedure.models import CadenceKind, Procedure

WorkingDay = Callable[[date], bool]
ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE = 60  # days; a calendar without any working day must not hang the page


@dataclass(frozen=True)
class Period:
    """A stretch of time, how many meetings the rule asks for in it, and how many there were."""

    starts_on: date
    ends_on: date
    needed: int
    held: int
    kept: bool | None  # None: not over yet


@dataclass(frozen=True)
class Span:
    """The days that count: from the start of the term or body to its end, if it has one."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, starts_on: date, ends_on: date) -> bool:
        return self.starts_on <= starts_on and (self.ends_on is None or ends_on <= self.ends_on)


def span_of(
    started_on: date | None,
    sunset_on: date | None,
    term_starts_on: date | None,
    term_ends_on: date | None,
) -> Span | None:
    """Return the days in which a rhythm counts: those of the term, else those of the body."""
    starts_on = term_starts_on or started_on
    if starts_on is None:
        return None
    ends = [day for day in (sunset_on, term_ends_on) if day is not None]
    return Span(starts_on, min(ends, default=None))


def next_due(
    procedure: Procedure,
    held: Sequence[date],
    *,
    span: Span,
    today: date,
    is_working_day: WorkingDay,
) -> date | None:
    """Return the last working day on which the next meeting keeps the rule; past: overdue.

    None when nothing asks for a further meeting: no rule, as needed, or the term ends before.
    """
    counted = sorted(day for day in held if span.starts_on <= day)
    due = _due(procedure, counted, span, today)
    if due is None or (span.ends_on is not None and due > span.ends_on):
        return None
    return working_day_up_to(due, is_working_day)


def _due(procedure: Procedure, held: Sequence[date], span: Span, today: date) -> date | None:
    kind, n = procedure.cadence, procedure.cadence_n or 0
    if kind is CadenceKind.FIXED_MONTHS:
        return _due_month(procedure.cadence_months, held, span, today)
    if kind in (None, CadenceKind.AS_NEEDED) or n < 1:
        return None
    last = held[-1] if held else span.starts_on
    if kind is CadenceKind.MAX_GAP_MONTHS:
        return months_later(last, n)
    if kind is CadenceKind.MAX_GAP_DAYS:
        return last + timedelta(days=n)
    if kind is CadenceKind.PER_TERM:
        return _due_in_term(n, held, span)
    return _due_in_year(n, held, span, today)


def _due_in_year(n: int, held: Sequence[date], span: Span, today: date) -> date:
    """Spread the meetings evenly over the year, for a rule of so many a year names no days."""
    year = max(today, span.starts_on).year
    in_year = sum(1 for day in held if day.year == year)
    parts = [end for start, end in year_parts(year, n) if start >= span.starts_on]
    return parts[in_year] if in_year < len(parts) else year_parts(year + 1, n)[0][1]


def _due_in_term(n: int, held: Sequence[date], span: Span) -> date | None:
    if span.ends_on is None or len(held) >= n:
        return None
    return parts_of(span.starts_on, span.ends_on, n)[len(held)][1]


def _due_month(months: Sequence[int], held: Sequence[date], span: Span, today: date) -> date | None:
    """Return the end of the first named month, this one or a later, without a meeting yet."""
    met = {(day.year, day.month) for day in held}
    first = max(today, span.starts_on)
    ahead = (_month_after(first, count) for count in range(26)) if months else ()
    open_ = ((year, month) for year, month in ahead if month in months and (year, month) not in met)
    found = next(open_, None)
    return month_end(*found) if found else None


def history(procedure: Procedure, held: Sequence[date], *, span: Span, today: date) -> list[Period]:
    """Return each period the rule speaks of, up to the present one, and whether it was kept."""
    kind, n = procedure.cadence, procedure.cadence_n or 0
    days = sorted(day for day in held if span.starts_on <= day <= today)
    if kind is CadenceKind.FIXED_MONTHS:
        bounds: Iterator[tuple[date, date, int]] = _months(procedure.cadence_months, span, today)
    elif kind in (None, CadenceKind.AS_NEEDED) or n < 1:
        return []
    elif kind in (CadenceKind.MAX_GAP_MONTHS, CadenceKind.MAX_GAP_DAYS):
        return list(_gaps(procedure, days, span, today))
    elif kind is CadenceKind.PER_TERM:
        end = span.ends_on
        bounds = iter([(span.starts_on, end, n)] if end else [])
    else:
        bounds = _years(n, span, today)
    return [_period(start, end, needed, days, today) for start, end, needed in bounds]


def _period(start: date, end: date, needed: int, days: Sequence[date], today: date) -> Period:
    held = sum(1 for day in days if start <= day <= end)
    if held >= needed:
        return Period(start, end, needed, held, kept=True)
    return Period(start, end, needed, held, kept=None if today <= end else False)


def _years(n: int, span: Span, today: date) -> Iterator[tuple[date, date, int]]:
    """Name each year with what it asks for; of a year begun late only the whole parts count."""
    last = min(today, span.ends_on or today)
    for year in range(span.starts_on.year, last.year + 1):
        needed = sum(1 for part in year_parts(year, n) if span.covers(*part))
        start = max(date(year, 1, 1), span.starts_on)
        yield start, min(date(year, 12, 31), span.ends_on or date.max), needed


def _months(months: Sequence[int], span: Span, today: date) -> Iterator[tuple[date, date, int]]:
    last = min(today, span.ends_on or today)
    for year in range(span.starts_on.year, last.year + 1):
        for month in sorted(months):
            start, end = date(year, month, 1), month_end(year, month)
            if start <= last and span.covers(start, end):
                yield start, end, 1


def _gaps(procedure: Procedure, days: Sequence[date], span: Span, today: date) -> Iterator[Period]:
    """Name each stretch between two meetings; kept when the second came before the limit."""
    anchors = [span.starts_on, *days]
    for start, end in zip(anchors, [*days, None], strict=True):
        limit = _due(procedure, [start], span, today) or start
        if end is not None:
            yield Period(start, end, 1, 1, kept=end <= limit)
        elif span.ends_on is None or limit <= span.ends_on:
            yield Period(start, limit, 1, 0, kept=None if today <= limit else False)


def year_parts(year: int, n: int) -> list[tuple[date, date]]:
    """Return the year in *n* parts: twelve months fall into equal months, else into days."""
    if n in (1, 2, 3, 4, 6, 12):
        size = 12 // n
        ends = [month_end(year, size * (part + 1)) for part in range(n)]
        starts = [date(year, size * part + 1, 1) for part in range(n)]
        return list(zip(starts, ends, strict=True))
    return parts_of(date(year, 1, 1), date(year, 12, 31), n)


def parts_of(start: date, end: date, n: int) -> list[tuple[date, date]]:
    """Return the days from *start* to *end* in *n* parts as equal as days allow."""
    days = (end - start).days + 1
    cuts = [start + timedelta(days=days * part // n) for part in range(n + 1)]
    return [(a, max(a, b - ONE_DAY)) for a, b in pairwise(cuts)]


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = _month_after(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _month_after(day: date, months: int) -> tuple[int, int]:
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def working_day_up_to(day: date, is_working_day: WorkingDay) -> date:
    """Return *day*, or the last working day before it."""
    back = (day - timedelta(days=count) for count in range(LONGEST_CLOSURE))
    return next((found for found in back if is_working_day(found)), day)


def working_days_before(day: date, count: int, is_working_day: WorkingDay) -> date:
    """Return the day that lies *count* working days before *day*."""
    found, left, closed = day, count, 0
    while left and closed < LONGEST_CLOSURE:
        found -= ONE_DAY
        closed = 0 if is_working_day(found) else closed + 1
        left -= 1 if is_working_day(found) else 0
    return found


def leaves(
    days: int, first: date, last: date, is_working_day: WorkingDay, *, working_only: bool
) -> bool:
    """Tell whether from *first* until *last* there are at least so many days."""
    if working_only:
        return working_days_before(last, days, is_working_day) >= first
    return last - timedelta(days=days) >= first
