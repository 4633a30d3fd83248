"""What `ntfc serve` says once the site answers."""

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Flask

from ntfc import clock
from ntfc.accounts.service.setup import setup_link
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.db import db
from ntfc.permissions import SITE, SYSTEM
from ntfc.serve import here
from ntfc.terminal import _


def of_site(found: Config) -> str:
    """Return the greeting of a site; without an administrator, with the link that makes the first."""
    app = _plain(found)
    with app.app_context():
        link = setup_link(SITE, actor=SYSTEM, now=clock.now())
        db.engine.dispose()
    if link is None:
        return here()
    if not found.base_url:
        link = "{address}" + urlsplit(link).path.lstrip("/")
    told = _(
        "This site has no administrator yet. Open this address within 24 hours to become the "
        "first; it works once:"
    )
    return f"{here()}\n{told}\n{link}"


def _plain(found: Config) -> Flask:
    return create_app(replace(found, plugins=(), plugins_aside={}, plugins_folder=None))
