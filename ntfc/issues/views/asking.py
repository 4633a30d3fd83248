"""Asking everybody in a seat: for issues, and whether an issue matters to them too."""

from datetime import timedelta

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.forms import CallForm
from ntfc.issues.service import asking as service
from ntfc.issues.views.common import ask, bp, crumbs_of, seen, today_in
from ntfc.issues.views.voices import hand_over
from ntfc.permissions import authorize

USUAL = timedelta(days=14)  # how long the form suggests to wait for issues


@bp.route("/bodies/<int:body_id>/issues/call", methods=["GET", "POST"])
def call(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.CALL, body)
    form = typed(CallForm, closes_on=today_in(body) + USUAL)
    back = url_for(".of_body", body_id=body.id)

    def act() -> str | Response:
        issued = service.call_for_issues(
            body,
            message=form.message.data or "",
            closes_on=form.closes_on.data,
            actor=current_user,
            now=clock.now(),
            today=today_in(body),
        )
        if not issued:
            return back
        return render("links/to_hand_over.html", handed=issued, crumbs=crumbs_of(body), back=back)

    return ask(
        form,
        act,
        _("Everybody in a seat is asked; who does not sign in answers by link."),
        title=_("Ask everybody for issues"),
        lead=_("Each person in a seat gets one mail with one way to answer."),
        button=_("Ask now"),
        crumbs=crumbs_of(body),
        back=back,
    )


@bp.post("/issues/<int:issue_id>/sound-out")
def sound_out(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.CALL, issue)
    today = today_in(issue.body)
    issued = service.sound_out(issue, actor=current_user, now=clock.now(), today=today)
    flash(_("The others are asked whether it matters to them too."), "success")
    if issued:
        return hand_over(issued, issue)
    return done(url_for(".show", issue_id=issue.id))
