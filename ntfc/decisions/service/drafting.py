"""Drafting what a body may adopt, passing it up, and taking in what other fora recommended."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ntfc import audit
from ntfc.agendas.models import AgendaItem
from ntfc.agendas.service.changing import keep_in_confidence
from ntfc.clock import day_of
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.models import Addressee, Decision, DecisionEvent, DecisionState, DecisionStep
from ntfc.decisions.service import letters
from ntfc.decisions.service.adopting import Result, keep_reservations
from ntfc.documents.queries import get_version
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _, speaking
from ntfc.issues.models import Issue
from ntfc.links.service import Issued
from ntfc.meetings.models import Meeting
from ntfc.names import called
from ntfc.organisations.models import Organisation
from ntfc.permissions import Actor, Entrusted, requires
from ntfc.procedure.queries import language_of, rules_on
from ntfc.texts import fold

LONGEST_SEARCH = 4000
CARRIED = (
    *("kind", "title", "text", "paper", "document_version_id", "conditions", "search_text"),
    *("is_binding", "applies_to_all", "is_confidential", "briefing"),
)


def _note(decision: Decision, step: DecisionStep, actor: Actor, now: datetime, **said: Any) -> None:
    line = DecisionEvent.of(decision, step, actor=actor, now=now, wording=decision.text, **said)
    db.session.add(line)
    db.session.flush()


def _searchable(decision: Decision) -> str:
    return fold(f"{decision.title} {decision.text}")[:LONGEST_SEARCH]


def _named(facts: Mapping[str, Any], body: Body, now: datetime) -> Mapping[str, Any]:
    """Return the facts with the name of the version that is adopted: it stays as it was called.

    The text of a decision is one for everybody, so it is in the language in which the body works.
    """
    number = facts.get("document_version_id")
    if number is None:
        return facts
    version = get_version(number)
    title = version.document.title
    with speaking(language_of(body, day_of(now, body.time_zone)), is_letter=False):
        return {**facts, "paper": str(_("%(title)s, version %(n)s", title=title, n=version.number))}


def _made(body: Body, actor: Actor, now: datetime, **facts: Any) -> Decision:
    decision = Decision(body=body, drafted_by_id=actor.person_id, drafted_at=now, **facts)
    decision.search_text = _searchable(decision)
    db.session.add(decision)
    db.session.flush()
    return decision


@requires(rules.DRAFT)
def draft(
    body: Body,
    *,
    facts: Mapping[str, Any],
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Write down what the body is to decide, recommend or hold. It has no number yet."""
    origin = {
        "meeting_id": meeting.id if meeting else None,
        "item_id": item.id if item else None,
        "issue_id": item.issue_id if item else None,
    }
    decision = _made(body, actor, now, **origin, **_named(facts, body, now))
    _note(decision, DecisionStep.DRAFTED, actor, now)
    audit.record(actor, "decision.drafted", decision, kind=decision.kind.value)
    return decision


@requires(rules.DRAFT)
def change(
    decision: Decision, *, facts: Mapping[str, Any], seen: int, actor: Actor, now: datetime
) -> None:
    """Change a draft; each wording stays in the history. *seen* is the version that was opened."""
    refuse_if(rules.obstacles_to_changing(decision))
    if decision.version != seen:
        raise Overtaken(
            _("Somebody changed this text since you opened it. Look again, then save once more."),
            stands=decision,
        )
    facts = _named(facts, decision.body, now)
    changed = [name for name, value in facts.items() if getattr(decision, name) != value]
    for name in changed:
        setattr(decision, name, facts[name])
    decision.search_text = _searchable(decision)
    if changed:
        step = DecisionStep.BRIEFED if changed == ["briefing"] else DecisionStep.CHANGED
        _note(decision, step, actor, now)
    line = queries.own_line_of(decision)
    if line is not None and decision.is_confidential and not line.is_confidential:
        keep_in_confidence(line, actor=Entrusted(actor))
    db.session.flush()
    audit.record(actor, "decision.changed", decision, fields=changed)


@requires(rules.DRAFT)
def take_in(body: Body, *, facts: Mapping[str, Any], actor: Actor, now: datetime) -> Decision:
    """Take in what a forum outside recommended, so that the body watches what becomes of it."""
    decision = _made(body, actor, now, state=DecisionState.WATCHED, **facts)
    _note(decision, DecisionStep.TAKEN_IN, actor, now, text=decision.forum)
    audit.record(actor, "decision.taken_in", decision)
    return decision


