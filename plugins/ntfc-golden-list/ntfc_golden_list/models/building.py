"""Building a programme action by action, and the file of a firm step by step."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ntfc_golden_list.models.base import PREFIX, Base
from ntfc_golden_list.models.files import AT_ONCE, SENTENCE, File
from ntfc_golden_list.models.programmes import Programme


class Action(Base):
    """What is planned of one of the actions by which a programme is built."""

    __tablename__ = f"{PREFIX}actions"
    __table_args__ = (UniqueConstraint("programme_id", "number", info={SENTENCE: AT_ONCE}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    number: Mapped[int]
    owner: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")


class FileStep(Base):
    """One of the ten steps of the file of a firm, done in a round."""

    __tablename__ = f"{PREFIX}file_steps"
    __table_args__ = (UniqueConstraint("file_id", "cycle", "step", info={SENTENCE: AT_ONCE}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    cycle: Mapped[int]
    step: Mapped[int]
    done_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    product: Mapped[str] = mapped_column(Text, default="")
    next_due: Mapped[date | None]
