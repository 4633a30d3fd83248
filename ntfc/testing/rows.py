"""Rows to show: one more of each thing that a plugin keeps, made from what its models say."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    TypeDecorator,
)
from sqlalchemy.exc import SQLAlchemyError

from ntfc import clock
from ntfc.committees.models import Body, BodyKind
from ntfc.db import Base, db
from ntfc.organisations.models import Organisation, OrganisationKind
from ntfc.organisations.rules import name_key
from ntfc.people.models import Person

WORDS = "نص"  # no Latin letter: what was typed is never taken for a forgotten text
LONGEST = 99
PLAIN: dict[type, Callable[[int], Any]] = {
    Boolean: lambda _number: False,
    Integer: lambda number: number,
    Float: float,
    Numeric: Decimal,
    DateTime: lambda _number: clock.now(),
    Date: lambda _number: clock.now().date(),
    JSON: lambda _number: {},
    LargeBinary: lambda _number: b"",
}


class Rows:
    """The rows of a world that grows: bodies, people, institutions, and those of the plugin."""

    def __init__(self, models: Sequence[type], own_fill: Any = None) -> None:
        order = {table.name: n for n, table in enumerate(Base.metadata.sorted_tables)}
        self.models: list[Any] = sorted(models, key=lambda m: order[m.__tablename__])
        self.own_fill = own_fill
        self.first: dict[str, int] = {}  # the first row of each table
        self.ids: dict[str, list[int]] = {}
        self.number = 0

    def begin(self) -> tuple[int, int]:
        """Make a person and a body; return their numbers."""
        return self._one_more("people"), self._one_more("bodies")

    def grow(self) -> None:
        """Make one more of each thing."""
        self.number += 1
        if self.own_fill is not None:
            self.own_fill(self.number, self.first["bodies"], self.first["people"])
            db.session.flush()
            for model in self.models:
                key = next(iter(model.__table__.primary_key))
                for row in db.session.scalars(db.select(key).order_by(key).limit(1)):
                    self.first.setdefault(model.__tablename__, row)
            return
        for model in self.models:
            columns = model.__table__.columns
            values = {c.key: self._value(c) for c in columns if _is_asked(c)}
            self._keep(model.__tablename__, model(**_by_attribute(model, values)))

    def examples(self) -> Mapping[str, Any]:
        """Return what may stand in an address: the first row of each thing, by its usual name."""
        told: dict[str, Any] = {
            f"{_singular(table)}_id": number for table, number in self.first.items()
        }
        for model in self.models:
            if model.__tablename__ in self.first:
                told[f"{_snake(model.__name__)}_id"] = self.first[model.__tablename__]
        return told

    def _value(self, column: Column[Any]) -> Any:
        if column.foreign_keys:
            return self._pointed_at(next(iter(column.foreign_keys)).column.table.name, column)
        kind: Any = column.type
        kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
        if isinstance(kind, Enum):
            return next(iter(kind.enum_class or kind.enums))
        if isinstance(kind, String):
            return f"{WORDS} {self.number}"[-(kind.length or LONGEST) :]
        for known, make in PLAIN.items():
            if isinstance(kind, known):
                return make(self.number)
        if column.nullable:
            return None
        raise LookupError(f"{column.table.name}.{column.name} is {kind!r}")

    def _pointed_at(self, table: str, column: Column[Any]) -> int | None:
        """Point at the first row, every second time at another: lists with many owners show too."""
        if table in self.ids and (self.number % 2 or table not in MADE):
            return self.first[table]
        if table in MADE:
            return self._one_more(table)
        if column.nullable:
            return None
        raise LookupError(f"{column.table.name}.{column.name} points at {table}")

    def _one_more(self, table: str) -> int:
        row = MADE[table](sum(map(len, self.ids.values())))
        return self._keep(table, row)

    def _keep(self, table: str, row: Any) -> int:
        db.session.add(row)
        try:
            db.session.flush()
        except SQLAlchemyError as error:
            said = getattr(error, "orig", None) or error
            raise LookupError(f"{table}: {said}") from error
        number: int = getattr(row, next(iter(row.__table__.primary_key)).key)
        if table == "bodies":
            row.path = f"/{number}/"
        self.ids.setdefault(table, []).append(number)
        self.first.setdefault(table, number)
        return number


def _is_asked(column: Column[Any]) -> bool:
    made_up = column.default is not None or column.server_default is not None
    return not (column.primary_key and not column.foreign_keys) and not made_up


def _by_attribute(model: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return *values* under the names that the model itself uses for its columns."""
    told = {c.key: p.key for p in model.__mapper__.column_attrs for c in p.columns}
    return {told[name]: value for name, value in values.items()}


def _person(number: int) -> Person:
    return Person(name=f"{WORDS} {number}", created_at=clock.now())


def _body(number: int) -> Body:
    kind = db.session.scalars(db.select(BodyKind).order_by(BodyKind.id).limit(1)).first()
    kind = kind or BodyKind(code="committee", name="Committee")
    return Body(name=f"{WORDS} {number}", kind=kind, created_at=clock.now())


def _organisation(number: int) -> Organisation:
    kinds = db.select(OrganisationKind).order_by(OrganisationKind.id).limit(1)
    kind = db.session.scalars(kinds).one()
    name = f"{WORDS} {number}"
    return Organisation(
        name=name,
        name_key=name_key(name),
        kind=kind,
        side_id=kind.side_id,
        created_at=clock.now(),
    )


MADE = {"people": _person, "bodies": _body, "organisations": _organisation}


def _singular(table: str) -> str:
    known = {"people": "person", "bodies": "body", "organisations": "organisation"}
    return known.get(table, table.rpartition("__")[2].removesuffix("s"))


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
