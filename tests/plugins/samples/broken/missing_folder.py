"""Names a folder of migrations that was not packed."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ntfc.plugins import Plugin, hookimpl, own_registry


class Base(DeclarativeBase):
    registry = own_registry()


class Thing(Base):
    __tablename__ = "plugin_missing_folder__things"

    id: Mapped[int] = mapped_column(primary_key=True)


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="missing_folder",
        title="missing_folder",
        models=(Thing,),
        migrations="/nowhere/migrations",
    )
