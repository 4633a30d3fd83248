"""The terms of bodies, the priorities named for them, and the steps before the public start."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models.bodies import Body
from ntfc.constraints import SENTENCE, holds, in_order
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.organisations.models import Camp, Organisation
from ntfc.people.models import Person


class Term(Model):
    """A period of office of the body as a whole."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("body_id", "number"), in_order("starts_on", "ends_on"))

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    body: Mapped[Body] = relationship(lazy="raise")
    priorities: Mapped[list["Priority"]] = relationship(
        back_populates="term", order_by="Priority.position", lazy="raise"
    )


class Priority(Model):
    """What the agency names as important for the term; the leaders of the body confirm it."""

    __tablename__ = "priorities"
    __table_args__ = (
        holds(
            "one_end",
            "delivered_on IS NULL OR withdrawn_on IS NULL",
            _("A priority is either delivered or withdrawn."),
        ),
        in_order("named_on", "delivered_on"),
        in_order("named_on", "withdrawn_on"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    # None: it came from a body that is over, and waits for the first term here.
    term_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    named_on: Mapped[date]
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("priorities.id"), index=True)
    delivered_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]

    term: Mapped[Term | None] = relationship(back_populates="priorities", lazy="raise")
    named_by: Mapped[Organisation | None] = relationship(lazy="raise")
    confirmations: Mapped[list["Confirmation"]] = relationship(
        back_populates="priority", lazy="raise"
    )
    owners: Mapped[list["PriorityOwner"]] = relationship(
        back_populates="priority", cascade="all, delete-orphan", lazy="raise"
    )


class PriorityOwner(Model):
    """The institution that answers for a priority on one side of the table."""

    __tablename__ = "priority_owners"
    __table_args__ = (
        UniqueConstraint(
            "priority_id",
            "camp",
            info={SENTENCE: _("Somebody has just named an owner. Look at the page again.")},
        ),
    )

    priority_id: Mapped[int] = mapped_column(ForeignKey("priorities.id"))
    camp: Mapped[Camp]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)

    priority: Mapped[Priority] = relationship(back_populates="owners", lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Confirmation(Model):
    """A leader of the body confirmed that a priority is relevant."""

    __tablename__ = "confirmations"
    __table_args__ = (UniqueConstraint("priority_id", "person_id"),)

    priority_id: Mapped[int] = mapped_column(ForeignKey("priorities.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]

    priority: Mapped[Priority] = relationship(back_populates="confirmations", lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class SetupStep(Model):
    """One thing to do before the public start of a body; skipped only with a reason."""

    __tablename__ = "setup_steps"
    __table_args__ = (
        holds(
            "one_end",
            "done_on IS NULL OR skipped_on IS NULL",
            _("A step is either done or left out."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    skipped_on: Mapped[date | None]
    skipped_because: Mapped[str] = mapped_column(Text, default="")

    body: Mapped[Body] = relationship(lazy="raise")
    owner: Mapped[Person | None] = relationship(lazy="raise")
