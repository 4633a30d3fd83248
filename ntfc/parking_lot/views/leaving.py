"""The ways out: back to an agenda, to a body above, to a sister, into another issue, closed."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.agendas import rules as agenda_rules
from ntfc.forms import Form, typed
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.meetings.rules import when
from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.forms import CloseForm, MergeForm, ReturnForm, ToBodyForm
from ntfc.parking_lot.models import Parking
from ntfc.parking_lot.service import leaving as service
from ntfc.parking_lot.views.common import ask, bp, crumbs_of, page_url, seen, today_in
from ntfc.permissions import authorize, can


@bp.route("/parkings/<int:parking_id>/out/<way>", methods=["GET", "POST"])
def leave(parking_id: int, way: str) -> Response:
    """Take an issue out of the parking lot by one of the ways there are."""
    parking = seen(parking_id)
    authorize(current_user, rules.LEAVE, parking)
    if way not in WAYS:
        abort(404)
    return WAYS[way](parking)


def _ask(
    parking: Parking, form: Form, act: Callable[[], Any], message: str, **page: Any
) -> Response:
    issue = parking.issue
    back = page_url(issue)

    def acted() -> str:
        act()
        return back

    shown = {"lead": issue.title, "crumbs": crumbs_of(issue.body, issue), "back": back, **page}
    return ask(form, acted, message, **shown)


def _return(parking: Parking) -> Response:
    body = parking.issue.body
    form = typed(ReturnForm)
    open_to = queries.agendas_open_to(body.id) if can(current_user, agenda_rules.EDIT, body) else ()
    form.offer([(agenda.id, when(agenda.meeting)) for agenda in open_to])

    def act() -> None:
        if form.agenda_id.data:
            service.put_on(
                parking,
                agenda=agendas.get_agenda(form.agenda_id.data),
                actor=current_user,
                now=clock.now(),
                today=today_in(body),
            )
        else:
            service.take_up(
                parking, reason=form.reason.data or "", actor=current_user, now=clock.now()
            )

    return _ask(
        parking,
        form,
        act,
        _("It is back on the table."),
        title=_("Back to an agenda"),
        button=_("Bring it back"),
    )


def _to_bodies(parking: Parking, bodies: list[tuple[int, str]], **page: Any) -> Response:
    form = typed(ToBodyForm)
    form.offer(bodies)

    def act() -> None:
        service.hand_over(
            parking,
            to=issues.get_body(form.to_id.data),
            reason=form.reason.data,
            attempts=form.attempts.data or "",
            actor=current_user,
            now=clock.now(),
        )

    message = _("The other body has the issue now. Its answer will stand here, too.")
    return _ask(parking, form, act, message, **page)


def _escalate(parking: Parking) -> Response:
    issue = parking.issue
    known = issues.may_be_handed_to(issue.body_id, current_user)
    above = {int(number) for number in issue.body.path.strip("/").split("/") if number}
    return _to_bodies(
        parking,
        [(number, name) for number, name in known if number in above],
        title=_("Escalate to the body above"),
        button=_("Escalate"),
        record=queries.attempts_of(issue),
    )


def _hand_over(parking: Parking) -> Response:
    return _to_bodies(
        parking,
        issues.may_be_handed_to(parking.issue.body_id, current_user),
        title=_("Hand to another body"),
        button=_("Hand it over"),
    )


def _merge(parking: Parking) -> Response:
    form = typed(MergeForm)
    form.offer(queries.others_open(parking.issue))

    def act() -> None:
        service.merge(
            parking,
            into=issues.get_issue(form.into_id.data),
            reason=form.reason.data,
            actor=current_user,
            now=clock.now(),
        )

    return _ask(
        parking,
        form,
        act,
        _("The two go on as one. Both histories stay."),
        title=_("Merge into another issue"),
        button=_("Merge"),
    )


def _close(parking: Parking) -> Response:
    form = typed(CloseForm)
    return _ask(
        parking,
        form,
        lambda: service.close(
            parking,
            reason=form.reason.data,
            disposition=form.disposition.data,
            actor=current_user,
            now=clock.now(),
        ),
        _("The issue is closed. Who raised it and who asked to park it are told why."),
        title=_("Close the issue"),
        button=_("Close it"),
    )


WAYS: dict[str, Callable[[Parking], Response]] = {
    "return": _return,
    "escalate": _escalate,
    "hand-over": _hand_over,
    "merge": _merge,
    "close": _close,
}
