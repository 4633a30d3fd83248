"""Sending an item to another meeting."""

from flask import Response, request
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.agendas.forms import MoveForm
from ntfc.agendas.service import moving as service
from ntfc.agendas.views.common import ask, bp, crumbs_of, handed, page_url, seen_item, when
from ntfc.i18n import _
from ntfc.links.service import Issued
from ntfc.meetings import queries as meetings
from ntfc.permissions import authorize

MOVED = _("The item goes on at another meeting, with its history.")


@bp.route("/agenda-items/<int:item_id>/move", methods=["GET", "POST"])
def move(item_id: int) -> Response:
    item = seen_item(item_id)
    authorize(current_user, rules.EDIT, item)
    agenda = item.agenda
    form = MoveForm(request.form if request.method == "POST" else None)
    form.offer([(one.id, when(one)) for one in queries.later_meetings(agenda.meeting)])

    def act() -> str | Response:
        issued: list[Issued] = []
        to = meetings.get_meeting(form.to_id.data) if form.to_id.data else None
        service.move(
            item,
            to=to,
            reason=form.reason.data,
            keep=form.keep.data,
            actor=current_user,
            now=clock.now(),
            to_hand_over=issued,
        )
        return handed(issued, agenda, MOVED) if issued else page_url(agenda)

    return ask(
        form,
        act,
        MOVED,
        title=_("To another meeting"),
        lead=item.title,
        button=_("Move it"),
        crumbs=crumbs_of(agenda.meeting, within=True),
        back=page_url(agenda),
    )
