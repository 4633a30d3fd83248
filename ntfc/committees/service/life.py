"""Moving a body through its life: the steps, the end, what is handed over, the final report."""

from datetime import date

from ntfc import audit, plugins
from ntfc.committees import queries, rules
from ntfc.committees.models import Body, HandedOver, Priority, PriorityOwner, Term
from ntfc.committees.models.vocabulary import FINAL, OVER, State
from ntfc.committees.queries.cooperation import owners_of
from ntfc.committees.service.names import _rename
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import _, untranslated
from ntfc.permissions import Actor, requires


@requires(rules.CHANGE_STATE)
def change_state(body: Body, *, to: State, today: date, actor: Actor) -> None:
    """Take the next step in the life of the body; its ends have functions of their own."""
    reasons = [
        *rules.obstacles_to_step(body, to, today),
        *plugins.objections(rules.CHANGE_STATE, body, actor),
    ]
    if to in OVER:
        reasons.append(_("To end a body, close it, merge it or name its successor."))
    if body.state in OVER:
        term = queries.term_lasted_for(body)
        reasons.append(rules.why_not_by_hand(term.starts_on if term else None, today))
    if reasons:
        raise Refused(*reasons)
    _move(body, to, actor=actor)
    if to is State.ACTIVE and body.started_on is None:
        body.started_on = today
    db.session.flush()


def _move(body: Body, to: State, *, actor: Actor) -> None:
    """Set the state and note where the body came from."""
    before, body.state = body.state, to
    audit.record(actor, "body.state_changed", body, before=before.value, after=to.value)


def _wake(body: Body, today: date, *, actor: Actor) -> None:
    """Let a body go on into the term that runs, with those below that last as long as it does."""
    if body.state is State.EXPIRED:
        _move(body, State.ACTIVE, actor=actor)
    for child in queries.ending_with(body):
        is_past = rules.is_over_by_sunset(child.state, child.sunset_on, today)
        if child.state is State.EXPIRED and not is_past:
            audit.record(actor, "body.carried_over", child, on=today.isoformat())
            _wake(child, today, actor=actor)
    db.session.flush()


@requires(rules.CLOSE)
def close(body: Body, *, reason: str, today: date, actor: Actor) -> None:
    """Close the body: ask for its final report and hand all that is open to the body above."""
    queries.hold_tree(body)
    heir = queries.heir_of(body)
    left_behind = 0 if heir else queries.count_living_below(body)
    reasons = [
        *rules.obstacles_to_closing(body, reason, left_behind=left_behind),
        *plugins.objections(rules.CLOSE, body, actor),
    ]
    if reasons:
        raise Refused(*reasons)
    _end(body, State.CLOSED, on=today, reason=reason, heir=heir, actor=actor)


def _end(
    body: Body, state: State, *, on: date, reason: str, heir: Body | None, actor: Actor
) -> None:
    """End the body: what is open goes to *heir*, the final report is asked for, all is told."""
    _keep_what_is_open(body, heir, on)
    body.ended_on = on
    if body.started_on is not None and on < body.started_on:
        body.started_on = None  # foreseen, and now it never will
    body.end_reason = reason
    body.heir_id = heir.id if heir else None
    body.final_report_asked_on = on
    _move(body, state, actor=actor)
    if heir is not None:
        _hand_over(body, heir, on, actor=actor)
    db.session.flush()
    plugins.insist("ntfc_body_closed", body=body, heir=heir, on=on, actor=actor)


def _keep_what_is_open(body: Body, heir: Body | None, on: date) -> None:
    """Write down what is open, before those who take it over change it."""
    told: set[str] = set()
    for item in queries.open_work(body):
        if item.key and item.key in told:  # a parked issue is an issue as well
            continue
        told.add(item.key)
        line = HandedOver(
            body_id=body.id,
            heir_id=heir.id if heir else None,
            kind=untranslated(item.what),
            title=str(item.title),
            key=item.key,
            for_circle=item.for_circle,
            due_on=item.due,
            on=on,
        )
        db.session.add(line)


