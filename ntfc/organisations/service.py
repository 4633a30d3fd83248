"""Changing institutions, whom they represent and their contacts. The request commits it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ntfc import audit, plugins
from ntfc.db import db, one_at_a_time
from ntfc.errors import FieldRefused, Overtaken, Refused
from ntfc.i18n import _
from ntfc.names import main_names
from ntfc.organisations import queries, rules
from ntfc.organisations.models import Contact, Organisation, Representation
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import Actor, Site, requires
from ntfc.texts import one_line, tidy

NAMES = "the names of institutions"


class KnownAlready(FieldRefused):
    """Another institution has this name or code; *field* says which, *other* is the institution."""

    def __init__(self, field: str, other: Organisation) -> None:
        super().__init__(field, _("“%(name)s” is in the directory already.", name=other.name))
        self.other = other


@requires(rules.EDIT)
def add_organisation(
    _site: Site, *, values: Mapping[str, Any], now: datetime, actor: Actor
) -> Organisation:
    """Add an institution to the directory."""
    values = _complete(values)
    one_at_a_time(NAMES)
    _refuse_twins(values)
    organisation = Organisation(created_at=now, **values)
    rules.derive(organisation)
    db.session.add(organisation)
    db.session.flush()
    audit.record(actor, "organisation.added", organisation)
    return organisation


def _complete(values: Mapping[str, Any]) -> dict[str, Any]:
    """Take the side that the kind usually takes, where none is chosen."""
    kept = rules.as_kept(values)
    if kept.get("side_id") is None:
        kept["side_id"] = queries.usual_side(kept["kind_id"])
    return kept


def _refuse_twins(values: Mapping[str, Any], own: Organisation | None = None) -> None:
    """Two that are open are told apart by their names; a closed one keeps the name it had."""
    number, is_open = (own.id, own.closed_on is None) if own else (None, True)
    named = queries.same_open_name(values["name"], number) if is_open else None
    coded = queries.same_code(values["code"], number) if values.get("code") else None
    for field, other in (("name", named), ("code", coded)):
        if other is not None:
            raise KnownAlready(field, other)


@requires(rules.EDIT)
def change_organisation(
    organisation: Organisation, *, values: Mapping[str, Any], version: int, actor: Actor
) -> None:
    """Change the facts of an institution, unless somebody else did since *version*."""
    values = _complete(values)
    if organisation.version != version:
        raise Overtaken(
            _(
                "Somebody changed this institution since you opened it. Look again, then save "
                "once more."
            ),
            stands=organisation,
        )
    with main_names():
        differences = rules.differences(organisation, values)
    one_at_a_time(NAMES)
    _refuse_twins(values, organisation)
    reasons = plugins.objections(rules.EDIT, organisation, actor)
    if reasons:
        raise Refused(*reasons)
    if differences:
        for name, value in values.items():
            setattr(organisation, name, value)
        rules.derive(organisation)
        db.session.flush()
        changed = [name for name, _stored, _typed in differences]
        audit.record(actor, "organisation.changed", organisation, fields=changed)


@requires(rules.EDIT)
def close(organisation: Organisation, *, on: date, today: date, actor: Actor) -> None:
    """Take an institution out of the directory of those at work; it stays readable."""
    reasons = [
        *rules.obstacles_to_closing(organisation, on, today),
        *plugins.objections(rules.EDIT, organisation, actor),
    ]
    if reasons:
        raise Refused(*reasons)
    organisation.closed_on = on
    db.session.flush()
    audit.record(actor, "organisation.closed", organisation, on=on)


@requires(rules.EDIT)
def reopen(organisation: Organisation, *, actor: Actor) -> None:
    """Put a closed institution back among those at work."""
    if organisation.closed_on is None:
        raise Refused(_("This institution is not closed."))
    one_at_a_time(NAMES)
    other = queries.same_open_name(organisation.main_name)
    if other is not None:
        raise KnownAlready("name", other)
    organisation.closed_on = None
    db.session.flush()
    audit.record(actor, "organisation.reopened", organisation)


@requires(rules.EDIT)
def add_representation(
    association: Organisation, *, values: Mapping[str, Any], actor: Actor
) -> Representation:
    """Note for whom an association speaks: a member, or a group of unnamed ones by size."""
    queries.hold(association)
    member_id, group = values.get("organisation_id"), values.get("group_name") or ""
    reasons = list(rules.obstacles_to_representing(association, member_id, group))
    if reasons:
        raise Refused(*reasons)
    representation = Representation(**(dict(values) | {"group_name": group}))
    association.representations.append(representation)
    db.session.flush()
    audit.record(actor, "representation.added", association, member=member_id)
    return representation


@requires(rules.EDIT)
def remove_representation(
    association: Organisation, *, representation_id: int, actor: Actor
) -> None:
    """Take back that an association speaks for a member or group; the trail keeps that it did."""
    found = next((r for r in association.representations if r.id == representation_id), None)
    if found is None:
        raise Refused(_("This entry was taken away already."))
    association.representations.remove(found)
    db.session.flush()
    audit.record(actor, "representation.removed", association, member=found.organisation_id)


@requires(rules.EDIT_CONTACTS)
def add_contact(
    organisation: Organisation,
    *,
    values: Mapping[str, Any],
    today: date,
    now: datetime,
    actor: Actor,
) -> Contact:
    """Make a person, known or new, a contact of an institution; who left may come back anew."""
    queries.hold(organisation)
    person = _known_person(organisation, values) or _new_person(values, now, actor)
    if any(c.person is person and c.ended_on is None for c in organisation.contacts):
        raise Refused(_("%(name)s is a contact of this institution already.", name=person.name))
    last = max((c.position for c in organisation.contacts), default=0)
    contact = Contact(person=person, position=last + 10, starts_on=today)
    organisation.contacts.append(contact)
    _write(contact, values)
    db.session.flush()
    audit.record(actor, "contact.added", organisation, person=person.id)
    return contact


def _known_person(organisation: Organisation, values: Mapping[str, Any]) -> Person | None:
    """Find the person by the e-mail address, else by the name among those who worked there."""
    name = rules.name_key(values["name"])
    if values.get("email"):
        person = queries.person_with_email(values["email"])
        if person is not None and rules.name_key(person.name) != name:
            raise Refused(
                _(
                    "This e-mail address belongs to %(name)s. Type that name, or another address.",
                    name=person.name,
                )
            )
        return person
    people = (contact.person for contact in organisation.contacts)
    return next((p for p in people if rules.name_key(p.name) == name), None)


def _new_person(values: Mapping[str, Any], now: datetime, actor: Actor) -> Person:
    person = Person(
        name=one_line(values["name"]),
        email=(values.get("email") or "").lower() or None,
        phone=one_line(values.get("phone") or ""),
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()
    audit.record(actor, "person.added", person)
    return person


def _write(contact: Contact, values: Mapping[str, Any]) -> None:
    for name in ("job", "hours", "competence"):
        if name in values:
            keep = tidy if name == "competence" else one_line
            setattr(contact, name, keep(values[name] or ""))


@requires(rules.EDIT_CONTACTS)
def change_contact(
    organisation: Organisation, *, contact: Contact, values: Mapping[str, Any], actor: Actor
) -> None:
    """Change what a contact does and when to be reached."""
    _write(contact, values)
    db.session.flush()
    audit.record(actor, "contact.changed", organisation, person=contact.person_id)


@requires(rules.EDIT_CONTACTS)
def call_first(organisation: Organisation, *, contact: Contact, actor: Actor) -> None:
    """Put a contact at the head of the list: the one to call."""
    others = [c for c in organisation.contacts if c is not contact]
    for number, each in enumerate([contact, *others], 1):
        each.position = 10 * number
    db.session.flush()
    audit.record(actor, "contact.put_first", organisation, person=contact.person_id)


@requires(rules.EDIT_CONTACTS)
def end_contact(organisation: Organisation, *, contact: Contact, on: date, actor: Actor) -> None:
    """Note that a person is no longer a contact; that there was one stays readable."""
    if contact.ended_on is not None:
        raise Refused(_("This contact has ended already."))
    contact.ended_on = on
    db.session.flush()
    audit.record(actor, "contact.ended", organisation, person=contact.person_id, on=on)


@requires(ERASE)
def forget(person: Person, *, on: date, actor: Actor) -> None:
    """End the contacts of an erased person: that there was one stays, what it says goes."""
    for contact in queries.contacts_of(person):
        contact.ended_on = contact.ended_on or on
        contact.job = contact.hours = contact.competence = ""
        audit.record(actor, "contact.forgotten", contact.organisation, person=person.id)
    db.session.flush()
