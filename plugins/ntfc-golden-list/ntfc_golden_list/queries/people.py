"""What is kept of one person, and what waits for one."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc_golden_list import words
from ntfc_golden_list.models import (
    Account,
    Answered,
    Asked,
    Certificate,
    Checked,
    File,
    FileStep,
    Finding,
    Firm,
    FirmPerson,
    General,
    Lesson,
    Measured,
    Moved,
    Noted,
    Noticed,
    Officer,
    Paper,
    PlaceChanged,
    Programme,
    Proposed,
    Reading,
    Visited,
)
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules.lifecycle import Post
from ntfc_golden_list.rules.programme import notice_readers
from ntfc_golden_list.texts import said

PLACES = tuple(m.__tablename__ for m in (Officer, FirmPerson, PlaceChanged, Asked, File))
ACTS = tuple(
    m.__tablename__
    for m in (
        Moved,
        Answered,
        Checked,
        Visited,
        Account,
        Finding,
        Certificate,
        Noted,
        Noticed,
        Paper,
        Reading,
        Lesson,
        Proposed,
        FileStep,
        General,
        Measured,
    )
)
FEW = 20
MOST_CHANGES = 200


def overdue(actor: Actor, today: date) -> Sequence[File]:
    """Return the files in the programmes of an officer that are late."""
    held = programmes.posts_held(actor)
    if not held:
        return ()
    query = select(File).where(File.programme_id.in_(held), File.due_on < today)
    return db.session.scalars(
        query.options(joinedload(File.firm)).order_by(File.due_on, File.id).limit(FEW)
    ).all()


def unread(actor: Actor) -> Sequence[File]:
    """Return the files in which a firm told something that this officer has to read."""
    held = programmes.posts_held(actor)
    if not held:
        return ()
    central = select(Officer.programme_id).where(
        Officer.person_id == actor.person_id, Officer.is_held, Officer.post == Post.CENTRAL
    )
    query = (
        select(Noticed.kind, File)
        .join(File, Noticed.file_id == File.id)
        .where(
            Noticed.seen_by_id.is_(None),
            File.programme_id.in_(held),
            (File.coordinator_id == actor.person_id) | File.programme_id.in_(central),
        )
        .options(joinedload(File.firm), joinedload(File.programme))
        .order_by(Noticed.id)
        .limit(FEW)
    )
    found = {}
    for kind, file in db.session.execute(query):
        posts = file.programme.posts
        unit = {one.person_id for one in posts if one.post is Post.CENTRAL and one.is_held}
        if actor.person_id in notice_readers(kind, file.coordinator_id, unit):
            found[file.id] = file
    return [*found.values()]


def in_firm(firm_id: int) -> Sequence[Any]:
    """Return who speaks for a firm, whoever signs first."""
    query = (
        select(FirmPerson.person_id, Person.name, Person.email, FirmPerson.is_lead)
        .join(Person, FirmPerson.person_id == Person.id)
        .where(FirmPerson.firm_id == firm_id, FirmPerson.is_active)
        .order_by(FirmPerson.is_lead.desc(), FirmPerson.id)
    )
    return db.session.execute(query).all()


def names(numbers: Collection[int | None]) -> dict[int, str]:
    """Return what people are called, by number."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(numbers)))
    return {row[0]: row[1] for row in rows}


def is_officer(firm_id: int, person_id: int) -> bool:
    """Tell whether somebody holds a post in a programme in which a firm has a file."""
    query = select(Officer.id).join(File, File.programme_id == Officer.programme_id)
    query = query.where(File.firm_id == firm_id, Officer.person_id == person_id, Officer.is_held)
    return db.session.scalar(query.limit(1)) is not None


def changes_in_firm(firm_id: int) -> Sequence[Any]:
    """Return what became of places in a firm, the newest first, and who did it."""
    by = aliased(Person)
    query = (
        select(PlaceChanged.at, PlaceChanged.change, Person.name, by.name.label("by"))
        .join(Person, PlaceChanged.person_id == Person.id)
        .outerjoin(by, PlaceChanged.by_id == by.id)
        .where(PlaceChanged.firm_id == firm_id)
        .order_by(PlaceChanged.id.desc())
        .limit(MOST_CHANGES)
    )
    return db.session.execute(query).all()


def files_of_firm(firm_id: int) -> Sequence[File]:
    """Return the files of a firm in all programmes."""
    return db.session.scalars(select(File).where(File.firm_id == firm_id)).all()


def asked_of(firm_id: int, person_id: int) -> Sequence[Asked]:
    """Return the parts that a person is asked to answer for a firm."""
    query = select(Asked).join(File, Asked.file_id == File.id)
    query = query.where(File.firm_id == firm_id, Asked.person_id == person_id)
    return db.session.scalars(query.where(Asked.ended_at.is_(None))).all()


