"""Has a migration that fails half way."""

from pathlib import Path

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Thing(Base):
    __tablename__ = "plugin_failing_migration__things"

    id: Mapped[int] = mapped_column(primary_key=True)


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="failing_migration",
        title="failing_migration",
        models=(Thing,),
        migrations=str(Path(__file__).parent / "migrations"),
    )
