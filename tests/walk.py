"""The world of tests/world.py as a site to walk through: built once for each test process."""

from dataclasses import dataclass
from pathlib import Path

import pseudo
import pytest
import world
from flask import Flask
from flask.testing import FlaskClient

from ntfc.accounts.service import devices
from ntfc.clock import now
from ntfc.config import Config
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work


@dataclass(frozen=True)
class Walk:
    """A site with something on every page, and the person who sees most of it."""

    app: Flask
    told: dict
    chief: FlaskClient

    def visitor(self):
        client = self.app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        return client


def signed_in(app, person_id):
    """Return a browser in which the person has signed in."""
    with app.test_request_context(), unit_of_work():
        token = devices.open_device(
            db.session.get_one(Person, person_id),
            browser=devices.Browser(label="Walk", address="127.0.0.1"),
            actor=SYSTEM,
            now=now(),
            proved=True,
        )
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


@pytest.fixture(scope="session")
def walk(databases, applications, tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("world")
    pseudo.install(folder)
    with databases.copy("sqlite", folder) as url:
        app = applications.make(
            Config(
                instance=folder,
                database_url=url,
                secret_key="only for the walk",
                languages=("en", pseudo.CODE),
                site_name=pseudo.wrap("Site"),
                demo=True,
                testing=True,
            )
        )
        told = world.build(app)
        yield Walk(app, told, signed_in(app, told["chief"]))
        with app.app_context():
            db.engine.dispose()
