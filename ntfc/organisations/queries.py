"""Reading institutions: each function loads all that its page shows, in a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, false, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from ntfc.db import db
from ntfc.organisations import rules
from ntfc.organisations.models import (
    SME,
    ChainRole,
    Choice,
    Contact,
    Organisation,
    OrganisationKind,
    Representation,
    Sector,
    Side,
    Size,
)
from ntfc.people.models import Person
from ntfc.permissions import SITE, Actor, can
from ntfc.texts import fold

PER_PAGE = 50
C = TypeVar("C", bound=Choice)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the directory is narrowed to."""

    words: str = ""
    side_id: int | None = None
    kind_id: int | None = None
    chain_role_id: int | None = None
    sector_id: int | None = None
    size: str = ""  # a size, or "sme" for the three that are
    country: str = ""
    closed: bool = False

    @property
    def are_set(self) -> bool:
        return self != Filters()

    @property
    def number_set(self) -> int:
        """How many are set beside the words."""
        beside = (name for name in vars(self) if name != "words")
        return sum(bool(getattr(self, name)) for name in beside)


@dataclass(frozen=True)
class Lists:
    """The four lists that describe institutions, each by id and in its order."""

    sides: dict[int, Side]
    kinds: dict[int, OrganisationKind]
    chain_roles: dict[int, ChainRole]
    sectors: dict[int, Sector]


