"""Names a job as if it were the core's."""

from ntfc.jobs import JobKind
from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="loose_job", title="loose_job", jobs=(JobKind(name="mail", run=print),))
