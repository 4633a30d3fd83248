"""What secretaries and administrators see of links, and inviting people to sign in."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import url_for

from ntfc import clock
from ntfc.db import db
from ntfc.links import queries
from ntfc.links.models import Channel, Link
from ntfc.links.rules import ACCEPT_INVITATION, LinkState
from ntfc.people import queries as people
from ntfc.people.models import Person
from ntfc.permissions import Insider, Role, Standing
from ntfc.transaction import unit_of_work

ADMINISTRATOR = Insider(person_id=1, name="", token="", is_administrator=True)


@pytest.fixture
def secretary(app, make_person, client_for):
    number = make_person("Huda Secretary")
    roles = {number: {1: frozenset({Role.SECRETARY})}}
    app.extensions["ntfc.standing_of"] = lambda number: Standing(roles.get(number, {}))
    return client_for(number)


@pytest.fixture
def invitations(app, acts):
    """The site as it is when the accounts feature declares what an invitation leads to."""
    act = acts["test.telephone"]
    acts[ACCEPT_INVITATION] = type(act)(**(vars(act) | {"name": ACCEPT_INVITATION}))


def states(app):
    with app.app_context():
        rows, _last = queries.listed(ADMINISTRATOR, clock.now())
        return [row.state for row in rows]


def address_in(page):
    return re.search(r'value="http[^"]*(/l/[^"]+)"', page).group(1)


def test_the_list_says_what_became_of_each_link(app, secretary, client_for, make_person, issue):
    person = make_person(email="amal@example.org")
    client_for(None).post(issue(person), data={"phone": "1"})
    issue(person, ago=timedelta(days=15))
    client_for(None).get(issue(make_person("Sami")))
    page = secretary.get("/links/").text
    assert page.count('class="stamp ') == 3
    for word in ("used", "expired", "opened"):
        assert f"<bdi>{word}</bdi>" in page
    assert "Sami" not in secretary.get(f"/links/?person_id={person}").text
    assert "Sami" not in secretary.get(f"/links/?subject=people:{person}").text
    assert set(states(app)) == {LinkState.USED, LinkState.EXPIRED, LinkState.OPENED}


def test_revoking(app, secretary, client_for, make_person, issue):
    path = issue(make_person())
    answer = secretary.post("/links/1/revoke")
    assert answer.status_code == 303
    assert states(app) == [LinkState.REVOKED]
    answer = client_for(None).get(path)
    assert answer.status_code == 410
    assert "revoked by the secretariat" in answer.text


def test_a_new_link_is_shown_once_when_no_mail_leaves(
    app, secretary, client_for, make_person, issue
):
    issue(make_person(email="amal@example.org"), about=make_person("Sami"))
    assert 'action="/links/1/renew"' in secretary.get("/links/").text
    answer = secretary.post("/links/1/renew")
    assert answer.status_code == 200
    path = address_in(answer.text)
    assert re.search(r"<bdi>\w+ \d+, \d{4}, \d+:\d\d\s[AP]M</bdi>", answer.text)
    assert client_for(None).get(path).status_code == 200
    assert path not in secretary.get("/links/").text
    assert states(app) == [LinkState.OPENED, LinkState.REPLACED]


def test_links_to_hand_over_are_shown_in_one_way_everywhere(app):
    found = app.jinja_env.list_templates()
    names = [name for name in found if name.endswith(("/hand_over.html", "/to_hand_over.html"))]
    assert {"links/to_hand_over.html", "minutes/hand_over.html", "seats/hand_over.html"} <= {*names}
    sources = [app.jinja_env.loader.get_source(app.jinja_env, name)[0] for name in names]
    assert all('{% include "links/_hand_over.html" %}' in source for source in sources)


def test_nobody_sends_anew_what_no_longer_applies(app, secretary, make_person, issue, acts):
    issue(make_person("Amal Haddad"), about=make_person("Sami"), ago=timedelta(days=20))
    acts["test.telephone"] = replace(acts["test.telephone"], still=lambda *_: "You left.")
    answer = secretary.post("/links/1/renew")
    assert answer.status_code == 409
    assert "not among those who are asked" in " ".join(answer.text.split())
    assert states(app) == [LinkState.EXPIRED]


def test_nobody_else_gets_a_way_into_an_account(secretary, make_person, issue):
    issue(make_person(email="amal@example.org"))  # about oneself, like a new password
    assert 'action="/links/1/renew"' not in secretary.get("/links/").text
    answer = secretary.post("/links/1/renew")
    assert answer.status_code == 409
    assert "only the person can ask" in answer.text


def test_members_see_no_links(client_for, make_person, issue):
    person = make_person()
    issue(person)
    member = client_for(person)
    assert member.get("/links/").status_code == 404
    assert member.post("/links/1/revoke").status_code == 404
    assert member.post(f"/links/invite/{person}").status_code == 403
    assert 'id="person-links"' not in member.get(f"/people/{person}/").text


def test_inviting_without_mail_shows_the_address(
    app, secretary, client_for, make_person, invitations
):
    person = make_person(email="amal@example.org")
    assert f'action="/links/invite/{person}"' in secretary.get(f"/people/{person}/").text
    path = address_in(secretary.post(f"/links/invite/{person}").text)
    assert client_for(None).get(path).status_code == 200
    assert "Amal Haddad" in secretary.get("/links/invitations").text
    assert client_for(None).post(path, data={"phone": "1"}).status_code == 200
    assert "Amal Haddad" not in secretary.get("/links/invitations").text
    assert secretary.post(f"/links/invite/{person}").status_code == 409  # the account is theirs


def test_inviting_by_mail(app, secretary, make_person, invitations):
    config = app.extensions["ntfc.config"]
    object.__setattr__(config, "smtp_url", "smtp://localhost")
    object.__setattr__(config, "languages", ("en", "ar"))
    person = make_person(email="amal@example.org", language="ar", time_zone="Asia/Amman")
    answer = secretary.post(f"/links/invite/{person}")
    assert answer.status_code == 303
    assert "The link was sent to Amal Haddad." in secretary.get(answer.location).text
    with app.app_context():
        (letter,) = people.mails_to(db.session.get_one(Person, person))
        assert "Tell us your number" in letter["subject"]
        link = db.session.query(Link).one()
        assert (link.sent_at is None, link.channel) == (False, Channel.MAIL)
    assert "by mail" in secretary.get("/links/").text
    assert states(app) == [LinkState.SENT]


def test_whom_one_cannot_invite(secretary, client_for, make_person, invitations):
    without = make_person("Without")
    been_here = make_person("Been", email="b@example.org", last_seen_at=clock.now())
    chief = make_person("Chief", email="c@example.org", is_administrator=True)
    for person, reason in (
        (without, "needs an e-mail address"),
        (been_here, "has signed in already"),
        (chief, "Only an administrator"),
    ):
        answer = secretary.post(f"/links/invite/{person}")
        assert answer.status_code == 409
        assert reason in " ".join(answer.text.split())
    assert client_for(chief).post(f"/links/invite/{chief}").status_code == 200


def test_a_secretary_gets_no_new_invitation_of_an_administrator(
    secretary, client_for, make_person, invitations
):
    chief = make_person("Chief", email="c@example.org", is_administrator=True)
    client_for(chief).post(f"/links/invite/{chief}")
    assert secretary.post("/links/1/renew").status_code == 409


def test_erasing_a_person_takes_the_links_along(app, client_for, make_person, issue):
    chief, person = make_person("Chief", is_administrator=True), make_person()
    used, unused = issue(person), issue(person, replaces=False)
    client_for(None).post(used, data={"phone": "1"})
    client = client_for(chief)
    assert "The number of Amal" in client.get(f"/people/{person}/data").text
    client.post(f"/people/{person}/erase", data={"name": "Amal Haddad"})
    assert states(app) == []
    assert client_for(None).get(unused).status_code == 404


def test_links_end_with_the_address_they_went_to(app, secretary, make_person, issue):
    person = make_person(email="wrong@example.org")
    issue(person)
    typed = {"name": "Amal Haddad", "email": "right@example.org", "seen": "1"}
    assert secretary.post(f"/people/{person}/edit", data=typed).status_code == 303
    assert states(app) == [LinkState.REVOKED]


def test_a_list_of_many_costs_what_a_list_of_few_costs(
    app, secretary, make_person, issue, count_queries
):
    person = make_person()
    issue(person)
    with count_queries() as few:
        secretary.get("/links/")
    with app.app_context(), unit_of_work():
        now = clock.now()
        for number in range(60):
            values = {"person_id": person, "act": "test.telephone", "created_at": now}
            until = now + timedelta(days=1)
            link = Link(token_hash=str(number), **values, expires_at=until, is_sole=False)
            link.subject_table, link.subject_id = "people", person
            db.session.add(link)
    with count_queries() as many:
        assert "Page 1 of 2" in secretary.get("/links/").text
    assert len(many) == len(few)


def test_the_address_is_the_public_one(app, make_person, issue):
    object.__setattr__(app.extensions["ntfc.config"], "base_url", "https://ntfc.example/tfc/")
    with app.test_request_context():
        assert url_for("links.open_link", token="x") == "/l/x"
    assert issue(make_person()).startswith("/l/")
