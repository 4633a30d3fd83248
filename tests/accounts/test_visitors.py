"""Forgotten passwords, invitations, and the accounts of a demonstration."""

import re
from datetime import timedelta

import pytest

from ntfc import jobs
from ntfc.accounts import queries, rules
from ntfc.clock import now
from ntfc.db import db
from ntfc.jobs import Job
from ntfc.links import service as links
from ntfc.links.models import Link
from ntfc.links.rules import ACCEPT_INVITATION
from ntfc.mail import KIND as MAIL
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.accounts.conftest import EMAIL, PASSWORD

NEW = "nine camels cross the border"


def same_origin(app):
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture
def mailing(make_app):
    """A site that sends mail."""
    return make_app(smtp_url="smtp://localhost", mail_from="site@example.org")


def ask(client, email=EMAIL):
    return client.post("/forgotten-password", data={"email": email})


def work_one(app):
    with app.app_context():
        assert jobs.work(now())


def link_in(job):
    return re.search(r"/l/\S+", job.payload["body"]).group()


def test_a_forgotten_password_is_replaced_by_mail(
    mailing, client_for, make_account, sign_in, stored
):
    number = make_account()
    signed_in = client_for(number)
    client = same_origin(mailing)
    assert "a link is on its way" in ask(client).text
    work_one(mailing)
    (job,) = stored(Job, Job.kind == MAIL)
    path = link_in(job)
    assert EMAIL in client.get(path).text
    answer = client.post(path, data={"password": NEW, "again": NEW})
    assert answer.status_code == 200, answer.text
    assert "Your new password is set." in answer.text
    assert 'href="/sign-in"' in answer.text
    assert signed_in.get("/me").status_code == 302
    assert sign_in(client).status_code == 422
    assert sign_in(client, password=NEW).status_code == 303
    assert client.post(path, data={"password": NEW, "again": NEW}).status_code == 410


def test_a_bad_new_password_leaves_the_link_unspent(mailing, make_account, stored):
    make_account()
    client = same_origin(mailing)
    ask(client)
    work_one(mailing)
    path = link_in(stored(Job, Job.kind == MAIL)[0])
    answer = client.post(path, data={"password": "Amal Haddad 1", "again": "Amal Haddad 1"})
    assert answer.status_code == 422
    assert "little more than your name" in answer.text
    assert client.post(path, data={"password": NEW, "again": NEW}).status_code == 200


def test_nobody_learns_whether_there_is_an_account(
    mailing, make_account, make_person, count_queries, stored
):
    make_account()
    make_person("By Links Only", email="links@customs.gov.jo")
    seen = []
    for email in (EMAIL, "links@customs.gov.jo", "nobody@customs.gov.jo"):
        with count_queries() as statements:
            answer = ask(same_origin(mailing), email)
        seen.append((answer.status_code, answer.text, statements))
    assert seen[0] == seen[1] == seen[2]
    for _job in range(3):
        work_one(mailing)
    assert [job.payload["to"] for job in stored(Job, Job.kind == MAIL)] == [EMAIL]
    done = stored(Job, Job.kind == rules.FORGOTTEN)
    assert [job.payload for job in done] == [{}, {}, {}]  # the addresses are not kept


def test_one_mail_in_ten_minutes(mailing, make_account, stored):
    make_account()
    client = same_origin(mailing)
    for _time in range(3):
        assert ask(client).status_code == 200
    assert 1 <= len(stored(Job, Job.kind == rules.FORGOTTEN)) <= 2  # 2 at the turn of ten minutes


def test_asking_again_and_again_is_slowed(mailing):
    client = same_origin(mailing)
    for number in range(6):
        assert ask(client, f"name{number}@customs.gov.jo").status_code == 200
    answer = ask(client)
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers


def test_without_mail_the_page_says_whom_to_ask(visitor, stored):
    assert (
        "This site sends no mail. Ask its administrator" in visitor.get("/forgotten-password").text
    )
    assert ask(visitor).status_code == 422
    assert stored(Job) == []


