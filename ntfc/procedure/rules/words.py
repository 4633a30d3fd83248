"""The words that rules of procedure are read back with."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names
from babel.lists import format_list
from flask_babel import get_locale

from ntfc.directions import in_letter
from ntfc.i18n import WAYS, Sentence, _, on_day
from ntfc.permissions import Role
from ntfc.procedure.models import (
    AgendaRelease,
    CadenceKind,
    ChairModel,
    LateItems,
    Outcome,
    Substitution,
)

ROLES = {
    Role.CHAIR: _("chair"),
    Role.VICE_CHAIR: _("vice-chair"),
    Role.SECRETARY: _("secretary"),
    Role.MODERATOR: _("moderator"),
    Role.COORDINATOR: _("coordinator"),
    Role.MEMBER: _("member"),
}
CADENCES = {
    CadenceKind.AS_NEEDED: _("As needed"),
    CadenceKind.PER_YEAR: _("So many times a year"),
    CadenceKind.MIN_PER_YEAR: _("At least so many times a year"),
    CadenceKind.MAX_GAP_MONTHS: _("At least once every so many months"),
    CadenceKind.MAX_GAP_DAYS: _("At least once every so many days"),
    CadenceKind.FIXED_MONTHS: _("In the same months each year"),
    CadenceKind.PER_TERM: _("So many times in each term"),
}
CHAIRS = {
    ChairModel.NONE: _("No chair"),
    ChairModel.ONE: _("One chair"),
    ChairModel.TWO: _("Two chairs"),
    ChairModel.ROTATING: _("The chair rotates"),
}
RELEASES = {
    AgendaRelease.CHAIR: _("A chair"),
    AgendaRelease.ALL_CHAIRS: _("All chairs"),
    AgendaRelease.COORDINATORS: _("All coordinators"),
}
LATE = {
    LateItems.ALLOW: _("They are taken"),
    LateItems.REFUSE: _("They wait for the next meeting"),
    LateItems.CHAIRS_DECIDE: _("The chairs decide"),
}
OUTCOMES = {Outcome.CONSENSUS: _("By consensus"), Outcome.VOTE: _("By vote")}
SUBSTITUTES = {
    Substitution.NONE: _("Nobody"),
    Substitution.VICE_CHAIR: _("The vice-chair"),
    Substitution.ALTERNATE: _("The chair's alternate"),
    Substitution.NAMED: _("Whom the chair names each time"),
}
GONE = _("one that is not in the list any more")


def month(number: int) -> str:
    """Return the name of a month, in the language of whoever reads it."""
    return cast(str, Sentence("month", number))


def listed(parts: Iterable[object]) -> str:
    """Return several words as one list, such as: March, June and September."""
    return cast(str, Sentence("listing", [*parts]))


def named(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """Return the names behind codes as a list; a code is for programs and is never shown."""
    return listed(names.get(code) or GONE for code in codes)


def roles(codes: Iterable[str]) -> str:
    """Return roles as a list in words; a code unknown here stands as it is."""
    known = {role.value: name for role, name in ROLES.items()}
    return listed(known.get(code, code) for code in codes)


def languages(codes: Iterable[str]) -> str:
    """Return languages as a list in the reader's own; a code that nobody knows stands as it is."""
    return listed(cast(str, Sentence("language", code)) for code in codes)


def day(when: date) -> str:
    """Return a day as whoever reads it writes it."""
    return on_day(when)


def _month(number: int) -> str:
    return str(get_month_names("wide", locale=get_locale() or "en")[number])


def _listing(parts: Sequence[object]) -> str:
    said = in_letter({place: str(part) for place, part in enumerate(parts)})
    return format_list([*said.values()], locale=get_locale() or "en")


def _language(code: str) -> str:
    try:
        return Locale.parse(code).get_display_name(get_locale() or "en") or code
    except (ValueError, UnknownLocaleError):
        return code


WAYS |= {"month": _month, "listing": _listing, "language": _language}
