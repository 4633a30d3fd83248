"""What firms ask, and which colleague looked at it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.people.models import Person
from ntfc_client_coordinators.models.base import PREFIX, SENTENCE, Base
from ntfc_client_coordinators.models.firms import AT_ONCE, Firm
from ntfc_client_coordinators.rules.cases import Channel, Part, State, Topic, Where


class Case(Base):
    """One thing that a firm asked. It moves by steps; each stands in the log."""

    __tablename__ = f"{PREFIX}cases"
    __table_args__ = (
        UniqueConstraint("number", info={SENTENCE: AT_ONCE}),
        Index(f"ix_{PREFIX}cases_state_due_on", "state", "due_on"),
        Index(f"ix_{PREFIX}cases_section_state", "section", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    division: Mapped[str] = mapped_column(String(120), default="")
    caller: Mapped[str] = mapped_column(String(200), default="")
    channel: Mapped[Channel]
    topic: Mapped[Topic]
    is_urgent: Mapped[bool] = mapped_column(default=False)
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    manager_on: Mapped[date | None]
    part: Mapped[Part | None]
    state: Mapped[State]
    since: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(index=True)
    heard_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    front_minutes: Mapped[int] = mapped_column(default=0)
    back_minutes: Mapped[int] = mapped_column(default=0)
    section: Mapped[str] = mapped_column(String(120), default="")
    due_on: Mapped[date | None]
    where: Mapped[Where | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    checked_on: Mapped[date | None]
    lesson: Mapped[str] = mapped_column(Text, default="")  # a precedent, without names
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True)
    committee_on: Mapped[date | None]  # the committee answered, and the firm is not told yet
    version: Mapped[int] = mapped_column(default=1)

    firm: Mapped[Firm] = relationship(lazy="joined", innerjoin=True)
    checker: Mapped[Person | None] = relationship(Person, foreign_keys=[checker_id], lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None

    @property
    def key(self) -> str:
        """Return under which name its lines stand in the log."""
        return f"case:{self.id}"
