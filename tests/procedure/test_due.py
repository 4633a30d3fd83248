"""By which day bodies are to meet: on their pages and in the directory."""

from datetime import date
from itertools import count

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.clock import now
from ntfc.committees.models import Body, State, Term
from ntfc.db import db
from ntfc.permissions import SYSTEM
from ntfc.procedure import queries, service
from ntfc.procedure.models import CadenceKind, Procedure
from ntfc.transaction import unit_of_work

NEW_YEAR = date(2026, 1, 1)
QUARTERLY = Procedure(cadence=CadenceKind.MAX_GAP_MONTHS, cadence_n=3)
TWICE_A_TERM = Procedure(cadence=CadenceKind.PER_TERM, cadence_n=2)


@pytest.fixture
def body(app, make_body):
    """Return a function that makes a body at work since New Year, with rules from that day."""
    number_of = count(1)

    def body(procedure=QUARTERLY, *, terms=(), **values):
        name = f"Body {next(number_of)}"
        facts = {"name": name, "state": State.ACTIVE, "started_on": NEW_YEAR, **values}
        number = make_body(**facts)
        with app.app_context(), unit_of_work():
            found = db.session.get_one(Body, number)
            service.lay_down(
                found, procedure=procedure, valid_from=NEW_YEAR, actor=SYSTEM, now=now()
            )
            for place, (starts_on, ends_on) in enumerate(terms, 1):
                db.session.add(
                    Term(body_id=number, number=place, starts_on=starts_on, ends_on=ends_on)
                )
        return number

    return body


@pytest.fixture
def due(app):
    """Return a function that tells by which day a body is to meet, seen from a day."""

    def due(number, today=NEW_YEAR):
        with app.app_context():
            found = [*queries.due([number], today, lambda _zone: today)]
        return found[0] if found else None

    return due


def test_a_body_is_to_meet_by_its_rule_counted_from_its_first_day(body, due):
    told = due(body())
    assert (told.on, told.since, told.is_overdue) == (date(2026, 4, 1), NEW_YEAR, False)
    assert str(told.rule) == "Rule 1: The body meets at least once every 3 months."


def test_the_day_after_it_is_overdue(body, due):
    number = body()
    assert not due(number, date(2026, 4, 1)).is_overdue
    assert due(number, date(2026, 4, 2)).is_overdue


def test_a_term_counts_before_the_body_and_the_present_one_before_the_next(body, due):
    terms = [
        (date(2026, 2, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 12, 31)),
    ]
    number = body(TWICE_A_TERM, terms=terms)
    assert due(number, date(2026, 3, 1)).since == date(2026, 2, 1)
    assert due(number, date(2027, 3, 1)).since == date(2027, 1, 1)
    assert due(number).since == date(2026, 2, 1)  # before any term has begun, the first


def test_days_off_of_the_body_move_the_day_forward(body, due):
    off = [{"date": "2026-04-01", "name": "Day of the ports"}]
    assert due(body(own_holidays=off)).on == date(2026, 3, 31)
    assert due(body(weekend=[2])).on == date(2026, 3, 31)


def test_nothing_is_due_where_nothing_asks_for_it(body, due, make_body):
    assert due(make_body(state=State.ACTIVE, started_on=NEW_YEAR)) is None
    assert due(body(Procedure(cadence=CadenceKind.AS_NEEDED))) is None
    assert due(body(started_on=None)) is None
    assert due(body(sunset_on=date(2026, 3, 1))) is None
    for state in (State.DORMANT, State.BEING_FORMED, State.CLOSED):
        assert due(body(state=state)) is None


def test_its_page_and_the_directory_say_so(body, client_for, make_person):
    number = body(started_on=date(2020, 1, 1))
    client = client_for(make_person())
    page = client.get(f"/bodies/{number}/").text
    assert "The next meeting is overdue: it was to be held by Apr 1, 2020." in page
    assert "Rests on: Rule 1: The body meets at least once every 3 months." in page
    assert "Counted from Jan 1, 2020; no meeting since then is on record." in page
    row = BeautifulSoup(client.get("/bodies/").text, "html.parser").select_one(
        "#body-table td[data-label='Next due']"
    )
    assert row.get_text(strip=True) == "Overdue since Apr 1, 2020"


def test_a_day_ahead_is_no_warning(body, client_for, make_person):
    number = body(started_on=clock.now().date())
    page = BeautifulSoup(client_for(make_person()).get(f"/bodies/{number}/").text, "html.parser")
    (notice,) = (n for n in page.select(".notice") if "The next meeting is due by" in n.text)
    assert "notice-info" in notice["class"]


def test_the_directory_costs_the_same_for_many(
    body, client_for, make_person, assert_constant_queries
):
    body()
    client = client_for(make_person())

    def grow():
        for _more in range(30):
            body(terms=[(NEW_YEAR, None)])

    assert_constant_queries(client, "/bodies/", grow)
