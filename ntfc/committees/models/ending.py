"""What was open when a body ended, and who took it over."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ntfc.committees.models.bodies import Body  # noqa: F401  -- the keys point at it
from ntfc.db import Model
from ntfc.sentences import Kept


class HandedOver(Model):
    """One thing that was open when its body ended, as it was called on that day."""

    __tablename__ = "handed_over"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    heir_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    kind: Mapped[str] = mapped_column(String(80))  # in the words of the code; shown through _()
    title: Mapped[str] = mapped_column(Kept)
    key: Mapped[str] = mapped_column(String(80), default="", index=True)  # issues:7
    for_circle: Mapped[bool] = mapped_column(default=False)  # only who works in the body reads it
    due_on: Mapped[date | None]
    on: Mapped[date]
