"""What the benchmarks of modules share: a site with one module, full of firms, beside bare pages."""

import argparse
import gc
import secrets
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from meetings import beside_bare, beside_each_other, signed_in

from ntfc import migrate
from ntfc.app import create_app
from ntfc.clock import now
from ntfc.config import Config
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.plugins import generations
from ntfc.transaction import unit_of_work

MODULES = Path(__file__).parent.parent / "plugins"
USUAL = 10_000  # firms
COUNTS = 100, 1000, USUAL


@dataclass(frozen=True)
class Module:
    """A module, what fills its tables for so many firms, and its pages with their bare twins."""

    name: str
    fill: object
    pages: dict

    @property
    def folder(self):
        return MODULES / f"ntfc-{self.name.replace('_', '-')}"

    def filled(self, folder, firms):
        """Return an application with so many firms, and the browser of an officer."""
        app = create_app(
            Config(instance=folder, secret_key=secrets.token_hex(), plugins=(self.name,))
        )
        migrate.upgrade(app, {self.name: self.folder / f"ntfc_{self.name}" / "migrations"})
        with app.test_request_context(), unit_of_work():
            person = Person(name="Bench", created_at=now())
            db.session.add(person)
            db.session.flush()
            self.fill(person.id, firms)
            person_id = person.id
        return app, signed_in(app, person_id)


def main(module, prog, about, argv=None):
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--flat", action="store_true", help="with 100, 1,000 and 10,000 firms")
    told = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        laid = Path(name) / "plugin"
        laid.mkdir()
        with generations.wheel_of(module.folder) as wheel:
            generations.fill(laid, [wheel])
        sys.path.insert(0, str(laid))
        counts = COUNTS if told.flat else (USUAL,)
        folders = {count: Path(name) / str(count) for count in counts}
        for folder in folders.values():
            folder.mkdir()
        sites = {count: module.filled(folder, count) for count, folder in folders.items()}
        gc.collect()
        gc.freeze()  # as web workers do
        if told.flat:
            clients = {count: client for count, (_app, client) in sites.items()}
            beside_each_other(clients, told.rounds, module.pages, "firms")
        else:
            held = f"{USUAL} firms"
            beside_bare(folders[USUAL], *sites[USUAL], told.rounds, module.pages, held)
        for app, _client in sites.values():
            with app.app_context():
                db.engine.dispose()
