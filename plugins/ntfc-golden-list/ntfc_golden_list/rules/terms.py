"""Terms of a programme, and what is due by them. None of them has a value by itself."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_EVALUATION_MONTHS = 6  # T12: after six months, and every six months in the first year
FIRST_YEAR_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a programme fixed; None: it did not."""

    validity_months: int | None = None
    review_months: int | None = None
    review_opens_days: int | None = None
    waiting_months: int | None = None
    answer_days: int | None = None  # for a firm whose application came back
    appeal_days: int | None = None
    remind_days: int | None = None  # ahead of what is due, by mail


def months_after(day: date, months: int) -> date:
    """Return the same day *months* later, or the last of that month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def valid_until(start: date, terms: Terms) -> date | None:
    """Return the last day of a status that begins on *start*."""
    if terms.validity_months is None:
        return None
    return months_after(start, terms.validity_months) - timedelta(days=1)


def review_due(last: date, terms: Terms) -> date | None:
    """Return by when a status must be looked at again, counted from the last time."""
    return None if terms.review_months is None else months_after(last, terms.review_months)


def review_opens(due: date | None, terms: Terms) -> date | None:
    """Return from when a review that is due may be done."""
    if due is None:
        return None
    return due - timedelta(days=terms.review_opens_days or 0)


def reapply_from(ended: date, terms: Terms) -> date | None:
    """Return from when a firm may come again after a refusal or a removal."""
    return None if terms.waiting_months is None else months_after(ended, terms.waiting_months)


def answer_by(sent: date, terms: Terms) -> date | None:
    """Return by when a firm closes the gaps of an application that came back."""
    return None if terms.answer_days is None else sent + timedelta(days=terms.answer_days)


def appeal_by(told: date, terms: Terms) -> date | None:
    """Return until when a firm may appeal."""
    return None if terms.appeal_days is None else told + timedelta(days=terms.appeal_days)


def evaluations_due(start: date) -> list[date]:
    """Return when a programme is evaluated in its first year."""
    every = range(FIRST_EVALUATION_MONTHS, FIRST_YEAR_MONTHS + 1, FIRST_EVALUATION_MONTHS)
    return [months_after(start, months) for months in every]


def earliest(days: Iterable[date | None]) -> date | None:
    """Return the first of some days, as far as there are any."""
    return min((day for day in days if day is not None), default=None)


def is_late(due: date | None, today: date) -> bool:
    """Tell whether what was due is late; what has no day is never late."""
    return due is not None and due < today
