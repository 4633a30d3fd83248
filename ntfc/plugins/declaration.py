"""Looking at all that a plugin declares before any of it touches the application."""

import inspect
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from click import Command
from flask import Blueprint
from pluggy._hooks import HookImpl

from ntfc.acts import Act
from ntfc.db import Base
from ntfc.i18n import _
from ntfc.jobs import JobKind
from ntfc.permissions import Permission
from ntfc.plugins.answers import HOOKS
from ntfc.plugins.contract import API, OLDEST_API, Hooks, Plugin
from ntfc.plugins.offers import NavItem, Setting

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST_NAME = 30  # PostgreSQL cuts names of tables after 63 letters
KINDS = {
    "models": type,
    "blueprints": Blueprint,
    "open_pages": str,
    "open_forms": str,
    "permissions": Permission,
    "nav": NavItem,
    "jobs": JobKind,
    "acts": Act,
    "commands": Command,
    "settings": Setting,
}
MINUTE = timedelta(minutes=1)  # how often standing work is looked for
SETTABLE = (str, int, bool, date)


class Unfit(Exception):  # noqa: N818  -- said of a plugin, in words for an administrator
    """The plugin breaks the contract; the message says where."""


def check_hooks(module: Any) -> None:
    """Refuse hooks that do not exist, ask for what is not offered, or wrap those of others."""
    marked = {
        name: getattr(function, "ntfc_impl", None)
        for name, function in inspect.getmembers(module, callable)
        if getattr(function, "ntfc_impl", None) is not None or name.startswith("ntfc_")
    }
    for name, marks in marked.items():
        _check_hook(module, name, marks)
    if "ntfc_plugin" not in marked:
        raise Unfit(_("It does not say who it is: ntfc_plugin() is missing."))


def _check_hook(module: Any, name: str, marks: Any) -> None:
    function = getattr(module, name)
    if name not in HOOKS:
        raise Unfit(_("It answers %(hook)s, which is no hook of this version.", hook=name))
    if marks is None:
        raise Unfit(_("%(hook)s lacks @hookimpl, so it would never be called.", hook=name))
    if marks["wrapper"] or marks["hookwrapper"]:
        raise Unfit(_("%(hook)s wraps the answers of others, which is not offered.", hook=name))
    if marks["specname"] or inspect.iscoroutinefunction(function):
        raise Unfit(_("%(hook)s must be a plain function with the name of its hook.", hook=name))
    asked = HookImpl(module, name, function, marks).argnames
    unknown = set(asked) - set(inspect.signature(getattr(Hooks, name)).parameters)
    if unknown:
        raise Unfit(
            _(
                "%(hook)s asks for %(values)s, which is not offered.",
                hook=name,
                values=", ".join(sorted(unknown)),
            )
        )
    try:
        inspect.signature(function).bind(*asked)
    except TypeError:
        raise Unfit(_("%(hook)s must take its values as plain arguments.", hook=name)) from None


def check_declaration(plugin: Any, name: str, taken: frozenset[str]) -> None:
    """Refuse a declaration that is of the wrong kind, age or name, or that takes others' names."""
    if not isinstance(plugin, Plugin):
        kind = type(plugin).__name__
        raise Unfit(_("ntfc_plugin() must return a Plugin; it returned %(kind)s.", kind=kind))
    if plugin.name != name:
        raise Unfit(
            _(
                "It calls itself %(own)s, but its entry point is %(entry)s.",
                own=repr(plugin.name),
                entry=repr(name),
            )
        )
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise Unfit(
            _(
                "%(name)s is no good name: at most %(most)s small letters, digits and single "
                "underscores, a letter first.",
                name=repr(name),
                most=LONGEST_NAME,
            )
        )
    if name in taken:
        raise Unfit(_("The name %(name)s belongs to the core.", name=repr(name)))
    check_api(plugin.api)
    _check_kinds(plugin)
    _check_names(plugin)
    _check_jobs(plugin)
    _check_menu(plugin)
    _check_open(plugin)
    _check_settings(plugin)
    _check_demo(plugin)
    _check_folders(plugin)
    _check_models(plugin)


def check_api(its: int) -> None:
    """Refuse a plugin that was written for a contract that this site does not keep."""
    if isinstance(its, int) and OLDEST_API <= its <= API:
        return
    if isinstance(its, int) and its > API:
        raise Unfit(
            _(
                "It is written for plugin API %(its)s; this site offers %(ours)s. It needs a newer "
                "version of the site.",
                its=its,
                ours=API,
            )
        )
    raise Unfit(
        _(
            "It is written for plugin API %(its)s; this site offers %(ours)s. Ask its author for a "
            "newer version.",
            its=its,
            ours=API,
        )
    )


def _check_kinds(plugin: Plugin) -> None:
    for field, kind in KINDS.items():
        things = getattr(plugin, field)
        if not isinstance(things, Sequence) or not all(isinstance(t, kind) for t in things):
            raise Unfit(
                _(
                    "Its %(field)s must be a list of %(kind)s; a comma may be missing.",
                    field=field,
                    kind=kind.__name__,
                )
            )


