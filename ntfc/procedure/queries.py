"""Reading rules of procedure: which hold on a day, what they ask next, who sits in the body."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    and_,
    bindparam,
    column,
    false,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.orm import joinedload

from ntfc import clock, plugins
from ntfc.accounts.models import Credential
from ntfc.committees.models import WORKING, Body, Term
from ntfc.committees.queries import days_met, holidays_between, readable
from ntfc.committees.rules import is_working_day
from ntfc.db import db
from ntfc.organisations.models import Choice, OrganisationKind, Side
from ntfc.organisations.rules import choice_name
from ntfc.permissions import CIRCLE, Actor, Role
from ntfc.plugins import DueMeeting, SeatedPerson
from ntfc.procedure import rules
from ntfc.procedure.models import Procedure, RulesOfProcedure


def _of(body_id: int | BindParameter[int]) -> Select[RulesOfProcedure]:
    return (
        select(RulesOfProcedure)
        .where(RulesOfProcedure.body_id == body_id)
        .options(joinedload(RulesOfProcedure.body))
    )


def version_on(body: Body, day: date) -> RulesOfProcedure | None:
    """Return the version of the rules that holds in *body* on *day*, if it has laid any down."""
    return db.session.scalars(_newest(), {"body_id": body.id, "day": day}).one_or_none()


@cache
def _newest() -> Select[RulesOfProcedure]:
    """Return the question of nearly each page, put together once."""
    query = _of(bindparam("body_id")).where(RulesOfProcedure.valid_from <= bindparam("day"))
    newest = query.order_by(RulesOfProcedure.valid_from.desc(), RulesOfProcedure.number.desc())
    return newest.limit(1)


def rules_on(body: Body, day: date) -> Procedure:
    """Return the settings that hold in *body* on *day*; without any, the neutral ones."""
    found = db.session.scalars(_settings(), {"body_id": body.id, "day": day}).one_or_none()
    return Procedure() if found is None else Procedure.from_json(found)


def language_of(body: Body, day: date) -> str:
    """Return the language in which a body works: a text that is one for everybody is in it."""
    return next(iter(rules_on(body, day).languages), "")


@cache
def _settings() -> Select[dict[str, Any]]:
    newest = (RulesOfProcedure.valid_from.desc(), RulesOfProcedure.number.desc())
    query = select(RulesOfProcedure.settings).where(
        RulesOfProcedure.body_id == bindparam("body_id"),
        RulesOfProcedure.valid_from <= bindparam("day"),
    )
    return query.order_by(*newest).limit(1)


def rules_of(body_ids: Collection[int], day: date) -> Mapping[int, Procedure]:
    """Return the settings that hold on *day*, by body; bodies without any are left out."""
    query = (
        select(RulesOfProcedure.body_id, RulesOfProcedure.settings)
        .where(RulesOfProcedure.body_id.in_(body_ids), RulesOfProcedure.valid_from <= day)
        .order_by(RulesOfProcedure.valid_from, RulesOfProcedure.number)
    )
    newest = {row.body_id: row.settings for row in db.session.execute(query)}
    return {body_id: Procedure.from_json(settings) for body_id, settings in newest.items()}


def due(body_ids: Collection[int], day: date, today: Callable[[str], date]) -> Iterator[DueMeeting]:
    """Yield by which day each of the bodies at work is to meet, by the rules that hold on *day*.

    *today* tells the day it is in a time zone: whether a body is late is told by its own.
    """
    frames = frames_of(body_ids, day)
    met = days_met(list(frames))
    for body_id, procedure in rules_of(list(frames), day).items():
        body, span = frames[body_id].body, frames[body_id].span
        if span is None:
            continue
        here, held = today(body.time_zone), met.get(body_id, ())
        working = working_days(body)
        on = rules.next_due(procedure, held, span=span, today=here, is_working_day=working)
        if on is not None:
            yield DueMeeting(
                body_id=body_id,
                on=on,
                rule=rules.cite(procedure, "cadence"),
                since=max([span.starts_on, *held]),
                is_overdue=on < here,
            )


@dataclass(frozen=True)
class Frame:
    """What a rhythm is counted by in a body at work: its calendar, and the days that count."""

    body: Any
    span: rules.Span | None


def frames_of(body_ids: Collection[int], day: date) -> Mapping[int, Frame]:
    """Return what a rhythm is counted by in those of the bodies that are at work."""
    query = select(
        Body.id,
        Body.name,
        Body.started_on,
        Body.sunset_on,
        Body.time_zone,
        Body.weekend,
        Body.holiday_country,
        Body.holiday_region,
        Body.own_holidays,
    ).where(Body.id.in_(body_ids), Body.state.in_(WORKING))
    bodies = {row.id: row for row in db.session.execute(query.order_by(Body.name))}
    terms = _terms(list(bodies), day)
    return {
        number: Frame(
            body, rules.span_of(body.started_on, body.sunset_on, *terms.get(number, (None, None)))
        )
        for number, body in bodies.items()
    }


def _terms(body_ids: Collection[int], day: date) -> dict[int, tuple[date, date | None]]:
    """Return the first and last day of each body's term: the present one, or else the first."""
    query = select(Term.body_id, Term.starts_on, Term.ends_on).where(Term.body_id.in_(body_ids))
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for row in db.session.execute(query.order_by(Term.number)):
        if row.starts_on <= day or not found[row.body_id]:
            found[row.body_id].append((row.starts_on, row.ends_on))
    return {body_id: terms[-1] for body_id, terms in found.items()}


def working_days(body: Any) -> rules.WorkingDay:
    """Return the function that tells the working days of a body."""
    return lambda day: is_working_day(body, day, holidays_between(body, day, day))


