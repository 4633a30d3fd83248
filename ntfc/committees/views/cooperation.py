"""The shared cooperation agenda of a body: what both sides work on, and who answers for it."""

from flask import Response, url_for
from flask_login import current_user

from ntfc.committees import queries, rules
from ntfc.committees.forms.cooperation import OwnersForm
from ntfc.committees.queries import cooperation
from ntfc.committees.rules.cooperation import BOTH, course_of, sides_without_owner
from ntfc.committees.service.cooperation import name_owners
from ntfc.committees.views.common import bp, seen, typed
from ntfc.committees.views.edit import asker, submit
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.permissions import authorize


@bp.get("/<int:body_id>/cooperation")
def shared_agenda(body_id: int) -> Response:
    body = seen(body_id)
    rows = [
        (priority, {one.camp: one.organisation.name for one in priority.owners})
        for priority in cooperation.shared_agenda(body.id)
    ]
    progress = cooperation.progress_in(body, current_user)
    return render(
        "committees/cooperation.html",
        body=body,
        rows=rows,
        both=BOTH,
        progress=progress,
        courses={one.id: course_of(one.delivered_on, progress.get(one.id)) for one, _owned in rows},
        lacking=sum(
            one.delivered_on is None and bool(sides_without_owner(owned)) for one, owned in rows
        ),
    )


@bp.route("/<int:body_id>/priorities/<int:priority_id>/owners", methods=["GET", "POST"])
def owners(body_id: int, priority_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.NAME_PRIORITIES, body)
    priority = queries.get_priority(priority_id, body)
    now = {camp: one.organisation_id for camp, one in cooperation.owners_of(priority.id).items()}
    form = OwnersForm(typed(), public=now.get(Camp.PUBLIC), private=now.get(Camp.PRIVATE))
    form.public.offer(cooperation.choices_on(Camp.PUBLIC))
    form.private.offer(cooperation.choices_on(Camp.PRIVATE))
    page = asker(
        _("Who answers for it"),
        form,
        [["public", "private"]],
        body,
        lead=priority.text,
        back=url_for(".shared_agenda", body_id=body.id),
    )

    def act() -> None:
        wanted = {Camp.PUBLIC: form.public.data, Camp.PRIVATE: form.private.data}
        name_owners(body, priority_id=priority.id, owners=wanted, actor=current_user)

    return submit(form, body, act, _("Saved."), page, ".shared_agenda")
