"""Makes a table outside its own prefix."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Extra(Base):
    __tablename__ = "bodies_extra"

    id: Mapped[int] = mapped_column(primary_key=True)


@hookimpl
def ntfc_plugin():
    return Plugin(name="squatter", title="squatter", models=(Extra,), migrations=".")
