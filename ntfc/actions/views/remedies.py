"""Priorities of the term that are off track, and what is done about each."""

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.actions import queries, rules
from ntfc.actions.forms import RemedyForm
from ntfc.actions.queries.remedies import off_track_in
from ntfc.actions.service import remedies as service
from ntfc.actions.views.common import ask, bp, crumbs_of, hand_over, today_in
from ntfc.actions.views.recording import offer_owners
from ntfc.committees import queries as committees
from ntfc.committees.models import Body
from ntfc.forms import typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import authorize


def _form(body: Body, priority_id: int) -> RemedyForm:
    rows = off_track_in(body.id)
    stands = next((row for row in rows if row.priority_id == priority_id), None)
    form: RemedyForm = typed(RemedyForm, reason=stands.reason if stands else "")
    offer_owners(form, body)
    form.offer_open(
        (one.id, f"{one.number}. {one.title}")
        for one in queries.open_in(body.id)
        if not one.is_confidential
    )
    return form


@bp.route("/bodies/<int:body_id>/priorities/<int:priority_id>/off-track", methods=["GET", "POST"])
def off_track(body_id: int, priority_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.ADD, body)
    priority = committees.get_priority(priority_id, body)
    form = _form(body, priority_id)
    back = url_for("committees.shared_agenda", body_id=body.id)

    def act() -> str | Response:
        issued = service.put_off_track(
            body,
            priority_id=priority.id,
            reason=form.reason.data,
            action_id=form.action_id.data,
            facts=None if form.action_id.data else form.facts,
            actor=current_user,
            now=clock.now(),
            today=today_in(body),
        )
        return hand_over(issued, body, back) if issued else back

    return ask(
        form,
        act,
        _("Saved. It is proposed for the next agenda."),
        title=_("Off track: what is done about it"),
        lead=priority.text,
        button=_("Save"),
        crumbs=[*crumbs_of(body)[:1], (_("Shared cooperation agenda"), back)],
        back=back,
    )


@bp.post("/bodies/<int:body_id>/priorities/<int:priority_id>/on-track")
def on_track(body_id: int, priority_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.ADD, body)
    service.put_on_track(body, priority_id=priority_id, actor=current_user, today=today_in(body))
    flash(str(_("It is on track again.")), "success")
    return done(url_for("committees.shared_agenda", body_id=body.id))
