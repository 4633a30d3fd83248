"""Judging the rows of people: whom each row means, and where the person works."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ntfc.i18n import _, with_commas
from ntfc.imports.rules import columns
from ntfc.imports.rules.columns import PEOPLE
from ntfc.imports.rules.institutions import Known, KnownPerson, Register
from ntfc.imports.rules.plan import (
    ADDED,
    CHANGED,
    UNCHANGED,
    Change,
    Entry,
    Line,
    Plan,
    Problem,
    Table,
    changes,
)
from ntfc.organisations.rules import name_key

BY_KEY = {column.key: column for column in PEOPLE}
PERSON, EMAIL, INSTITUTION = BY_KEY["person"], BY_KEY["email"], BY_KEY["organisation"]
OF_THE_PERSON = ("person", "email", "phone")
OF_THE_CONTACT = ("job", "hours", "competence")


class Faces:
    """People by e-mail address and by name at an institution, known ones and those of the file."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.by_email: dict[str, Any] = {}
        self.by_name: dict[tuple[Any, str], list[Any]] = defaultdict(list)
        self.rows: dict[tuple[Any, Any], int] = {}  # person and institution → row of the file
        self.said: dict[tuple[Any, str], tuple[int, Any]] = {}  # what an earlier row wants
        employed = {person_id for _organisation, person_id in known.contacts}
        for organisation_id, person_id in known.contacts:
            self.by_name[organisation_id, name_key(known.people[person_id].name)].append(person_id)
        for person in known.people.values():
            if person.email:
                self.by_email[person.email] = person.id
            if person.id not in employed:
                self.by_name[None, name_key(person.name)].append(person.id)


def plan_people(table: Table, register: Register, plan: Plan) -> None:
    """Judge every row of a table of people."""
    plan.problems.extend(table.problems)
    faces = Faces(register.known)
    for line in table.lines:
        if "person" not in line.values:
            if not line.cells.get("person", "").strip():
                plan.problems.append(line.problem(PERSON, _("The name of the person is missing.")))
            continue
        place, wrong = _place(line, register)
        person, unclear = _meant(line, place, faces) if not wrong else (None, [])
        wrong = [*wrong, *unclear, *(_contradicted(line, person, place, faces))]
        plan.problems.extend(wrong)
        if not wrong:
            plan.entries.append(_entry(line, person, place, faces))


def _place(line: Line, register: Register) -> tuple[Any, list[Problem]]:
    """Return the institution where the person works: a number, a row of the file, or none."""
    said = line.values.get("organisation")
    if said is None:
        stray = [BY_KEY[key] for key in OF_THE_CONTACT if key in line.values]
        message = _("Say in which institution this is, in the column “Institution”.")
        return None, [line.problem(column, message) for column in stray]
    found = register.find(said)
    if found is None:
        message = _("No institution has this name or code. Correct it, or add the institution.")
        return None, [line.problem(INSTITUTION, message)]
    return found, []


def _meant(line: Line, place: Any, faces: Faces) -> tuple[Any, list[Problem]]:
    """Return the person a row means: by the e-mail address, else by name and institution."""
    email, name = line.values.get("email"), name_key(line.values["person"])
    if email in faces.by_email:
        return faces.by_email[email], []
    namesakes = faces.by_name[place, name]
    if len(namesakes) > 1:
        message = _("Several people of this name are known here. Give the e-mail address.")
        return None, [line.problem(PERSON, message)]
    if not namesakes:
        return ("new", email or (place, name)), []
    known = faces.known.people.get(namesakes[0]) if isinstance(namesakes[0], int) else None
    if email and (known is None or known.email):
        message = _(
            "%(name)s is known here with another e-mail address. Change it on the person's own page, or leave the cell empty.",
            name=line.values["person"],
        )
        return None, [line.problem(EMAIL, message)]
    return namesakes[0], []


def _contradicted(line: Line, person: Any, place: Any, faces: Faces) -> Iterator[Problem]:
    """Yield where an earlier row says something else of the same person."""
    if person is None:
        return
    first = faces.rows.get((person, place))
    if first is not None:
        message = _("Row %(row)s speaks of the same person. Keep one of them.", row=first)
        yield line.problem(PERSON, message)
    for key in OF_THE_PERSON:
        row, said = faces.said.get((person, key), (0, None))
        if row and key in line.values and line.values[key] != said:
            message = _("Row %(row)s says something else of the same person.", row=row)
            yield line.problem(BY_KEY[key], message)


def _entry(line: Line, person: Any, place: Any, faces: Faces) -> Entry:
    known = faces.known
    stored = known.people.get(person) if isinstance(person, int) else None
    contact = known.contacts.get((place, person)) if stored is not None else None
    entry = Entry(
        table="people",
        sheet=line.sheet,
        row=line.number,
        title=line.values["person"],
        target=stored.id if stored else None,
        person=person,
        organisation=place,
    )
    entry.values = _wanted(line, stored, contact, entry)
    show = partial(columns.shown, words=known.words)
    blank: dict[str, Any] = dict.fromkeys(BY_KEY)
    entry.changes = changes(_facts(stored, contact) or blank, entry.values, PEOPLE, show)
    _note_place(line, place, contact, entry)
    entry.state = ADDED if stored is None else CHANGED if entry.changes else UNCHANGED
    _remember(line, person, place, faces)
    return entry


def _facts(stored: KnownPerson | None, contact: Mapping[str, Any] | None) -> dict[str, Any]:
    facts: dict[str, Any] = dict.fromkeys(BY_KEY)
    if stored is not None:
        facts |= {"person": stored.name, "email": stored.email, "phone": stored.phone}
    return facts | dict(contact or {})


def _wanted(
    line: Line, stored: KnownPerson | None, contact: Mapping[str, Any] | None, entry: Entry
) -> dict[str, Any]:
    """Return what would be written; what a person says of himself in his account stays his."""
    facts = _facts(stored, contact)
    wanted = {
        key: value
        for key, value in line.values.items()
        if key != "organisation" and facts[key] != value
    }
    if stored is not None and line.values.get("email") != stored.email:
        wanted.pop("person", None)  # the name only told whom the row means
    if stored is not None and stored.signs_in:
        kept = [key for key in OF_THE_PERSON if wanted.pop(key, None) is not None]
        titles = with_commas(BY_KEY[key].title for key in kept)
        if kept:
            entry.notes.append(
                _("Stays as the person wrote it in the own account: %(titles)s.", titles=titles)
            )
    return wanted


def _note_place(line: Line, place: Any, contact: Mapping[str, Any] | None, entry: Entry) -> None:
    if place is None:
        return
    name = line.values["organisation"]
    if contact is None:
        entry.changes.append(Change(str(INSTITUTION.title), "", name))
    elif contact["ended_on"] is not None:
        ended = str(_("contact until %(day)s", day=contact["ended_on"].isoformat()))
        entry.changes.append(Change(str(INSTITUTION.title), ended, name))


def _remember(line: Line, person: Any, place: Any, faces: Faces) -> None:
    faces.rows[person, place] = line.number
    for key in OF_THE_PERSON:
        if key in line.values:
            faces.said.setdefault((person, key), (line.number, line.values[key]))
    if line.values.get("email"):
        faces.by_email.setdefault(line.values["email"], person)
    namesakes = faces.by_name[place, name_key(line.values["person"])]
    if person not in namesakes:
        namesakes.append(person)
