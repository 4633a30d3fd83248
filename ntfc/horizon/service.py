"""Adding topics to the horizon of a body, and taking them off."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ntfc import audit
from ntfc.committees import queries as bodies
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.horizon import queries, rules
from ntfc.horizon.models import Topic
from ntfc.permissions import Actor, requires


@requires(rules.ADD)
def add(body: Body, *, facts: Mapping[str, Any], actor: Actor, now: datetime) -> Topic:
    """Put a topic on the horizon, once."""
    bodies.hold(body)
    watched = [topic.title for topic in queries.watched_in(body.id)]
    refuse_if(rules.obstacles_to_adding(facts["title"], watched))
    topic = Topic(body_id=body.id, added_at=now, **facts)
    db.session.add(topic)
    db.session.flush()
    audit.record(actor, "horizon.added", topic)
    return topic


@requires(rules.SETTLE)
def close(body: Body, *, number: int, reason: str, today: date, actor: Actor) -> None:
    """Take a topic off the horizon; it stays readable with what became of it."""
    topic = queries.find_topic(body.id, number)
    refuse_if(rules.obstacles_to_closing(topic, reason))
    if topic is not None:
        topic.closed_on, topic.closed_because = today, reason.strip()
        db.session.flush()
        audit.record(actor, "horizon.closed", topic)
