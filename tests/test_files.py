"""What people send is kept before the transaction; what they take away is handed out safely."""

import io
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
import walking
from flask import Response
from flask_login import current_user
from hypothesis import example, given
from hypothesis import strategies as st

from ntfc import storage
from ntfc.clock import now
from ntfc.db import db
from ntfc.files import LONGEST_NAME, disposition, plain_name
from ntfc.people.models import Person
from ntfc.permissions import COME_IN, SITE, Role, authorize
from ntfc.seats.models import Appointment
from ntfc.transaction import unit_of_work

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
NASTY = "..\\..\\etc/na\r\nSet-Cookie: a=b\u202efdp.exe"
HERE = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("decree.pdf", "decree.pdf"),
        ("C:\\Users\\Amal\\مرسوم رقم 7.pdf", "مرسوم رقم 7.pdf"),
        ("../../etc/passwd", "passwd"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie_ b.pdf"),
        ('say "yes".pdf', "say _yes_.pdf"),
        (".htaccess", "htaccess"),
        ("a\x00b.pdf", "ab.pdf"),
        ("\u202e\u200f", "file"),
        ("", "file"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
    ],
)
def test_a_name_shows_what_a_file_is(name, shown):
    assert plain_name(name) == shown


def test_a_long_name_keeps_its_ending():
    assert plain_name("x" * 500 + ".pdf") == "x" * 196 + ".pdf"


@given(st.text(st.characters(exclude_categories=())))
@example(NASTY)
@example("." * 300)
def test_no_name_breaks_out_of_its_header(name):
    header = disposition(name)
    assert re.fullmatch(
        r"""attachment; filename="[\w.() -]+"(; filename\*=UTF-8''[\w.~%-]+)?""", header, re.ASCII
    )
    assert len(plain_name(name)) <= LONGEST_NAME
    said = unquote(header.rpartition("''")[2]) if "''" in header else plain_name(name)
    assert said == plain_name(name)
    assert not set(said) & set(TURNS)
    assert not [sign for sign in said if unicodedata.category(sign) == "Cc"]


def answers(walk):
    """Yield what every address of the site answers to somebody who may see it, except pages."""
    for rule in walk.app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        page = walking.Page(rule.rule, frozenset(rule.arguments), rule.endpoint)
        answer = walk.chief.get(page.address(walk.app, walk.told | {"name": "template.xlsx"}))
        if answer.mimetype not in ("text/html", "application/json"):
            yield rule.rule, answer
    url = f"/people/{walk.told['person_id']}/data"
    yield "/people/<int:person_id>/data", walk.chief.post(url)


def test_every_file_to_take_away_is_handed_out_safely(walk):
    found = dict(answers(walk))
    assert set(found) == walking.FILES - {
        "/static/<path:filename>",
        "/minutes/<int:minutes_id>/now",
    } | {"/people/<int:person_id>/data"}
    for rule, answer in found.items():
        assert answer.status_code == 200, rule
        assert answer.headers["Content-Disposition"].startswith("attachment; filename="), rule
        assert answer.headers["Cache-Control"] == "private, no-store", rule
        assert answer.headers["X-Content-Type-Options"] == "nosniff", rule
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], rule


def test_a_nasty_name_that_stands_in_the_database_does_no_harm(app, client_for, make_body, seat):
    with app.app_context():
        name = storage.put(b"%PDF-1.7")
        with unit_of_work():
            storage.note(name, person_id=None, now=now())
    body_id = make_body(act_file=name, act_file_name=NASTY)
    client = client_for(seat(body_id, Role.SECRETARY))
    with app.app_context(), unit_of_work():
        sitting = db.session.scalars(db.select(Appointment)).one()
        sitting.instrument_file, sitting.instrument_file_name = name, NASTY
        number = sitting.id
    for url in (f"/bodies/{body_id}/act", f"/appointments/{number}/instrument"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if "a=b" in cookie]
        assert disposition(NASTY) == answer.headers["Content-Disposition"]
        assert not set(unquote(answer.headers["Content-Disposition"])) & set(TURNS)


def test_only_one_place_hands_out_files():
    here = {"ntfc/files.py", "ntfc/headers.py"}
    for path in HERE.glob("ntfc/**/*.py"):
        text = path.read_text("utf-8")
        if str(path.relative_to(HERE)) not in here:
            assert "Content-Disposition" not in text, path
            assert "send_file" not in text, path


def test_a_file_of_a_plugin_is_kept_by_no_cache_either(app):
    @app.get("/t/file")
    def file():
        authorize(current_user, COME_IN, SITE)
        headers = {"Content-Disposition": "attachment", "Cache-Control": "public, max-age=9"}
        return Response("x", headers=headers)

    headers = app.test_client().get("/t/file").headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_not_written_while_others_wait(app):
    with app.app_context(), unit_of_work():
        storage.put(b"early enough")
        db.session.add(Person(name="Amal", created_at=now()))
        db.session.flush()
        with pytest.raises(RuntimeError, match="before the transaction"):
            storage.put(b"too late")


def test_nothing_is_kept_of_somebody_who_may_not(app, client_for, make_body, seat, config):
    body_id = make_body()
    client = client_for(seat(body_id, Role.MEMBER))
    data = {"file": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}
    assert client.post(f"/bodies/{body_id}/mandate", data=data).status_code in (403, 404)
    assert not storage.folder(config.instance).exists()
