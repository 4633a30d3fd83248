"""What planning a meeting looks at: meetings before, institutions that may host, meetings near."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from ntfc.committees.models import FINAL, Body
from ntfc.committees.queries import readable
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingBody, MeetingState
from ntfc.meetings.rules import HEADS
from ntfc.meetings.rules.planning import Near
from ntfc.meetings.rules.proposal import Before, HostChoice
from ntfc.meetings.rules.times import first_day, local
from ntfc.organisations.models import Organisation, Side
from ntfc.permissions import Actor
from ntfc.seats.models import Appointment, Seat

LOOK_BACK = 24  # meetings; enough for every institution of a large body to have had its turn
MOST_NEAR = 20


def meetings_before(body_id: int) -> list[Before]:
    """Return the newest meetings of a body, planned ones too, the newest first."""
    query = (
        select(
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.time_zone,
            Meeting.host_id,
            Meeting.place,
            Side.camp,
        )
        .outerjoin(Organisation, Organisation.id == Meeting.host_id)
        .outerjoin(Side, Side.id == Organisation.side_id)
        .where(Meeting.body_id == body_id, Meeting.state != MeetingState.CANCELLED)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(LOOK_BACK)
    )
    return [
        Before(
            day=first_day(row),
            starts=local(row.starts_at, row.time_zone).time(),
            ends=local(row.ends_at, row.time_zone).time(),
            host_id=row.host_id,
            camp=row.camp,
            place=row.place,
        )
        for row in db.session.execute(query)
    ]


def hosts_of(body_id: int) -> list[HostChoice]:
    """Return the institutions with a seat in the body, in the order of the seats."""
    query = (
        select(Organisation.id, Organisation.name, Side.camp, Organisation.address)
        .join(Seat, Seat.organisation_id == Organisation.id)
        .join(Side, Side.id == Organisation.side_id)
        .where(Seat.body_id == body_id, Seat.ended_on.is_(None), Organisation.closed_on.is_(None))
        .order_by(Seat.position, Seat.id)
    )
    found = {row.id: HostChoice(*row) for row in db.session.execute(query)}
    return list(found.values())


def meetings_near(
    body: Body, starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> list[Near]:
    """Return other meetings that day of the body, or of bodies in which its people sit."""
    day = timedelta(hours=12)
    seated = select(Appointment.person_id).where(
        Appointment.body_id == body.id, Appointment.ended_on.is_(None)
    )
    shared = select(Appointment.body_id).where(
        Appointment.person_id.in_(seated),
        Appointment.starts_on.is_not(None),
        Appointment.ended_on.is_(None),
    )
    same_day = and_(Meeting.starts_at < ends_at + day, Meeting.ends_at > starts_at - day)
    same_hours = and_(Meeting.starts_at < ends_at, Meeting.ends_at > starts_at)
    joins = select(MeetingBody.meeting_id).where(MeetingBody.body_id == body.id)
    own = or_(Meeting.body_id == body.id, Meeting.id.in_(joins))
    query = (
        select(Body.name, Meeting.starts_at, Meeting.time_zone, Meeting.body_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.state != MeetingState.CANCELLED, Meeting.id != (but or 0))
        .where(or_(and_(own, same_day), and_(Meeting.body_id.in_(shared), same_hours)))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MOST_NEAR)
    )
    return [
        Near(row.name, first_day(row), row.body_id == body.id) for row in db.session.execute(query)
    ]


def joinable(body: Body, actor: Actor) -> list[Body]:
    """Return the bodies that *actor* may bring to a joint meeting, by name.

    All their members will be written to: so the body is open, or *actor* is one of its heads.
    """
    query = select(Body).where(readable(actor), Body.state.not_in(FINAL), Body.id != body.id)
    return [
        other
        for other in db.session.scalars(query.order_by(Body.name))
        if not other.is_restricted or HEADS & actor.roles_in(other.id)
    ]


def bodies_to_join(numbers: Collection[int], body: Body, actor: Actor) -> Sequence[Body]:
    """Return those of the named bodies that *actor* may bring to a joint meeting."""
    return [other for other in joinable(body, actor) if other.id in numbers] if numbers else []
