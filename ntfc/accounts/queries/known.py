"""Recognising a device in which a person has signed in before, also after signing out there.

The mark is a cookie beside that of the session. It opens nothing: who carries it has tries of its
own, apart from those that strangers use up. It holds as long as the row of the device is kept, and
ends when the device is signed out from elsewhere, with all others, or by a new password.
"""

import hmac

from sqlalchemy import select

from ntfc import tokens
from ntfc.accounts.models import Device
from ntfc.accounts.queries import keyed
from ntfc.db import db
from ntfc.people.models import Person

LONGEST_NUMBER = 18


def mark_of(device_id: int, token: str) -> str:
    """Return the mark by which the device that carries *token* is known again."""
    return f"{device_id}.{_sign(device_id, tokens.hash_of(token))}"


def device_known_by(mark: str, email: str) -> int | None:
    """Return the device of the person with this address that carries *mark*, if it is one."""
    number, _dot, sign = mark.partition(".")
    if not (number.isascii() and number.isdecimal()) or len(number) > LONGEST_NUMBER:
        return None
    query = (
        select(Device.id, Device.token_hash)
        .join(Person, Person.id == Device.person_id)
        .where(Device.id == int(number), Person.email == email.strip().lower())
        .where(Person.erased_at.is_(None))
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    right = hmac.compare_digest(sign.encode(), _sign(row.id, row.token_hash).encode())
    return int(row.id) if right else None


def _sign(device_id: int, token_hash: str) -> str:
    return keyed("known device", device_id, token_hash)
