"""Changing rules of procedure: drafting, putting in force, dropping a draft."""

from datetime import date, datetime

from ntfc import audit, plugins
from ntfc.committees import queries as bodies
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc.procedure import queries, rules
from ntfc.procedure.models import Procedure, RulesOfProcedure


class Overtaken(Refused):
    """Somebody else saved the draft since it was opened; *stored* is what they saved."""

    def __init__(self, stored: Procedure) -> None:
        super().__init__(
            _("Somebody else saved this draft since you opened it. Both are shown: save again.")
        )
        self.stored = stored


@requires(rules.EDIT)
def save_draft(
    body: Body,
    *,
    procedure: Procedure,
    terms_id: int | None,
    seen: int,
    actor: Actor,
    now: datetime,
) -> RulesOfProcedure:
    """Keep the draft of the rules; *seen* is the version that was opened, 0 for a new draft."""
    refuse_if(rules.faults(procedure))
    bodies.hold(body)
    draft = queries.draft_of(body)
    if draft is None:
        draft = _new(body, procedure, now=now)
    elif draft.version != seen:
        raise Overtaken(draft.procedure)
    draft.settings = procedure.as_json()
    draft.terms_id = terms_id
    db.session.flush()
    audit.record(actor, "procedure.drafted", draft, number=draft.number)
    return draft


def _new(body: Body, procedure: Procedure, *, now: datetime) -> RulesOfProcedure:
    draft = RulesOfProcedure(
        body=body,
        number=queries.highest_number(body.id) + 1,
        settings=procedure.as_json(),
        created_at=now,
        valid_from=None,
    )
    db.session.add(draft)
    return draft


@requires(rules.EDIT)
def discard_draft(draft: RulesOfProcedure, *, actor: Actor) -> None:
    """Drop a draft; rules that were ever in force stay."""
    if draft.valid_from is not None:
        raise Refused(_("These rules were in force; they stay in the record."))
    audit.record(actor, "procedure.discarded", draft, number=draft.number)
    db.session.delete(draft)
    db.session.flush()


@requires(rules.ADOPT)
def put_in_force(draft: RulesOfProcedure, *, valid_from: date, actor: Actor) -> None:
    """Let the draft hold from a day on; what was done before keeps the rules before."""
    reasons = [
        *rules.obstacles_to_adopting(
            draft,
            valid_from,
            queries.latest_day(draft.body_id),
            led_by_another=queries.is_led_by_another(draft.body, actor),
        ),
        *plugins.objections(rules.ADOPT, draft, actor),
    ]
    if reasons:
        raise Refused(*reasons)
    _hold_from(draft, valid_from, actor=actor)


@requires(rules.ADOPT)
def adopt_with_terms(draft: RulesOfProcedure, *, valid_from: date, actor: Actor) -> None:
    """Let the draft hold from the day on which the terms it belongs to were adopted."""
    latest = queries.latest_day(draft.body_id)
    refuse_if(rules.obstacles_to_holding(draft.procedure, valid_from, latest))
    _hold_from(draft, valid_from, actor=actor)


@requires(rules.ADOPT)
def lay_down(
    body: Body, *, procedure: Procedure, valid_from: date, actor: Actor, now: datetime
) -> RulesOfProcedure:
    """Give a new body its first rules in one step, as its founding text states them."""
    bodies.hold(body)
    refuse_if(rules.obstacles_to_holding(procedure, valid_from, queries.latest_day(body.id)))
    first = _new(body, procedure, now=now)
    _hold_from(first, valid_from, actor=actor)
    return first


def _hold_from(draft: RulesOfProcedure, valid_from: date, *, actor: Actor) -> None:
    draft.valid_from = valid_from
    db.session.flush()
    audit.record(
        actor, "procedure.in_force", draft, number=draft.number, valid_from=valid_from.isoformat()
    )
