"""Reading approved minutes by a link, for members who never sign in."""

from dataclasses import dataclass
from typing import Any

from ntfc.acts import Act
from ntfc.i18n import _
from ntfc.links.rules import NOT_ENTITLED
from ntfc.minutes import queries, rules
from ntfc.minutes.hooks.by_code import describe
from ntfc.minutes.models import Erratum, Minutes
from ntfc.minutes.rules import Document
from ntfc.minutes.rules.permits import READ_BY_LINK
from ntfc.minutes.service.approval_letters import READING, READING_ACT
from ntfc.minutes.views.extracts import one_page
from ntfc.minutes.views.printing import handed_out
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, LinkHolder
from ntfc.procedure import queries as procedure

SUMMARY = 0  # the one page to pass on, beside the file of the minutes, which has their own number


@dataclass(frozen=True)
class Shown:
    """The text that was approved, and the corrections approved since."""

    title: str
    document: Document
    errata: list[Erratum]


def _still_takes_part(person: Person, minutes: Minutes) -> str | None:
    """Who takes part in a body that met reads all of its minutes, and nobody else by a link."""
    bodies = rules.bodies_of(minutes)
    takes_part = any(procedure.is_in_circle(person.id, body) for body in bodies)
    return None if takes_part else str(NOT_ENTITLED)


def _shown(_holder: LinkHolder, minutes: Minutes) -> Shown:
    errata = queries.approved_errata(minutes)
    title = rules.title_of(minutes.meeting)
    return Shown(title, queries.approved_document(minutes), errata)


def _file(_holder: LinkHolder, minutes: Minutes, number: int) -> Any:
    if number == SUMMARY:
        return one_page(minutes, SYSTEM)
    if number != minutes.id:
        return None
    return handed_out(minutes, "members", "pdf", SYSTEM)


def _find(number: int) -> Minutes | None:
    minutes = queries.find_minutes(number)
    return minutes if minutes is not None and rules.is_approved(minutes) else None


READ = Act(
    name=READING_ACT,
    title=_("Approved minutes"),
    permission=READ_BY_LINK,
    load=_find,
    describe=describe,
    template="minutes/_read_by_link.html",
    lifetime=READING,
    reads=True,
    show=_shown,
    file=_file,
    still=_still_takes_part,
    is_repeatable=True,
)
