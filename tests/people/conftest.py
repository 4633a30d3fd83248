from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ntfc.people.models import Person
from ntfc.permissions import Role, Standing
from ntfc.plugins import hookimpl


@pytest.fixture
def serving(app):
    """Say which role a person has in some body; the seats themselves are tested elsewhere."""
    roles = {}
    app.extensions["ntfc.standing_of"] = lambda number: Standing(roles.get(number, {}))

    def serving(person_id, role=Role.SECRETARY):
        roles[person_id] = {1: frozenset({role})}
        return person_id

    return serving


@pytest.fixture
def seated(app):
    """Names of people whom a feature lists as holding a seat."""
    names = set()

    @hookimpl
    def ntfc_listed_people():
        return select(Person.id).where(Person.name.in_(names))

    @hookimpl
    def ntfc_affiliations(person_ids):
        return {number: ["Customs Administration"] for number in person_ids}

    feature = SimpleNamespace(
        ntfc_listed_people=ntfc_listed_people, ntfc_affiliations=ntfc_affiliations
    )
    app.extensions["ntfc.plugins"].register(feature, name="seating")
    return names


@pytest.fixture
def listen(app):
    """Register hooks of a feature for one test: listen(ntfc_person_erased=function)."""

    def listen(**hooks):
        marked = {name: hookimpl(function) for name, function in hooks.items()}
        app.extensions["ntfc.plugins"].register(SimpleNamespace(**marked), name="listener")

    return listen
