"""Adds an attribute to a model of the core."""

from sqlalchemy.orm import column_property

from ntfc.people.models import Person
from ntfc.plugins import Plugin, hookimpl

Person.shout = column_property(Person.__table__.c.name + "!")


@hookimpl
def ntfc_plugin():
    return Plugin(name="adds_attribute", title="adds_attribute")
