"""Lays its model among those of the core."""

from sqlalchemy.orm import Mapped

from ntfc.db import Model
from ntfc.plugins import Plugin, hookimpl


class Thing(Model):
    __tablename__ = "plugin_core_registry__things"

    text: Mapped[str]


@hookimpl
def ntfc_plugin():
    return Plugin(name="core_registry", title="core_registry", models=(Thing,), migrations=".")
