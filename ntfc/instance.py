"""One instance as commands see it: its settings, its application with the plugins that are on."""

import logging
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy.engine import make_url

from ntfc import config
from ntfc.app import create_app
from ntfc.config import Config, settings
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.plugins import installed, loader

log = logging.getLogger(__name__)


def existing() -> Config:
    """Return the settings of a site that is there; a command that only looks makes none."""
    found = config.load()
    if not is_there(found):
        raise Misconfigured(
            _(
                "There is no site in %(folder)s yet. Start one with “ntfc serve”, or name the "
                "folder of yours in NTFC_INSTANCE.",
                folder=found.instance,
            )
        )
    return settings()


def is_there(found: Config) -> bool:
    """Tell whether there is a site: its folder, and for SQLite its database."""
    url = make_url(found.url)
    is_file = url.get_backend_name() == "sqlite"
    return found.instance.is_dir() and (not is_file or Path(str(url.database)).exists())


def ready() -> Config:
    """Return the settings of a site whose database fits this program."""
    from ntfc import migrate  # noqa: PLC0415  -- web workers start without it

    found = existing()
    app = create_app(replace(found, plugins=()))
    is_current = migrate.is_current(app)
    with app.app_context():
        db.engine.dispose()
    if not is_current:
        raise Misconfigured(
            _(
                "The database of this site does not fit this version of the program. Bring it up "
                "to date: ntfc db upgrade"
            )
        )
    return found


def with_plugins(found: Config) -> Config:
    """Return *found* with the plugins that are on, read from the database of the instance."""
    names, aside, folder = installed.turned_on(found)
    return replace(found, plugins=names, plugins_aside=aside, plugins_folder=folder)


def load_app() -> Flask:
    """Return the application of the instance as the web workers load it.

    A plugin that passed its check and yet spoils the start is set aside: the site runs without it.
    """
    whole = with_plugins(settings())
    try:
        return create_app(whole)
    except (Exception, SystemExit):
        if not whole.plugins:
            raise
        log.exception("the site does not start with all plugins")
        return create_app(_without_spoilers(whole))


def _without_spoilers(whole: Config) -> Config:
    """Return the settings with only those plugins that let the site start, one after the other."""
    good = replace(whole, plugins=())
    for name in whole.plugins:
        more = replace(good, plugins=(*good.plugins, name))
        try:
            create_app(more)
        except (Exception, SystemExit) as error:  # noqa: BLE001  -- whatever a plugin does
            faults = {**good.plugins_aside, name: loader.reason_of(error)}
            good = replace(good, plugins_aside=faults)
        else:
            good = more
    return good
