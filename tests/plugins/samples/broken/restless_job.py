"""Has work that comes up all the time: nothing else of the site could be planned any more."""

from datetime import timedelta

from ntfc.jobs import JobKind
from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    restless = JobKind(name="restless_job.stamp", run=print, every=timedelta(0))
    return Plugin(name="restless_job", title="restless_job", jobs=(restless,))
