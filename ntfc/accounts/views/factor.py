"""The second factor: set up (also before one is fully signed in), recovery codes, turned off."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from flask import Response, flash, request, session, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.accounts import queries, rules
from ntfc.accounts.forms import CodeForm, ConfirmForm, FirstCodeForm
from ntfc.accounts.queries import arrivals, passwords
from ntfc.accounts.queries.passwords import Proof
from ntfc.accounts.rules import Step, totp
from ntfc.accounts.service import devices, second_factor
from ntfc.accounts.views.door import (
    CODE_NOT_RIGHT,
    bp,
    browser_of,
    carry,
    count_failure,
    known_here,
    pause_sentence,
    settings,
    slowed,
    wait_of,
)
from ntfc.forms import Form
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import BE_HERE, SITE, Actor, authorize
from ntfc.transaction import before_writing

NOT_RIGHT = _("Password or code is not right. Type the password again, and the code shown now.")


@dataclass(frozen=True)
class Owner:
    """Who looks after the own second factor: signed in, or on the way in and asked to set it up."""

    person: Person
    actor: Actor
    must: bool

    @property
    def email(self) -> str:
        return self.person.email or ""


def owner(now: datetime) -> Owner:
    """Return whose second factor this is; a visitor is sent to sign in."""
    arrival = arrivals.unfinished(now) if not current_user.is_authenticated else None
    must = arrival is not None and arrival.owes is Step.ENROL
    actor = arrival.person if arrival is not None and must else current_user
    authorize(actor, BE_HERE, SITE)
    person = queries.person(actor.person_id)
    authorize(actor, rules.OWN, person)
    return Owner(person, actor, must)


def picture(who: Owner, secret: str) -> str:
    """Return the QR picture of a key, as an address that an <img> shows without a request."""
    account = who.email or who.person.name
    code = segno.make(totp.address_of(secret, account, settings().site_name), micro=False)
    return str(code.svg_data_uri(scale=5, border=3, light="#fff"))


def factor_page(
    who: Owner, form: Form | None = None, status: int = 200, pause: timedelta | None = None
) -> Response:
    safety = queries.safety_of(who.person.id)
    is_on = safety.factor_since is not None
    return render(
        "accounts/second_factor_required.html" if who.must else "accounts/second_factor.html",
        status=status,
        must=who.must,
        is_demanded=not arrivals.demanded_roles().isdisjoint(who.actor.roles_in(None)),
        safety=safety,
        form=form or FirstCodeForm(),
        off_form=form if is_on and isinstance(form, ConfirmForm) else ConfirmForm(),
        codes_form=form
        if is_on and not isinstance(form, ConfirmForm) and form
        else CodeForm(prefix="renew-"),
        picture=picture(who, safety.secret) if safety.secret else "",
        next=rules.local_path(request.values.get("next")) or "",
        pause=pause_sentence(pause) if pause else "",
    )


def codes_page(codes: list[str]) -> Response:
    going = rules.local_path(request.values.get("next")) or url_for("home.show")
    return render("accounts/recovery_codes.html", codes=codes, next=going)


def _failed(who: Owner, form: Form, field: str, sentence: str, now: datetime) -> Response:
    count_failure(who.email, now)
    form.refuse(field, sentence)
    return factor_page(who, form, 422)


@bp.get("/me/second-factor", endpoint="second_factor")
def show_second_factor() -> Response:
    return factor_page(owner(clock.now()))


@bp.post("/me/second-factor/start")
def start_second_factor() -> Response:
    who = owner(clock.now())
    second_factor.start(who.person, actor=who.actor)
    going = rules.local_path(request.values.get("next"))
    return done(url_for(".second_factor", next=going))


@bp.post("/me/second-factor")
def turn_on_second_factor() -> Response:
    now = clock.now()
    who = owner(now)
    form = FirstCodeForm(request.form)
    if not form.validate():
        return factor_page(who, form, 422)
    if pause := wait_of(who.email, now):
        return slowed(factor_page(who, form, pause=pause), pause)
    codes = second_factor.turn_on(who.person, form.code.data, actor=who.actor, now=now)
    if codes is None:
        return _failed(who, form, "code", CODE_NOT_RIGHT, now)
    token = devices.prove_device(
        who.person,
        token=session[arrivals.SESSION_KEY],
        actor=who.actor,
        now=now,
        known=known_here(who.email),
    )
    carry(token, stays=session.permanent)
    return codes_page(codes)


@bp.post("/me/second-factor/codes")
def renew_recovery_codes() -> Response:
    now = clock.now()
    who = owner(now)
    form = CodeForm(request.form, prefix="renew-")
    if not form.validate():
        return factor_page(who, form, 422)
    if pause := wait_of(who.email, now):
        return slowed(factor_page(who, form, pause=pause), pause)
    if not second_factor.accept(who.person, form.code.data, actor=who.actor, now=now):
        return _failed(who, form, "code", CODE_NOT_RIGHT, now)
    return codes_page(second_factor.renew_codes(who.person, actor=who.actor))


@bp.post("/me/second-factor/off")
def turn_off_second_factor() -> Response:
    now = clock.now()
    with before_writing():
        who = owner(now)
        form = ConfirmForm(request.form)
        if not form.validate():
            return factor_page(who, form, 422)
        if pause := wait_of(who.email, now):
            return slowed(factor_page(who, form, pause=pause), pause)
        stored = queries.password_of_person(who.person.id)
        proof = passwords.prove(stored.hashed if stored else None, form.password.data)
        if proof is None:
            return _failed(who, form, "password", NOT_RIGHT, now)
    return _turn_off(form, proof, now)


def _turn_off(form: ConfirmForm, proof: Proof, now: datetime) -> Response:
    who = owner(now)
    if not second_factor.turn_off(
        who.person, form.code.data, proof=proof, actor=who.actor, now=now
    ):
        return _failed(who, form, "password", NOT_RIGHT, now)
    flash(_("The second factor is off."), "success")
    # The password was just given: who must have a second factor sets the new one up from here.
    browser = browser_of(stays=session.permanent)
    carry(
        devices.open_device(who.person, browser=browser, actor=who.actor, now=now),
        stays=browser.stays,
    )
    return done(url_for(".second_factor"))
