"""Firms, and who answers for each."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc_client_coordinators.models.base import PREFIX, SENTENCE, Base
from ntfc_client_coordinators.models.desk import Desk
from ntfc_client_coordinators.rules.assigning import Assigned, Reason, Side, State
from ntfc_client_coordinators.rules.portfolio import Candidate, Level

HAS_ONE = _("Somebody answers for this firm already.")
AT_ONCE = _("Somebody else did the same at this moment. Look at it, and do it again if need be.")


class Firm(Base):
    """A firm for which somebody in customs answers."""

    __tablename__ = f"{PREFIX}firms"
    __table_args__ = (
        UniqueConstraint("registration", info={SENTENCE: _("This firm is known already.")}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey(Desk.id))
    name: Mapped[str] = mapped_column(String(200), index=True)
    registration: Mapped[str] = mapped_column(String(60))
    branch: Mapped[str] = mapped_column(String(120), default="")
    size: Mapped[Level]
    volume: Mapped[Level]
    complexity: Mapped[Level]
    divisions: Mapped[list[str]]
    countries: Mapped[list[str]]
    people: Mapped[list[str]]  # whom one calls there, each with division and number
    access: Mapped[str] = mapped_column(Text, default="")  # what customs sees in its systems
    candidate: Mapped[Candidate] = mapped_column(default=Candidate.NONE)
    cadence_months: Mapped[int | None]
    talk_due: Mapped[date | None] = mapped_column(index=True)
    updated_on: Mapped[date]
    left_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    desk: Mapped[Desk] = relationship(lazy="joined", innerjoin=True)
    assignments: Mapped[list["Assignment"]] = relationship(
        lazy="selectin", order_by="Assignment.id", back_populates="firm"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None


class Assignment(Base):
    """Somebody answers for a firm, did so, or will."""

    __tablename__ = f"{PREFIX}assignments"
    __table_args__ = (
        Index(
            f"uq_{PREFIX}assignments_answering",
            "firm_id",
            unique=True,
            sqlite_where=text("state IN ('active', 'handover')"),
            postgresql_where=text("state IN ('active', 'handover')"),
            info={SENTENCE: HAS_ONE},
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    share: Mapped[int]
    is_exclusive: Mapped[bool] = mapped_column(default=False)
    state: Mapped[State] = mapped_column(index=True)
    planned_on: Mapped[date]
    began_on: Mapped[date | None]
    rotation_on: Mapped[date | None] = mapped_column(index=True)
    ended_on: Mapped[date | None]
    reason: Mapped[Reason | None]
    declared_on: Mapped[date | None]
    has_shares: Mapped[bool] = mapped_column(default=False)
    substitute_declared_on: Mapped[date | None]
    substitute_has_shares: Mapped[bool | None]
    version: Mapped[int] = mapped_column(default=1)

    firm: Mapped[Firm] = relationship(back_populates="assignments", lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(Person, foreign_keys=[person_id], lazy="raise")
    substitute: Mapped[Person | None] = relationship(
        Person, foreign_keys=[substitute_id], lazy="raise"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None

    @property
    def is_absent(self) -> bool:
        """Tell whether whoever leaves is not there to sign."""
        return self.state is State.HANDOVER and self.reason is Reason.ABSENCE


class Declared(Base):
    """What somebody declared about shares in a firm, each year anew."""

    __tablename__ = f"{PREFIX}declarations"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey(Assignment.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    on: Mapped[date]
    has_shares: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")


class Handover(Base):
    """What the one who leaves passes on, signed by both and by the manager."""

    __tablename__ = f"{PREFIX}handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey(Assignment.id), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey(Assignment.id), index=True)
    begun_on: Mapped[date]
    points: Mapped[str] = mapped_column(Text, default="")
    introduced: Mapped[str] = mapped_column(Text, default="")
    leaving_on: Mapped[date | None]
    coming_on: Mapped[date | None]
    manager_on: Mapped[date | None]
    called_off_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    leaving: Mapped[Assignment] = relationship(
        foreign_keys=[from_id], lazy="joined", innerjoin=True
    )
    coming: Mapped[Assignment] = relationship(foreign_keys=[to_id], lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None

    @property
    def firm(self) -> Firm:
        return self.leaving.firm

    @property
    def key(self) -> str:
        """Return under which name its lines stand in the log."""
        return f"handover:{self.id}"

    @property
    def is_over(self) -> bool:
        return self.manager_on is not None or self.called_off_on is not None

    @property
    def signed(self) -> frozenset[Side]:
        """Return who signed so far."""
        days = {
            Side.LEAVING: self.leaving_on,
            Side.COMING: self.coming_on,
            Side.MANAGER: self.manager_on,
        }
        return frozenset(side for side, day in days.items() if day is not None)


def plain(one: Assignment, *, accepted: bool) -> Assigned:
    """Return an assignment as rules know it; its firm and the others of the firm are loaded."""
    others = [other for other in one.firm.assignments if other.id != one.id]
    return Assigned(
        state=one.state,
        person=one.person_id,
        substitute=one.substitute_id,
        accepted_conduct=accepted,
        declared_on=one.declared_on,
        has_shares=one.has_shares,
        substitute_has_shares=bool(one.substitute_has_shares),
        is_answered_for=any(other.state in (State.ACTIVE, State.HANDOVER) for other in others),
        has_successor=any(other.state in (State.PLANNED, State.MENTORING) for other in others),
        firm_left=one.firm.left_on is not None,
    )