def highest_number(body_id: int) -> int:
    """Return the number of the newest version of a body's rules, drafts counted; 0 for none."""
    query = select(func.max(RulesOfProcedure.number)).where(RulesOfProcedure.body_id == body_id)
    return db.session.scalar(query) or 0


def latest_day(body_id: int) -> date | None:
    """Return the latest day from which any rules of a body hold."""
    query = select(func.max(RulesOfProcedure.valid_from))
    return db.session.scalar(query.where(RulesOfProcedure.body_id == body_id))


def draft_of(body: Body) -> RulesOfProcedure | None:
    """Return the rules that are being drafted in *body*, if any."""
    query = _of(body.id).where(RulesOfProcedure.valid_from.is_(None))
    return db.session.scalars(query).one_or_none()


def draft_with(terms_id: int) -> RulesOfProcedure | None:
    """Return the draft that is to be adopted together with these terms of reference."""
    query = (
        select(RulesOfProcedure)
        .where(RulesOfProcedure.terms_id == terms_id, RulesOfProcedure.valid_from.is_(None))
        .options(joinedload(RulesOfProcedure.body))
    )
    return db.session.scalars(query).one_or_none()


def versions(body: Body) -> Sequence[RulesOfProcedure]:
    """Return what was ever in force in *body*, the newest first."""
    query = _of(body.id).where(RulesOfProcedure.valid_from.is_not(None))
    return db.session.scalars(query.order_by(RulesOfProcedure.valid_from.desc())).all()


def get_body(body_id: int) -> Body:
    found: Body = db.one_or_404(select(Body).where(Body.id == body_id))
    return found


def get_version(rules_id: int) -> RulesOfProcedure:
    query = select(RulesOfProcedure).where(RulesOfProcedure.id == rules_id)
    found: RulesOfProcedure = db.one_or_404(query.options(joinedload(RulesOfProcedure.body)))
    return found


def visible(actor: Actor) -> Select[RulesOfProcedure]:
    """Select the rules that *actor* may read: what was in force, and from the circle drafts too."""
    query = select(RulesOfProcedure).join(Body, Body.id == RulesOfProcedure.body_id)
    if Role.PERSON not in actor.roles_in(None):
        return query.where(false())
    in_force = and_(RulesOfProcedure.valid_from.is_not(None), readable(actor))
    own = or_(Body.id.in_(bodies_of(actor, CIRCLE)), Body.coordinator_id == actor.person_id)
    return query.where(or_(in_force, own))


def bodies_of(actor: Actor, roles: Collection[Role]) -> list[int]:
    """Return the bodies in which *actor* has one of these roles, by a seat or by serving them."""
    held = getattr(actor, "roles", {})
    return [number for number in held if not actor.roles_in(number).isdisjoint(roles)]


Choices = list[tuple[str, str]]


def sides_and_kinds() -> tuple[Choices, Choices]:
    """Return the sides and the kinds of institution in use, each by code with its name."""
    return _in_use(Side), _in_use(OrganisationKind)


def _in_use(model: type[Choice]) -> Choices:
    query = select(model).where(model.is_retired.is_(False)).order_by(model.position, model.id)
    return [(entry.code, choice_name(entry)) for entry in db.session.scalars(query)]


def names() -> dict[str, str]:
    """Return the names behind the codes of sides and kinds, retired ones too."""
    entries = [*db.session.scalars(select(Side)), *db.session.scalars(select(OrganisationKind))]
    return {entry.code: choice_name(entry) for entry in entries}


def draft_terms_of(body: Body) -> Sequence[int]:
    """Return the draft terms of reference of *body*, with which rules may be adopted."""
    # The table belongs to the feature above this one, so only its columns are spoken of.
    terms = table("terms_of_reference", column("id"), column("body_id"), column("state"))
    query = select(terms.c.id).where(
        terms.c.body_id == body.id, terms.c.state.in_(("draft", "in_review"))
    )
    return db.session.scalars(query).all()


def people_of(body: Body, today: date) -> list[SeatedPerson]:
    """Return who sits in *body* on a day, as the features that know of seats tell it."""
    answers = plugins.gather("ntfc_people_of_body", body=body, today=today)
    return [person for answer in answers for person in answer]


def people_now(body: Body) -> list[SeatedPerson]:
    """Return who sits in *body* on the day that it is there now."""
    return people_of(body, clock.today(body.time_zone))


def circle_of(body: Body, today: date) -> frozenset[int]:
    """Return to whom a draft of *body* is circulated on a day."""
    return frozenset(one.person_id for one in people_of(body, today) if one.role in CIRCLE)


def is_in_circle(person_id: int, body: Body) -> bool:
    """Tell whether a draft of *body* is for this person now: what a link asks before it opens."""
    return person_id in circle_of(body, clock.today(body.time_zone))


def institutions_of_seats(person_id: int | None, body: Body) -> frozenset[int]:
    """Return for which institutions a person sits in *body* now."""
    return frozenset(
        seat.organisation_id
        for seat in people_now(body)
        if seat.person_id == person_id and seat.organisation_id is not None
    )


def is_led_by_another(body: Body, actor: Actor) -> bool:
    """Tell whether somebody chairs *body*, or moderates it without a chair, and not *actor*.

    A leader who never signs in cannot enter what the body adopted: then its office does.
    """
    seated = people_now(body)
    roles = {person.role for person in seated}
    leading = next((role for role in (Role.CHAIR, Role.MODERATOR) if role in roles), None)
    if leading is None or leading in actor.roles_in(body.id):
        return False
    return bool(signs_in([person.person_id for person in seated if person.role is leading]))


def signs_in(people: Sequence[int]) -> set[int]:
    """Return which of these people have a way to sign in; the others get a link."""
    query = select(Credential.person_id).where(Credential.person_id.in_(people))
    return set(db.session.scalars(query))
