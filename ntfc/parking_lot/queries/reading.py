"""One parked issue with all that its pages show, and what is proposed when one is parked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from ntfc import plugins
from ntfc.agendas.models import Agenda
from ntfc.clock import day_of
from ntfc.committees.models import Body, HandedOver
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.issues import queries as issues
from ntfc.issues import rules as issue_rules
from ntfc.issues.models import Issue, IssueState
from ntfc.mandates.queries import people_named
from ntfc.meetings.models import CLOSED, Meeting
from ntfc.meetings.rules import first_day
from ntfc.parking_lot.models import Parking, WayOut
from ntfc.permissions import CIRCLE, Actor
from ntfc.procedure import queries as procedure


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* reads a parking; `rules.VIEW` says the same."""
    return Parking.issue_id.in_(select(Issue.id).where(issues.visible(actor)))


def _whole() -> Sequence[ExecutableOption]:
    return (
        joinedload(Parking.issue).joinedload(Issue.raised_by),
        joinedload(Parking.issue).joinedload(Issue.raised_for),
        joinedload(Parking.asked_by),
        joinedload(Parking.owner),
        joinedload(Parking.item),
        joinedload(Parking.to_issue),
    )


def get_parking(parking_id: int) -> Parking:
    query = select(Parking).where(Parking.id == parking_id).options(*_whole())
    found: Parking = db.one_or_404(query)
    return found


def find_parking(parking_id: int) -> Parking | None:
    query = select(Parking).where(Parking.id == parking_id).options(*_whole())
    return db.session.scalars(query).one_or_none()


def open_of(issue_id: int) -> Parking | None:
    """Return by what the issue stands in the parking lot now."""
    query = select(Parking).where(Parking.issue_id == issue_id, Parking.left_at.is_(None))
    return db.session.scalars(query.options(*_whole())).one_or_none()


def parked_on(parking: Parking) -> date:
    """Return the day on which an issue was set aside, where its body sits."""
    return day_of(parking.parked_at, parking.issue.body.time_zone)


def history_of(issue: Issue) -> Sequence[Parking]:
    """Return every time the issue was parked, the first one first."""
    query = select(Parking).where(Parking.issue_id == issue.id).order_by(Parking.id)
    return db.session.scalars(query.options(*_whole())).all()


def merged_into(issue: Issue) -> Sequence[Issue]:
    """Return the issues that go on in this one."""
    merged = select(Parking.issue_id).where(
        Parking.to_issue_id == issue.id, Parking.way_out == WayOut.MERGED
    )
    query = select(Issue).where(Issue.id.in_(merged)).order_by(Issue.id)
    return db.session.scalars(query.options(joinedload(Issue.raised_by))).all()


def parked_items(item_ids: Collection[int]) -> Mapping[int, int]:
    """Return by which parking the items of an agenda were set aside, as far as they still are."""
    query = select(Parking.item_id, Parking.id).where(
        Parking.item_id.in_(item_ids), Parking.left_at.is_(None)
    )
    return {row[0]: row[1] for row in db.session.execute(query) if row[0] is not None}


def others_open(issue: Issue) -> Sequence[tuple[int, str]]:
    """Return the other issues that the body has taken up and not settled, to merge into."""
    taken_up = issue_rules.TAKEN_UP & issue_rules.OPEN
    query = select(Issue.id, Issue.number, Issue.title).where(
        Issue.body_id == issue.body_id, Issue.id != issue.id, Issue.state.in_(taken_up)
    )
    rows = db.session.execute(query.order_by(Issue.number))
    return [(row.id, f"{row.number}  {row.title}") for row in rows]


def people_here(body: Body) -> tuple[list[tuple[int, str]], frozenset[int]]:
    """Return who sits in the body, by name, and which of them may own an issue."""
    seats = procedure.people_now(body)
    named = people_named({seat.person_id for seat in seats} | {body.coordinator_id or 0})
    circle = {seat.person_id for seat in seats if seat.role in CIRCLE}
    if body.coordinator_id is not None:
        circle.add(body.coordinator_id)
    return [(person.id, person.name) for person in named], frozenset(circle)


def planned_days(body_id: int, after: date) -> Sequence[date]:
    """Return the days on which the body is to meet after *after*, by its own calendar."""
    query = (
        select(Meeting.starts_at, Meeting.time_zone)
        .where(Meeting.body_id == body_id, Meeting.state.not_in(CLOSED))
        .where(Meeting.starts_at >= datetime.combine(after, time(), UTC))
        .order_by(Meeting.starts_at)
    )
    rows = db.session.execute(query)
    days = [first_day(row) for row in rows]
    return [day for day in days if day > after]


def next_day(body: Body, after: date) -> tuple[Sequence[date], date | None]:
    """Return the meetings planned after a day, and by when the next one is due where none is."""
    days = planned_days(body.id, after)
    due = None
    for answer in () if days else plugins.gather("ntfc_next_due", body_ids=[body.id]):
        due = next((one.on for one in answer), due)
    return days, due


def agendas_open_to(body_id: int) -> Sequence[Agenda]:
    """Return the agendas of the body's meetings to come on which something can be put."""
    query = (
        select(Agenda)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(Agenda.body_id == body_id, Meeting.state.not_in(CLOSED))
        .order_by(Meeting.starts_at)
    )
    return db.session.scalars(query).all()


def parkings_to_announce(until: date) -> Sequence[Parking]:
    """Return what stands in the parking lots of living bodies with a review date up to a day."""
    query = (
        select(Parking)
        .join(Body, Body.id == Parking.body_id)
        .where(Parking.left_at.is_(None), Parking.review_on <= until, Body.state.not_in(FINAL))
        .order_by(Parking.id)
    )
    return db.session.scalars(query.options(*_whole())).all()


def kept_parkings(body_id: int) -> Sequence[Parking]:
    """Return what stands in the parking lot of a body, the oldest first."""
    query = select(Parking).where(Parking.body_id == body_id, Parking.left_at.is_(None))
    return db.session.scalars(query.order_by(Parking.id).options(*_whole())).all()


def inherited_by(body: Body, heir: Body) -> Sequence[Any]:
    """Return what stood in the parking lot of a body as it ended, and stands undecided at its heir."""
    kept = select(HandedOver.key).where(HandedOver.body_id == body.id)
    kept = kept.where(HandedOver.key.startswith(f"{Issue.__tablename__}:"))
    open_then = [key.rpartition(":")[2] for key in db.session.scalars(kept)]
    query = (
        select(Parking, Issue)
        .join(Issue, Issue.id == Parking.to_issue_id)
        .where(Parking.body_id == body.id, Parking.issue_id.in_(map(int, open_then)))
        .where(Issue.body_id == heir.id, Issue.state == IssueState.PROPOSED)
        .order_by(Parking.id)
    )
    return db.session.execute(query).all()
