"""Sessions on skills that a body holds for both its sides, and which institutions came."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.constraints import SENTENCE
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.organisations.models import Camp, Organisation


class Training(Model):
    """One session: what is learned there, on which day, and which side leads it."""

    __tablename__ = "trainings"
    __table_args__ = (
        UniqueConstraint(
            "body_id",
            "held_on",
            "title",
            info={SENTENCE: _("This session stands in the list already.")},
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    title: Mapped[str] = mapped_column(String(200))
    skills: Mapped[str] = mapped_column(String(300))
    held_on: Mapped[date]
    led_by: Mapped[Camp | None]  # none: both sides together

    body: Mapped[Body] = relationship(lazy="raise")
    came: Mapped[list["TrainingGuest"]] = relationship(
        back_populates="training", cascade="all, delete-orphan", lazy="raise"
    )


class TrainingGuest(Model):
    """An institution that came to a session."""

    __tablename__ = "training_guests"
    __table_args__ = (
        UniqueConstraint(
            "training_id",
            "organisation_id",
            info={SENTENCE: _("This institution is noted already.")},
        ),
    )

    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)

    training: Mapped[Training] = relationship(back_populates="came", lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")
