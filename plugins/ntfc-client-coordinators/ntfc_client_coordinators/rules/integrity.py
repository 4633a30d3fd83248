"""Whoever answers for a firm does not decide on its money, its rights and its audits (C3 to C5)."""

from collections.abc import Iterable, Iterator
from enum import Enum

from ntfc.i18n import _


class Checked(Enum):
    """What a colleague has to look at."""

    REFUND = "refund"
    ASSESSMENT = "assessment"
    AUTHORISATION = "authorisation"
    AUDIT = "audit"


SAYS = {
    Checked.REFUND: _("A refund is evaluated by a colleague, not by who answers for the firm."),
    Checked.ASSESSMENT: _(
        "An additional assessment is evaluated by a colleague, not by who answers for the firm."
    ),
    Checked.AUTHORISATION: _(
        "A new authorisation is evaluated by a colleague, not by who answers for the firm."
    ),
    Checked.AUDIT: _("An audit is carried out by a colleague, not by who answers for the firm."),
}


def colleague_faults(
    what: Checked, who: int | None, answering: Iterable[int | None]
) -> Iterator[str]:
    """Refuse the same person: *answering* are the coordinator, the substitute, and who prepared it."""
    if who is None or who in {*answering}:
        yield SAYS[what]
