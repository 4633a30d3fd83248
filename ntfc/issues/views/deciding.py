"""Accepting, declining, withdrawing, handing over, closing an issue and opening it again."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.forms import Form, typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.forms import AcceptForm, CaseForm, CloseForm, DeclineForm, HandOverForm, ReasonForm
from ntfc.issues.models import Issue
from ntfc.issues.service import handing
from ntfc.issues.service import moving as service
from ntfc.issues.views.common import ask, bp, crumbs_of, seen, today_in
from ntfc.issues.views.show import accept_form, page_of
from ntfc.permissions import authorize
from ntfc.wayback import way_back


@bp.post("/issues/<int:issue_id>/accept")
def accept(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.SCREEN, issue)
    form = accept_form(issue, AcceptForm(request.form))
    if not form.validate():
        return page_of(issue, 422, accept_form=form)
    try:
        service.accept(
            issue,
            word_of=form.whose_word,
            actor=current_user,
            now=clock.now(),
            today=today_in(issue.body),
        )
    except Refused as refusal:
        return page_of(issue, 409, accept_form=form, reasons=refusal.reasons)
    flash(_("The issue is accepted and waits for an agenda. Its author is told."), "success")
    return done(url_for(".show", issue_id=issue.id))


def _decide(
    issue: Issue, form: Form, act: Callable[[], Any], message: str, **page: Any
) -> Response:
    back = way_back() or url_for(".show", issue_id=issue.id)

    def acted() -> str:
        act()
        return back

    shown = {"crumbs": crumbs_of(issue.body, issue), "action": request.full_path.rstrip("?")}
    return ask(form, acted, message, back=back, **shown, **page)


@bp.route("/issues/<int:issue_id>/decline", methods=["GET", "POST"])
def decline(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.SCREEN, issue)
    form = typed(DeclineForm)
    accept_form(issue, form)
    if not issue.is_about_process:
        del form.law
    return _decide(
        issue,
        form,
        lambda: service.decline(
            issue,
            reason=form.reason.data,
            law=form.law.data or "" if "law" in form else "",
            word_of=form.whose_word,
            actor=current_user,
            now=clock.now(),
            today=today_in(issue.body),
        ),
        _("The issue is declined. Its author is told why."),
        title=_("Decline the issue"),
        lead=issue.title,
        button=_("Decline"),
    )


@bp.route("/issues/<int:issue_id>/withdraw", methods=["GET", "POST"])
def withdraw(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.REVISE, issue)
    form = typed(ReasonForm)
    return _decide(
        issue,
        form,
        lambda: service.withdraw(
            issue, reason=form.reason.data, actor=current_user, now=clock.now()
        ),
        _("Your issue is withdrawn. It stays in the record."),
        title=_("Withdraw your issue"),
        lead=issue.title,
        button=_("Withdraw"),
    )


@bp.route("/issues/<int:issue_id>/one-case", methods=["GET", "POST"])
def one_case(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.CLASSIFY, issue)
    form = typed(CaseForm)
    return _decide(
        issue,
        form,
        lambda: service.send_to_case_channel(
            issue,
            where=form.reason.data,
            say=lambda: _("An issue that concerned one case"),
            actor=current_user,
            now=clock.now(),
        ),
        _("The text is removed, and the author is told where to turn."),
        title=_("This concerns one case"),
        lead=_(
            "Its text, the wordings offered and the ideas are removed for good; the number and "
            "the history stay. The author is told where to turn."
        ),
        button=_("Remove the text and tell the author"),
        tone="danger",
    )


@bp.route("/issues/<int:issue_id>/hand-over", methods=["GET", "POST"])
def hand_over(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.CARRY, issue)
    form = typed(HandOverForm)
    form.offer(queries.may_be_handed_to(issue.body_id, current_user))
    return _decide(
        issue,
        form,
        lambda: handing.hand_over(
            issue,
            to=queries.get_body(form.to_id.data),
            reason=form.reason.data,
            attempts=form.attempts.data or "",
            actor=current_user,
            now=clock.now(),
        ),
        _("The other body has the issue now. Its answer will stand here, too."),
        title=_("Hand the issue to another body"),
        lead=_("To a sister body, a body above or one below. The trace stays in both."),
        button=_("Hand it over"),
    )


@bp.route("/issues/<int:issue_id>/close", methods=["GET", "POST"])
def close(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.CARRY, issue)
    form = typed(CloseForm)
    return _decide(
        issue,
        form,
        lambda: service.close(
            issue,
            reason=form.reason.data,
            disposition=form.disposition.data,
            actor=current_user,
            now=clock.now(),
        ),
        _("The issue is closed. Its author is told why."),
        title=_("Close the issue"),
        lead=issue.title,
        button=_("Close it"),
    )


@bp.route("/issues/<int:issue_id>/reopen", methods=["GET", "POST"])
def reopen(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.CARRY, issue)
    form = typed(ReasonForm)
    return _decide(
        issue,
        form,
        lambda: service.reopen(issue, reason=form.reason.data, actor=current_user, now=clock.now()),
        _("The issue is open again, with all its history."),
        title=_("Open the issue again"),
        lead=issue.title,
        button=_("Open it again"),
    )
