"""One's own account: password, devices, language, what is kept."""

import pytest
from bs4 import BeautifulSoup

from ntfc.accounts.models import Attempt, Credential, Device, RecoveryCode
from ntfc.clock import now
from ntfc.db import db
from ntfc.jobs import Job
from ntfc.mail import KIND as MAIL
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.plugins import insist
from ntfc.transaction import unit_of_work
from tests.accounts.conftest import EMAIL, PASSWORD

NEW = "nine camels cross the border"


def change_password(client, current=PASSWORD, password=NEW, again=None):
    typed = {"current": current, "password": password, "again": again or password}
    return client.post("/me/password", data=typed)


def test_changing_the_password(app, client_for, visitor, make_account, sign_in):
    number = make_account()
    here, there = client_for(number), client_for(number)
    assert change_password(here).location == "/me"
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 302
    assert sign_in(visitor).status_code == 422
    assert sign_in(visitor, password=NEW).status_code == 303


def test_it_needs_the_present_one(client_for, make_account, sign_in, visitor):
    answer = change_password(client_for(make_account()), current="not the right one")
    assert answer.status_code == 422
    assert "This is not your present password." in answer.text
    assert sign_in(visitor).status_code == 303


def test_a_bad_new_one_is_refused_with_every_reason(client_for, make_account):
    answer = change_password(client_for(make_account()), password="Amal123", again="Amal1234")
    assert answer.status_code == 422
    assert "Use at least 12 characters; this has 7." in answer.text
    assert "little more than your name" in answer.text
    assert "The two differ." in answer.text


def test_the_person_is_told_by_mail(make_app, make_account, sign_in, stored):
    make_account()
    client = make_app(smtp_url="smtp://localhost", mail_from="site@example.org").test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    sign_in(client)
    change_password(client)
    (job,) = stored(Job, Job.kind == MAIL)
    assert job.payload["to"] == EMAIL
    assert "The password of your account was changed" in job.payload["body"]
    assert NEW not in str(job.payload)


def test_an_account_without_password_says_so(client_for, make_person):
    client = client_for(make_person(email=EMAIL))
    answer = change_password(client, current="anything at all")
    assert answer.status_code == 422
    assert "This account has no password" in answer.text
    assert "This account has no password" in client.get("/me/second-factor").text
    assert client.post("/me/second-factor/start").status_code == 409


def test_the_account_page_leads_everywhere(client_for, make_account):
    number = make_account()
    page = BeautifulSoup(client_for(number).get("/me").text, "html.parser")
    links = {a["href"] for a in page.find("main").find_all("a")}
    assert {
        f"/people/{number}/profile",
        "/me/password",
        "/me/second-factor",
        "/me/devices",
    } <= links


# Devices


def rows(page):
    return BeautifulSoup(page, "html.parser").select("#device-table tbody tr")


def test_signing_out_one_device(client_for, make_account, devices):
    number = make_account()
    here, there = client_for(number), client_for(number)
    there.get("/me")
    assert len(rows(here.get("/me/devices").text)) == 2
    other = devices()[1].id
    answer = here.post(f"/me/devices/{other}/sign-out", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="devices"')
    assert len(rows(answer.text)) == 1
    assert "This device is signed out." in answer.text
    assert there.get("/me").status_code == 302
    assert here.post(f"/me/devices/{other}/sign-out").status_code == 303


def test_nobody_signs_out_the_device_of_another(client_for, make_account, make_person, devices):
    make_account()
    theirs = client_for(make_person("Other", email="other@customs.gov.jo"))
    mine = client_for(1)
    number = devices()[0].id
    assert mine.post(f"/me/devices/{number}/sign-out").status_code == 410
    assert theirs.get("/me").status_code == 200
    assert mine.post("/me/devices/999/sign-out").status_code == 410


def test_signing_out_everywhere(client_for, make_account, devices):
    number = make_account()
    here, there = client_for(number), client_for(number)
    assert here.post("/me/devices/sign-out-everywhere").location == "/sign-in"
    for client in (here, there):
        assert client.get("/me").status_code == 302
    assert all(device.ended_at for device in devices())


def test_a_list_of_many_devices_costs_what_a_list_of_few_costs(
    client_for, make_account, count_queries
):
    number = make_account()
    client = client_for(number)
    client.get("/me/devices")
    with count_queries() as few:
        client.get("/me/devices")
    for _device in range(20):
        client_for(number)
    with count_queries() as many:
        assert len(rows(client.get("/me/devices").text)) == 21
    assert len(few) == len(many)


# Language


def test_choosing_a_language(make_app, client_for, make_account, sign_in, stored):
    make_account()
    client = make_app(languages=("en", "fr")).test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    answer = client.post("/language", data={"language": "fr", "next": "/sign-in?next=/me"})
    assert answer.location == "/sign-in?next=/me"
    assert client.get_cookie("language").value == "fr"
    assert '<html lang="fr"' in client.get("/sign-in").text
    assert stored(Person)[0].language == ""
    sign_in(client)
    client.post("/language", data={"language": "fr"})
    assert stored(Person)[0].language == "fr"


@pytest.mark.parametrize("wanted", ["xx", "", "fr"])
def test_only_offered_languages_are_taken(visitor, wanted):
    answer = visitor.post("/language", data={"language": wanted, "next": "//evil.example"})
    assert answer.location == "/"
    assert visitor.get_cookie("language") is None


# What is kept of a person


def test_all_that_is_kept_can_be_told(app, client_for, make_account):
    number = make_account(secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    client_for(number)
    with app.app_context():
        person = db.session.get(Person, number)
        kept = [kind for answer in insist("ntfc_personal_data", person=person) for kind in answer]
    told = {kind.name: kind.rows for kind in kept}
    assert len(told["devices"]) == 1
    assert told["account"][0]["second_factor_since"] is not None
    assert "GEZDGNBVGY3TQOJQ" not in str(told)
    assert "argon2" not in str(told)


def test_erasing_a_person_takes_the_account_away(app, client_for, make_account, stored):
    number = make_account()
    client = client_for(number)
    with app.app_context(), unit_of_work():
        db.session.add(RecoveryCode(person_id=number, code_hash="x"))
        person = db.session.get(Person, number)
        insist("ntfc_person_erased", person=person, actor=SYSTEM, now=now())
    for table in (Credential, Device, RecoveryCode, Attempt):
        assert stored(table) == []
    assert client.get("/me").status_code == 302
