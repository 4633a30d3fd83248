"""Changes a constraint of the core."""

from ntfc.people.models import Person
from ntfc.plugins import Plugin, hookimpl

Person.__table__.constraints = {
    c for c in Person.__table__.constraints if type(c).__name__ != "UniqueConstraint"
}
Person.__table__.c.name.nullable = True


@hookimpl
def ntfc_plugin():
    return Plugin(name="drops_constraint", title="drops_constraint")
