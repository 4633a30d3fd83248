"""The first administrator: the one-time link, and what its button does."""

import json
import os
import secrets
from datetime import datetime

from ntfc import addresses, audit, tokens
from ntfc.accounts import rules
from ntfc.accounts.queries import setup
from ntfc.accounts.service import credentials
from ntfc.db import db, one_at_a_time
from ntfc.errors import Gone
from ntfc.people import queries as people
from ntfc.people.models import Person
from ntfc.permissions import ADMINISTER, COME_IN, SYSTEM, Actor, Site, requires

ONLY_ONE_FIRST = "the first administrator"


@requires(ADMINISTER)
def setup_link(
    _site: Site,
    /,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> str | None:
    """Return the address at which the first administrator sets the site up; None once there is one.

    The address stays the same until it expires, so starting the site twice does not confuse.
    """
    if people.administrators():
        setup.path().unlink(missing_ok=True)
        return None
    token, expires_at = setup.read() or ("", now)
    if now >= expires_at:
        token = tokens.new()
        _write(token, now + rules.SETUP_LASTS)
    return addresses.absolute(f"/set-up/{token}")


@requires(COME_IN)
def set_up(
    _site: Site, *, name: str, email: str, new_hash: str, actor: Actor, now: datetime
) -> Person:
    """Make the first administrator; of two who hold the link at the same moment, one does."""
    one_at_a_time(ONLY_ONE_FIRST)
    if people.administrators():
        raise Gone(setup.WHY_CLOSED[setup.SetupState.USED])
    person = people.by_email(email)
    if person is None:
        person = Person(name=name, email=email.lower(), created_at=now)
        db.session.add(person)
    person.is_administrator = True
    db.session.flush()
    credentials.choose_password(person, new_hash=new_hash, actor=SYSTEM, now=now)
    audit.record(actor, "site.set_up", person)
    return person


def _write(token: str, expires_at: datetime) -> None:
    fresh = setup.path().with_name(f"{setup.FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({"token": token, "expires_at": expires_at.isoformat()}, file)
    fresh.replace(setup.path())
