"""The database: one typed base class for every table of the core, and what SQLite needs."""

import enum
import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import JSON, Connection, DateTime, Dialect, Enum, MetaData, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.orm.attributes import instance_dict, set_committed_value
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Whether the work at hand may write. SQLite then takes its write lock at once (BEGIN IMMEDIATE):
# a transaction that reads first and writes later would fail as soon as another one wrote between.
writing: ContextVar[bool] = ContextVar("writing", default=False)

# Whether tables may be rebuilt. SQLite alters a table by making a new one; with foreign keys on,
# that would silently delete the rows of plugins that point at it.
rebuilding: ContextVar[bool] = ContextVar("rebuilding", default=False)

# Whether a plugin answers a hook just now: what the core began is then not the plugin's to end.
guest: ContextVar[bool] = ContextVar("guest", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, kept in UTC; a time without zone is refused, for nobody knows what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise TypeError(f"a time needs a time zone: {value!r}")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


TYPES: dict[Any, Any] = {
    datetime: UtcDateTime,
    dict[str, Any]: JSON,
    list[str]: JSON,
    enum.Enum: Enum(
        enum.Enum,
        native_enum=False,
        length=40,
        values_callable=lambda choices: [choice.value for choice in choices],
    ),
}


class Base(DeclarativeBase):
    """What the tables of the core share. A plugin makes its own, with the same metadata."""

    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map=TYPES)


class Model(Base):
    """A table with a surrogate key. Every subclass names its table."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)


class OneTransaction(Session):
    """A session that no plugin ends from within a hook, neither by commit nor by rollback."""

    def commit(self) -> None:
        _refuse_guest("commit")
        super().commit()

    def rollback(self) -> None:
        _refuse_guest("roll back")
        super().rollback()

    def close(self) -> None:
        _refuse_guest("close")
        super().close()


def _refuse_guest(what: str) -> None:
    if guest.get():
        raise RuntimeError(f"a hook may not {what} what the request began")


def _from_json(text: str) -> Any:
    """Read a JSON column. Most lists of an agenda are empty, and each page has dozens of them."""
    return [] if text == "[]" else json.loads(text)


db = SQLAlchemy(
    model_class=Base,
    session_options={"class_": OneTransaction},
    engine_options={"json_deserializer": _from_json},
)


def fill_in(row: Base, **parts: Any) -> None:
    """Put what was read by questions of their own where *row* would look for it.

    What SQLAlchemy loads along with a row is asked for by a statement that it makes anew each time,
    and that costs more than the answer. What *row* holds already stays as it is.
    """
    held = instance_dict(row)
    for name, value in parts.items():
        if name in held:
            continue
        if isinstance(value, Sequence):
            set_committed_value(row, name, value)
        else:
            held[name] = value  # as SQLAlchemy does with one row that it reads along


def holds(row: Base, name: str) -> bool:
    """Tell whether a part of *row* is at hand already."""
    return name in instance_dict(row)


def one_at_a_time(what: str) -> None:
    """Wait until no other transaction is about *what*; SQLite writes one at a time anyway.

    Whatever was read before may have changed while waiting: look again after it.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        digest = hashlib.sha256(what.encode()).digest()
        number = int.from_bytes(digest[:8], "big", signed=True)
        db.session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_sqlite does
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA busy_timeout = 15000")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        if rebuilding.get():
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # no effect once begun
        # Without a BEGIN of our own a released SAVEPOINT would be committed by itself.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
