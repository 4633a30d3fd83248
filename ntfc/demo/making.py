"""Making a demonstration: its database, its story, and the module that ships beside it."""

from collections.abc import Callable
from datetime import date

from ntfc import installer, migrate
from ntfc.accounts.queries import demo_accounts
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.db import db
from ntfc.demo.fill import fill
from ntfc.paths import PACKAGE
from ntfc.permissions import SYSTEM
from ntfc.terminal import _

DECREE = PACKAGE.parent / "plugins" / "ntfc-parity-decree"  # in a checkout, not in the package


def filled(found: Config, day: date, say: Callable[[str], None]) -> dict[str, str]:
    """Fill the demo and return its accounts, with what each person is."""
    app = create_app(found)
    migrate.upgrade(app)
    fill(app, day, say)
    with app.app_context():
        accounts = {each.name: each.note for each in demo_accounts()}
        db.engine.dispose()
    if DECREE.is_dir():
        say(_("Installing the module “Parity by decree”"))
        for module in installer.install(found, DECREE, actor=SYSTEM):
            installer.turn_on(found, module.name, actor=SYSTEM)
    return accounts
