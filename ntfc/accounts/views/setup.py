"""The page on which the first administrator of a new site comes in."""

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.accounts.forms import SetUpForm
from ntfc.accounts.queries import passwords, setup
from ntfc.accounts.queries.setup import WHY_CLOSED, SetupState
from ntfc.accounts.service import devices
from ntfc.accounts.service import setup as first
from ntfc.accounts.views.door import bp, browser_of, carry, settings
from ntfc.errors import Gone
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import COME_IN, SITE, authorize
from ntfc.transaction import before_writing


def setup_page(token: str, form: SetUpForm, status: int = 200) -> Response:
    return render("accounts/set_up.html", status=status, token=token, form=form)


def closed(state: SetupState) -> Response:
    """Return the page that says why the link opens nothing, and what to do next."""
    status = 404 if state is SetupState.UNKNOWN else 410
    is_set_up = state is SetupState.USED
    reason = WHY_CLOSED[state]
    return render("accounts/set_up_closed.html", status=status, reason=reason, is_set_up=is_set_up)


@bp.get("/set-up/<token>")
def set_up(token: str) -> Response:
    authorize(current_user, COME_IN, SITE)
    state = setup.state_of(token, clock.now())
    return setup_page(token, SetUpForm()) if state is SetupState.OPEN else closed(state)


@bp.post("/set-up/<token>")
def make_administrator(token: str) -> Response:
    now = clock.now()
    with before_writing():
        authorize(current_user, COME_IN, SITE)
        state = setup.state_of(token, now)
        if state is not SetupState.OPEN:
            return closed(state)
        form = SetUpForm(request.form, known=(settings().site_name,))
        if not form.validate():
            return setup_page(token, form, 422)
        new_hash = passwords.hash_of(form.password.data)
    try:
        person = first.set_up(
            SITE,
            name=form.name.data,
            email=form.email.data,
            new_hash=new_hash,
            actor=current_user,
            now=now,
        )
    except Gone:  # somebody else held the same link a moment earlier
        return closed(SetupState.USED)
    device = devices.open_device(
        person, browser=browser_of(stays=False), actor=current_user, now=now
    )
    carry(device, stays=False)
    flash(_("The site is yours. Now protect your account with a second factor."), "success")
    return done(url_for(".second_factor"))