def test_a_reset_leaves_the_second_factor_on(mailing, make_account, sign_in, stored):
    make_account(secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    client = same_origin(mailing)
    ask(client)
    work_one(mailing)
    client.post(link_in(stored(Job, Job.kind == MAIL)[0]), data={"password": NEW, "again": NEW})
    assert sign_in(client, password=NEW).location == "/sign-in/code"


def test_an_invitation_gives_a_first_password(app, visitor, make_person, sign_in):
    number = make_person(email=EMAIL)
    with app.app_context(), unit_of_work():
        person = db.session.get(Person, number)
        issued = links.issue(person, ACCEPT_INVITATION, person, actor=SYSTEM, now=now())
        path = issued.url.removeprefix("http://127.0.0.1:8000")
    assert f"You sign in as {EMAIL}." in visitor.get(path).text
    assert sign_in(visitor).status_code == 422
    answer = visitor.post(path, data={"password": PASSWORD, "again": PASSWORD})
    assert "Your password is set. Now you can sign in." in answer.text
    assert sign_in(visitor).status_code == 303


def test_a_reset_link_is_short_lived(app, make_account, stored):
    number = make_account()
    with app.app_context(), unit_of_work():
        person = db.session.get(Person, number)
        links.issue(person, rules.RESET_PASSWORD, person, actor=SYSTEM, now=now())
    (link,) = stored(Link)
    assert link.expires_at - link.created_at == timedelta(hours=4)


# A demonstration


@pytest.fixture
def demo(make_app):
    return make_app(demo=True)


def click(client, number):
    return client.post("/demo-sign-in", data={"person_id": number})


def test_a_demonstration_lists_its_people_to_click(demo, make_person):
    number = make_person("Salma Nasser", email="salma@customs.example", last_seen_at=now())
    client = same_origin(demo)
    page = client.get("/sign-in").text
    assert "Sign in as Salma Nasser" in page
    assert f'name="person_id" value="{number}"' in page
    assert click(client, number).status_code == 303
    assert "Salma Nasser" in client.get("/").text


def test_a_demonstration_asks_nobody_for_a_second_factor(make_app, make_person):
    demo = make_app(demo=True, second_factor_roles=("administrator",))
    number = make_person(
        "Salma", email="salma@customs.example", is_administrator=True, last_seen_at=now()
    )
    client = same_origin(demo)
    assert "Administrator of this site" in client.get("/sign-in").text
    assert click(client, number).location == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "email", [None, EMAIL, "somebody@example.org", "somebody@customs.examples"]
)
def test_nobody_who_may_be_real_is_ever_a_demo_account(demo, make_person, email):
    number = make_person("Real Person", email=email, last_seen_at=now())
    client = same_origin(demo)
    assert "Real Person" not in client.get("/sign-in").text
    assert click(client, number).status_code == 404
    assert client.get("/").status_code == 302


def test_who_acts_by_links_only_is_no_demo_account(demo, make_person):
    number = make_person("Salma Nasser", email="salma@customs.example")
    client = same_origin(demo)
    assert "Sign in as" not in client.get("/sign-in").text
    assert click(client, number).status_code == 404


def test_who_has_a_password_is_no_demo_account(demo, make_account):
    number = make_account("salma@customs.example", last_seen_at=now())
    client = same_origin(demo)
    assert "Sign in as" not in client.get("/sign-in").text
    assert click(client, number).status_code == 404


def test_outside_a_demonstration_nobody_signs_in_by_a_click(app, visitor, make_person):
    number = make_person("Salma Nasser", email="salma@customs.example", last_seen_at=now())
    assert "Salma" not in visitor.get("/sign-in").text
    assert click(visitor, number).status_code == 404
    assert visitor.get("/").status_code == 302
    with app.app_context():
        assert queries.demo_accounts() == []
        assert queries.demo_person(number) is None
