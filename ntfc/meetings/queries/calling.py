"""Whom a meeting calls: the seats of its bodies, who sits in them, and how each can be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.i18n import named
from ntfc.meetings.models import (
    Invitation,
    Meeting,
    MeetingKind,
    Notice,
    NoticeKind,
    NoticeRecipient,
)
from ntfc.meetings.rules import bodies_of
from ntfc.meetings.rules.changes import Change, changes_between, stated_of
from ntfc.meetings.rules.notice import Clock, clock_of, warnings_before_telling
from ntfc.meetings.rules.times import first_day
from ntfc.names import called
from ntfc.organisations.models import Side
from ntfc.people.models import Person
from ntfc.permissions import LEADERS, Role
from ntfc.procedure.queries import rules_on, working_days
from ntfc.seats.models import Capacity
from ntfc.seats.queries import places_of
from ntfc.seats.rules import Place, Sitting


@dataclass(frozen=True)
class Callee:
    """A seat and the person who is asked for it."""

    body_id: int
    place: Place
    sitting: Sitting

    @property
    def capacity(self) -> Capacity:
        return self.sitting.capacity


@dataclass(frozen=True)
class Callees:
    """Who is asked to a meeting, and the seats for which nobody can be."""

    called: Sequence[Callee]
    vacant: Sequence[Place]
    resting: Sequence[Place]


def callees_of(meeting: Meeting, day: date) -> Callees:
    """Return whom the meeting calls on a day: for a seat its holder, else an alternate."""
    called, vacant, resting = [], [], []
    for body in bodies_of(meeting):
        for place in places_of(body.id, day):
            sitting = place.holder or next(iter(place.alternates), None)
            if place.is_suspended:
                resting.append(place)
            elif sitting is None:
                vacant.append(place)
            else:
                called.append(Callee(body.id, place, sitting))
    return Callees(called, vacant, resting)


def side_ids() -> dict[str, int]:
    """Return the numbers of the sides by their codes."""
    return {row.code: row.id for row in db.session.execute(select(Side.code, Side.id))}


def next_number(body_id: int) -> int:
    """Return the number of the next meeting that the body calls; the body is held meanwhile."""
    db.session.execute(select(Body.id).where(Body.id == body_id).with_for_update())
    query = select(func.max(Meeting.number)).where(Meeting.body_id == body_id)
    return (db.session.scalar(query) or 0) + 1


def invitations_of(meeting_id: int) -> Sequence[Invitation]:
    """Return who is invited, with the person of each; those taken back are left out."""
    query = (
        select(Invitation)
        .where(Invitation.meeting_id == meeting_id, Invitation.withdrawn_at.is_(None))
        .options(
            joinedload(Invitation.person),
            joinedload(Invitation.organisation),
            joinedload(Invitation.meeting),
        )
    )
    return db.session.scalars(query.order_by(Invitation.id)).all()


def people_numbered(numbers: Collection[int]) -> dict[int, Person]:
    """Return people by their numbers."""
    query = select(Person).where(Person.id.in_(numbers))
    return {person.id: person for person in db.session.scalars(query)}


def last_notice(meeting_id: int) -> Notice | None:
    """Return the last notice that told everybody how the meeting stands."""
    telling = (NoticeKind.CONVENED, NoticeKind.CHANGED)
    query = select(Notice).where(Notice.meeting_id == meeting_id, Notice.kind.in_(telling))
    return db.session.scalars(query.order_by(Notice.id.desc()).limit(1)).one_or_none()


def notices_of(meeting_id: int) -> Sequence[Notice]:
    """Return the notices of a meeting, the newest first."""
    query = select(Notice).where(Notice.meeting_id == meeting_id).order_by(Notice.id.desc())
    return db.session.scalars(query).all()


def get_recipient(recipient_id: int) -> NoticeRecipient:
    """Return one proof of sending, with its notice and the meeting."""
    found: NoticeRecipient = db.one_or_404(
        select(NoticeRecipient)
        .where(NoticeRecipient.id == recipient_id)
        .options(joinedload(NoticeRecipient.notice).joinedload(Notice.meeting))
    )
    return found


def clock_for(meeting: Meeting, today: date) -> Clock:
    """Return how long before the meeting people are told who are told today."""
    return clock_of(
        rules_on(meeting.body, today),
        first_day(meeting),
        today,
        working_days(meeting.body),
        urgent=meeting.kind is MeetingKind.URGENT,
    )


def warnings_for(
    meeting: Meeting, today: date, *, roles: Collection[Role] | None = None
) -> list[str]:
    """Return each rule that is not kept by telling people today, of every body that meets.

    In whose name a meeting is called (*roles*) is the business of the body that calls it.
    """
    found = []
    for body in bodies_of(meeting):
        broken = warnings_before_telling(
            rules_on(body, today),
            first_day(meeting),
            today,
            working_days(body),
            urgent=meeting.kind is MeetingKind.URGENT,
            roles=roles if body is meeting.body else None,
        )
        found += broken if body is meeting.body else [named(called(body), one) for one in broken]
    return found


def joint_leaders(meeting: Meeting, today: date) -> list[str]:
    """Return who leads the further bodies of a joint meeting: it is called in their name too."""
    found = []
    for joint in meeting.with_bodies:
        leaders = [one for one in callers_of(joint.body_id, today) if one.role in LEADERS]
        found += [leaders[0].name] if leaders else []
    return found


def changes_since(meeting: Meeting) -> list[Change]:
    """Return what is different from what people were last told, in the reader's language."""
    known = last_notice(meeting.id)
    return changes_between(known.stated, stated_of(meeting)) if known else []


def newly_called(meeting: Meeting, day: date) -> Sequence[Callee]:
    """Return whom a body asks that joined after the meeting was called."""
    asked = {one.body_id for one in invitations_of(meeting.id)} | {meeting.body_id}
    return [one for one in callees_of(meeting, day).called if one.body_id not in asked]


def no_longer_called(meeting: Meeting) -> Sequence[Invitation]:
    """Return who was asked for a body that does not take part any more."""
    meets = {body.id for body in bodies_of(meeting)}
    return [one for one in invitations_of(meeting.id) if one.body_id not in meets]


@dataclass(frozen=True)
class Caller:
    """A person in whose name a meeting can be called."""

    id: int
    name: str
    role: Role


def callers_of(body_id: int, day: date) -> list[Caller]:
    """Return who holds office in a body, those who usually call a meeting first."""
    usual = (Role.CHAIR, Role.MODERATOR, Role.VICE_CHAIR, Role.SECRETARY, Role.COORDINATOR)
    found = [
        Caller(place.holder.person_id, place.holder.name, place.role)
        for place in places_of(body_id, day)
        if place.holder and place.role in usual
    ]
    return sorted(found, key=lambda caller: usual.index(caller.role))
