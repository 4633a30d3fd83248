"""What the parking lot keeps of a person, for the person's own copy."""

from typing import Any

from sqlalchemy import select

from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc.parking_lot.models import Parking


def _of(column: Any, at: Any, person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Issue.title, at.label("at"))
        .select_from(Parking)
        .join(Issue, Issue.id == Parking.issue_id)
        .where(column == person_id)
        .order_by(Parking.id)
    )
    return [dict(row) for row in db.session.execute(query).mappings()]


def asked_by(person_id: int) -> list[dict[str, Any]]:
    return _of(Parking.asked_by_id, Parking.parked_at, person_id)


def owned(person_id: int) -> list[dict[str, Any]]:
    return _of(Parking.owner_id, Parking.parked_at, person_id)


def parked_by(person_id: int) -> list[dict[str, Any]]:
    return _of(Parking.parked_by_id, Parking.parked_at, person_id)


def taken_out_by(person_id: int) -> list[dict[str, Any]]:
    return _of(Parking.left_by_id, Parking.left_at, person_id)
