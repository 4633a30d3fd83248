"""Naming who answers for a priority on each side of the table."""

from collections.abc import Mapping

from ntfc import audit
from ntfc.committees import queries, rules
from ntfc.committees.models import Body, PriorityOwner
from ntfc.committees.queries import cooperation
from ntfc.committees.rules.cooperation import obstacles_to_owning
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.organisations.models import Camp
from ntfc.permissions import Actor, requires


@requires(rules.NAME_PRIORITIES)
def name_owners(
    body: Body, *, priority_id: int, owners: Mapping[Camp, int | None], actor: Actor
) -> None:
    """Say who answers for a priority on each side; none takes an owner off."""
    queries.hold(body)
    priority = queries.get_priority(priority_id, body)
    refuse_if(rules.obstacles_to_settling_priority(priority))
    named = [number for number in owners.values() if number is not None]
    refuse_if(obstacles_to_owning(owners, cooperation.camps_of_organisations(named)))
    kept = cooperation.owners_of(priority.id)
    for camp, number in owners.items():
        if number is None:
            if camp in kept:
                db.session.delete(kept[camp])
        elif camp in kept:
            kept[camp].organisation_id = number
        else:
            db.session.add(
                PriorityOwner(priority_id=priority.id, camp=camp, organisation_id=number)
            )
    db.session.flush()
    audit.record(actor, "priority.owned", priority, owners=named)
