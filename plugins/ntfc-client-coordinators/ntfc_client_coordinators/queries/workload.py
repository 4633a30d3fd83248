"""How much somebody has to do: share of the working time, and firms."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from ntfc.db import db
from ntfc.people.models import Person
from ntfc_client_coordinators.models import Assignment, Desk, Officer
from ntfc_client_coordinators.rules.assigning import LIVE
from ntfc_client_coordinators.rules.portfolio import Load
from ntfc_client_coordinators.rules.posts import Post


def load_of(person_id: int, without: int | None = None) -> Load:
    """Return what somebody has to do already, for all firms."""
    query = select(
        func.coalesce(func.sum(Assignment.share), 0),
        func.count(func.distinct(Assignment.firm_id)),
        func.coalesce(func.max(func.cast(Assignment.is_exclusive, db.Integer)), 0),
    ).where(Assignment.person_id == person_id, Assignment.state.in_(LIVE))
    if without is not None:
        query = query.where(Assignment.id != without)
    share, firms, exclusive = db.session.execute(query).one()
    return Load(share=share, firms=firms, has_exclusive=bool(exclusive))


def workload(desk: Desk) -> Sequence[Any]:
    """Return a row for each coordinator: share of working time, and firms."""
    held = (Assignment.person_id == Officer.person_id) & Assignment.state.in_(LIVE)
    query = (
        select(
            Person.id,
            Person.name,
            Officer.office,
            Officer.branch,
            Officer.conduct_on,
            func.coalesce(func.sum(Assignment.share), 0).label("share"),
            func.count(Assignment.id).label("firms"),
        )
        .join(Officer, Officer.person_id == Person.id)
        .outerjoin(Assignment, held)
        .where(Officer.desk_id == desk.id, Officer.is_held, Officer.post == Post.COORDINATOR)
        .group_by(Person.id, Person.name, Officer.office, Officer.branch, Officer.conduct_on)
        .order_by(Person.name, Person.id)
    )
    return db.session.execute(query).all()
