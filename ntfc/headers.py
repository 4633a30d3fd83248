"""What every answer tells the browser: run no foreign script, show us in no frame."""

import secrets

from flask import Flask, Response, g

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; manifest-src 'self'"
)


def init_app(app: Flask) -> None:
    app.after_request(_protect)
    app.jinja_env.globals["style_nonce"] = style_nonce


def style_nonce() -> str:
    """Return the word by which the editor of texts may bring its own style to this one page."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    return str(g.style_nonce)


def policy() -> str:
    """Return what the page at hand may do: just what all pages may, unless it has the editor."""
    nonce = g.get("style_nonce")
    return (
        POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'") if nonce else POLICY
    )


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy())
    headers["X-Content-Type-Options"] = "nosniff"
    if "Content-Disposition" in headers:  # a file to be saved, also one that a plugin hands out
        headers["Cache-Control"] = "private, no-store"
    # Never no-referrer: over plain http it turns Origin into null and kills every form.
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response
