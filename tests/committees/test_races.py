"""Whatever is pressed twice at one moment is done once, and the second press is told why."""

import pytest
from sqlalchemy import func, select

from ntfc.committees import queries, service
from ntfc.committees.models import Body, BodyName, NameKind, State
from ntfc.db import db
from ntfc.organisations.models import Camp
from ntfc.permissions import SITE, Role
from tests.committees.conftest import ADMINISTRATOR, NOW, TODAY, holding, kind

TREE = "ntfc.committees.queries.hold_tree"
HERE = "There is a body named “Transit” here already."
LOCKED = pytest.mark.parametrize("locked", [True, False], ids=["locked", "constraint alone"])


def counted(app, model, *conditions):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


@LOCKED
@pytest.mark.parametrize("at_the_top", [True, False], ids=["at the top", "below"])
def test_a_body_is_started_once(
    app, database, make_body, press_twice, without_waiting, locked, at_the_top
):
    number = make_body()
    if not locked:
        without_waiting(TREE)

    def steps():
        parent = SITE if at_the_top else queries.get_body(number)
        sort = kind("council")
        yield
        service.start(parent, kind=sort, name="Transit", now=NOW, actor=ADMINISTRATOR)

    by_the_rule = locked or database == "sqlite"
    refusal = HERE if by_the_rule else "There is a body of this name here already."
    assert press_twice(steps) == [None, refusal]
    assert counted(app, Body, Body.name == "Transit") == 1


def test_local_bodies_are_started_once(app, make_body, press_twice):
    number = make_body()

    def steps():
        parent = queries.get_body(number)
        sort = kind("local_body")
        yield
        service.start_at_places(
            parent,
            kind=sort,
            places=["Aqaba", "Irbid"],
            pattern="Committee of {place}",
            now=NOW,
            actor=ADMINISTRATOR,
        )

    assert press_twice(steps) == [None, None]
    assert counted(app, Body, Body.parent_id == number) == 2


def test_two_bodies_never_come_to_one_name(app, make_body, press_twice):
    """One is renamed, the other is started, at one moment."""
    top = make_body()
    below = make_body("Borders", parent=top)
    turns = iter([True, False])

    def steps():
        parent, body = queries.get_body(top), queries.get_body(below)
        sort = kind("council")
        yield
        if next(turns):
            office = holding(Role.SECRETARY, below)
            service.rename(body, name="Transit", today=TODAY, actor=office)
        else:
            service.start(parent, kind=sort, name="TRANSIT", now=NOW, actor=ADMINISTRATOR)

    told = press_twice(steps)
    assert told == [None, "There is a body named “TRANSIT” here already."]
    assert counted(app, Body, Body.name_key == "transit") == 1


def test_a_body_started_below_one_that_moves_stands_below_it_there(app, make_body, press_twice):
    top = make_body()
    old, new = make_body("Old", parent=top), make_body("New", parent=top)
    group = make_body("Group", parent=old)
    turns = iter([True, False])

    def steps():
        body, there = queries.get_body(group), queries.get_body(new)
        sort = kind("council")
        yield
        if next(turns):
            service.move(body, parent=there, actor=holding(Role.CHAIR, top, old, new, group))
        else:
            service.start(body, kind=sort, name="Transit", now=NOW, actor=ADMINISTRATOR)

    assert press_twice(steps) == [None, None]
    with app.app_context():
        started = db.session.scalars(select(Body).where(Body.name == "Transit")).one()
        assert started.path == f"/{top}/{new}/{group}/{started.id}/"


def test_a_body_is_closed_once(app, make_body, press_twice):
    number = make_body()

    def steps():
        body = queries.get_body(number)
        yield
        service.close(body, reason="Done", today=TODAY, actor=holding(Role.CHAIR, number))

    assert press_twice(steps) == [None, "This body is already closed."]
    assert counted(app, Body, Body.state == State.CLOSED) == 1


def test_a_name_is_entered_once(app, make_body, press_twice):
    number = make_body()

    def steps():
        body = queries.get_body(number)
        yield
        office = holding(Role.SECRETARY, number)
        service.add_name(body, kind=NameKind.SECOND, name="Trade Council", actor=office)

    assert press_twice(steps) == [None, "The body has this name already."]
    assert counted(app, BodyName) == 1


def test_a_contact_is_named_once(app, make_body, make_person, press_twice):
    number, person = make_body(), make_person()

    def steps():
        body = queries.get_body(number)
        yield
        office = holding(Role.SECRETARY, number)
        service.add_contact(
            body, person_id=person, camp=Camp.PUBLIC, note="", today=TODAY, actor=office
        )

    assert press_twice(steps) == [None, "This person is a contact of the body already."]
