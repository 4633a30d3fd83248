"""The formal partners of a council. Its base is its own: a mistake here breaks nothing of the core."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.organisations.models import Organisation
from ntfc.plugins import own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Partner(Base):
    """An institution that is a formal partner of the council, and how much depends on it."""

    __tablename__ = "plugin_jordan__partners"
    __table_args__ = (UniqueConstraint("body_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    importance: Mapped[int]
    impact: Mapped[int]
    note: Mapped[str] = mapped_column(String(500), default="")

    body: Mapped[Body] = relationship(Body, lazy="raise")
    organisation: Mapped[Organisation] = relationship(Organisation, lazy="raise")
