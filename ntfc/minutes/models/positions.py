"""Where institutions and sides stand on what a section is about: every position in the same form.

Once minutes are approved, the database itself refuses to change what stands here.
"""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.constraints import SENTENCE
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.minutes.models.record import MinutesSection
from ntfc.organisations.models import Camp


class Stance(enum.Enum):
    """Where somebody stands; what no word fits is said in the text."""

    FOR = "for"
    AGAINST = "against"
    WITH_CHANGES = "with_changes"
    OTHER = "other"


class SectionPosition(Model):
    """The position of one institution, or of a whole side of the table, as it was put there."""

    __tablename__ = "section_positions"
    __table_args__ = (
        UniqueConstraint(
            "section_id",
            "who",
            info={SENTENCE: _("Somebody has just noted this position. Look at the page again.")},
        ),
    )

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("minutes_sections.id"))
    who: Mapped[str] = mapped_column(String(60))  # rules.Voice: an institution, a name, a side
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")  # as it was then; empty: a side
    camp: Mapped[Camp | None]
    stance: Mapped[Stance]
    text: Mapped[str] = mapped_column(Text, default="")
    is_confidential: Mapped[bool] = mapped_column(default=False)  # never outside the table
    set_aside: Mapped[bool] = mapped_column(default=False)  # whoever has it stepped out
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    section: Mapped[MinutesSection] = relationship(lazy="raise")
