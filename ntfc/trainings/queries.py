"""Reading the sessions of a body."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ntfc.db import db
from ntfc.organisations.models import Organisation
from ntfc.seats.models import Seat
from ntfc.trainings.models import Training, TrainingGuest
from ntfc.trainings.rules import Sat


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
    return db.session.scalars(query.options(_guests())).one_or_none()


def institutions_of(body_id: int) -> list[Sat]:
    """Return the institutions that have or had seats in a body, by name."""
    query = (
        select(Organisation.id, Organisation.name, Seat.ended_on)
        .join(Seat, Seat.organisation_id == Organisation.id)
        .where(Seat.body_id == body_id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [Sat(row.id, row.name, row.ended_on) for row in db.session.execute(query)]
