"""Has a migration that alters a table of the core."""

from pathlib import Path

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Thing(Base):
    __tablename__ = "plugin_alters_core__things"

    id: Mapped[int] = mapped_column(primary_key=True)


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="alters_core",
        title="alters_core",
        models=(Thing,),
        migrations=str(Path(__file__).parent / "migrations"),
    )
