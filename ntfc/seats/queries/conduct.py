"""Reading codes of conduct, who accepted them, and declared interests."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import Actor, Role, can
from ntfc.seats.models import (
    Appointment,
    CodeOfConduct,
    ConductAcceptance,
    Declaration,
    GuidanceCard,
    Seat,
)
from ntfc.seats.queries.office import in_office
from ntfc.seats.rules import BOUND, DECLARATIONS

# What is accepted where a body wrote nothing of its own. Whoever changes the words of the default
# text changes this too: acceptances of the earlier words then no longer count.
DEFAULT = "the code of conduct that comes with the site, first edition"


@dataclass(frozen=True)
class Code:
    """The code of conduct of a body as it reads now; *text* is None for the one of the site."""

    text: str | None
    since: date | None
    mark: str  # what an acceptance refers to


def mark_of(text: str) -> str:
    """Return the short mark of a text: the same as long as not a letter changes."""
    return hashlib.sha256(text.encode()).hexdigest()


DEFAULT_CODE = Code(None, None, mark_of(DEFAULT))


def code_of(body_id: int) -> Code:
    """Return the code of conduct that holds in a body."""
    return codes_of([body_id]).get(body_id, DEFAULT_CODE)


def codes_of(body_ids: Sequence[int]) -> Mapping[int, Code]:
    """Return the codes of those bodies that wrote one of their own."""
    query = (
        select(CodeOfConduct.body_id, CodeOfConduct.text, CodeOfConduct.since)
        .where(CodeOfConduct.body_id.in_(body_ids))
        .order_by(CodeOfConduct.number)
    )
    return {
        row.body_id: Code(row.text, row.since, mark_of(row.text))
        for row in db.session.execute(query)
    }


def guidance_of(body_id: int) -> GuidanceCard | None:
    """Return what a body hands to its public members in words of its own, if it wrote some."""
    query = select(GuidanceCard).where(GuidanceCard.body_id == body_id)
    return db.session.scalars(query).one_or_none()


def newest_number(body_id: int) -> int:
    """Return how many codes of its own a body has had."""
    query = select(func.max(CodeOfConduct.number)).where(CodeOfConduct.body_id == body_id)
    return db.session.scalar(query) or 0


def accepted_at(body_id: int, person_id: int, mark: str) -> datetime | None:
    """Return when a person accepted the code as it reads now, if so."""
    return db.session.scalar(
        select(ConductAcceptance.at).where(
            ConductAcceptance.body_id == body_id,
            ConductAcceptance.person_id == person_id,
            ConductAcceptance.text_hash == mark,
        )
    )


def acceptances(body_id: int, mark: str, today: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return everyone who sits in a body, with the moment of accepting the present code, if any."""
    query = (
        select(Person.id, Person.name, ConductAcceptance.at)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Seat, Seat.id == Appointment.seat_id)
        .outerjoin(
            ConductAcceptance,
            (ConductAcceptance.person_id == Person.id)
            & (ConductAcceptance.body_id == Seat.body_id)
            & (ConductAcceptance.text_hash == mark),
        )
        .where(Seat.body_id == body_id, Seat.role.in_(BOUND), in_office(today))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return db.session.execute(query).all()


def bodies_to_accept_in(person_id: int, today: date) -> Sequence[Row[int, str]]:
    """Return the bodies whose code of conduct a person, seated there, has yet to accept."""
    query = (
        select(Body.id, Body.name)
        .join(Seat, Seat.body_id == Body.id)
        .join(Appointment, Appointment.seat_id == Seat.id)
        .where(Appointment.person_id == person_id, Seat.role.in_(BOUND), in_office(today))
        .distinct()
        .order_by(Body.name)
    )
    bodies = db.session.execute(query).all()
    codes = codes_of([body.id for body in bodies])
    accepted = db.session.execute(
        select(ConductAcceptance.body_id, ConductAcceptance.text_hash).where(
            ConductAcceptance.person_id == person_id
        )
    )
    done = {(row.body_id, row.text_hash) for row in accepted}
    return [b for b in bodies if (b.id, codes.get(b.id, DEFAULT_CODE).mark) not in done]


def declared_by(person_id: int, body_id: int) -> Sequence[str]:
    """Return the interests that a person has declared in a body and not withdrawn."""
    query = select(Declaration.text).where(
        Declaration.person_id == person_id,
        Declaration.body_id == body_id,
        Declaration.ended_on.is_(None),
    )
    return db.session.scalars(query).all()


def get_declaration(declaration_id: int) -> Declaration:
    """Return a declaration."""
    query = select(Declaration).where(Declaration.id == declaration_id)
    declaration: Declaration = db.one_or_404(query)
    return declaration


def visible_declarations(actor: Actor) -> Select[Declaration]:
    """Select the declarations that *actor* may read: one's own, and those of bodies one serves."""
    numbers = db.session.scalars(select(Declaration.body_id).distinct()).all()
    readable = [n for n in numbers if DECLARATIONS.roles & actor.roles_in(n)]
    seen: ColumnElement[bool] = Declaration.body_id.in_(readable)
    if Role.PERSON in actor.roles_in(None) and actor.person_id is not None:
        seen = or_(seen, Declaration.person_id == actor.person_id)
    return select(Declaration).where(seen)


def declarations_in(body: Body, actor: Actor) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the declarations in a body that *actor* may read, the withdrawn ones last."""
    query = (
        visible_declarations(actor)
        .with_only_columns(
            Declaration.id,
            Declaration.person_id,
            Person.name,
            Declaration.text,
            Declaration.declared_on,
            Declaration.ended_on,
        )
        .join(Person, Person.id == Declaration.person_id)
        .where(Declaration.body_id == body.id)
        .order_by(Declaration.ended_on.is_not(None), Person.name, Declaration.id)
    )
    return db.session.execute(query).all()


def reads_all(actor: Actor, body: Body) -> bool:
    """Tell whether *actor* reads what everybody in the body declared, not only their own."""
    return can(actor, DECLARATIONS, body)


def kept_of(person_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return what a person declared, everywhere."""
    query = (
        select(Body.name, Declaration.text, Declaration.declared_on, Declaration.ended_on)
        .join(Body, Body.id == Declaration.body_id)
        .where(Declaration.person_id == person_id)
    )
    return db.session.execute(query.order_by(Declaration.declared_on)).all()


def accepted_by(person_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return which codes of conduct a person accepted, and when."""
    query = (
        select(Body.name, ConductAcceptance.at)
        .join(Body, Body.id == ConductAcceptance.body_id)
        .where(ConductAcceptance.person_id == person_id)
    )
    return db.session.execute(query.order_by(ConductAcceptance.at)).all()
