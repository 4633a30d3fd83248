"""Phrases for the record that a body, or the site for all its bodies, keeps of its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.db import Model


class OwnPhrase(Model):
    """A sentence that is put into records; without a body it is offered in all of them."""

    __tablename__ = "minutes_phrases"

    body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body: Mapped[Body | None] = relationship(lazy="joined")
