"""A programme as a country made it: classes, roles, requirements, benefits, and who works in it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.people.models import Person
from ntfc_golden_list.models.base import PREFIX, Base
from ntfc_golden_list.rules.benefits import Group, Measure
from ntfc_golden_list.rules.judging import Weight
from ntfc_golden_list.rules.lifecycle import Post
from ntfc_golden_list.rules.programme import Exempt, Register, Stage
from ntfc_golden_list.rules.terms import Terms
from ntfc_golden_list.texts import said


class Programme(Base):
    """A trusted-trader programme. What it fixed no term for stands empty."""

    __tablename__ = f"{PREFIX}programmes"
    __table_args__ = (UniqueConstraint("country", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2))
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[dict[str, Any]]
    about: Mapped[dict[str, Any]]
    legal_basis: Mapped[dict[str, Any]]
    documents: Mapped[dict[str, Any]]
    steps: Mapped[dict[str, Any]]
    source: Mapped[str] = mapped_column(String(300))
    as_of: Mapped[date]
    of_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    nominates: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[Stage] = mapped_column(default=Stage.BUILDING)
    pilot_on: Mapped[date | None]
    exempt: Mapped[Exempt | None]
    register: Mapped[Register] = mapped_column(default=Register.NONE)
    validity_months: Mapped[int | None]
    review_months: Mapped[int | None]
    review_opens_days: Mapped[int | None]
    waiting_months: Mapped[int | None]
    answer_days: Mapped[int | None]
    appeal_days: Mapped[int | None]
    remind_days: Mapped[int | None]
    began_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    posts: Mapped[list["Officer"]] = relationship(
        back_populates="programme", lazy="selectin", order_by="Officer.id"
    )
    kinds: Mapped[list["Kind"]] = relationship(lazy="raise", order_by="Kind.id")
    roles: Mapped[list["Part"]] = relationship(lazy="raise", order_by="Part.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None  # who sits in the committee has figures, nothing more

    @property
    def title(self) -> str:
        return said(self.name)

    @property
    def terms(self) -> Terms:
        return Terms(
            validity_months=self.validity_months,
            review_months=self.review_months,
            review_opens_days=self.review_opens_days,
            waiting_months=self.waiting_months,
            answer_days=self.answer_days,
            appeal_days=self.appeal_days,
            remind_days=self.remind_days,
        )


class Officer(Base):
    """Who holds a post in a programme, and since when the code of conduct binds them."""

    __tablename__ = f"{PREFIX}officers"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    post: Mapped[Post]
    since: Mapped[date]
    is_held: Mapped[bool] = mapped_column(default=True)
    conduct_on: Mapped[date | None]
    is_third_party: Mapped[bool] = mapped_column(default=False)
    method: Mapped[str] = mapped_column(default="")
    overseer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    programme: Mapped[Programme] = relationship(back_populates="posts", lazy="raise")
    person: Mapped[Person] = relationship(Person, lazy="raise", foreign_keys=[person_id])

    body_id = None


class Edition(Base):
    """The rules of a programme as they hold from a day: firms are judged by the ones of their day."""

    __tablename__ = f"{PREFIX}editions"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    number: Mapped[int]
    published_on: Mapped[date | None]
    requirements: Mapped[dict[str, Any]]
    suspension: Mapped[dict[str, Any]]
    removal: Mapped[dict[str, Any]]
    appeal: Mapped[dict[str, Any]]

    programme: Mapped[Programme] = relationship(lazy="raise")
    criteria: Mapped[list["Criterion"]] = relationship(lazy="raise", order_by="Criterion.position")

    body_id = None


class Kind(Base):
    """A class of the status; one may stand on another."""

    __tablename__ = f"{PREFIX}kinds"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    code: Mapped[str] = mapped_column(String(20))
    needs: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[dict[str, Any]]

    @property
    def title(self) -> str:
        return said(self.name)


class Part(Base):
    """A role that firms play in the supply chain, and from when the programme is open to it."""

    __tablename__ = f"{PREFIX}parts"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[dict[str, Any]]
    opens_on: Mapped[date | None]

    @property
    def title(self) -> str:
        return said(self.name)


class Criterion(Base):
    """A requirement of one edition."""

    __tablename__ = f"{PREFIX}criteria"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(20))
    weight: Mapped[Weight]
    text: Mapped[dict[str, Any]]
    text_small: Mapped[dict[str, Any]]
    proof: Mapped[dict[str, Any]]
    roles: Mapped[list[str]]
    classes: Mapped[list[str]]


class Benefit(Base):
    """What a programme gives, or what comes of it: promised, delivered, used."""

    __tablename__ = f"{PREFIX}benefits"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    code: Mapped[str] = mapped_column(String(20))
    group: Mapped[Group]
    measure: Mapped[Measure | None]
    name: Mapped[dict[str, Any]]
    promised_on: Mapped[date | None]
    delivered_on: Mapped[date | None]

    @property
    def title(self) -> str:
        return said(self.name)
