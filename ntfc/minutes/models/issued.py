"""Papers that were handed out, known by the hash of their bytes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.constraints import by_hand, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.minutes.models.record import Minutes


class IssuedPaper(Model):
    """A file of minutes, a summary of them or a letter, as it left the site.

    Of approved minutes themselves the file is kept, too.
    """

    __tablename__ = "issued_papers"
    __table_args__ = (
        only_one(
            "uq_issued_papers_content",
            "minutes_id",
            "content",
            sentence=_("This file is noted already."),
        ),
        Index("ix_issued_papers_content", "content"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))  # of the text that is printed
    kind: Mapped[str] = mapped_column(String(10))  # pdf, docx, summary, letter
    audience: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(20))
    errata: Mapped[int] = mapped_column(default=0)  # how many corrections are printed with it
    is_approved: Mapped[bool]
    content: Mapped[str] = mapped_column(String(64))  # the hash of its bytes, its name in storage
    at: Mapped[datetime]

    minutes: Mapped[Minutes] = relationship(lazy="raise")


by_hand(
    "issued_papers_stay",
    sentence=_("Which files were handed out is noted once and stays as it was noted."),
)
