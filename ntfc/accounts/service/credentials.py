"""Passwords, and what an administrator does for people who cannot come in any more."""

from datetime import datetime

from sqlalchemy import delete

from ntfc import audit
from ntfc.accounts import queries, rules
from ntfc.accounts.models import Credential, Device, RecoveryCode
from ntfc.accounts.queries.passwords import Proof
from ntfc.accounts.service import devices, failures, letters, second_factor
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.people.models import Person
from ntfc.permissions import ADMINISTER, SYSTEM, Actor, requires


@requires(rules.OWN)
def change_password(
    person: Person, *, proof: Proof, new_hash: str, token: str, actor: Actor, now: datetime
) -> None:
    """Change one's own password; every device but the one with *token* is signed out."""
    credential = queries.credential_of(person.id)
    if credential is None or credential.password_hash != proof.stored:
        raise Refused(devices.OVERTAKEN)
    _store_password(person, new_hash, actor=actor, now=now)
    devices.end_all(person, keep_token=token, actor=actor, now=now)
    audit.record(actor, "account.password_changed", person)
    letters.tell(person, letters.PASSWORD_CHANGED, actor=actor, now=now)


@requires(rules.CHOOSE_PASSWORD)
def choose_password(person: Person, *, new_hash: str, actor: Actor, now: datetime) -> None:
    """Give a person a first or a new password; whoever was signed in with the old one is out."""
    is_first = queries.credential_of(person.id) is None
    _store_password(person, new_hash, actor=actor, now=now)
    devices.end_all(person, actor=SYSTEM, now=now)
    audit.record(actor, "account.password_chosen", person, first=is_first)
    if not is_first:
        letters.tell(person, letters.PASSWORD_CHANGED, actor=actor, now=now)


def _store_password(person: Person, new_hash: str, *, actor: Actor, now: datetime) -> None:
    credential = queries.credential_of(person.id)
    if credential is None:
        credential = Credential(person_id=person.id)
        db.session.add(credential)
    credential.password_hash, credential.password_set_at = new_hash, now
    failures.start_afresh(person, actor=actor)
    db.session.flush()


@requires(ADMINISTER)
def take_second_factor(person: Person, *, actor: Actor, now: datetime) -> None:
    """Turn off the second factor of a person who lost telephone and recovery codes."""
    second_factor.take(person, actor=actor)
    devices.end_all(person, actor=SYSTEM, now=now)
    audit.record(actor, "account.second_factor_taken", person)
    letters.tell(person, letters.FACTOR_OFF, actor=actor, now=now)


@requires(ADMINISTER)
def forget(person: Person, *, actor: Actor) -> None:
    """Take away everything a person signs in with, for good."""
    failures.start_afresh(person, actor=actor)
    for table in (Credential, Device, RecoveryCode):
        db.session.execute(delete(table).where(table.person_id == person.id))
    audit.record(actor, "account.forgotten", person)
