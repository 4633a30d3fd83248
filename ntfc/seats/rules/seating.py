"""When a seat rests, how long its term runs, when it is to be reviewed, when it may be closed."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from ntfc.i18n import _
from ntfc.permissions import Role
from ntfc.procedure.rules.cadence import months_later
from ntfc.seats.rules.words import MEMBERSHIP

ONE_DAY = timedelta(days=1)
AHEAD = timedelta(days=90)  # how early an end is announced
REVIEW_EVERY = timedelta(days=365)


def is_member(role: Role) -> bool:
    """Tell whether a seat of this role makes its holder a member of the body."""
    return role in MEMBERSHIP


def may_decide(role: Role) -> bool:
    """Tell whether a seat of this role takes part in decisions; invited experts only advise."""
    return role in MEMBERSHIP


def is_suspended(agreement_ends_on: date | None, today: date) -> bool:
    """Tell whether a seat rests: the agreement it hangs on has lapsed and was not renewed."""
    return agreement_ends_on is not None and agreement_ends_on < today


def proposed_end(starts_on: date, *, is_permanent: bool, term_months: int | None) -> date | None:
    """Return the last day of a term that starts on a day; None in a permanent seat."""
    if is_permanent or not term_months:
        return None
    return months_later(starts_on, term_months) - ONE_DAY


def review_due_on(described: str, reviewed_on: date | None, today: date) -> date:
    """Return the day by which the way of passing information on is to be reviewed."""
    if not described.strip() or reviewed_on is None:
        return today
    return reviewed_on + REVIEW_EVERY


def is_review_overdue(described: str, reviewed_on: date | None, today: date) -> bool:
    """Tell whether a seat lacks a described way of passing information on, or its yearly review."""
    missing = not described.strip() or reviewed_on is None
    return missing or review_due_on(described, reviewed_on, today) < today


def ends_soon(last_day: date | None, today: date) -> bool:
    """Tell whether *last_day* lies within the next 90 days."""
    return last_day is not None and today <= last_day <= today + AHEAD


def obstacles_to_seat(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the description of a seat."""
    owners = [values.get("organisation_id"), values.get("nominated_by_id")]
    if all(owners):
        yield _(
            "A seat belongs to an institution, or to a person whom one puts forward: choose one of the two."
        )
    if is_member(values["role"]) and not any(owners):
        yield _("Say to which institution the seat belongs, or which one puts the person forward.")
    if not values["is_permanent"] and not values.get("term_months"):
        yield _("Say for how many months the seat is held, or make it permanent.")
    if values.get("agreement_ends_on") and not values.get("agreement"):
        yield _("Name the agreement on which the seat hangs.")


def obstacles_to_moving(seat: Any, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield why a seat in which somebody sat cannot become another one.

    The record says of those who sat in it for whom, as what and on which side they did.
    """
    if (values["organisation_id"], values["nominated_by_id"]) != (
        seat.organisation_id,
        seat.nominated_by_id,
    ):
        yield _("People sat in this seat for its institution: close it and add a seat for another.")
    if values["role"] is not seat.role:
        yield _("People sat in this kind of seat: close it and add a seat of the other kind.")
    owner = seat.organisation or seat.nominated_by
    usual = owner.side_id if owner else None
    if (values["side_id"] or usual) != (seat.side_id or usual):
        yield _("People sat in this seat on its side: close it and add a seat on the other side.")


def obstacles_to_closing(seat: Any, on: date, reason: str) -> Iterator[str]:
    """Yield every reason why the seat cannot be closed."""
    if seat.ended_on is not None:
        yield _("This seat is closed already.")
    if not reason.strip():
        yield _("Give the reason for closing the seat.")
    if on < seat.created_on:
        yield _("The seat did not exist on that day.")
