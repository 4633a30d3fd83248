"""Reading the consultation: who was asked, what was said, what is still without an answer."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import joinedload

from ntfc.db import db
from ntfc.mandates.queries import institutions_of
from ntfc.meetings.models import Meeting, MeetingBody
from ntfc.meetings.rules import local_day
from ntfc.minutes import rules
from ntfc.minutes.models import (
    Minutes,
    MinutesComment,
    MinutesRequest,
    MinutesSection,
    MinutesState,
    RevisionKind,
    SectionRevision,
)
from ntfc.people.models import Person
from ntfc.permissions import CIRCLE, SYSTEM, Actor, Insider
from ntfc.richtext import read


def lock(minutes: Minutes) -> Minutes:
    """Return the minutes as they are now, and keep everybody else from changing them meanwhile."""
    query = select(Minutes).where(Minutes.id == minutes.id).with_for_update(of=Minutes)
    found: Minutes = db.session.scalars(query.execution_options(populate_existing=True)).one()
    return found


def comments_on(minutes: Minutes) -> Sequence[MinutesComment]:
    """Return what was said, in the order of the sections and then of time."""
    query = (
        select(MinutesComment)
        .outerjoin(MinutesSection, MinutesSection.id == MinutesComment.section_id)
        .where(MinutesComment.minutes_id == minutes.id)
        .order_by(MinutesSection.position.nulls_first(), MinutesComment.at, MinutesComment.id)
        .options(
            joinedload(MinutesComment.person),
            joinedload(MinutesComment.organisation),
            joinedload(MinutesComment.section),
        )
    )
    return db.session.scalars(query).all()


def get_comment(comment_id: int) -> MinutesComment:
    query = select(MinutesComment).where(MinutesComment.id == comment_id)
    found: MinutesComment = db.one_or_404(query.options(joinedload(MinutesComment.person)))
    return found


def may_speak_for(minutes: Minutes, person_id: int | None) -> list[tuple[int, str]]:
    """Return for which institutions a person may speak, in any of the bodies that met."""
    found = {
        institution: None
        for body in rules.bodies_of(minutes)
        for institution in institutions_of(person_id, body)
    }
    return sorted(found, key=lambda institution: institution[1])


def paragraph_of(minutes: Minutes, section_id: int | None, number: int | None) -> str:
    """Return a paragraph as it reads now; empty for a section or the minutes as a whole."""
    if section_id is None or number is None:
        return ""
    query = select(MinutesSection.html).where(
        MinutesSection.id == section_id, MinutesSection.minutes_id == minutes.id
    )
    blocks = read(db.session.scalar(query) or "")
    return blocks[number].text if number < len(blocks) else ""


def visible_comments(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* may read a comment: who sat at the table."""
    return MinutesComment.minutes_id.in_(select(Minutes.id).where(of_circle(actor)))


def of_circle(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that *actor* belongs to a table whose minutes these are."""
    if actor is SYSTEM:
        return true()
    if not isinstance(actor, Insider):
        return false()
    bodies = [body_id for body_id, held in actor.roles.items() if held & CIRCLE]
    joined = select(MeetingBody.meeting_id).where(MeetingBody.body_id.in_(bodies))
    return or_(Minutes.body_id.in_([*bodies, *actor.steps_in]), Minutes.meeting_id.in_(joined))


def waiting_in(minutes: Minutes) -> tuple[int, int]:
    """Return how many texts wait beside those that stand, and how many comments for an answer."""
    beside, unanswered = db.session.execute(_waiting(), {"id": minutes.id}).one()
    return beside, unanswered


@cache
def _waiting() -> Select[int, int]:
    number: BindParameter[int] = bindparam("id")
    beside = (
        select(func.count())
        .select_from(SectionRevision)
        .join(MinutesSection, MinutesSection.id == SectionRevision.section_id)
        .where(MinutesSection.minutes_id == number, SectionRevision.kind == RevisionKind.BESIDE)
    )
    unanswered = select(func.count()).where(
        MinutesComment.minutes_id == number, MinutesComment.disposition.is_(None)
    )
    return select(beside.scalar_subquery(), unanswered.scalar_subquery())


def requests_of(minutes: Minutes) -> Sequence[MinutesRequest]:
    """Return who was asked to comment, by name."""
    query = (
        select(MinutesRequest)
        .where(MinutesRequest.minutes_id == minutes.id)
        .join(Person, Person.id == MinutesRequest.person_id)
        .order_by(Person.name)
        .options(joinedload(MinutesRequest.person))
    )
    return db.session.scalars(query).all()


def silent_requests(minutes: Minutes) -> Sequence[MinutesRequest]:
    """Return who was asked, said nothing yet and was not reminded of this closing date."""
    spoke = select(MinutesComment.person_id).where(MinutesComment.minutes_id == minutes.id)
    query = select(MinutesRequest).where(
        MinutesRequest.minutes_id == minutes.id,
        MinutesRequest.person_id.not_in(spoke),
        or_(
            MinutesRequest.reminded_for.is_(None),
            MinutesRequest.reminded_for != minutes.comments_close_on,
        ),
    )
    return db.session.scalars(query.options(joinedload(MinutesRequest.person))).all()


def _with_meeting() -> Any:
    return joinedload(Minutes.meeting, innerjoin=True)


def open_until(last: date) -> Sequence[Minutes]:
    """Return the minutes whose comments close by *last*."""
    query = select(Minutes).where(
        Minutes.state == MinutesState.CIRCULATED, Minutes.comments_close_on <= last
    )
    return db.session.scalars(query.options(_with_meeting())).all()


def asked_to_comment(person_id: int, today: date) -> Sequence[Minutes]:
    """Return the minutes on which a person was asked to comment and has said nothing yet."""
    spoke = exists().where(
        MinutesComment.minutes_id == Minutes.id, MinutesComment.person_id == person_id
    )
    query = (
        select(Minutes)
        .join(MinutesRequest, MinutesRequest.minutes_id == Minutes.id)
        .where(MinutesRequest.person_id == person_id, ~spoke)
        .where(Minutes.state == MinutesState.CIRCULATED, Minutes.comments_close_on >= today)
        .order_by(Minutes.comments_close_on)
    )
    return db.session.scalars(query.options(_with_meeting())).all()


def to_answer(bodies: Collection[int], today: date) -> Sequence[tuple[Minutes, int]]:
    """Return the minutes of these bodies with comments that wait for an answer, and how many."""
    waiting = (
        select(func.count())
        .where(MinutesComment.minutes_id == Minutes.id, MinutesComment.disposition.is_(None))
        .scalar_subquery()
    )
    query = (
        select(Minutes, waiting)
        .where(Minutes.body_id.in_(bodies), Minutes.state != MinutesState.APPROVED, waiting > 0)
        .where(or_(Minutes.comments_close_on.is_(None), Minutes.comments_close_on < today))
        .options(_with_meeting())
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def to_circulate(bodies: Collection[int], today: date) -> Sequence[Minutes]:
    """Return the minutes of these bodies whose meeting is over and that went to nobody yet."""
    query = (
        select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Minutes.body_id.in_(bodies), Minutes.circulated_at.is_(None))
        .where(Minutes.state.in_((MinutesState.LIVE, MinutesState.DRAFT)))
        .order_by(Meeting.ends_at)
        .options(_with_meeting())
    )
    found = db.session.scalars(query)
    return [one for one in found if local_day(one.meeting.ends_at, one.meeting.time_zone) <= today]
