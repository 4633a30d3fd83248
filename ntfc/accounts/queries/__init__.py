"""Reading what people sign in with: the device of a request, a password, one's own account."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy import Row, Select, bindparam, func, select

from ntfc import tokens
from ntfc.accounts import rules
from ntfc.accounts.models import Credential, Device, RecoveryCode
from ntfc.config import Config
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.people.queries import affiliations, duties

DEMO_DOMAIN = ".example"  # reserved: nobody real has an e-mail address there


def keyed(*words: object) -> str:
    """Return a hash that only this instance can make: what is kept of addresses and codes."""
    text = "\n".join(str(word) for word in words)
    key = str(current_app.config["SECRET_KEY"])
    return hmac.new(key.encode(), text.encode(), "sha256").hexdigest()


def carrier_of(token: str) -> Row[*tuple[Any, ...]] | None:
    """Return the device that carries *token* and its person, unless signed out or erased."""
    return db.session.execute(_carrier(), {"token_hash": tokens.hash_of(token)}).one_or_none()


@cache
def _carrier() -> Select[*tuple[Any, ...]]:
    """Return the question of each request, put together once: it takes longer than the answer."""
    return (
        select(
            Device.id.label("device_id"),
            Device.stays,
            Device.created_at,
            Device.last_seen_at,
            Device.second_factor_at,
            Person.id.label("person_id"),
            Person.name,
            Person.language,
            Person.time_zone,
            Person.is_administrator,
            Credential.totp_confirmed_at,
        )
        .join(Person, Device.person_id == Person.id)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .where(Device.token_hash == bindparam("token_hash"), Device.ended_at.is_(None))
        .where(Person.erased_at.is_(None))
    )


@dataclass(frozen=True)
class StoredPassword:
    """What is needed to check a password."""

    person_id: int
    email: str
    hashed: str


def password_of(email: str) -> StoredPassword | None:
    """Return the stored password of the person with this e-mail address, if there is one."""
    return _stored_password(_passwords().where(Person.email == email.lower()))


def password_of_person(person_id: int) -> StoredPassword | None:
    """Return the stored password of a person, if there is one."""
    return _stored_password(_passwords().where(Person.id == person_id))


def _passwords() -> Select[*tuple[Any, ...]]:
    columns = select(Person.id, Person.email, Credential.password_hash)
    joined = columns.join(Credential, Credential.person_id == Person.id)
    return joined.where(Person.erased_at.is_(None))


def _stored_password(query: Select[*tuple[Any, ...]]) -> StoredPassword | None:
    row = db.session.execute(query).one_or_none()
    return StoredPassword(row.id, row.email or "", row.password_hash) if row else None


def credential_of(person_id: int) -> Credential | None:
    """Return what the person signs in with, to be changed."""
    found: Credential | None = db.session.scalar(
        select(Credential).where(Credential.person_id == person_id)
    )
    return found


def person(person_id: int) -> Person:
    """Return the person; 404 when erased or unknown."""
    found: Person = db.one_or_404(
        select(Person).where(Person.id == person_id, Person.erased_at.is_(None))
    )
    return found


@dataclass(frozen=True)
class DeviceLine:
    """A device as its person sees it in the list."""

    id: int
    label: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    stays: bool


def devices_of(person: Person, now: datetime) -> list[DeviceLine]:
    """Return the devices in which the person is signed in, the last used first."""
    query = (
        select(*(getattr(Device, name) for name in DeviceLine.__dataclass_fields__))
        .where(Device.person_id == person.id, Device.ended_at.is_(None))
        .order_by(Device.last_seen_at.desc(), Device.id.desc())
    )
    lines = [DeviceLine(*row) for row in db.session.execute(query)]
    return [line for line in lines if not _is_over(line, person, now)]


def kept_devices(person_id: int) -> list[Device]:
    """Return every device still kept of a person, signed out ones too."""
    query = select(Device).where(Device.person_id == person_id).order_by(Device.id)
    return list(db.session.scalars(query))


def _is_over(line: DeviceLine, person: Person, now: datetime) -> bool:
    return rules.is_over(
        stays=line.stays,
        is_administrator=person.is_administrator,
        last_seen_at=line.last_seen_at,
        now=now,
    )


@dataclass(frozen=True)
class Safety:
    """How well an account is kept, for its own page."""

    has_password: bool
    password_set_at: datetime | None
    secret: str  # only while the second factor is being set up
    factor_since: datetime | None
    codes_left: int


def safety_of(person_id: int) -> Safety:
    """Return how well the account of a person is kept."""
    unused = (
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
        .scalar_subquery()
    )
    query = select(Credential.password_set_at, Credential.totp_secret, Credential.totp_confirmed_at)
    row = db.session.execute(
        query.add_columns(unused).where(Credential.person_id == person_id)
    ).one_or_none()
    if row is None:
        return Safety(False, None, "", None, 0)
    secret = "" if row.totp_confirmed_at else row.totp_secret
    return Safety(True, row.password_set_at, secret, row.totp_confirmed_at, row[3])


@dataclass(frozen=True)
class DemoAccount:
    """An invented person to sign in as, and what that person is."""

    id: int
    name: str
    note: str


def demo_accounts() -> list[DemoAccount]:
    """Return the invented people who use the site; the others of the story act by links."""
    query = _demo_people().with_only_columns(Person.id, Person.name)
    rows = db.session.execute(query.order_by(Person.name, Person.id)).all()
    numbers = [row.id for row in rows]
    duty, places = duties(numbers), affiliations(numbers)
    told = {n: [*filter(None, [duty.get(n)]), *places.get(n, ())[:1]] for n in numbers}
    return [DemoAccount(row.id, row.name, " · ".join(told[row.id])) for row in rows]


def demo_person(person_id: int) -> Person | None:
    """Return one of the invented people of a demonstration; nobody, when this is none."""
    found: Person | None = db.session.scalar(_demo_people().where(Person.id == person_id))
    return found


def _demo_people() -> Select[Person]:
    """Nobody outside a demonstration, who may be real, has a password or was never here."""
    config: Config = current_app.extensions["ntfc.config"]
    query = (
        select(Person)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .where(Credential.id.is_(None), Person.erased_at.is_(None))
        .where(Person.last_seen_at.is_not(None))
        .where(Person.email.endswith(DEMO_DOMAIN, autoescape=True))
    )
    return query if config.demo else query.where(Person.id.is_(None))


def known_about(person: Person) -> tuple[str, ...]:
    """Return what a password of this person must not merely repeat."""
    config: Config = current_app.extensions["ntfc.config"]
    return person.name, person.email or "", config.site_name


def everybody() -> list[Row[*tuple[Any, ...]]]:
    """Return who can sign in or administers, for the command line."""
    query = (
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.is_administrator,
            Person.last_seen_at,
            Credential.password_set_at,
            Credential.totp_confirmed_at,
        )
        .outerjoin(Credential, Credential.person_id == Person.id)
        .where(Person.erased_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return list(db.session.execute(query))
