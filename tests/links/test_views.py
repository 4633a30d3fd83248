from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from ntfc import clock, mail
from ntfc.db import db
from ntfc.jobs import Job
from ntfc.links import queries, service
from ntfc.links.models import Link
from ntfc.links.rules import ASKED, NO_MAIL
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work


def the_link(app):
    with app.app_context():
        return db.session.query(Link).order_by(Link.id.desc()).first()


def phone_of(app, person_id):
    with app.app_context():
        return db.session.get_one(Person, person_id).phone


def test_opening_says_who_what_and_until_when_and_spends_nothing(
    app, client_for, make_person, issue
):
    path = issue(make_person("Amal Haddad"))
    scanner, person = client_for(None), client_for(None)
    for _ in range(3):
        assert scanner.get(path).status_code == 200
    page = person.get(path).text
    assert "Amal Haddad" in page
    assert "Tell us your number" in page
    assert "Send the number" in page
    link = the_link(app)
    assert link.first_opened_at is not None
    assert link.spent_at is None


def test_a_look_at_the_headers_is_not_an_opening(app, client_for, make_person, issue):
    client_for(None).head(issue(make_person()))
    assert the_link(app).first_opened_at is None


def test_the_button_acts_and_spends_the_link(app, client_for, make_person, issue):
    person_id = make_person()
    path = issue(person_id)
    client = client_for(None)
    answer = client.post(path, data={"phone": "079 555 0101"})
    assert answer.status_code == 200
    assert "Thank you, we have your number." in answer.text
    assert phone_of(app, person_id) == "079 555 0101"
    for again in (client.get(path), client.post(path, data={"phone": "1"})):
        assert again.status_code == 410
        assert "has been used" in again.text
    assert phone_of(app, person_id) == "079 555 0101"


@pytest.mark.database("sqlite")
def test_a_button_that_lasts_says_so_when_nothing_is_left_to_do(
    client_for, make_person, issue, acts
):
    acts["test.telephone"] = replace(
        acts["test.telephone"],
        lasts=True,
        still=lambda person, _subject: "We know it." if person.phone == "1" else None,
    )
    path, client = issue(make_person()), client_for(None)
    assert client.post(path, data={"phone": "2"}).location == path
    last = client.post(path, data={"phone": "1"})
    assert last.status_code == 200
    assert "Thank you, we have your number." in last.text
    assert "We know it." in client.get(path).text


def test_a_link_signs_nobody_in(client_for, make_person, issue):
    client, path = client_for(None), issue(make_person())
    client.get(path)
    answer = client.post(path, data={"phone": "1"})
    assert "Set-Cookie" not in answer.headers
    assert client.get("/").location == "/sign-in?next=/"


def test_what_was_typed_wrong_stays_and_spends_nothing(app, client_for, make_person, issue):
    path, client = issue(make_person()), client_for(None)
    assert client.post(path, data={"phone": ""}).status_code == 422
    answer = client.post(path, data={"phone": "taken"})
    assert answer.status_code == 422
    assert "Somebody else has this number." in answer.text
    assert 'value="taken"' in answer.text
    answer = client.post(path, data={"phone": "refused"})
    assert answer.status_code == 409
    assert "The office is closed." in answer.text
    assert the_link(app).spent_at is None


def test_what_was_typed_by_a_link_that_ended_meanwhile_can_still_be_copied(
    client_for, make_person, issue
):
    person = make_person()
    path = issue(person)
    words = "Lorries wait since dawn & <nobody> knows why"
    issue(person)  # a newer one, while somebody types
    answer = client_for(None).post(path, data={"phone": words, "form_ticket": "a b", "seen": "1 a"})
    assert answer.status_code == 410
    kept = [one.text.strip() for one in BeautifulSoup(answer.text, "html.parser")("textarea")]
    assert kept == [words]
    assert not BeautifulSoup(client_for(None).get(path).text, "html.parser")("textarea")


def test_an_expired_link_says_so(client_for, make_person, issue):
    answer = client_for(None).get(issue(make_person(), ago=timedelta(days=14)))
    assert answer.status_code == 410
    assert "expired" in answer.text


