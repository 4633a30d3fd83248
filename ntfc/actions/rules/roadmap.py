"""The road map: what each side does, and what changed since the version before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntfc.organisations.models import Camp

Entry = Mapping[str, Any]  # key, title, who, camp, due, look


@dataclass(frozen=True)
class Change:
    """One difference between two versions: what came, went, moved its date or its state."""

    what: str  # new, gone, date, state
    title: str
    before: str = ""
    after: str = ""


def columns(entries: Iterable[Entry]) -> list[tuple[Camp, list[Entry]]]:
    """Return the entries of each side; both tables always, the others where they have any."""
    found: dict[Camp, list[Entry]] = {camp: [] for camp in Camp}
    for entry in entries:
        found[Camp(entry["camp"])].append(entry)
    return [(camp, own) for camp, own in found.items() if own or camp is not Camp.OTHER]


def changes(before: Sequence[Entry], after: Sequence[Entry]) -> list[Change]:
    """Return what is different, entry by entry."""
    old, new = ({entry["key"]: entry for entry in version} for version in (before, after))
    found = [Change("new", entry["title"]) for key, entry in new.items() if key not in old]
    for key, entry in new.items():
        if key in old:
            found += [
                Change(what, entry["title"], str(old[key][name] or ""), str(entry[name] or ""))
                for what, name in (("date", "due"), ("state", "look"))
                if old[key][name] != entry[name]
            ]
    return found + [Change("gone", entry["title"]) for key, entry in old.items() if key not in new]
