"""The register of topics that a body watches."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.db import Model
from ntfc.organisations.models import Organisation


class Topic(Model):
    """Something that comes up: why it matters, where it was heard of, and when it is expected."""

    __tablename__ = "horizon_topics"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(300), default="")
    expected_on: Mapped[date | None]
    watcher_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    added_at: Mapped[datetime]
    closed_on: Mapped[date | None]
    closed_because: Mapped[str] = mapped_column(Text, default="")

    body: Mapped[Body] = relationship(lazy="raise")
    watcher: Mapped[Organisation | None] = relationship(lazy="raise")
