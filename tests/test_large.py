"""What is sent arrives before anything is locked, and what is too large loses nothing typed."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask import request
from flask_login import current_user
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from ntfc import arrival
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.jobs import Job, JobState
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import COME_IN, SITE, Role, authorize
from ntfc.transaction import unit_of_work

MB = 1024 * 1024
HTMX = {"HX-Request": "true"}
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def config(config):
    return replace(config, max_upload_mb=1)


@pytest.fixture
def chief(client_for, make_person):
    return client_for(make_person("Omar Chief", is_administrator=True))


@pytest.fixture
def secretary(client_for, make_body, seat):
    """Somebody who serves a body, and its number."""
    body_id = make_body()
    return client_for(seat(body_id, Role.SECRETARY)), body_id


def send(client, url, fields, file=None, **more):
    """Post a form with a file, encoded in memory: the test client would leave files open."""
    given = fields | ({"file": FileStorage(io.BytesIO(file), "act.pdf")} if file else {})
    boundary, content = encode_multipart(given)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(
        url,
        input_stream=io.BytesIO(content),
        content_length=len(content),
        content_type=kind,
        **more,
    )


class Slow(io.BytesIO):
    """A body of which each piece arrives only after somebody else has saved something."""

    def __init__(self, content, save):
        super().__init__(content)
        self.save = save

    def readinto(self, buffer):
        with ThreadPoolExecutor() as elsewhere:
            elsewhere.submit(self.save).result(20)
        return super().readinto(buffer)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_nobody_waits_for_a_form_that_arrives_slowly(app, chief, kind):
    def save():
        with app.app_context(), unit_of_work():
            db.session.add(Person(name="somebody else", created_at=now()))

    content = b"name=Amal&email="
    if kind.startswith("multipart"):
        content = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nAmal\r\n--x--\r\n'
    answer = chief.post(
        "/people/new",
        input_stream=Slow(content, save),
        content_length=len(content),
        content_type=f"{kind}; boundary=x",
    )
    assert answer.status_code == 303, answer.text
    with app.app_context():
        names = set(db.session.scalars(select(Person.name)))
    assert {"Amal", "somebody else"} <= names


@pytest.mark.parametrize("size", [MB + 1, 5 * MB])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_file_that_is_too_large_leaves_what_was_typed_beside_it(app, secretary, headers, size):
    client, body_id = secretary
    data = {
        "act_title": "Decree on the committee & its seats",
        "decision": "The ministers decided so in their first meeting.",
    }
    file = b"%PDF-" + b"x" * size
    answer = send(client, f"/bodies/{body_id}/mandate", data, file, headers=headers)
    assert answer.status_code == 413
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.find(attrs={"name": "act_title"})["value"] == data["act_title"]
    assert page.find("textarea", attrs={"name": "decision"}).text.strip() == data["decision"]
    assert "larger than 1 MB" in page.find(class_="form-errors").text
    assert bool(page.find("html")) is not bool(headers)
    with app.app_context():
        assert db.session.get(Body, body_id).act_title == ""


def test_a_text_that_is_too_large_comes_back_whole(app, chief):
    text = "Customs and the other agencies. " * (MB // 30)
    answer = chief.post("/organisations/new", data={"name": "Customs", "competence": text})
    assert answer.status_code == 413
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.find(attrs={"name": "competence"}).text.strip() == text.strip()
    assert page.find(attrs={"name": "name"})["value"] == "Customs"
    with app.app_context():
        assert db.session.scalars(select(Organisation)).all() == []


@pytest.mark.parametrize("fields", [1, 60])
def test_what_no_server_can_bear_is_not_read_and_said_in_a_sentence(chief, fields):
    most = (arrival.TEXT_READ + 2) * MB
    data = {f"about{number}": "x" * (most // fields) for number in range(fields)}
    for answer in (
        chief.post("/organisations/new", data=data),
        send(chief, "/organisations/new", data, b"x"),
    ):
        assert answer.status_code == 413
        assert "too large" in answer.text
        assert len(answer.text) < 50_000


def test_what_is_too_large_does_nothing_where_there_is_no_form(app, chief):
    with app.app_context(), unit_of_work():
        db.session.add(
            Job(kind="mail", payload={}, state=JobState.FAILED, due=now(), created_at=now())
        )
    answer = chief.post("/admin/jobs/repeat-all", data={"x": "x" * (MB + 1)})
    assert answer.status_code == 413
    assert "too large" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Job.state)).all() == [JobState.FAILED]


def test_nothing_is_kept_of_a_file_beyond_the_limit(app):
    seen = []

    @app.post("/t/large")
    def large():
        authorize(current_user, COME_IN, SITE)
        seen.append((request.files["file"].read(), request.is_too_large))
        return "done"

    answer = send(app.test_client(), "/t/large", {}, b"x" * 3 * MB, headers=OURS)
    assert answer.status_code == 413
    assert seen == [(b"", True)]


def test_a_file_that_arrived_is_a_file_like_any_other(app):
    seen = []

    @app.post("/t/file")
    def file():
        authorize(current_user, COME_IN, SITE)
        stream = request.files["file"].stream
        with stream as opened:
            seen.append((list(stream), opened.seek(0), opened.read(1)))
        return "done"

    answer = send(app.test_client(), "/t/file", {}, b"first\nsecond", headers=OURS)
    assert answer.status_code == 200
    assert seen == [([b"first\n", b"second"], 0, b"f")]


def test_other_content_is_never_larger_than_a_form(chief):
    answer = chief.post("/people/new", data=b"x" * (5 * MB), content_type="application/json")
    assert answer.status_code in (413, 422)


def test_a_form_as_large_as_allowed_is_taken(app, chief):
    data = {"name": "Amal", "email": "", "more": "x" * (MB - 500)}
    assert chief.post("/people/new", data=data).status_code == 303
