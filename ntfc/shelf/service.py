"""Asking for a change of plugins, and noting how far it is. Doing it is for `ntfc.shelving`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from ntfc import audit, jobs
from ntfc.db import db, one_at_a_time
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.permissions import Actor, Site, requires
from ntfc.plugins import settings
from ntfc.shelf import queries, rules
from ntfc.shelf.models import ChangeState, PluginChange, ShelfWheel


@requires(rules.CHANGE)
def ask(_site: Site, change: PluginChange, *, actor: Actor, now: datetime) -> PluginChange:
    """Have a change done by the worker; one at a time, in the order of the clock."""
    one_at_a_time("changes of plugins")
    if queries.open_change() is not None:
        raise Refused(_("Another change of plugins is under way. Wait until it is over."))
    change.asked_at = now
    db.session.add(change)
    db.session.flush()
    told: dict[str, Any] = {"what": change.what.value, "plugin": change.plugin, "file": change.sum}
    audit.record(actor, "plugin.change_asked", change, **{k: v for k, v in told.items() if v})
    jobs.enqueue(rules.JOB, {"change": change.id, "person": actor.person_id})
    return change


@requires(rules.CHANGE)
def begin(change: PluginChange, *, actor: Actor) -> bool:  # noqa: ARG001  -- guarded
    """Take a change up; tell whether it was begun before, by a process that ended in the middle."""
    was_begun = change.state is ChangeState.DOING
    change.state = ChangeState.DOING
    db.session.flush()
    return was_begun


@requires(rules.CHANGE)
def reach(change: PluginChange, step: str, *, actor: Actor) -> None:  # noqa: ARG001  -- guarded
    """Note that a step begins."""
    change.step = step
    db.session.flush()


@requires(rules.CHANGE)
def end(
    change: PluginChange, state: ChangeState, told: str, *, actor: Actor, now: datetime
) -> None:
    """Note what came of a change."""
    change.state, change.told, change.ended_at = state, told, now
    db.session.flush()
    if state is ChangeState.FAILED:
        audit.record(actor, "plugin.change_failed", change, what=change.what.value)


@requires(rules.CHANGE)
def give_up(change: PluginChange, *, actor: Actor, now: datetime) -> None:
    """Give a change up that does not end, so that another one can be asked for."""
    if not rules.may_be_given_up(change.state, change.asked_at, now):
        raise Refused(_("It is over, or it is being done at this moment. Look again in a while."))
    end(change, ChangeState.FAILED, _("It was given up before it ended."), actor=actor, now=now)


@requires(rules.CHANGE)
def put_on_record(_site: Site, wheels: Sequence[ShelfWheel], *, actor: Actor) -> None:
    """Keep what was read of the shelf in place of what was read before."""
    db.session.execute(delete(ShelfWheel))
    db.session.add_all(wheels)
    db.session.flush()
    audit.record(actor, "plugin.shelf_read", files=len(wheels))


@requires(rules.SET)
def change_settings(_site: Site, *, plugin: str, values: Mapping[str, Any], actor: Actor) -> None:
    """Keep what was set for a plugin, and note in the trail what is otherwise now than before."""
    one_at_a_time(f"settings of {plugin}")
    was = settings.settings_of(plugin)
    for setting in settings.declared_by(plugin):
        settings.keep(plugin, setting, values.get(setting.name))
    db.session.flush()
    for name, value in settings.settings_of(plugin).items():
        if value != was[name]:
            told = {"plugin": plugin, "setting": name, "before": was[name], "after": value}
            audit.record(actor, "plugin.set", **told)
