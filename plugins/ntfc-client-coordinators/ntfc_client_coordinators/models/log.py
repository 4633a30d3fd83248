"""What was written down of a firm. The database itself lets nobody alter it (C8)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.people.models import Person
from ntfc_client_coordinators.models.base import PREFIX, Base
from ntfc_client_coordinators.models.firms import Firm
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.portfolio import Talk


class Entry(Base):
    """One line of the log of a firm."""

    __tablename__ = f"{PREFIX}entries"
    __table_args__ = (Index(f"ix_{PREFIX}entries_firm_id_id", "firm_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id))
    about: Mapped[str] = mapped_column(String(60), default="", index=True)  # such as case:12
    kind: Mapped[Kind] = mapped_column(index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]]

    by: Mapped[Person | None] = relationship(Person, lazy="raise")


class Contact(Base):
    """One spoke with a firm: when, about what, and what was agreed."""

    __tablename__ = f"{PREFIX}contacts"
    __table_args__ = (Index(f"ix_{PREFIX}contacts_firm_id_on", "firm_id", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id))
    on: Mapped[date] = mapped_column(index=True)
    talk: Mapped[Talk]
    agreed: Mapped[str] = mapped_column(Text)
    participants: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[str] = mapped_column(Text, default="")
    private: Mapped[str] = mapped_column(Text, default="")  # read by who wrote it
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(Person, lazy="raise")
