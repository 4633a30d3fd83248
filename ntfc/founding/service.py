"""Starting a body from the library, and settling what its entry suggested."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from flask import current_app

from ntfc import audit
from ntfc.committees import rules as bodies_rules
from ntfc.committees import service as bodies
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import Mode
from ntfc.config import Config
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.founding import queries, rules
from ntfc.founding.models import Suggestion
from ntfc.founding.rules import Plan
from ntfc.mandates import queries as drafts
from ntfc.mandates import service as mandates
from ntfc.mandates.rules.sections import HEADINGS, fingerprint
from ntfc.permissions import Actor, Entrusted, Site, requires
from ntfc.procedure import service as procedures
from ntfc.procedure.models import Procedure


@requires(bodies_rules.START)
def start_from(
    parent: Body | Site,
    /,
    *,
    plan: Plan,
    name: str,
    parts: Collection[str],
    starts_on: date | None,
    now: datetime,
    today: date,
    actor: Actor,
) -> Body:
    """Start a body with all that *plan* states, and the named *parts* below it.

    Its rules of procedure and terms of reference are drafts: facts from elsewhere bind nobody
    until the new body adopts them.
    """
    reasons = [*rules.obstacles_to_starting_from(plan, [*parts], starts_on)]
    if reasons:
        raise Refused(*reasons)
    founder = Entrusted(actor)
    facts, proposals = _facts_and_proposals(parent, plan)
    facts["short_name"] = plan.short_name
    body = _start(parent, plan.kind, name, facts, now=now, actor=founder)
    _draft_rules(body, plan.procedure, now=now, actor=founder)
    for part in plan.parts:
        if part.name in parts:
            facts = {"about": part.about, "library_entry": body.library_entry}
            below = _start(body, part.kind, part.name, facts, now=now, actor=founder)
            _draft_rules(below, part.procedure, now=now, actor=founder)
            _keep_proposals(below, part.proposals)
    _draft_terms(body, plan.objectives, now=now, today=today, actor=founder)
    if plan.term and starts_on is not None:
        ends_on = rules.last_day_of_term(starts_on, plan.term)
        bodies.start_term(body, starts_on=starts_on, ends_on=ends_on, today=today, actor=founder)
    _keep_proposals(body, proposals)
    audit.record(actor, "body.started_from", body, entry=plan.facts["library_entry"])
    return body


def _facts_and_proposals(
    parent: Body | Site, plan: Plan
) -> tuple[dict[str, Any], list[rules.Proposal]]:
    """Return what is entered and what is proposed: the law of another country founds nothing here."""
    config: Config = current_app.extensions["ntfc.config"]
    above = parent.country if isinstance(parent, Body) else ""
    if rules.at_home(plan, above or config.country):
        entered = {name: value for one in plan.locals for name, value in one.columns.items()}
        return plan.facts | entered, [*plan.proposals]
    return dict(plan.facts), [
        *plan.proposals,
        *(one.proposal for one in plan.locals if one.proposal is not None),
    ]


def _start(
    parent: Body | Site, kind: str, name: str, facts: dict[str, Any], *, now: datetime, actor: Actor
) -> Body:
    if "mode" in facts:
        facts = {**facts, "mode": Mode(facts["mode"])}
    return bodies.start(
        parent, kind=queries.kind_called(kind), name=name, now=now, actor=actor, **facts
    )


def _draft_rules(body: Body, settings: dict[str, Any], *, now: datetime, actor: Actor) -> None:
    if settings:
        procedure = Procedure.from_json(settings)
        procedures.save_draft(
            body, procedure=procedure, terms_id=None, seen=0, actor=actor, now=now
        )


def _draft_terms(body: Body, objectives: str, *, now: datetime, today: date, actor: Actor) -> None:
    if not objectives:
        return
    draft = drafts.draft_of(body) or mandates.start_version(body, actor=actor, now=now, today=today)
    purpose = {name: getattr(draft, name) for name in HEADINGS}
    mandates.save_section(
        draft,
        section="purpose",
        values=purpose | {"objectives": objectives},
        seen=fingerprint(draft, "purpose"),
        actor=actor,
        today=today,
    )


def _keep_proposals(body: Body, proposals: Iterable[rules.Proposal]) -> None:
    for position, proposal in enumerate(proposals, start=1):
        db.session.add(
            Suggestion(
                body_id=body.id,
                position=position,
                matter=proposal.matter,
                side=proposal.side,
                text=proposal.text,
            )
        )
    db.session.flush()


@requires(rules.SETTLE)
def settle(suggestion: Suggestion, *, today: date, actor: Actor) -> None:
    """Note that the body made something of a suggestion, or decided against it."""
    suggestion.settled_on = today
    db.session.flush()
    audit.record(actor, "suggestion.settled", suggestion)
