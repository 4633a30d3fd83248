"""Corrections to approved minutes: written, approved as the minutes were, shown beside them."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import ErratumForm, ReturnForm
from ntfc.minutes.models import Erratum, Minutes, Way
from ntfc.minutes.service import approval, asking
from ntfc.minutes.service import errata as service
from ntfc.minutes.views.approve import how_far, told_codes
from ntfc.minutes.views.common import crumbs, errata, minutes, today_in
from ntfc.once import once
from ntfc.permissions import authorize


@minutes.get("/minutes/<int:minutes_id>/correct")
def correct_form(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    form = ErratumForm()
    form.offer(rules.passages(queries.approved_document(found)))
    return _correct(found, form)


def _correct(
    found: Minutes, form: ErratumForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    way = crumbs(found, below=True)
    return render(
        "minutes/correct.html",
        status=status,
        minutes=found,
        form=form,
        reasons=reasons,
        document=queries.approved_document(found),
        crumbs=way,
    )


@minutes.post("/minutes/<int:minutes_id>/correct")
def correct(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    form = ErratumForm(request.form)
    form.offer(rules.passages(queries.approved_document(found)))
    if not form.validate():
        return _correct(found, form, 422)
    try:
        erratum, codes = once(
            lambda: service.propose(
                found, **form.values, actor=current_user, today=today_in(found), now=clock.now()
            )
        )
    except Refused as refusal:
        return _correct(found, form, 409, refusal.reasons)
    flash(_("The correction is with those who approve it."), "success")
    return told_codes(found, codes, url_for("errata.show", erratum_id=erratum.id))


@errata.get("/minutes/errata/<int:erratum_id>")
def show(erratum_id: int) -> Response:
    erratum = queries.get_erratum(erratum_id)
    authorize(current_user, rules.VIEW_ERRATUM, erratum)
    return _show(erratum, ReturnForm())


def _show(
    erratum: Erratum, form: ReturnForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    return render(
        "minutes/erratum.html",
        "minutes/_erratum.html",
        status=status,
        erratum=erratum,
        minutes=erratum.minutes,
        form=form,
        reasons=reasons,
        states=rules.ERRATA,
        **how_far(erratum),
        crumbs=crumbs(queries.get_minutes(erratum.minutes_id), below=True),
    )


@errata.post("/minutes/errata/<int:erratum_id>/approve")
def approve(erratum_id: int) -> Response:
    erratum = queries.get_erratum(erratum_id)
    authorize(current_user, rules.APPROVE, erratum)
    try:
        approval.approve(
            erratum,
            seen=request.form.get("seen", ""),
            way=Way.SIGNED_IN,
            actor=current_user,
            today=today_in(erratum.minutes),
            now=clock.now(),
        )
    except Refused as refusal:
        return _show(erratum, ReturnForm(), 409, refusal.reasons)
    flash(_("You have approved this correction."), "success")
    return done(url_for(".show", erratum_id=erratum.id))


@errata.post("/minutes/errata/<int:erratum_id>/return")
def send_back(erratum_id: int) -> Response:
    erratum = queries.get_erratum(erratum_id)
    authorize(current_user, rules.APPROVE, erratum)
    form = ReturnForm(request.form)
    if not form.validate():
        return _show(erratum, form, 422)
    try:
        approval.send_back(
            erratum,
            reason=form.reason.data,
            way=Way.SIGNED_IN,
            actor=current_user,
            today=today_in(erratum.minutes),
            now=clock.now(),
        )
    except Refused as refusal:
        return _show(erratum, form, 409, refusal.reasons)
    flash(_("The correction is returned. The secretariat reads why."), "success")
    return done(url_for(".show", erratum_id=erratum.id))


@errata.post("/minutes/errata/<int:erratum_id>/withdraw")
def withdraw(erratum_id: int) -> Response:
    erratum = queries.get_erratum(erratum_id)
    authorize(current_user, rules.CIRCULATE, erratum)
    service.withdraw(erratum, actor=current_user, now=clock.now())
    flash(_("The correction is withdrawn."), "success")
    return done(url_for(".show", erratum_id=erratum.id))


@errata.post("/minutes/errata/<int:erratum_id>/remind")
def remind(erratum_id: int) -> Response:
    erratum = queries.get_erratum(erratum_id)
    authorize(current_user, rules.CIRCULATE, erratum)
    found = queries.get_minutes(erratum.minutes_id)
    codes = asking.remind(erratum, actor=current_user, today=today_in(found), now=clock.now())
    flash(_("Those whose approval is missing are asked once more."), "success")
    return told_codes(found, codes, url_for(".show", erratum_id=erratum.id))