def _check_names(plugin: Plugin) -> None:
    name = plugin.name
    named = [thing.name for thing in plugin.permissions]
    named += [thing.name for thing in plugin.jobs] + [thing.name for thing in plugin.acts]
    named += plugin.trail
    for called in named:
        if not called.startswith(f"{name}."):
            wanted = f"{name}.something"
            raise Unfit(_("%(thing)s must be called %(name)s.", thing=called, name=wanted))
    for blueprint in plugin.blueprints:
        _check_blueprint(blueprint, name)
    for command in plugin.commands:
        if command.name != name:
            raise Unfit(
                _(
                    "The command %(command)s must be one group called %(name)s.",
                    command=repr(command.name),
                    name=repr(name),
                )
            )


def _check_jobs(plugin: Plugin) -> None:
    """Refuse work that cannot be planned: all standing work of the site is planned at once."""
    for job in plugin.jobs:
        may_come = job.every is None or (isinstance(job.every, timedelta) and job.every >= MINUTE)
        if not may_come or not callable(job.run) or not callable(job.keep):
            raise Unfit(
                _(
                    "The job %(name)s must be a function, and come up once a minute at most.",
                    name=job.name,
                )
            )


def _check_menu(plugin: Plugin) -> None:
    for item in plugin.nav:
        if not item.endpoint.startswith(f"{plugin.name}."):
            raise Unfit(
                _("The menu entry %(entry)s must lead to a page of its own.", entry=item.endpoint)
            )


def _check_open(plugin: Plugin) -> None:
    for endpoint in (*plugin.open_pages, *plugin.open_forms):
        if not endpoint.startswith(f"{plugin.name}."):
            raise Unfit(_("The open page %(page)s must be one of its own.", page=endpoint))


def _check_settings(plugin: Plugin) -> None:
    names = [setting.name for setting in plugin.settings]
    for setting in plugin.settings:
        if not NAME.fullmatch(setting.name) or names.count(setting.name) > 1:
            raise Unfit(
                _(
                    "The setting %(name)s needs a name of its own, in small letters.",
                    name=repr(setting.name),
                )
            )
        if setting.kind not in SETTABLE or (setting.options and setting.kind is not str):
            raise Unfit(
                _(
                    "The setting %(name)s must be a text, a number, a day, or yes or no; only a "
                    "text has options.",
                    name=repr(setting.name),
                )
            )
        if setting.default is not None and not setting.fits(setting.default):
            raise Unfit(
                _("The default of the setting %(name)s does not fit it.", name=repr(setting.name))
            )


def _check_demo(plugin: Plugin) -> None:
    if plugin.demo is not None and not callable(plugin.demo):
        raise Unfit(_("Its demo must be a function that fills the demonstration."))


def _check_blueprint(blueprint: Blueprint, name: str) -> None:
    if blueprint.name != name:
        raise Unfit(
            _(
                "The blueprint %(blueprint)s must be called %(name)s.",
                blueprint=repr(blueprint.name),
                name=repr(name),
            )
        )
    if blueprint.static_folder:
        raise Unfit(_("Files of its own for browsers (static_folder) are not offered."))
    for template in blueprint.jinja_loader.list_templates() if blueprint.jinja_loader else ():
        if not template.startswith(f"{name}/"):
            raise Unfit(
                _(
                    "The template %(template)s must stand in the folder %(folder)s.",
                    template=template,
                    folder=f"{name}/",
                )
            )


def _check_folders(plugin: Plugin) -> None:
    for kind in ("translations", "migrations"):
        folder = getattr(plugin, kind)
        if folder and not Path(folder).is_dir():
            raise Unfit(
                _(
                    "Its folder of %(kind)s is missing: %(folder)s.",
                    kind=kind,
                    folder=Path(folder).name,
                )
            )


def _check_models(plugin: Plugin) -> None:
    """Refuse tables outside the plugin's own prefix, and models that sit in the core's registry."""
    prefix = f"plugin_{plugin.name}__"
    for model in plugin.models:
        table = getattr(model, "__tablename__", "")
        if not table.startswith(prefix):
            raise Unfit(
                _(
                    "The table %(table)s must be called %(name)s.",
                    table=table or model.__name__,
                    name=f"{prefix}something",
                )
            )
        own = getattr(model, "registry", None)
        if own is Base.registry or getattr(own, "metadata", None) is not Base.metadata:
            raise Unfit(
                _(
                    "%(model)s must derive from the plugin's own base: see own_registry().",
                    model=model.__name__,
                )
            )
    mine = {t for t in Base.metadata.tables if t.startswith(prefix)}
    told = {getattr(model, "__tablename__", "") for model in plugin.models}
    if mine - told:
        raise Unfit(
            _(
                "It has tables that it does not declare: %(tables)s.",
                tables=", ".join(sorted(mine - told)),
            )
        )
    if plugin.models and not plugin.migrations:
        raise Unfit(_("It has tables but no folder of migrations."))
