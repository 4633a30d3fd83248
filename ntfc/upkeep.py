"""Bringing an instance up to date before it is served: the database, and the checks of plugins.

After an upgrade of the core every verdict on a plugin is about another core. Here they are tried
again, once, by the process that starts the others; those only read the verdicts.
"""

from dataclasses import replace

from ntfc import installer, migrate
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.i18n import _
from ntfc.permissions import SYSTEM
from ntfc.plugins.discovery import discover
from ntfc.plugins.installed import folder_of, inventory, outlived_an_upgrade, why_not_by_command


def bring_up_to_date(config: Config) -> list[str]:
    """Migrate the core, and after its upgrade check the plugins that are on again.

    Return, in plain words, which plugins are set aside; the site starts without them.
    """
    app = create_app(replace(config, plugins=(), plugins_aside={}, plugins_folder=None))
    migrate.upgrade(app)
    recheck(config)
    known = inventory(config)
    found = discover(folder_of(config, known.generation)) if known.on else {}
    faults = {name: why_not_by_command(known, name, found.get(name)) for name in sorted(known.on)}
    return [told_aside(name, fault) for name, fault in faults.items() if fault]


def told_aside(name: str, fault: str) -> str:
    """Say of a plugin that is on why the site runs without it."""
    return _("The plugin %(plugin)s is set aside. %(fault)s", plugin=name, fault=fault)


def recheck(config: Config) -> None:
    """Try again the plugins that were sound with the core of before. Changed files are not tried."""
    known = inventory(config)
    found = discover(folder_of(config, known.generation)) if known.on else {}
    for name in sorted(known.on):
        if outlived_an_upgrade(known, name, found.get(name)):
            installer.check(config, name, actor=SYSTEM)
