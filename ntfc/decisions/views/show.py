"""The register of decisions, and the page of one."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Response, request, url_for
from flask_login import current_user

from ntfc.agendas import rules as agendas
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.decisions import queries, rules
from ntfc.decisions.models import Decision, DecisionKind, PollState
from ntfc.decisions.queries import Filters
from ntfc.decisions.views.common import bp, crumbs_of, seen, today_in
from ntfc.htmx import render
from ntfc.i18n import _, with_commas
from ntfc.issues import rules as issues
from ntfc.mandates import queries as mandates
from ntfc.mandates import rules as mandates_rules
from ntfc.meetings import rules as meetings
from ntfc.permissions import SITE, authorize, can
from ntfc.procedure.models import Outcome
from ntfc.procedure.queries import rules_on
from ntfc.procedure.rules import cite, outputs_are_proposals
from ntfc.procedure.rules.words import day


@bp.get("/decisions/")
def index() -> Response:
    """List the decisions of all bodies that the person may read."""
    authorize(current_user, rules.READ_ALL, SITE)
    return _register(None)


@bp.get("/bodies/<int:body_id>/decisions")
def of_body(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, committees.READ, body)
    return _register(body)


def _register(body: Body | None) -> Response:
    asked = {name: request.args.get(name, "") for name in ("q", "show", "kind")}
    filters = Filters(
        body_id=body.id if body else None,
        show=asked["show"] if asked["show"] in queries.SHOWN else "",
        q=asked["q"].strip(),
        kind=next((kind for kind in DecisionKind if kind.value == asked["kind"]), None),
    )
    page = max(1, request.args.get("page", 1, type=int))
    rows, count = queries.register(current_user, filters, page)
    kept = {name: value for name, value in request.args.items() if name != "page" and value}
    procedure = rules_on(body, today_in(body)) if body else None
    proposes = procedure is not None and outputs_are_proposals(procedure)
    return render(
        "decisions/index.html",
        "decisions/_register.html",
        body=body,
        crumbs=crumbs_of(body)[:1] if body else [],
        rows=rows,
        count=count,
        page=page,
        last=max(1, -(-count // queries.PER_PAGE)),
        filters=filters,
        kept=kept,
        kinds=[(kind.value, name) for kind, name in rules.KINDS.items()],
        proposes=cite(procedure, "may_adopt") if procedure and proposes else None,
    )


@bp.get("/decisions/<int:decision_id>")
def show(decision_id: int) -> Response:
    decision = seen(decision_id)
    return render("decisions/show.html", "decisions/_whole.html", **shown(decision))


def shown(decision: Decision) -> dict[str, Any]:
    """Return all that the page of a decision shows."""
    hops = queries.hops_of(decision)
    procedure = rules_on(decision.body, today_in(decision.body))
    above = queries.parent_of(decision.body)
    own = {n for n, _name in queries.institutions_of(current_user.person_id, decision.body)}
    answers = can(current_user, rules.ANSWER, decision)
    heads = can(current_user, rules.ADDRESS, decision)
    return {
        "decision": decision,
        "body": decision.body,
        "crumbs": crumbs_of(decision.body),
        "addressees": [
            (one, answers and (heads or one.organisation_id in own))
            for one in queries.addressees_of(decision)
        ],
        "unreached": queries.unreached(decision) if heads else (),
        "reservations": queries.reservations_of(decision),
        "events": queries.events_of(decision),
        "hops": _way(decision, hops),
        "reserved": queries.reserved_at([one.id for one in hops]) if len(hops) > 1 else {},
        "adopts": not outputs_are_proposals(procedure),
        "has_parent": above is not None,
        "origins": origins_of(decision),
        "evidence": queries.evidence_of(decision),
        "votes": procedure.outcome is Outcome.VOTE,
        "rounds": _rounds(decision),
        "time_is_over": rules.TIME_IS_OVER,
        "own_seats": getattr(current_user, "seats", frozenset()),
    }


def _way(decision: Decision, hops: Sequence[Decision]) -> list[tuple[Decision, bool, bool, str]]:
    """Return each body on its way: whether it is read there, named, and its words there, if others.

    What came from below was given to this body with its words; those above are read where they are.
    """
    found, is_below = [], True
    for one in hops if len(hops) > 1 else ():
        is_below = is_below and one.id != decision.id
        may_read = can(current_user, rules.VIEW, one)
        is_told = may_read or (is_below and not one.is_confidential)
        is_named = committees.may_name(current_user, one.body, reads_there=may_read)
        words = one.text if is_told and one.text != decision.text else ""
        found.append((one, may_read, is_named, words))
    return found


def _rounds(decision: Decision) -> list[dict[str, Any]]:
    """Return each time the seats were asked; who stands outside the circle reads the sums alone."""
    reads_all, today = can(current_user, rules.REPLY, decision), today_in(decision.body)
    found = []
    for asked in queries.polls_of(decision):
        out = queries.stepped_out(asked.poll, asked.voices)
        there = rules.taking_part(asked.voices, out)
        found.append(
            {
                "poll": asked.poll,
                "voices": asked.voices if reads_all else (),
                "tallies": rules.tallies(there),
                "out": out,
                "is_open": asked.poll.state is PollState.OPEN,
                "is_over": rules.is_over(asked.poll, today),
                "missing": sum(1 for voice in there if voice.answer is None),
            }
        )
    return found


def origins_of(decision: Decision) -> list[tuple[str, str, str]]:
    """Return where and on what ground it was taken: what it is, how it is called, and its page."""
    found = []
    meeting, item, issue = decision.meeting, decision.item, decision.issue
    if meeting is not None and can(current_user, meetings.VIEW, meeting):
        name = with_commas([meetings.name_of(meeting), meetings.when(meeting)])
        found.append((_("Meeting"), name, url_for("meetings.show", meeting_id=meeting.id)))
    if item is not None and can(current_user, agendas.VIEW_ITEM, item):
        url = url_for("agendas.show", meeting_id=item.agenda.meeting_id)
        found.append((_("Item"), item.title, url))
    if issue is not None and can(current_user, issues.VIEW, issue):
        found.append((_("Issue"), issue.title, url_for("issues.show", issue_id=issue.id)))
    return [*found, *_terms_of(decision)]


def _terms_of(decision: Decision) -> Iterator[tuple[str, str, str]]:
    """Yield the terms of reference that held on the day of the decision, whatever came since."""
    if decision.adopted_on is None:
        return
    terms = mandates.version_valid_on(decision.body, decision.adopted_on)
    if terms is not None and can(current_user, mandates_rules.VIEW, terms):
        adopted = day(terms.adopted_on or decision.adopted_on)
        name = _("Version %(number)s, adopted on %(day)s", number=terms.number, day=adopted)
        yield _("Terms of reference"), name, url_for("mandates.show", terms_id=terms.id)
