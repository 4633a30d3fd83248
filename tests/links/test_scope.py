"""Whoever serves one body learns and gets nothing of another one's links."""

import pytest
from sqlalchemy import select

from ntfc.clock import now
from ntfc.db import db
from ntfc.links.models import Link
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work


@pytest.fixture
def foreign(make_body, seat):
    """A restricted body with a chair who never signed in, and the secretary of another body."""
    secret, other = make_body(), make_body("Advisory Council")
    chair = seat(secret, Role.CHAIR, "Karim Bishara", email="karim@chamber.example")
    secretary = seat(other, Role.SECRETARY, "Rana Odeh", email="rana@other.example")
    return secret, chair, secretary


def test_a_secretary_invites_no_chair_of_another_body(app, foreign, client_for):
    _secret, chair, secretary = foreign
    answer = client_for(secretary).post(f"/links/invite/{chair}")
    assert answer.status_code == 409
    assert "a body that you do not serve" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Link)).all() == []


def test_links_of_another_body_are_neither_seen_nor_renewed(app, foreign, client_for):
    secret, chair, secretary = foreign
    with app.app_context(), unit_of_work():
        link = Link(
            token_hash="0" * 64,
            person_id=chair,
            act="terms.comment",
            about="Secret draft",
            subject_table="terms_of_reference",
            subject_id=1,
            body_id=secret,
            created_at=now(),
            expires_at=now(),
        )
        db.session.add(link)
        db.session.flush()
        number = link.id
    client = client_for(secretary)
    assert "Secret draft" not in client.get("/links/").text
    assert client.post(f"/links/{number}/renew").status_code == 404
    assert client.post(f"/links/{number}/revoke").status_code == 404


def test_an_administrator_does_not_get_the_links_of_a_body(app, foreign, client_for, make_person):
    secret, chair, _secretary = foreign
    with app.app_context(), unit_of_work():
        db.session.add(
            Link(
                token_hash="1" * 64,
                person_id=chair,
                act="terms.comment",
                about="Secret draft",
                subject_table="terms_of_reference",
                subject_id=1,
                body_id=secret,
                created_at=now(),
                expires_at=now(),
            )
        )
    client = client_for(make_person("Root", is_administrator=True))
    assert "Secret draft" not in client.get("/links/").text
