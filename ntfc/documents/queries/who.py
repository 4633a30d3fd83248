"""Who can see a paper, seat by seat: answered by the function that guards it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.documents import rules
from ntfc.documents.models import Document, DocumentState
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import CHAIRS, OFFICE, Insider, Role
from ntfc.procedure.queries import people_of
from ntfc.seats.queries import places_of


@dataclass
class _Known:
    """What is known of a person whom a paper may concern: roles by body, institutions."""

    roles: dict[int, set[Role]] = field(default_factory=lambda: defaultdict(set))
    organisations: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """Whether and why one person sees a paper; or, of a seat that stands empty, would see it."""

    person_id: int | None
    name: str
    roles: tuple[Role, ...]
    organisations: tuple[str, ...]
    grounds: tuple[rules.Ground, ...]
    later: tuple[rules.Ground, ...]  # of a draft: why it is read once it is given out
    is_named: bool
    seat: str = ""  # how a seat that stands empty is called
    invited_to: tuple[str, ...] = ()

    @property
    def is_vacant(self) -> bool:
        return self.person_id is None


def who_reads(document: Document, today: date) -> list[Answer]:
    """Return everybody whom the paper concerns, who sees it or will first: seats, readers, offices.

    That is whoever sits in the body or in one to which the paper came, or which joins a meeting
    that looks at it, serves one of them from above, stands behind it or is named. The seats in which nobody sits *today* come last.
    """
    shared = {"joined": document.joined_by, "prepared": document.prepared_by}
    invited = document.invited
    reading = _reading(document, shared["joined"] | shared["prepared"])
    known = _candidates(document, reading, today)
    for number in invited:
        known.setdefault(number, _Known())
    names = _names(Person, known)
    wanted = {number for one in known.values() for number in one.organisations}
    institutions = _names(Organisation, wanted)
    found = [
        _answer(document, shared, invited, number, names[number], one, institutions)
        for number, one in known.items()
        if number in names
    ]
    found.sort(key=lambda one: (not one.grounds, not one.later, not one.is_named, one.name))
    return [*found, *_vacant(document, shared, reading, today)]


def _vacant(
    document: Document, shared: Mapping[str, Collection[int]], reading: Iterable[Body], today: date
) -> Iterator[Answer]:
    """Yield for each seat that stands empty whether whoever is appointed to it would read."""
    for body in reading:
        for place in places_of(body.id, today):
            if place.is_filled or place.is_suspended or place.awaits_turn:
                continue
            roles = {body.id: frozenset({place.role})}
            would_be = Insider(person_id=0, name="", token="", roles=roles)
            yield Answer(
                None,
                "",
                (place.role,),
                (place.owner,) if place.owner else (),
                *_why(would_be, document, invited=(), **shared),
                is_named=False,
                seat=place.title,
            )


def _answer(
    document: Document,
    shared: Mapping[str, Collection[int]],
    invited: Mapping[int, Sequence[str]],
    number: int,
    name: str,
    known: _Known,
    institutions: Mapping[int, str],
) -> Answer:
    roles = {body_id: frozenset(held) for body_id, held in known.roles.items()}
    actor = Insider(person_id=number, name=name, token="", roles=roles)
    return Answer(
        number,
        name,
        tuple(sorted(roles.get(document.body_id, ()), key=list(Role).index)),
        tuple(dict.fromkeys(institutions[n] for n in known.organisations if n in institutions)),
        *_why(actor, document, invited=invited, **shared),
        rules.named(actor, document) is not None,
        invited_to=tuple(invited.get(number, ())),
    )


def _why(
    actor: Insider, document: Document, **known: Any
) -> tuple[tuple[rules.Ground, ...], tuple[rules.Ground, ...]]:
    """Return why *actor* reads a paper now, and of a draft that is not read yet, why later."""
    now = tuple(rules.grounds(actor, document, **known))
    if now or document.state is not DocumentState.DRAFT:
        return now, ()
    return now, tuple(rules.grounds(actor, document, **known, once_out=True))


def _candidates(document: Document, reading: Iterable[Body], today: date) -> dict[int, _Known]:
    found: dict[int, _Known] = defaultdict(_Known)
    body = document.body
    for one in reading:
        for person_id, body_id, role in _from_above(one, today):
            if one.id == body.id or role in OFFICE:  # others who lead above have no part in it
                found[person_id].roles[body_id].add(role)
        for seat in people_of(one, today):
            found[seat.person_id].roles[one.id].add(seat.role)
            if seat.organisation_id is not None:
                found[seat.person_id].organisations.append(seat.organisation_id)
    named = {body.coordinator_id, body.sponsor_id, *(r.person_id for r in document.readers)}
    for number in named - {None}:
        found.setdefault(int(number or 0), _Known())
    return found


def _from_above(body: Body, today: date) -> Iterator[tuple[int, int, Role]]:
    """Yield who reads from a body above, in which body, and as what."""
    for above in _above(body):
        for seat in people_of(above, today):
            if seat.role in OFFICE:  # a secretary serves the bodies below, too
                yield seat.person_id, body.id, seat.role
            elif seat.role in CHAIRS and above.id == body.parent_id:
                yield seat.person_id, above.id, seat.role


def _reading(document: Document, joined: Collection[int]) -> list[Body]:
    """Return the body of the paper, and those to which it came, or that join in looking at it."""
    came_to = {step.by_body_id for step in document.steps if not step.is_planned}
    others = (came_to | set(joined)) - {document.body_id}
    query = select(Body).where(Body.id.in_(others)).order_by(Body.id)
    return [document.body, *db.session.scalars(query)]


def _above(body: Body) -> Iterator[Body]:
    ids = [int(part) for part in body.path.strip("/").split("/") if part][:-1]
    yield from db.session.scalars(select(Body).where(Body.id.in_(ids)))


def _names(model: type[Person | Organisation], wanted: Collection[int]) -> dict[int, str]:
    query = select(model.id, model.name).where(model.id.in_(wanted))
    return {row.id: row.name for row in db.session.execute(query)}
