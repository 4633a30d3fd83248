"""What the lists of forms offer."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from ntfc.committees.models import Body, BodyKind
from ntfc.committees.models.vocabulary import FINAL
from ntfc.committees.queries import calendars
from ntfc.committees.queries.bodies import visible
from ntfc.db import db
from ntfc.organisations.models import Organisation, Sector
from ntfc.organisations.rules import choice_name
from ntfc.people.models import Person
from ntfc.permissions import Actor

Choices = list[tuple[int, str]]


def kinds(*, top: bool, keep: int | None = None) -> Sequence[BodyKind]:
    """Return the kinds that may be started, at the *top* or below; *keep* is offered anyway."""
    query = select(BodyKind).where(BodyKind.is_retired.is_(False) | (BodyKind.id == (keep or 0)))
    if top:
        query = query.where(BodyKind.may_be_top | (BodyKind.id == (keep or 0)))
    return db.session.scalars(query.order_by(BodyKind.position, BodyKind.name)).all()


def kind_choices(*, top: bool, keep: int | None = None) -> Choices:
    return [(kind.id, choice_name(kind)) for kind in kinds(top=top, keep=keep)]


def person_choices() -> Choices:
    """Return everyone known, by name."""
    query = select(Person.id, Person.name).where(Person.erased_at.is_(None)).order_by(Person.name)
    return [(row.id, row.name) for row in db.session.execute(query)]


def organisation_choices() -> Choices:
    query = select(Organisation.id, Organisation.name).where(Organisation.closed_on.is_(None))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Organisation.name))]


def sector_choices() -> Choices:
    query = select(Sector).where(Sector.is_retired.is_(False)).order_by(Sector.position)
    return [(sector.id, choice_name(sector)) for sector in db.session.scalars(query)]


def sectors_of(numbers: Collection[int]) -> Sequence[Sector]:
    """Return the sectors of these numbers."""
    return db.session.scalars(select(Sector).where(Sector.id.in_(numbers))).all()


def body_choices(actor: Actor, *, but: Body | None = None) -> Choices:
    """Return the living bodies that *actor* may see."""
    query = select(Body.id, Body.name).where(visible(actor), Body.state.not_in(FINAL))
    if but is not None:
        query = query.where(Body.id != but.id)
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Body.name))]


def open_body_choices(*, but: Body) -> Choices:
    """Return the living bodies of which anybody may know, but one."""
    query = select(Body.id, Body.name).where(Body.state.not_in(FINAL), Body.id != but.id)
    query = query.where(Body.is_restricted.is_(False)).order_by(Body.name)
    return [(row.id, row.name) for row in db.session.execute(query)]


def holiday_choices() -> list[str]:
    """Return the countries whose holidays are known."""
    return calendars.countries()
