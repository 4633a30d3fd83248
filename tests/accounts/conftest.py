"""Accounts with passwords, browsers to sign in with, and codes of telephones."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from ntfc.accounts.models import Attempt, Credential, Device
from ntfc.accounts.queries import passwords
from ntfc.accounts.rules import totp
from ntfc.clock import now
from ntfc.db import db
from ntfc.transaction import unit_of_work

PASSWORD = "seven lorries wait at dawn"
EMAIL = "amal.haddad@customs.gov.jo"


@pytest.fixture(autouse=True)
def quick_passwords():
    """Spare the work that makes guessing slow; tests/accounts/test_passwords.py has it done."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        )
        passwords._nobody.cache_clear()
        yield
    passwords._nobody.cache_clear()


@pytest.fixture
def hashed(quick_passwords):
    return passwords.hash_of(PASSWORD)


@pytest.fixture
def make_account(app, make_person, hashed):
    """Return a function that makes a person with a password, perhaps with a second factor."""

    def make_account(email=EMAIL, *, secret="", **values):
        number = make_person(email=email, **values)
        with app.app_context(), unit_of_work():
            db.session.add(
                Credential(
                    person_id=number,
                    password_hash=hashed,
                    password_set_at=now(),
                    totp_secret=secret,
                    totp_confirmed_at=now() if secret else None,
                )
            )
        return number

    return make_account


@pytest.fixture
def visitor(client_for):
    return client_for(None)


@pytest.fixture
def sign_in():
    """Return a function that types e-mail and password."""

    def sign_in(client, email=EMAIL, password=PASSWORD, **more):
        return client.post("/sign-in", data={"email": email, "password": password, **more})

    return sign_in


@pytest.fixture
def stored(app):
    """Return a function that lists what the database holds of a model."""

    def stored(model, *conditions):
        with app.app_context():
            return list(db.session.scalars(select(model).where(*conditions).order_by(model.id)))

    return stored


@pytest.fixture
def attempts(stored):
    return lambda: stored(Attempt)


@pytest.fixture
def devices(stored):
    return lambda: stored(Device)


@pytest.fixture
def change(app):
    """Return a function that has one write done and kept."""

    def change(statement):
        with app.app_context(), unit_of_work():
            db.session.execute(statement)

    return change


def code_now(secret, steps=0):
    """Return what the telephone shows; *steps* half minutes from now."""
    return totp.code_at(secret, totp.step_of(now()) + steps)
