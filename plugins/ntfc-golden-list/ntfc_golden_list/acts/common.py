"""What the acts share: the file, who may act on it, and the words for it."""

from collections.abc import Sequence
from typing import Any

from ntfc.i18n import _
from ntfc_golden_list.models import File, Moved
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules.papers import is_told
from ntfc_golden_list.rules.people import NOT_ANY_MORE, NOT_SIGNING
from ntfc_golden_list.texts import kept


def file_of(number: int) -> File | None:
    return queries.find_file(number)


def about(file: File) -> dict[str, str]:
    """Return the names for a sentence about a file: that of the programme as each reader knows it."""
    return {"firm": file.firm.name, "programme": kept(file.programme.name)}


def speaks(person: Any, file: File) -> str | None:
    """Say why somebody does not follow a file any more."""
    if any(one.person_id == person.id and one.is_active for one in file.firm.people):
        return None
    return NOT_ANY_MORE


def signs(person: Any, file: File) -> str | None:
    """Say why somebody does not sign for the firm any more."""
    if any(one.person_id == person.id and one.is_lead for one in file.firm.people):
        return speaks(person, file)
    return speaks(person, file) or NOT_SIGNING


def reasons_of(file: File, one: Moved) -> str:
    """Return the reasons of a step, as far as the firm is told them."""
    by_firm = access.is_by_firm(one, file.firm)
    return one.reasons if is_told(one.start, one.to, by_firm=by_firm) else ""


def why_here(file: File, history: Sequence[Moved]) -> str:
    """Return why the file stands where it does, as far as the firm is told."""
    last = next((one for one in reversed(history) if one.to is file.state), None)
    return reasons_of(file, last) if last else ""


HANDED_IN = _("The answers are handed in, and stay as they are.")
