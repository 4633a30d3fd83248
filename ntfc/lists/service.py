"""Extending the lists. Entries are retired, never deleted: what carries them stays readable."""

from collections.abc import Mapping
from typing import Any

from ntfc import audit
from ntfc.db import db, one_at_a_time
from ntfc.errors import Refused
from ntfc.lists import queries, rules
from ntfc.organisations.models import Choice
from ntfc.permissions import Actor, Site, requires
from ntfc.plugins import ChoiceList
from ntfc.texts import one_line


@requires(rules.EDIT)
def add_entry(
    _site: Site, *, choices: ChoiceList, values: Mapping[str, Any], actor: Actor
) -> Choice:
    """Add an entry at the end of a list."""
    one_at_a_time(f"the list {choices.key}")
    known = queries.entries(choices)
    kept = _as_kept(values)
    _refuse(*rules.obstacles_to_naming(_names(kept), known))
    entry: Choice = choices.model(
        code=rules.fresh_code(kept["name"], (e.code for e in known)),
        position=max((e.position for e in known), default=0) + 10,
        **kept,
    )
    db.session.add(entry)
    db.session.flush()
    audit.record(actor, "list.entry_added", entry)
    return entry


@requires(rules.EDIT)
def change_entry(
    entry: Choice, *, choices: ChoiceList, values: Mapping[str, Any], actor: Actor
) -> None:
    """Rename an entry of one's own, or change what it says."""
    kept = _as_kept(values, entry.names_by_language)
    _refuse(
        *rules.obstacles_to_changing(entry),
        *rules.obstacles_to_naming(_names(kept), queries.entries(choices), entry),
    )
    for field, value in kept.items():
        setattr(entry, field, value)
    db.session.flush()
    audit.record(actor, "list.entry_changed", entry)


@requires(rules.EDIT)
def move_up(entry: Choice, *, choices: ChoiceList, actor: Actor) -> None:
    """Put an entry before the one above it."""
    in_use = [e for e in queries.entries(choices) if not e.is_retired]
    place = in_use.index(entry) if entry in in_use else 0
    if place:
        in_use[place - 1], in_use[place] = entry, in_use[place - 1]
    for number, each in enumerate(in_use, 1):
        each.position = 10 * number
    db.session.flush()
    audit.record(actor, "list.entry_moved", entry)


@requires(rules.EDIT)
def retire(entry: Choice, *, choices: ChoiceList, actor: Actor) -> None:
    """Offer an entry no longer; who carries it keeps it."""
    _refuse(*rules.obstacles_to_retiring(entry, queries.entries(choices)))
    entry.is_retired = True
    db.session.flush()
    audit.record(actor, "list.entry_retired", entry)


@requires(rules.EDIT)
def bring_back(entry: Choice, *, actor: Actor) -> None:
    """Offer a retired entry again."""
    entry.is_retired = False
    db.session.flush()
    audit.record(actor, "list.entry_brought_back", entry)


def _as_kept(values: Mapping[str, Any], before: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what was typed as an entry keeps it; names in languages nobody was asked for stay."""
    typed = {code: one_line(name) for code, name in values.get("names_by_language", {}).items()}
    names = {code: name for code, name in {**(before or {}), **typed}.items() if name}
    return {**values, "name": one_line(values["name"]), "names_by_language": names}


def _names(kept: Mapping[str, Any]) -> list[str]:
    return [kept["name"], *kept["names_by_language"].values()]


def _refuse(*reasons: str) -> None:
    if reasons:
        raise Refused(*reasons)
