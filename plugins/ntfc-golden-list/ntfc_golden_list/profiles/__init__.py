"""Programmes to start from: data in files beside this one, in our own words, with their source.

A programme is begun by copying one; from then on it is the country's own.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ntfc_golden_list.rules.terms import Terms

HERE = Path(__file__).parent
KEYS = ("jordan", "georgia", "morocco", "safe")
Texts = Mapping[str, str]  # by language


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A programme as it may begin."""

    key: str
    country: str
    name: Texts
    about: Texts
    nominates: bool
    source: str
    as_of: date
    terms: Terms
    classes: Sequence[Mapping[str, Any]]
    roles: Sequence[Mapping[str, Any]]
    criteria: Sequence[Mapping[str, Any]]
    benefits: Sequence[Mapping[str, Any]]
    documents: Sequence[Texts] = ()
    steps: Sequence[Texts] = ()
    figures: Sequence[Mapping[str, Any]] = field(default=())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


@cache
def catalogue() -> tuple[Mapping[str, Any], ...]:
    """Return the 32 benefits to start with."""
    return tuple(_read("benefits")["benefit"])


@cache
def actions() -> tuple[Mapping[str, Any], ...]:
    """Return the 57 actions by which a programme is built, each with its phase."""
    return tuple(_read("building")["action"])


@cache
def file_steps() -> tuple[Mapping[str, Any], ...]:
    """Return the ten steps of the file of a firm."""
    return tuple(_read("building")["step"])


@cache
def profile(key: str) -> Profile:
    """Return a programme to start from; KeyError if there is none of that name."""
    if key not in KEYS:
        raise KeyError(key)
    told = _read(key)
    known = {one["code"]: one for one in _read("criteria")["criterion"]}
    return Profile(
        key=told["key"],
        country=told["country"],
        name=told["name"],
        about=told["about"],
        nominates=told["nominates"],
        source=told["source"],
        as_of=told["as_of"],
        terms=Terms(**told["terms"]),
        classes=told["class"],
        roles=told["role"],
        criteria=[_with_classes(known[code], told["class"]) for code in told["criteria"]],
        benefits=[*catalogue(), *told.get("benefit", ())],
        documents=[one["name"] for one in told.get("document", ())],
        steps=[one["name"] for one in told.get("step", ())],
        figures=told.get("figure", ()),
    )


def _with_classes(
    criterion: Mapping[str, Any], classes: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Return a requirement with the classes it is asked for: none named, it is asked for all."""
    only = [one["code"] for one in classes if criterion["area"] in one.get("areas", ())]
    return {**criterion, "classes": only}
