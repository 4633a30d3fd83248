"""Bodies that get another name, are followed by another body, or become one."""

from datetime import date, datetime

from ntfc import audit
from ntfc.committees import queries, rules
from ntfc.committees.models import Body, Succession
from ntfc.committees.models.vocabulary import OVER, State, SuccessionKind
from ntfc.committees.service.bodies import _make
from ntfc.committees.service.life import _end, _put_below
from ntfc.committees.service.names import _keep_name
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.permissions import SITE, Actor, authorize, requires

# What a body that follows another one takes over from it.
INHERITED = (
    "levels",
    "purpose",
    "reach",
    "is_restricted",
    "country",
    "place",
    "mode",
    "time_zone",
    "weekend",
    "holiday_country",
    "holiday_region",
    "own_holidays",
    "sponsor_id",
    "sponsor_office",
    "coordinator_id",
    "coordinator_reports_to",
    "secretariat_id",
    "parent_programme",
    "scope",
)


@requires(rules.CLOSE)
def move(body: Body, *, parent: Body | None, actor: Actor) -> None:
    """Put the body, with all that is below it, under *parent* or at the top of the tree."""
    authorize(actor, rules.START, parent or SITE)
    queries.hold_tree(body, parent)
    reasons = [
        *rules.obstacles_to_moving(
            body.main_name,
            []
            if body.parent_id == (parent.id if parent else None)
            else queries.names_below(parent),
            is_inside=parent is not None and parent.path.startswith(body.path),
            may_be_there=parent is not None or body.kind.may_be_top,
            is_over=parent is not None and parent.state in OVER,
        )
    ]
    if reasons:
        raise Refused(*reasons)
    _put_below(body, parent, actor=actor)
    if parent is None:
        body.ends_with_parent = False
    db.session.flush()


@requires(rules.CLOSE)
def succeed(
    body: Body,
    *,
    successor: Body | None,
    name: str,
    kind: SuccessionKind,
    reason: str,
    today: date,
    now: datetime,
    actor: Actor,
) -> Body:
    """Let *successor*, or a new body of this *name*, take the place and the work of the body."""
    queries.hold_tree(body, successor)
    if successor is not None:
        # The other body gets new names, work and sub-bodies: its own leaders must want that.
        authorize(actor, rules.CLOSE, successor)
    after = successor or _successor_of(body, name, now=now, actor=actor)
    _follow(body, after, kind=kind, reason=reason, today=today, actor=actor)
    return after


@requires(rules.CLOSE)
def merge(
    body: Body,
    *,
    other: Body,
    new_name: str,
    reason: str,
    today: date,
    now: datetime,
    actor: Actor,
) -> Body:
    """Make one body of two: *other* goes into this one or, with a *new_name*, both into a new one.

    Return the body that lives on. It carries the names of all.
    """
    authorize(actor, rules.CLOSE, other)
    queries.hold_tree(body, other)
    if not new_name:
        _follow(other, body, kind=SuccessionKind.MERGED, reason=reason, today=today, actor=actor)
        return body
    after = _successor_of(body, new_name, now=now, actor=actor)
    for before in (body, other):
        _follow(before, after, kind=SuccessionKind.MERGED, reason=reason, today=today, actor=actor)
    return after


def _successor_of(body: Body, name: str, *, now: datetime, actor: Actor) -> Body:
    """Start the body that comes after, at the place of the one before."""
    above = queries.get_body(body.parent_id) if body.parent_id else None
    taken = {rules.fold(known) for known in queries.names_below(above)}
    if not name.strip() or rules.fold(name) in taken:
        raise Refused(_("Give the new body a name that none beside it has."))
    facts = {column: getattr(body, column) for column in INHERITED}
    facts["state"] = State.BEING_FORMED if body.state in OVER else body.state
    return _make(above, kind=body.kind, name=name, now=now, actor=actor, facts=facts)


def _follow(
    before: Body, after: Body, *, kind: SuccessionKind, reason: str, today: date, actor: Actor
) -> None:
    reasons = [
        *rules.obstacles_to_succession(
            before,
            after,
            same=before.id == after.id,
            is_below=after.id != before.id and after.path.startswith(before.path),
        )
    ]
    if not reason.strip():
        reasons.append(_("Give the reason."))
    if reasons:
        raise Refused(*reasons)
    link = Succession(
        predecessor_id=before.id, successor_id=after.id, kind=kind, on=today, reason=reason
    )
    db.session.add(link)
    _keep_name(after, before.name, today)
    for mirror in (before, after):
        if mirror.mirror_of_id in (before.id, after.id):
            mirror.mirror_of_id = None
    _end(before, State.SUCCEEDED, on=today, reason=reason, heir=after, actor=actor)
    audit.record(actor, "body.succeeded", before, by=after.id, kind=kind.value)
