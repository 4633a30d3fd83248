"""The base of all tables of the plugin."""

from sqlalchemy.orm import DeclarativeBase

from ntfc.plugins import own_registry

PREFIX = "plugin_client_coordinators__"
SENTENCE = "sentence"  # what is told when the database says no, where two act at one moment


class Base(DeclarativeBase):
    registry = own_registry()
