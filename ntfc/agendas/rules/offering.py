"""Which kinds of item a body is offered first, by its purpose."""

from ntfc.agendas.models import ItemKind
from ntfc.agendas.rules.words import KINDS
from ntfc.committees.models import Purpose
from ntfc.committees.rules.purpose import Pairs, offered

FITS = {
    Purpose.POLICY: (ItemKind.DISCUSSION, ItemKind.DECISION, ItemKind.INFORMATION),
    Purpose.SOLUTIONS: (ItemKind.DISCUSSION, ItemKind.REPORT, ItemKind.CONCERNS),
}


def kinds_for(purpose: Purpose) -> tuple[Pairs[ItemKind], Pairs[ItemKind]]:
    """Return the kinds that are offered first, and those that stand under the others."""
    return offered(purpose, KINDS, FITS)
