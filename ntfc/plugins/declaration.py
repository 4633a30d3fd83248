"""Looking at all that a plugin declares before any of it touches the application."""

import inspect
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click import Command
from flask import Blueprint
from pluggy._hooks import HookImpl

from ntfc.acts import Act
from ntfc.db import Base
from ntfc.jobs import JobKind
from ntfc.permissions import Permission
from ntfc.plugins.answers import HOOKS
from ntfc.plugins.contract import API, OLDEST_API, Hooks, Plugin
from ntfc.plugins.offers import NavItem

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST_NAME = 30  # PostgreSQL cuts names of tables after 63 letters
KINDS = {
    "models": type,
    "blueprints": Blueprint,
    "permissions": Permission,
    "nav": NavItem,
    "jobs": JobKind,
    "acts": Act,
    "commands": Command,
}


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
        raise Unfit("It does not say who it is: ntfc_plugin() is missing.")


def _check_hook(module: Any, name: str, marks: Any) -> None:
    function = getattr(module, name)
    if name not in HOOKS:
        raise Unfit(f"It answers {name}, which is no hook of this version.")
    if marks is None:
        raise Unfit(f"{name} lacks @hookimpl, so it would never be called.")
    if marks["wrapper"] or marks["hookwrapper"]:
        raise Unfit(f"{name} wraps the answers of others, which is not offered.")
    if marks["specname"] or inspect.iscoroutinefunction(function):
        raise Unfit(f"{name} must be a plain function with the name of its hook.")
    asked = HookImpl(module, name, function, marks).argnames
    unknown = set(asked) - set(inspect.signature(getattr(Hooks, name)).parameters)
    if unknown:
        raise Unfit(f"{name} asks for {', '.join(sorted(unknown))}, which is not offered.")
    try:
        inspect.signature(function).bind(*asked)
    except TypeError:
        raise Unfit(f"{name} must take its values as plain arguments.") from None


def check_declaration(plugin: Any, name: str, taken: frozenset[str]) -> None:
    """Refuse a declaration that is of the wrong kind, age or name, or that takes others' names."""
    if not isinstance(plugin, Plugin):
        raise Unfit(f"ntfc_plugin() must return a Plugin; it returned {type(plugin).__name__}.")
    if plugin.name != name:
        raise Unfit(f"It calls itself {plugin.name!r}, but its entry point is {name!r}.")
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise Unfit(
            f"{name!r} is no good name: at most {LONGEST_NAME} small letters, digits and single "
            "underscores, a letter first."
        )
    if name in taken:
        raise Unfit(f"The name {name!r} belongs to the core.")
    if not isinstance(plugin.api, int) or not OLDEST_API <= plugin.api <= API:
        raise Unfit(f"It is written for plugin API {plugin.api}; this site offers {API}.")
    _check_kinds(plugin)
    _check_names(plugin)
    _check_menu(plugin)
    _check_folders(plugin)
    _check_models(plugin)


def _check_kinds(plugin: Plugin) -> None:
    for field, kind in KINDS.items():
        things = getattr(plugin, field)
        if not isinstance(things, Sequence) or not all(isinstance(t, kind) for t in things):
            raise Unfit(f"Its {field} must be a list of {kind.__name__}; a comma may be missing.")


def _check_names(plugin: Plugin) -> None:
    name = plugin.name
    named = [thing.name for thing in plugin.permissions]
    named += [thing.name for thing in plugin.jobs] + [thing.name for thing in plugin.acts]
    named += plugin.trail
    for called in named:
        if not called.startswith(f"{name}."):
            raise Unfit(f"{called} must be called {name}.something.")
    for blueprint in plugin.blueprints:
        _check_blueprint(blueprint, name)
    for command in plugin.commands:
        if command.name != name:
            raise Unfit(f"The command {command.name!r} must be one group called {name!r}.")


def _check_menu(plugin: Plugin) -> None:
    for item in plugin.nav:
        if not item.endpoint.startswith(f"{plugin.name}."):
            raise Unfit(f"The menu entry {item.endpoint} must lead to a page of its own.")


def _check_blueprint(blueprint: Blueprint, name: str) -> None:
    if blueprint.name != name:
        raise Unfit(f"The blueprint {blueprint.name!r} must be called {name!r}.")
    if blueprint.static_folder:
        raise Unfit("Files of its own for browsers (static_folder) are not offered.")
    for template in blueprint.jinja_loader.list_templates() if blueprint.jinja_loader else ():
        if not template.startswith(f"{name}/"):
            raise Unfit(f"The template {template} must stand in the folder {name}/.")


def _check_folders(plugin: Plugin) -> None:
    for kind in ("translations", "migrations"):
        folder = getattr(plugin, kind)
        if folder and not Path(folder).is_dir():
            raise Unfit(f"Its folder of {kind} is missing: {Path(folder).name}.")


def _check_models(plugin: Plugin) -> None:
    """Refuse tables outside the plugin's own prefix, and models that sit in the core's registry."""
    prefix = f"plugin_{plugin.name}__"
    for model in plugin.models:
        table = getattr(model, "__tablename__", "")
        if not table.startswith(prefix):
            raise Unfit(f"The table {table or model.__name__} must be called {prefix}something.")
        own = getattr(model, "registry", None)
        if own is Base.registry or getattr(own, "metadata", None) is not Base.metadata:
            raise Unfit(
                f"{model.__name__} must derive from the plugin's own base: see own_registry()."
            )
    mine = {t for t in Base.metadata.tables if t.startswith(prefix)}
    told = {getattr(model, "__tablename__", "") for model in plugin.models}
    if mine - told:
        raise Unfit(f"It has tables that it does not declare: {', '.join(sorted(mine - told))}.")
    if plugin.models and not plugin.migrations:
        raise Unfit("It has tables but no folder of migrations.")
