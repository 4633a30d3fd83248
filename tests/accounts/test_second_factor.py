import re
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from flask_login import current_user
from sqlalchemy import update

from ntfc.accounts.hooks.commands import users
from ntfc.accounts.models import Credential, Device, RecoveryCode
from ntfc.accounts.service import second_factor
from ntfc.app import create_app
from ntfc.clock import now
from ntfc.db import db
from ntfc.errors import Misconfigured, Refused
from ntfc.jobs import Job
from ntfc.mail import KIND as MAIL
from ntfc.people.models import Person
from ntfc.permissions import COME_IN, SITE, Insider, authorize
from ntfc.transaction import unit_of_work
from tests.accounts.conftest import EMAIL, PASSWORD, code_now

KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def browser(app):
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def key_on(page):
    return BeautifulSoup(page, "html.parser").find(id="factor-key").text.replace(" ", "")


def codes_on(page):
    return re.findall(r"<li><code>([A-Z2-9]{5}-[A-Z2-9]{5})</code></li>", page)


# Setting it up


def test_it_counts_only_after_a_code_was_given(visitor, make_account, sign_in, stored):
    make_account()
    sign_in(visitor)
    assert visitor.post("/me/second-factor/start").location == "/me/second-factor"
    page = visitor.get("/me/second-factor").text
    key = key_on(page)
    assert 'src="data:image/svg+xml' in page
    assert key == stored(Credential)[0].totp_secret
    assert sign_in(visitor).location == "/"  # not asked for: nothing is confirmed
    answer = visitor.post("/me/second-factor", data={"code": "000000"})
    assert answer.status_code == 422
    assert "This code is not right" in answer.text
    assert key_on(answer.text) == key
    answer = visitor.post("/me/second-factor", data={"code": code_now(key)})
    assert answer.status_code == 200
    assert len(set(codes_on(answer.text))) == 10
    assert stored(Credential)[0].totp_confirmed_at is not None
    assert codes_on(visitor.get("/me/second-factor").text) == []
    assert sign_in(visitor).location == "/sign-in/code"


def test_the_key_is_never_shown_again_once_it_counts(visitor, client_for, make_account):
    client = client_for(make_account(secret=KEY))
    assert "factor-key" not in client.get("/me/second-factor").text
    assert client.post("/me/second-factor/start").status_code == 409
    assert KEY not in client.get("/me/second-factor").text


def test_other_devices_owe_a_code_once_it_is_on(app, make_account, sign_in):
    make_account()
    here, there = browser(app), browser(app)
    sign_in(here)
    sign_in(there)
    here.post("/me/second-factor/start")
    key = key_on(here.get("/me/second-factor").text)
    here.post("/me/second-factor", data={"code": code_now(key)})
    assert here.get("/me").status_code == 200
    assert there.get("/me").location == "/sign-in?next=/me"


# Signing in with it


@pytest.fixture
def halfway(visitor, make_account, sign_in):
    """A browser in which the password was given and the code is owed."""
    make_account(secret=KEY)
    assert sign_in(visitor, next="/me").location == "/sign-in/code?next=/me"
    return visitor


def give(client, code):
    return client.post("/sign-in/code", data={"code": code, "next": "/me"})


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_the_code_lets_one_in(halfway, steps):
    answer = give(halfway, code_now(KEY, steps))
    assert (answer.status_code, answer.location) == (303, "/me")
    assert halfway.get("/me").status_code == 200


def test_without_the_code_nothing_opens(halfway):
    for path in ("/", "/me", "/me/devices", "/me/second-factor"):
        assert halfway.get(path).status_code == 302, path
    for path in ("/me/password", "/me/second-factor/start", "/me/second-factor/off"):
        assert halfway.post(path).status_code == 401, path
    assert halfway.get("/sign-in").location == "/sign-in/code"


def test_the_token_changes_with_what_it_may_do(halfway):
    before = halfway.get_cookie("ntfc").value
    give(halfway, code_now(KEY))
    after = halfway.get_cookie("ntfc").value
    halfway.set_cookie("ntfc", before)
    assert halfway.get("/me").status_code == 302
    halfway.set_cookie("ntfc", after)
    assert halfway.get("/me").status_code == 200


