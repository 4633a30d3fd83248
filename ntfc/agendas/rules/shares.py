"""Whose items a body discusses: the share of each institution, and which is above the rule."""

from collections.abc import Iterator, Sequence
from typing import Any

from ntfc.i18n import _
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import cite, is_above

ENOUGH = 5  # items; of fewer no share says anything


def overweight(rows: Sequence[Any], procedure: Procedure) -> Iterator[str]:
    """Yield each institution that brings more of the items than the rules allow, with the rule."""
    whole, share = sum(row.brought for row in rows), procedure.share_percent
    if share is None or whole < ENOUGH:
        return
    for row in rows:
        if is_above(share, row.brought, whole):
            yield _(
                "%(rule)s %(name)s brought %(items)s of %(whole)s items in a year.",
                rule=cite(procedure, "share_percent"),
                name=row.name,
                items=row.brought,
                whole=whole,
            )
