"""Names a permission as if it were the core's."""

from ntfc.permissions import Permission
from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="loose_permission",
        title="loose_permission",
        permissions=(Permission("body.edit", "Edit"),),
    )
