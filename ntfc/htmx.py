"""One address, two audiences: a whole page for a browser, one fragment for htmx."""

from typing import Any

from flask import Flask, Response, make_response, redirect, render_template
from htmx_flask import Htmx, request
from htmx_flask import make_response as htmx_response
from markupsafe import Markup

HEADERS = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def init_app(app: Flask) -> None:
    Htmx(app)
    app.after_request(_vary)


def wants_fragment() -> bool:
    """Tell whether htmx asks for the one part of the page that changes."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render(
    page: str, fragment: str | None = None, /, *, status: int = 200, **context: Any
) -> Response:
    """Render *page*, or only its *fragment* when htmx asks for it."""
    template = fragment if fragment and wants_fragment() else page
    answer = make_response(render_template(template, **context), status)
    if wants_fragment() and status < 400 and not _is_part(template):
        answer.headers["HX-Retarget"] = "body"  # a whole page has no place inside a part of one
        answer.headers["HX-Reswap"] = "innerHTML show:window:top"
    return answer


def drawn(template: str, /, **context: Any) -> Markup:
    """Return a part of a page from our own template, which escapes what it shows."""
    return Markup(render_template(template, **context))  # noqa: S704


def _is_part(template: str) -> bool:
    return template.rpartition("/")[2].startswith("_")


def done(url: str, fragment: str | None = None, /, **context: Any) -> Response:
    """Answer a write that succeeded: the changed *fragment* for htmx, else a redirect to *url*."""
    if not wants_fragment():
        return make_response(redirect(url, 303))
    if fragment is None:
        response: Response = htmx_response("", redirect=url)
        return response
    body = render_template(fragment, **context) + render_template("_flashes.html", oob=True)
    return make_response(body)


def _vary(response: Response) -> Response:
    """Keep caches from serving a fragment where a page is due, on a shared computer or a proxy."""
    if response.mimetype == "text/html":
        response.vary.update(HEADERS)
        response.headers.setdefault("Cache-Control", "no-store")
    return response
