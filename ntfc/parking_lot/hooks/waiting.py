"""What waits for a person about parked issues."""

from collections.abc import Iterator
from datetime import date

from flask import url_for

from ntfc.i18n import _, ngettext
from ntfc.parking_lot import queries, rules
from ntfc.permissions import OFFICE, Actor
from ntfc.plugins import Waiting
from ntfc.procedure import queries as procedure


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the parked issues whose owner is asked, and the parking lots with some overdue."""
    if actor.person_id is None:
        return
    for row in queries.owned_by(actor.person_id, today + rules.NEAR):
        yield Waiting(
            title=_("Parked: “%(title)s”", title=row.title),
            reason=_("You own it. Its review date is past.")
            if row.is_overdue(today)
            else _("You own it, and it comes up soon."),
            url=url_for("parking_lot.amend", parking_id=row.id),
            button=_("Say the next step"),
            due=row.review_on,
            body_name=row.body,
        )
    served = procedure.bodies_of(actor, OFFICE)
    for row in queries.overdue_in(served, today) if served else ():
        yield Waiting(
            title=ngettext(
                "%(num)d parked issue is overdue", "%(num)d parked issues are overdue", row.number
            ),
            reason=_("Put them on the next agenda, or let them leave another way."),
            url=url_for("parking_lot.board", body_id=row.id),
            button=_("Look at them"),
            body_name=row.name,
        )
