"""The public address of the site, for what is read outside it: mails, links, papers."""

from flask import current_app, has_request_context, request
from flask_login import current_user

from ntfc.config import Config


def absolute(path: str) -> str:
    """Return the full address of a path of this site.

    Without the setting base_url the host that a signed-in person uses is believed. What a
    visitor claims as host is not: it would go into mails to others.
    """
    config: Config = current_app.extensions["ntfc.config"]
    if config.base_url:
        return config.base_url.rstrip("/") + path
    if has_request_context() and current_user.is_authenticated:
        return request.host_url.rstrip("/") + path
    return f"http://{config.host}:{config.port}{path}"
