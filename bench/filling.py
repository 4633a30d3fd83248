"""Filling one body with years of meetings, straight into the tables: services would take an hour."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select, update

from ntfc.agendas.models import Agenda, AgendaItem, AgendaState, ItemPaper
from ntfc.committees import service as bodies
from ntfc.committees.models import Body, BodyKind
from ntfc.db import db
from ntfc.documents.models import Access, Document, DocumentVersion
from ntfc.meetings.models import Meeting, MeetingDay, MeetingState
from ntfc.minutes.models import (
    Minutes,
    MinutesApproval,
    MinutesSection,
    MinutesState,
    SectionRevision,
    Verdict,
    Way,
)
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM, Role
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.storage import StoredFile

NOW = datetime.now(UTC).replace(microsecond=0)
HEADINGS, ITEMS, PAPERS, WORDS = 5, 30, 20, 90
FINGERPRINT = "0" * 64
FILE = "0" * 64  # what the papers say is not read by the pages measured
SPOKEN = " ".join(f"word{number}" for number in range(WORDS))


def a_body_with_a_secretary():
    """Return the numbers of a body and of the person who keeps its papers."""
    kinds = {kind.code: kind for kind in db.session.scalars(select(BodyKind))}
    kind = kinds["national_committee"]
    body = bodies.start(SITE, kind=kind, name="Committee", now=NOW, actor=SYSTEM)
    db.session.add(StoredFile(name=FILE, size=1, media="application/pdf", stored_at=NOW))
    return body.id, a_secretary(body.id)


def a_secretary(body_id):
    """Return the number of one more person who keeps the papers of the body."""
    person = Person(name="Bench", created_at=NOW)
    seat = Seat(body_id=body_id, role=Role.SECRETARY, created_on=NOW.date())
    db.session.add_all([person, seat])
    db.session.flush()
    db.session.add(
        Appointment(
            body_id=body_id,
            seat_id=seat.id,
            person_id=person.id,
            capacity=Capacity.REPRESENTATIVE,
            starts_on=NOW.date() - timedelta(days=1),
            created_at=NOW,
        )
    )
    db.session.flush()
    return person.id


def meetings(body_id, numbers, *, live, draft=None):
    """Fill the body with held meetings, each with its agenda and minutes.

    Those of one are typed now; the agenda of another, still to come, is being prepared.
    """
    meetings, days, agendas, items, records, sections, revisions = ([] for _ in range(7))
    papers, versions, placed = [], [], []
    for number in numbers:
        is_draft = number == draft
        starts = NOW + timedelta(days=30) if is_draft else NOW - timedelta(days=number)
        span = {"starts_at": starts, "ends_at": starts + timedelta(hours=3)}
        meetings.append(
            {
                "id": number,
                "body_id": body_id,
                "number": number,
                "state": MeetingState.CONVENED if is_draft else MeetingState.HELD,
                "title": f"Meeting {number}",
                "time_zone": "UTC",
                "calendar_uid": f"bench-{number}@example.org",
                "planned_at": starts,
                "convened_at": starts,
                **span,
            }
        )
        days.append({"meeting_id": number, **span})
        agendas.append(
            {
                "id": number,
                "meeting_id": number,
                "body_id": body_id,
                "state": AgendaState.DRAFT if is_draft else AgendaState.RELEASED,
                "begun_at": starts,
                "released_at": None if is_draft else starts,
            }
        )
        records.append(
            {
                "id": number,
                "meeting_id": number,
                "body_id": body_id,
                "state": MinutesState.LIVE,
                "started_at": starts,
            }
        )
        _lines(body_id, number, starts, items, sections, revisions, is_out=not is_draft)
        _papers(body_id, number, starts, papers, versions, placed)
    for model, rows in (
        (Meeting, meetings),
        (MeetingDay, days),
        (Agenda, agendas),
        (AgendaItem, items),
        (Minutes, records),
        (MinutesSection, sections),
        (SectionRevision, revisions),
        (Document, papers),
        (DocumentVersion, versions),
        (ItemPaper, placed),
    ):
        db.session.execute(insert(model), rows)
    _approve(body_id, set(numbers) - {live})


def _approve(body_id, numbers):
    """Make minutes final; the database wants to know who approved just that text."""
    person_id = db.session.scalar(select(func.min(Person.id)))
    said = {"place": "seat:0", "title": "Chair", "verdict": Verdict.APPROVED, "way": Way.SIGNED_IN}
    said |= {"body_id": body_id, "person_id": person_id, "fingerprint": FINGERPRINT, "at": NOW}
    given = [{"minutes_id": number, **said} for number in numbers]
    db.session.execute(insert(MinutesApproval), given)
    done = update(Minutes).where(Minutes.id.in_(numbers))
    final = {"state": MinutesState.APPROVED, "approved_at": NOW, "fingerprint": FINGERPRINT}
    db.session.execute(done.values(**final))


def _lines(body_id, number, at, items, sections, revisions, *, is_out):
    """Add the headings and items of one agenda, and a section of the record for each item."""
    first = number * 100
    for place in range(HEADINGS + ITEMS):
        is_heading = place < HEADINGS
        items.append(
            {
                "id": first + place,
                "agenda_id": number,
                "body_id": body_id,
                "parent_id": None if is_heading else first + (place - HEADINGS) % HEADINGS,
                "position": place,
                "title": f"Item {place} of meeting {number}",
                "text": "" if is_heading else "What is asked for, and why, in a line or two.",
                "minutes": 5,
                "added_at": at,
                "released_at": at if is_out else None,
            }
        )
        if is_heading:
            continue
        html = f"<p>{SPOKEN}</p>"
        sections.append(
            {
                "id": first + place,
                "body_id": body_id,
                "minutes_id": number,
                "item_id": first + place,
                "position": place,
                "title": f"Item {place} of meeting {number}",
                "html": html,
                "revision_id": first + place,
            }
        )
        revisions.append({"id": first + place, "section_id": first + place, "html": html, "at": at})


def _papers(body_id, number, at, papers, versions, placed):
    """Add the papers of one meeting, each at one of its items."""
    for place in range(PAPERS):
        key = number * 100 + place
        papers.append(
            {
                "id": key,
                "body_id": body_id,
                "number": key,
                "title": f"Paper {place} of meeting {number}",
                "access": Access.MEMBERS,
                "latest": 1,
                "added_at": at,
                "changed_at": at,
            }
        )
        versions.append(
            {
                "id": key,
                "body_id": body_id,
                "document_id": key,
                "number": 1,
                "file": FILE,
                "file_name": "paper.pdf",
                "media": "application/pdf",
                "size": 1,
                "added_at": at,
            }
        )
        placed.append(
            {
                "id": key,
                "body_id": body_id,
                "item_id": key + HEADINGS,
                "document_id": key,
                "added_at": at,
            }
        )


def body_named(body_id):
    return db.session.get_one(Body, body_id)
