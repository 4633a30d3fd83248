"""Who is invited to a meeting and answered what; who was told what, when and how."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.db import Model
from ntfc.meetings.models.meetings import Meeting
from ntfc.meetings.models.vocabulary import NoticeKind, Reply, ShortWay, TakesPartAs, Way
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.seats.models import Capacity, Seat
from ntfc.sentences import Kept, KeptList

NO_SEAT = text("seat_id IS NULL")


class Invitation(Model):
    """A person is asked to a meeting, for a seat or without one; the answer stands beside it.

    Role, institution and side are those of that day: who later changes seat was there as this.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("meeting_id", "seat_id", "person_id"),
        Index(
            "uq_invitations_without_seat",
            "meeting_id",
            "person_id",
            unique=True,
            sqlite_where=NO_SEAT,
            postgresql_where=NO_SEAT,
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    kind: Mapped[TakesPartAs] = mapped_column(default=TakesPartAs.SEAT)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[Role | None]
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.REPRESENTATIVE)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    side_id: Mapped[int | None] = mapped_column(ForeignKey("sides.id"), index=True)
    about: Mapped[str] = mapped_column(String(300), default="")  # for which item somebody comes
    invited_at: Mapped[datetime]
    told_at: Mapped[datetime | None]  # of the meeting as it stands
    reply: Mapped[Reply | None]
    short_way: Mapped[ShortWay | None]
    note: Mapped[str] = mapped_column(Text, default="")
    replied_at: Mapped[datetime | None]
    by_link: Mapped[bool] = mapped_column(default=False)
    stand_in_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True
    )  # who comes instead
    withdrawn_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise")
    stand_in: Mapped[Person | None] = relationship(foreign_keys=[stand_in_id], lazy="raise")
    seat: Mapped[Seat | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class InvitationItem(Model):
    """An item of the agenda for which a guest or an expert is invited."""

    __tablename__ = "invitation_items"
    __table_args__ = (UniqueConstraint("invitation_id", "item_key"),)

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id"))
    item_key: Mapped[str] = mapped_column(String(80))  # such as agenda_items:12
    starts_in: Mapped[int | None]  # minutes after the meeting begins, as the guest knows it
    gone_at: Mapped[datetime | None]  # it was taken off; put back, the guest is asked anew


class Notice(Model):
    """People were told of a meeting: that it is called, has changed, or does not take place."""

    __tablename__ = "notices"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    kind: Mapped[NoticeKind]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    sent_on: Mapped[date]  # the day it was, where the body sits
    days_before: Mapped[int]  # in the days that the rule counts
    in_working_days: Mapped[bool] = mapped_column(default=False)
    rule: Mapped[str] = mapped_column(Kept, default="")  # as it read that day; empty: none asks
    due_on: Mapped[date | None]  # until when the rule asked for it
    despite: Mapped[list[str]] = mapped_column(KeptList, default=list)  # what did not keep a rule
    because: Mapped[str] = mapped_column(Text, default="")  # why it went out all the same
    message: Mapped[str] = mapped_column(Text, default="")  # in the words of the sender
    stated: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the meeting as people know it

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    recipients: Mapped[list["NoticeRecipient"]] = relationship(
        back_populates="notice", order_by="NoticeRecipient.id", lazy="raise"
    )


class NoticeRecipient(Model):
    """One person who was told: the proof of sending. The mail itself is swept away after a time."""

    __tablename__ = "notice_recipients"
    __table_args__ = (UniqueConstraint("notice_id", "person_id"),)

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    way: Mapped[Way]
    job_key: Mapped[str] = mapped_column(String(200), default="", index=True)  # of the mail
    sent_at: Mapped[datetime | None]  # when the mail left, or was handed over
    failed_at: Mapped[datetime | None]

    # Always there: whose proof it is hangs on the notice.
    notice: Mapped[Notice] = relationship(
        back_populates="recipients", lazy="joined", innerjoin=True
    )
    person: Mapped[Person] = relationship(lazy="raise")

    @property
    def body_id(self) -> int:
        return self.notice.body_id


class CalendarFeed(Model):
    """A person's own calendar, read by a program with a token; ended by taking the token back."""

    __tablename__ = "calendar_feeds"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_read_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    body_id = None

    person: Mapped[Person] = relationship(lazy="raise")
