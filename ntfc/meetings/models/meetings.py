"""Meetings, the days on which they sit, and the bodies that meet together."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body, Mode
from ntfc.db import Model
from ntfc.meetings.models.vocabulary import MeetingKind, MeetingState
from ntfc.organisations.models import Organisation

if TYPE_CHECKING:
    from ntfc.meetings.models.invitations import Invitation


class Meeting(Model):
    """One meeting of a body, of one day or several. Its number is given when it is called."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("body_id", "number"),
        Index("ix_meetings_body_id_starts_at", "body_id", "starts_at"),
        Index("ix_meetings_state_starts_at", "state", "starts_at"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int | None]  # within the body, never used again
    kind: Mapped[MeetingKind] = mapped_column(default=MeetingKind.ORDINARY)
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNED)
    title: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")  # why it is called, such as one issue
    starts_at: Mapped[datetime]  # of the first day
    ends_at: Mapped[datetime]  # of the last one
    time_zone: Mapped[str] = mapped_column(String(60))
    mode: Mapped[Mode] = mapped_column(default=Mode.ON_SITE)
    place: Mapped[str] = mapped_column(String(300), default="")
    online_address: Mapped[str] = mapped_column(String(500), default="")
    how_to_join: Mapped[str] = mapped_column(Text, default="")  # telephone, code, whom to call
    host_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    is_public: Mapped[bool] = mapped_column(default=False)
    calendar_uid: Mapped[str] = mapped_column(String(120), unique=True)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    planned_at: Mapped[datetime]
    convened_at: Mapped[datetime | None]
    convened_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True
    )  # who sent it
    called_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True
    )  # in whose name
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: whether a meeting may be seen hangs on its bodies and on who is its guest.
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
    with_bodies: Mapped[list["MeetingBody"]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", lazy="selectin"
    )
    guests: Mapped[list["Invitation"]] = relationship(
        primaryjoin="and_(Invitation.meeting_id == Meeting.id, Invitation.seat_id.is_(None))",
        order_by="Invitation.id",
        lazy="selectin",
        viewonly=True,
    )
    host: Mapped[Organisation | None] = relationship(lazy="raise")
    days: Mapped[list["MeetingDay"]] = relationship(
        back_populates="meeting",
        cascade="all, delete-orphan",
        order_by="MeetingDay.starts_at",
        lazy="raise",
    )


class MeetingDay(Model):
    """One day on which a meeting sits; a meeting has at least one."""

    __tablename__ = "meeting_days"
    __table_args__ = (UniqueConstraint("meeting_id", "starts_at"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(300), default="")  # where it differs

    meeting: Mapped[Meeting] = relationship(back_populates="days", lazy="raise")


class MeetingBody(Model):
    """A further body that meets together with the one that calls the meeting."""

    __tablename__ = "meeting_bodies"
    __table_args__ = (UniqueConstraint("meeting_id", "body_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)

    meeting: Mapped[Meeting] = relationship(back_populates="with_bodies", lazy="raise")
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
