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


def address_key(address: str) -> str:
    """Name the address a request came from without storing it."""
    return keyed("address", address)


def asking_key(address: str) -> str:
    """Name the address from which a new password was asked for."""
    return keyed("asking", address)


def wait_for(email: str, address: str, now: datetime) -> timedelta:
    """Return how long to wait before another try for this account from this address."""
    account, place = account_key(email), address_key(address)
    failures = _failures(now, account, place)
    return max(
        rules.wait(failures[account], now, rules.PER_ACCOUNT),
        rules.wait(failures[place], now, rules.PER_ADDRESS),
    )


def wait_to_ask(address: str, now: datetime) -> timedelta:
    """Return how long to wait before a new password may be asked for again from this address."""
    key = asking_key(address)
    return rules.wait(_failures(now, key)[key], now, rules.PER_ASKING)


def _failures(now: datetime, *keys: str) -> dict[str, list[datetime]]:
    failures: dict[str, list[datetime]] = defaultdict(list)
    counted = select(Attempt.key, Attempt.at).where(Attempt.key.in_(keys))
    for key, at in db.session.execute(counted.where(Attempt.at > now - LONGEST_MEMORY)):
        failures[key].append(at)
    return failures
