"""Reading links: by the token in an address, for a person, for a subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, false, func, or_, select
from sqlalchemy.orm import joinedload

from ntfc import acts, tokens
from ntfc.db import db
from ntfc.links.models import Channel, Link
from ntfc.links.rules import (
    ACCEPT_INVITATION,
    MANAGE,
    USABLE,
    LinkState,
    is_own_matter,
    state_of,
)
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM, Actor, Insider, Role, can

PAGE = 50
ENDED_WELL = frozenset({LinkState.USED, LinkState.REPLACED})


@dataclass(frozen=True)
class LinkRow:
    """A link as a list shows it."""

    id: int
    person_id: int
    person_name: str
    title: str
    about: str
    state: LinkState
    channel: Channel
    created_at: datetime
    expires_at: datetime
    first_opened_at: datetime | None
    ended_at: datetime | None
    may_be_renewed: bool

    @property
    def is_usable(self) -> bool:
        """Tell whether the link still opens its door."""
        return self.state in USABLE


def by_token(token: str) -> Link | None:
    """Return the link with its person, or None when this site never made such a token."""
    query = (
        select(Link)
        .where(Link.token_hash == tokens.hash_of(token))
        .options(joinedload(Link.person))
    )
    return db.session.scalars(query).one_or_none()


def get_link(link_id: int) -> Link:
    """Return the link with its person, or answer 404."""
    query = select(Link).where(Link.id == link_id).options(joinedload(Link.person))
    link: Link = db.one_or_404(query)
    return link


def get_person(person_id: int) -> Person:
    """Return the person to whom a link shall go, or answer 404."""
    person: Person = db.one_or_404(select(Person).where(Person.id == person_id))
    return person


def newest_like(link: Link) -> Link:
    """Return the latest link for the same act of the same person on the same subject."""
    query = (
        select(Link)
        .where(Link.person_id == link.person_id, Link.act == link.act)
        .where(Link.subject_table == link.subject_table, Link.subject_id == link.subject_id)
        .order_by(Link.created_at.desc(), Link.id.desc())
        .limit(1)
    )
    return db.session.scalars(query).one()


def visible(actor: Actor) -> Select[Link]:
    """Return the links that *actor* may see: about people, and of the bodies served."""
    if actor is SYSTEM:
        return select(Link)
    roles = actor.roles if isinstance(actor, Insider) else {}
    served = [body_id for body_id, held in roles.items() if Role.SECRETARY in held]
    about_people = Link.body_id.is_(None) if can(actor, MANAGE, SITE) else false()
    return select(Link).where(or_(about_people, Link.body_id.in_(served)))


def listed(
    actor: Actor, now: datetime, *, person_id: int | None = None, subject: str = "", page: int = 1
) -> tuple[list[LinkRow], int]:
    """Return one page of links, newest first, and how many pages there are."""
    query = visible(actor)
    if person_id is not None:
        query = query.where(Link.person_id == person_id)
    table, _colon, number = subject.partition(":")
    if number.isdigit():
        query = query.where(Link.subject_table == table, Link.subject_id == int(number))
    count = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = _columns(query).order_by(Link.created_at.desc(), Link.id.desc())
    rows = db.session.execute(query.limit(PAGE).offset((page - 1) * PAGE))
    return [_row(row, now) for row in rows], max(1, -(-count // PAGE))


def awaited(actor: Actor, now: datetime) -> list[LinkRow]:
    """Return the newest invitation of everyone invited who has not been here yet."""
    newest = select(func.max(Link.id)).where(Link.act == ACCEPT_INVITATION).group_by(Link.person_id)
    query = (
        _columns(visible(actor))
        .where(Link.id.in_(newest), Link.spent_at.is_(None))
        .where(Person.erased_at.is_(None), Person.last_seen_at.is_(None))
        .order_by(Link.created_at, Link.id)
    )
    return [_row(row, now) for row in db.session.execute(query)]


def kept_of(person_id: int) -> Sequence[Link]:
    """Return every link that ever went to the person, oldest first."""
    query = select(Link).where(Link.person_id == person_id).order_by(Link.created_at, Link.id)
    return db.session.scalars(query).all()


def _columns(query: Select[Link]) -> Select[Any]:
    return query.join(Person, Link.person_id == Person.id).add_columns(Person.name)


def _row(row: Any, now: datetime) -> LinkRow:
    link, name = row
    state = state_of(link, now)
    act = acts.named(link.act)
    return LinkRow(
        id=link.id,
        person_id=link.person_id,
        person_name=name,
        title=act.title if act else link.act,
        about=link.about,
        state=state,
        channel=link.channel,
        created_at=link.created_at,
        expires_at=link.expires_at,
        first_opened_at=link.first_opened_at,
        ended_at=link.spent_at or link.revoked_at,
        may_be_renewed=state not in ENDED_WELL and not is_own_matter(link),
    )
