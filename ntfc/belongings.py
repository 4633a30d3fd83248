"""What belongs to the core, written down before plugins are loaded and compared afterwards."""

import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

from flask import Flask
from sqlalchemy.orm import configure_mappers
from sqlalchemy.schema import CreateIndex, CreateTable

from ntfc.db import Base
from ntfc.i18n import _
from ntfc.plugins.declaration import Unfit

# What Flask keeps for the whole site under the key None, and for each blueprint under its name.
EVERY_REQUEST = (
    "before_request_funcs",
    "after_request_funcs",
    "teardown_request_funcs",
    "url_value_preprocessors",
    "url_default_functions",
    "template_context_processors",
    "error_handler_spec",
)
CODE = (FunctionType, type, classmethod, staticmethod, property)


@dataclass(frozen=True)
class Belongings:
    """Tables, models, code and pages of the core, as far as a plugin could change them unseen."""

    tables: dict[str, list[str]]
    models: dict[str, list[str]]
    code: dict[str, Any]
    site: dict[str, Any]

    @classmethod
    def of(cls, app: Flask, guests: Sequence[str]) -> "Belongings":
        """Return all but what *guests* have under their own names."""
        configure_mappers()
        return cls(_tables(guests), _models(), dict(_code()), _site(app, guests))

    def refuse_changes(self, after: "Belongings") -> None:
        """Raise Unfit and name the first thing that is not as it was."""
        added, changed = _differing(self.tables, after.tables)
        for name in added:
            raise Unfit(_("It adds the table %(table)s, which is not its own.", table=name))
        for name in changed:
            raise Unfit(_("It changes the core's table %(table)s.", table=name))
        added, changed = _differing(self.models, after.models)
        for name in added:
            raise Unfit(
                _("It puts %(model)s among the core's models: see own_registry().", model=name)
            )
        for name in changed:
            raise Unfit(_("It changes the core's model %(model)s.", model=name))
        for name in _differing(self.code, after.code)[1]:
            raise Unfit(_("It replaces %(thing)s of the core.", thing=name))
        for name in [name for names in _differing(self.site, after.site) for name in names]:
            raise Unfit(_("It changes the site outside its own pages: %(thing)s.", thing=name))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return what is new, and what is gone or no longer the same."""
    changed = [name for name in before if name not in after or before[name] != after[name]]
    return sorted(set(after) - set(before)), changed


def _tables(guests: Sequence[str]) -> dict[str, list[str]]:
    own = tuple(f"plugin_{name}__" for name in guests)
    return {
        name: [str(CreateTable(table)), *sorted(str(CreateIndex(i)) for i in table.indexes)]
        for name, table in Base.metadata.tables.items()
        if not name.startswith(own)
    }


def _models() -> dict[str, list[str]]:
    return {m.class_.__name__: sorted(m.attrs.keys()) for m in Base.registry.mappers}


def _code() -> Iterator[tuple[str, Any]]:
    """Yield each function and class of the core by its place."""
    modules = [m for n, m in sorted(sys.modules.items()) if n == "ntfc" or n.startswith("ntfc.")]
    for module in modules:
        for name, thing in vars(module).items():
            if isinstance(thing, CODE):
                yield f"{module.__name__}.{name}", thing
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                yield from _code_of(module, thing)


def _code_of(module: ModuleType, kind: type) -> Iterator[tuple[str, Any]]:
    for name, thing in vars(kind).items():
        if isinstance(thing, CODE):
            yield f"{module.__name__}.{kind.__name__}.{name}", thing


def _site(app: Flask, guests: Sequence[str]) -> dict[str, Any]:
    """Return what the application does, as far as it is not under the name of a guest."""
    own = tuple(f"{name}." for name in guests)
    told: dict[str, Any] = {
        f"the page {endpoint}": _named(view)
        for endpoint, view in app.view_functions.items()
        if not endpoint.startswith(own)
    }
    for rule in app.url_map.iter_rules():
        if not (rule.endpoint.startswith(own) and rule.rule.startswith(_prefixes(guests))):
            told[f"the address {rule.rule}"] = (rule.endpoint, sorted(rule.methods or ()))
    for attribute in EVERY_REQUEST:
        for scope, things in getattr(app, attribute).items():
            if scope not in guests:
                told[f"{attribute} {scope or ''}".strip()] = _named(things)
    for attribute in ("filters", "tests", "globals"):
        kept = getattr(app.jinja_env, attribute)
        told |= {f"{attribute} of templates: {name}": _named(kept[name]) for name in kept}
    told["wsgi_app"] = _named(app.wsgi_app)
    told["teardown"] = _named(app.teardown_appcontext_funcs)
    return told


def _prefixes(guests: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"/x/{name}/" for name in guests)


def _named(thing: Any) -> Any:
    """Return a function by name: two applications make two of the same."""
    if isinstance(thing, dict):
        return {key: _named(value) for key, value in thing.items() if value}
    if isinstance(thing, list | tuple | set):
        return [_named(value) for value in thing]
    if inspect.isroutine(thing) or isinstance(thing, type):
        return f"{thing.__module__}.{thing.__qualname__}"
    return type(thing).__name__
