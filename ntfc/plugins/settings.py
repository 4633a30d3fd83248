"""What administrators set for a plugin: declared by it, kept in one table, read by its name.

Kept is what was set, as JSON. What no longer fits the declaration, after an upgrade of the plugin,
counts as not set: a plugin reads nothing that it did not ask for.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import JSON, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from ntfc.db import Model, db
from ntfc.plugins.contract import Plugin
from ntfc.plugins.offers import Setting


class PluginSetting(Model):
    """What was set for one plugin under one name; without a row, the default holds."""

    __tablename__ = "plugin_settings"
    __table_args__ = (UniqueConstraint("plugin", "name"),)

    plugin: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(60))
    value: Mapped[Any] = mapped_column(JSON)

    body_id = None


def declared_by(plugin: str) -> Sequence[Setting]:
    """Return the settings of a plugin that is loaded; none of one that is not."""
    declared: Sequence[Plugin] = current_app.extensions["ntfc.declared"]
    return next((tuple(each.settings) for each in declared if each.name == plugin), ())


def settings_of(plugin: str) -> Mapping[str, Any]:
    """Return every setting of *plugin* by its name: what was set, else its default."""
    query = select(PluginSetting.name, PluginSetting.value).where(PluginSetting.plugin == plugin)
    kept: dict[str, Any] = {row.name: row.value for row in db.session.execute(query)}
    return {each.name: read(each, kept.get(each.name)) for each in declared_by(plugin)}


def read(setting: Setting, kept: Any) -> Any:
    """Return what is kept as the plugin reads it; the default, where that does not fit."""
    if setting.kind is date and isinstance(kept, str):
        try:
            kept = date.fromisoformat(kept)
        except ValueError:
            return setting.default
    return kept if kept is not None and setting.fits(kept) else setting.default


def keep(plugin: str, setting: Setting, value: Any) -> None:
    """Keep what was set; what equals the default needs no row."""
    mine = {"plugin": plugin, "name": setting.name}
    db.session.execute(delete(PluginSetting).filter_by(**mine))
    if value is not None and value != setting.default:
        stored = value.isoformat() if isinstance(value, date) else value
        db.session.add(PluginSetting(**mine, value=stored))
