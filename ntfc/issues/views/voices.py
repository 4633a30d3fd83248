"""Supporting an issue, adding an idea, answering a wording."""

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.forms import ConsentForm, IdeaForm, SupportForm, WordingForm
from ntfc.issues.models import Issue
from ntfc.issues.service import moving
from ntfc.issues.service import proposing as service
from ntfc.issues.views.common import ask, bp, crumbs_of, seen
from ntfc.issues.views.show import page_of, shown
from ntfc.links.service import Issued
from ntfc.once import told
from ntfc.permissions import authorize


def _changed(issue: Issue, message: str) -> Response:
    flash(message, "success")
    url = url_for(".show", issue_id=issue.id)
    return done(url, "issues/_whole.html", **shown(queries.get_issue(issue.id)))


@bp.post("/issues/<int:issue_id>/support")
def support(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.SUPPORT, issue)
    form = SupportForm(request.form)
    form.speak_for(queries.institutions_of(current_user.person_id, issue.body))
    if not form.validate():
        return page_of(issue, 422, support_form=form)
    service.support(
        issue,
        strength=form.strength.data,
        organisation_id=form.organisation_id.data or None,
        actor=current_user,
        now=clock.now(),
    )
    return _changed(issue, _("Your voice counts now. You may change or take it back."))


@bp.post("/issues/<int:issue_id>/support/back")
def take_back(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.SUPPORT, issue)
    service.take_support_back(issue, actor=current_user)
    return _changed(issue, _("Your voice is taken back."))


@bp.post("/issues/<int:issue_id>/ideas")
def add_idea(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.SUPPORT, issue)
    form = IdeaForm(request.form)
    if not form.validate():
        return page_of(issue, 422, idea_form=form)
    try:
        message = told(
            lambda: service.add_idea(
                issue, text=form.text.data, actor=current_user, now=clock.now()
            ),
            _("The idea is added."),
        )
    except Refused as refusal:
        return page_of(issue, 409, idea_form=form, reasons=refusal.reasons)
    return _changed(issue, message)


@bp.route("/issues/<int:issue_id>/wording", methods=["GET", "POST"])
def offer_wording(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.WORD, issue)
    names = ("title", "problem", "expected_result")
    form = typed(WordingForm, **{name: getattr(issue, name) for name in names})

    def act() -> str | Response:
        issued = moving.offer_wording(issue, words=form.values, actor=current_user, now=clock.now())
        if issued is None:
            return url_for(".show", issue_id=issue.id)
        return hand_over([issued], issue)

    return ask(
        form,
        act,
        _("The author is asked. The words hold once the author agrees."),
        title=_("Offer another wording"),
        lead=_("The author sees both, and takes yours or keeps the own words."),
        button=_("Ask the author"),
        crumbs=crumbs_of(issue.body, issue),
        back=url_for(".show", issue_id=issue.id),
    )


def hand_over(issued: list[Issued], issue: Issue) -> Response:
    """Show links that no mail carried, this once."""
    return render(
        "links/to_hand_over.html",
        handed=issued,
        crumbs=crumbs_of(issue.body, issue),
        back=url_for("issues.show", issue_id=issue.id),
    )


@bp.route("/wordings/<int:wording_id>", methods=["GET", "POST"])
def answer_wording(wording_id: int) -> Response:
    wording = queries.get_wording(wording_id)
    authorize(current_user, rules.CONSENT, wording)
    issue = wording.issue
    form = typed(ConsentForm)

    def act() -> str:
        moving.answer_wording(
            wording,
            answer=form.answer.data,
            remark=form.remark.data or "",
            actor=current_user,
            now=clock.now(),
        )
        return url_for(".show", issue_id=issue.id)

    return ask(
        form,
        act,
        _("Your answer is stored."),
        title=_("Another wording for your issue"),
        lead=_("The secretariat suggests other words. Yours stay until you agree."),
        beside="issues/_wording.html",
        subject=wording,
        button=_("Send the answer"),
        crumbs=crumbs_of(issue.body, issue),
        back=url_for(".show", issue_id=issue.id),
    )
