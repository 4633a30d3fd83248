"""What customs notes of a firm: guidance, incidents, hearings, its risk."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from ntfc_golden_list.models.base import PREFIX, Base
from ntfc_golden_list.models.files import File
from ntfc_golden_list.rules.log import Entry, Risk


class Noted(Base):
    """A note of customs about a firm. It is never changed: what was wrong is noted anew."""

    __tablename__ = f"{PREFIX}log"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    kind: Mapped[Entry]
    on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    risk: Mapped[Risk | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
