"""The base of all tables of the plugin."""

from sqlalchemy.orm import DeclarativeBase

from ntfc.plugins import own_registry

PREFIX = "plugin_golden_list__"


class Base(DeclarativeBase):
    registry = own_registry()