def places_of(person_id: int) -> list[dict[str, Any]]:
    posts = db.session.execute(
        select(Officer.post, Programme.name)
        .join(Programme, Officer.programme_id == Programme.id)
        .where(Officer.person_id == person_id)
        .order_by(Officer.id)
    )
    firms = db.session.execute(
        select(Firm.name)
        .join(FirmPerson, FirmPerson.firm_id == Firm.id)
        .where(FirmPerson.person_id == person_id)
        .order_by(Firm.id)
    )
    changed = db.session.execute(
        select(PlaceChanged.change, Firm.name)
        .join(Firm, PlaceChanged.firm_id == Firm.id)
        .where((PlaceChanged.person_id == person_id) | (PlaceChanged.by_id == person_id))
        .order_by(PlaceChanged.id)
    )
    asked = db.session.execute(
        select(Asked.area, Firm.name)
        .join(File, Asked.file_id == File.id)
        .join(Firm, File.firm_id == Firm.id)
        .where(Asked.person_id == person_id)
        .order_by(Asked.id)
    )
    contacts = db.session.execute(
        select(Firm.name)
        .join(File, File.firm_id == Firm.id)
        .where(File.coordinator_id == person_id)
        .order_by(Firm.id)
    )
    return [
        *({"what": words.POSTS[row.post], "where": said(row.name)} for row in posts),
        *({"what": words.FIRM, "where": row.name} for row in firms),
        *({"what": words.CHANGES[row.change], "where": row.name} for row in changed),
        *({"what": words.AREAS.get(row.area, row.area), "where": row.name} for row in asked),
        *({"what": words.CONTACT, "where": row.name} for row in contacts),
    ]


def acts_of(person_id: int) -> list[dict[str, Any]]:
    moved = db.session.execute(select(Moved.on, Moved.to).where(Moved.by_id == person_id))
    given = db.session.execute(
        select(Certificate.given_on, Certificate.number).where(
            Certificate.decided_by_id == person_id
        )
    )
    answered = db.session.scalars(select(Answered.at).where(Answered.by_id == person_id))
    checked = db.session.scalars(
        select(Checked.at).where(
            (Checked.reviewer_id == person_id) | (Checked.second_id == person_id)
        )
    )
    visited = db.session.scalars(
        select(Visited.planned_on).where(Visited.validator_id == person_id)
    )
    told = db.session.execute(
        select(Noticed.at, Noticed.kind).where(
            (Noticed.by_id == person_id) | (Noticed.seen_by_id == person_id)
        )
    )
    logged = db.session.execute(
        select(Noted.on, Noted.kind).where(Noted.by_id == person_id).order_by(Noted.id)
    )
    sent = db.session.execute(select(Paper.at, Paper.name).where(Paper.by_id == person_id))
    noted = db.session.scalars(select(FileStep.done_on).where(FileStep.by_id == person_id))
    read = db.session.scalars(select(Reading.since).where(Reading.by_id == person_id))
    learnt = db.session.scalars(select(Lesson.at).where(Lesson.by_id == person_id))
    wished = db.session.scalars(
        select(Proposed.at).where(
            (Proposed.by_id == person_id) | (Proposed.answered_by_id == person_id)
        )
    )
    general = db.session.scalars(select(General.at).where(General.by_id == person_id))
    measured = db.session.scalars(select(Measured.on).where(Measured.by_id == person_id))
    told_of = db.session.scalars(select(Account.made_on).where(Account.by_id == person_id))
    found = db.session.scalars(select(Finding.result).where(Finding.by_id == person_id))
    return [
        *({"on": row.on, "what": words.STATES[row.to]} for row in moved),
        *({"on": row.given_on, "what": row.number} for row in given),
        *({"on": at, "what": words.ANSWER} for at in answered),
        *({"on": at, "what": words.CHECK} for at in checked),
        *({"on": on, "what": words.VISIT} for on in (*visited, *told_of)),
        *({"on": row.at, "what": words.NOTICES[row.kind]} for row in told),
        *({"on": row.on, "what": words.ENTRIES[row.kind]} for row in logged),
        *({"on": row.at, "what": row.name} for row in sent),
        *({"on": on, "what": words.FILE_STEP} for on in noted),
        *({"on": on, "what": words.READING} for on in read),
        *({"on": at, "what": words.LESSON} for at in learnt),
        *({"on": at, "what": words.PROPOSAL} for at in wished),
        *({"on": at, "what": words.GENERAL} for at in general),
        *({"on": on, "what": words.MEASURED} for on in measured),
        *({"on": None, "what": words.RESULTS[result]} for result in found),
    ]
