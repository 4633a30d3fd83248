"""The demonstration country as a site to look at: filled once for all test processes, on SQLite.

Tests only read it (signing in is the one exception); what changes it makes a country of its own.
"""

import fcntl
import shutil
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from ntfc.accounts.queries import demo_accounts
from ntfc.clock import today
from ntfc.config import Config
from ntfc.db import db
from ntfc.demo.fill import fill
from ntfc.people.models import Person
from ntfc.permissions import Insider
from ntfc.seats.queries import bodies_apart, standing_of


@dataclass(frozen=True)
class Qadria:
    """The filled site, and the people who sign in there by a click: name → number."""

    app: Flask
    accounts: dict[str, int]

    def browser(self, name=None):
        """Return a browser, in which one of the demo accounts clicked itself in."""
        client = self.app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        if name is not None:
            answer = client.post("/demo-sign-in", data={"person_id": self.accounts[name]})
            assert answer.status_code == 303
        return client


def everybody(*numbers):
    """Return people of the story, all or those named, as if signed in; within a context."""
    day, query = today(""), select(Person).order_by(Person.id)
    if numbers:
        query = query.where(Person.id.in_(numbers))
    return [
        Insider(
            person_id=person.id,
            name=person.name,
            token="",
            is_administrator=person.is_administrator,
            apart=bodies_apart(day),
            **vars(standing_of(person.id, day)),
        )
        for person in db.session.scalars(query)
    ]


def settings(folder):
    return Config(
        instance=folder,
        database_url=f"sqlite:///{folder}/ntfc.db",
        secret_key="only for the country",
        site_name="Qadria",
        time_zone="Asia/Amman",
        demo=True,
        testing=True,
    )


def filled(folder, databases, applications):
    """Fill the country in a folder, unless another process has done it."""
    if folder.exists():
        return
    new = folder.with_suffix(".new")
    new.mkdir()
    with databases.copy("sqlite", new):
        app = applications.make(settings(new))
        with app.app_context():
            day = today("")
        fill(app, day, lambda _line: None)
        with app.app_context():
            db.engine.dispose()  # its log goes into the file
    new.rename(folder)


@pytest.fixture(scope="session")
def qadria(databases, applications, tmp_path_factory, for_all):
    with (for_all / "qadria.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        filled(for_all / "qadria", databases, applications)
    folder = tmp_path_factory.mktemp("qadria") / "instance"
    shutil.copytree(for_all / "qadria", folder)
    app = applications.make(settings(folder))
    with app.app_context():
        accounts = {account.name: account.id for account in demo_accounts()}
    yield Qadria(app, accounts)
    with app.app_context():
        db.engine.dispose()
