"""The way of a paper through the bodies that endorse it."""

from flask import Response, flash
from flask_login import current_user

from ntfc import clock
from ntfc.committees.queries import body_choices
from ntfc.documents import queries, rules
from ntfc.documents.forms import SayForm, WayForm
from ntfc.documents.models import Outcome
from ntfc.documents.service import endorsing as service
from ntfc.documents.views.common import ask, bp, crumbs_of, page_url, seen
from ntfc.errors import Overtaken
from ntfc.forms import typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import authorize


@bp.route("/documents/<int:document_id>/way", methods=["GET", "POST"])
def way(document_id: int) -> Response:
    """Say which bodies the paper passes, in their order."""
    document = seen(document_id)
    authorize(current_user, rules.KEEP, document)
    planned = [step.by_body_id for step in document.steps if step.is_planned]
    form = typed(WayForm, **dict(zip(WayForm.PLACES, planned, strict=False)))
    form.offer(body_choices(current_user))

    def act() -> str:
        service.plan(document, body_ids=form.body_ids, actor=current_user)
        return page_url(document)

    return ask(
        form,
        act,
        _("The way is planned. Send the paper when it is ready."),
        title=_("Which bodies endorse it"),
        lead=document.title,
        button=_("Keep this way"),
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )


@bp.post("/documents/<int:document_id>/send")
def send(document_id: int) -> Response:
    document = seen(document_id)
    authorize(current_user, rules.KEEP, document)
    service.send(document, actor=current_user, now=clock.now())
    flash(
        _("The paper is with the body. Its chairs and its secretariat find it waiting."), "success"
    )
    return done(page_url(document))


@bp.route("/document-steps/<int:document_step_id>", methods=["GET", "POST"])
def say(document_step_id: int) -> Response:
    """Record what a body said to the paper: endorsed, or returned with a reason."""
    step = queries.get_step(document_step_id)
    authorize(current_user, rules.ENDORSE, step)
    document = step.document
    today = clock.today(step.by_body.time_zone)
    form = typed(SayForm, seen=document.latest, on=today)

    def act() -> str:
        before = form.seen.data or ""
        try:
            service.say(
                step,
                outcome=Outcome(form.outcome.data),
                reason=form.reason.data or "",
                on=form.on.data,
                seen=int(before) if before.isdecimal() else 0,
                actor=current_user,
                now=clock.now(),
                today=today,
            )
        except Overtaken:
            form.seen.data = str(document.latest)
            raise
        return page_url(document)

    return ask(
        form,
        act,
        _("Recorded."),
        title=_("What %(body)s says", body=step.by_body.name),
        lead=document.title,
        beside="documents/_latest.html",
        latest=queries.latest_of(document),
        button=_("Record it"),
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )
