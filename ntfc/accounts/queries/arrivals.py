"""Who a request comes from: the device it carries, and what that device still owes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, session

from ntfc.accounts import queries, rules
from ntfc.accounts.rules import Step
from ntfc.people.models import Person
from ntfc.permissions import Insider, Role, Standing

StandingOf = Callable[[int], Standing]
SESSION_KEY = "_user_id"  # where flask-login looks; it holds the token of the device


@dataclass(frozen=True)
class Arrival:
    """A device that was let through the password, and what it still owes."""

    device_id: int
    person: Insider
    owes: Step
    created_at: datetime
    last_seen_at: datetime


def demanded_roles() -> frozenset[Role]:
    """Return the roles that must use a second factor on this site."""
    demanded: frozenset[Role] = current_app.extensions["ntfc.second_factor_roles"]
    return demanded


def roles_held(person: Person | Insider) -> frozenset[Role]:
    """Return every role the person holds anywhere."""
    if isinstance(person, Insider):
        return person.roles_in(None)
    standing_of: StandingOf = current_app.extensions["ntfc.standing_of"]
    site = {Role.ADMINISTRATOR} if person.is_administrator else set()
    return frozenset(site | {Role.PERSON}).union(*standing_of(person.id).roles.values())


def of_token(token: str, now: datetime) -> Arrival | None:
    """Return who comes with *token*; nobody when it is unknown, signed out or over."""
    row = queries.carrier_of(token)
    if row is None or rules.is_over(
        stays=row.stays,
        is_administrator=row.is_administrator,
        last_seen_at=row.last_seen_at,
        now=now,
    ):
        return None
    standing_of: StandingOf = current_app.extensions["ntfc.standing_of"]
    bodies_apart: Callable[[], frozenset[int]] = current_app.extensions["ntfc.bodies_apart"]
    person = Insider(
        person_id=row.person_id,
        name=row.name,
        token=token,
        language=row.language,
        time_zone=row.time_zone,
        is_administrator=row.is_administrator,
        apart=bodies_apart() if row.is_administrator else frozenset(),
        **vars(standing_of(row.person_id)),
    )
    owes = rules.still_owed(
        has_factor=row.totp_confirmed_at is not None,
        proved=row.second_factor_at is not None,
        held=roles_held(person),
        demanded=demanded_roles(),
    )
    return Arrival(row.device_id, person, owes, row.created_at, row.last_seen_at)


def unfinished(now: datetime) -> Arrival | None:
    """Return who gave the password a moment ago and still owes a code or a second factor."""
    token = session.get(SESSION_KEY)
    arrival = of_token(token, now) if token else None
    if arrival is None or arrival.owes is Step.NOTHING:
        return None
    return arrival if now - arrival.created_at < rules.HALF_LASTS else None
