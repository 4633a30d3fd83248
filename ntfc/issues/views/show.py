"""The register of issues, and the page of one."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request
from flask_login import current_user

from ntfc import plugins
from ntfc.committees import rules as committees
from ntfc.committees.models import Body, Level
from ntfc.committees.rules.words import WORDS as BODY_WORDS
from ntfc.htmx import render
from ntfc.i18n import with_commas
from ntfc.issues import queries, rules
from ntfc.issues.forms import AcceptForm, IdeaForm, SupportForm
from ntfc.issues.models import EventKind, Implication, Issue, IssueEvent, IssueState, Verb
from ntfc.issues.queries import Filters
from ntfc.issues.rules import words
from ntfc.issues.views.common import bp, crumbs_of, seen, today_in
from ntfc.organisations.models import Size
from ntfc.organisations.rules import SIZES, choice_name
from ntfc.permissions import SITE, authorize, can
from ntfc.procedure.queries import rules_on


@bp.get("/issues/")
def index() -> Response:
    """List the issues of all bodies that the person may read; at first their own."""
    authorize(current_user, rules.READ_ALL, SITE)
    return _register(None)


@bp.get("/bodies/<int:body_id>/issues")
def of_body(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, committees.READ, body)
    return _register(body)


def _entry(kind: Any, value: str) -> Any:
    return next((entry for entry in kind if entry.value == value), None)


def _register(body: Body | None) -> Response:
    asked = {name: request.args.get(name, "") for name in ("q", "show", "level", "implication")}
    filters = Filters(
        body_id=body.id if body else None,
        show=asked["show"] if asked["show"] in queries.SHOWN else "",
        q=asked["q"].strip(),
        level=_entry(Level, asked["level"]),
        implication=_entry(Implication, asked["implication"]),
        quick=bool(request.args.get("quick")),
        mine=bool(request.args.get("mine")),
    )
    page = max(1, request.args.get("page", 1, type=int))
    rows, count = queries.register(current_user, filters, page)
    kept = {name: value for name, value in request.args.items() if name != "page" and value}
    return render(
        "issues/index.html",
        "issues/_register.html",
        body=body,
        crumbs=crumbs_of(body)[:1] if body else [],
        rows=rows,
        count=count,
        page=page,
        last=max(1, -(-count // queries.PER_PAGE)),
        filters=filters,
        kept=kept,
        levels=[(level.value, BODY_WORDS[level]) for level in Level],
        implications=[(one.value, name) for one, name in words.IMPLICATIONS.items()],
        tones=rules.TONES,
    )


@bp.get("/issues/<int:issue_id>")
def show(issue_id: int) -> Response:
    return page_of(seen(issue_id))


def page_of(issue: Issue, status: int = 200, **forms: Any) -> Response:
    """Show the page of an issue; *forms* are those that come back with something wrong."""
    return render("issues/show.html", "issues/_whole.html", status=status, **shown(issue, **forms))


def shown(issue: Issue, **forms: Any) -> dict[str, Any]:
    """Return all that the page of an issue shows."""
    supports = queries.supports_of(issue)
    onward = queries.onward_of(issue)
    events = queries.events_of(issue)
    panels = plugins.gather("ntfc_issue_panel", issue=issue, actor=current_user)
    return {
        "issue": issue,
        "body": issue.body,
        "crumbs": crumbs_of(issue.body),
        "tones": rules.TONES,
        "supports": supports,
        "weight": rules.weigh(support.strength for support in supports),
        "strengths": words.STRENGTHS,
        "own": next((s for s in supports if s.person_id == current_user.person_id), None),
        "ideas": queries.ideas_of(issue),
        "chain": (chain := _chain(issue, events)),
        "way": _way(issue, chain, onward),
        "awaits": rules.awaits_answer(issue.state, events),
        "wording": queries.open_wording_of(issue),
        "alike": [
            one
            for one in queries.alike(issue.title, current_user, but=issue.id)
            if one not in onward and one.id != issue.came_from_id
        ],
        "answer": _answer(issue, events),
        "onward": [_elsewhere(one) for one in onward],
        "came_from": _elsewhere(issue.came_from) if issue.came_from else None,
        "is_author": rules.is_author(current_user, issue),
        "panels": sorted(panels, key=lambda panel: panel.order),
        "quick": rules.is_quick_win(issue.effort, issue.benefit),
        "facts": facts_of(issue),
        "verbs": [words.VERBS[verb] for verb in Verb if verb.value in issue.asked],
        **_forms(issue, forms),
    }


def _elsewhere(one: Issue) -> tuple[Issue, bool, bool]:
    """Return an issue of another body: whether the person reads it, and whether its body is named."""
    reads = can(current_user, rules.VIEW, one)
    return one, reads, committees.may_name(current_user, one.body, reads_there=reads)


def _answer(issue: Issue, events: Sequence[IssueEvent]) -> IssueEvent | None:
    """Return what the body answered that has the issue now."""
    came = [event for event in events if event.kind is EventKind.ANSWERED]
    return came[-1] if came and issue.state is IssueState.REDIRECTED else None


def _chain(issue: Issue, events: Sequence[IssueEvent]) -> list[tuple[IssueEvent, Issue | None]]:
    """Return its history with that of the issues that go on in it, by date.

    Each line comes with the issue it is from, where that is another one; what the person may not
    read stays out.
    """
    chain: list[tuple[IssueEvent, Issue | None]] = [(event, None) for event in events]
    known = {issue.id}
    while merged := {
        one.id: one
        for one in queries.taken_in(events)
        if one.id not in known and can(current_user, rules.VIEW, one)
    }:
        known |= merged.keys()
        events = queries.events_of(*merged.values())
        chain += [(event, merged[event.issue_id]) for event in events]
    return sorted(chain, key=lambda line: (line[0].at, line[0].id))


def _way(
    issue: Issue, chain: Sequence[tuple[IssueEvent, Issue | None]], onward: Sequence[Issue]
) -> list[tuple[IssueEvent, Issue | None]]:
    """Return the steps of its history, with those it took in other bodies, by date."""
    steps = [
        (step, of)
        for step, of in chain
        if rules.milestones([step]) and not (of and step.kind is EventKind.MERGED)
    ]
    before, after = queries.origins_of(issue), queries.further(onward)
    known = {one.id: one for one in (*before, *after) if can(current_user, rules.VIEW, one)}
    told_here = {one.id: rules.TOLD_AFTER for one in before}
    elsewhere = rules.milestones(queries.events_of(*known.values())) if known else []
    steps += [
        (event, known[event.issue_id])
        for event in elsewhere
        if event.kind not in told_here.get(event.issue_id, rules.TOLD_BEFORE)
    ]
    return sorted(steps, key=lambda step: (step[0].at, step[0].id))


def _forms(issue: Issue, given: dict[str, Any]) -> dict[str, Any]:
    """Return the short forms of the page, those given or empty ones."""
    institutions = queries.institutions_of(current_user.person_id, issue.body)
    support = given.get("support_form") or SupportForm()
    support.speak_for(institutions)
    return {
        "support_form": support,
        "idea_form": given.get("idea_form") or IdeaForm(),
        "accept_form": given.get("accept_form") or accept_form(issue, AcceptForm()),
        "reasons": given.get("reasons", ()),
    }


def accept_form(issue: Issue, form: AcceptForm) -> AcceptForm:
    """Ask whose word it is where the secretariat notes the decision of somebody else."""
    today = today_in(issue.body)
    releasers = queries.releasers(issue.body, rules_on(issue.body, today), today)
    form.ask_whose_word(releasers, is_own=current_user.person_id in releasers)
    return form


def facts_of(issue: Issue) -> list[tuple[str, str]]:
    """Return what is known of the issue, as pairs of words; what nobody said is left out."""
    sizes = [SIZES[Size(value)] for value in issue.sizes]
    pairs = (
        (words.FACTS["level"], BODY_WORDS[issue.level] if issue.level else ""),
        (words.FACTS["implication"], rules.word(issue.implication)),
        (words.FACTS["breadth"], rules.word(issue.breadth)),
        (words.FACTS["sectors"], with_commas(choice_name(s) for s in issue.sectors)),
        (words.FACTS["sizes"], with_commas(sizes)),
        (words.FACTS["crossings"], issue.crossings),
        (words.FACTS["effort"], words.EFFORTS[issue.effort] if issue.effort else ""),
        (words.FACTS["benefit"], words.BENEFITS[issue.benefit] if issue.benefit else ""),
        (
            words.FACTS["contention"],
            words.CONTENTIONS[issue.contention] if issue.contention else "",
        ),
        (words.FACTS["handled_by"], issue.handled_by.name if issue.handled_by else ""),
    )
    return [(label, value) for label, value in pairs if value]
