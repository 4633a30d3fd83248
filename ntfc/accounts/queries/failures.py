"""Failed tries, as all workers see them."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select

from ntfc.accounts import rules
from ntfc.accounts.models import Attempt
from ntfc.accounts.queries import keyed
from ntfc.db import db

LONGEST_MEMORY = max(rules.PER_ACCOUNT.memory, rules.PER_ADDRESS.memory)


def account_key(email: str) -> str:
    """Name an account, which need not exist, without storing its address."""
    return keyed("account", email.strip().lower())


def device_key(device_id: int) -> str:
    """Name a device in which the person has signed in before."""
    return keyed("device", device_id)


def holder_key(email: str, known: int | None) -> str:
    """Name what a try counts for: the known device it comes from, else the account."""
    return account_key(email) if known is None else device_key(known)


def address_key(address: str) -> str:
    """Name the address a request came from without storing it."""
    return keyed("address", address)


def asking_key(who: str, what: str = "asking") -> str:
    """Name the address from which, or to which, something was asked for: a new password, or *what*."""
    return keyed(what, who.strip().lower())


def wait_for(email: str, address: str, now: datetime, known: int | None = None) -> timedelta:
    """Return how long to wait before another try for this account from this address.

    *known* is the device of the person that tries: it has a limit of its own, so nobody who only
    knows an e-mail address keeps its owner out.
    """
    holder, place = holder_key(email, known), address_key(address)
    failures = _failures(now, holder, place)
    limits = rules.PER_ACCOUNT if known is None else rules.PER_DEVICE
    return max(
        rules.wait(failures[holder], now, limits),
        rules.wait(failures[place], now, rules.PER_ADDRESS),
    )


def is_locked(key: str, now: datetime, limits: rules.Limits) -> bool:
    """Tell whether the failures of an account, device or address lock it now."""
    return rules.is_locked(_failures(now, key)[key], now, limits)


def wait_to_ask(
    who: str, now: datetime, what: str = "asking", limits: rules.Limits = rules.PER_ASKING
) -> timedelta:
    """Return how long to wait before it may be asked for again: a new password, or *what*."""
    key = asking_key(who, what)
    return rules.wait(_failures(now, key)[key], now, limits)


def _failures(now: datetime, *keys: str) -> dict[str, list[datetime]]:
    failures: dict[str, list[datetime]] = defaultdict(list)
    counted = select(Attempt.key, Attempt.at).where(Attempt.key.in_(keys))
    for key, at in db.session.execute(counted.where(Attempt.at > now - LONGEST_MEMORY)):
        failures[key].append(at)
    return failures
