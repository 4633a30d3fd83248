"""Pages for visitors beside the door: demonstration, forgotten password, language."""

from datetime import datetime, timedelta

from flask import Response, request
from flask_login import current_user

from ntfc import clock, jobs
from ntfc.accounts import queries, rules
from ntfc.accounts.forms import ForgottenForm, SignInForm
from ntfc.accounts.queries import failures as tries
from ntfc.accounts.service import devices, failures
from ntfc.accounts.views.door import (
    YEAR,
    address,
    bp,
    browser_of,
    carry,
    pause_sentence,
    settings,
    sign_in_page,
    slowed,
    wanted,
)
from ntfc.forms import Form
from ntfc.htmx import done, render
from ntfc.mail import is_written
from ntfc.people import service as people
from ntfc.people.models import Person
from ntfc.permissions import COME_IN, SITE, SYSTEM, authorize
from ntfc.transaction import afterwards

# A demonstration


@bp.post("/demo-sign-in")
def demo_sign_in() -> Response:
    authorize(current_user, COME_IN, SITE)
    person: Person | None = queries.demo_person(request.form.get("person_id", 0, type=int))
    if person is None:
        return sign_in_page(SignInForm(), 404)
    now = clock.now()
    token = devices.open_device(
        person, browser=browser_of(stays=False), actor=current_user, now=now, proved=True
    )
    carry(token, stays=False)
    return done(wanted())


# Forgotten password


def forgotten_page(form: Form, status: int = 200, pause: timedelta | None = None) -> Response:
    return render(
        "accounts/forgotten.html",
        status=status,
        form=form,
        sends_mail=is_written(),
        pause=pause_sentence(pause) if pause else "",
    )


@bp.get("/forgotten-password")
def forgotten() -> Response:
    authorize(current_user, COME_IN, SITE)
    return forgotten_page(ForgottenForm())


@bp.post("/forgotten-password")
def ask_for_link() -> Response:
    """Answer everybody the same, after the same work: only the worker looks who it is."""
    now = clock.now()
    authorize(current_user, COME_IN, SITE)
    form = ForgottenForm(request.form)
    if not is_written() or not form.validate():
        return forgotten_page(form, 422)
    if pause := tries.wait_to_ask(address(), now):
        return slowed(forgotten_page(form, pause=pause), pause)
    afterwards(_count_asking, address(), now)
    email = form.email.data.lower()
    # One mail in ten minutes to one address, however often somebody asks.
    slot = int(now.timestamp() // 600)
    key = f"forgotten:{queries.keyed('forgotten', email)}:{slot}"
    jobs.enqueue(rules.FORGOTTEN, {"email": email}, key=key)
    return render("accounts/link_asked.html")


def _count_asking(place: str, now: datetime) -> None:
    failures.count_asking(SITE, place, actor=SYSTEM, now=now)


# The language


@bp.post("/language")
def choose_language() -> Response:
    authorize(current_user, COME_IN, SITE)
    chosen = request.form.get("language", "")
    if chosen in settings().languages and current_user.is_authenticated:
        _remember(queries.person(current_user.person_id), chosen)
    response = done(wanted())
    if chosen in settings().languages:
        response.set_cookie(
            "language",
            chosen,
            max_age=YEAR,
            secure=settings().https_only,
            httponly=True,
            samesite="Lax",
        )
    return response


def _remember(person: Person, language: str) -> None:
    """Keep the choice with the person too: mails are written in it, other devices show it."""
    people.change_profile(
        person,
        name=person.name,
        phone=person.phone,
        language=language,
        time_zone=person.time_zone,
        gender=person.gender,
        version=person.version,
        actor=current_user,
    )
