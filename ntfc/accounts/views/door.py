"""The door: signing in and out, and the code after the password."""

from datetime import datetime, timedelta
from math import ceil

from flask import (
    Blueprint,
    Response,
    after_this_request,
    current_app,
    flash,
    request,
    session,
    url_for,
)
from flask_login import current_user

from ntfc import clock
from ntfc.accounts import queries, rules
from ntfc.accounts.forms import CodeForm, SignInForm
from ntfc.accounts.queries import arrivals, known, passwords
from ntfc.accounts.queries import failures as tries
from ntfc.accounts.queries.arrivals import Arrival
from ntfc.accounts.rules import Step, browsers
from ntfc.accounts.service import devices, failures
from ntfc.accounts.service.devices import Browser
from ntfc.config import Config
from ntfc.forms import Form
from ntfc.htmx import done, render
from ntfc.i18n import _, ngettext
from ntfc.permissions import COME_IN, SITE, SYSTEM, Insider, authorize
from ntfc.transaction import afterwards, before_writing

bp = Blueprint("accounts", __name__)

YEAR = timedelta(days=365)
KNOWN = "known"  # the cookie of a device that signed in before

# One sentence for every reason: who tries names does not learn which of them exist.
NOT_RIGHT = _("E-mail address or password is not right. Look at both and try again.")
CODE_NOT_RIGHT = _(
    "This code is not right, or it was used already. Wait for the next one and type it within half "
    "a minute; check that the clock of your telephone is right."
)


def settings() -> Config:
    config: Config = current_app.extensions["ntfc.config"]
    return config


def address() -> str:
    """Return where the request comes from; behind a trusted proxy, who stands behind it."""
    return request.remote_addr or ""


def wanted() -> str:
    """Return the page of this site that the visitor was on the way to."""
    return rules.local_path(request.values.get("next")) or url_for("home.show")


def carry(token: str, *, stays: bool) -> None:
    """Give the browser its token in a fresh session: nothing it brought along is kept."""
    session.clear()
    session[arrivals.SESSION_KEY] = token
    session["_fresh"] = True
    session.permanent = stays
    arrival = arrivals.of_token(token, clock.now())
    if arrival is not None and arrival.owes is Step.NOTHING:
        _have_it_known(known.mark_of(arrival.device_id, token))


def _have_it_known(mark: str) -> None:
    """Leave the mark by which this browser is known again, also after signing out."""

    @after_this_request
    def leave(response: Response) -> Response:
        response.set_cookie(
            KNOWN,
            mark,
            max_age=YEAR,
            secure=settings().https_only,
            httponly=True,
            samesite="Lax",
        )
        return response


def known_here(email: str) -> int | None:
    """Return the device of this person that the browser was before, if it was one."""
    return known.device_known_by(request.cookies.get(KNOWN, ""), email)


def browser_of(*, stays: bool, email: str = "") -> Browser:
    return Browser(
        label=browsers.label_of(request.user_agent.string),
        address=address(),
        stays=stays,
        token=session.get(arrivals.SESSION_KEY, ""),
        known=known_here(email),
    )


def pause_sentence(pause: timedelta) -> str:
    """Say in words how long to wait."""
    seconds = ceil(pause.total_seconds())
    if seconds < 120:
        return ngettext(
            "There were too many failed tries. Wait %(num)d second, then try again.",
            "There were too many failed tries. Wait %(num)d seconds, then try again.",
            seconds,
        )
    return ngettext(
        "There were too many failed tries. Wait %(num)d minute, then try again.",
        "There were too many failed tries. Wait %(num)d minutes, then try again.",
        ceil(seconds / 60),
    )


def slowed(page: Response, pause: timedelta) -> Response:
    """Turn *page*, which says so in words, into the answer to one try too many."""
    page.status_code = 429
    page.headers["Retry-After"] = str(ceil(pause.total_seconds()))
    return page


def count_failure(email: str, now: datetime) -> None:
    """Have this failed try written down once the answer stands, whatever else is undone."""
    afterwards(_count_failure, email, address(), now, known_here(email))


def _count_failure(email: str, place: str, now: datetime, device_id: int | None) -> None:
    failures.count(SITE, email, place, actor=SYSTEM, now=now, known=device_id)


def wait_of(email: str, now: datetime) -> timedelta:
    """Return how long this browser waits before another try for the account."""
    return tries.wait_for(email, address(), now, known_here(email))


