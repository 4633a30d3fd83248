"""How long firms waited: half of the cases of a group took longer than what is told of it (C14)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Select, func, select

from ntfc.people.models import Person
from ntfc_client_coordinators.models import Case, Firm


def _waited(by: Any, since: datetime) -> Select[*tuple[Any, ...]]:
    """Return by group how many cases firms heard of, and how long it took half of them at most."""
    minutes = (Case.front_minutes + Case.back_minutes).label("minutes")
    of_group = {"partition_by": by}
    place = func.row_number().over(**of_group, order_by=minutes).label("place")
    number = func.count().over(**of_group).label("number")
    each = (
        select(by.label("of"), minutes, place, number)
        .join(Firm, Case.firm_id == Firm.id)
        .where(Case.heard_at >= since, Case.where.is_(None))  # what was redirected is not answered
        .subquery()
    )
    middle = each.c.place.in_(((each.c.number + 1) // 2, (each.c.number + 2) // 2))
    columns = (each.c.of, each.c.number, func.avg(each.c.minutes).label("middle"))
    return select(*columns).where(middle).group_by(each.c.of, each.c.number).order_by(each.c.of)


def waited_by_size(since: datetime) -> Executable:
    return _waited(Firm.size, since)


def waited_by_person(since: datetime) -> Executable:
    """Return how long it took each who took cases in."""
    each = _waited(Case.opened_by_id, since).subquery()
    query = select(Person.name, each.c.number, each.c.middle)
    query = query.select_from(each).outerjoin(Person, Person.id == each.c.of)
    return query.order_by(Person.name, Person.id)
