"""Has a table and no migrations that make it."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Thing(Base):
    __tablename__ = "plugin_no_migrations__things"

    id: Mapped[int] = mapped_column(primary_key=True)


@hookimpl
def ntfc_plugin():
    return Plugin(name="no_migrations", title="no_migrations", models=(Thing,))
