"""What holds for the entries of a list."""

import re
from collections.abc import Iterable, Iterator

from ntfc.i18n import _
from ntfc.organisations.models import Choice
from ntfc.organisations.rules import choice_name
from ntfc.permissions import Permission, Role
from ntfc.texts import fold

EDIT = Permission("lists.edit", _("Extend the lists"), frozenset({Role.ADMINISTRATOR}))


def obstacles_to_naming(
    names: Iterable[str], entries: Iterable[Choice], own: Choice | None = None
) -> Iterator[str]:
    """Yield why an entry cannot have these names: files of institutions find entries by them."""
    wanted = {fold(name) for name in names}
    for entry in entries:
        others = (entry.names_by_language or {}).values()
        known = {fold(str(n)) for n in (entry.main_name, entry.code, choice_name(entry), *others)}
        if entry is not own and not wanted.isdisjoint(known):
            yield _("The list has “%(name)s” already.", name=choice_name(entry))


def obstacles_to_changing(entry: Choice) -> Iterator[str]:
    """Yield why what an entry says cannot be changed."""
    if entry.is_built_in:
        yield _("An entry that comes with the site keeps its name. Retire it and add your own.")


def obstacles_to_retiring(entry: Choice, entries: Iterable[Choice]) -> Iterator[str]:
    """Yield why an entry cannot be retired."""
    if entry.is_retired:
        yield _("This entry is retired already.")
    elif sum(not other.is_retired for other in entries) == 1:
        yield _("A list needs at least one entry in use. Add another one first.")


def fresh_code(name: str, taken: Iterable[str]) -> str:
    """Return a code for a new entry, made of its name where that is in Latin letters."""
    stem = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:50] or "own"
    used = set(taken)
    return next(
        code
        for number in range(len(used) + 1)
        if (code := f"{stem}_{number + 1}" if number else stem) not in used
    )
