"""Who sees which body: the list and the page must say the same, for every kind of person."""

import pytest
from sqlalchemy import select

from ntfc.committees import queries, rules
from ntfc.committees.models import Body, State
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import SEATED, SYSTEM, LinkHolder, Nobody, Role, can
from tests.committees.conftest import ADMINISTRATOR, NOW, holding, start

pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture
def bodies():
    """An open tree and a restricted one, with people named in its records."""
    people = [Person(name=name, created_at=NOW) for name in ("Coordinator", "Sponsor")]
    db.session.add_all(people)
    db.session.flush()
    coordinator, sponsor = (person.id for person in people)
    top = start(None, "national_committee", "Top", state=State.ACTIVE)
    start(top, "committee", "Open", state=State.CLOSED)
    closed = start(
        top,
        "committee",
        "Restricted",
        is_restricted=True,
        state=State.ACTIVE,
        coordinator_id=coordinator,
        sponsor_id=sponsor,
    )
    start(closed, "working_group", "Restricted, being formed")
    start(closed, "working_group", "Restricted, at work", state=State.ACTIVE)
    return {body.name: body for body in db.session.scalars(select(Body))}, coordinator, sponsor


def kinds_of_people(bodies, coordinator, sponsor):
    numbers = [body.id for body in bodies.values()]
    everywhere = [(role, number) for role in SEATED for number in numbers]
    yield from (holding(role, number, person_id=999) for role, number in everywhere)
    yield holding(Role.MEMBER, person_id=999)
    yield holding(Role.MEMBER, person_id=coordinator)
    yield holding(Role.MEMBER, person_id=sponsor)
    top = bodies["Top"]
    for number in (coordinator, sponsor):
        yield LinkHolder(person_id=number, name="L", permission=rules.CONFIRM, subject=top)
    yield from (ADMINISTRATOR, SYSTEM, Nobody())


def test_the_list_and_the_page_agree_for_everyone(bodies):
    named, coordinator, sponsor = bodies
    for person in kinds_of_people(named, coordinator, sponsor):
        listed = set(db.session.scalars(select(Body.id).where(queries.visible(person))))
        opened = {body.id for body in named.values() if can(person, rules.VIEW, body)}
        assert listed == opened, person


def seen_by(person):
    found = queries.directory(person, queries.Filters(state="all"), 1)
    return {entry.name for entry in found.entries}


def test_what_each_sees_is_just_this(bodies):
    named, coordinator, sponsor = bodies
    restricted = named["Restricted"]
    assert seen_by(holding(Role.MEMBER, person_id=999)) == {"Top", "Open"}
    assert seen_by(holding(Role.MEMBER, restricted.id, person_id=999)) == {
        "Top",
        "Open",
        "Restricted",
    }
    assert seen_by(holding(Role.CHAIR, restricted.id, person_id=999)) == {
        "Top",
        "Open",
        "Restricted",
        "Restricted, being formed",
    }
    assert seen_by(holding(Role.MEMBER, person_id=sponsor)) == {"Top", "Open", "Restricted"}
    assert seen_by(ADMINISTRATOR) == set(named)
    assert seen_by(Nobody()) == set()
    assert coordinator


def test_an_administrator_sees_the_frame_but_not_the_papers_of_a_restricted_body(bodies):
    named = bodies[0]
    assert can(ADMINISTRATOR, rules.VIEW, named["Restricted"])
    assert not can(ADMINISTRATOR, rules.READ, named["Restricted"])
    assert can(ADMINISTRATOR, rules.READ, named["Open"])
    assert can(holding(Role.OBSERVER, named["Restricted"].id), rules.READ, named["Restricted"])


def test_the_holder_of_a_link_is_not_the_person_whose_link_it_is(bodies):
    named, coordinator, _sponsor = bodies
    body = named["Restricted"]
    link = LinkHolder(person_id=coordinator, name="L", permission=rules.CONFIRM, subject=body)
    assert can(holding(Role.MEMBER, person_id=coordinator), rules.EDIT, body)
    assert not can(link, rules.EDIT, body)
    assert not can(link, rules.VIEW, body)
