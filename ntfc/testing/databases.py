"""Databases for tests: migrated once per process into a template, from which each test has its own.

On SQLite a test has a copy of the file. A copy on a server takes longer than most tests, so one
test after the other has the same database there, brought back in between to how the template is.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from ntfc import migrate
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.db import db
from ntfc.testing.lines import Lines
from ntfc.testing.tidying import Tidied

SERVER_VARIABLE = "NTFC_TEST_POSTGRESQL"  # address of a server, set for all test processes
BINARIES = (
    "/usr/lib/postgresql/17/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/15/bin",
)
# Nothing here must outlive a power cut, and nothing but the tests takes time.
HASTE = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
    " -c wal_level=minimal -c max_wal_senders=0 -c checkpoint_timeout=1h"
    # No query of a test is so long that it pays to compile or to divide it; guesses say otherwise.
    " -c jit=off -c max_parallel_workers_per_gather=0"
)


class Databases:
    """The templates of one test process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.templates: dict[str, str] = {}
        # Names on the server that no test uses, by the template they are like, and the database if
        # there is a tidy one. The next test has the same name: it can use the same application.
        self.waiting: dict[str, list[tuple[str, Tidied | None]]] = defaultdict(list)
        self.lines = Lines()

    @contextmanager
    def copy(self, kind: str, folder: Path, plugins: Sequence[str] = ()) -> Iterator[str]:
        """Give a test its own database of *kind*, sqlite or postgresql, with tables of *plugins*."""
        template = self.template(kind, *plugins)
        if kind == "sqlite":
            shutil.copy(template, folder / "ntfc.db")
            yield f"sqlite:///{folder / 'ntfc.db'}"
            return
        waiting = self.waiting[template]
        name, tidy = waiting.pop() if waiting else (f"t_{secrets.token_hex(8)}", None)
        database = tidy or _new(name, template)
        try:
            yield _server_url(name)
        finally:
            tidy = database if database.tidy_up(self.lines.at_rest(name)) else None
            waiting.append((name, tidy))
            if tidy is None:
                self._give_up(database)

    def template(self, kind: str, *plugins: str) -> str:
        """Return the file, or the name on the server, of the database that all others are like."""
        of = " ".join([kind, *plugins])
        if of not in self.templates:
            self.templates[of] = self._make(kind, plugins)
        return self.templates[of]

    def _make(self, kind: str, plugins: tuple[str, ...]) -> str:
        name = f"template_{secrets.token_hex(8)}"
        like = self.template(kind) if plugins else ""
        if kind == "sqlite":
            template = str(self.folder / f"{name}.db")
            if like:
                shutil.copy(like, template)
            _migrated(self.folder, f"sqlite:///{template}", plugins)
            return template
        _on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like}"' if like else ""))
        _migrated(self.folder, _server_url(name), plugins)
        return name

    def give_up_all(self) -> None:
        """Drop the databases that wait for a test."""
        for _name, tidy in chain.from_iterable(self.waiting.values()):
            if tidy is not None:
                self._give_up(tidy)
        self.waiting.clear()

    def _give_up(self, database: Tidied) -> None:
        database.close()
        self.lines.end(database.name)
        _on_server(f'DROP DATABASE "{database.name}" WITH (FORCE)')

    def close(self) -> None:
        self.give_up_all()
        self.lines.close()
        for of, template in self.templates.items():
            if of.startswith("postgresql"):
                _on_server(f'DROP DATABASE "{template}" WITH (FORCE)')


def answer_in_reverse(connection: Any, _record: Any) -> None:
    """Have SQLite turn rows around where a question names no order, as PostgreSQL may on any day.

    What leans on the order in which rows happen to lie fails here every time, instead of failing
    on PostgreSQL once in a hundred runs.
    """
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")


def do_not_wait(connection: Any, _record: Any) -> None:
    """Let SQLite trust the computer: a test need not survive a power cut."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


def _migrated(folder: Path, url: str, plugins: tuple[str, ...]) -> None:
    config = Config(instance=folder, database_url=url, secret_key="x", testing=True)  # noqa: S106
    app = create_app(replace(config, plugins=plugins))
    declared = app.extensions["ntfc.declared"]
    migrate.upgrade(app, {p.name: Path(p.migrations) for p in declared if p.name in plugins})
    with app.app_context():
        db.engine.dispose()  # SQLite puts its log into the file when the last one leaves


def _new(name: str, template: str) -> Tidied:
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return Tidied(os.environ[SERVER_VARIABLE], name)


def _server_url(name: str) -> str:
    return f"postgresql+psycopg://{os.environ[SERVER_VARIABLE]}/{name}"


def _on_server(statement: str) -> None:
    engine = create_engine(_server_url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def server_binaries() -> Path | None:
    """Return the folder with the programs of a PostgreSQL server, if this machine has one."""
    found = shutil.which("postgres")
    places = [Path(place) for place in BINARIES] + ([Path(found).resolve().parent] if found else [])
    return next((place for place in places if (place / "initdb").exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """Start a throw-away PostgreSQL server for the tests; yield user@host:port."""
    binaries = server_binaries()
    if binaries is None:
        raise FileNotFoundError("no PostgreSQL server programs on this machine")
    folder = Path(tempfile.mkdtemp(prefix="ntfc-pg-"))
    data, run = folder / "data", _as_server_user(folder)
    port = _free_port()
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c max_connections=200 {HASTE}"
    try:
        _quietly([*run, binaries / "initdb", "-D", data, "-U", "ntfc", "-A", "trust", "-E", "UTF8"])
        _quietly(
            [
                *run,
                binaries / "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                folder / "log",
                "-o",
                options,
                "start",
            ]
        )
        yield f"ntfc@127.0.0.1:{port}"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            _quietly([*run, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _as_server_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root; hand the folder to another user then."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    # Programs of the administrator are often not on the path of a bare environment.
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    return [shutil.which("runuser", path=path) or "runuser", "-u", user, "--"]


def _quietly(command: list[str | Path]) -> None:
    subprocess.run(  # noqa: S603  -- our own words
        [str(word) for word in command],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/tmp",  # noqa: S108
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
