"""The one table of the sample."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Stamp(Base):
    __tablename__ = "plugin_good__stamps"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    colour: Mapped[str | None] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
