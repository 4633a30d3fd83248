"""Firms and who answers for them: one with all that its page shows, or many as plain rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, false, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.exceptions import NotFound

from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.plugins import KnownFirm, gather
from ntfc_client_coordinators.models import (
    Assignment,
    Desk,
    Firm,
    Handover,
    Officer,
)
from ntfc_client_coordinators.rules.access import has_accepted, posts_of
from ntfc_client_coordinators.rules.assigning import ANSWERS, LIVE
from ntfc_client_coordinators.rules.posts import Post

PAGE = 50


def find_desk(reader: Actor) -> Desk | None:
    """Return the service as somebody reads it, if an administrator began it.

    It has the posts of who asks, and no others: there may be hundreds. That is for pages that change
    nothing. What was loaded for the one who asked before is put aside.
    """
    query = select(Desk, Officer).outerjoin(Officer, _own(reader)).order_by(Desk.id, Officer.id)
    return _with_posts(db.session.execute(query.options(*BARE)).all())


def _own(reader: Actor) -> Any:
    return (Officer.desk_id == Desk.id) & (Officer.person_id == reader.person_id)


BARE = (lazyload(Desk.posts), lazyload(Officer.desk))


def _with_posts(rows: Sequence[Any]) -> Desk | None:
    """Return the service of rows that end with it and a post, with these posts."""
    if not rows:
        return None
    desk: Desk = rows[0][-2]
    set_committed_value(desk, "posts", [row[-1] for row in rows if row[-1] is not None])
    return desk


def read_desk(reader: Actor) -> Desk:
    """Return the service as somebody reads it, or answer that there is none."""
    found = find_desk(reader)
    if found is None:
        raise NotFound
    return found


def get_desk() -> Desk:
    """Return the service with all its posts, or answer that there is none."""
    found: Desk = db.one_or_404(select(Desk).order_by(Desk.id).limit(1))
    return found


def get_firm(firm_id: int) -> Firm:
    found: Firm = db.one_or_404(select(Firm).where(Firm.id == firm_id))
    return found


def read_firm(firm_id: int, reader: Actor) -> Firm:
    """Return a firm as somebody reads it, for pages that change nothing: see `find_desk`."""
    one = (
        select(Firm, Desk, Officer)
        .join(Desk, Firm.desk_id == Desk.id)
        .outerjoin(Officer, _own(reader))
    )
    one = one.where(Firm.id == firm_id).options(lazyload(Firm.desk), lazyload(Firm.assignments))
    rows = db.session.execute(one.order_by(Officer.id).options(*BARE)).all()
    desk = _with_posts(rows)
    if desk is None:
        raise NotFound
    found: Firm = rows[0][0]
    names = (joinedload(Assignment.person), joinedload(Assignment.substitute))
    query = select(Assignment).where(Assignment.firm_id == firm_id)
    query = query.options(*names, lazyload(Assignment.firm)).order_by(Assignment.id)
    set_committed_value(found, "desk", desk)
    set_committed_value(found, "assignments", [*db.session.scalars(query)])
    return found


def get_assignment(assignment_id: int) -> Assignment:
    found: Assignment = db.one_or_404(
        select(Assignment)
        .where(Assignment.id == assignment_id)
        .options(joinedload(Assignment.person), joinedload(Assignment.substitute))
    )
    return found


def get_handover(handover_id: int) -> Handover:
    whole = (joinedload(Handover.leaving), joinedload(Handover.coming))
    found: Handover = db.one_or_404(
        select(Handover)
        .where(Handover.id == handover_id)
        .options(*(one.joinedload(Assignment.person) for one in whole))
        .options(whole[0].joinedload(Assignment.substitute))
    )
    return found


def get_officer(officer_id: int) -> Officer:
    one = select(Officer).where(Officer.id == officer_id).options(joinedload(Officer.person))
    found: Officer = db.one_or_404(one)
    return found


def officers(desk: Desk, *posts: Post) -> Sequence[Officer]:
    """Return who works here, in any of these posts or at all."""
    query = select(Officer).where(Officer.desk_id == desk.id, Officer.is_held)
    if posts:
        query = query.where(Officer.post.in_(posts))
    return db.session.scalars(query.options(joinedload(Officer.person)).order_by(Officer.id)).all()


def names(desk: Desk, *posts: Post) -> list[tuple[int, str]]:
    """Return people in these posts to choose from, each once."""
    return [*{one.person_id: one.person.name for one in officers(desk, *posts)}.items()]


def sees_all(actor: Actor, desk: Desk) -> bool:
    return not posts_of(actor, desk).isdisjoint({Post.MANAGER, Post.AUDITOR})


@dataclass(frozen=True)
class Shown:
    """How the list of firms is narrowed."""

    q: str = ""
    overdue: bool = False
    mine: bool = False
    left: bool = False  # those that left, and no others


def near(actor: Actor, desk: Desk) -> Any:
    """Return the condition for firms that one may read; there is one service in a site."""
    if sees_all(actor, desk):
        return true()
    return Firm.id.in_(own_firms(actor, desk))


def own_firms(actor: Actor, desk: Desk) -> "Select[int]":
    """Return firms that are near: as `rules.access.is_near` has it."""
    answers, stands_in = (
        Assignment.person_id == actor.person_id,
        Assignment.substitute_id == actor.person_id,
    )
    live = Assignment.state.in_(LIVE)
    shares = or_(answers & Assignment.has_shares, stands_in & Assignment.substitute_has_shares)
    barred = select(Assignment.firm_id).where(shares, live)
    found = select(Assignment.firm_id).where(
        or_(answers, stands_in), live, Assignment.firm_id.not_in(barred)
    )
    return found if has_accepted(actor.person_id, desk) else found.where(false())


def portfolio(
    actor: Actor, desk: Desk, shown: Shown, today: date, page: int
) -> tuple[Sequence[Any], int]:
    """Return a page of firms as rows, those whose talk is due first, and how many pages there are."""
    answering, person, stand_in = aliased(Assignment), aliased(Person), aliased(Person)
    here = Firm.left_on.is_not(None) if shown.left else Firm.left_on.is_(None)
    conditions = [near(actor, desk), here]
    if shown.mine:
        conditions.append(Firm.id.in_(own_firms(actor, desk)))
    if shown.overdue:
        conditions.append(Firm.talk_due < today)
    if shown.q:
        conditions.append(Firm.name.icontains(shown.q, autoescape=True))
    columns = (
        Firm.id,
        Firm.name,
        Firm.branch,
        Firm.talk_due,
        answering.id.label("assignment_id"),
        answering.state,
        answering.person_id,
        answering.substitute_id,
        answering.share,
        answering.declared_on,
        answering.rotation_on,
        person.name.label("coordinator"),
        stand_in.name.label("substitute"),
    )
    query = (
        select(*columns)
        .outerjoin(answering, (answering.firm_id == Firm.id) & answering.state.in_(ANSWERS))
        .outerjoin(person, person.id == answering.person_id)
        .outerjoin(stand_in, stand_in.id == answering.substitute_id)
        .where(*conditions)
        .order_by(Firm.talk_due.is_(None), Firm.talk_due, Firm.id)
    )
    rows = db.session.execute(query.limit(PAGE).offset((page - 1) * PAGE)).all()
    count = db.session.scalar(select(func.count(Firm.id)).where(*conditions)) or 0
    return rows, max(1, -(-count // PAGE))


def live(firm_id: int) -> Sequence[Any]:
    """Return who is planned, learns or answers now, as the database has it."""
    query = select(Assignment.person_id, Assignment.state).where(
        Assignment.firm_id == firm_id, Assignment.state.in_(LIVE)
    )
    return db.session.execute(query).all()


def handovers(firm_id: int) -> Sequence[Handover]:
    """Return the handovers of a firm that are not over."""
    leaving = select(Assignment.id).where(Assignment.firm_id == firm_id)
    query = select(Handover).where(
        Handover.from_id.in_(leaving),
        Handover.manager_on.is_(None),
        Handover.called_off_on.is_(None),
    )
    sides = (lazyload(Handover.leaving), lazyload(Handover.coming))
    return db.session.scalars(query.options(*sides).order_by(Handover.id)).all()


def passed_on(firm_id: int) -> Sequence[Any]:
    """Return the handovers of a firm as rows, also those that are over."""
    columns = (Handover.id, Handover.from_id, Handover.manager_on, Handover.called_off_on)
    query = select(*columns).join(Assignment, Handover.from_id == Assignment.id)
    return db.session.execute(
        query.where(Assignment.firm_id == firm_id).order_by(Handover.id)
    ).all()


def known_firms(numbers: Collection[str], name: str = "") -> list[KnownFirm]:
    """Return firms that programmes of other plugins know; none where no such plugin is on."""
    answers = gather("ntfc_known_firms", numbers=numbers, name=name)
    return [firm for answer in answers for firm in answer]
