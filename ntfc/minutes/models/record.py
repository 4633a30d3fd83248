"""The record: minutes, their sections, every text that was saved, and who writes where."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body
from ntfc.db import Model
from ntfc.meetings.models import Meeting
from ntfc.minutes.models.vocabulary import MinutesState, RevisionKind
from ntfc.people.models import Person

if TYPE_CHECKING:
    from ntfc.minutes.models.approval import StandIn


class Minutes(Model):
    """The minutes of one meeting."""

    __tablename__ = "minutes"
    __table_args__ = (Index("ix_minutes_body_id_state", "body_id", "state"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.LIVE)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]  # nobody types in the meeting any more
    circulated_at: Mapped[datetime | None]  # for the first time; the clock of the rule stops then
    comments_close_on: Mapped[date | None]
    because: Mapped[str] = mapped_column(Text, default="")  # why a rule was not kept on the way
    submitted_at: Mapped[datetime | None]  # the chairs are asked to approve the text as it stands
    silence_until: Mapped[date | None]  # who says nothing by then agrees, where the rules say so
    approved_at: Mapped[datetime | None]
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # of what was approved
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: who may write hangs on the body.
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
    # Pages load it with their query; besides them only a refusal asks, to know what to hide.
    meeting: Mapped[Meeting] = relationship(lazy="select")
    sections: Mapped[list["MinutesSection"]] = relationship(
        back_populates="minutes", order_by="MinutesSection.position", lazy="raise"
    )
    # Only whom no seat lets approve asks: was the person named by a chair?
    stand_ins: Mapped[list["StandIn"]] = relationship(viewonly=True, lazy="select")


class MinutesSection(Model):
    """The part of the minutes that belongs to one item. It is saved by itself.

    *revision_id* names the text that stands; a save replaces just the one its writer started from.
    """

    __tablename__ = "minutes_sections"
    __table_args__ = (
        UniqueConstraint("minutes_id", "item_id"),
        Index("ix_minutes_sections_minutes_id_position", "minutes_id", "position"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    # None: a section of its own, which no item of the agenda asks for.
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    title_is_own: Mapped[bool] = mapped_column(default=False)  # given here, so it follows no item
    is_confidential: Mapped[bool] = mapped_column(default=False)  # never outside the table
    html: Mapped[str] = mapped_column(Text, default="")
    # Of section_revisions; no foreign key, for the two tables would then need each other. 0: none.
    revision_id: Mapped[int] = mapped_column(default=0)
    taken_out_at: Mapped[datetime | None]  # its words stay, and it can be brought back

    minutes: Mapped[Minutes] = relationship(back_populates="sections", lazy="raise")
    item: Mapped[AgendaItem | None] = relationship(lazy="raise")

    @property
    def body(self) -> Body:
        return self.minutes.body


class SectionRevision(Model):
    """A text of a section as somebody saved it. Never altered, but for what became of it."""

    __tablename__ = "section_revisions"

    section_id: Mapped[int] = mapped_column(ForeignKey("minutes_sections.id"), index=True)
    kind: Mapped[RevisionKind] = mapped_column(default=RevisionKind.SAVED)
    html: Mapped[str] = mapped_column(Text)
    base_id: Mapped[int] = mapped_column(default=0)  # the revision its writer started from; 0: none
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    # How the page that sent it names it, when it never heard what became of it.
    ticket: Mapped[str] = mapped_column(String(20), default="", server_default="")

    section: Mapped[MinutesSection] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")


class SectionWriter(Model):
    """Somebody has a section open to write in it."""

    __tablename__ = "section_writers"
    __table_args__ = (UniqueConstraint("section_id", "person_id"),)

    section_id: Mapped[int] = mapped_column(ForeignKey("minutes_sections.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    seen_at: Mapped[datetime]
    wrote_at: Mapped[datetime | None]  # noted in the trail once for each sitting
