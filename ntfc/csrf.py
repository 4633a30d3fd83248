"""Unsafe requests must come from our own pages. Nothing to add to a form, nothing to forget."""

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import Forbidden

from ntfc.i18n import _
from ntfc.transaction import SAFE_METHODS


def init_app(app: Flask) -> None:
    app.before_request(refuse_strangers)


def refuse_strangers() -> None:
    """Refuse a form that another site made a browser send."""
    if request.method not in SAFE_METHODS and not _is_ours():
        raise Forbidden(
            str(_("This form was not sent from a page of this site. Open the page and try again."))
        )


def _is_ours() -> bool:
    """Judge by Sec-Fetch-Site; browsers older than it send Origin with every unsafe request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc == request.host
