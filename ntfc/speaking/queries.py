"""Who asked to speak and who spoke; seats, attendance and speech by side of the table."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from ntfc.agendas.models import Agenda
from ntfc.db import db
from ntfc.i18n import _
from ntfc.meetings.models import Attendance, Meeting, MeetingState
from ntfc.meetings.rules import bodies_of, local_day
from ntfc.meetings.rules.presence import THERE
from ntfc.organisations.models import Organisation, Side
from ntfc.seats.queries import places_of
from ntfc.seats.rules import balance
from ntfc.speaking.models import SpeakingTurn
from ntfc.speaking.rules import Column, by_camp


def turns_in(agenda_id: int) -> Sequence[SpeakingTurn]:
    """Return all who asked to speak in the meeting of an agenda."""
    query = select(SpeakingTurn).where(SpeakingTurn.agenda_id == agenda_id)
    return db.session.scalars(query.order_by(SpeakingTurn.asked_at, SpeakingTurn.id)).all()


def balance_at(meeting: Meeting) -> list[Column]:
    """Return seats, seats that were there, and institutions that spoke, by side, at a meeting."""
    day = local_day(meeting.starts_at, meeting.time_zone)
    bodies = [body.id for body in bodies_of(meeting)]
    found = [_seats(bodies, day)]
    if meeting.opened_at is not None:
        found += _there_and_heard(Meeting.id == meeting.id)
    return found


def balance_since(body_id: int, day: date, since: datetime) -> list[Column]:
    """Return the same of a body: its seats, and its meetings since a moment; nothing before any."""
    held = (
        (Meeting.body_id == body_id)
        & (Meeting.state == MeetingState.HELD)
        & (Meeting.starts_at > since)
    )
    if db.session.scalar(select(Meeting.id).where(held).limit(1)) is None:
        return []
    return [_seats([body_id], day), *_there_and_heard(held)]


def _seats(bodies: Sequence[int], day: date) -> Column:
    rows = [
        (camp, share.whole)
        for body_id in bodies
        for camp, share in balance(places_of(body_id, day)).items()
    ]
    return Column(_("Seats"), by_camp(rows))


def _there_and_heard(which: ColumnElement[bool]) -> list[Column]:
    there = (
        select(Side.camp, func.count())
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .outerjoin(Side, Side.id == Attendance.side_id)
        .where(which, Attendance.seat_id.is_not(None), Attendance.presence.in_(THERE))
        .group_by(Side.camp)
    )
    heard = (
        select(Side.camp, func.count(func.distinct(SpeakingTurn.organisation_id)))
        .join(Agenda, Agenda.id == SpeakingTurn.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .outerjoin(Side, Side.id == SpeakingTurn.side_id)
        .where(which, SpeakingTurn.began_at.is_not(None))
        .group_by(Side.camp)
    )
    return [
        Column(_("Seats that were there"), by_camp(db.session.execute(there).all())),
        Column(_("Institutions that spoke"), by_camp(db.session.execute(heard).all())),
    ]


def heard_at(meeting_id: int) -> Sequence[Any]:
    """Return the institutions that spoke at a meeting, with their sides."""
    query = (
        select(Organisation.id, Organisation.name, Side.camp)
        .join(SpeakingTurn, SpeakingTurn.organisation_id == Organisation.id)
        .join(Agenda, Agenda.id == SpeakingTurn.agenda_id)
        .outerjoin(Side, Side.id == SpeakingTurn.side_id)
        .where(Agenda.meeting_id == meeting_id, SpeakingTurn.began_at.is_not(None))
        .distinct()
        .order_by(Organisation.name)
    )
    return db.session.execute(query).all()
