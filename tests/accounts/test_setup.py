"""The first administrator: the link, its page, and what becomes of it."""

import json
import threading
from datetime import timedelta

import pytest

from ntfc import audit
from ntfc.accounts.service.setup import setup_link
from ntfc.clock import now
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM
from tests.accounts.conftest import EMAIL, PASSWORD

TYPED = {"name": "Rana Odeh", "email": "Rana@trade.gov.jo", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def link(app):
    """Return a function that gives the path of the set-up link, as `serve` prints it."""

    def link(moment=None):
        with app.app_context():
            url = setup_link(SITE, actor=SYSTEM, now=moment or now())
        return url and url.removeprefix("http://127.0.0.1:8000")

    return link


def test_the_link_makes_the_first_administrator(visitor, link, stored, app):
    path = link()
    assert "Set up the site" in visitor.get(path).text
    answer = visitor.post(path, data=TYPED)
    assert (answer.status_code, answer.location) == (303, "/me/second-factor")
    (person,) = stored(Person)
    assert (person.name, person.email) == ("Rana Odeh", "rana@trade.gov.jo")
    assert person.is_administrator
    page = visitor.get("/me/second-factor").text
    assert "Now protect your account with a second factor." in page
    assert link() is None
    assert not (app.extensions["ntfc.config"].instance / "setup.link").exists()
    with app.app_context():
        assert audit.verify() == []


def test_who_must_have_a_second_factor_is_led_to_it(make_app, link, stored):
    client = make_app(second_factor_roles=("administrator",)).test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert client.post(link(), data=TYPED).location == "/me/second-factor"
    assert client.get("/me").status_code == 302
    assert "This site asks people with your role" in client.get("/me/second-factor").text


def test_opening_the_link_spends_nothing(visitor, link):
    path = link()
    for _time in range(3):
        assert visitor.get(path).status_code == 200
    assert link() == path


def test_what_was_typed_wrong_is_said_and_kept(visitor, link, stored):
    path = link()
    answer = visitor.post(path, data=TYPED | {"password": "Rana Odeh 2026", "email": "rana"})
    assert answer.status_code == 422
    assert "This is not an e-mail address." in answer.text
    assert "little more than your name" in answer.text
    assert "The two differ." in answer.text
    assert 'value="Rana Odeh"' in answer.text
    assert PASSWORD not in answer.text
    assert stored(Person) == []


def test_a_forged_link_says_so(visitor, link):
    link()
    for method in (visitor.get, visitor.post):
        answer = method("/set-up/guessed")
        assert answer.status_code == 404
        assert "This is not the address that the site printed." in answer.text
        assert "“ntfc users setup-link”" in answer.text


def test_without_any_link_nothing_opens(visitor):
    assert visitor.get("/set-up/None").status_code == 404


def test_an_expired_link_says_so_and_what_to_do(visitor, link):
    path = link(now() - timedelta(hours=25))
    for answer in (visitor.get(path), visitor.post(path, data=TYPED)):
        assert answer.status_code == 410
        assert "This link has expired: it works for 24 hours." in answer.text
    assert link() != path


def test_a_used_link_says_so_and_leads_to_signing_in(visitor, client_for, link):
    path = link()
    visitor.post(path, data=TYPED)
    other = client_for(None)
    for answer in (other.get(path), other.post(path, data=TYPED | {"email": "x@y.org"})):
        assert answer.status_code == 410
        assert "the site has its administrator" in answer.text
        assert 'href="/sign-in"' in answer.text


def test_the_link_is_void_as_soon_as_there_is_an_administrator(visitor, link, make_person):
    path = link()
    make_person(email=EMAIL, is_administrator=True)
    assert visitor.post(path, data=TYPED).status_code == 410


def test_of_two_who_hold_the_link_one_becomes_administrator(app, link, stored):
    path = link()
    statuses = []

    def try_it(name):
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        answer = client.post(path, data=TYPED | {"name": name, "email": f"{name}@trade.gov.jo"})
        statuses.append(answer.status_code)

    tries = [threading.Thread(target=try_it, args=(name,)) for name in ("one", "two", "three")]
    for attempt in tries:
        attempt.start()
    for attempt in tries:
        attempt.join()
    assert sorted(statuses) == [303, 410, 410]
    assert len(stored(Person)) == 1


def test_only_its_owner_may_read_the_file(app, link):
    link()
    file = app.extensions["ntfc.config"].instance / "setup.link"
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{}", "[1]", "not json", '{"token": "x"}'])
def test_a_spoilt_file_is_made_anew(app, visitor, link, content):
    (app.extensions["ntfc.config"].instance / "setup.link").write_text(content)
    assert visitor.get(link()).status_code == 200


def test_the_file_keeps_the_link_from_start_to_start(app, link):
    path = link()
    told = json.loads((app.extensions["ntfc.config"].instance / "setup.link").read_text())
    assert path.endswith(told["token"])
    assert link(now() + timedelta(hours=23)) == path
