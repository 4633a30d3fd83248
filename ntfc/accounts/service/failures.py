"""Counting failed tries, and forgiving them. Facts about requests, written after each."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from ntfc import audit
from ntfc.accounts import queries, rules
from ntfc.accounts.models import Attempt, Device
from ntfc.accounts.queries import failures
from ntfc.db import db
from ntfc.people import queries as people
from ntfc.people.models import Person
from ntfc.permissions import ADMINISTER, COME_IN, Actor, Site, requires


@requires(COME_IN)
def count(
    _site: Site,
    /,
    email: str,
    address: str,
    *,
    actor: Actor,
    now: datetime,
    known: int | None = None,
) -> None:
    """Write down a failed try, forget those that no longer count, and record a lock it causes."""
    _forget_old(now)
    holder, place = failures.holder_key(email, known), failures.address_key(address)
    db.session.add_all(Attempt(key=key, at=now) for key in (holder, place))
    db.session.flush()
    if failures.is_locked(place, now, rules.PER_ADDRESS):
        # No address stands in the trail; the same one has the same name here.
        audit.record(actor, "site.address_locked", place=place[:12])
    if known is not None and failures.is_locked(holder, now, rules.PER_DEVICE):
        audit.record(actor, "account.device_locked", db.session.get(Device, known))
    if known is None and failures.is_locked(holder, now, rules.PER_ACCOUNT):
        _record_lock(email, actor)


def _record_lock(email: str, actor: Actor) -> None:
    """Of an account that does not exist nothing is recorded: anybody could fill the trail."""
    person = people.by_email(email)
    if person is not None and queries.credential_of(person.id) is not None:
        audit.record(actor, "account.locked", person)


@requires(COME_IN)
def count_asking(
    _site: Site,
    /,
    who: str,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
    what: str = "asking",
) -> None:
    """Write down that a new password, or *what*, was asked for: right or wrong, it counts."""
    _forget_old(now)
    db.session.add(Attempt(key=failures.asking_key(who, what), at=now))


@requires(COME_IN)
def forgive(person: Person, *, actor: Actor, known: int | None = None) -> None:  # noqa: ARG001  -- guarded
    """Forget the failures of a person who came in after all.

    Who came in from a known device forgives that device alone: else each sign-in of the owner would
    give a stranger ten tries more.
    """
    _forget({failures.holder_key(person.email or "", known)})


@requires(ADMINISTER)
def unlock(person: Person, *, actor: Actor) -> None:
    """Forget the failures of a person who is known to be the right one."""
    _forgive_all(person)
    audit.record(actor, "account.unlocked", person)


@requires(ADMINISTER)
def forget_old(_site: Site, /, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001  -- guarded
    """Take away what no longer counts."""
    _forget_old(now)


@requires(COME_IN)
def start_afresh(person: Person, *, actor: Actor) -> None:  # noqa: ARG001  -- guarded
    """Forget every failure of a person whose password is another one now."""
    _forgive_all(person)


def _forgive_all(person: Person) -> None:
    devices = db.session.scalars(select(Device.id).where(Device.person_id == person.id))
    of_devices = {failures.device_key(number) for number in devices}
    _forget({failures.account_key(person.email or ""), *of_devices})


def _forget(keys: Collection[str]) -> None:
    db.session.execute(delete(Attempt).where(Attempt.key.in_(keys)))


def _forget_old(now: datetime) -> None:
    db.session.execute(delete(Attempt).where(Attempt.at <= now - failures.LONGEST_MEMORY))
