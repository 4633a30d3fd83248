"""Counting failed tries, and forgiving them. Facts about requests, written after each."""

from datetime import datetime

from sqlalchemy import delete

from ntfc import audit
from ntfc.accounts.models import Attempt
from ntfc.accounts.queries import failures
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import ADMINISTER, COME_IN, Actor, Site, requires


@requires(COME_IN)
def count(
    _site: Site,
    /,
    email: str,
    address: str,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Write down a failed try, and forget those that no longer count."""
    _forget_old(now)
    keys = (failures.account_key(email), failures.address_key(address))
    db.session.add_all(Attempt(key=key, at=now) for key in keys)


@requires(COME_IN)
def count_asking(
    _site: Site,
    /,
    address: str,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Write down that a new password was asked for: right or wrong, it counts."""
    _forget_old(now)
    db.session.add(Attempt(key=failures.asking_key(address), at=now))


@requires(COME_IN)
def forgive(person: Person, *, actor: Actor) -> None:  # noqa: ARG001  -- guarded
    """Forget the failures of a person who came in after all."""
    _forgive(person)


@requires(ADMINISTER)
def unlock(person: Person, *, actor: Actor) -> None:
    """Forget the failures of a person who is known to be the right one."""
    _forgive(person)
    audit.record(actor, "account.unlocked", person)


@requires(ADMINISTER)
def forget_old(_site: Site, /, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001  -- guarded
    """Take away what no longer counts."""
    _forget_old(now)


def _forgive(person: Person) -> None:
    key = failures.account_key(person.email or "")
    db.session.execute(delete(Attempt).where(Attempt.key == key))


def _forget_old(now: datetime) -> None:
    db.session.execute(delete(Attempt).where(Attempt.at <= now - failures.LONGEST_MEMORY))
