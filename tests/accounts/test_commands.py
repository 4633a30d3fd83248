"""`ntfc users`, as the person at the machine uses it."""

import pytest
from click.testing import CliRunner

from ntfc.accounts.hooks.commands import users
from ntfc.accounts.models import Credential
from ntfc.people.models import Person
from tests.accounts.conftest import EMAIL, PASSWORD

NEW = "nine camels cross the border"


@pytest.fixture
def run(app):
    """Return a function that runs a command and gives back its result."""

    def run(*words):
        with app.app_context():
            return CliRunner().invoke(users, words)

    return run


def path_in(result):
    return result.output.strip().splitlines()[-1].removeprefix("http://127.0.0.1:8000")


def test_listing_people(run, make_account, make_person):
    make_account(secret="GEZDGNBV", is_administrator=True)
    make_person("By Links Only")
    told = run("list").output
    assert f"Amal Haddad\t{EMAIL}\tadministrator, password, second factor" in told
    assert "By Links Only\t-\tone-time links only" in told


def test_the_set_up_link(run, visitor, make_account):
    assert visitor.get(path_in(run("setup-link"))).status_code == 200
    make_account(is_administrator=True)
    result = run("setup-link")
    assert result.exit_code == 1
    assert "The site has an administrator." in result.output


def test_a_reset_link_is_handed_over(run, visitor, make_account, sign_in):
    make_account()
    result = run("reset-link", EMAIL.upper())
    assert "Only Amal Haddad may get this address" in result.output
    answer = visitor.post(path_in(result), data={"password": NEW, "again": NEW})
    assert answer.status_code == 200
    assert sign_in(visitor, password=NEW).status_code == 303


def test_somebody_without_password_gets_an_invitation(run, visitor, make_person, sign_in):
    make_person(email=EMAIL)
    answer = visitor.post(
        path_in(run("reset-link", EMAIL)), data={"password": PASSWORD, "again": PASSWORD}
    )
    assert "Now you can sign in." in answer.text
    assert sign_in(visitor).status_code == 303


def test_granting_and_revoking(run, make_account, stored):
    make_account()
    make_account("second@customs.gov.jo")
    assert run("grant-admin", EMAIL).output == "Amal Haddad is an administrator now.\n"
    assert stored(Person)[0].is_administrator
    result = run("revoke-admin", EMAIL)
    assert result.exit_code == 1
    assert "The last administrator must stay" in result.output
    assert stored(Person)[0].is_administrator
    run("grant-admin", "second@customs.gov.jo")
    assert run("revoke-admin", EMAIL).exit_code == 0
    assert not stored(Person)[0].is_administrator


def test_unlocking(run, visitor, make_account, sign_in):
    make_account()
    for _try in range(4):
        sign_in(visitor, password="not the right one")
    assert sign_in(visitor).status_code == 429
    assert run("unlock", EMAIL).output == "Amal Haddad can try again at once.\n"
    assert sign_in(visitor).status_code == 303


def test_a_lost_telephone(run, visitor, make_account, sign_in, stored):
    make_account(secret="GEZDGNBVGY3TQOJQ")
    assert run("second-factor-off", EMAIL).exit_code == 0
    assert stored(Credential)[0].totp_confirmed_at is None
    assert sign_in(visitor).location == "/"


@pytest.mark.parametrize(
    "command", ["reset-link", "grant-admin", "revoke-admin", "unlock", "second-factor-off"]
)
def test_nobody_of_that_address(run, command):
    result = run(command, "nobody@customs.gov.jo")
    assert result.exit_code == 1
    assert "Nobody here has the e-mail address nobody@customs.gov.jo." in result.output
