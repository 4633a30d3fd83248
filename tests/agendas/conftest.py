from datetime import UTC, datetime, time, timedelta

import pytest

from ntfc import clock
from ntfc.agendas import queries
from ntfc.agendas.service import building
from ntfc.db import db
from ntfc.issues import queries as issues
from ntfc.issues.service import moving, proposing
from ntfc.meetings import queries as meetings
from ntfc.meetings import service as planning
from ntfc.meetings.models import MeetingState
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.organisations.models import Camp, Organisation, OrganisationKind, Side
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import AgendaRelease, Procedure
from ntfc.seats.queries import standing_of
from ntfc.transaction import unit_of_work

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = NOW.date()
BOTH = Procedure(agenda_release=AgendaRelease.ALL_CHAIRS, agenda_days=7)


def acting(person_id):
    """Return a person as signed in, with the roles held on the day of the tests; in a context."""
    person = db.session.get_one(Person, person_id)
    return Insider(
        person_id=person.id, name=person.name, token="", **vars(standing_of(person.id, DAY))
    )


class Table:
    """A body with two chairs, a secretary and members, and what they do with agendas."""

    def __init__(self, app, make_body, seat, make_organisation):
        self.app = app
        self.body_id = make_body()  # where it sits is not said: as the site
        self.chair = seat(self.body_id, Role.CHAIR, "Samer Khatib")
        self.other_chair = seat(self.body_id, Role.CHAIR, "Karim Bishara")
        self.secretary = seat(self.body_id, Role.SECRETARY, "Rana Odeh")
        self.chamber = make_organisation("Chamber of Commerce")
        self.member = seat(self.body_id, name="Mariam Tesfaye", organisation_id=self.chamber)
        self.observer = seat(self.body_id, Role.OBSERVER, "Ingrid Solberg")

    def within(self):
        return self.app.test_request_context()

    def rules(self, procedure):
        with self.within(), unit_of_work():
            procedures.lay_down(
                issues.get_body(self.body_id),
                procedure=procedure,
                valid_from=DAY - timedelta(days=90),
                actor=SYSTEM,
                now=NOW,
            )

    def meeting(self, days=30, *, body_id=None, **values):
        """Plan a meeting of two hours so many days ahead of the day of the tests."""
        with self.within(), unit_of_work():
            day = DAY + timedelta(days=days)
            meeting = planning.plan(
                issues.get_body(body_id or self.body_id),
                wanted=Plan(days=(DayPlan(day, time(10), time(12)),), time_zone="UTC"),
                now=NOW,
                actor=SYSTEM,
            )
            for name, value in values.items():
                setattr(meeting, name, value)
            return meeting.id

    def call(self, meeting_id, state=MeetingState.CONVENED):
        with self.within(), unit_of_work():
            meeting = meetings.get_meeting(meeting_id)
            meeting.state, meeting.convened_at = state, NOW

    def begin(self, meeting_id, *titles, **values):
        """Begin an agenda with some plain lines; return its number."""
        with self.within(), unit_of_work():
            lines = [{"title": title, "minutes": 10} for title in titles]
            agenda = building.begin(
                meetings.get_meeting(meeting_id),
                lines=lines,
                actor=acting(self.secretary),
                now=NOW,
                **values,
            )
            return agenda.id

    def do(self, person_id, function, agenda_id, **values):
        """Have somebody do one act on an agenda, in a unit of work of its own."""
        with self.within(), unit_of_work():
            actor = acting(person_id) if isinstance(person_id, int) else person_id
            return function(queries.get_agenda(agenda_id), **values, actor=actor)

    def on_item(self, person_id, function, item_id, **values):
        with self.within(), unit_of_work():
            return function(queries.get_item(item_id), **values, actor=acting(person_id))

    def items(self, agenda_id):
        """Return title → number of the items of an agenda."""
        with self.within():
            return {item.title: item.id for item in queries.get_agenda(agenda_id).items}

    def issue(self, title="Opened twice", *, accept=True, raised_by=None, **facts):
        with self.within(), unit_of_work():
            issue = proposing.propose(
                issues.get_body(self.body_id),
                facts={
                    "title": title,
                    "problem": "Two agencies, one container",
                    "expected_result": "One inspection",
                    **facts,
                },
                organisation_id=None if raised_by else self.chamber,
                actor=acting(raised_by or self.member),
                now=NOW,
                today=DAY,
            )
            if accept:
                known = issues.get_issue(issue.id)
                moving.accept(known, actor=acting(self.chair), now=NOW, today=DAY)
            return issue.id


@pytest.fixture
def table(app, make_body, seat, make_organisation):
    return Table(app, make_body, seat, make_organisation)


@pytest.fixture
def make_organisation(app):
    def make_organisation(name="Chamber of Commerce"):
        with app.app_context(), unit_of_work():
            query = db.select(OrganisationKind).filter_by(code="t_kind")
            kind = db.session.scalars(query).first()
            if kind is None:
                side = Side(code="t_side", name="Business", camp=Camp.PRIVATE)
                kind = OrganisationKind(code="t_kind", name="Chamber", side=side)
                db.session.add(kind)
                db.session.flush()
            made = Organisation(
                name=name,
                name_key=name.casefold(),
                side_id=kind.side_id,
                kind=kind,
                created_at=clock.now(),
            )
            db.session.add(made)
            db.session.flush()
            return made.id

    return make_organisation
