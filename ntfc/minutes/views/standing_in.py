"""Whom a chair names to approve in the chair's place."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import StandInForm
from ntfc.minutes.models import Minutes
from ntfc.minutes.service import standing_in
from ntfc.minutes.views.approve import told_codes
from ntfc.minutes.views.common import crumbs, minutes, today_in
from ntfc.permissions import authorize
from ntfc.procedure import queries as procedure
from ntfc.procedure.rules import cite


@minutes.get("/minutes/<int:minutes_id>/stand-in")
def stand_in(minutes_id: int) -> Response:
    """Show who was named; chairs name somebody there."""
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.VIEW, found)
    return _page(found, StandInForm())


def _page(
    found: Minutes, form: StandInForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    today = today_in(found)
    body, seats = queries.chair_of(found, current_user.person_id, today)
    own = {seat.seat_id for seat in rules.chairs_of(current_user.person_id, seats)}
    form.offer(queries.free_to_name(body, seats, today))
    named = queries.stand_ins_of(found)
    return render(
        "minutes/stand_in.html",
        status=status,
        minutes=found,
        form=form,
        reasons=reasons,
        rule=cite(procedure.rules_on(body, today), "substitution"),
        named=named,
        is_own_open=any(one.seat_id in own and one.ended_at is None for one in named),
        crumbs=crumbs(found, below=True),
    )


@minutes.post("/minutes/<int:minutes_id>/stand-in")
def name_stand_in(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.NAME, found)
    form = StandInForm(request.form)
    today = today_in(found)
    body, seats = queries.chair_of(found, current_user.person_id, today)
    form.offer(queries.free_to_name(body, seats, today))
    if not form.validate():
        return _page(found, form, 422)
    try:
        codes = standing_in.name(
            found,
            person_id=form.person_id.data,
            actor=current_user,
            today=today,
            now=clock.now(),
        )
    except Refused as refusal:
        return _page(found, form, 409, refusal.reasons)
    flash(_("It is noted who approves these minutes in your place."), "success")
    return told_codes(found, codes, url_for(".approval_status", minutes_id=found.id))


@minutes.post("/minutes/<int:minutes_id>/stand-in/end")
def end_stand_in(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.NAME, found)
    standing_in.take_back(found, actor=current_user, today=today_in(found), now=clock.now())
    flash(_("Nobody approves in your place now."), "success")
    return done(url_for(".approval_status", minutes_id=found.id))
