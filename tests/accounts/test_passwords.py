"""What a password must be, how it is stored, and that checking one tells and blocks nothing."""

import sqlite3
import unicodedata
from contextlib import closing

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from ntfc.accounts import rules
from ntfc.accounts.models import Credential
from ntfc.accounts.queries import passwords
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.transaction import before_writing
from tests.accounts.conftest import EMAIL, PASSWORD

COMMON = passwords.common()


@pytest.fixture(autouse=True)
def quick_passwords():
    """Passwords are as slow here as on a site."""


KNOWN = ("Amal Haddad", "amal.haddad@customs.gov.jo", "Jordan Trade Facilitation Committee")


def wrong(password, known=KNOWN):
    return [str(reason) for reason in rules.obstacles_to_password(password, known, COMMON)]


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "correct horse battery staple",
        "kftwqpzmrxvb",
        "نافذة واحدة لكل الشحنات",
        "窓口一つですべての貨物を扱う",
        "A haddad sells seven camels",
        "     a     b     c     ",
    ],
)
def test_a_long_password_of_any_characters_is_accepted(password):
    assert wrong(password) == []


def test_a_short_one_is_told_how_long_it_must_be():
    (reason,) = wrong("kftwqpzmrxv")
    assert reason.startswith("Use at least 12 characters; this has 11.")


def test_an_endless_one_is_refused():
    assert wrong("kftwq pzmrx vb " * 14) == ["Use at most 200 characters."]


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "PassWord12345!",
        "1234567890123",
        "987654321098",
        "aaaaaaaaaaaaaa",
        "abababababababab",
        "qwertyuiop123",
        "!!!letmein!!!2026",
        "iloveyouiloveyou",
        "............",
    ],
)
def test_what_is_tried_first_is_refused(password):
    assert any("among the first that are tried" in reason for reason in wrong(password))


@pytest.mark.parametrize(
    "password",
    [
        "AmalHaddad2026",
        "amal.haddad@customs.gov.jo",
        "haddadamal!!!!",
        "Jordan Trade Facilitation",
        "customs.gov.jo",
    ],
)
def test_ones_own_name_address_and_site_are_refused(password):
    assert any("little more than your name" in reason for reason in wrong(password))


def test_the_list_is_long_enough_and_in_the_form_that_is_compared():
    assert sum(len(password) >= 8 for password in COMMON) >= 10_000
    assert all(password == password.casefold() or len(password) < 40 for password in COMMON)
    assert "password" in COMMON


@given(st.text(max_size=250), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_gets_an_answer(password, known):
    reasons = wrong(password, tuple(known))
    assert (len(password) < 12) is any("at least" in reason for reason in reasons)


@given(st.sampled_from(sorted(COMMON)), st.integers(0, 99999), st.booleans())
def test_digits_put_on_make_no_common_password_better(word, number, front):
    password = f"{number}{word}" if front else f"{word}{number}"
    if word[0].isalpha() and word[-1].isalpha():
        assert rules.is_common(password, COMMON)


# How it is stored


def test_the_same_accent_from_another_keyboard_fits(hashed):
    typed = "Señor Ibáñez cruza la frontera"
    stored = passwords.hash_of(unicodedata.normalize("NFD", typed))
    assert passwords.fits(stored, unicodedata.normalize("NFC", typed))
    assert not passwords.fits(hashed, typed)


def test_it_is_argon2id_with_at_least_what_is_recommended(hashed):
    found = extract_parameters(hashed)
    assert found.type is Type.ID
    assert found.memory_cost >= 19 * 1024
    assert found.time_cost >= 2


@pytest.mark.parametrize("stored", ["", "!", "no hash at all"])
def test_a_spoilt_hash_lets_nobody_in(stored):
    assert not passwords.fits(stored, PASSWORD)


def test_an_outdated_hash_is_renewed_at_the_next_sign_in(
    visitor, make_account, sign_in, change, stored
):
    make_account()
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    change(update(Credential).values(password_hash=old))
    assert sign_in(visitor).status_code == 303
    (credential,) = stored(Credential)
    assert credential.password_hash != old
    assert not passwords.is_outdated(credential.password_hash)
    visitor.post("/sign-out")
    assert sign_in(visitor).status_code == 303


# What checking one tells


@pytest.fixture
def verified(monkeypatch):
    """Note the hash of each verification, of the real one that goes on working."""
    seen = []
    real = passwords.HASHER

    class Watched:
        def __getattr__(self, name):
            return getattr(real, name)

        def verify(self, stored, password):
            seen.append(stored)
            return real.verify(stored, password)

    monkeypatch.setattr(passwords, "HASHER", Watched())
    return seen


def test_unknown_accounts_cost_the_same_work(
    visitor, make_account, make_person, sign_in, verified, count_queries
):
    make_account()
    make_person("Without Password", email="links.only@customs.gov.jo")
    spent = {}
    for email in (EMAIL, "nobody@customs.gov.jo", "links.only@customs.gov.jo"):
        verified.clear()
        with count_queries() as statements:
            assert sign_in(visitor, email=email, password="not the right one").status_code == 422
        costs = [extract_parameters(stored) for stored in verified]
        spent[email] = (costs, statements)
    assert spent[EMAIL] == spent["nobody@customs.gov.jo"] == spent["links.only@customs.gov.jo"]
    assert len(spent[EMAIL][0]) == 1


def test_no_password_fits_an_account_that_does_not_exist():
    assert not passwords.fits(None, PASSWORD)
    assert not passwords.fits(None, "nobody has this password")


def test_nobody_waits_while_a_password_is_checked(
    visitor, client_for, make_account, sign_in, config, database, monkeypatch
):
    person = make_account()
    free = []

    def look(real):
        def slow(*args):
            if database == "sqlite":  # it has one lock for all who write; PostgreSQL has none
                with closing(sqlite3.connect(config.instance / "ntfc.db", timeout=0)) as other:
                    other.execute("BEGIN IMMEDIATE")
                    other.rollback()
            free.append(real.__name__)
            return real(*args)

        return slow

    for name in ("fits", "hash_of"):
        monkeypatch.setattr(passwords, name, look(getattr(passwords, name)))
    visitor.get("/sign-in")
    assert sign_in(visitor).status_code == 303
    assert sign_in(visitor).status_code == 303  # now with the cookie of a person signed in
    typed = {"current": PASSWORD, "password": "four words in a row", "again": "four words in a row"}
    assert client_for(person).post("/me/password", data=typed).status_code == 303
    assert free == ["fits", "fits", "fits", "hash_of"]


def test_before_writing_refuses_to_come_too_late(app, make_person):
    number = make_person()
    with app.app_context():
        db.session.get(Person, number)
        with pytest.raises(RuntimeError, match="before the first query"), before_writing():
            pass
        db.session.rollback()
        with pytest.raises(RuntimeError, match="nothing may be changed"), before_writing():
            db.session.get(Person, number).name = "Changed"
