"""Handing a line of an agenda to another body: where it has no issue, one is made of it."""

from flask import Response, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas.service.moving import hand_over
from ntfc.errors import Refused
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.issues import rules as issue_rules
from ntfc.parking_lot.forms import HandItemForm
from ntfc.parking_lot.views.common import ask, bp, crumbs_of, seen_item
from ntfc.wayback import way_back


@bp.route("/agenda-items/<int:item_id>/hand-over", methods=["GET", "POST"])
def hand_item(item_id: int) -> Response:
    """Ask to which body the line goes, and send it there: nothing is made before that."""
    item, _issue = seen_item(item_id)
    form = typed(HandItemForm, expected_result=item.expected_result)
    form.offer(issues.may_be_handed_to(item.body_id, current_user))
    back = way_back() or url_for("agendas.show", meeting_id=item.agenda.meeting_id)

    def act() -> str:
        if form.is_one_case:
            raise Refused(issue_rules.ONE_CASE)
        hand_over(
            item,
            to=issues.get_body(form.to_id.data),
            reason=form.reason.data,
            attempts=form.attempts.data or "",
            expected_result=form.expected_result.data,
            actor=current_user,
            now=clock.now(),
        )
        return back

    return ask(
        form,
        act,
        _("The other body has the issue now. Its answer will stand here, too."),
        title=_("Hand to another body"),
        lead=item.title,
        button=_("Hand it over"),
        crumbs=crumbs_of(item.agenda.body)[:1],
        back=back,
        action=request.full_path.rstrip("?"),
    )
