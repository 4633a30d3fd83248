"""An issue that is set aside: why, who asked, who owns it, when it comes back, and how it left."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.agendas.models import AgendaItem
from ntfc.constraints import holds, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.meetings.models import Meeting
from ntfc.people.models import Person
from ntfc.sentences import Kept


class Cause(enum.Enum):
    """Why an issue is set aside."""

    NEEDS_THOUGHT = "needs_thought"
    TOO_EARLY = "too_early"  # contentious while trust is being built
    LACKS_FACTS = "lacks_facts"
    WAITS_FOR_OTHERS = "waits_for_others"
    NO_TIME = "no_time"


class WayOut(enum.Enum):
    """How an issue left the parking lot."""

    RETURNED = "returned"  # to an agenda, or to those that wait for one
    ESCALATED = "escalated"  # to a body above
    HANDED_OVER = "handed_over"  # to another body
    MERGED = "merged"  # into another issue
    CLOSED = "closed"
    ONE_CASE = "one_case"  # it turned out to concern one case
    TAKEN_ON = "taken_on"  # by some other step of the issue


class Parking(Model):
    """An issue stands in the parking lot of a body, or stood there once. Rows are never deleted."""

    __tablename__ = "parkings"
    __table_args__ = (
        only_one(
            "uq_parkings_open",
            "issue_id",
            where="left_at IS NULL",
            sentence=_("This issue stands in the parking lot already."),
        ),
        holds(
            "one_way_out",
            "(left_at IS NULL) = (way_out IS NULL)",
            _("An issue leaves the parking lot by a way out that is noted."),
        ),
        Index("ix_parkings_body_id_left_at", "body_id", "left_at"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    cause: Mapped[Cause]
    reason: Mapped[str] = mapped_column(Text, default="")  # in words, beside the cause
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    review_on: Mapped[date] = mapped_column(index=True)
    next_step: Mapped[str] = mapped_column(Text, default="")
    parked_at: Mapped[datetime]
    parked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    reminded_for: Mapped[date | None]  # the review date that was announced to the owner
    missed_for: Mapped[date | None]  # the review date that the owner was told is past
    left_at: Mapped[datetime | None]
    left_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    way_out: Mapped[WayOut | None]
    way_out_reason: Mapped[str] = mapped_column(Kept, default="")
    to_issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: who may read the issue may read why it is set aside.
    issue: Mapped[Issue] = relationship(foreign_keys=[issue_id], lazy="joined", innerjoin=True)
    to_issue: Mapped[Issue | None] = relationship(foreign_keys=[to_issue_id], lazy="raise")
    meeting: Mapped[Meeting | None] = relationship(lazy="raise")
    item: Mapped[AgendaItem | None] = relationship(lazy="raise")
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id], lazy="raise")
    owner: Mapped[Person] = relationship(foreign_keys=[owner_id], lazy="raise")