@dataclass(frozen=True)
class Directory:
    """One page of the directory."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    total: int
    number: int
    last: int


def visible(actor: Actor) -> Select[Organisation]:
    """Return the institutions of which *actor* may read: the same that VIEW opens one by one."""
    return select(Organisation).where(true() if can(actor, rules.VIEW, SITE) else false())


def lists() -> Lists:
    """Return the lists, retired entries included: an institution may still carry one."""
    return Lists(
        sides=_entries(Side),
        kinds=_entries(OrganisationKind),
        chain_roles=_entries(ChainRole),
        sectors=_entries(Sector),
    )


def _entries(model: type[C]) -> dict[int, C]:
    query = select(model).order_by(model.position, model.id)
    return {entry.id: entry for entry in db.session.scalars(query)}


def directory(actor: Actor, filters: Filters, number: int) -> Directory:
    """Return page *number* of the institutions that fit; a page past the end gives the last."""
    wanted = visible(actor).where(*_conditions(filters))
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    last = max(1, -(-total // PER_PAGE))
    number = min(max(1, number), last)
    columns = wanted.with_only_columns(
        Organisation.id,
        Organisation.name,
        Organisation.short_name,
        Organisation.kind_id,
        Organisation.side_id,
        Organisation.chain_role_id,
        Organisation.sector_id,
        Organisation.size,
        Organisation.country,
        Organisation.closed_on,
    )
    page = columns.order_by(Organisation.name_key).limit(PER_PAGE)
    rows = db.session.execute(page.offset((number - 1) * PER_PAGE)).all()
    return Directory(rows, total, number, last)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    equal = ("side_id", "kind_id", "chain_role_id", "sector_id", "country")
    found: list[ColumnElement[bool]] = [
        getattr(Organisation, name) == getattr(filters, name)
        for name in equal
        if getattr(filters, name)
    ]
    found.extend(
        Organisation.search_text.contains(word, autoescape=True)
        for word in fold(filters.words).split()
    )
    if filters.size:
        sizes = SME if filters.size == "sme" else {Size(filters.size)}
        found.append(Organisation.size.in_(sizes))
    closed = Organisation.closed_on
    found.append(closed.is_not(None) if filters.closed else closed.is_(None))
    return found


def get(organisation_id: int) -> Organisation:
    """Return an institution with all that its page shows."""
    organisation: Organisation = db.one_or_404(_whole().where(Organisation.id == organisation_id))
    return organisation


def _whole() -> Select[Organisation]:
    return select(Organisation).options(
        joinedload(Organisation.kind),
        joinedload(Organisation.side),
        joinedload(Organisation.chain_role),
        joinedload(Organisation.sector),
        selectinload(Organisation.contacts).joinedload(Contact.person),
        selectinload(Organisation.representations).joinedload(Representation.organisation),
    )


def represented_by(organisation: Organisation) -> Sequence[Row[int, str]]:
    """Return the associations that speak for an institution."""
    query = (
        select(Organisation.id, Organisation.name)
        .join(Representation, Representation.association_id == Organisation.id)
        .where(Representation.organisation_id == organisation.id)
        .order_by(Organisation.name_key)
    )
    return db.session.execute(query).all()


def hold(organisation: Organisation) -> None:
    """Let nobody else change whom it represents and its contacts; see them as they are now."""
    mine = _whole().where(Organisation.id == organisation.id)
    held = mine.with_for_update(of=Organisation, key_share=True)
    db.session.scalars(held.execution_options(populate_existing=True)).one()


def same_name(name: str) -> Organisation | None:
    """Return the institution of this name, in whatever case and spacing: an open one first."""
    query = select(Organisation).where(Organisation.name_key == rules.name_key(name))
    order = (Organisation.closed_on.is_not(None), Organisation.closed_on.desc(), Organisation.id)
    return db.session.scalar(query.order_by(*order).limit(1))


def same_open_name(name: str, other_than: int | None = None) -> Organisation | None:
    """Return the open institution that has this name already."""
    query = select(Organisation).where(
        Organisation.name_key == rules.name_key(name), Organisation.closed_on.is_(None)
    )
    return db.session.scalar(query.where(Organisation.id != (other_than or 0)))


def same_code(code: str, other_than: int | None = None) -> Organisation | None:
    """Return the institution that has this code already, in whatever case."""
    query = select(Organisation).where(func.lower(Organisation.code) == code.lower())
    return db.session.scalar(query.where(Organisation.id != (other_than or 0)).limit(1))


def usual_side(kind_id: int) -> int:
    """Return the side that institutions of this kind usually take."""
    return db.session.scalars(
        select(OrganisationKind.side_id).where(OrganisationKind.id == kind_id)
    ).one()


def named(text: str) -> Organisation | None:
    """Return the institution that *text* means: its name, else its code."""
    return same_name(text) or same_code(text)


def open_names() -> Sequence[str]:
    """Return the names of the institutions that are open, for a list to choose from."""
    query = select(Organisation.name).where(Organisation.closed_on.is_(None))
    return db.session.scalars(query.order_by(Organisation.name_key)).all()


def countries_in_use() -> Sequence[str]:
    """Return the codes of the countries that institutions come from."""
    query = select(Organisation.country).where(Organisation.country != "").distinct()
    return db.session.scalars(query).all()


def person_with_email(email: str) -> Person | None:
    """Return the person with this e-mail address."""
    return db.session.scalar(select(Person).where(Person.email == email.lower()))


def workplaces(person_ids: Collection[int]) -> dict[int, list[str]]:
    """Return, for each of the people, the institutions whose contact the person is."""
    query = (
        select(Contact.person_id, Organisation.name)
        .join(Organisation, Organisation.id == Contact.organisation_id)
        .where(Contact.person_id.in_(person_ids), Contact.ended_on.is_(None))
        .order_by(Organisation.name_key)
    )
    found: dict[int, list[str]] = {}
    for person_id, name in db.session.execute(query):
        found.setdefault(person_id, []).append(name)
    return found


def contact_people() -> Select[int]:
    """Select the people who are contacts of an institution now."""
    return select(Contact.person_id).where(Contact.ended_on.is_(None))


def contacts_of(person: Person) -> Sequence[Contact]:
    """Return every contact that the person is or was."""
    query = select(Contact).where(Contact.person_id == person.id).order_by(Contact.id)
    return db.session.scalars(query.options(joinedload(Contact.organisation))).all()
