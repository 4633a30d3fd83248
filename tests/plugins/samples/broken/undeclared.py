"""Has a table that it does not declare."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Secret(Base):
    __tablename__ = "plugin_undeclared__secrets"

    id: Mapped[int] = mapped_column(primary_key=True)


@hookimpl
def ntfc_plugin():
    return Plugin(name="undeclared", title="undeclared")
