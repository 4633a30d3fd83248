"""What a person sees when the site will not do something."""

import logging
import re
import secrets

from flask import Flask, Response, current_app, make_response, request, url_for
from flask_login import current_user
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound, SecurityError

from ntfc.config import Config
from ntfc.errors import Gone, PermissionDenied, Refused
from ntfc.htmx import render, wants_fragment
from ntfc.i18n import _, direction, language, tag_of
from ntfc.once import TICKET
from ntfc.plugins import failures

log = logging.getLogger(__name__)

SECRET = re.compile(r"password|^(code|current|new|again)$")  # never written into a page
OUR_OWN = frozenset({TICKET, "seen"})  # fields that nobody types into
OWN_PAGES = frozenset({400, 403, 404, 405, 409, 410, 413, 429, 500})


def init_app(app: Flask) -> None:
    app.jinja_env.globals["typed_words"] = typed_words
    app.register_error_handler(Refused, refused)
    app.register_error_handler(PermissionDenied, denied)
    app.register_error_handler(Gone, gone)
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(SecurityError, elsewhere)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(StaleDataError, overtaken)
    app.register_error_handler(IntegrityError, overtaken)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(InternalServerError, broken)


def refused(error: Refused) -> Response:
    response = render("refused.html", "_refused.html", status=409, reasons=error.reasons)
    if wants_fragment():
        response.headers["HX-Reswap"] = "none"  # only the messages change; what was typed stays
    return response


def denied(error: PermissionDenied) -> Response:
    """Send a visitor to sign in; tell a person no, or not even that there is something."""
    if not current_user.is_authenticated:
        return _to_sign_in()
    return _page(404 if error.hidden else 403)


def not_found(_error: NotFound) -> Response:
    """Answer a visitor as if the thing might exist: who has not signed in learns neither way."""
    if request.endpoint is not None and not current_user.is_authenticated:
        return _to_sign_in()
    return _page(404)


def _to_sign_in() -> Response:
    # A write is never redirected: the text typed would be lost. The page says so and keeps it.
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    url = url_for("accounts.sign_in", next=back)
    if request.method == "GET" and not wants_fragment():
        return Response(status=302, headers={"Location": url})
    stays = wants_fragment()  # the page that asked stays open, with what was typed in it
    typed, files = ([], {}) if request.method == "GET" or stays else _typed()
    return render(
        "401.html",
        status=401,
        sign_in_url=url,
        typed=typed,
        files=files,
        stays=stays or bool(typed),
        here=request.full_path,
    )


def _typed() -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
    """Return the fields of a form whose session is over, to be sent again; never a secret.

    And what the chosen files were called, by field: no page can choose them for somebody.
    """
    try:
        fields = [*request.form.items(multi=True)]
        files = [*request.files.items(multi=True)]
    except HTTPException:  # too large to be read
        return [], {}
    names: dict[str, list[str]] = {}
    for name, file in files:
        if file.filename:
            names.setdefault(name, []).append(file.filename)
    return [(name, value) for name, value in fields if not SECRET.search(name)], names


def typed_words() -> list[str]:
    """Return the words of a form that the page now answered did not take, for a copy elsewhere."""
    if request.method != "POST" or wants_fragment():  # a fragment leaves the form where it is
        return []
    fields, _files = _typed()
    return [value for name, value in fields if name not in OUR_OWN and len(value.split()) > 1]


def gone(error: Gone) -> Response:
    return render("410.html", "_refused.html", status=410, reasons=(error.reason,))


def elsewhere(_error: SecurityError) -> Response:
    """Name the right address to who came by another one; with base_url set, only that is ours."""
    config: Config = current_app.extensions["ntfc.config"]
    # By itself: what other pages are given, such as the menu, needs the address of the request.
    template = current_app.jinja_env.get_template("elsewhere.html")
    text = template.render(lang=tag_of(language()), direction=direction(), address=config.base_url)
    return make_response(text, 400)


def http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code not in OWN_PAGES:
        return make_response(error)
    if code == 400:
        return _page(400)
    return _page(code, description=error.description)


def overtaken(error: Exception) -> Response:
    """Two people changed the same thing: the later one is told, and stores nothing."""
    log.warning("overtaken at %s: %s", request.endpoint, type(error).__name__)
    reason = _("Someone else changed this at the same moment. Look at it again, then repeat.")
    return refused(Refused(reason))


def busy(error: OperationalError) -> Response:
    if "no such" in str(error.orig):  # a table or column is missing: waiting will not mend it
        return _failed(error)
    log.error("database trouble at %s: %s", request.endpoint, error.orig)
    return _page(503)


def broken(error: InternalServerError) -> Response:
    return _failed(error.original_exception or error)


def _failed(error: BaseException) -> Response:
    """Say that something is wrong here, and whose: a page of a plugin counts among its failures."""
    reference = secrets.token_hex(4).upper()
    log.error("error %s at %s", reference, request.endpoint, exc_info=error)
    config: Config = current_app.extensions["ntfc.config"]
    plugin = request.blueprint if request.blueprint in config.plugins else ""
    if plugin:
        failures.note_page(plugin, str(request.url_rule), error)
    return _page(500, reference=reference, plugin=plugin)


def _page(code: int, **values: object) -> Response:
    return render(f"{code}.html", status=code, **values)
