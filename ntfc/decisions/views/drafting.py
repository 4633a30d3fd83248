"""Drafting, changing, passing up and withdrawing; taking in what fora outside recommended."""

from flask import Response, abort, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.agendas import rules as agenda_rules
from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body
from ntfc.decisions import queries, rules
from ntfc.decisions.forms import DraftForm, EditForm, OutsideForm, ReasonForm
from ntfc.decisions.service import drafting as service
from ntfc.decisions.service import tabling
from ntfc.decisions.views.common import ask, bp, crumbs_of, seen
from ntfc.forms import typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.meetings import queries as meetings
from ntfc.meetings import rules as meeting_rules
from ntfc.meetings.models import Meeting
from ntfc.permissions import authorize, can
from ntfc.wayback import way_back, with_way


def _origin(body: Body) -> tuple[Meeting | None, AgendaItem | None]:
    """Return where it is taken, as the address says; 404 for what one may not see."""
    asked = {name: request.args.get(name, type=int) for name in ("item", "meeting")}
    item = agendas.find_item(asked["item"]) if asked["item"] else None
    if item is not None:
        bodies = {one.id for one in meeting_rules.bodies_of(item.agenda.meeting)}
        if body.id not in bodies or not can(current_user, agenda_rules.VIEW_ITEM, item):
            abort(404)
        return item.agenda.meeting, item
    meeting = meetings.find_meeting(asked["meeting"]) if asked["meeting"] else None
    if meeting is not None and (
        body.id not in {one.id for one in meeting_rules.bodies_of(meeting)}
        or not can(current_user, meeting_rules.VIEW, meeting)
    ):
        abort(404)
    return meeting, None


@bp.route("/bodies/<int:body_id>/decisions/new", methods=["GET", "POST"])
def new(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.DRAFT, body)
    meeting, item = _origin(body)
    form = typed(
        DraftForm,
        kind=rules.kind_from(item.kind) if item else None,
        title=item.title if item else "",
        is_confidential=bool(item and item.is_confidential),
    )
    form.offer(queries.adoptable(current_user, body))

    def act() -> str:
        made = service.draft(
            body, facts=form.facts, meeting=meeting, item=item, actor=current_user, now=clock.now()
        )
        return with_way(url_for(".show", decision_id=made.id), way_back())

    return ask(
        form,
        act,
        _("The draft is stored. It gets its number when it is adopted."),
        title=_("Write down a decision"),
        lead=item.title if item else None,
        button=_("Keep the draft"),
        crumbs=crumbs_of(body),
        back=way_back() or url_for(".of_body", body_id=body.id, show="drafts"),
        action=request.full_path.rstrip("?"),
    )


@bp.route("/bodies/<int:body_id>/decisions/outside", methods=["GET", "POST"])
def outside(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.DRAFT, body)
    form = typed(OutsideForm, kind="recommendation")

    def act() -> str:
        actor, now = current_user, clock.now()
        made = [service.take_in(body, facts=one, actor=actor, now=now) for one in form.taken]
        if len(made) > 1:
            return url_for(".of_body", body_id=body.id, show="watched")
        return url_for(".show", decision_id=made[0].id)

    return ask(
        form,
        act,
        _("Taken in. Now say who should answer."),
        title=_("Take in what another forum recommended"),
        lead=_("The body watches what becomes of it."),
        button=_("Take it in"),
        crumbs=crumbs_of(body),
        back=url_for(".of_body", body_id=body.id, show="watched"),
    )


@bp.route("/decisions/<int:decision_id>/edit", methods=["GET", "POST"])
def edit(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.DRAFT, decision)
    stored = {field.name: getattr(decision, field.name) for field in DraftForm()}
    form = typed(EditForm, **stored, seen=decision.version)
    kept = decision.document_version_id
    form.offer(queries.adoptable(current_user, decision.body), kept=kept)
    back = url_for(".show", decision_id=decision.id)

    def act() -> str:
        service.change(
            decision,
            facts=form.facts,
            seen=form.seen.version,
            actor=current_user,
            now=clock.now(),
        )
        return back

    return ask(
        form,
        act,
        _("The draft is changed. The wording before stays in its history."),
        title=_("Change the draft"),
        button=_("Save"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.route("/decisions/<int:decision_id>/withdraw", methods=["GET", "POST"])
def withdraw(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.DRAFT, decision)
    form, back = typed(ReasonForm), url_for(".show", decision_id=decision.id)

    def act() -> str:
        reason = form.reason.data
        service.withdraw(decision, reason=reason, actor=current_user, now=clock.now())
        return back

    return ask(
        form,
        act,
        _("It is withdrawn. It stays in the record."),
        title=_("Withdraw it"),
        lead=decision.title,
        button=_("Withdraw"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.post("/decisions/<int:decision_id>/resume")
def resume(decision_id: int) -> Response:
    """Take a parked text up again without waiting for its issue."""
    decision = seen(decision_id)
    authorize(current_user, rules.DRAFT, decision)
    tabling.resume(decision, actor=current_user, now=clock.now())
    flash(_("It is a draft again."), "success")
    return done(url_for(".show", decision_id=decision.id))
