"""What is kept of one person, and what waits for one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from ntfc.db import db
from ntfc.permissions import Actor
from ntfc_client_coordinators import words
from ntfc_client_coordinators.models import (
    Assignment,
    Audit,
    Case,
    Contact,
    Declared,
    Desk,
    Due,
    Entry,
    Firm,
    Handover,
    Officer,
    Plan,
)
from ntfc_client_coordinators.rules.access import posts_of
from ntfc_client_coordinators.rules.assigning import ANSWERS, LIVE, YEARLY, Reason
from ntfc_client_coordinators.rules.days import months_later
from ntfc_client_coordinators.rules.posts import Post

PLACES = tuple(m.__tablename__ for m in (Officer, Assignment))
DECLARED = (Declared.__tablename__,)
ACTS = tuple(m.__tablename__ for m in (Entry, Contact, Case, Plan, Audit, Due))
FEW = 20


def overdue_talks(person_id: int, today: date) -> Sequence[Any]:
    """Return firms for which somebody answers and whose talk is overdue."""
    query = (
        select(Firm.id, Firm.name, Firm.talk_due)
        .join(Assignment, Assignment.firm_id == Firm.id)
        .where(
            Assignment.person_id == person_id,
            Assignment.state.in_(ANSWERS),
            Firm.talk_due < today,
            Firm.left_on.is_(None),
        )
    )
    return db.session.execute(query.order_by(Firm.talk_due, Firm.id).limit(FEW)).all()


def running_out(person_id: int, until: date) -> Sequence[Any]:
    """Return authorisations and securities of one's own firms that run out soon, or did."""
    query = (
        select(Firm.id, Firm.name, Due.name.label("what"), Due.until)
        .join(Firm, Due.firm_id == Firm.id)
        .join(Assignment, Assignment.firm_id == Firm.id)
        .where(
            Assignment.person_id == person_id,
            Assignment.state.in_(ANSWERS),
            Due.ended_on.is_(None),
            Due.until <= until,
            Firm.left_on.is_(None),
        )
    )
    return db.session.execute(query.order_by(Due.until, Due.id).limit(FEW)).all()


def undeclared(person_id: int, today: date) -> Sequence[Any]:
    """Return one's assignments without a declaration of this year."""
    old = months_later(today, -YEARLY)
    query = (
        select(Assignment.id, Firm.name, Assignment.planned_on)
        .join(Firm, Assignment.firm_id == Firm.id)
        .where(
            Assignment.state.in_(LIVE),
            or_(
                (Assignment.person_id == person_id)
                & or_(Assignment.declared_on.is_(None), Assignment.declared_on <= old),
                (Assignment.substitute_id == person_id)
                & or_(
                    Assignment.substitute_declared_on.is_(None),
                    Assignment.substitute_declared_on <= old,
                ),
            ),
        )
    )
    return db.session.execute(query.order_by(Assignment.id).limit(FEW)).all()


def rotations_due(today: date) -> int:
    """Return for how many firms somebody else should answer by now (C11)."""
    due = Assignment.state.in_(ANSWERS) & (Assignment.rotation_on <= today)
    return db.session.scalar(select(func.count(Assignment.id)).where(due)) or 0


def counting_on(person_id: int) -> Sequence[str]:
    """Return firms that have somebody, now or soon, or as who stands in."""
    mine = or_(Assignment.person_id == person_id, Assignment.substitute_id == person_id)
    query = select(Firm.name).join(Assignment, Assignment.firm_id == Firm.id).distinct()
    query = query.where(mine, Assignment.state.in_(LIVE)).order_by(Firm.name)
    return db.session.scalars(query.limit(FEW)).all()


def to_sign(actor: Actor, desk: Desk) -> Sequence[Any]:
    """Return handovers that wait for somebody's signature."""
    mine = select(Assignment.id).where(Assignment.person_id == actor.person_id)
    absent = select(Assignment.id).where(
        Assignment.substitute_id == actor.person_id, Assignment.reason == Reason.ABSENCE
    )
    leaving = Handover.from_id.in_(mine) | (
        Handover.from_id.in_(absent) & Handover.to_id.not_in(mine)
    )
    waits = or_(
        leaving & Handover.leaving_on.is_(None),
        Handover.to_id.in_(mine) & Handover.coming_on.is_(None) & (Handover.introduced != ""),
    )
    if Post.MANAGER in posts_of(actor, desk):
        waits |= Handover.leaving_on.is_not(None) & Handover.coming_on.is_not(None)
    query = (
        select(Handover.id, Firm.name, Handover.begun_on)
        .join(Assignment, Assignment.id == Handover.from_id)
        .join(Firm, Firm.id == Assignment.firm_id)
        .where(Handover.manager_on.is_(None), Handover.called_off_on.is_(None), waits)
    )
    return db.session.execute(query.order_by(Handover.id).limit(FEW)).all()


def places_of(person_id: int) -> list[dict[str, Any]]:
    posts = db.session.scalars(select(Officer.post).where(Officer.person_id == person_id))
    mine = or_(Assignment.person_id == person_id, Assignment.substitute_id == person_id)
    firms = db.session.scalars(
        select(Firm.name).join(Assignment, Assignment.firm_id == Firm.id).where(mine)
    )
    return [
        *({"what": words.POST, "where": words.POSTS[post]} for post in posts),
        *({"what": words.ASSIGNED, "where": name} for name in firms),
    ]


def declared_by(person_id: int) -> list[dict[str, Any]]:
    """Return what somebody declared about shares, each time."""
    told = db.session.execute(
        select(Declared.on, Declared.has_shares, Declared.note, Firm.name)
        .join(Assignment, Declared.assignment_id == Assignment.id)
        .join(Firm, Assignment.firm_id == Firm.id)
        .where(Declared.person_id == person_id)
        .order_by(Declared.id)
    )
    return [
        {
            "on": row.on,
            "where": row.name,
            "what": words.SHARES[row.has_shares],
            "note": row.note,
        }
        for row in told
    ]


def acts_of(person_id: int) -> list[dict[str, Any]]:
    written = db.session.execute(select(Entry.at, Entry.kind).where(Entry.by_id == person_id))
    talks = db.session.execute(select(Contact.on, Contact.talk).where(Contact.by_id == person_id))
    asked = db.session.execute(
        select(Case.received_at, Case.topic, Case.checker_id).where(
            or_(Case.opened_by_id == person_id, Case.checker_id == person_id)
        )
    )
    audits = db.session.scalars(select(Audit.planned_on).where(Audit.auditor_id == person_id))
    plans = db.session.scalars(
        select(Plan.begun_on).where(
            or_(Plan.written_by_id == person_id, Plan.decided_by_id == person_id)
        )
    )
    papers = db.session.scalars(select(Due.until).where(Due.evaluated_by_id == person_id))
    return [
        *({"on": on, "what": words.AUDITED} for on in audits),
        *({"on": on, "what": words.PLANNED} for on in plans),
        *({"on": on, "what": words.EVALUATED} for on in papers),
        *(
            {
                "on": row.received_at,
                "what": words.CHECKED_BY
                if row.checker_id == person_id
                else words.TOPICS[row.topic],
            }
            for row in asked
        ),
        *({"on": row.at, "what": words.KINDS[row.kind]} for row in written),
        *({"on": row.on, "what": words.TALKS[row.talk]} for row in talks),
    ]
