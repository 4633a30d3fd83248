"""What became of proposals: saying it, and the list of those of which nobody said it yet."""

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import typed
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.forms import DispositionForm
from ntfc.issues.models import Idea, Issue
from ntfc.issues.queries import becoming
from ntfc.issues.rules.becoming import Became, became_of, became_of_idea
from ntfc.issues.service import becoming as service
from ntfc.issues.views.common import ask, bp, crumbs_of, seen
from ntfc.mandates.rules.wording import DISPOSITIONS
from ntfc.permissions import authorize


@bp.app_template_filter("became")
def became(proposal: Issue | Idea, issue: Issue | None = None) -> Became | None:
    """Return what became of an issue, or of an idea on *issue*."""
    if isinstance(proposal, Idea) and issue is not None:
        return became_of_idea(proposal, issue)
    return became_of(proposal) if isinstance(proposal, Issue) else None


@bp.app_template_filter("disposition_word")
def disposition_word(found: Became) -> str:
    """Return what became of a proposal, in words."""
    return str(DISPOSITIONS[found.disposition])


@bp.get("/bodies/<int:body_id>/proposals")
def proposals(body_id: int) -> Response:
    """List the proposals of which nobody said yet what became of them."""
    body = queries.get_body(body_id)
    authorize(current_user, rules.CARRY, body)
    return render(
        "issues/proposals.html",
        body=body,
        crumbs=crumbs_of(body),
        closed=becoming.closed_without_answer(body.id),
        ideas=becoming.ideas_without_answer(body.id),
        tones=rules.TONES,
    )


@bp.route("/issues/<int:issue_id>/became", methods=["GET", "POST"])
def dispose(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.CARRY, issue)
    form = typed(
        DispositionForm,
        disposition=issue.disposition,
        reason=issue.disposition_reason or issue.reason,
    )
    back = url_for(".show", issue_id=issue.id)

    def act() -> str:
        service.dispose(
            issue,
            disposition=form.disposition.data,
            reason=form.reason.data or "",
            actor=current_user,
            now=clock.now(),
        )
        return back

    return ask(
        form,
        act,
        _("It is noted, and whoever brought the issue is told."),
        title=_("What became of the proposal"),
        lead=issue.title,
        button=_("Note it"),
        crumbs=crumbs_of(issue.body, issue),
        back=back,
    )


@bp.route("/issue-ideas/<int:idea_id>/became", methods=["GET", "POST"])
def dispose_of_idea(idea_id: int) -> Response:
    idea = becoming.get_idea(idea_id)
    issue = seen(idea.issue_id)
    authorize(current_user, rules.CARRY, issue)
    form = typed(DispositionForm, disposition=idea.disposition, reason=idea.disposition_reason)
    back = url_for(".show", issue_id=issue.id, _anchor="ideas")

    def act() -> str:
        service.dispose_of_idea(
            issue,
            idea=idea,
            disposition=form.disposition.data,
            reason=form.reason.data or "",
            actor=current_user,
            now=clock.now(),
        )
        return back

    return ask(
        form,
        act,
        _("It is noted, and whoever had the idea is told."),
        title=_("What became of the idea"),
        lead=idea.text,
        button=_("Note it"),
        crumbs=crumbs_of(issue.body, issue),
        back=back,
    )
