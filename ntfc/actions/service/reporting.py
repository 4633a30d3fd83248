"""Keeping the road map as a version, against which the next one is compared."""

from datetime import date, datetime, timedelta

from ntfc import audit
from ntfc.actions import queries, rules
from ntfc.actions.models import RoadMap
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.permissions import Actor, requires

SHOWN = timedelta(days=365)  # how long what was verified stays on the road map


@requires(rules.ADD)
def keep_road_map(body: Body, *, actor: Actor, now: datetime, today: date) -> RoadMap:
    """Keep the road map as it stands now under the next number."""
    queries.lock_body(body.id)
    entries = queries.road_map_of(body.id, today, now - SHOWN)
    kept = queries.road_maps(body.id)
    if kept and not rules.changes(kept[0].entries, entries):
        raise Refused(_("Nothing changed since the last version."))
    made = RoadMap(
        body_id=body.id,
        number=queries.next_road_map(body.id),
        entries=entries,
        kept_at=now,
        kept_by_id=actor.person_id,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "action.road_map_kept", made, number=made.number)
    return made
