"""Priorities with their owners on both sides of the table."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ntfc import plugins
from ntfc.committees.models import Body, Priority, PriorityOwner
from ntfc.committees.queries.choices import Choices
from ntfc.committees.queries.terms import latest_term
from ntfc.db import db
from ntfc.organisations.models import Camp, Organisation, Side
from ntfc.permissions import Actor
from ntfc.plugins import PriorityProgress


def shared_agenda(body_id: int) -> Sequence[Priority]:
    """Return what both sides work on in the latest term, with the owners; nothing withdrawn."""
    term = latest_term(body_id)
    if term is None:
        return []
    query = (
        select(Priority)
        .where(Priority.term_id == term.id, Priority.withdrawn_on.is_(None))
        .order_by(Priority.position)
        .options(selectinload(Priority.owners).joinedload(PriorityOwner.organisation))
    )
    return db.session.scalars(query).all()


def progress_in(body: Body, actor: Actor) -> dict[int, PriorityProgress]:
    """Return how the priorities go, by number, as the features that follow them say."""
    answers = plugins.gather("ntfc_priority_progress", body=body, actor=actor)
    return {one.priority_id: one for answer in answers for one in answer}


def owners_of(priority_id: int) -> dict[Camp, PriorityOwner]:
    """Return who answers for a priority, by side."""
    query = (
        select(PriorityOwner)
        .where(PriorityOwner.priority_id == priority_id)
        .options(joinedload(PriorityOwner.organisation))
    )
    return {one.camp: one for one in db.session.scalars(query)}


def camps_of_organisations(numbers: Sequence[int]) -> dict[int, Camp]:
    """Return on which side of the table institutions stand."""
    query = (
        select(Organisation.id, Side.camp)
        .join(Side, Side.id == Organisation.side_id)
        .where(Organisation.id.in_(numbers))
    )
    return {row.id: row.camp for row in db.session.execute(query)}


def choices_on(camp: Camp) -> Choices:
    """Return the institutions of one side."""
    query = (
        select(Organisation.id, Organisation.name)
        .join(Side, Side.id == Organisation.side_id)
        .where(Side.camp == camp, Organisation.closed_on.is_(None))
        .order_by(Organisation.name)
    )
    return [(row.id, row.name) for row in db.session.execute(query)]
