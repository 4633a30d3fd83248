"""The checklist before the public start of a body."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from ntfc.i18n import _

# What the guidance asks for before the public start; a body strikes out what it does not need.
USUAL_STEPS = (
    _("The head of customs decides to engage business, and says so in public"),
    _("An internal group gives the head of customs a strategic vision"),
    _("A coordinator who reports to the head of customs is appointed"),
    _("The present relation, existing forums and open promises are taken stock of"),
    _("The stakeholders are mapped: what unites them, what divides them"),
    _("A business case states reasons, objectives, plan and resources"),
    _("The head of customs invites the leaders of business"),
    _("Both sides work out what each gains"),
    _("Terms of reference are drafted and reviewed by both sides"),
    _("A secretariat, or a contact on each side, is named"),
    _("The first meeting is prepared"),
)


class Settled(Protocol):
    """A step, done or left out."""

    done_on: date | None
    skipped_on: date | None


def obstacles_to_settling(step: Settled) -> Iterator[str]:
    """Yield why a step cannot be marked: it is settled already."""
    if step.done_on is not None:
        yield _("This step is done already.")
    if step.skipped_on is not None:
        yield _("This step was left out.")
