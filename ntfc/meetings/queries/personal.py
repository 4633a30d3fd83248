"""What meetings keep of one person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import (
    AbsenceLetter,
    Attendance,
    CalendarFeed,
    Invitation,
    Meeting,
    Notice,
    NoticeRecipient,
)

Rows = Sequence[Row[*tuple[Any, ...]]]


def invited(person_id: int) -> Rows:
    """Return the meetings to which the person was invited or came for somebody, with the answer."""
    query = (
        select(
            Body.name.label("body"),
            Meeting.starts_at,
            Invitation.kind,
            Invitation.about,
            Invitation.reply,
            Invitation.short_way,
            Invitation.note,
            Invitation.replied_at,
        )
        .join(Meeting, Meeting.id == Invitation.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(or_(Invitation.person_id == person_id, Invitation.stand_in_id == person_id))
    )
    return db.session.execute(query.order_by(Meeting.starts_at, Invitation.id)).all()


def told(person_id: int) -> Rows:
    """Return what the person was told of meetings, when and how."""
    query = (
        select(
            Body.name.label("body"),
            Meeting.starts_at,
            Notice.kind,
            NoticeRecipient.way,
            Notice.at,
            NoticeRecipient.sent_at,
        )
        .join(Notice, Notice.id == NoticeRecipient.notice_id)
        .join(Meeting, Meeting.id == Notice.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(NoticeRecipient.person_id == person_id)
    )
    return db.session.execute(query.order_by(Notice.at, Notice.id)).all()


def called(person_id: int) -> Rows:
    """Return the meetings that the person called, or sent the notices of."""
    query = (
        select(Body.name.label("body"), Meeting.starts_at, Meeting.convened_at)
        .join(Body, Body.id == Meeting.body_id)
        .where(or_(Meeting.called_by_id == person_id, Meeting.convened_by_id == person_id))
    )
    return db.session.execute(query.order_by(Meeting.starts_at, Meeting.id)).all()


def sent(person_id: int) -> Rows:
    """Return the notices that the person sent."""
    query = (
        select(Body.name.label("body"), Notice.kind, Notice.at)
        .join(Body, Body.id == Notice.body_id)
        .where(Notice.by_id == person_id)
    )
    return db.session.execute(query.order_by(Notice.at, Notice.id)).all()


def attended(person_id: int) -> Rows:
    """Return at which meetings the person was noted, and how."""
    query = (
        select(
            Body.name.label("body"),
            Meeting.starts_at,
            Attendance.presence,
            Attendance.note,
            Attendance.signed_at,
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(Attendance.person_id == person_id)
    )
    return db.session.execute(query.order_by(Meeting.starts_at, Attendance.id)).all()


def letters_about(person_id: int) -> Rows:
    """Return the letters about seats that stayed empty, of which the person held or sent one."""
    query = (
        select(
            Body.name.label("body"),
            AbsenceLetter.subject,
            AbsenceLetter.state,
            AbsenceLetter.drafted_at,
            AbsenceLetter.settled_at,
        )
        .join(Body, Body.id == AbsenceLetter.body_id)
        .where(or_(AbsenceLetter.person_id == person_id, AbsenceLetter.settled_by_id == person_id))
    )
    return db.session.execute(query.order_by(AbsenceLetter.drafted_at)).all()


def feeds_of(person_id: int) -> Sequence[CalendarFeed]:
    """Return the calendars that the person asked for, oldest first."""
    query = select(CalendarFeed).where(CalendarFeed.person_id == person_id)
    return db.session.scalars(query.order_by(CalendarFeed.created_at, CalendarFeed.id)).all()
