"""Recording an action, changing it, cancelling it and opening it again."""

from flask import Response, abort, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.actions import queries, rules
from ntfc.actions.forms import ActionForm, EditForm, ReasonForm
from ntfc.actions.models import Action
from ntfc.actions.service import recording as service
from ntfc.actions.service.recording import Origin
from ntfc.actions.views.common import ask, bp, crumbs_of, hand_over, seen, today_in
from ntfc.agendas import queries as agendas
from ntfc.agendas import rules as agenda_rules
from ntfc.committees.models import Body
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.issues import rules as issue_rules
from ntfc.meetings import queries as meetings
from ntfc.meetings import rules as meeting_rules
from ntfc.permissions import authorize, can
from ntfc.wayback import way_back


def offer_owners(form: ActionForm, body: Body) -> ActionForm:
    """Set which institutions and people may be chosen."""
    seated, others = queries.institutions(body)
    people = {person: name for person, _institution, name in queries.seated(body)}
    form.offer(seated, others, list(people.items()))
    return form


def _origin(body: Body) -> Origin:
    """Return where the action comes from, as the address says; 404 for what one may not see."""
    asked = {name: request.args.get(name, type=int) for name in ("item", "meeting", "issue")}
    item = agendas.find_item(asked["item"]) if asked["item"] else None
    if item is not None:
        if item.body_id != body.id or not can(current_user, agenda_rules.VIEW_ITEM, item):
            abort(404)
        return Origin(meeting=item.agenda.meeting, item=item)
    meeting = meetings.find_meeting(asked["meeting"]) if asked["meeting"] else None
    issue = issues.find_issue(asked["issue"]) if asked["issue"] else None
    found = [(meeting, meeting_rules.VIEW), (issue, issue_rules.VIEW)]
    for one, view in found:
        if one is not None and (one.body_id != body.id or not can(current_user, view, one)):
            abort(404)
    return Origin(meeting=meeting, issue=issue)


def _back(body: Body, origin: Origin) -> str:
    """Return where one came from: the screen of the meeting, the meeting, or the list."""
    item, meeting = origin.item, origin.meeting
    if item is not None and item.agenda.current_item_id == item.id:
        return url_for("agendas.run", agenda_id=item.agenda_id)
    if meeting is not None:
        return url_for("meetings.show", meeting_id=meeting.id, _anchor="panel-actions")
    return url_for(".of_body", body_id=body.id)


@bp.route("/bodies/<int:body_id>/actions/new", methods=["GET", "POST"])
def new(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.ADD, body)
    origin = _origin(body)
    form = offer_owners(
        typed(ActionForm, is_confidential=bool(origin.item and origin.item.is_confidential)), body
    )
    back = way_back() or _back(body, origin)

    def act() -> str | Response:
        _action, issued = service.add(
            body,
            facts=form.facts,
            origin=origin,
            actor=current_user,
            now=clock.now(),
            today=today_in(body),
        )
        at_table = bool(way_back() or origin.item)
        return hand_over(issued, body, back, goes_on=at_table) if issued else back

    facts = origin.facts
    return ask(
        form,
        act,
        _("The action is recorded. Whoever answers for it here is told."),
        title=_("Record an action"),
        lead=facts["origin_title"] or None,
        button=_("Record it"),
        crumbs=crumbs_of(body),
        back=back,
        action=request.full_path.rstrip("?"),
    )


@bp.route("/actions/<int:action_id>/edit", methods=["GET", "POST"])
def edit(action_id: int) -> Response:
    action = seen(action_id)
    authorize(current_user, rules.EDIT, action)
    stored = {field.name: getattr(action, field.name) for field in ActionForm()}
    form = offer_owners(typed(EditForm, **stored, seen=action.version), action.body)
    back = url_for(".show", action_id=action.id)

    def act() -> str | Response:
        issued = service.change(
            action,
            facts=form.facts,
            seen=form.seen.version,
            actor=current_user,
            now=clock.now(),
            today=today_in(action.body),
        )
        return hand_over(issued, action.body, back) if issued else back

    return ask(
        form,
        act,
        _("The action is changed."),
        title=_("Change the action"),
        button=_("Save"),
        crumbs=crumbs_of(action.body, action),
        back=back,
    )


def _with_reason(action: Action, do: object, message: str, **page: object) -> Response:
    form, back = typed(ReasonForm), url_for(".show", action_id=action.id)

    def act() -> str:
        do(action, reason=form.reason.data, actor=current_user, now=clock.now())  # type: ignore[operator]
        return back

    crumbs = crumbs_of(action.body, action)
    return ask(form, act, message, crumbs=crumbs, back=back, lead=action.title, **page)


@bp.route("/actions/<int:action_id>/cancel", methods=["GET", "POST"])
def cancel(action_id: int) -> Response:
    action = seen(action_id)
    authorize(current_user, rules.EDIT, action)
    return _with_reason(
        action,
        service.cancel,
        _("The action is cancelled. It stays in the record with the reason."),
        title=_("Cancel the action"),
        button=_("Cancel the action"),
        tone="danger",
    )


@bp.route("/actions/<int:action_id>/reopen", methods=["GET", "POST"])
def reopen(action_id: int) -> Response:
    action = seen(action_id)
    authorize(current_user, rules.EDIT, action)
    return _with_reason(
        action,
        service.reopen,
        _("The action is open again."),
        title=_("Open the action again"),
        button=_("Open it again"),
    )
