"""Has a migration that makes a table of somebody else's name."""

from pathlib import Path

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Thing(Base):
    __tablename__ = "plugin_makes_more__things"

    id: Mapped[int] = mapped_column(primary_key=True)


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="makes_more",
        title="makes_more",
        models=(Thing,),
        migrations=str(Path(__file__).parent / "migrations"),
    )
