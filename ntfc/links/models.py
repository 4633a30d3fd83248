"""The links that were sent, and what became of each."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.constraints import holds, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.sentences import Kept


class Channel(enum.Enum):
    """By which way the address of a link went to its person."""

    MAIL = "mail"
    SHOWN = "shown"  # to whoever issued it, to hand over


class Link(Model):
    """A one-time link: one person, one act on one subject. Opening it never spends it."""

    __tablename__ = "links"
    __table_args__ = (
        Index("ix_links_subject", "subject_table", "subject_id"),
        only_one(
            "uq_links_open",
            "act",
            "subject_table",
            "subject_id",
            "person_id",
            where="is_sole AND spent_at IS NULL AND revoked_at IS NULL",
            sentence=_("Somebody else has just sent this person a link for the same act."),
        ),
        holds("some_time", "expires_at > created_at", _("A link lasts for some time.")),
        holds(
            "one_end",
            "spent_at IS NULL OR revoked_at IS NULL",
            _("A link was either used or taken back."),
        ),
    )

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    act: Mapped[str] = mapped_column(String(80))  # the name of a registered act
    about: Mapped[str] = mapped_column(Kept, default="")  # the subject in words, as it was then
    subject_table: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[int]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(default=Channel.SHOWN)
    sent_at: Mapped[datetime | None]  # by mail
    first_opened_at: Mapped[datetime | None]
    spent_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    is_sole: Mapped[bool] = mapped_column(default=True)  # it ended the older ones for the same act
    is_replaced: Mapped[bool] = mapped_column(default=False)  # revoked because a newer one came

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise")

    # The body of the subject: only its secretariat sees to the link. None: about the person alone.
    body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
