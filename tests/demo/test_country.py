"""The demonstration country: whole, recorded, balanced, the same for the same day."""

import json
import shutil
from collections import Counter

import pytest
from qadria import everybody
from sqlalchemy import func, select

from ntfc import audit, mail, plugins
from ntfc.accounts.queries import demo_accounts
from ntfc.audit import AuditEntry
from ntfc.clock import now, today
from ntfc.committees.models import Body, Priority, SetupStep, State
from ntfc.db import Base, db
from ntfc.demo.fill import fill
from ntfc.founding.models import Suggestion
from ntfc.jobs import Job
from ntfc.links.models import Link
from ntfc.links.queries import awaited
from ntfc.links.rules import USABLE, state_of
from ntfc.mandates.models import Disposition, TermsComment, TermsOfReference, TermsState
from ntfc.meetings.models import Attendance, Meeting, MeetingState, Presence
from ntfc.minutes import queries as minutes
from ntfc.minutes.models import Minutes, MinutesState
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.procedure.models import RulesOfProcedure
from ntfc.seats import queries as seats
from ntfc.seats import rules as seat_rules
from ntfc.seats.models import Appointment, ConductAcceptance, Declaration, Seat

ACCOUNTS = {
    "Bilal Hariri": "Administrator of this site",
    "Rana Odeh": "Secretary",
    "سامر الخطيب": "Co-chair, public side",
    "كريم بشارة": "Co-chair, private side",
    "Omar Darwish": "Coordinator",
    "Mariam Tesfaye": "Member",
    "ليلى المنصور": "Sponsor",
}


@pytest.fixture
def inside(qadria):
    with qadria.app.test_request_context():
        yield qadria
        db.session.rollback()


def count(model, *conditions):
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_the_trail_verifies(inside):
    assert audit.verify() == []


def test_so_much_is_there(inside):
    assert count(Organisation) == 40
    assert count(Person) == 60
    states = Counter(db.session.scalars(select(Body.state)))
    assert states == {State.ACTIVE: 7, State.BEING_FORMED: 1, State.SUCCEEDED: 1}
    assert count(Suggestion, Suggestion.settled_on.is_(None)) >= 3
    assert count(Declaration) == 3
    assert count(SetupStep, SetupStep.due_on.is_not(None)) == 10


def test_the_accounts_to_click_say_who_each_is(inside):
    told = {account.name: account.note for account in demo_accounts()}
    assert told.keys() == ACCOUNTS.keys()
    for name, role in ACCOUNTS.items():
        assert told[name].startswith(role), told[name]


@pytest.mark.parametrize("name", ACCOUNTS)
def test_something_waits_for_each_account(inside, name):
    actor = next(one for one in everybody() if one.name == name)
    waiting = plugins.gather("ntfc_waiting", actor=actor, today=today(""))
    assert [item for answer in waiting for item in answer]


# Which rows an act of the trail must stand behind; the others are parts of one of these.
RECORDED = (
    *(Body, Seat, Appointment, TermsOfReference, RulesOfProcedure, Link, Declaration),
    *(ConductAcceptance, Person, Organisation, Priority),
)


@pytest.mark.parametrize("model", RECORDED, ids=lambda model: model.__name__)
def test_no_row_is_there_without_an_act_of_somebody(inside, model):
    named = set(db.session.scalars(select(AuditEntry.subject)))
    rows = {f"{model.__tablename__}:{number}" for number in db.session.scalars(select(model.id))}
    assert rows
    assert rows - named == set()


def test_every_act_on_what_belongs_to_a_body_is_kept_with_that_body(inside):
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    told = 0
    for table, model in models.items():
        if model is AuditEntry or not hasattr(model, "body_id"):
            continue
        bodies = {f"{table}:{row.id}": row.body_id for row in db.session.scalars(select(model))}
        entries = db.session.execute(
            select(AuditEntry.subject, AuditEntry.body_id).where(AuditEntry.subject.in_(bodies))
        ).all()
        told += len(entries)
        assert {subject: bodies[subject] for subject, _ in entries} == dict(entries)
    assert told > 200


def test_people_act_themselves(inside):
    """Some signed in, many by links; the machine itself did next to nothing."""
    kinds = Counter(
        actor.partition(":")[0] for actor in db.session.scalars(select(AuditEntry.actor))
    )
    assert kinds["link"] > 60
    assert kinds["person"] > 300
    own = {"person.added", "person.administrator_granted", "link.issued", "link.revoked"}
    own |= {"action.reminded", "action.report_made"}  # by the worker
    own |= {"decision.tabled"}  # a draft follows the line by which it stands on an agenda
    done = set(db.session.scalars(select(AuditEntry.action).where(AuditEntry.actor == "system")))
    assert done <= own


