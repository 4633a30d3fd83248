"""Calling a meeting, telling what changed, reminding, calling it off."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock, mail
from ntfc.errors import Refused
from ntfc.forms import Form, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.links.service import Issued
from ntfc.mandates.queries import signs_in
from ntfc.meetings import rules, service
from ntfc.meetings.forms import CancelForm, ConveneForm, LateForm, TellForm
from ntfc.meetings.models import Invitation, Meeting
from ntfc.meetings.queries.calling import (
    Callees,
    Caller,
    callees_of,
    callers_of,
    changes_since,
    clock_for,
    invitations_of,
    people_numbered,
    warnings_for,
)
from ntfc.meetings.rules.notice import clock_sentence
from ntfc.meetings.service import Sending
from ntfc.meetings.views.common import bp, crumbs_in, seen, today_in
from ntfc.permissions import authorize
from ntfc.seats.rules import ROLES

Act = Callable[[datetime], Sequence[Issued]]


def send(form: Form, act: Act, message: str, meeting: Meeting, **page: Any) -> Response:
    """Show a form; when it was sent, tell people, and show the links that no mail carried."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                issued = act(clock.now())
            except Refused as refusal:
                status = 409
                form.form_errors = [*form.form_errors, *refusal.reasons]
            else:
                flash(message, "success")
                return told(meeting, issued)
    page.setdefault("lead", rules.when(meeting))
    return render(
        "meetings/tell.html",
        "meetings/_tell.html",
        status=status,
        form=form,
        meeting=meeting,
        crumbs=crumbs_in(meeting),
        action=request.path,
        back=url_for("meetings.show", meeting_id=meeting.id),
        **{"callees": None, "changes": None, "clock": None, "warnings": (), "tone": "primary"}
        | page,
    )


def told(meeting: Meeting, issued: Sequence[Issued]) -> Response:
    """Go back to the meeting, or show the links that must be handed over, this once."""
    if not issued:
        return done(url_for("meetings.show", meeting_id=meeting.id))
    return render(
        "meetings/hand_over.html", meeting=meeting, crumbs=crumbs_in(meeting), handed=issued
    )


@bp.route("/meetings/<int:meeting_id>/convene", methods=["GET", "POST"])
def convene(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.CONVENE, meeting)
    today = today_in(meeting.body)
    callers = callers_of(meeting.body_id, today)
    form = typed(ConveneForm, caller_id=callers[0].id if callers else None)
    form.offer([(one.id, f"{one.name} ({ROLES[one.role]})") for one in callers])

    def act(now: datetime) -> Sequence[Issued]:
        caller = _chosen(callers, form.caller_id.data)
        sending = Sending(
            message=form.message.data or "",
            because=form.because.data or "",
            caller=people_numbered([caller.id])[caller.id] if caller else None,
            caller_roles=(caller.role,) if caller else (),
        )
        return service.convene(meeting, sending=sending, today=today, now=now, actor=current_user)

    usual, running = _chosen(callers, form.caller_id.data), clock_for(meeting, today)
    return send(
        form,
        act,
        _("The meeting is called."),
        meeting,
        title=_("Call the meeting"),
        button=_("Call it and tell everybody"),
        callees=callees_of(meeting, today),
        guests=invitations_of(meeting.id),
        reach=reach_of(callees_of(meeting, today), invitations_of(meeting.id)),
        clock=None if running.is_late else clock_sentence(running),  # late: a warning says it
        warnings=warnings_for(meeting, today, roles=(usual.role,) if usual else ()),
    )


def _chosen(callers: Sequence[Caller], number: int | None) -> Caller | None:
    return next((one for one in callers if one.id == number), None)


def reach_of(callees: Callees, guests: Sequence[Invitation]) -> dict[str, int]:
    """Return how many are told by mail, by a link, and by hand."""
    numbers = {one.sitting.person_id for one in callees.called} | {one.person_id for one in guests}
    people = people_numbered(numbers)
    inside = signs_in(list(numbers))
    by_mail = {number for number, person in people.items() if person.email and mail.is_written()}
    return {
        "mail": len(by_mail & inside),
        "link": len(by_mail - inside),
        "by_hand": len(numbers - by_mail),
    }


@bp.route("/meetings/<int:meeting_id>/tell", methods=["GET", "POST"])
def tell(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.CONVENE, meeting)
    today = today_in(meeting.body)
    form = typed(LateForm)
    changes = changes_since(meeting)
    moved = any(change.key == "days" for change in changes)

    def act(now: datetime) -> Sequence[Issued]:
        return service.tell_changes(
            meeting,
            sending=Sending(message=form.message.data or "", because=form.because.data or ""),
            today=today,
            now=now,
            actor=current_user,
        )

    warnings = warnings_for(meeting, today) if moved else []
    if not warnings and request.method == "GET":
        del form.because
    return send(
        form,
        act,
        _("Everybody was told what has changed."),
        meeting,
        title=_("Tell what has changed"),
        button=_("Tell everybody"),
        changes=changes,
        warnings=warnings,
    )


@bp.route("/meetings/<int:meeting_id>/remind", methods=["GET", "POST"])
def remind(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.CONVENE, meeting)
    form = typed(TellForm)

    def act(now: datetime) -> Sequence[Issued]:
        return service.remind(
            meeting,
            sending=Sending(message=form.message.data or ""),
            today=today_in(meeting.body),
            now=now,
            actor=current_user,
        )

    return send(
        form,
        act,
        _("Those who had not answered were reminded."),
        meeting,
        title=_("Remind those who have not answered"),
        button=_("Remind them"),
    )


@bp.route("/meetings/<int:meeting_id>/cancel", methods=["GET", "POST"])
def cancel(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.CONVENE, meeting)
    form = typed(CancelForm)
    if not rules.was_called(meeting):
        form.of_meeting_not_called()

    def act(now: datetime) -> Sequence[Issued]:
        return service.cancel(
            meeting,
            reason=form.reason.data or "",
            today=today_in(meeting.body),
            now=now,
            actor=current_user,
        )

    return send(
        form,
        act,
        _("The meeting is called off."),
        meeting,
        title=_("Call the meeting off"),
        button=_("Call it off"),
        tone="danger",
    )
