from datetime import timedelta

import pytest
from sqlalchemy import update

from ntfc.accounts.models import Device
from ntfc.clock import now
from ntfc.people.models import Person


def test_the_right_password_opens_the_site(visitor, make_account, sign_in):
    make_account()
    answer = sign_in(visitor)
    assert answer.status_code == 303
    assert answer.location == "/"
    assert "Amal Haddad" in visitor.get("/").text
    assert visitor.get("/sign-in").location == "/"


@pytest.mark.parametrize("email", ["amal.haddad@customs.gov.jo", "nobody@customs.gov.jo"])
def test_who_does_not_exist_gets_the_answer_of_a_wrong_password(
    visitor, make_account, sign_in, email
):
    make_account()
    answer = sign_in(visitor, email=email, password="something else entirely")
    assert answer.status_code == 422
    expected = "E-mail address or password is not right. Look at both and try again."
    assert expected in answer.text
    assert f'value="{email}"' in answer.text
    assert visitor.get("/").status_code == 302


def test_the_e_mail_address_is_known_in_any_case(visitor, make_account, sign_in):
    make_account()
    assert sign_in(visitor, email=" Amal.Haddad@Customs.GOV.jo ").status_code == 303


def test_what_is_missing_is_said_at_the_field(visitor):
    answer = visitor.post("/sign-in", data={"email": "no address", "password": ""})
    assert answer.status_code == 422
    assert "This is not an e-mail address." in answer.text
    assert 'value="no address"' in answer.text


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/me/devices?a=b", "/me/devices?a=b"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/\t/evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_signing_in_one_lands_only_on_this_site(
    visitor, make_account, sign_in, wanted, led_to
):
    make_account()
    assert sign_in(visitor, next=wanted).location == led_to


def test_each_sign_in_gets_a_token_of_its_own(visitor, make_account, sign_in, devices):
    make_account()
    with visitor.session_transaction() as session:
        session["_user_id"] = "a token that somebody planted"
        session["planted"] = True
    sign_in(visitor)
    with visitor.session_transaction() as session:
        first = session["_user_id"]
        assert first != "a token that somebody planted"
        assert "planted" not in session
    visitor.post("/sign-out")
    sign_in(visitor)
    with visitor.session_transaction() as session:
        assert session["_user_id"] != first
    assert len({device.token_hash for device in devices()}) == 2


def test_a_copied_cookie_is_worth_nothing_after_signing_out(visitor, make_account, sign_in):
    make_account()
    sign_in(visitor)
    copied = visitor.get_cookie("ntfc").value
    assert visitor.post("/sign-out").location == "/sign-in"
    visitor.set_cookie("ntfc", copied)
    assert visitor.get("/me").status_code == 302


def test_the_browser_is_named_in_the_list_of_devices(visitor, make_account, sign_in, devices):
    make_account()
    visitor.environ_base["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    )
    sign_in(visitor)
    (device,) = devices()
    assert (device.label, device.address) == ("Firefox, Windows", "127.0.0.1")


@pytest.mark.parametrize(
    ("stays", "administers", "unused", "is_in"),
    [
        (False, False, timedelta(hours=11), True),
        (False, False, timedelta(hours=13), False),
        (True, False, timedelta(days=29), True),
        (True, False, timedelta(days=31), False),
        (True, True, timedelta(hours=13), False),
    ],
)
def test_a_session_ends_when_it_is_not_used(
    visitor, make_account, sign_in, change, stays, administers, unused, is_in
):
    make_account(is_administrator=administers)
    sign_in(visitor, **({"stays": "y"} if stays else {}))
    change(update(Device).values(last_seen_at=now() - unused))
    assert (visitor.get("/").status_code == 200) is is_in


def test_only_ones_own_computer_keeps_the_cookie(visitor, make_account, sign_in):
    make_account()
    sign_in(visitor)
    assert visitor.get_cookie("ntfc").expires is None
    sign_in(visitor, stays="y")
    assert visitor.get_cookie("ntfc").expires is not None


def test_being_there_is_noted_at_most_every_five_minutes(
    visitor, make_account, sign_in, change, devices, stored
):
    make_account()
    sign_in(visitor)
    noted = devices()[0].last_seen_at
    visitor.get("/")
    assert devices()[0].last_seen_at == noted
    change(update(Device).values(last_seen_at=noted - timedelta(minutes=6)))
    visitor.get("/")
    assert devices()[0].last_seen_at >= noted
    assert stored(Person)[0].last_seen_at >= noted


def test_who_is_erased_is_signed_out_and_cannot_come_back(visitor, make_account, sign_in, change):
    make_account()
    sign_in(visitor)
    change(update(Person).values(erased_at=now()))
    assert visitor.get("/").status_code == 302
    assert sign_in(visitor).status_code == 422


def test_a_form_from_another_site_signs_nobody_in(visitor, make_account, sign_in, devices):
    make_account()
    visitor.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert sign_in(visitor).status_code == 403
    assert devices() == []
