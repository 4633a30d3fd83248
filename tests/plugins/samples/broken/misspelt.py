"""Misspells a relationship: with one registry for all, every query of the core would break."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Thing(Base):
    __tablename__ = "plugin_misspelt__things"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped["Ownr"] = relationship()  # noqa: F821  -- the fault of this sample


HERE = __file__.rpartition("/")[0]


@hookimpl
def ntfc_plugin():
    return Plugin(name="misspelt", title="misspelt", models=(Thing,), migrations=HERE)
