"""What became of issues raised before a meeting: one question for each kind of thing, not for each issue."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from ntfc.actions.models import Action
from ntfc.actions.queries.following import last_met
from ntfc.actions.rules.status import Doing, Raised
from ntfc.actions.rules.timing import look_of
from ntfc.db import db
from ntfc.decisions.models import Decision, DecisionState
from ntfc.decisions.rules import label, word
from ntfc.issues.models import Issue, IssueEvent, IssueState
from ntfc.issues.queries import visible
from ntfc.issues.rules import OPEN
from ntfc.issues.rules.becoming import became_of
from ntfc.issues.rules.way import MILESTONES
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.meetings.queries import get_meeting
from ntfc.meetings.rules import bodies_of
from ntfc.parking_lot.models import Parking
from ntfc.permissions import Actor


def status_before(meeting: Meeting, today: date, *, actor: Actor) -> list[Raised]:
    """Return what became of the issues raised before a meeting, as far as *actor* reads them."""
    return _raised(meeting, visible(actor), today)


def status_for(meeting: Meeting, person_id: int, today: date) -> list[Raised]:
    """Return what became of the issues that a person brought before a meeting."""
    return _raised(meeting, Issue.raised_by_id == person_id, today)


def count_before(meeting: Meeting, actor: Actor) -> int:
    """Return how many issues raised before a meeting *actor* reads something of."""
    query = select(func.count(Issue.id)).where(or_(*_of_bodies(meeting)), visible(actor))
    return db.session.scalar(query) or 0


def brought_before(meeting: Meeting) -> list[int]:
    """Return who brought issues of which a meeting hears."""
    query = select(Issue.raised_by_id).where(or_(*_of_bodies(meeting))).distinct()
    return [*db.session.scalars(query.order_by(Issue.raised_by_id))]


def _of_bodies(meeting: Meeting) -> list[ColumnElement[bool]]:
    """Return for each body that meets: what is open there, and what was settled since it met."""
    found = []
    for body in bodies_of(meeting):
        before = and_(Issue.body_id == body.id, Issue.raised_at < meeting.starts_at)
        since = last_met(body.id, meeting.starts_at)
        moved = select(IssueEvent.issue_id).where(IssueEvent.kind.in_(MILESTONES))
        recent = moved.where(IssueEvent.at > since) if since else moved
        settled = and_(Issue.state != IssueState.WITHDRAWN, Issue.id.in_(recent))
        found.append(and_(before, or_(Issue.state.in_(OPEN), settled)))
    return found


def _raised(meeting: Meeting, whose: ColumnElement[bool], today: date) -> list[Raised]:
    zone = ZoneInfo(meeting.time_zone)
    newest = (
        select(IssueEvent.issue_id, func.max(IssueEvent.at).label("at"))
        .where(IssueEvent.kind.in_(MILESTONES))
        .group_by(IssueEvent.issue_id)
        .subquery()
    )
    query = (
        select(Issue, newest.c.at)
        .outerjoin(newest, newest.c.issue_id == Issue.id)
        .where(or_(*_of_bodies(meeting)), whose)
        .order_by(Issue.body_id, Issue.number)
        .options(joinedload(Issue.raised_by), joinedload(Issue.raised_for))
    )
    rows = db.session.execute(query).all()
    numbers = [row.Issue.id for row in rows]
    reviews, decided = _reviews(numbers), _decided(numbers)
    doing = _doing(numbers, today)
    return [_one(row.Issue, row.at, zone, reviews, decided, doing) for row in rows]


def _one(
    issue: Issue,
    moved_at: datetime | None,
    zone: ZoneInfo,
    reviews: Mapping[int, date],
    decided: Mapping[int, Sequence[tuple[str, str]]],
    doing: Mapping[int, Sequence[Doing]],
) -> Raised:
    became = became_of(issue)
    return Raised(
        issue_id=issue.id,
        number=issue.number,
        title=issue.title,
        by=issue.raised_for.name if issue.raised_for else issue.raised_by.name,
        raised_on=issue.raised_at.astimezone(zone).date(),
        state=issue.state,
        since=(moved_at or issue.raised_at).astimezone(zone).date(),
        reason=issue.reason,
        review_on=reviews.get(issue.id),
        disposition=became.disposition if became else None,
        decisions=decided.get(issue.id, ()),
        doing=doing.get(issue.id, ()),
    )


def _reviews(issues: Collection[int]) -> dict[int, date]:
    query = select(Parking.issue_id, Parking.review_on)
    found = db.session.execute(query.where(Parking.issue_id.in_(issues), Parking.left_at.is_(None)))
    return {row.issue_id: row.review_on for row in found}


def _decided(issues: Collection[int]) -> Mapping[int, list[tuple[str, str]]]:
    query = (
        select(Decision)
        .where(Decision.issue_id.in_(issues), Decision.state == DecisionState.ADOPTED)
        .where(Decision.is_confidential.is_(False))
        .order_by(Decision.adopted_on, Decision.id)
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in db.session.scalars(query):
        found[one.issue_id or 0].append((f"{word(one.kind)} {label(one)}", one.title))
    return found


def _doing(issues: Collection[int], today: date) -> Mapping[int, list[Doing]]:
    query = (
        select(Action)
        .where(Action.issue_id.in_(issues), Action.is_confidential.is_(False))
        .order_by(Action.number)
        .options(joinedload(Action.owner))
    )
    found: dict[int, list[Doing]] = defaultdict(list)
    for one in db.session.scalars(query):
        look = look_of(one.state, one.until_on, one.reported_at, today)
        owner = one.owner.name if one.owner else ""
        task = Doing(title=one.title, owner=owner, due_on=one.due_on, look=look)
        found[one.issue_id or 0].append(task)
    return found


AHEAD = timedelta(days=7)  # how long before a meeting whoever brought issues is told


def meetings_to_report(now: datetime) -> list[Meeting]:
    """Return the meetings that are called and begin within the next days."""
    query = (
        select(Meeting.id)
        .where(Meeting.state == MeetingState.CONVENED)
        .where(Meeting.starts_at > now, Meeting.starts_at <= now + AHEAD)
    )
    return [get_meeting(number) for number in db.session.scalars(query.order_by(Meeting.id))]