def recognise(token: str) -> Insider | None:
    """Return the person who has signed in; who still owes a code is nobody yet, everywhere."""
    now = clock.now()
    arrival = arrivals.of_token(token, now)
    if arrival is None or arrival.owes is not Step.NOTHING:
        return None
    if now - arrival.last_seen_at >= rules.SEEN_EVERY:
        afterwards(_note_seen, arrival.device_id, address(), now)
    return arrival.person


def _note_seen(device_id: int, place: str, now: datetime) -> None:
    devices.note_seen(SITE, device_id, place, actor=SYSTEM, now=now)


# Signing in


def sign_in_page(form: Form, status: int = 200, pause: timedelta | None = None) -> Response:
    return render(
        "accounts/sign_in.html",
        status=status,
        form=form,
        next=rules.local_path(request.values.get("next")) or "",
        demo_accounts=queries.demo_accounts(),
        pause=pause_sentence(pause) if pause else "",
    )


@bp.get("/sign-in")
def sign_in() -> Response:
    authorize(current_user, COME_IN, SITE)
    if current_user.is_authenticated:
        return done(wanted())
    arrival = arrivals.unfinished(clock.now())
    if arrival is not None:
        return done(address_of_next_step(arrival.owes))
    return sign_in_page(SignInForm())


@bp.post("/sign-in")
def give_password() -> Response:
    now = clock.now()
    with before_writing():
        authorize(current_user, COME_IN, SITE)
        form = SignInForm(request.form)
        if not form.validate():
            return sign_in_page(form, 422)
        email = form.email.data
        pause = wait_of(email, now)
        if pause:
            return slowed(sign_in_page(form, pause=pause), pause)
        found = queries.password_of(email)
        proof = passwords.prove(found.hashed if found else None, form.password.data)
        if found is None or proof is None:
            count_failure(email, now)
            form.refuse("password", NOT_RIGHT)
            return sign_in_page(form, 422)
    browser = browser_of(stays=form.stays.data, email=email)
    person = queries.person(found.person_id)
    token, owes = devices.sign_in(person, proof=proof, browser=browser, actor=current_user, now=now)
    carry(token, stays=browser.stays)
    return done(address_of_next_step(owes))


def address_of_next_step(owes: Step) -> str:
    """Return where somebody goes from here who gave the password."""
    going = rules.local_path(request.values.get("next"))
    if owes is Step.CODE:
        return url_for(".code", next=going)
    if owes is Step.ENROL:
        return url_for(".second_factor", next=going)
    return going or url_for("home.show")


# The code after the password


def code_page(form: Form, status: int = 200, pause: timedelta | None = None) -> Response:
    return render(
        "accounts/code.html",
        status=status,
        form=form,
        next=rules.local_path(request.values.get("next")) or "",
        pause=pause_sentence(pause) if pause else "",
    )


def who_owes_a_code(now: datetime) -> Arrival | None:
    arrival = arrivals.unfinished(now)
    return arrival if arrival is not None and arrival.owes is Step.CODE else None


def back_to_start() -> Response:
    """Send somebody back who took too long after the password, or never gave it."""
    if not current_user.is_authenticated:
        flash(_("Sign in with your password first, then give the code."), "warning")
    return done(url_for(".sign_in", next=rules.local_path(request.values.get("next"))))


@bp.get("/sign-in/code")
def code() -> Response:
    authorize(current_user, COME_IN, SITE)
    if who_owes_a_code(clock.now()) is None:
        return back_to_start()
    return code_page(CodeForm())


@bp.post("/sign-in/code")
def give_code() -> Response:
    now = clock.now()
    authorize(current_user, COME_IN, SITE)
    arrival = who_owes_a_code(now)
    if arrival is None:
        return back_to_start()
    form = CodeForm(request.form)
    if not form.validate():
        return code_page(form, 422)
    person = queries.person(arrival.person.person_id)
    email = person.email or ""
    pause = wait_of(email, now)
    if pause:
        return slowed(code_page(form, pause=pause), pause)
    token = devices.give_code(
        person,
        code=form.code.data,
        token=arrival.person.token,
        actor=current_user,
        now=now,
        known=known_here(email),
    )
    if token is None:
        count_failure(email, now)
        form.refuse("code", CODE_NOT_RIGHT)
        return code_page(form, 422)
    carry(token, stays=session.permanent)
    return done(wanted())


@bp.post("/sign-out")
def sign_out() -> Response:
    authorize(current_user, COME_IN, SITE)
    devices.sign_out(
        SITE, token=session.get(arrivals.SESSION_KEY, ""), actor=current_user, now=clock.now()
    )
    session.clear()
    flash(_("You are signed out."), "success")
    return done(url_for(".sign_in"))