def test_a_code_is_accepted_once(app, halfway, sign_in):
    code = code_now(KEY)
    assert give(halfway, code).status_code == 303
    other = browser(app)
    sign_in(other)
    answer = give(other, code)
    assert answer.status_code == 422
    assert "it was used already" in answer.text
    assert give(other, code_now(KEY, 1)).status_code == 303


def test_an_older_code_is_not_accepted_after_a_newer_one(app, halfway, sign_in):
    assert give(halfway, code_now(KEY, 1)).status_code == 303
    other = browser(app)
    sign_in(other)
    assert give(other, code_now(KEY)).status_code == 422


def test_who_takes_too_long_starts_again(halfway, change):
    change(update(Device).values(created_at=now() - timedelta(minutes=16)))
    assert give(halfway, code_now(KEY)).location == "/sign-in?next=/me"
    answer = halfway.get("/sign-in")
    assert answer.status_code == 200
    assert "Sign in with your password first, then give the code." in answer.text


def test_the_code_page_is_for_who_gave_the_password(visitor):
    assert visitor.get("/sign-in/code").location == "/sign-in"
    assert give(visitor, "123456").location == "/sign-in?next=/me"


# Recovery codes


@pytest.fixture
def codes(app, make_account):
    """Ten fresh recovery codes of an account with a second factor."""
    number = make_account(secret=KEY)
    with app.app_context(), unit_of_work():
        person = db.session.get(Person, number)
        actor = Insider(person_id=number, name=person.name, token="")
        return second_factor.renew_codes(person, actor=actor)


def test_a_recovery_code_opens_once(app, codes, sign_in):
    assert len(set(codes)) == 10
    client = browser(app)
    sign_in(client)
    assert give(client, codes[0].lower().replace("-", " ")).status_code == 303
    again = browser(app)
    sign_in(again)
    assert give(again, codes[0]).status_code == 422
    assert give(again, codes[1]).status_code == 303


def test_the_use_of_a_recovery_code_is_told_by_mail(make_app, codes, sign_in, stored):
    client = browser(make_app(smtp_url="smtp://localhost", mail_from="site@example.org"))
    sign_in(client)
    give(client, codes[0])
    (job,) = stored(Job, Job.kind == MAIL)
    assert job.payload["to"] == EMAIL
    assert "with a recovery code" in job.payload["body"]


def test_recovery_codes_are_stored_only_as_hashes(codes, stored):
    kept = " ".join(row.code_hash for row in stored(RecoveryCode))
    assert all(code not in kept and code.replace("-", "") not in kept for code in codes)


def test_new_recovery_codes_end_the_old_ones(app, codes, sign_in):
    client = browser(app)
    sign_in(client)
    give(client, codes[0])
    assert client.post("/me/second-factor/codes", data={"renew-code": "000000"}).status_code == 422
    answer = client.post("/me/second-factor/codes", data={"renew-code": code_now(KEY)})
    fresh = codes_on(answer.text)
    assert len(fresh) == 10
    again = browser(app)
    sign_in(again)
    assert give(again, codes[1]).status_code == 422
    assert give(again, fresh[0]).status_code == 303
    assert "9 codes are left" in again.get("/me/second-factor").text


# Turning it off


def turn_off(client, password=PASSWORD, code=""):
    return client.post("/me/second-factor/off", data={"password": password, "code": code})


def test_turning_it_off_needs_password_and_code(client_for, make_account, stored):
    client = client_for(make_account(secret=KEY))
    assert turn_off(client, code="000000").status_code == 422
    assert turn_off(client, "not the right one", code_now(KEY)).status_code == 422
    assert stored(Credential)[0].totp_confirmed_at is not None
    assert turn_off(client, code=code_now(KEY)).location == "/me/second-factor"
    assert client.get("/me").status_code == 200
    (credential,) = stored(Credential)
    assert credential.totp_confirmed_at is None
    assert credential.totp_secret == ""
    assert stored(RecoveryCode) == []


