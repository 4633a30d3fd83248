"""Reading the sessions of a body."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ntfc.db import db
from ntfc.organisations.models import Organisation
from ntfc.seats.models import Seat
from ntfc.trainings.models import Training, TrainingGuest


def trainings_of(body_id: int) -> Sequence[Training]:
    """Return the sessions of a body, the latest first, with the institutions that came."""
    query = select(Training).where(Training.body_id == body_id).options(_guests())
    return db.session.scalars(query.order_by(Training.held_on.desc(), Training.id.desc())).all()


def _guests() -> Any:
    came = selectinload(Training.came).joinedload(TrainingGuest.organisation)
    return came.joinedload(Organisation.side)


def find_training(body_id: int, number: int) -> Training | None:
    """Return a session of just this body."""
    query = select(Training).where(Training.id == number, Training.body_id == body_id)
    return db.session.scalars(query.options(selectinload(Training.came))).one_or_none()


def institutions_of(body_id: int) -> list[tuple[int, str]]:
    """Return the institutions that have seats in a body, by name."""
    query = (
        select(Organisation.id, Organisation.name)
        .join(Seat, Seat.organisation_id == Organisation.id)
        .where(Seat.body_id == body_id, Seat.ended_on.is_(None))
        .distinct()
        .order_by(Organisation.name)
    )
    return [(row.id, row.name) for row in db.session.execute(query)]
