"""Who asked to speak and who spoke; seats, attendance and speech by side of the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from ntfc import plugins
from ntfc.agendas.models import Agenda
from ntfc.db import db
from ntfc.i18n import _
from ntfc.meetings.models import Attendance, Meeting, MeetingState
from ntfc.meetings.rules import bodies_of, first_day
from ntfc.meetings.rules.presence import THERE
from ntfc.organisations.models import Camp, Organisation, Side
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
    day = first_day(meeting)
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
    heard = [(camp, 1) for camp in _heard(which).values()]
    return [
        Column(_("Seats that were there"), by_camp(db.session.execute(there).all())),
        Column(_("Institutions that spoke"), by_camp(heard)),
    ]


def _heard(which: ColumnElement[bool]) -> dict[int, Camp | None]:
    """Return the institutions that had the floor, and those heard otherwise, each with its side."""
    had_the_floor = (
        select(SpeakingTurn.organisation_id, Side.camp)
        .join(Agenda, Agenda.id == SpeakingTurn.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .outerjoin(Side, Side.id == SpeakingTurn.side_id)
        .where(which, SpeakingTurn.began_at.is_not(None))
        .where(SpeakingTurn.organisation_id.is_not(None))
        .distinct()
    )
    found = {row.organisation_id: row.camp for row in db.session.execute(had_the_floor)}
    meetings = db.session.scalars(select(Meeting.id).where(which)).all()
    for answer in plugins.gather("ntfc_institutions_heard", meeting_ids=meetings):
        for organisation_id, camp in answer:
            found.setdefault(organisation_id, camp)
    return found


@dataclass(frozen=True)
class Heard:
    """An institution that spoke at a meeting, and its side."""

    name: str
    camp: Camp | None


def heard_at(meeting_id: int) -> list[Heard]:
    """Return the institutions that spoke at a meeting, with their sides, by name."""
    camps = _heard(Meeting.id == meeting_id)
    known = select(Organisation.id, Organisation.name).where(Organisation.id.in_(camps))
    rows = db.session.execute(known.order_by(Organisation.name))
    return [Heard(row.name, camps[row.id]) for row in rows]
