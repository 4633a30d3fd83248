"""Who comes to a meeting in public to listen."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.constraints import SENTENCE
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.meetings.models.meetings import Meeting


class PublicObserver(Model):
    """Somebody who said beforehand, or at the door, that they come to listen."""

    __tablename__ = "public_observers"
    __table_args__ = (
        UniqueConstraint(
            "meeting_id",
            "name",
            "institution",
            info={SENTENCE: _("This name stands on the list already.")},
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    name: Mapped[str] = mapped_column(String(200))
    institution: Mapped[str] = mapped_column(String(200), default="")
    registered_at: Mapped[datetime]
    came_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise")
