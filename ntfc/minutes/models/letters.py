"""Letters with an extract of minutes: to which institution one went, and how."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.db import Model
from ntfc.people.models import Person


class MinutesLetter(Model):
    """A letter went out: by mail to those who sit for the institution, or on paper."""

    __tablename__ = "minutes_letters"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    institution: Mapped[str] = mapped_column(String(300))  # as the approved text calls it
    mailed_to: Mapped[int] = mapped_column(default=0)  # people; 0: printed
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)

    person: Mapped[Person | None] = relationship(lazy="raise")
