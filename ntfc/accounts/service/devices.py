"""Signing in and out: a device is a row, and ending it makes every copy of its cookie useless."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from ntfc import audit, tokens
from ntfc.accounts import queries, rules
from ntfc.accounts.models import Device
from ntfc.accounts.queries import arrivals
from ntfc.accounts.queries.passwords import Proof
from ntfc.accounts.rules import Step
from ntfc.accounts.service import failures, second_factor
from ntfc.db import db
from ntfc.errors import Gone, Refused
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import COME_IN, Actor, Insider, Site, requires

OVERTAKEN = _("The password was changed a moment ago. Sign in with the new one.")


@dataclass(frozen=True)
class Browser:
    """Where somebody signs in: what the browser says it is, from where, and whose it is."""

    label: str
    address: str
    stays: bool = False
    token: str = ""  # what it was signed in with until now, if it was
    known: int | None = None  # the device of this person that it was before


@requires(COME_IN)
def sign_in(
    person: Person, *, proof: Proof, browser: Browser, actor: Actor, now: datetime
) -> tuple[str, Step]:
    """Let in who proved the password; return the token of the device and what it still owes."""
    credential = queries.credential_of(person.id)
    if credential is None or credential.password_hash != proof.stored:
        raise Refused(OVERTAKEN)
    if proof.renewed:
        credential.password_hash = proof.renewed
    token = open_device(person, browser=browser, actor=actor, now=now)
    arrival = arrivals.of_token(token, now)
    owes = arrival.owes if arrival else Step.NOTHING
    if owes is Step.NOTHING:
        failures.forgive(person, actor=actor, known=browser.known)
    return token, owes


@requires(COME_IN)
def open_device(
    person: Person,
    *,
    browser: Browser,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
    proved: bool = False,
) -> str:
    """Sign a browser in; it gets a token of its own, never one it brought along."""
    _end_token(browser.token, now)
    token = tokens.new()
    device = Device(
        person_id=person.id,
        token_hash=tokens.hash_of(token),
        label=browser.label[:200],
        address=browser.address[:60],
        stays=browser.stays,
        created_at=now,
        last_seen_at=now,
        second_factor_at=now if proved else None,
    )
    db.session.add(device)
    _note_person_seen(person.id, now)
    db.session.flush()
    audit.record(_as_insider(person, token), "account.password_accepted", device)
    return token


def _as_insider(person: Person, token: str = "") -> Insider:
    return Insider(person_id=person.id, name=person.name, token=token)


@requires(COME_IN)
def give_code(
    person: Person,
    *,
    code: str,
    token: str,
    actor: Actor,
    now: datetime,
    known: int | None = None,
) -> str | None:
    """Finish a sign-in with a code; return the new token of the device, or None if it is wrong."""
    if not second_factor.accept(person, code, actor=actor, now=now):
        return None
    return prove_device(person, token=token, actor=actor, now=now, known=known)


@requires(COME_IN)
def prove_device(
    person: Person, *, token: str, actor: Actor, now: datetime, known: int | None = None
) -> str:
    """Note that a code was given on a device; its token changes with what it may do."""
    device = _device_with(token, person)
    renewed = tokens.new()
    device.token_hash = tokens.hash_of(renewed)
    device.second_factor_at = device.last_seen_at = now
    failures.forgive(person, actor=actor, known=known)
    db.session.flush()
    audit.record(_as_insider(person, renewed), "account.code_accepted", device)
    return renewed


@requires(COME_IN)
def sign_out(_site: Site, *, token: str, actor: Actor, now: datetime) -> None:
    """Sign out the browser that carries *token*, finished with signing in or not."""
    device = _end_token(token, now)
    if device is not None:
        audit.record(actor, "account.signed_out", device)


def _end_token(token: str, now: datetime) -> Device | None:
    row = queries.carrier_of(token) if token else None
    device = db.session.get(Device, row.device_id) if row else None
    if device is not None:
        device.ended_at = now
    return device


@requires(COME_IN)
def note_seen(
    _site: Site,
    /,
    device_id: int,
    address: str,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Write down that a device is in use: at most every five minutes, for reading stays cheap."""
    device = db.session.get(Device, device_id)
    if device is None or device.ended_at is not None:
        return
    device.last_seen_at, device.address = now, address[:60]
    _note_person_seen(device.person_id, now)


def _note_person_seen(person_id: int, now: datetime) -> None:
    """Past the version of the row: being here does not overtake who edits the person."""
    seen = update(Person).where(Person.id == person_id).values(last_seen_at=now)
    db.session.execute(seen.execution_options(synchronize_session=False))


@requires(rules.OWN)
def end_device(person: Person, device_id: int, *, actor: Actor, now: datetime) -> None:
    """Sign one of a person's own devices out."""
    device = db.session.get(Device, device_id)
    if device is None or device.person_id != person.id:
        raise Gone(_("This device is no longer in the list."))
    _end_for_good(device, now)
    db.session.flush()
    audit.record(actor, "account.device_signed_out", device)


@requires(rules.OWN)
def end_all(person: Person, *, actor: Actor, now: datetime, keep_token: str | None = None) -> None:
    """Sign a person out everywhere: each cookie, copied or not, is worth nothing from now on."""
    kept = None if keep_token is None else _device_with(keep_token, person)
    for device in db.session.scalars(select(Device).where(Device.person_id == person.id)):
        if device is not kept:
            _end_for_good(device, now)
    db.session.flush()
    audit.record(actor, "account.signed_out_everywhere", person)


def _end_for_good(device: Device, now: datetime) -> None:
    """Sign a device out and forget it: with the hash of its token goes the mark it is known by."""
    device.ended_at = device.ended_at or now
    device.token_hash = tokens.hash_of(tokens.new())


def _device_with(token: str, person: Person) -> Device:
    query = select(Device).where(Device.token_hash == tokens.hash_of(token))
    device = db.session.scalar(
        query.where(Device.person_id == person.id, Device.ended_at.is_(None))
    )
    if device is None:
        raise Gone(_("This device was signed out a moment ago. Sign in again."))
    return device
