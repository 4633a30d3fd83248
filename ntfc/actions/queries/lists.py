"""Lists of actions: of one body, of all one may read, and one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from ntfc.actions.models import Action, ActionState
from ntfc.actions.queries.reading import visible
from ntfc.actions.rules import STILL_OPEN
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.organisations.models import Camp, Contact, Organisation, Side
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.seats.models import Appointment, Seat
from ntfc.seats.queries import in_office
from ntfc.texts import fold

PER_PAGE = 50
SHOWN = {
    "": STILL_OPEN,
    "overdue": frozenset({ActionState.OPEN}),
    "claimed": frozenset({ActionState.CLAIMED}),
    "settled": frozenset(ActionState) - STILL_OPEN,
    "all": frozenset(ActionState),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """How the list is narrowed."""

    body_id: int | None = None
    show: str = ""
    q: str = ""
    owner_id: int | None = None
    camp: Camp | None = None
    mine: bool = False


@dataclass(frozen=True)
class ActionRow:
    """An action as a list shows it."""

    id: int
    number: int
    title: str
    state: ActionState
    body_id: int
    body: str
    owner: str | None
    camp: Camp | None
    person: str | None
    due_on: date | None
    until_on: date | None
    is_date_open: bool
    is_confidential: bool
    reported_at: datetime | None


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Action.id,
            Action.number,
            Action.title,
            Action.state,
            Action.body_id,
            Body.name.label("body"),
            Organisation.name.label("owner"),
            Side.camp,
            Person.name.label("person"),
            Action.due_on,
            Action.until_on,
            Action.is_date_open,
            Action.is_confidential,
            Action.reported_at,
        )
        .join(Body, Body.id == Action.body_id)
        .outerjoin(Organisation, Organisation.id == Action.owner_id)
        .outerjoin(Side, Side.id == Organisation.side_id)
        .outerjoin(Person, Person.id == Action.person_id)
    )


def listed(actor: Actor, filters: Filters, today: date, page: int) -> tuple[list[ActionRow], int]:
    """Return one page of actions, those due first in front, and how many there are."""
    conditions = [visible(actor), *_conditions(actor, filters, today)]
    count = db.session.scalar(
        select(func.count())
        .select_from(Action)
        .outerjoin(Organisation, Organisation.id == Action.owner_id)
        .outerjoin(Side, Side.id == Organisation.side_id)
        .where(*conditions)
    )
    query = _columns().where(*conditions).order_by(*_by_date())
    query = query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return [ActionRow(*row) for row in db.session.execute(query)], count or 0


def _by_date() -> Sequence[ColumnElement[Any]]:
    return (Action.until_on.is_(None).asc(), Action.until_on.asc(), Action.id.asc())


def _conditions(actor: Actor, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Action.state.in_(SHOWN.get(filters.show, STILL_OPEN))]
    if filters.show == "overdue":
        found.append(Action.until_on < today)
    if filters.body_id is not None:
        found.append(Action.body_id == filters.body_id)
    if filters.mine:
        found.append(own(actor.person_id, today))
    if filters.q:
        found.append(Action.search_text.contains(fold(filters.q), autoescape=True))
    if filters.owner_id:
        found.append(Action.owner_id == filters.owner_id)
    if filters.camp:
        found.append(Side.camp == filters.camp)
    return found


def own(person_id: int | None, today: date) -> ColumnElement[bool]:
    """Return the condition under which an action is a person's: by name, or for the institution.

    Whoever sits for the institution in that body, or is its contact, answers for what has no name.
    """
    sits = (
        select(Appointment.id)
        .join(Seat, Seat.id == Appointment.seat_id)
        .where(Appointment.person_id == person_id, Seat.body_id == Action.body_id)
        .where(Seat.organisation_id == Action.owner_id, in_office(today))
        .exists()
    )
    is_contact = (
        select(Contact.id)
        .where(Contact.person_id == person_id, Contact.organisation_id == Action.owner_id)
        .where(Contact.ended_on.is_(None))
        .exists()
    )
    return or_(
        Action.person_id == person_id, and_(Action.person_id.is_(None), or_(sits, is_contact))
    )


def of_meeting(meeting_id: int) -> Sequence[Any]:
    """Return what was taken on at a meeting, in the order of recording, as columns.

    Gives id, number, title, details, item_id, owner_id, owner, person, due_on, is_date_open, state
    and is_confidential; what was cancelled or passed on since is among them.
    """
    return db.session.execute(_of_meeting(), {"meeting_id": meeting_id}).all()


@cache
def _of_meeting() -> Select[*tuple[Any, ...]]:
    """Put together once: making it anew at each page takes longer than the answer."""
    return (
        select(
            Action.id,
            Action.number,
            Action.title,
            Action.details,
            Action.item_id,
            Action.owner_id,
            Organisation.name.label("owner"),
            Person.name.label("person"),
            Action.due_on,
            Action.is_date_open,
            Action.state,
            Action.is_confidential,
        )
        .outerjoin(Organisation, Organisation.id == Action.owner_id)
        .outerjoin(Person, Person.id == Action.person_id)
        .where(Action.meeting_id == bindparam("meeting_id"))
        .order_by(Action.number, Action.id)
    )


def shown_with(actor: Actor, *conditions: ColumnElement[bool]) -> list[ActionRow]:
    """Return the actions *actor* may read that belong to something, in the order of recording."""
    query = _columns().where(visible(actor), *conditions).order_by(Action.number, Action.id)
    return [ActionRow(*row) for row in db.session.execute(query)]


def sides_of(body_id: int) -> Sequence[Any]:
    """Return side, state and last day of every action of a body, for the figure of both sides.

    What stands in confidence counts too: the figure names nothing.
    """
    query = (
        select(Side.camp, Action.state, Action.until_on)
        .outerjoin(Organisation, Organisation.id == Action.owner_id)
        .outerjoin(Side, Side.id == Organisation.side_id)
        .where(Action.body_id == body_id)
    )
    return db.session.execute(query).all()


def owners_in(actor: Actor, body_id: int | None) -> list[tuple[int, str]]:
    """Return the institutions that own actions *actor* may read, for the filter."""
    query = (
        select(Organisation.id, Organisation.name)
        .join(Action, Action.owner_id == Organisation.id)
        .where(visible(actor))
        .distinct()
        .order_by(Organisation.name)
    )
    if body_id is not None:
        query = query.where(Action.body_id == body_id)
    return [(row.id, row.name) for row in db.session.execute(query)]


def open_in(body_id: int) -> Sequence[Action]:
    """Return the actions that a body has not finished."""
    query = select(Action).where(Action.body_id == body_id, Action.state.in_(STILL_OPEN))
    return db.session.scalars(query.order_by(Action.number)).all()


def counted(actor: Actor, body_id: int, today: date) -> dict[str, int]:
    """Return how many actions of a body *actor* may read: open, overdue, to be verified."""
    states = Action.state
    query = select(
        func.count().filter(states.in_(STILL_OPEN)),
        func.count().filter(states == ActionState.OPEN, Action.until_on < today),
        func.count().filter(states == ActionState.CLAIMED),
    ).where(visible(actor), Action.body_id == body_id)
    row = db.session.execute(query).one()
    return dict(zip(("open", "overdue", "claimed"), row, strict=True))
