"""Planning sessions, and noting who came."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ntfc import audit
from ntfc.committees import queries as bodies
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.permissions import Actor, requires
from ntfc.trainings import queries, rules
from ntfc.trainings.models import Training, TrainingGuest


@requires(rules.PLAN)
def plan(body: Body, *, facts: Mapping[str, Any], actor: Actor) -> Training:
    """Put a session in the list of a body."""
    training = Training(body_id=body.id, **facts)
    db.session.add(training)
    db.session.flush()
    audit.record(actor, "training.planned", training)
    return training


@requires(rules.PLAN)
def note_who_came(
    body: Body, *, number: int, organisations: Collection[int], today: date, actor: Actor
) -> None:
    """Note which institutions of the body came to a session; what was noted before is replaced."""
    bodies.hold(body)
    training = queries.find_training(body.id, number)
    refuse_if(rules.obstacles_to_noting_who_came(training, today))
    if training is None:
        return
    wanted = set(organisations) & set(
        rules.may_have_come(training, queries.institutions_of(body.id))
    )
    for guest in [one for one in training.came if one.organisation_id not in wanted]:
        training.came.remove(guest)
    known = {one.organisation_id for one in training.came}
    training.came.extend(TrainingGuest(organisation_id=one) for one in sorted(wanted - known))
    db.session.flush()
    audit.record(actor, "training.came_noted", training, institutions=len(wanted))
