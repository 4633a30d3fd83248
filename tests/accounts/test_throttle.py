"""Failed tries: what the rule says, and that all workers count the same ones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from ntfc import audit
from ntfc.accounts import rules
from ntfc.accounts.hooks import later
from ntfc.accounts.models import Attempt, Device
from ntfc.accounts.service import failures
from ntfc.audit import AuditEntry
from ntfc.clock import now
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM
from ntfc.transaction import unit_of_work
from tests.accounts.conftest import EMAIL, PASSWORD, code_now

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIMITS = st.sampled_from([rules.PER_ACCOUNT, rules.PER_ADDRESS, rules.PER_ASKING])
FAILURES = st.lists(
    st.integers(min_value=0, max_value=3 * 24 * 3600).map(
        lambda ago: NOON - timedelta(seconds=ago)
    ),
    max_size=120,
)


@given(FAILURES, LIMITS)
def test_the_wait_is_never_negative_and_never_longer_than_the_lock(failures, limits):
    assert timedelta(0) <= rules.wait(failures, NOON, limits) <= limits.lock_for


@given(FAILURES, LIMITS)
def test_the_order_in_which_workers_wrote_does_not_matter(failures, limits):
    assert rules.wait(failures, NOON, limits) == rules.wait(failures[::-1], NOON, limits)


@given(FAILURES, LIMITS)
def test_one_more_failure_never_shortens_the_wait(failures, limits):
    assert rules.wait([*failures, NOON], NOON, limits) >= rules.wait(failures, NOON, limits)


@given(FAILURES, LIMITS)
def test_who_waits_as_told_may_try_again(failures, limits):
    told = rules.wait(failures, NOON, limits)
    assert rules.wait(failures, NOON + told, limits) == timedelta(0)


@given(FAILURES, LIMITS, st.integers(min_value=0, max_value=10**5))
def test_waiting_makes_the_wait_shorter(failures, limits, seconds):
    later_on = NOON + timedelta(seconds=seconds)
    assert rules.wait(failures, later_on, limits) <= rules.wait(failures, NOON, limits)


@given(LIMITS, st.integers(min_value=0, max_value=150))
def test_a_burst_is_free_then_slowed_then_locked(limits, count):
    told = rules.wait([NOON] * count, NOON, limits)
    if count <= limits.free:
        assert told == timedelta(0)
    elif count < limits.lock_at:
        assert told.total_seconds() == min(
            2 ** (count - limits.free - 1) * limits.first_wait.seconds, limits.lock_for.seconds
        )
    else:
        assert told == limits.lock_for


def test_a_clock_that_is_ahead_locks_nobody_for_longer():
    ahead = [NOON + timedelta(hours=5)] * 10
    assert rules.wait(ahead, NOON, rules.PER_ACCOUNT) == rules.PER_ACCOUNT.lock_for


# The doors that are guarded by it


@pytest.fixture
def fail(app, change):
    """Return a function that writes failures of the account and its usual address."""

    def fail(count, ago=timedelta(0), email=EMAIL, address="10.0.0.1", known=None):
        with app.app_context(), unit_of_work():
            for _try in range(count):
                moment = now() - ago
                failures.count(SITE, email, address, actor=SYSTEM, now=moment, known=known)

    return fail


def test_the_fourth_failure_makes_one_wait(visitor, make_account, sign_in, attempts):
    make_account()
    for _try in range(4):
        assert sign_in(visitor, password="not the right one").status_code == 422
    answer = sign_in(visitor)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 5
    assert "There were too many failed tries. Wait " in answer.text
    assert f'value="{EMAIL}"' in answer.text
    assert len(attempts()) == 8  # one of the account and one of the address, each time


def test_ten_failures_lock_for_half_an_hour(visitor, make_account, sign_in, fail, change):
    make_account()
    fail(10)
    answer = sign_in(visitor)
    assert answer.status_code == 429
    assert 1700 < int(answer.headers["Retry-After"]) <= 1800
    assert "Wait 30 minutes, then try again." in answer.text
    change(update(Attempt).values(at=now() - timedelta(minutes=31)))
    assert sign_in(visitor).status_code == 303


def test_an_account_that_does_not_exist_is_locked_in_the_same_words(visitor, sign_in, fail):
    fail(10, email="nobody@customs.gov.jo")
    answer = sign_in(visitor, email="nobody@customs.gov.jo")
    assert answer.status_code == 429
    assert "Wait 30 minutes, then try again." in answer.text


def test_failures_from_many_addresses_count_for_one_account(visitor, make_account, sign_in, fail):
    make_account()
    for number in range(10):
        fail(1, address=f"10.0.0.{number}")
    assert sign_in(visitor).status_code == 429


def test_failures_with_many_names_count_for_one_address(visitor, make_account, sign_in, fail):
    make_account()
    for number in range(100):
        fail(1, email=f"name{number}@customs.gov.jo", address="127.0.0.1")
    assert sign_in(visitor).status_code == 429
    visitor.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert sign_in(visitor).status_code == 303


def test_behind_a_trusted_proxy_the_address_is_who_stands_behind_it(
    make_app, make_account, sign_in, fail
):
    make_account()
    fail(100, email="other@customs.gov.jo", address="198.51.100.9")
    client = make_app(trusted_proxies=1).test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "198.51.100.9"
    assert sign_in(client).status_code == 429
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "198.51.100.10"
    assert sign_in(client).status_code == 303


def test_two_workers_agree(app, make_app, make_account, sign_in):
    make_account()
    workers = [app.test_client(), make_app().test_client()]
    for client in workers:
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    for client in (*workers, *workers):
        assert sign_in(client, password="not the right one").status_code == 422
    assert [sign_in(client).status_code for client in workers] == [429, 429]


def test_coming_in_forgives_the_account_but_not_the_address(
    visitor, make_account, sign_in, attempts
):
    make_account()
    for _try in range(3):
        sign_in(visitor, password="not the right one")
    assert sign_in(visitor).status_code == 303
    assert len(attempts()) == 3
    assert len({attempt.key for attempt in attempts()}) == 1


def test_a_right_password_does_not_forgive_while_the_code_is_owed(
    visitor, make_account, sign_in, attempts
):
    make_account(secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    for _round in range(3):
        assert sign_in(visitor).location == "/sign-in/code"
        assert visitor.post("/sign-in/code", data={"code": "000000"}).status_code == 422
    sign_in(visitor, password="not the right one")
    assert sign_in(visitor).status_code == 429
    assert visitor.post("/sign-in/code", data={"code": "000000"}).status_code == 429
    assert len(attempts()) == 8


def test_nothing_that_was_typed_is_stored(visitor, make_account, sign_in, attempts):
    make_account()
    sign_in(visitor, password="not the right one")
    for attempt in attempts():
        assert EMAIL not in attempt.key
        assert "127.0.0.1" not in attempt.key
        assert len(attempt.key) == 64


def test_what_no_longer_counts_is_forgotten(visitor, sign_in, fail, attempts):
    fail(5, ago=timedelta(hours=25))
    assert len(attempts()) == 10
    sign_in(visitor, password="not the right one")
    assert len(attempts()) == 2


def test_the_worker_forgets_too(app, fail, attempts):
    fail(1, ago=timedelta(hours=25))
    with app.app_context():
        later.tidy({})
        db.session.rollback()
    assert attempts() == []


def test_changing_the_password_is_guarded_too(visitor, make_account, sign_in, fail):
    make_account()
    sign_in(visitor)
    typed = {"current": "wrong", "password": "four words in a row", "again": "four words in a row"}
    for _try in range(4):
        assert visitor.post("/me/password", data=typed).status_code == 422
    answer = visitor.post("/me/password", data=typed | {"current": PASSWORD})
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers


# A device known from before


@pytest.fixture
def known(visitor, make_account, sign_in):
    """Return a browser in which the person signed in once, and out again."""
    make_account()
    assert sign_in(visitor).status_code == 303
    assert visitor.post("/sign-out").status_code == 303
    return visitor


@pytest.fixture
def stranger(client_for):
    client = client_for(None)
    client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    return client


def lock(fail):
    fail(10, address="198.51.100.9")


def test_a_stranger_cannot_lock_the_owner_out_of_a_known_device(known, stranger, sign_in, fail):
    lock(fail)
    assert sign_in(stranger).status_code == 429
    assert sign_in(known).status_code == 303
    assert sign_in(stranger).status_code == 429  # coming in forgives the known device alone


def test_a_known_device_has_a_limit_of_its_own_and_locks_nobody_else(known, stranger, sign_in):
    for _try in range(4):
        assert sign_in(known, password="not the right one").status_code == 422
    assert sign_in(known).status_code == 429
    assert sign_in(stranger).status_code == 303


def test_the_limit_of_the_address_holds_on_a_known_device_too(known, sign_in, fail):
    fail(100, email="other@customs.gov.jo", address="127.0.0.1")
    assert sign_in(known).status_code == 429


def test_the_mark_is_good_for_its_person_only(known, make_account, sign_in, fail):
    make_account("other@customs.gov.jo")
    fail(10, email="other@customs.gov.jo", address="198.51.100.9")
    assert sign_in(known, email="other@customs.gov.jo").status_code == 429


@pytest.mark.parametrize(
    "mark", ["", "1", "1.", "1.forged", "x.y", "-1.a", "9" * 40 + ".a", "١.a", "1.é", "2.{sign}"]
)
def test_a_forged_mark_is_none(known, stranger, sign_in, fail, mark):
    lock(fail)
    sign = known.get_cookie("known").value.partition(".")[2]
    stranger.set_cookie("known", mark.format(sign=sign))
    assert sign_in(stranger).status_code == 429


def test_the_mark_is_kept_from_scripts_and_opens_nothing(known, stranger):
    cookie = known.get_cookie("known")
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    stranger.set_cookie("known", cookie.value)
    assert stranger.get("/me").status_code == 302


NEW = {"current": PASSWORD, "password": "four words in a row", "again": "four words in a row"}


@pytest.fixture
def ways(app, known, devices, change, client_for, sign_in):
    """Return the ways in which a device stops to be known."""
    (device,) = devices()
    other = client_for(None)
    assert sign_in(other).status_code == 303

    def tidied():
        change(update(Device).values(ended_at=now() - timedelta(days=31)))
        with app.app_context():
            later.tidy({})

    return {
        "everywhere": lambda: other.post("/me/devices/sign-out-everywhere"),
        "from elsewhere": lambda: other.post(f"/me/devices/{device.id}/sign-out"),
        "new password": lambda: other.post("/me/password", data=NEW),
        "erased": lambda: change(update(Person).values(erased_at=now())),
        "tidied": tidied,
    }


@pytest.mark.parametrize(
    "how", ["everywhere", "from elsewhere", "new password", "erased", "tidied"]
)
def test_the_mark_ends_with_the_device(known, ways, sign_in, fail, how):
    lock(fail)
    assert sign_in(known, password="not the right one").status_code == 422  # it may still try
    ways[how]()
    lock(fail)  # a new password forgave the failures before
    assert sign_in(known, password="not the right one").status_code == 429


def test_who_only_knows_the_password_gains_no_tries_for_the_code(
    visitor, make_account, sign_in, attempts
):
    make_account(secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    sign_in(visitor)
    assert visitor.get_cookie("known") is None
    visitor.post("/sign-in/code", data={"code": "000000"})
    assert visitor.get_cookie("known") is None


def test_a_device_is_known_once_the_code_was_given(visitor, make_account, sign_in, fail):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    make_account(secret=secret)
    sign_in(visitor)
    assert visitor.post("/sign-in/code", data={"code": code_now(secret)}).status_code == 303
    visitor.post("/sign-out")
    lock(fail)
    assert sign_in(visitor).location == "/sign-in/code"
    answer = visitor.post("/sign-in/code", data={"code": code_now(secret, 1)})
    assert answer.status_code == 303


def test_the_owner_changes_the_password_although_strangers_locked_the_account(
    visitor, make_account, sign_in, fail
):
    make_account()
    sign_in(visitor)
    lock(fail)
    typed = {"password": "four words in a row", "again": "four words in a row"}
    answer = visitor.post("/me/password", data={"current": PASSWORD, **typed})
    assert answer.status_code == 303


# What the trail keeps of locks


@pytest.fixture
def locks(app):
    def locks():
        with app.app_context():
            query = select(AuditEntry).where(AuditEntry.action.endswith("locked"))
            rows = db.session.scalars(query.order_by(AuditEntry.number))
            return [(row.action, row.subject, row.actor, row.text) for row in rows]

    return locks


def test_each_lock_of_an_account_stands_in_the_trail(app, make_account, fail, locks):
    number = make_account()
    for _try in range(9):
        fail(1, address="198.51.100.9")
    assert locks() == []
    fail(1, address="198.51.100.9")
    fail(1, address="198.51.100.9")
    assert [lock[:3] for lock in locks()] == [("account.locked", f"people:{number}", "system")] * 2
    with app.app_context():
        assert audit.verify() == []


def test_locks_of_addresses_and_known_devices_stand_there_without_a_name(
    known, devices, make_account, fail, locks
):
    (device,) = devices()
    for _try in range(10):
        fail(1, address="10.0.0.1", known=device.id)
    assert [lock[:2] for lock in locks()] == [("account.device_locked", f"devices:{device.id}")]
    for _try in range(90):
        fail(1, email="nobody@customs.gov.jo", address="10.0.0.1")
    action, subject, _actor, text = locks()[-1]
    assert (action, subject) == ("site.address_locked", "site")
    assert "10.0.0.1" not in text
    assert "customs.gov.jo" not in text


def test_nobody_fills_the_trail_with_names_of_nobody(make_person, fail, locks):
    make_person(email="never@customs.gov.jo")  # is known here, but has no password
    for email in ("nobody@customs.gov.jo", "never@customs.gov.jo"):
        for _try in range(11):
            fail(1, email=email, address="198.51.100.9")
    assert locks() == []


def test_an_administrator_unlocks_account_and_devices(app, known, devices, sign_in, fail, attempts):
    (device,) = devices()
    lock(fail)
    fail(10, known=device.id)
    assert sign_in(known).status_code == 429
    with app.app_context(), unit_of_work():
        failures.unlock(db.session.get_one(Person, device.person_id), actor=SYSTEM)
    assert sign_in(known).status_code == 303