def test_the_table_is_worth_looking_at(inside):
    national = db.session.scalars(select(Body).where(Body.parent_id.is_(None))).one()
    places = seats.places_of(national.id, today(""))
    members = seat_rules.counted(places)
    camps = Counter(place.camp.value for place in members if place.is_filled)
    assert camps["public"] == camps["private"]
    assert len(seat_rules.vacant(places)) == 1
    assert len(seat_rules.narrowed(places, "ending")) == 2
    assert len(seat_rules.narrowed(places, "resting")) == 1
    assert len([place for place in members if place.alternates]) >= 6
    assert [place for place in members if place.is_named]
    chairs = [place.camp.value for place in places if place.role is Role.CHAIR]
    assert sorted(chairs) == ["private", "public"]


def test_the_new_terms_are_reviewed_and_half_answered(inside):
    national = db.session.scalars(select(Body).where(Body.parent_id.is_(None))).one()
    terms = db.session.scalars(
        select(TermsOfReference)
        .where(TermsOfReference.body_id == national.id)
        .order_by(TermsOfReference.number)
    ).all()
    assert [one.state for one in terms] == [TermsState.ADOPTED, TermsState.IN_REVIEW]
    said = db.session.scalars(
        select(TermsComment).where(TermsComment.terms_id == terms[1].id)
    ).all()
    assert {None, Disposition.USED, Disposition.PARTLY} <= {one.disposition for one in said}
    assert any(one.by_link for one in said)
    assert any(one.on_behalf_of for one in said)
    assert count(TermsComment) == count(AuditEntry, AuditEntry.action == "terms.commented")


def test_links_are_open_and_mails_lie_in_the_outbox(inside):
    links = db.session.scalars(select(Link)).all()
    assert [link for link in links if state_of(link, now()) in USABLE]
    secretary = next(one for one in everybody() if one.name == "Rana Odeh")
    assert len(awaited(secretary, now())) == 4
    assert count(Job, Job.kind == mail.KIND) > 60


def test_what_was_called_for_a_day_that_is_past_was_held(inside):
    past = db.session.scalars(select(Meeting).where(Meeting.starts_at < now())).all()
    assert Counter(one.state for one in past) == {MeetingState.HELD: 8, MeetingState.CANCELLED: 1}
    held = {one.id for one in past if one.state is MeetingState.HELD}
    assert set(db.session.scalars(select(Attendance.meeting_id))) == held
    assert count(Attendance, Attendance.presence == Presence.ABSENT) == 0


def test_minutes_with_all_that_came_out_wait_for_both_chairs(inside):
    waiting = minutes.find_minutes_of(
        db.session.scalars(
            select(Meeting.id)
            .join(Minutes, Minutes.meeting_id == Meeting.id)
            .join(Body, Body.id == Meeting.body_id)
            .where(Body.parent_id.is_(None), Minutes.state == MinutesState.REVISED)
        ).one()
    )
    document = minutes.document_of(waiting)
    assert [len(document.outcomes), len(document.tasks), len(document.parked)] == [1, 2, 1]
    assert all(part.html for part in document.parts)
    day = today("")
    for person in everybody():
        told = plugins.gather("ntfc_waiting", actor=person, today=day)
        asked = [item for answer in told for item in answer if item.button == "Read and approve"]
        bodies = [item.body_name for item in asked]
        is_chair = Role.CHAIR in person.roles_in(waiting.body_id)
        assert ("National Committee on Trade Facilitation" in bodies) == is_chair


def test_nothing_lies_ahead_that_should_be_past(inside):
    day = today("")
    assert count(Appointment, Appointment.accepted_on > day) == 0
    assert count(Link, Link.created_at > now()) == 0
    assert count(Person, Person.last_seen_at > now()) == 0


# Filled elsewhere, on the other database

UNLIKE = {  # what may differ from one filling to the next
    "audit_entries": {"number", "at", "text", "seal"},
    "jobs": {"due", "created_at", "payload"},
    "links": {"token_hash"},
    "approval_requests": {"code_hash"},
    "devices": {"token_hash"},
    "meetings": {"calendar_uid"},
    "meeting_days": {"id"},  # a day that moved is written anew; SQLite gives its number again
}


def contents(app):
    with app.app_context():
        tables = {}
        for table in Base.metadata.sorted_tables:
            columns = [c for c in table.columns if c.name not in UNLIKE.get(table.name, ())]
            rows = db.session.execute(select(*columns))  # databases sort names each in their way
            tables[table.name] = sorted(json.dumps([*row], default=str) for row in rows)
        db.session.rollback()
        return tables


@pytest.fixture
def as_filled(qadria, make_app, for_all, tmp_path):
    """Return the country as it was filled, before anybody signed in."""
    folder = shutil.copytree(for_all / "qadria", tmp_path / "as-filled")
    return make_app(demo=True, instance=folder, database_url=f"sqlite:///{folder}/ntfc.db")


@pytest.mark.long
@pytest.mark.needs("postgresql")
@pytest.mark.database("postgresql")
def test_the_same_day_gives_the_same_country_on_the_other_database(make_app, request):
    app = make_app(demo=True)
    with app.app_context():
        day = today("")
    fill(app, day, lambda _line: None)
    as_filled = request.getfixturevalue("as_filled")  # by now another process may have made it
    first, second = contents(as_filled), contents(app)
    assert {name for name in first if first[name] != second[name]} == set()
    with app.app_context():
        assert audit.verify() == []
