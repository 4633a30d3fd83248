"""No address, query or field that a program may send makes the site stumble."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ntfc.db import db
from ntfc.people.models import Person
from ntfc.typed import LARGEST, Typed, storable

TOO_LARGE = (str(LARGEST + 1), str(2**63), "9" * 5000)
WORDS = st.text(
    st.one_of(st.characters(exclude_categories=()), st.just("\x00"), st.just("\ud800")),
    max_size=30,
)
NUMBERS = st.one_of(st.integers(-(2**80), 2**80).map(str), WORDS)


@pytest.fixture
def chief(make_person, client_for):
    return client_for(make_person("Chief", email="chief@example.org", is_administrator=True))


def numbered(app, method):
    rules = [rule for rule in app.url_map.iter_rules() if method in rule.methods]
    return [
        rule
        for rule in rules
        if rule.arguments and all("Row" in type(c).__name__ for c in rule._converters.values())
    ]


@pytest.mark.parametrize("number", TOO_LARGE, ids=["column", "integer", "text"])
def test_a_number_beyond_any_row_names_no_page(app, chief, number):
    rules = numbered(app, "GET")
    assert len(rules) > 30
    for rule in rules:
        url = rule.rule
        for name in rule.arguments:
            url = url.replace(f"<int:{name}>", number)
        assert chief.get(url).status_code == 404, url


def test_the_largest_number_is_looked_up_and_not_found(app, chief):
    for rule in numbered(app, "GET"):
        url = rule.rule
        for name in rule.arguments:
            url = url.replace(f"<int:{name}>", str(LARGEST))
        assert chief.get(url).status_code in (404, 405), url


def test_a_word_that_cannot_be_stored_names_no_page(chief):
    assert chief.get("/library/%00").status_code == 404


def test_what_is_read_from_a_query_can_be_looked_up():
    typed = Typed([("q", "a\x00b\ud800c"), ("page", str(2**40)), ("other", "7")])
    assert typed["q"] == typed.get("q") == "abc"
    assert typed.get("page", 1, type=int) == 1
    assert typed.get("other", 1, type=int) == 7
    assert typed.get("missing") is None


@given(WORDS)
def test_storable_text_can_be_encoded_and_loses_nothing_else(text):
    kept = storable(text)
    assert "\x00" not in kept
    kept.encode("utf-8")
    assert kept == "".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff")


def lists(app):
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments and rule.endpoint != "static"
    ]


def test_no_list_stumbles_over_its_query(app, chief):
    names = ("q", "words", "page", "before", "after", "body", "person_id", "kind", "subject")
    for value in ("\x00", str(2**70), "-1", "\ud800".encode("utf-8", "surrogatepass")):
        for url in lists(app):
            answer = chief.get(url, query_string=dict.fromkeys(names, value))
            assert answer.status_code < 500, (url, value)


def test_the_nul_character_is_left_out_of_what_is_stored(app, chief):
    answer = chief.post("/people/new", data={"name": "Amal\x00 Haddad", "email": ""})
    assert answer.status_code == 303, answer.text
    with app.app_context():
        assert "Amal Haddad" in db.session.scalars(select(Person.name)).all()


FORMS = {
    "/people/new": ("name", "email", "phone", "language"),
    "/organisations/new": ("name", "kind_id", "side_id", "country", "about", "seen"),
    "/bodies/new": ("name", "kind_id", "parent_id", "about", "mode", "time_zone", "step"),
}
TRIED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("url", FORMS)
def test_no_form_stumbles_whatever_a_program_sends(chief, url):
    assert chief.get(url).status_code == 200

    @TRIED
    @given(st.fixed_dictionaries({name: st.one_of(WORDS, NUMBERS) for name in FORMS[url]}))
    def send(data):
        raw = {name: text.encode("utf-8", "surrogatepass") for name, text in data.items()}
        answer = chief.post(url, data=raw)
        assert answer.status_code < 500, (data, answer.text)

    send()
