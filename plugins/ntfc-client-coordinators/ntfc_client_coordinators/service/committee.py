"""A problem of many firms goes to the committee without a name, and its answer comes back."""

from datetime import date, datetime

from ntfc.audit import record
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.issues.service.proposing import propose
from ntfc.permissions import Actor, Entrusted, requires
from ntfc_client_coordinators.models import Case
from ntfc_client_coordinators.queries import cases as queries
from ntfc_client_coordinators.rules import access, cases
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.service.cases import names_of
from ntfc_client_coordinators.service.log import write_down

# Steps of an issue with which a firm has its answer; where it goes on in another, that one's comes back.
ANSWERS = frozenset({"closed", "declined", "answered", "one_case"})


@requires(access.CARE)
def bring(
    case: Case,
    *,
    title: str,
    problem: str,
    expected_result: str,
    now: datetime,
    today: date,
    actor: Actor,
) -> Issue:
    """Bring the general part of a case to the committee, in words that name nobody."""
    body_id = case.firm.desk.of_body_id
    body = db.session.get(Body, body_id) if body_id is not None else None
    if body is None:
        raise Refused(_("No committee is named yet. The manager names it under “Set up”."))
    if case.issue_id is not None:
        raise Refused(_("The committee has this issue already."))
    refuse_if(cases.naming_faults([title, problem, expected_result], names_of(case)))
    issue = propose(
        body,
        facts={"title": title, "problem": problem, "expected_result": expected_result},
        actor=Entrusted(actor),
        now=now,
        today=today,
    )
    case.issue_id = issue.id
    told = {"about": case.key, "to": "brought_to_committee"}
    write_down(case.firm, Kind.STEP, now=now, actor=actor, text=title, **told)
    record(actor, "client_coordinators.brought_to_committee", case.firm, case=case.number)
    return issue


def hear(issue: Issue, step: str, reason: str, *, actor: Actor, now: datetime, today: date) -> None:
    """Note at its cases what became of an issue; where it is the answer, the firm is to be told."""
    for case in queries.of_issue(issue.id):
        write_down(
            case.firm, Kind.ANSWER, now=now, actor=actor, text=reason, about=case.key, step=step
        )
        if step in ANSWERS:
            case.committee_on = today


@requires(access.CARE)
def tell_firm(case: Case, *, now: datetime, actor: Actor) -> None:
    """Note that the firm heard what the committee answered."""
    if case.committee_on is None:
        raise Refused(_("There is no answer of the committee to tell."))
    case.committee_on = None
    write_down(case.firm, Kind.TOLD, now=now, actor=actor, about=case.key)
    record(actor, "client_coordinators.firm_told", case.firm, case=case.number)