def _hand_over(body: Body, heir: Body, on: date, *, actor: Actor) -> None:
    """Give the bodies below and the priorities not delivered to *heir*."""
    for child in queries.children_of(body):
        if child.state not in FINAL:
            name = rules.name_beside(child.main_name, body.main_name, queries.names_below(heir))
            if name != child.main_name:
                _rename(child, name, on, actor)
            _put_below(child, heir, actor=actor)
    term = queries.latest_term(heir.id)
    place = queries.count_priorities(heir.id, term)
    for number, priority in enumerate(queries.open_priorities_of(body), start=1):
        _carry(priority, heir.id, term, place + number, named_on=on, actor=actor)


def _carry(
    priority: Priority,
    body_id: int,
    term: Term | None,
    position: int,
    *,
    named_on: date,
    actor: Actor,
) -> None:
    """Name a priority again, in another term or another body."""
    again = Priority(
        body_id=body_id,
        term_id=term.id if term else None,
        position=position,
        text=priority.text,
        named_by_id=priority.named_by_id,
        named_on=named_on,
        carried_from_id=priority.id,
    )
    db.session.add(again)
    db.session.flush()
    for one in owners_of(priority.id).values():
        facts = {"camp": one.camp, "organisation_id": one.organisation_id}
        db.session.add(PriorityOwner(priority_id=again.id, **facts))
    db.session.flush()
    audit.record(actor, "priority.carried_over", again, came_from=priority.id)


def _put_below(body: Body, parent: Body | None, *, actor: Actor) -> None:
    """Move *body* with all that is below it to another place of the tree."""
    before, members = body.path, queries.subtree(body)
    body.parent_id = parent.id if parent else None
    for member in members:
        member.path = (
            f"{parent.path if parent else '/'}{body.id}/{member.path.removeprefix(before)}"
        )
    audit.record(actor, "body.moved", body, parent=body.parent_id)


@requires(rules.CLOSE)
def retitle_what_was_handed_over(one: HandedOver, *, title: str, actor: Actor) -> None:
    """Call it something else, where its title must not be kept as it was."""
    one.title = title
    db.session.flush()
    audit.record(actor, "body.handed_over_retitled", one)


@requires(rules.REPORT)
def file_final_report(body: Body, *, text: str, today: date, actor: Actor) -> None:
    """Give the final report that was asked for when the body ended."""
    if body.state not in OVER:
        raise Refused(_("A final report is given when the body is over."))
    body.final_report = text
    body.final_report_on = today
    db.session.flush()
    audit.record(actor, "body.final_report_given", body)


@requires(rules.CLOSE)
def end_what_is_over(body: Body, *, today: date, actor: Actor) -> State | None:
    """Close the body when its last day is past; let it expire when its term ran out.

    One that expired works again from the first day of its next term. Return its new state, or None when nothing changed. Run daily, once for each body.
    """
    queries.hold_tree(body)
    if rules.is_over_by_sunset(body.state, body.sunset_on, today):
        reason = _("Its last day, fixed beforehand, is past.")
        on = body.sunset_on or today
        _end(body, State.CLOSED, on=on, reason=reason, heir=queries.heir_of(body), actor=actor)
        return body.state
    if rules.is_over_by_term(body.state, queries.last_day_of_term(body), today):
        _move(body, State.EXPIRED, actor=actor)
        db.session.flush()
        return body.state
    if body.state is State.EXPIRED and _goes_on(body, today):
        _wake(body, today, actor=actor)
        return body.state
    return None


def _goes_on(body: Body, today: date) -> bool:
    """Tell whether the term runs that the body lasts for, and none above has still to wake."""
    above = db.session.get(Body, body.parent_id) if body.ends_with_parent else None
    if above is not None and above.state is State.EXPIRED:
        return False
    return rules.runs_on(queries.term_lasted_for(body), today)