def test_a_link_lives_as_long_as_it_was_given(client_for, make_person, issue):
    path = issue(make_person(), ago=timedelta(days=14), lifetime=timedelta(days=15))
    assert client_for(None).get(path).status_code == 200


def test_a_newer_link_ends_the_older_one(client_for, make_person, issue):
    person = make_person()
    old, new = issue(person), issue(person)
    answer = client_for(None).get(old)
    assert answer.status_code == 410
    assert "newer link" in answer.text
    assert client_for(None).get(new).status_code == 200


def test_an_older_link_may_be_left_alone(client_for, make_person, issue):
    person = make_person()
    old = issue(person)
    issue(person, replaces=False)
    assert client_for(None).get(old).status_code == 200


def test_a_forged_link_is_told_apart_and_tells_nothing(client_for, make_person, issue):
    issue(make_person())
    for answer in (client_for(None).get("/l/forged"), client_for(None).post("/l/forged")):
        assert answer.status_code == 404
        assert "not one that this site sent" in answer.text
        assert "Amal" not in answer.text


def test_what_the_link_was_about_may_be_gone(client_for, make_person, issue, acts):
    path = issue(make_person())
    del acts["test.telephone"]
    answer = client_for(None).get(path)
    assert answer.status_code == 410
    assert "no longer there" in answer.text


OVER = "This link no longer applies, since the office moved."


@pytest.fixture
def movable(acts):
    """An act that no longer applies once the list is filled."""
    moved = []
    acts["test.telephone"] = replace(
        acts["test.telephone"], still=lambda _person, _subject: OVER if moved else None
    )
    return moved


def test_what_no_longer_applies_opens_nothing_and_says_since_when(
    app, client_for, make_person, issue, movable
):
    person = make_person("Amal Haddad", email="amal@example.org")
    path, client = issue(person), client_for(None)
    assert client.get(path).status_code == 200
    movable.append(True)
    for answer in (client.get(path), client.post(path, data={"phone": "1"})):
        assert answer.status_code == 410
        assert OVER in answer.text
        for word in ("Amal Haddad", "The number of", "Tell us your number", "Ask for a new link"):
            assert word not in answer.text
    assert phone_of(app, person) == ""
    movable.clear()
    assert client.post(path, data={"phone": "1"}).status_code == 200  # it was never spent


def test_what_stops_to_apply_while_the_button_is_pressed_is_not_done(
    app, client_for, make_person, issue, acts
):
    person = make_person()
    path, asked = issue(person), []

    def still(_person, _subject):
        asked.append(True)
        return OVER if len(asked) > 2 else None  # the seat is left between the door and the act

    acts["test.telephone"] = replace(acts["test.telephone"], still=still)
    answer = client_for(None).post(path, data={"phone": "1"})
    assert answer.status_code == 410
    assert OVER in answer.text
    assert phone_of(app, person) == ""
    assert the_link(app).spent_at is None


def test_no_new_link_goes_out_for_what_no_longer_applies(
    client_for, make_person, issue, outbox, movable
):
    path = issue(make_person(email="amal@example.org"), ago=timedelta(days=20))
    movable.append(True)
    ask(client_for, path)
    assert outbox() == []


def test_the_page_is_in_the_language_of_the_person(app, client_for, make_person, issue):
    config = app.extensions["ntfc.config"]
    object.__setattr__(config, "languages", ("en", "ar"))
    page = client_for(None).get(issue(make_person(language="ar"))).text
    assert 'lang="ar" dir="rtl"' in page


def test_nothing_of_the_token_leaves_with_the_page(client_for, make_person, issue):
    path = issue(make_person())
    answer = client_for(None).get(path)
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'href="http' not in answer.text
    assert 'src="http' not in answer.text


def test_the_table_holds_no_token(app, make_person, issue):
    token = issue(make_person()).removeprefix("/l/")
    assert len(token) >= 32
    link = the_link(app)
    assert token not in " ".join(str(value) for value in vars(link).values())


# Asking for a new link.


