"""What the record notes at the table: answers to what was asked, and what was read back and agreed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.constraints import SENTENCE
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.minutes.models.record import MinutesSection
from ntfc.people.models import Person


class SectionAnswer(Model):
    """What the body answered to one thing that an item asked of it: an action, or a question."""

    __tablename__ = "section_answers"
    __table_args__ = (
        UniqueConstraint(
            "section_id",
            "key",
            info={SENTENCE: _("Somebody has just answered this. Look at the page again.")},
        ),
    )

    section_id: Mapped[int] = mapped_column(ForeignKey("minutes_sections.id"))
    kind: Mapped[str] = mapped_column(String(20))  # verb, question
    key: Mapped[str] = mapped_column(String(64))  # of what was asked
    question: Mapped[str] = mapped_column(Text)  # the value of a verb, or the words of a question
    text: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy


class ReadBack(Model):
    """A section was read back at the table, and those there agreed to it as it stood. Never altered."""

    __tablename__ = "section_read_backs"

    section_id: Mapped[int] = mapped_column(ForeignKey("minutes_sections.id"), index=True)
    mark: Mapped[str] = mapped_column(String(64))  # of what was read: see rules/table.py
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]

    section: Mapped[MinutesSection] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")
