"""Has a column that its migrations do not make."""

from pathlib import Path

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Thing(Base):
    __tablename__ = "plugin_stale_migrations__things"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="stale_migrations",
        title="stale_migrations",
        models=(Thing,),
        migrations=str(Path(__file__).parent / "migrations"),
    )
