"""The terms of a body, and the priorities of each."""

from collections.abc import Collection
from datetime import date, datetime

from ntfc import audit
from ntfc.committees import queries, rules
from ntfc.committees.models import Body, Confirmation, Priority, Term
from ntfc.committees.models.vocabulary import State
from ntfc.committees.service.life import _carry, _wake
from ntfc.db import db, one_at_a_time
from ntfc.errors import Refused, refuse_if
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.permissions import Actor, requires


@requires(rules.START_TERM)
def start_term(
    body: Body,
    *,
    starts_on: date,
    ends_on: date | None,
    carried: Collection[int] = (),
    today: date,
    actor: Actor,
) -> Term:
    """Start the first term, or renew: the next one takes over what the last left unfinished.

    *carried* are the bodies below, ending with the term, that go on into the next.
    """
    queries.hold(body)
    last = queries.latest_term(body.id)
    reasons = [
        *rules.obstacles_to_term(
            starts_on, ends_on, last.ends_on if last else None, is_first=last is None
        )
    ]
    if reasons:
        raise Refused(*reasons)
    number = last.number + 1 if last else 1
    term = Term(body_id=body.id, number=number, starts_on=starts_on, ends_on=ends_on)
    db.session.add(term)
    db.session.flush()
    audit.record(actor, "term.started", body, number=number)
    for priority in queries.awaiting_a_term(body.id):
        priority.term_id = term.id
    if last is not None:
        _carry_priorities(last, term, actor)
        _carry_bodies(body, last, carried, actor=actor)
    db.session.flush()
    if rules.runs_on(term, today):
        _wake(body, today, actor=actor)
    return term


def _carry_priorities(last: Term, term: Term, actor: Actor) -> None:
    """Name again what was not delivered; the leaders confirm it anew."""
    for position, priority in enumerate(queries.open_priorities(last.body_id, last), start=1):
        _carry(priority, term.body_id, term, position, named_on=priority.named_on, actor=actor)


def _carry_bodies(body: Body, last: Term, carried: Collection[int], *, actor: Actor) -> None:
    """Let the chosen bodies wake with the body; the others end on the last day of the old term."""
    for child in queries.ending_with(body):
        if child.id not in carried:
            days = [day for day in (child.sunset_on, last.ends_on) if day is not None]
            child.sunset_on = min(days)
            child.ends_with_parent = False
            audit.record(actor, "body.not_carried_over", child)


@requires(rules.START_TERM)
def set_end_of_term(body: Body, *, ends_on: date | None, today: date, actor: Actor) -> None:
    """Correct the last day of the latest term."""
    term = queries.latest_term(body.id)
    if term is None:
        raise Refused(rules.NO_TERM)
    reasons = [*rules.obstacles_to_term(term.starts_on, ends_on, None, is_first=True)]
    if reasons:
        raise Refused(*reasons)
    term.ends_on = ends_on
    db.session.flush()
    audit.record(actor, "term.end_changed", body, number=term.number)
    if body.state is State.EXPIRED and rules.runs_on(term, today):
        _wake(body, today, actor=actor)


@requires(rules.NAME_PRIORITIES)
def name_priority(
    body: Body, *, text: str, named_by_id: int | None, today: date, actor: Actor
) -> Priority:
    """Name a priority of the latest term, on behalf of the agency that wishes it."""
    queries.hold(body)
    term = queries.latest_term(body.id)
    if term is None:
        raise Refused(rules.NO_TERM)
    named = [priority.text for priority in queries.open_priorities(body.id, term)]
    refuse_if(rules.obstacles_to_naming_priority(text, named))
    priority = Priority(
        body_id=body.id,
        term_id=term.id,
        position=queries.count_priorities(body.id, term) + 1,
        text=text,
        named_by_id=named_by_id,
        named_on=today,
    )
    db.session.add(priority)
    db.session.flush()
    audit.record(actor, "priority.named", priority, term=term.number)
    return priority


@requires(rules.CONFIRM)
def confirm_priority(priority: Priority, *, now: datetime, actor: Actor) -> None:
    """A chair of the body confirms that the priority is relevant."""
    one_at_a_time(f"confirming priority {priority.id}")
    by = queries.confirmed_by(priority.id)
    reasons = [
        *rules.obstacles_to_confirming(
            is_withdrawn=priority.withdrawn_on is not None, has_confirmed=actor.person_id in by
        )
    ]
    if reasons or actor.person_id is None:
        raise Refused(*reasons)
    db.session.add(Confirmation(priority_id=priority.id, person_id=actor.person_id, at=now))
    db.session.flush()
    audit.record(actor, "priority.confirmed", priority)


@requires(rules.NAME_PRIORITIES)
def ask_to_confirm(body: Body, *, priority_id: int, now: datetime, actor: Actor) -> list[Issued]:
    """Send the chairs who never sign in, and have not confirmed the priority, a link to do so."""
    priority = queries.get_priority(priority_id, body)
    refuse_if(rules.obstacles_to_settling_priority(priority))
    by = queries.confirmed_by(priority.id)
    return [
        links.issue_and_send(person, "priority.confirm", priority, actor=actor, now=now)
        for person in queries.silent_chairs(body)
        if person.id not in by
    ]


@requires(rules.NAME_PRIORITIES)
def withdraw_priority(body: Body, *, priority_id: int, today: date, actor: Actor) -> None:
    """Take a priority back; it stays readable with its day."""
    priority = queries.get_priority(priority_id, body)
    refuse_if(rules.obstacles_to_settling_priority(priority))
    priority.withdrawn_on = today
    db.session.flush()
    audit.record(actor, "priority.withdrawn", priority)


@requires(rules.NAME_PRIORITIES)
def deliver_priority(body: Body, *, priority_id: int, today: date, actor: Actor) -> None:
    """Note that a priority was delivered."""
    priority = queries.get_priority(priority_id, body)
    refuse_if(rules.obstacles_to_settling_priority(priority))
    priority.delivered_on = today
    db.session.flush()
    audit.record(actor, "priority.delivered", priority)
