"""The fixtures, found by pytest through the entry point of the package."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import event
from sqlalchemy.engine import Engine

from ntfc import tokens
from ntfc.accounts.models import Device
from ntfc.app import create_app
from ntfc.clock import now
from ntfc.config import Config
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.testing.databases import Databases
from ntfc.transaction import unit_of_work

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Template databases, migrated once; each test gets a copy."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture
def config(databases: Databases, database: str, tmp_path: Path) -> Iterator[Config]:
    """The settings of a fresh instance with an empty, migrated database."""
    with databases.copy(database, tmp_path) as url:
        yield Config(
            instance=tmp_path, database_url=url, secret_key=secrets.token_hex(), testing=True
        )


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates compiled once per process: every test makes an application of its own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(config: Config, compiled_templates: BytecodeCache) -> Iterator[Callable[..., Flask]]:
    """Return a function that makes an application for the instance, with other settings if asked.

    No context is pushed, so nothing leaks between requests.
    """
    made = []

    def make_app(**settings: Any) -> Flask:
        application = create_app(replace(config, **settings))
        application.jinja_env.bytecode_cache = compiled_templates
        made.append(application)
        return application

    yield make_app
    for application in made:
        with application.app_context():
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """A fresh application with an empty database."""
    return make_app()


@pytest.fixture
def client_for(app: Flask) -> Callable[[int | None], FlaskClient]:
    """Return a browser in which the person with the given number has signed in."""

    def client_for(person_id: int | None) -> FlaskClient:
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        if person_id is not None:
            token = _device(app, person_id)
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = token, True
        return client

    return client_for


def _device(app: Flask, person_id: int) -> str:
    token = secrets.token_urlsafe()
    with app.app_context(), unit_of_work():
        moment = now()
        db.session.add(
            Device(
                person_id=person_id,
                token_hash=tokens.hash_of(token),
                created_at=moment,
                last_seen_at=moment,
                second_factor_at=moment,
            )
        )
    return token


@pytest.fixture
def make_person(app: Flask) -> Callable[..., int]:
    """Return a function that makes a person and gives back the number."""

    def make_person(name: str = "Amal Haddad", **values: object) -> int:
        with app.app_context(), unit_of_work():
            person = Person(name=name, created_at=now(), **values)
            db.session.add(person)
            db.session.flush()
            return person.id

    return make_person


@pytest.fixture
def count_queries() -> Callable[[], object]:
    """Return a context manager that lists the statements sent to the database."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return counting
