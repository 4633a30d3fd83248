"""One's own account: profile, password, devices."""

from typing import Any

from flask import Response, flash, request, session, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.accounts import queries, rules
from ntfc.accounts.forms import ChangePasswordForm
from ntfc.accounts.queries import arrivals, passwords
from ntfc.accounts.service import credentials
from ntfc.accounts.service.devices import end_all, end_device
from ntfc.accounts.views.door import bp, count_failure, pause_sentence, slowed, wait_of
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import BE_HERE, SITE, authorize
from ntfc.transaction import before_writing

NO_PASSWORD = _(
    "This account has no password, so there is none to change. Ask the administrator for a link."
)
WRONG = _("This is not your present password.")


def me_here() -> Person:
    """Return the person who asks, allowed to look after the own account; visitors sign in first."""
    authorize(current_user, BE_HERE, SITE)
    person = queries.person(current_user.person_id)
    authorize(current_user, rules.OWN, person)
    return person


@bp.get("/me")
def me() -> Response:
    person = me_here()
    safety = queries.safety_of(person.id)
    return render("accounts/me.html", person=person, safety=safety)


# Password


def password_page(form: ChangePasswordForm, status: int = 200, pause: str = "") -> Response:
    return render("accounts/password.html", status=status, form=form, pause=pause)


@bp.get("/me/password")
def password() -> Response:
    me_here()
    return password_page(ChangePasswordForm())


@bp.post("/me/password")
def change_password() -> Response:
    now = clock.now()
    with before_writing():
        person = me_here()
        form = ChangePasswordForm(request.form, known=queries.known_about(person))
        if not form.validate():
            return password_page(form, 422)
        stored = queries.password_of_person(person.id)
        email = person.email or ""
        pause = wait_of(email, now)
        if pause:
            return slowed(password_page(form, pause=pause_sentence(pause)), pause)
        proof = passwords.prove(stored.hashed if stored else None, form.current.data)
        if proof is None:
            count_failure(email, now)
            form.refuse("current", WRONG if stored else NO_PASSWORD)
            return password_page(form, 422)
        new_hash = passwords.hash_of(form.password.data)
    credentials.change_password(
        queries.person(current_user.person_id),
        proof=proof,
        new_hash=new_hash,
        token=current_user.token,
        actor=current_user,
        now=now,
    )
    flash(_("Your password is changed. Every other device was signed out."), "success")
    return done(url_for(".me"))


# Devices


def device_lines(person: Person) -> dict[str, Any]:
    here = queries.carrier_of(session.get(arrivals.SESSION_KEY, ""))
    return {
        "devices": queries.devices_of(person, clock.now()),
        "here": here.device_id if here else None,
    }


@bp.get("/me/devices")
def devices() -> Response:
    person = me_here()
    return render("accounts/devices.html", "accounts/_devices.html", **device_lines(person))


@bp.post("/me/devices/<int:device_id>/sign-out")
def sign_out_device(device_id: int) -> Response:
    person = me_here()
    end_device(person, device_id, actor=current_user, now=clock.now())
    flash(_("This device is signed out."), "success")
    return done(url_for(".devices"), "accounts/_devices.html", **device_lines(person))


@bp.post("/me/devices/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    person = me_here()
    end_all(person, actor=current_user, now=clock.now())
    session.clear()
    flash(_("You are signed out everywhere, here too."), "success")
    return done(url_for(".sign_in"))