def _carry(decision: Decision, to: Body, actor: Actor, now: datetime) -> Decision:
    """Return the same text as the other body has it, with those it is addressed to."""
    facts = {name: getattr(decision, name) for name in CARRIED}
    received = _made(to, actor, now, came_from_id=decision.id, **facts)
    for one in queries.addressees_of(decision):
        again = Addressee(body_id=to.id, decision=received, organisation_id=one.organisation_id)
        again.due_on = one.due_on
        db.session.add(again)
    _note(received, DecisionStep.RECEIVED, actor, now, about=audit.subject_key(decision))
    return received


@requires(rules.DRAFT)
def pass_up(
    decision: Decision, *, result: Result, on: date, actor: Actor, now: datetime, today: date
) -> Decision:
    """Propose it to the body above, which adopts it or not.

    The text at each hop stays, with how and on which day the body there agreed to it.
    """
    to = queries.parent_of(decision.body)
    agreed = rules.Agreed(
        how=result.how,
        on=on,
        reserving=result.reservations,
        next_step=result.next_step,
        meeting=db.session.get(Meeting, decision.meeting_id) if decision.meeting_id else None,
    )
    procedure, has_parent = rules_on(decision.body, today), to is not None
    refuse_if(
        rules.obstacles_to_passing_up(
            decision, procedure, agreed, has_parent=has_parent, today=today
        )
    )
    received = _carry(decision, to or decision.body, actor, now)
    decision.state, decision.how = DecisionState.PASSED_UP, result.how
    decision.agreed_on, decision.next_step = on, result.next_step
    keep_reservations(decision, result)
    said, about = rules.word(result.how), audit.subject_key(received)
    _note(decision, DecisionStep.PASSED_UP, actor, now, text=said, about=about)
    audit.record(actor, "decision.passed_up", decision, to=received.id)
    return received


@requires(rules.DRAFT)
def hand_on(
    decision: Decision,
    *,
    to: Body,
    reason: str,
    issue: Issue | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Give what is open to the body that takes the work over; what is watched or parked stays so.

    With the *issue* that the other body was handed it waits there for that to come to the table.
    """
    before = decision.state
    received = _carry(decision, to, actor, now)
    if before is DecisionState.WATCHED:
        received.state, received.forum = before, decision.forum
        received.forum_on = decision.forum_on
    elif before is DecisionState.PARKED or issue is not None:
        received.state = DecisionState.PARKED
        received.issue_id = issue.id if issue else None  # that one may be handed on after this
    decision.state, decision.reason = DecisionState.PASSED_UP, reason
    about = audit.subject_key(received)
    _note(decision, DecisionStep.PASSED_UP, actor, now, text=reason, about=about)
    audit.record(actor, "decision.passed_up", decision, to=received.id)


@requires(rules.DRAFT)
def withdraw(decision: Decision, *, reason: str, actor: Actor, now: datetime) -> None:
    """Withdraw what was not adopted, with a reason."""
    refuse_if(rules.obstacles_to_withdrawing(decision, reason))
    decision.state, decision.reason = DecisionState.WITHDRAWN, reason
    _note(decision, DecisionStep.WITHDRAWN, actor, now, text=reason)
    audit.record(actor, "decision.withdrawn", decision)


@requires(rules.ADDRESS)
def address(
    decision: Decision,
    *,
    organisation_id: int,
    due_on: date | None,
    actor: Actor,
    now: datetime,
    today: date,
) -> tuple[Addressee, list[Issued]]:
    """Address it to an institution, which answers once it is adopted; a new day replaces the old.

    What holds already asks it at once; the links are those that no mail carried.
    """
    refuse_if(rules.obstacles_to_addressing(decision, due_on, today))
    known = {one.organisation_id: one for one in queries.addressees_of(decision)}
    found = known.get(organisation_id)
    if found is None:
        found = Addressee(
            body_id=decision.body_id, decision=decision, organisation_id=organisation_id
        )
        db.session.add(found)
    is_news = found.id is None or found.due_on != due_on
    found.due_on = due_on
    db.session.flush()
    name = called(db.session.get_one(Organisation, organisation_id))
    _note(decision, DecisionStep.ADDRESSED, actor, now, text=name)
    audit.record(actor, "decision.addressed", decision, organisation=organisation_id)
    asks = is_news and decision.state in rules.OUT and not rules.is_settled(found.answer)
    return found, letters.ask(found, actor=actor, now=now) if asks else []
