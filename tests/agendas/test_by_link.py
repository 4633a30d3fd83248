"""Guests and experts, and members who never sign in, read the papers of a meeting by a link."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ntfc import clock
from ntfc.agendas.models import AgendaItem
from ntfc.audit import AuditEntry
from ntfc.db import db
from ntfc.documents import queries as documents
from ntfc.documents.models import Access, Document, DocumentReading
from ntfc.documents.rules import Ground
from ntfc.documents.service import keeping
from ntfc.links.models import Link
from ntfc.meetings import queries as meetings
from ntfc.meetings import service
from ntfc.meetings.models import Invitation, Meeting, MeetingState
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import DAY
from tests.agendas.test_papers import PDF, attach, paper, release


class Hall:
    """A called meeting with two items, their papers, an expert for the first, and the links."""

    def __init__(self, table, office):
        self.table, self.office = table, office
        days = (clock.now().date() - DAY).days + 30
        self.meeting_id = table.meeting(days)
        self.agenda_id = table.begin(self.meeting_id, "Scanners", "Fees", "Salaries")
        self.items = table.items(self.agenda_id)
        with table.within(), unit_of_work():
            secret = AgendaItem.id == self.items["Salaries"]
            db.session.execute(update(AgendaItem).where(secret).values(is_confidential=True))
        self.papers = {
            "Study": self.put("Scanners", "Study"),
            "Canary named": self.put("Scanners", "Canary named", Access.NAMED),
            "Canary sworn": self.put("Scanners", "Canary sworn", Access.NON_DISCLOSURE),
            "Tariff": self.put("Fees", "Tariff"),
            "Canary pay": self.put("Salaries", "Canary pay"),
        }
        self.invite("Zeina Nimr", "Scanners")
        self.expert = self.number_of("Zeina Nimr")
        with table.within(), unit_of_work():
            meeting = meetings.get_meeting(self.meeting_id)
            sending = service.Sending(because="Urgent")
            today, at = clock.today("UTC"), clock.now()
            issued = service.convene(meeting, sending=sending, today=today, now=at, actor=SYSTEM)
            self.links = {
                (one.link.person_id, one.link.act): re.search("/l/.*", one.url)[0] for one in issued
            }

    def put(self, item, title, access=Access.MEMBERS):
        document_id = paper(self.table, access, title)
        attach(self.table, self.items[item], document_id)
        return document_id

    def invite(self, name, *items):
        page = f"/meetings/{self.meeting_id}/guests/new"
        shown = self.office.get(page).text
        assert "1 Scanners" in shown
        assert "Salaries" not in shown  # for what is in confidence nobody comes from outside
        keys = [f"agenda_items:{self.items[item]}" for item in items]
        typed = {"person_name": name, "person_email": f"{name.split()[0].lower()}@example.org"}
        sent = {**typed, "kind": "expert", "items": keys, "about": "", "organisation_id": ""}
        wrong = self.office.post(page, data={**sent, "items": ["agenda_items:0"]})
        assert wrong.status_code == 422
        assert typed["person_email"] in wrong.text
        answer = self.office.post(page, data=sent)
        assert answer.status_code in (200, 303), answer.text
        return answer

    def number_of(self, name):
        with self.table.within():
            return db.session.scalars(select(Person.id).where(Person.name == name)).one()

    def reading(self, person_id):
        return self.links[person_id, "agendas.papers"]

    def change(self, model, number, **values):
        with self.table.within(), unit_of_work():
            db.session.execute(update(model).where(model.id == number).values(**values))


@pytest.fixture
def hall(table, client_for):
    return Hall(table, client_for(table.secretary))


def test_an_expert_reads_the_papers_of_the_own_item_by_a_link_that_is_never_used_up(
    hall, table, client_for, app
):
    visitor, link = client_for(None), hall.reading(hall.expert)
    assert "Nothing stands here yet" in visitor.get(link).text
    release(table, hall.agenda_id)
    said = visitor.get(link).text
    assert "Study" in said
    for hidden in ("Canary", "Tariff", "Salaries", "Fees"):
        assert hidden not in said
    answering = hall.links[hall.expert, "meeting.reply"]
    assert "1 Scanners" in visitor.get(answering).text
    assert visitor.post(answering, data={"answer": "coming", "note": ""}).status_code == 200
    assert visitor.get(answering).status_code == 410
    assert "Study" in visitor.get(link).text
    taken = visitor.get(f"{link}/papers/{hall.papers['Study']}")
    assert (taken.status_code, taken.data) == (200, PDF)
    for title in ("Canary named", "Canary sworn", "Tariff", "Canary pay"):
        refused = visitor.get(f"{link}/papers/{hall.papers[title]}")
        assert refused.status_code == 404
        assert "not open by this link" in refused.text
        assert "Canary" not in refused.text
    assert visitor.post(link).status_code == 422  # there is nothing to do by it
    with app.app_context():
        taken = select(AuditEntry.actor, AuditEntry.text)
        row = db.session.execute(taken.where(AuditEntry.action == "link.paper_taken")).one()
        assert row.actor == f"link:{hall.expert}"
        assert json.loads(row.text)["details"]["paper"] == hall.papers["Study"]
    assert "1 Scanners" in hall.office.get(f"/meetings/{hall.meeting_id}/people").text
    who = hall.office.get(f"/documents/{hall.papers['Study']}/who").text
    assert "is invited as a guest" in who
    signed_in = client_for(hall.expert)
    assert signed_in.get(f"/documents/{hall.papers['Study']}").status_code == 200
    assert signed_in.get(f"/documents/{hall.papers['Tariff']}").status_code == 404
    assert "Study" in signed_in.get("/documents/").text
    assert "Tariff" not in signed_in.get("/documents/").text


def test_a_restricted_paper_opens_by_link_to_whoever_is_named_and_signed(hall, table, client_for):
    release(table, hall.agenda_id)
    visitor, link = client_for(None), hall.reading(hall.expert)
    with table.within(), unit_of_work():
        for title in ("Canary named", "Canary sworn"):
            found = documents.get_document(hall.papers[title])
            people = {"person_ids": [hall.expert], "is_told": False, "actor": SYSTEM}
            keeping.name_readers(found, now=clock.now(), **people)
    said = visitor.get(link).text
    assert "Canary named" in said
    assert "Canary sworn" not in said  # until it is signed
    assert visitor.get(f"{link}/papers/{hall.papers['Canary named']}").data == PDF
    with table.within():
        read = db.session.scalars(select(DocumentReading.person_id)).all()
        assert read == [hall.expert]
        study = documents.get_document(hall.papers["Study"])
        answers = documents.who_reads(study, clock.today("UTC"))
        found = next(one for one in answers if one.person_id == hall.expert)
        assert (found.grounds, found.invited_to) == ((Ground.INVITED,), ("Scanners",))
    hall.change(Document, hall.papers["Study"], access=Access.NAMED)
    assert "Study" not in visitor.get(link).text
    assert visitor.get(f"{link}/papers/{hall.papers['Study']}").status_code == 404
    assert client_for(hall.expert).get(f"/documents/{hall.papers['Study']}").status_code == 404


def test_the_items_of_a_guest_are_chosen_anew_and_the_link_ends_with_the_invitation(
    hall, table, client_for
):
    release(table, hall.agenda_id)
    visitor, link = client_for(None), hall.reading(hall.expert)
    with table.within():
        number = db.session.scalars(
            select(Invitation.id).where(Invitation.person_id == hall.expert)
        ).one()
    page = f"/invitations/{number}/items"
    assert "checked" in hall.office.get(page).text
    chosen = {"items": [f"agenda_items:{hall.items['Fees']}"]}
    assert hall.office.post(page, data=chosen).status_code == 303
    said = visitor.get(link).text
    assert "Tariff" in said
    assert "Study" not in said
    assert visitor.get(f"{link}x").status_code == 404
    for state, sentence in (
        (MeetingState.CANCELLED, "called off"),
        (MeetingState.HELD, "the meeting is over"),
    ):
        hall.change(Meeting, hall.meeting_id, state=state)
        for address in (link, f"{link}/papers/{hall.papers['Tariff']}"):
            ended = visitor.get(address)
            assert ended.status_code == 410
            assert sentence in ended.text
        assert hall.office.post(page, data=chosen).status_code == 409
        assert client_for(hall.expert).get(f"/documents/{hall.papers['Tariff']}").status_code == 404
    hall.change(Meeting, hall.meeting_id, state=MeetingState.CONVENED)
    past = clock.now() - timedelta(days=8)
    hall.change(Meeting, hall.meeting_id, ends_at=past, starts_at=past - timedelta(hours=1))
    assert "the meeting is over" in visitor.get(link).text
    coming = clock.now() + timedelta(days=8)
    hall.change(Meeting, hall.meeting_id, starts_at=coming, ends_at=coming + timedelta(hours=1))
    assert hall.office.post(f"/invitations/{number}/withdraw").status_code in (200, 303)
    assert visitor.get(link).status_code == 410
    assert hall.office.post(page, data=chosen).status_code == 409


def test_a_member_who_never_signs_in_reads_all_papers_of_the_meeting_that_members_read(
    hall, table, client_for
):
    page = f"/meetings/{hall.meeting_id}/agenda"
    assert "Links to hand over" not in hall.office.get(page).text
    assert hall.office.post(f"/agendas/{hall.agenda_id}/reading-links").status_code == 409
    release(table, hall.agenda_id)
    assert "Links to hand over" in hall.office.get(page).text  # for whom no mail reaches
    handed = hall.office.post(f"/agendas/{hall.agenda_id}/reading-links").text
    for address in re.findall('value="http[^"]*(/l/[^"]+)"', handed):
        assert client_for(None).get(address).status_code == 200
    assert "Mariam Tesfaye" in handed
    told = {"expected_result": "One tariff", "questions": ["By when?"], "note": "Read the study."}
    hall.change(AgendaItem, table.items(hall.agenda_id)["Fees"], **told)
    visitor, link = client_for(None), hall.reading(table.member)
    said = visitor.get(link).text
    for title in (
        "Study",
        "Tariff",
        "Salaries",
        "Canary pay",
        "One tariff",
        "By when?",
        "Read the study.",
    ):
        assert title in said
    assert "Canary named" not in said
    assert "Canary sworn" not in said
    office = visitor.get(hall.reading(table.chair)).text  # a chair, who reads more when signed in
    assert "Canary named" not in office
    assert "Canary sworn" not in office
    watching = visitor.get(hall.reading(table.observer)).text
    assert "Fees" in watching
    assert "Salaries" not in watching
    assert "Tariff" not in watching
    hall.change(Meeting, hall.meeting_id, state=MeetingState.HELD)
    assert "Tariff" in visitor.get(link).text  # what was worked with is read a while longer
    with table.within(), unit_of_work():
        db.session.execute(update(Link).values(person_id=hall.expert, is_sole=False))
    assert visitor.get(link).status_code == 410
