"""Who declared an interest in what a section is about, and whether he left the table for it.

Once minutes are approved, the database itself refuses to change what stands here.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.constraints import SENTENCE, holds
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.minutes.models.record import MinutesSection


class SectionInterest(Model):
    """Somebody at the table has an interest of his own in what is talked about."""

    __tablename__ = "section_interests"
    __table_args__ = (
        UniqueConstraint(
            "section_id",
            "who",
            info={SENTENCE: _("Somebody has just noted this declaration. Look at the page again.")},
        ),
        holds(
            "out_when_stepped",
            "stepped_out OR (left_at IS NULL AND back_at IS NULL)",
            _("Only who stepped out has a time of leaving."),
        ),
    )

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("minutes_sections.id"))
    who: Mapped[str] = mapped_column(String(60))  # of the attendance list: seat-, person-, typed-
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    about_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")  # typed: nobody of the directory
    organisation_name: Mapped[str] = mapped_column(String(200), default="")  # typed
    text: Mapped[str] = mapped_column(Text)
    stepped_out: Mapped[bool] = mapped_column(default=False)
    left_at: Mapped[datetime | None]
    back_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)  # noted it
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    section: Mapped[MinutesSection] = relationship(lazy="raise")
