"""How firms are controlled, and what runs out."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.people.models import Person
from ntfc_client_coordinators.models.base import PREFIX, SENTENCE, Base
from ntfc_client_coordinators.models.firms import AT_ONCE, Firm
from ntfc_client_coordinators.rules import plans as rules
from ntfc_client_coordinators.rules.plans import Area, Cycle, Paper, State
from ntfc_client_coordinators.rules.portfolio import Level


class Plan(Base):
    """One version of the treatment plan of a firm, with its risk map and control programme."""

    __tablename__ = f"{PREFIX}plans"
    __table_args__ = (UniqueConstraint("firm_id", "number", info={SENTENCE: AT_ONCE}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id))
    number: Mapped[int]
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    cycle: Mapped[Cycle] = mapped_column(default=Cycle.KNOW)
    reasons: Mapped[str] = mapped_column(Text, default="")
    begun_on: Mapped[date]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decided_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    firm: Mapped[Firm] = relationship(lazy="joined", innerjoin=True)
    risks: Mapped[list["Risk"]] = relationship(
        lazy="selectin", order_by="Risk.id", back_populates="plan"
    )
    controls: Mapped[list["Control"]] = relationship(
        lazy="selectin", order_by="Control.id", back_populates="plan"
    )
    written_by: Mapped[Person | None] = relationship(
        Person, foreign_keys=[written_by_id], lazy="joined"
    )
    decided_by: Mapped[Person | None] = relationship(
        Person, foreign_keys=[decided_by_id], lazy="joined"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None

    @property
    def key(self) -> str:
        """Return under which name its lines stand in the log."""
        return f"plan:{self.id}"

    def judged(self) -> list[rules.Risk]:
        """Return the risks as rules know them."""
        looked_at = {one.risk_id for one in self.controls}
        return [
            rules.Risk(one.what, one.remaining, one.is_covered, one.id in looked_at, one.reason)
            for one in self.risks
        ]


class Risk(Base):
    """A line of the risk map."""

    __tablename__ = f"{PREFIX}risks"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey(Plan.id), index=True)
    area: Mapped[Area]
    what: Mapped[str] = mapped_column(String(300))
    level: Mapped[Level]
    measures: Mapped[str] = mapped_column(Text, default="")
    remaining: Mapped[Level]
    is_covered: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    plan: Mapped[Plan] = relationship(back_populates="risks", lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy


class Control(Base):
    """A line of the control programme."""

    __tablename__ = f"{PREFIX}controls"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey(Plan.id), index=True)
    risk_id: Mapped[int | None] = mapped_column(ForeignKey(Risk.id))
    first_id: Mapped[int | None]  # the same control in the version in which it was first written
    kind: Mapped[rules.Control]
    what: Mapped[str] = mapped_column(String(300))
    how_often: Mapped[str] = mapped_column(String(120), default="")
    by_whom: Mapped[str] = mapped_column(String(120), default="")

    plan: Mapped[Plan] = relationship(back_populates="controls", lazy="joined", innerjoin=True)

    @property
    def key(self) -> str:
        """Return under which name the log tells that it was carried out, whatever the version."""
        return f"control:{self.first_id or self.id}"


class Audit(Base):
    """An audit of a firm, carried out by a colleague (C3). Many are small."""

    __tablename__ = f"{PREFIX}audits"
    __table_args__ = (Index(f"ix_{PREFIX}audits_firm_id_planned_on", "firm_id", "planned_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id))
    kind: Mapped[rules.Audit]
    scope: Mapped[str] = mapped_column(String(300), default="")
    country: Mapped[str] = mapped_column(String(120), default="")  # of a joint one
    planned_on: Mapped[date]
    auditor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    done_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(Text, default="")

    firm: Mapped[Firm] = relationship(lazy="joined", innerjoin=True)
    auditor: Mapped[Person] = relationship(Person, lazy="joined", innerjoin=True)

    body_id = None


class Due(Base):
    """An authorisation or a security of a firm, and until when it holds."""

    __tablename__ = f"{PREFIX}dues"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id), index=True)
    kind: Mapped[Paper]
    name: Mapped[str] = mapped_column(String(200))
    amount: Mapped[str] = mapped_column(String(60), default="")
    until: Mapped[date | None] = mapped_column(index=True)
    evaluated_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    confirmed_on: Mapped[date | None]  # the colleague says so: an authorisation counts from then
    ended_on: Mapped[date | None]

    firm: Mapped[Firm] = relationship(lazy="joined", innerjoin=True)

    body_id = None
