"""The second factor of a person: set up, confirmed, used, renewed, turned off."""

import secrets
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Update, delete, update

from ntfc import audit
from ntfc.accounts import queries, rules
from ntfc.accounts.models import Credential, Device, RecoveryCode
from ntfc.accounts.queries import failures as tries
from ntfc.accounts.queries.passwords import Proof
from ntfc.accounts.rules import totp
from ntfc.accounts.service import failures, letters
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import ADMINISTER, COME_IN, SITE, SYSTEM, Actor, requires
from ntfc.transaction import afterwards

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read for something else
HALF = 5
NO_PASSWORD = _("Set a password first: the second factor stands beside it.")
ALREADY_ON = _("The second factor is on already.")
NOT_STARTED = _("Start the set-up again: the key shown before no longer counts.")
TOO_MANY = _("There were too many failed tries. Wait some minutes, then try again.")
NOT_CONFIRMED = _("The code is not right, so nothing was done. Type the code shown now.")
IS_OFF = _("The second factor is off.")


@requires(rules.OWN)
def start(person: Person, *, actor: Actor) -> None:
    """Make the key that the telephone is to hold; it counts for nothing until confirmed."""
    credential = _credential(person)
    if credential.totp_confirmed_at is not None:
        raise Refused(ALREADY_ON)
    credential.totp_secret = totp.new_secret()
    credential.totp_last_step = 0
    db.session.flush()
    audit.record(actor, "account.second_factor_started", person)


@requires(rules.OWN)
def turn_on(person: Person, code: str, *, actor: Actor, now: datetime) -> list[str] | None:
    """Turn the second factor on if the telephone shows the right code; return recovery codes."""
    credential = _credential(person)
    if credential.totp_confirmed_at is not None:
        raise Refused(ALREADY_ON)
    if not credential.totp_secret:
        raise Refused(NOT_STARTED)
    step = totp.matching_step(credential.totp_secret, _tidied(code), now)
    if step is None or not _spend_step(person, step):
        return None
    credential.totp_confirmed_at = now
    db.session.flush()
    audit.record(actor, "account.second_factor_on", person)
    letters.tell(person, letters.FACTOR_ON, actor=actor, now=now)
    return _new_codes(person)


@requires(rules.OWN)
def renew_codes(person: Person, *, actor: Actor) -> list[str]:
    """Replace the recovery codes: the old ones stop working, used or not."""
    if _credential(person).totp_confirmed_at is None:
        raise Refused(IS_OFF)
    audit.record(actor, "account.recovery_codes_renewed", person)
    return _new_codes(person)


@requires(rules.OWN)
def turn_off(person: Person, code: str, *, proof: Proof, actor: Actor, now: datetime) -> bool:
    """Turn the second factor off with password and code.

    Whose role asks for one is led to set it up anew at once: the way to a new telephone.
    """
    if _credential(person).password_hash != proof.stored or not accept(
        person, code, actor=actor, now=now
    ):
        return False
    _clear(person)
    audit.record(actor, "account.second_factor_off", person)
    letters.tell(person, letters.FACTOR_OFF, actor=actor, now=now)
    return True


@requires(ADMINISTER)
def take(person: Person, *, actor: Actor) -> None:  # noqa: ARG001  -- guarded
    """Take the second factor away from a person who lost telephone and recovery codes."""
    _clear(person)


def _clear(person: Person) -> None:
    credential = _credential(person)
    credential.totp_secret, credential.totp_confirmed_at = "", None
    # What was proved by the old one is proved no longer, on any device.
    unproved = update(Device).where(Device.person_id == person.id).values(second_factor_at=None)
    db.session.execute(unproved)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    db.session.flush()


@requires(COME_IN)
def accept(person: Person, typed: str, *, actor: Actor, now: datetime) -> bool:
    """Tell whether *typed* is a right code, of the telephone or a recovery code, and spend it."""
    code = _tidied(typed)
    credential = queries.credential_of(person.id)
    if credential is None or credential.totp_confirmed_at is None:
        return False
    if len(code) == totp.DIGITS and code.isdecimal():
        step = totp.matching_step(credential.totp_secret, code, now)
        return step is not None and _spend_step(person, step)
    return _spend_recovery_code(person, code, actor=actor, now=now)


def _tidied(typed: str) -> str:
    """Return a code without the blanks and dashes with which people write it."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


@requires(rules.OWN)
def confirm(person: Person, code: str, *, address: str, actor: Actor, now: datetime) -> None:
    """Let a dangerous act go on only with a fresh code; a wrong one counts as a failed sign-in."""
    email = person.email or ""
    if tries.wait_for(email, address, now):
        raise Refused(TOO_MANY)
    if not accept(person, code, actor=actor, now=now):
        afterwards(_count_failure, email, address, now)
        raise Refused(NOT_CONFIRMED)


def _count_failure(email: str, address: str, now: datetime) -> None:
    failures.count(SITE, email, address, actor=SYSTEM, now=now)


def _spend_step(person: Person, step: int) -> bool:
    """Take a step once: of two tries at the same moment the database lets one through."""
    return _changes_one(
        update(Credential)
        .where(Credential.person_id == person.id, Credential.totp_last_step < step)
        .values(totp_last_step=step)
    )


def _spend_recovery_code(person: Person, code: str, *, actor: Actor, now: datetime) -> bool:
    spent = _changes_one(
        update(RecoveryCode)
        .where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
        .where(RecoveryCode.code_hash == _hash_of(person, code))
        .values(used_at=now)
    )
    if spent:
        letters.tell(person, letters.CODE_USED, actor=actor, now=now)
    return spent


def _changes_one(statement: Update) -> bool:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount == 1


def _new_codes(person: Person) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [_new_code() for _count in range(rules.RECOVERY_CODES)]
    rows = [RecoveryCode(person_id=person.id, code_hash=_hash_of(person, code)) for code in codes]
    db.session.add_all(rows)
    db.session.flush()
    return [f"{code[:HALF]}-{code[HALF:]}" for code in codes]


def _new_code() -> str:
    """Return a code of 50 bits: with the limit on tries nobody finds one by guessing."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(2 * HALF))


def _hash_of(person: Person, code: str) -> str:
    return queries.keyed("recovery code", person.id, code)


def _credential(person: Person) -> Credential:
    credential = queries.credential_of(person.id)
    if credential is None:
        raise Refused(NO_PASSWORD)
    return credential
