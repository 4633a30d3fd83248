"""Reading what the site knows, as an import compares it with a file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale
from sqlalchemy import Row, or_, select

from ntfc import countries
from ntfc.accounts.models import Credential
from ntfc.db import db
from ntfc.i18n import language
from ntfc.imports.models import ImportFile
from ntfc.imports.rules import columns
from ntfc.imports.rules.columns import INSTITUTIONS, TABLES, Column, Words
from ntfc.imports.rules.institutions import Known, KnownPerson
from ntfc.names import main_names
from ntfc.organisations import queries as organisations
from ntfc.organisations import rules
from ntfc.organisations.models import Choice, Contact, Organisation
from ntfc.people.models import Person
from ntfc.texts import fold

LISTS = ("kinds", "sides", "chain_roles", "sectors")


def get(file_id: int) -> ImportFile:
    """Return an uploaded file."""
    found: ImportFile = db.one_or_404(select(ImportFile).where(ImportFile.id == file_id))
    return found


def waiting() -> Sequence[Row[int, str, datetime, str]]:
    """Return the files that were uploaded and neither taken over nor thrown away."""
    query = (
        select(ImportFile.id, ImportFile.file_name, ImportFile.uploaded_at, Person.name)
        .join(Person, Person.id == ImportFile.uploaded_by_id)
        .where(ImportFile.finished_at.is_(None))
        .order_by(ImportFile.id.desc())
    )
    return db.session.execute(query).all()


def headings(languages: Iterable[str]) -> dict[str, dict[str, Column]]:
    """Return by which headings each column is known, in every language of the site."""
    found: dict[str, dict[str, Column]] = {name: {} for name in TABLES}
    for name, table in TABLES.items():
        for column in table:
            found[name][fold(columns.heading_key(column))] = column
            for code in languages:
                with force_locale(code):
                    found[name].setdefault(fold(str(column.title)), column)
    return found


def words(languages: Sequence[str]) -> Words:
    """Return what the words of a file mean, and how the reader calls each thing."""
    lists = organisations.lists()
    entries = {name: getattr(lists, name) for name in LISTS}
    known = {name: _by_word(entries[name].values(), languages) for name in LISTS}
    sizes = {fold(size.value): size for size in rules.SIZES}
    nations: dict[str, str] = {}
    for code in languages:
        with force_locale(code):
            sizes |= {fold(str(title)): size for size, title in rules.SIZES.items()}
        nations |= {fold(name): nation for nation, name in countries.names(code).items()}
    here = countries.names(language())
    return Words(
        lists=known,
        labels={name: _labels(entries[name].values(), known[name]) for name in LISTS},
        sizes=sizes,
        size_labels={size: str(title) for size, title in rules.SIZES.items()},
        countries=nations | {fold(code): code for code in here},
        country_labels=here,
    )


def _by_word(entries: Iterable[Choice], languages: Sequence[str]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        found[fold(entry.code)].add(entry.id)
        found[fold(entry.main_name)].add(entry.id)
        for code in languages:
            with force_locale(code):
                found[fold(str(rules.choice_name(entry)))].add(entry.id)
    return {word: frozenset(ids) for word, ids in found.items()}


def _labels(entries: Iterable[Choice], known: Mapping[str, frozenset[int]]) -> dict[int, str]:
    """Call an entry by its name, or by its code where the name means two."""
    named = ((entry, str(rules.choice_name(entry))) for entry in entries)
    return {
        entry.id: name if known.get(fold(name)) == frozenset({entry.id}) else entry.code
        for entry, name in named
    }


def institutions() -> dict[int, dict[str, Any]]:
    """Return every institution with the fields of a file, in the order of the names.

    Of several of one name the open one comes last, else the one closed last: it is the one meant.
    """
    keys = [column.key for column in INSTITUTIONS]
    query = select(Organisation.id, *(getattr(Organisation, key) for key in keys))
    order = (Organisation.closed_on.is_(None), Organisation.closed_on, Organisation.id)
    with main_names():
        rows = db.session.execute(query.order_by(Organisation.name_key, *order)).all()
    return {row[0]: dict(zip(keys, row[1:], strict=True)) for row in rows}


def known(languages: Sequence[str], today: date) -> Known:
    """Return all that a file is compared with, in a fixed number of queries."""
    lists = organisations.lists()
    retired = {
        name: frozenset(entry.id for entry in getattr(lists, name).values() if entry.is_retired)
        for name in LISTS
    }
    return Known(
        words=words(languages),
        retired=retired,
        usual_side={kind.id: kind.side_id for kind in lists.kinds.values()},
        organisations=institutions(),
        people=_people(),
        contacts=_contacts(),
        today=today,
    )


def _people() -> dict[int, KnownPerson]:
    query = (
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.phone,
            or_(
                Credential.id.is_not(None),
                Person.last_seen_at.is_not(None),
                Person.is_administrator,
            ),
        )
        .outerjoin(Credential, Credential.person_id == Person.id)
        .where(Person.erased_at.is_(None))
    )
    rows = db.session.execute(query)
    return {row[0]: KnownPerson(*row[:4], signs_in=bool(row[4])) for row in rows}


def _contacts() -> dict[tuple[int, int], dict[str, Any]]:
    query = (
        select(
            Contact.organisation_id,
            Contact.person_id,
            Contact.job,
            Contact.hours,
            Contact.competence,
            Contact.ended_on,
        )
        .join(Person, Person.id == Contact.person_id)
        .where(Person.erased_at.is_(None))
        .order_by(Contact.ended_on.is_(None), Contact.ended_on, Contact.id)  # today's stand last
    )
    return {
        (row[0], row[1]): {"job": row[2], "hours": row[3], "competence": row[4], "ended_on": row[5]}
        for row in db.session.execute(query)
    }


def uploaded_by(person: Person) -> Sequence[Row[str, datetime]]:
    """Return the files that a person uploaded: their names and when, no more is kept."""
    query = select(ImportFile.file_name, ImportFile.uploaded_at)
    return db.session.execute(query.where(ImportFile.uploaded_by_id == person.id)).all()
