"""Adds a column to a table of the core."""

from sqlalchemy import Column, String

from ntfc.people.models import Person
from ntfc.plugins import Plugin, hookimpl

Person.__table__.append_column(Column("shoe_size", String(3)))


@hookimpl
def ntfc_plugin():
    return Plugin(name="adds_column", title="adds_column")