def test_who_must_have_it_changes_the_telephone(app, make_app, make_account, sign_in, stored):
    make_account(secret=KEY, is_administrator=True)
    site = make_app(second_factor_roles=("administrator",))
    here, there = browser(site), browser(site)
    for client, steps in ((here, -1), (there, 0)):
        sign_in(client)
        assert give(client, code_now(KEY, steps)).status_code == 303
    assert turn_off(here, code=code_now(KEY, 1)).location == "/me/second-factor"
    for client in (here, there):
        assert client.get("/me").status_code == 302
    here.post("/me/second-factor/start")
    key = key_on(here.get("/me/second-factor").text)
    assert key != KEY
    assert len(codes_on(here.post("/me/second-factor", data={"code": code_now(key)}).text)) == 10
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 302


# Roles that must have it


def test_who_must_have_one_does_nothing_else_before(make_app, make_account, sign_in):
    make_account(is_administrator=True)
    client = browser(make_app(second_factor_roles=("administrator",)))
    assert sign_in(client, next="/me").location == "/me/second-factor?next=/me"
    for path in ("/", "/me", "/me/devices", "/me/password"):
        assert client.get(path).status_code == 302, path
    assert client.post("/me/devices/sign-out-everywhere").status_code == 401
    assert "This site asks people with your role" in client.get("/me/second-factor").text
    client.post("/me/second-factor/start")
    key = key_on(client.get("/me/second-factor").text)
    answer = client.post("/me/second-factor", data={"code": code_now(key), "next": "/me"})
    assert len(codes_on(answer.text)) == 10
    assert 'href="/me"' in answer.text
    assert client.get("/me").status_code == 200


def test_it_is_asked_as_soon_as_the_role_comes(make_app, make_account, sign_in, change):
    make_account()
    client = browser(make_app(second_factor_roles=("administrator",)))
    sign_in(client)
    assert client.get("/me").status_code == 200
    change(update(Person).values(is_administrator=True))
    assert client.get("/me").status_code == 302
    assert client.get("/sign-in").location == "/me/second-factor"


def test_others_are_not_asked(make_app, make_account, sign_in):
    make_account()
    client = browser(make_app(second_factor_roles=("administrator", "chair")))
    assert sign_in(client).location == "/"


def test_a_role_that_does_not_exist_is_named_at_start(config):
    with pytest.raises(Misconfigured, match="names the role 'boss', which does not exist"):
        create_app(replace(config, second_factor_roles=("boss",)))


# A fresh proof before a dangerous act


def test_confirming_takes_a_fresh_code(app, make_account, attempts):
    number = make_account(secret=KEY)
    actor = Insider(person_id=number, name="Amal Haddad", token="")
    code = code_now(KEY)

    def confirm(typed):
        with app.test_request_context(), unit_of_work():
            person = db.session.get(Person, number)
            second_factor.confirm(person, typed, address="10.0.0.1", actor=actor, now=now())

    confirm(code)
    for typed in (code, "", "000000"):
        with pytest.raises(Refused, match="The code is not right"):
            confirm(typed)


def test_a_wrong_confirmation_counts_as_a_failed_try(app, make_account, attempts, change):
    number = make_account(secret=KEY)
    actor = Insider(person_id=number, name="Amal Haddad", token="")

    @app.post("/dangerous")
    def dangerous():
        authorize(current_user, COME_IN, SITE)
        person = db.session.get(Person, number)
        second_factor.confirm(person, "000000", address="10.0.0.1", actor=actor, now=now())
        return "done"

    client = browser(app)
    for _try in range(4):
        answer = client.post("/dangerous")
        assert answer.status_code == 409
        assert "The code is not right" in answer.text
    assert len(attempts()) == 8
    assert "too many failed tries" in client.post("/dangerous").text
    assert len(attempts()) == 8


def test_a_lost_secret_key_locks_nobody_out(make_app, make_account, sign_in, app, client_for):
    number = make_account(secret=KEY)
    client = client_for(number)
    page = client.post("/me/second-factor/codes", data={"renew-code": code_now(KEY)}).text
    code = codes_on(page)[0]
    assert code

    other = make_app(secret_key="made anew after the old one was lost")
    here = browser(other)
    assert sign_in(here).location == "/sign-in/code"
    refused = give(here, code)
    assert refused.status_code == 422
    assert "can turn the second factor off for you" in refused.text
    assert give(here, code_now(KEY, 1)).location == "/me"

    with other.app_context():
        result = CliRunner().invoke(users, ["second-factor-off", EMAIL])
    assert result.exit_code == 0
    assert sign_in(browser(other)).location == "/"
