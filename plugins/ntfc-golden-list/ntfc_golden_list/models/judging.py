"""What is found of a firm, and what becomes of it: checks, visits, findings, certificates, uses."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.people.models import Person
from ntfc_golden_list.models.base import PREFIX, Base
from ntfc_golden_list.models.files import AT_ONCE, SENTENCE, File, Firm
from ntfc_golden_list.models.programmes import Benefit, Criterion, Edition, Kind
from ntfc_golden_list.rules.judging import Result
from ntfc_golden_list.rules.programme import Notice


class Checked(Base):
    """A vetting check by source. It stays inside customs."""

    __tablename__ = f"{PREFIX}checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    source: Mapped[str] = mapped_column(String(120))
    is_clear: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text, default="")
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Site(Base):
    """Premises of a firm."""

    __tablename__ = f"{PREFIX}sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id), index=True)
    name: Mapped[str] = mapped_column(String(200))


class Visited(Base):
    """A visit, planned and then made. When and whom one met is as the last account has it."""

    __tablename__ = f"{PREFIX}visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    validator_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    planned_on: Mapped[date | None]
    made_on: Mapped[date | None]
    on_premises: Mapped[bool] = mapped_column(default=True)
    scope: Mapped[str] = mapped_column(Text, default="")
    sample_reason: Mapped[str] = mapped_column(Text, default="")
    people_met: Mapped[str] = mapped_column(Text, default="")

    places: Mapped[list["VisitedSite"]] = relationship(lazy="raise", order_by="VisitedSite.id")
    findings: Mapped[list["Finding"]] = relationship(lazy="raise", order_by="Finding.id")
    accounts: Mapped[list["Account"]] = relationship(lazy="raise", order_by="Account.id")

    @property
    def standing(self) -> dict[int, "Finding"]:
        """Return what counts of each requirement: what was noted of it last."""
        return {finding.criterion_id: finding for finding in self.findings}


class Account(Base):
    """What was noted of a visit at one time, by whom. Another account corrects it; both stay."""

    __tablename__ = f"{PREFIX}accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey(Visited.id), index=True)
    made_on: Mapped[date]
    people_met: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime | None]  # not known of what was noted before accounts were kept


class VisitedSite(Base):
    """One of the premises that a visit goes to."""

    __tablename__ = f"{PREFIX}visit_sites"
    __table_args__ = (UniqueConstraint("visit_id", "site_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey(Visited.id), index=True)
    site_id: Mapped[int] = mapped_column(ForeignKey(Site.id))


class Finding(Base):
    """What was found of one requirement. It is written once; the last one counts."""

    __tablename__ = f"{PREFIX}findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey(Visited.id), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey(Criterion.id))
    result: Mapped[Result]
    note: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime | None]


class Control(Base):
    """A line of the control programme: which control, how often, by whom."""

    __tablename__ = f"{PREFIX}controls"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    what: Mapped[str] = mapped_column(String(300))
    how_often: Mapped[str] = mapped_column(String(120), default="")
    by_whom: Mapped[str] = mapped_column(String(120), default="")
    ended_on: Mapped[date | None]


class Certificate(Base):
    """A status that was given: which class, by which rules, by whom, and how long."""

    __tablename__ = f"{PREFIX}certificates"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey(Kind.id))
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    roles: Mapped[list[str]]
    given_on: Mapped[date]
    until: Mapped[date | None]
    conditions: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    was_taken_over: Mapped[bool] = mapped_column(default=False)
    ended_on: Mapped[date | None]

    file: Mapped[File] = relationship(lazy="raise")
    kind: Mapped[Kind] = relationship(lazy="raise")
    edition: Mapped[Edition] = relationship(lazy="raise")
    decided_by: Mapped[Person | None] = relationship(Person, lazy="raise")


class Noticed(Base):
    """What a firm told its contact: a change, or something suspicious."""

    __tablename__ = f"{PREFIX}notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    kind: Mapped[Notice]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Paper(Base):
    """A file that belongs to a file: evidence of the firm, or what a validator saw on a visit."""

    __tablename__ = f"{PREFIX}papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    criterion_id: Mapped[int | None] = mapped_column(ForeignKey(Criterion.id))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey(Visited.id), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media: Mapped[str] = mapped_column(String(80))
    stored: Mapped[str] = mapped_column(ForeignKey("stored_files.name"))
    valid_until: Mapped[date | None]  # of a certificate that exists already
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Used(Base):
    """How often a firm used a benefit in a month."""

    __tablename__ = f"{PREFIX}uses"
    __table_args__ = (
        UniqueConstraint("file_id", "benefit_id", "month", "source"),
        Index(f"ix_{PREFIX}uses_benefit_id_month", "benefit_id", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    benefit_id: Mapped[int] = mapped_column(ForeignKey(Benefit.id), index=True)
    month: Mapped[date]
    times: Mapped[int]
    minutes_without: Mapped[Decimal | None] = mapped_column(Numeric(9, 1))
    minutes_with: Mapped[Decimal | None] = mapped_column(Numeric(9, 1))
    money_saved: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    source: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")


class UseTotal(Base):
    """How often a benefit was used in a month by all firms: what reports add up."""

    __tablename__ = f"{PREFIX}use_totals"
    __table_args__ = (UniqueConstraint("benefit_id", "month", info={SENTENCE: AT_ONCE}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(ForeignKey(Benefit.id))
    month: Mapped[date]
    times: Mapped[int]
    minutes: Mapped[Decimal] = mapped_column(Numeric(18, 1))
    money: Mapped[Decimal] = mapped_column(Numeric(18, 2))


def _stays(_mapper: Any, _connection: Any, row: Account | Finding) -> None:
    raise RuntimeError(f"what was noted of a visit is only added to: visit {row.visit_id}")


for _kept in (Account, Finding):
    event.listen(_kept, "before_update", _stays)
    event.listen(_kept, "before_delete", _stays)