@pytest.fixture
def outbox(app, monkeypatch):
    """Mail that leaves, as the table of jobs shows it."""
    object.__setattr__(app.extensions["ntfc.config"], "smtp_url", "smtp://localhost")
    object.__setattr__(app.extensions["ntfc.config"], "base_url", "https://ntfc.example")

    def outbox():
        with app.app_context():
            jobs = db.session.query(Job).filter_by(kind=mail.KIND).order_by(Job.id)
            return [job.payload for job in jobs]

    return outbox


def ask(client_for, path):
    answer = client_for(None).post(f"{path}/again")
    assert answer.status_code == 200
    assert str(ASKED) in answer.text
    assert str(NO_MAIL) not in answer.text


def test_who_asks_in_time_gets_a_new_link_where_the_first_went(
    client_for, make_person, issue, outbox
):
    person = make_person(email="amal@example.org")
    path = issue(person, ago=timedelta(days=20))
    ask(client_for, path)
    (letter,) = outbox()
    assert letter["to"] == "amal@example.org"
    address = next(line for line in letter["body"].splitlines() if line.startswith("https://"))
    new = address.removeprefix("https://ntfc.example")
    assert client_for(None).get(new).status_code == 200
    ask(client_for, path)  # at once again: no second mail
    assert len(outbox()) == 1


def test_always_the_same_sentence_and_no_mail_when_there_is_nothing_to_do(
    app, client_for, make_person, issue, outbox
):
    ask(client_for, "/l/forged")
    person = make_person(email="amal@example.org")
    used = issue(person, ago=timedelta(days=2))
    client_for(None).post(used, data={"phone": "1"})
    ask(client_for, used)
    revoked = issue(person, ago=timedelta(days=1))
    with app.app_context(), unit_of_work():
        link = queries.by_token(revoked.removeprefix("/l/"))
        service.revoke(link, actor=SYSTEM, now=clock.now())
    ask(client_for, revoked)
    assert outbox() == []


def closed_ones(app, client_for, make_person, issue):
    """A link of every kind that opens nothing: forged, expired, used, revoked, replaced."""
    used = issue(make_person(email="used@example.org"))
    assert client_for(None).post(used, data={"phone": "1"}).status_code == 200
    revoked = issue(make_person(email="revoked@example.org"))
    with app.app_context(), unit_of_work():
        link = queries.by_token(revoked.removeprefix("/l/"))
        service.revoke(link, actor=SYSTEM, now=clock.now())
    person = make_person(email="amal@example.org")
    replaced = issue(person)
    issue(person)
    return [
        "/l/forged",
        issue(make_person(), ago=timedelta(days=20)),
        issue(make_person(email="late@example.org"), ago=timedelta(days=20)),
        used,
        revoked,
        replaced,
    ]


def test_every_link_that_opens_nothing_offers_to_ask_where_mail_leaves(
    app, client_for, make_person, issue, outbox
):
    for path in closed_ones(app, client_for, make_person, issue):
        page = client_for(None).get(path).text
        assert f'action="{path}/again"' in page
        assert str(NO_MAIL) not in page
        ask(client_for, path)


def test_without_mail_nothing_is_promised_whatever_the_link_was(
    app, client_for, make_person, issue
):
    """The same sentence for all, so that nobody learns whether there is a person behind one."""
    for path in closed_ones(app, client_for, make_person, issue):
        page = client_for(None).get(path).text
        assert str(NO_MAIL) in page
        assert "/again" not in page
        asked = client_for(None).post(f"{path}/again")  # from a page that was opened before
        assert asked.status_code == 200
        assert str(NO_MAIL) in asked.text
        assert str(ASKED) not in asked.text
        assert "If none comes" not in asked.text
    with app.app_context():
        assert db.session.query(Job).all() == []


def test_without_mail_asking_does_not_end_the_link_one_has(client_for, make_person, issue):
    path = issue(make_person(email="amal@example.org"), ago=timedelta(days=1))
    assert client_for(None).post(f"{path}/again").status_code == 200
    assert client_for(None).get(path).status_code == 200
