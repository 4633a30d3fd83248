"""Who may know what of whom."""

from ntfc.people.models import Person
from ntfc.people.queries import visible
from ntfc.people.rules import VIEW

ROUTES = {
    "GET /people/": "person.list",
    "GET /people/new": "person.add",
    "POST /people/new": "person.add",
    "GET /people/<int:person_id>/": "person.view",
    "GET /people/<int:person_id>/edit": "person.edit",
    "POST /people/<int:person_id>/edit": "person.edit",
    "GET /people/<int:person_id>/profile": "person.profile",
    "POST /people/<int:person_id>/profile": "person.profile",
    "POST /people/<int:person_id>/administrator": "person.grant",
    "POST /people/<int:person_id>/administrator/withdraw": "person.grant",
    "GET /people/<int:person_id>/data": "person.export",
    "POST /people/<int:person_id>/data": "person.export",
    "GET /people/<int:person_id>/erase": "person.erase",
    "POST /people/<int:person_id>/erase": "person.erase",
}
HOLDERS = {
    "person.list": {"person"},
    # by `holds`: the person, and everyone who signs in when a seat or contact role lists the person
    "person.view": {"secretary", "administrator"},
    "person.contact": {"secretary", "administrator"},  # and the person
    "person.add": {"secretary", "administrator"},
    "person.edit": {"secretary", "administrator"},
    "person.profile": set(),  # by `holds`: the person alone
    "person.grant": {"administrator"},
    "person.export": {"administrator"},  # and the person
    "person.erase": {"administrator"},
}
VISIBLE = [(visible, VIEW, Person)]
