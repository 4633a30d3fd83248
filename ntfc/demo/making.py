"""Making a demonstration: its database, its story, and the modules that lie beside it in a checkout."""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path

from ntfc import installer, migrate
from ntfc.accounts.queries import demo_accounts
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.db import db
from ntfc.demo.country import Country
from ntfc.demo.fill import fill
from ntfc.errors import Misconfigured
from ntfc.i18n import speaking
from ntfc.instance import with_plugins
from ntfc.paths import PACKAGE
from ntfc.permissions import SYSTEM
from ntfc.plugins import Plugin, generations
from ntfc.terminal import _
from ntfc.transaction import unit_of_work

MODULES = PACKAGE.parent / "plugins"  # in a checkout, not in the package
Say = Callable[[str], None]

log = logging.getLogger(__name__)


def filled(found: Config, day: date, say: Say) -> dict[str, dict[str, str]]:
    """Fill the demo and return its accounts, with what each person is in every language."""
    app = create_app(found)
    migrate.upgrade(app)
    country = fill(app, day, say)
    with app.app_context():
        accounts = accounts_in(found.languages)
        db.engine.dispose()
    install_modules(found, sorted(MODULES.glob("*/pyproject.toml")), say)
    fill_modules(found, country, say)
    return accounts


def install_modules(found: Config, projects: Sequence[Path], say: Say) -> None:
    """Put every module on the shelf, and turn all on; one that does not fit is named and left out."""
    shelf = found.instance / "shelf"
    shelf.mkdir(exist_ok=True)
    with ExitStack() as built:
        for project in projects:
            wheel = built.enter_context(generations.wheel_of(project.parent))
            (shelf / wheel.name).write_bytes(wheel.read_bytes())
    wheels = sorted(shelf.glob("*.whl"))
    if not wheels:
        return
    names = ", ".join(generations.project_of(wheel) for wheel in wheels)
    say(_("Installing modules: %(names)s", names=names))
    with suppress(Misconfigured):  # then each by itself: one of them does not fit
        installer.install_all(found, wheels, actor=SYSTEM, on=True, shelf=shelf)
        return
    for wheel in wheels:
        try:
            installer.install(found, wheel, actor=SYSTEM, on=True, shelf=shelf)
        except Misconfigured as error:
            say(str(error))


def fill_modules(found: Config, country: Country, say: Say) -> None:
    """Have each module that is on fill its part; one that fails leaves nothing, and is named."""
    app = create_app(with_plugins(found))
    declared: Sequence[Plugin] = app.extensions["ntfc.declared"]
    for plugin in declared:
        if plugin.demo is None:
            continue
        with app.app_context():
            say(_("Filling the module “%(name)s”", name=plugin.title))
            try:
                with unit_of_work():
                    plugin.demo(country)
            except Exception as error:
                log.exception("the demonstration of %s", plugin.name)
                told = f"{type(error).__name__}: {error}"
                say(_("It could not be filled, and shows nothing: %(error)s", error=told))
    with app.app_context():
        db.engine.dispose()


def accounts_in(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return who can be clicked, each with a note by the codes of *languages*."""
    told: dict[str, dict[str, str]] = {}
    for code in languages:
        with speaking(code, is_letter=False):
            for each in demo_accounts():
                told.setdefault(each.name, {})[code] = each.note
    return told
