"""Which drafts stand on which agenda: by a line of their own, by an item, or with an issue."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Row, String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from ntfc.agendas.models import Agenda, AgendaItem, ItemState
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.decisions.models import Decision, DecisionState
from ntfc.issues.models import Issue, IssueState
from ntfc.meetings.models import CLOSED, Meeting, MeetingBody

ON_TABLE = (ItemState.PLANNED, ItemState.DISCUSSED)
OFF_TABLE = (ItemState.DROPPED, ItemState.POSTPONED)
SET_ASIDE = (ItemState.DROPPED, ItemState.PARKED)
WAITING = (DecisionState.DRAFT, DecisionState.PARKED)


def moved_with(agenda_id: int) -> Sequence[Row[Decision, AgendaItem]]:
    """Return the drafts that belong to another item than the one by which they stand here.

    A draft has a line of its own where a body below proposed it, or where the seats did not agree
    in writing; with two of them it belongs to the meeting that comes first. One that was parked
    comes with its issue. Another one goes with its item to the agenda of a later meeting.
    """
    earlier, before = aliased(AgendaItem), aliased(AgendaItem)
    own_line = AgendaItem.origin_key == _own_key()
    moved = select(earlier.id).where(
        earlier.id == AgendaItem.came_from_id, earlier.state == ItemState.POSTPONED
    )
    left = select(before.id).where(before.state.in_(SET_ASIDE), before.id == Decision.item_id)
    with_issue = and_(
        *(AgendaItem.issue_id == Decision.issue_id, AgendaItem.state == ItemState.PLANNED),
        or_(Decision.item_id.is_(None), left.exists()),
    )
    comes = and_(
        AgendaItem.state.in_(ON_TABLE),
        or_(and_(own_line, ~_comes_sooner(agenda_id)), Decision.item_id.in_(moved), with_issue),
        or_(Decision.item_id.is_(None), Decision.item_id != AgendaItem.id),
    )
    goes = and_(AgendaItem.state.in_(OFF_TABLE), own_line, Decision.item_id == AgendaItem.id)
    query = (
        select(Decision, AgendaItem)
        .join(AgendaItem, _at_its_table(agenda_id))
        .where(AgendaItem.agenda_id == agenda_id, Decision.state.in_(WAITING))
        .where(or_(comes, goes))
        .order_by(Decision.id)
    )
    return db.session.execute(query).all()


def _own_key() -> ColumnElement[str]:
    return literal("decisions:").concat(cast(Decision.id, String))


def _comes_sooner(agenda_id: int) -> ColumnElement[bool]:
    """Return the condition under which a draft stands at an earlier meeting still to come."""
    line, sooner = aliased(AgendaItem), aliased(Agenda)
    here = select(Meeting.starts_at).join(Agenda, Agenda.meeting_id == Meeting.id)
    begins, there = here.where(Agenda.id == agenda_id).scalar_subquery(), aliased(Meeting)
    query = (
        select(line.id)
        .join(sooner, sooner.id == line.agenda_id)
        .join(there, there.id == sooner.meeting_id)
        .where(line.id == Decision.item_id, line.origin_key == _own_key())
        .where(line.state == ItemState.PLANNED)
        .where(there.state.not_in(CLOSED), there.starts_at < begins)
    )
    return query.exists()


def _at_its_table(agenda_id: int) -> ColumnElement[bool]:
    """Return the condition under which a body takes its drafts at a meeting: its own, or a joint one.

    What is in confidence is for the table of its own body alone.
    """
    joint = (
        select(MeetingBody.body_id)
        .join(Agenda, Agenda.meeting_id == MeetingBody.meeting_id)
        .where(Agenda.id == agenda_id)
    )
    joins = and_(Decision.body_id.in_(joint), Decision.is_confidential.is_(False))
    return or_(AgendaItem.body_id == Decision.body_id, joins)


def comes_with_issue() -> ColumnElement[bool]:
    """Return the condition under which a draft needs no line of its own: its issue brings it."""
    planned = (
        select(AgendaItem.id)
        .where(AgendaItem.id == Decision.item_id, AgendaItem.issue_id == Issue.id)
        .where(AgendaItem.state == ItemState.PLANNED)
        .where(func.coalesce(AgendaItem.origin_key, "") != _own_key())
    )
    waits = or_(
        Issue.state == IssueState.PARKED,
        and_(Issue.state == IssueState.ON_AGENDA, planned.exists()),
        and_(
            Decision.item_id.is_(None),
            Issue.state.in_((IssueState.ACCEPTED, IssueState.ON_AGENDA)),
        ),
    )
    return exists().where(Issue.id == Decision.issue_id, Issue.body_id == Decision.body_id, waits)


def drafts_on(issue: Issue) -> Sequence[Decision]:
    """Return the drafts that an issue stands for, and those at an item by which it stood."""
    at_items = select(AgendaItem.id).where(AgendaItem.issue_id == issue.id)
    query = select(Decision).where(
        Decision.state == DecisionState.DRAFT,
        or_(Decision.issue_id == issue.id, Decision.item_id.in_(at_items)),
    )
    return db.session.scalars(query.order_by(Decision.id)).all()


def parked_with(issue: Issue) -> Sequence[Decision]:
    """Return the drafts that wait with an issue in a body that is at work."""
    query = (
        select(Decision)
        .join(Body, Body.id == Decision.body_id)
        .where(Decision.state == DecisionState.PARKED, Decision.issue_id == issue.id)
        .where(Body.state.not_in(FINAL))
    )
    return db.session.scalars(query.order_by(Decision.id)).all()


def agendas_with(issue: Issue) -> Sequence[Agenda]:
    """Return the agendas on which an issue is planned."""
    planned = select(AgendaItem.agenda_id).where(
        AgendaItem.issue_id == issue.id, AgendaItem.state == ItemState.PLANNED
    )
    return db.session.scalars(select(Agenda).where(Agenda.id.in_(planned))).all()


def tabled_on(agenda_id: int) -> Mapping[int, Decision]:
    """Return the drafts without an outcome that wait at the items of an agenda, by item."""
    items = select(AgendaItem.id).where(AgendaItem.agenda_id == agenda_id)
    query = (
        select(Decision)
        .where(Decision.item_id.in_(items))
        .where(Decision.state.in_((DecisionState.DRAFT, DecisionState.WITH_SEATS)))
        .order_by(Decision.id.desc())
    )
    return {decision.item_id or 0: decision for decision in db.session.scalars(query)}


def own_line_of(decision: Decision) -> AgendaItem | None:
    """Return the line that carries the title of a draft to a meeting which is still ahead of it."""
    query = select(AgendaItem).where(
        AgendaItem.id == decision.item_id,
        AgendaItem.origin_key == f"decisions:{decision.id}",
        AgendaItem.state == ItemState.PLANNED,
    )
    return db.session.scalars(query).one_or_none()


def gone_before(issue: Issue, there: Issue) -> Sequence[Decision]:
    """Return the texts that reached another body before the issue with which they waited."""
    earlier = aliased(Decision)
    query = (
        select(Decision)
        .join(earlier, earlier.id == Decision.came_from_id)
        .where(earlier.issue_id == issue.id, Decision.body_id == there.body_id)
        .where(Decision.issue_id.is_(None), Decision.state.in_(WAITING))
    )
    return db.session.scalars(query.order_by(Decision.id)).all()
