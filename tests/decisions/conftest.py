from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ntfc import clock
from ntfc.committees import service as committees
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.decisions import queries
from ntfc.decisions.models import DecisionKind, HowAgreed
from ntfc.decisions.service import adopting, drafting
from ntfc.decisions.service.adopting import Result
from ntfc.meetings.models import Meeting
from ntfc.organisations.models import Camp, Organisation, OrganisationKind, Side
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, Role
from ntfc.procedure import service as procedures
from ntfc.seats.queries import standing_of
from ntfc.transaction import unit_of_work

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)  # a Monday
DAY = NOW.date()


def acting(person_id):
    """Return a person as signed in, with the roles held on the day of the tests; in a context."""
    person = db.session.get_one(Person, person_id)
    return Insider(
        person_id=person.id, name=person.name, token="", **vars(standing_of(person.id, DAY))
    )


class Table:
    """A body with a chair, a secretary, an institution of each side, and what they adopt."""

    def __init__(self, app, make_body, seat):
        self.app = app
        self.body_id = make_body(time_zone="UTC")
        self.customs = self.institution("Customs", Camp.PUBLIC)
        self.chamber = self.institution("Chamber of Commerce", Camp.PRIVATE)
        self.chair = seat(self.body_id, Role.CHAIR, "Samer Khatib", email="samer@example.org")
        self.secretary = seat(self.body_id, Role.SECRETARY, "Rana Odeh")
        self.member = seat(self.body_id, name="Mariam Tesfaye", organisation_id=self.chamber)
        self.officer = seat(self.body_id, name="Omar Said", organisation_id=self.customs)
        self.coordinator = seat(
            self.body_id, Role.COORDINATOR, "Grace Mwangi", organisation_id=self.chamber
        )

    def institution(self, name, camp):
        with self.app.app_context(), unit_of_work():
            query = select(OrganisationKind).join(Side).where(Side.camp == camp).limit(1)
            kind = db.session.scalars(query).one()
            made = Organisation(
                name=name,
                name_key=name.casefold(),
                kind_id=kind.id,
                side_id=kind.side_id,
                created_at=clock.now(),
            )
            db.session.add(made)
            db.session.flush()
            return made.id

    def draft(self, title="One calendar", kind=DecisionKind.DECISION, *, body_id=None, **facts):
        """Have the secretary write a text down; return its number."""
        with self.within(), unit_of_work():
            made = drafting.draft(
                get_body(body_id or self.body_id),
                facts={"kind": kind, "title": title, "text": f"{title}, for all.", **facts},
                actor=SYSTEM,
                now=NOW,
            )
            return made.id

    def address(self, decision_id, organisation_id, due_on=None):
        with self.within(), unit_of_work():
            made, _issued = drafting.address(
                queries.get_decision(decision_id),
                organisation_id=organisation_id,
                due_on=due_on,
                actor=SYSTEM,
                now=NOW,
                today=DAY,
            )
            return made.id

    def adopt(self, decision_id, how=HowAgreed.CONSENSUS, *, who=SYSTEM, today=DAY, **result):
        """Record an outcome; return the number that was given."""
        self.do(who, adopting.record, decision_id, result=Result(how=how, **result), today=today)
        return self.decision(decision_id)["number"]

    def pass_up(self, decision_id, how=HowAgreed.CONSENSUS, *, on=DAY, today=DAY, **result):
        """Propose it to the body above, as the body agreed to it."""
        told = {"result": Result(how=how, **result), "on": on, "today": today}
        self.do(SYSTEM, drafting.pass_up, decision_id, **told)

    def rules(self, procedure):
        with self.within(), unit_of_work():
            procedures.lay_down(
                get_body(self.body_id),
                procedure=procedure,
                valid_from=DAY - timedelta(days=90),
                actor=SYSTEM,
                now=NOW,
            )

    def term(self, starts_on):
        with self.within(), unit_of_work():
            committees.start_term(
                get_body(self.body_id),
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=99),
                today=starts_on,
                actor=SYSTEM,
            )

    @property
    def next_meeting(self):
        """Return the meeting for which lines propose themselves."""
        return Meeting(body_id=self.body_id, starts_at=NOW + timedelta(days=20))

    def within(self):
        return self.app.test_request_context()

    def do(self, who, function, decision_id, **values):
        """Have somebody do one act on a decision, in a unit of work of its own."""
        with self.within(), unit_of_work():
            actor = acting(who) if isinstance(who, int) else who
            return function(
                queries.get_decision(decision_id), **{"now": NOW, **values}, actor=actor
            )

    def decision(self, decision_id):
        """Return the plain columns of a decision."""
        with self.within():
            found = queries.get_decision(decision_id)
            return {c.key: getattr(found, c.key) for c in found.__mapper__.columns}

    def steps(self, decision_id):
        with self.within():
            return [e.kind.value for e in queries.events_of(queries.get_decision(decision_id))]


@pytest.fixture
def table(app, make_body, seat):
    return Table(app, make_body, seat)
