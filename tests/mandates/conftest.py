from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ntfc.clock import now
from ntfc.db import db
from ntfc.mandates.models import TermsOfReference
from ntfc.organisations.models import Camp, Organisation, OrganisationKind, Side
from ntfc.plugins import SeatedPerson, hookimpl
from ntfc.seats.models import Appointment, Seat
from ntfc.transaction import unit_of_work

WRITTEN = {
    "objectives": "Trade flows without needless delay.",
    "responsibilities": "Each party carries out its own action items.",
    "engagement": "Customs and business meet as equals.",
    "activities": "A road map, reviewed twice a year.",
}


class Sitting:
    """A plugin that knows who sits where, as the feature for seats does."""

    @hookimpl
    def ntfc_people_of_body(self, body):
        query = (
            select(Appointment.person_id, Seat.role, Seat.organisation_id)
            .join(Seat, Seat.id == Appointment.seat_id)
            .where(Seat.body_id == body.id)
        )
        for person_id, role, organisation_id in db.session.execute(query):
            yield SeatedPerson(person_id=person_id, role=role, organisation_id=organisation_id)


@pytest.fixture(autouse=True)
def sitting(request):
    if "app" in request.fixturenames:
        app = request.getfixturevalue("app")
        app.extensions["ntfc.plugins"].register(Sitting(), name="sitting")


@pytest.fixture
def make_institution(app):
    def make_institution(name="Chamber of Commerce", represents=""):
        with app.app_context(), unit_of_work():
            side = db.session.scalars(select(Side).where(Side.code == "t_side")).first()
            side = side or Side(code="t_side", name="Business", camp=Camp.PRIVATE)
            kind = db.session.scalars(
                select(OrganisationKind).where(OrganisationKind.code == "t_kind")
            ).first()
            kind = kind or OrganisationKind(code="t_kind", name="Chamber", side=side)
            made = Organisation(
                name=name,
                name_key=name.casefold(),
                side=side,
                kind=kind,
                represents=represents,
                created_at=now(),
            )
            db.session.add(made)
            db.session.flush()
            return made.id

    return make_institution


@pytest.fixture
def make_terms(app):
    """Return a function that stores a draft and gives back its number."""

    def make_terms(body_id, number=1, **values):
        with app.app_context(), unit_of_work():
            terms = TermsOfReference(
                body_id=body_id, number=number, created_at=now(), **{**WRITTEN, **values}
            )
            db.session.add(terms)
            db.session.flush()
            return terms.id

    return make_terms


@pytest.fixture
def written():
    """Return terms that say something under each heading, for rules that need no database."""

    def written(**values):
        plain = {
            name: [] if name.endswith("negotiable") else ""
            for name in TermsOfReference.__mapper__.columns.keys()  # noqa: SIM118  -- of a mapper
        }
        return SimpleNamespace(**{**plain, **WRITTEN, "review_closes_on": None, **values})

    return written
