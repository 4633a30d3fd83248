"""What the worker does for accounts: links to new passwords, and forgetting what is over."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_

from ntfc import clock
from ntfc.accounts import queries, rules
from ntfc.accounts.models import Device
from ntfc.accounts.service import failures
from ntfc.db import db
from ntfc.jobs import JobKind
from ntfc.links import service as links
from ntfc.permissions import SITE, SYSTEM
from ntfc.transaction import unit_of_work

DEVICES_KEPT = timedelta(days=30)  # addresses of devices are personal data: no longer than needed


def send_reset_link(payload: dict[str, Any]) -> None:
    """Mail the link for a new password, if there is such a person with a password."""
    with unit_of_work():
        found = queries.password_of(payload["email"])
        if found is not None:
            person = queries.person(found.person_id)
            links.issue_and_send(
                person, rules.RESET_PASSWORD, person, actor=SYSTEM, now=clock.now()
            )


def tidy(_payload: dict[str, Any]) -> None:
    """Forget failed tries that no longer count and devices that are long signed out or unused."""
    now = clock.now()
    with unit_of_work():
        failures.forget_old(SITE, actor=SYSTEM, now=now)
        unused = Device.last_seen_at < now - rules.OWN_LASTS - DEVICES_KEPT
        db.session.execute(delete(Device).where(or_(Device.ended_at < now - DEVICES_KEPT, unused)))


def _nothing(_payload: dict[str, Any]) -> dict[str, Any]:
    return {}  # an address that somebody typed is not kept once it was looked up


FORGOTTEN = JobKind(name=rules.FORGOTTEN, run=send_reset_link, keep=_nothing)
TIDY = JobKind(name="accounts.tidy", run=tidy, every=timedelta(days=1))
