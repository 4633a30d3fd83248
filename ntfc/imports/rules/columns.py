"""The columns of an import file, and what a cell of each may say."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from babel import Locale, UnknownLocaleError

from ntfc import days
from ntfc.i18n import _, with_commas
from ntfc.organisations.models import Size
from ntfc.organisations.rules import is_email
from ntfc.texts import fold, one_line, tidy

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?|(\d{1,2})\.(\d{1,2})\.(\d{4})")
FEW = 8  # so many entries of a list are named to whoever wrote another word


class Wrong(ValueError):  # noqa: N818  -- it is an answer, not a malfunction
    """A cell cannot be understood; the text says what to do."""


@dataclass(frozen=True)
class Words:
    """What the words in a file mean at this site, in any of its languages."""

    lists: Mapping[str, Mapping[str, frozenset[int]]]  # folded code or name → entries
    labels: Mapping[str, Mapping[int, str]]  # how an entry is called for the reader
    sizes: Mapping[str, Size]
    size_labels: Mapping[Size, str]
    countries: Mapping[str, str]
    country_labels: Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A column: its key, its heading, how a cell is understood, and how long it may be."""

    key: str
    title: str
    parse: Callable[["Column", str, Words], Any]
    most: int = 200
    required: bool = False
    list_name: str = ""


def text(column: Column, cell: str, _words: Words) -> str:
    return _not_longer(column, one_line(cell))


def long_text(column: Column, cell: str, _words: Words) -> str:
    return _not_longer(column, tidy(cell))


def _not_longer(column: Column, kept: str) -> str:
    if len(kept) > column.most:
        raise Wrong(
            _(
                "This text has %(found)s letters; at most %(most)s fit. Shorten it.",
                found=len(kept),
                most=column.most,
            )
        )
    return kept


def entry(column: Column, cell: str, words: Words) -> int:
    """Find an entry of a list by its code or name, in any case and any language of the site."""
    known = words.lists[column.list_name]
    found = known.get(fold(cell), frozenset())
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise Wrong(_("Several entries of the list have this name. Write the code instead."))
    labels = [*dict.fromkeys(words.labels[column.list_name].values())]
    near = nearest(cell, labels)
    if near:
        raise Wrong(_("The list does not have this. Do you mean “%(near)s”?", near=near))
    if 0 < len(labels) <= FEW:
        these = with_commas(labels)
        raise Wrong(_("The list does not have this. Write one of these: %(words)s.", words=these))
    raise Wrong(_("The list does not have this. Choose from the list, or have it added there."))


def nearest(cell: str, labels: Iterable[str]) -> str | None:
    """Return the word that was meant, if one is hardly different."""
    by_fold = {fold(label): label for label in labels}
    return next((by_fold[word] for word in get_close_matches(fold(cell), by_fold, n=1)), None)


def size(_column: Column, cell: str, words: Words) -> Size:
    found = words.sizes.get(fold(cell))
    if found is None:
        raise Wrong(_("Write micro, small, medium or large."))
    return found


def country(_column: Column, cell: str, words: Words) -> str:
    found = words.countries.get(fold(cell))
    if found is None:
        near = nearest(cell, words.country_labels.values())
        if near:
            raise Wrong(_("No country has this name. Do you mean “%(near)s”?", near=near))
        raise Wrong(_("No country has this name or code. Write two letters, such as JO."))
    return found


def language(column: Column, cell: str, words: Words) -> str:
    code = text(column, cell, words).replace("-", "_")
    try:
        return str(Locale.parse(code))
    except (ValueError, UnknownLocaleError):
        raise Wrong(_("Write the code of a language, such as fr or ar.")) from None


def web_address(column: Column, cell: str, words: Words) -> str:
    kept = text(column, cell, words)
    if not kept.lower().startswith(("http://", "https://")):
        raise Wrong(_("A web address begins with http:// or https://."))
    return kept


def email(_column: Column, cell: str, _words: Words) -> str:
    kept = one_line(cell).lower()
    if not is_email(kept):
        raise Wrong(_("This is not an e-mail address, such as name@example.org."))
    return kept


def day(_column: Column, cell: str, _words: Words) -> date:
    """Read a day; 3/4/2026 is refused, for it is another day in another country."""
    found = DAY.fullmatch(one_line(cell))
    if found is None:
        raise Wrong(_("Write the day as 2026-04-03 (year, month, day) or as 3.4.2026."))
    parts = [int(part) for part in found.groups() if part]
    year, month, number = parts if found.group(1) else parts[::-1]
    try:
        meant = date(year, month, number)
    except ValueError:
        raise Wrong(_("There is no such day.")) from None
    if not days.is_meant(meant):
        raise Wrong(days.OUT_OF_RANGE)
    return meant


INSTITUTIONS = (
    Column("name", _("Name"), text, required=True),
    Column("code", _("Code"), text, 60),
    Column("short_name", _("Short name"), text, 60),
    Column("other_name", _("Name in another language"), text),
    Column("other_language", _("In which language"), language, 20),
    Column("kind_id", _("Kind"), entry, required=True, list_name="kinds"),
    Column("side_id", _("Side"), entry, list_name="sides"),
    Column("chain_role_id", _("Role in the supply chain"), entry, list_name="chain_roles"),
    Column("sector_id", _("Sector"), entry, list_name="sectors"),
    Column("size", _("Size"), size),
    Column("country", _("Country"), country),
    Column("registration_number", _("Registration number"), text, 80),
    Column("website", _("Web site"), web_address, 300),
    Column("address", _("Address"), long_text, 2000),
    Column("competence", _("What it is competent for"), long_text, 5000),
    Column("represents", _("Whom it represents"), long_text, 5000),
    Column("delegates_chosen", _("How its delegates are chosen"), long_text, 5000),
    Column("closed_on", _("Closed on"), day),
)

PEOPLE = (
    Column("person", _("Name of the person"), text, required=True),
    Column("email", _("E-mail address"), email),
    Column("phone", _("Telephone"), text, 60),
    Column("organisation", _("Institution"), text),
    Column("job", _("What the person does there"), text),
    Column("hours", _("When to reach"), text),
    Column("competence", _("Competent for"), long_text, 5000),
)

TABLES = {"institutions": INSTITUTIONS, "people": PEOPLE}
TITLES = {"institutions": _("Institutions"), "people": _("People")}


def heading_key(column: Column) -> str:
    """Return the heading that means this column in every language."""
    return column.key.removesuffix("_id")


def shown(column: Column, value: Any, words: Words) -> str:
    """Return a value as the preview and the export write it, so that reading it gives it back."""
    if value is None or value == "":
        return ""
    if column.list_name:
        return words.labels[column.list_name][value]
    if isinstance(value, Size):
        return words.size_labels[value]
    if isinstance(value, date):
        return value.isoformat()
    return words.country_labels.get(value, value) if column.key == "country" else str(value)
