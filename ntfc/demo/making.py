"""Making a demonstration: its database, its story, and the module that ships beside it."""

from collections.abc import Callable, Sequence
from datetime import date

from ntfc import installer, migrate
from ntfc.accounts.queries import demo_accounts
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.db import db
from ntfc.demo.fill import fill
from ntfc.i18n import speaking
from ntfc.paths import PACKAGE
from ntfc.permissions import SYSTEM
from ntfc.terminal import _

DECREE = PACKAGE.parent / "plugins" / "ntfc-parity-decree"  # in a checkout, not in the package


def filled(found: Config, day: date, say: Callable[[str], None]) -> dict[str, dict[str, str]]:
    """Fill the demo and return its accounts, with what each person is in every language."""
    app = create_app(found)
    migrate.upgrade(app)
    fill(app, day, say)
    with app.app_context():
        accounts = accounts_in(found.languages)
        db.engine.dispose()
    if DECREE.is_dir():
        say(_("Installing the module “Parity by decree”"))
        for module in installer.install(found, DECREE, actor=SYSTEM):
            installer.turn_on(found, module.name, actor=SYSTEM)
    return accounts


def accounts_in(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return who can be clicked, each with a note by the codes of *languages*."""
    told: dict[str, dict[str, str]] = {}
    for code in languages:
        with speaking(code, is_letter=False):
            for each in demo_accounts():
                told.setdefault(each.name, {})[code] = each.note
    return told
