"""Planning a meeting and changing what was planned."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from ntfc import audit
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _
from ntfc.meetings import queries, rules
from ntfc.meetings.models import Meeting, MeetingBody, MeetingDay, MeetingState
from ntfc.meetings.rules import Plan
from ntfc.meetings.rules.times import stretches
from ntfc.organisations.models import Organisation
from ntfc.permissions import Actor, requires

OVERTAKEN = _("Somebody changed this meeting since you opened it. Look again, then save once more.")


@requires(rules.PLAN)
def plan(body: Body, *, wanted: Plan, now: datetime, actor: Actor) -> Meeting:
    """Reserve a day for a meeting; nobody is told before it is called."""
    joined = queries.bodies_to_join(wanted.with_body_ids, body, actor)
    refuse_if(rules.obstacles_to_planning(body, wanted, joined))
    parts = stretches(wanted.days, wanted.time_zone)
    meeting = Meeting(
        body=body,
        state=MeetingState.PLANNED,
        calendar_uid=str(uuid.uuid4()),
        planned_at=now,
        starts_at=parts[0].starts_at,
        ends_at=parts[-1].ends_at,
        host=_host(wanted),
        **wanted.facts,
    )
    meeting.days = [MeetingDay(**vars(part)) for part in parts]
    meeting.with_bodies = [MeetingBody(body=other) for other in joined]
    db.session.add(meeting)
    db.session.flush()
    audit.record(actor, "meeting.planned", meeting, kind=meeting.kind.value)
    return meeting


@requires(rules.EDIT)
def change(meeting: Meeting, *, wanted: Plan, version: int, actor: Actor) -> list[str]:
    """Change a meeting, and return the names of what is different now. Nobody is told by this."""
    joined = queries.bodies_to_join(wanted.with_body_ids, meeting.body, actor)
    refuse_if(
        [
            *rules.obstacles_to_changing(meeting),
            *rules.obstacles_to_planning(meeting.body, wanted, joined),
        ]
    )
    if version != meeting.version:
        raise Overtaken(OVERTAKEN, stands=meeting)
    changed = [name for name, value in wanted.facts.items() if getattr(meeting, name) != value]
    for name in changed:
        setattr(meeting, name, wanted.facts[name])
    meeting.host = _host(wanted)
    if _put_days(meeting, wanted):
        changed.append("days")
    if _put_bodies(meeting, joined):
        changed.append("with_bodies")
    if changed:
        flag_modified(meeting, "title")  # the version moves on, too, when only a day changed
        meeting.calendar_sequence += rules.was_called(meeting)
        db.session.flush()
        audit.record(actor, "meeting.changed", meeting, fields=sorted(changed))
    return changed


def _host(wanted: Plan) -> Organisation | None:
    return db.session.get(Organisation, wanted.host_id) if wanted.host_id else None


def _put_days(meeting: Meeting, wanted: Plan) -> bool:
    parts = stretches(wanted.days, wanted.time_zone)
    before = [(day.starts_at, day.ends_at, day.place) for day in meeting.days]
    if before == [(part.starts_at, part.ends_at, part.place) for part in parts]:
        return False
    meeting.days.clear()
    db.session.flush()  # the old days first: a day may begin when one of them did
    meeting.days.extend(MeetingDay(**vars(part)) for part in parts)
    meeting.starts_at, meeting.ends_at = parts[0].starts_at, parts[-1].ends_at
    return True


def _put_bodies(meeting: Meeting, joined: Sequence[Body]) -> bool:
    wanted = {body.id: body for body in joined}
    before = {row.body_id for row in meeting.with_bodies}
    if before == set(wanted):
        return False
    for row in [row for row in meeting.with_bodies if row.body_id not in wanted]:
        meeting.with_bodies.remove(row)
    meeting.with_bodies.extend(MeetingBody(body=wanted[new]) for new in wanted.keys() - before)
    return True
