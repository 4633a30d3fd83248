"""Whom neither a page nor a mail reaches: what they read is handed over as a link."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import joinedload

from ntfc import mail
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.mandates.queries import people_named, signs_in
from ntfc.meetings.models import (
    Invitation,
    Meeting,
    MeetingState,
    Notice,
    NoticeRecipient,
    Way,
)
from ntfc.people.models import Person


def without_mail(numbers: Collection[int]) -> Sequence[Person]:
    """Return who of these people neither signs in nor gets mail."""
    insiders, is_written = signs_in([*numbers]), mail.is_written()
    return [
        person
        for person in people_named(numbers)
        if person.id not in insiders and not (person.email and is_written)
    ]


def _waits() -> list[ColumnElement[bool]]:
    """Tell that somebody is to hear of a meeting by hand, and nobody noted that this was done."""
    return [
        NoticeRecipient.way == Way.BY_HAND,
        NoticeRecipient.sent_at.is_(None),
        Invitation.person.has(Person.erased_at.is_(None)),
        Meeting.state == MeetingState.CONVENED,
    ]


def _is_asked() -> ColumnElement[bool]:
    """Tell that somebody comes, and did not answer since the news: who answered has heard it."""
    is_silent = Invitation.reply.is_(None) | (Invitation.replied_at < Notice.at)
    return Invitation.withdrawn_at.is_(None) & is_silent


def to_hand_over_to(meeting_id: int) -> Sequence[Invitation]:
    """Return the invitations whose links somebody still has to hand over."""
    query = (
        select(Invitation)
        .join(NoticeRecipient, NoticeRecipient.invitation_id == Invitation.id)
        .join(Notice, Notice.id == NoticeRecipient.notice_id)
        .join(Meeting, Meeting.id == Invitation.meeting_id)
        .where(Invitation.meeting_id == meeting_id, _is_asked(), *_waits())
        .order_by(Invitation.id)
        .options(
            joinedload(Invitation.person),
            joinedload(Invitation.meeting).joinedload(Meeting.body),
        )
    )
    return db.session.scalars(query).unique().all()


def to_tell(body_ids: Collection[int], person_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the meetings of bodies of which people without mail are to hear, and how many of them.

    Who is asked counts where somebody else's act asked them: one's own page showed the links. Who
    is no longer needed counts always: for them no page shows anything.
    """
    is_off = Invitation.withdrawn_at.is_not(None)
    query = (
        select(
            *(Meeting.id, Meeting.title, Meeting.number, Meeting.kind, Meeting.starts_at),
            *(Meeting.time_zone, Body.name.label("body"), is_off.label("is_off")),
            func.count(Invitation.id.distinct()).label("people"),
        )
        .join(Invitation, Invitation.meeting_id == Meeting.id)
        .join(NoticeRecipient, NoticeRecipient.invitation_id == Invitation.id)
        .join(Notice, Notice.id == NoticeRecipient.notice_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.body_id.in_(body_ids), *_waits())
        .where(
            (_is_asked() & Notice.by_id.is_distinct_from(person_id))
            | (Invitation.withdrawn_at <= Notice.at)
        )
        .group_by(Meeting.id, Body.id, is_off)
        .order_by(Meeting.starts_at, Meeting.id, is_off)
    )
    return db.session.execute(query).all()
