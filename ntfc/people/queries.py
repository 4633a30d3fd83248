"""Reading people: the directory, one person, what is kept of one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Select, false, func, or_, select, true

from ntfc import audit, mail, plugins
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.people.models import Person, listed
from ntfc.people.rules import ERASE, OFFICE, obstacles_to_asking, obstacles_to_erasing
from ntfc.permissions import Actor, Role, Standing
from ntfc.plugins import PersonalData
from ntfc.storage import StoredFile

PAGE = 50


@dataclass(frozen=True)
class PersonRow:
    """A person as the directory shows one."""

    id: int
    name: str
    email: str | None
    phone: str
    is_champion: bool
    affiliations: tuple[str, ...]


def get_person(person_id: int) -> Person:
    """Return the person, or answer 404."""
    person: Person = db.one_or_404(select(Person).where(Person.id == person_id))
    return person


def by_email(email: str) -> Person | None:
    """Return the person with this e-mail address, written in any case."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def visible(actor: Actor) -> Select[Person]:
    """Return the people of whom *actor* may know: the same whom VIEW opens one by one."""
    if knows_contacts(actor):
        return select(Person).where(true())
    if Role.PERSON not in actor.roles_in(None):
        return select(Person).where(false())
    return select(Person).where(or_(Person.id == actor.person_id, listed()))


def knows_contacts(actor: Actor) -> bool:
    """Tell whether e-mail and telephone of everybody are open to *actor*."""
    return not OFFICE.isdisjoint(actor.roles_in(None))


def directory(
    actor: Actor, *, words: str = "", champions: bool = False, page: int = 1
) -> tuple[list[PersonRow], int]:
    """Return one page of the directory, and how many pages there are."""
    shows_contacts = knows_contacts(actor)
    query = visible(actor).where(Person.erased_at.is_(None))
    for word in words.split():
        in_name = Person.name.icontains(word, autoescape=True)
        in_email = Person.email.icontains(word, autoescape=True)
        query = query.where(or_(in_name, in_email) if shows_contacts else in_name)
    if champions:
        query = query.where(Person.is_champion)
    count = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    columns = query.with_only_columns(
        Person.id, Person.name, Person.email, Person.phone, Person.is_champion
    )
    rows = db.session.execute(
        columns.order_by(func.lower(Person.name), Person.id).limit(PAGE).offset((page - 1) * PAGE)
    ).all()
    belongs = affiliations([row.id for row in rows])
    people = [
        PersonRow(
            id=row.id,
            name=row.name,
            email=row.email if shows_contacts else None,
            phone=row.phone if shows_contacts else "",
            is_champion=row.is_champion,
            affiliations=belongs[row.id],
        )
        for row in rows
    ]
    return people, max(1, -(-count // PAGE))


def affiliations(person_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return where each of the people belongs, as the features above know it."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for answer in plugins.gather("ntfc_affiliations", person_ids=person_ids):
        for person_id, names in answer.items():
            found[person_id] += tuple(name for name in names if name not in found[person_id])
    return found


def administrators(*, hold: bool = False) -> int:
    """Return how many administrators there are; *hold* keeps it so until we are done."""
    query = select(Person.id).where(Person.is_administrator, Person.erased_at.is_(None))
    return len(db.session.scalars(query.with_for_update() if hold else query).all())


def administrators_among(person_ids: Collection[int]) -> Sequence[int]:
    """Return which of the people run the site."""
    query = select(Person.id).where(Person.id.in_(person_ids), Person.is_administrator)
    return db.session.scalars(query).all()


def duties(person_ids: Collection[int]) -> dict[int, str]:
    """Return in a few words what each of the people is to the site, as far as anything is known."""
    answers = plugins.gather("ntfc_duties", person_ids=person_ids)
    found = [duty for answer in answers for duty in answer]
    return {duty.person_id: str(duty.text) for duty in sorted(found, key=lambda d: -d.order)}


def reasons_against_erasing(person: Person, actor: Actor, *, hold: bool = False) -> list[str]:
    """Return every reason why this person's data cannot be erased now."""
    by_self = actor.person_id == person.id
    return [
        *obstacles_to_erasing(person, administrators(hold=hold), by_self=by_self),
        *plugins.objections(ERASE, person, actor),
    ]


def kept_of(person: Person) -> list[PersonalData]:
    """Return all that the site keeps of a person, as every feature tells it; all of it or nothing."""
    refuse_if(obstacles_to_asking(current_app.extensions["ntfc.set_aside"]))
    answers = plugins.insist("ntfc_personal_data", person=person)
    sections = [section for answer in answers for section in answer if section.rows]
    return sorted(sections, key=lambda section: section.name != "person")  # first: who it is


def acts_of(person: Person) -> Sequence[audit.AuditEntry]:
    """Return what the trail says the person did, signed in or by link."""
    keys = (f"person:{person.id}", f"link:{person.id}")
    query = select(audit.AuditEntry).where(audit.AuditEntry.actor.in_(keys))
    return db.session.scalars(query.order_by(audit.AuditEntry.number)).all()


def files_of(person: Person) -> list[dict[str, object]]:
    """Return what is known of the files that the person sent."""
    query = select(StoredFile.stored_at, StoredFile.media, StoredFile.size)
    query = query.where(StoredFile.stored_by_id == person.id).order_by(StoredFile.stored_at)
    return [dict(row) for row in db.session.execute(query).mappings()]


def mails_to(person: Person) -> list[dict[str, object]]:
    """Return the mails that were written to the person, at whichever address."""
    jobs = mail.kept_for(person.email) if person.email else ()
    return [{"at": job.created_at, "subject": str(job.payload["subject"])} for job in jobs]


def serves(actor: Actor, person_id: int) -> bool:
    """Tell whether *actor* is the secretary of every body in which the person holds a role."""
    standing_of: Callable[[int], Standing] = current_app.extensions["ntfc.standing_of"]
    held = standing_of(person_id).roles
    return all(Role.SECRETARY in actor.roles_in(body_id) for body_id in held)
