"""What a library entry suggests for a body, until somebody made it real or set it aside."""

import enum
from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.db import Model


class Matter(enum.Enum):
    """What a suggestion is about."""

    PARTY = "party"  # who sat at the table elsewhere: a seat to fill
    CHAIR = "chair"  # who led
    GROUP = "group"  # a sort of sub-bodies without names
    RULE = "rule"  # a habit worth a line in the terms of reference
    RHYTHM = "rhythm"  # how often something happens that no setting says
    TERM = "term"  # how long it lasted, or its members served
    SEATS = "seats"  # how the seats were shared out
    APPOINTED = "appointed"
    NOMINATED = "nominated"
    SECRETARIAT = "secretariat"
    FORMAT = "format"
    NAME = "name"
    KIND = "kind"  # of a part, where the entry leaves it open
    PARTICULARS = "particulars"  # of a part
    ACT = "act"  # these three hold where the model is, and seldom elsewhere
    PLACE = "place"
    PROGRAMME = "programme"


class Suggestion(Model):
    """One fact of the entry that cannot be carried over without a decision of the new body."""

    __tablename__ = "suggestions"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    position: Mapped[int]
    matter: Mapped[Matter]
    side: Mapped[str] = mapped_column(String(40), default="")  # as the library names it
    text: Mapped[str] = mapped_column(Text)
    settled_on: Mapped[date | None]

    body: Mapped[Body] = relationship(lazy="raise")
