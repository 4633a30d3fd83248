"""The page of one action."""

from typing import Any

from flask import Response, url_for
from flask_login import current_user

from ntfc.actions import queries, rules
from ntfc.actions.forms import VerifyForm
from ntfc.actions.models import Action, ActionState
from ntfc.actions.views.common import bp, crumbs_of, seen, today_in
from ntfc.agendas import rules as agendas
from ntfc.committees import rules as committees
from ntfc.htmx import render
from ntfc.i18n import _, with_commas
from ntfc.issues import rules as issues
from ntfc.meetings import rules as meetings
from ntfc.permissions import can


@bp.get("/actions/<int:action_id>")
def show(action_id: int) -> Response:
    return page_of(seen(action_id))


def page_of(action: Action, status: int = 200, **forms: Any) -> Response:
    """Show the page of an action; *forms* are those that come back with something wrong."""
    return render(
        "actions/show.html", "actions/_whole.html", status=status, **shown(action, **forms)
    )


def shown(action: Action, **forms: Any) -> dict[str, Any]:
    """Return all that the page of an action shows."""
    institutions = {n for n, _name in queries.institutions_of(current_user.person_id, action.body)}
    speaks = rules.speaks_for_owner(action, current_user.person_id, institutions)
    onward = queries.onward_of(action) if action.state is ActionState.PASSED_ON else None
    return {
        "action": action,
        "body": action.body,
        "crumbs": crumbs_of(action.body),
        "today": today_in(action.body),
        "events": queries.events_of(action),
        "tells_due": rules.TELLS_DUE,
        "asked": queries.new_date_of(action) if action.state is ActionState.OPEN else None,
        "may_report": can(current_user, rules.REPORT, action)
        and (speaks or can(current_user, rules.EDIT, action)),
        "may_verify": can(current_user, rules.VERIFY, action),
        "not_verifying": [
            *rules.obstacles_to_verifying(
                action, person_id=current_user.person_id, speaks_for_owner=speaks
            )
        ],
        "origins": origins_of(action),
        "is_unreached": _is_unreached(action),
        "elsewhere": [
            (label, *_elsewhere(other))
            for label, other in ((_("It came from"), action.came_from), (_("It went to"), onward))
            if other is not None
        ],
        "lacks": [*rules.lacks(action.owner_id, action.due_on, is_date_open=action.is_date_open)],
        "verify_form": forms.get("verify_form") or VerifyForm(),
        "reasons": forms.get("reasons", ()),
    }


def _is_unreached(action: Action) -> bool:
    """Tell whether nobody here answers for the owner, for those who would write to it by hand."""
    is_open = action.state is ActionState.OPEN and action.owner_id is not None
    return is_open and can(current_user, rules.EDIT, action) and not queries.owners(action)


def _elsewhere(one: Action) -> tuple[Action, bool, bool]:
    """Return an action of another body: whether the person reads it, and whether its body is named."""
    reads = can(current_user, rules.VIEW, one)
    return one, reads, committees.may_name(current_user, one.body, reads_there=reads)


def origins_of(action: Action) -> list[tuple[str, str, str]]:
    """Return where the action came from: what it is, how it is called, and its page."""
    found = []
    if action.meeting is not None and can(current_user, meetings.VIEW, action.meeting):
        url = url_for("meetings.show", meeting_id=action.meeting.id)
        name = with_commas([meetings.name_of(action.meeting), meetings.when(action.meeting)])
        found.append((_("Meeting"), name, url))
    if action.item is not None and can(current_user, agendas.VIEW_ITEM, action.item):
        url = url_for("agendas.show", meeting_id=action.meeting_id or action.item.agenda.meeting_id)
        found.append((_("Item"), action.item.title, url))
    if action.issue is not None and can(current_user, issues.VIEW, action.issue):
        url = url_for("issues.show", issue_id=action.issue.id)
        found.append((_("Issue"), action.issue.title, url))
    if not found and action.origin_title:
        found.append((_("Origin"), action.origin_title, ""))
    return found
