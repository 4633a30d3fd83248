"""The fixtures, found by pytest through the entry point of the package."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from sqlalchemy.engine import Engine

from ntfc import migrate, tokens
from ntfc.accounts.models import Device
from ntfc.app import create_app
from ntfc.clock import now
from ntfc.config import Config
from ntfc.db import db
from ntfc.jobs import Job
from ntfc.mail import KIND
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.plugins.settings import declared_by, keep
from ntfc.testing import fitness
from ntfc.testing.applications import Applications
from ntfc.testing.databases import SERVER_VARIABLE, Databases, answer_in_reverse, do_not_wait
from ntfc.transaction import unit_of_work

pytest_plugins = ["ntfc.testing.bodies", "ntfc.testing.costs"]

ONE_KIND = "database(kind): runs on one kind of database, because it is about something else"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
SECRET_KEY = secrets.token_hex()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", ONE_KIND)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that touches a database on SQLite and, where one is named, on a server."""
    if "database" in metafunc.fixturenames:
        kinds = ["sqlite", *(["postgresql"] if SERVER_VARIABLE in os.environ else [])]
        marked = metafunc.definition.get_closest_marker("database")
        metafunc.parametrize("database", marked.args if marked else kinds)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Template databases, migrated once; each test has one that is like them."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    for prepared in (do_not_wait, answer_in_reverse):
        event.listen(Engine, "connect", prepared)
    yield made
    for prepared in (do_not_wait, answer_in_reverse):
        event.remove(Engine, "connect", prepared)
    made.close()


@pytest.fixture
def waiting_for_the_disk(databases: Databases) -> Iterator[None]:  # noqa: ARG001  -- which wait not
    """Let SQLite wait for the disk as it does in service, for a test about that."""
    event.remove(Engine, "connect", do_not_wait)
    yield
    event.listen(Engine, "connect", do_not_wait)


@pytest.fixture(scope="session")
def instance_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the instance, the same for every test of this process."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def plugins_on() -> tuple[str, ...]:
    """The installed plugins that are on in `app`, with their tables; a suite has its own."""
    return ()


@pytest.fixture
def config(
    databases: Databases, database: str, instance_folder: Path, plugins_on: tuple[str, ...]
) -> Iterator[Config]:
    """The settings of a fresh instance with an empty, migrated database."""
    with databases.copy(database, instance_folder, plugins_on) as url:
        yield Config(
            instance=instance_folder, database_url=url, secret_key=SECRET_KEY, testing=True
        )
    shutil.rmtree(instance_folder)
    instance_folder.mkdir()


@pytest.fixture(scope="session")
def for_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what is made once for all processes of a run."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # then that folder is this process's part of the run's
        folder = folder.parent
    return folder


@pytest.fixture(scope="session")
def compiled(for_all: Path) -> Path:
    """The folder of compiled templates."""
    folder = for_all / "templates"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def applications(compiled: Path) -> Applications:
    """The applications of this process, with templates that are compiled once."""
    cache = FileSystemBytecodeCache(str(compiled))

    def make(config: Config) -> Flask:
        application = create_app(config)
        application.jinja_env.bytecode_cache = cache
        return application

    return Applications(make)


@pytest.fixture
def make_app(config: Config, applications: Applications) -> Iterator[Callable[..., Flask]]:
    """Return a function that makes an application for the instance, with other settings if asked.

    No context is pushed, so nothing leaks between requests.
    """
    made = []

    def make_app(**settings: Any) -> Flask:
        made.append(applications.make(replace(config, **settings)))
        return made[-1]

    yield make_app
    for application in made:
        with application.app_context():
            db.engine.dispose()
            db.engine.clear_compiled_cache()  # an application waits long for the collector


@pytest.fixture
def settings(plugins_on: tuple[str, ...]) -> dict[str, Any]:
    """Settings of `app` that differ from the usual ones; a test module may have its own."""
    return {"plugins": plugins_on}


@pytest.fixture
def app(
    config: Config,
    settings: dict[str, Any],
    applications: Applications,
    plugins_on: tuple[str, ...],
) -> Iterator[Flask]:
    """An application as new, with an empty database; plugins in `settings` have their tables."""
    with applications.lend(replace(config, **settings)) as application:
        declared = application.extensions["ntfc.declared"]
        lacking = set(settings.get("plugins", ())) - set(plugins_on)
        added = [p for p in declared if p.migrations and p.name in lacking]
        if added:
            migrate.upgrade(application, {p.name: Path(p.migrations) for p in added})
        yield application


@pytest.fixture
def set_plugin(app: Flask) -> Callable[..., None]:
    """Return a function that keeps settings of a plugin, as its page would."""

    def set_plugin(plugin: str, **values: object) -> None:
        with app.app_context(), unit_of_work():
            for setting in declared_by(plugin):
                if setting.name in values:
                    keep(plugin, setting, values[setting.name])

    return set_plugin


@pytest.fixture
def client_for(app: Flask, request: pytest.FixtureRequest) -> Callable[..., FlaskClient]:
    """Return a browser in which a person has signed in: the one of a number, or one with a role.

    `client_for(Role.CHAIR, body)` makes the person; without a body, the body too.
    """

    def client_for(who: int | Role | None, body_id: int | None = None) -> FlaskClient:
        person_id = _with_role(request, who, body_id) if isinstance(who, Role) else who
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        if person_id is not None:
            token = _device(app, person_id)
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = token, True
        return client

    return client_for


def _with_role(request: pytest.FixtureRequest, role: Role, body_id: int | None) -> int:
    if role in (Role.PERSON, Role.ADMINISTRATOR):
        make_person = request.getfixturevalue("make_person")
        return int(make_person(is_administrator=role is Role.ADMINISTRATOR))
    if body_id is None:
        body_id = request.getfixturevalue("make_body")()
    return int(request.getfixturevalue("seat")(body_id, role))


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


@pytest.fixture
def no_email(app: Flask) -> Iterator[None]:
    """Fail the test if it had a mail written."""
    yield
    with app.app_context():
        written = db.session.scalars(db.select(Job.payload).where(Job.kind == KIND)).all()
    if written:
        pytest.fail(f"A mail was written: {written[0]['subject']}", pytrace=False)


@pytest.fixture
def check_plugin(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Return a check that a plugin keeps the contract; it tells everything that is to be mended.

    Who may do what is compared with ROUTES and HOLDERS in access.py beside the test.
    """

    def check_plugin(name: str, folder: Path | None = None) -> None:
        faults = fitness.faults_of(name, folder, request.path.parent / "access.py")
        if faults:
            pytest.fail("\n".join([f"{name} is not fit yet:", *faults]), pytrace=False)

    return check_plugin
