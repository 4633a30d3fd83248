"""Taking over a file: all of it or nothing. The request commits it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from ntfc import audit
from ntfc.clock import day_of
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.imports import rules
from ntfc.imports.models import ImportFile
from ntfc.imports.rules.people import OF_THE_CONTACT
from ntfc.imports.rules.plan import UNCHANGED, Entry, Plan
from ntfc.organisations import rules as organisations
from ntfc.organisations.models import Contact, Organisation
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import Actor, Site, requires


@requires(rules.IMPORT)
def keep_file(_site: Site, *, upload: rules.Upload, now: datetime, actor: Actor) -> ImportFile:
    """Keep an uploaded file, looked through before, until it is taken over or thrown away."""
    if actor.person_id is None:
        raise Refused(_("Only a person who has signed in can import a file."))
    file = ImportFile(
        file_name=upload.file_name,
        encoding=upload.encoding,
        content=upload.content,
        uploaded_by_id=actor.person_id,
        uploaded_at=now,
    )
    db.session.add(file)
    db.session.flush()
    audit.record(actor, "import.uploaded", file)
    return file


@requires(rules.IMPORT)
def throw_away(file: ImportFile, *, now: datetime, actor: Actor) -> None:
    """Forget a file without taking it over."""
    _refuse_finished(file)
    file.content, file.finished_at = None, now
    db.session.flush()
    audit.record(actor, "import.thrown_away", file)


@requires(ERASE)
def forget(person: Person, *, now: datetime, actor: Actor) -> None:
    """Throw away the files that wait, when a person is erased: any of them may name the person."""
    query = select(ImportFile).where(ImportFile.finished_at.is_(None))
    for file in db.session.scalars(query).all():
        file.content, file.finished_at = None, now
        audit.record(actor, "import.thrown_away", file, person=person.id)
    db.session.flush()


def _refuse_finished(file: ImportFile) -> None:
    if file.finished_at is not None:
        raise Refused(_("This file was taken over or thrown away already. Upload it again."))


@requires(rules.IMPORT)
def take_over(
    file: ImportFile, *, plan: Plan, seen: str, now: datetime, actor: Actor
) -> dict[str, int]:
    """Do what *plan* says, if it is still what was *seen*; return how much of what was done."""
    _refuse_finished(file)
    if plan.problems:
        raise Refused(_("The file still has errors, so nothing was taken over."))
    if plan.digest != seen:
        raise Refused(
            _("Somebody changed the directory since you looked at the preview. Look again.")
        )
    counts = plan.counts
    _carry_out(plan, now, actor)
    file.content, file.finished_at, file.result = None, now, counts
    db.session.flush()
    audit.record(actor, "import.taken_over", file, **counts)
    return counts


def _carry_out(plan: Plan, now: datetime, actor: Actor) -> None:
    entries = [entry for entry in plan.entries if entry.state != UNCHANGED]
    institutions = [entry for entry in entries if entry.table == "institutions"]
    made = _institutions(institutions, now)
    db.session.flush()
    for entry, organisation in zip(institutions, made.values(), strict=True):
        done = "organisation.added" if entry.target is None else "organisation.changed"
        audit.record(actor, done, organisation, fields=sorted(entry.values))
    _people([entry for entry in entries if entry.table == "people"], made, now, actor)


def _loaded(model: Any, ids: set[int]) -> dict[int, Any]:
    found = db.session.scalars(select(model).where(model.id.in_(ids))) if ids else ()
    return {each.id: each for each in found}


def _institutions(entries: list[Entry], now: datetime) -> dict[Any, Organisation]:
    """Add and change institutions; return them by the place in the file."""
    known = _loaded(Organisation, {e.target for e in entries if e.target is not None})
    made: dict[Any, Organisation] = {}
    for entry in entries:
        if entry.target is None:
            organisation = Organisation(
                created_at=now, short_name="", other_name="", other_language=""
            )
            db.session.add(organisation)
        else:
            organisation = known[entry.target]
        for name, value in organisations.as_kept(entry.values).items():
            setattr(organisation, name, value)
        organisations.derive(organisation)
        made[entry.sheet, entry.row] = organisation
    return made


def _people(
    entries: list[Entry], made: dict[Any, Organisation], now: datetime, actor: Actor
) -> None:
    people: dict[Any, Person] = {**_loaded(Person, {e.target for e in entries if e.target})}
    contacts = _contacts_of(set(people))
    for entry in entries:
        person = people.get(entry.person)
        if person is None:
            person = people[entry.person] = Person(created_at=now)
            db.session.add(person)
        _write_person(person, entry.values)
        db.session.flush()
        if entry.organisation is not None:
            place = entry.organisation
            organisation_id = place if isinstance(place, int) else made[place].id
            contact = contacts.get((organisation_id, person.id))
            if contact is None:
                contact = Contact(
                    organisation_id=organisation_id,
                    person_id=person.id,
                    starts_on=day_of(now, ""),
                )
                db.session.add(contact)
            _write_contact(contact, entry.values)
        done = "person.added" if entry.target is None else "person.changed"
        audit.record(actor, done, person)


def _contacts_of(people: set[int]) -> dict[tuple[int, int], Contact]:
    """Return the contacts of today; who comes back is one anew, and the past stays."""
    query = select(Contact).where(Contact.person_id.in_(people), Contact.ended_on.is_(None))
    found = db.session.scalars(query) if people else ()
    return {(contact.organisation_id, contact.person_id): contact for contact in found}


def _write_person(person: Person, values: dict[str, Any]) -> None:
    names = {"person": "name", "email": "email", "phone": "phone"}
    for key, name in names.items():
        if key in values:
            setattr(person, name, values[key])


def _write_contact(contact: Contact, values: dict[str, Any]) -> None:
    for name in OF_THE_CONTACT:
        if name in values:
            setattr(contact, name, values[name])
