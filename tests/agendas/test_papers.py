import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from sqlalchemy import select, update

from ntfc import uploads
from ntfc.agendas import queries
from ntfc.agendas.models import Agenda, AgendaItem, AgendaState, ItemPaper
from ntfc.agendas.service import moving
from ntfc.agendas.service import papers as service
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.documents import queries as documents
from ntfc.documents.models import Access, DocumentVersion, DocumentWords, WordsState
from ntfc.documents.service import keeping
from ntfc.documents.service.keeping import Content
from ntfc.errors import PermissionDenied, Refused
from ntfc.issues.queries import get_body
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import Invitation, MeetingState
from ntfc.meetings.service import letters
from ntfc.organisations.models import Organisation, Size
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.storage import note
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import NOW, acting

PDF = b"%PDF-1.7 one lorry"


@pytest.fixture
def agenda(table):
    """An agenda with two items; its number and theirs by title."""
    meeting_id = table.meeting()
    agenda_id = table.begin(meeting_id, "Scanners", "Fees")
    return meeting_id, agenda_id, table.items(agenda_id)


def paper(table, access=Access.MEMBERS, title="Study"):
    with table.app.app_context():
        sent = uploads.looked_into(PDF, f"{title}.pdf")
        with unit_of_work():
            note(sent.file, person_id=None, now=NOW)
            facts = {"title": title, "access": access}
            body, content = get_body(table.body_id), Content.of(sent)
            made = keeping.add(body, facts=facts, content=content, actor=SYSTEM, now=NOW)
            return made.id


def attach(table, item_id, document_id, by=None):
    with table.within(), unit_of_work():
        return service.attach(
            queries.get_item(item_id),
            document=documents.get_document(document_id),
            actor=acting(by or table.secretary),
            now=NOW,
        ).id


def detach(table, attachment_id):
    with table.within(), unit_of_work():
        paper = queries.get_item_paper(attachment_id)
        service.detach(paper.item, paper=paper, actor=acting(table.secretary))


def printed(client, agenda_id):
    """Return the words of the agenda as a PDF, which people pass on."""
    pages = PdfReader(io.BytesIO(client.get(f"/agendas/{agenda_id}/agenda.pdf").data)).pages
    return "\n".join(page.extract_text() for page in pages)


def release(table, agenda_id, *, public=False):
    """Let an agenda be out, and its meeting called for a day to come."""
    with table.within(), unit_of_work():
        found = queries.get_agenda(agenda_id)
        found.state, found.released_at = AgendaState.RELEASED, NOW
        for item in found.items:
            item.released_at = NOW
        found.meeting.state, found.meeting.convened_at = MeetingState.CONVENED, NOW
        found.meeting.is_public = public
        found.meeting.starts_at = now() + timedelta(days=9)
        found.meeting.ends_at = now() + timedelta(days=9, hours=2)


def test_an_item_shows_its_papers_to_those_who_read_them(table, agenda, client_for):
    meeting_id, agenda_id, items = agenda
    for access, title in ((Access.MEMBERS, "Study"), (Access.NAMED, "Canary")):
        attach(table, items["Scanners"], paper(table, access, title))
    release(table, agenda_id)
    address = f"/meetings/{meeting_id}/agenda"
    shown = {
        name: client_for(getattr(table, name)).get(address).text
        for name in vars(table)
        if name in ("secretary", "chair", "member", "observer")
    }
    assert [name for name, text in shown.items() if "Canary" in text] == ["chair", "secretary"]
    assert "Study" in shown["member"]
    assert printed(client_for(table.secretary), agenda_id) == printed(
        client_for(table.chair), agenda_id
    )
    assert "Study" in printed(client_for(table.secretary), agenda_id)
    assert "Canary" not in printed(client_for(table.secretary), agenda_id)
    assert "Study" not in shown["observer"]
    assert "Scanners" in shown["observer"]


def test_a_file_goes_up_at_its_item_and_comes_late_after_the_release(table, agenda, client_for):
    meeting_id, agenda_id, items = agenda
    client, address = client_for(table.secretary), f"/agenda-items/{items['Fees']}/papers/new"
    assert client.post(address, data={"access": "members"}).status_code == 422
    for name in ("first", "second"):
        data = {"file": (io.BytesIO(PDF), f"{name}.pdf"), "access": "members"}
        assert client.post(address, data=data).status_code == 303
        if name == "first":
            release(table, agenda_id)
    page = BeautifulSoup(client.get(f"/meetings/{meeting_id}/agenda").text, "html.parser")
    lines = [line.get_text(" ", strip=True) for line in page.select(".papers li")]
    assert ["Late" in line for line in lines] == [False, True]
    menu = BeautifulSoup(client.get(f"/agenda-items/{items['Fees']}/acts").text, "html.parser")
    [removal] = menu.select("form[action^='/item-papers/']")  # what went out stays
    assert removal.text.strip() == "Take off: second"
    assert client.post(removal["action"]).status_code == 303
    assert client_for(table.member).get(address).status_code == 403
    known = {"document_id": paper(table, title="Known")}
    assert client.post(address.removesuffix("/new"), data=known).status_code == 303
    assert client.post(address.removesuffix("/new"), data=known).status_code == 409


def test_what_went_out_with_a_paper_keeps_it(table, agenda):
    _meeting, agenda_id, items = agenda
    first = attach(table, items["Fees"], paper(table))
    other = attach(table, items["Scanners"], paper(table))
    detach(table, other)
    release(table, agenda_id)
    with pytest.raises(Refused, match="went out"):
        detach(table, first)
    with pytest.raises(PermissionDenied):
        attach(table, items["Fees"], paper(table), by=table.member)


def test_papers_go_along_to_the_next_meeting(table, agenda):
    _meeting, _agenda, items = agenda
    document_id = paper(table)
    attach(table, items["Fees"], document_id)
    later = table.meeting(60)
    with table.within(), unit_of_work():
        arrived = moving.move(
            queries.get_item(items["Fees"]),
            to=meetings.get_meeting(later),
            reason="No time",
            actor=acting(table.secretary),
            now=NOW,
        )
        assert [one.document_id for one in queries.item_papers(arrived)] == [document_id]


@pytest.mark.rule("R187")
@pytest.mark.rule("R119")
def test_visitors_take_public_papers_of_public_items_and_nothing_else(app, table, agenda):
    _meeting, agenda_id, items = agenda
    wanted = {
        access: attach(table, items["Scanners"], paper(table, access, f"Canary {access.value}"))
        for access in Access
    }
    wanted["fees"] = attach(table, items["Fees"], paper(table, Access.PUBLIC, "Canary in fees"))
    visitor = app.test_client()
    addresses = {key: f"/announced/papers/{number}" for key, number in wanted.items()}

    def opened():
        return {
            key for key, address in addresses.items() if visitor.get(address).status_code == 200
        }

    assert opened() == set()
    release(table, agenda_id, public=True)
    with app.app_context(), unit_of_work():
        fees = update(AgendaItem).where(AgendaItem.id == items["Fees"])
        db.session.execute(fees.values(is_confidential=True))
    assert opened() == {Access.PUBLIC}
    assert visitor.get(addresses[Access.PUBLIC]).data == PDF
    notice = visitor.get("/announced").text
    assert notice.count("Canary") == 1
    assert "Canary public" in notice
    with app.app_context(), unit_of_work():
        document_id = db.session.get_one(ItemPaper, wanted[Access.PUBLIC]).document_id
        document = documents.get_document(document_id)
        keeping.withdraw(document, reason="Old", actor=SYSTEM, now=NOW)
    assert opened() == set()
    with app.app_context(), unit_of_work():
        db.session.execute(update(Body).values(is_restricted=True))
    assert "Canary" not in visitor.get("/announced").text


def test_an_agenda_costs_the_same_with_one_paper_and_with_many(
    table, agenda, client_for, assert_constant_queries
):
    meeting_id, agenda_id, items = agenda
    attach(table, items["Scanners"], paper(table))
    release(table, agenda_id)

    def grow():
        for number in range(20):
            attach(table, items[("Scanners", "Fees")[number % 2]], paper(table, title=f"P{number}"))

    for person in (table.member, table.secretary):
        assert_constant_queries(client_for(person), f"/meetings/{meeting_id}/agenda", grow)
    with table.within():
        assert db.session.scalars(select(Agenda.id)).all() == [agenda_id]


def test_a_paper_that_is_sent_in_for_an_item_stands_there_once_it_is_taken_in(
    table, agenda, client_for
):
    meeting_id, _agenda_id, items = agenda
    with table.within(), unit_of_work():
        db.session.execute(update(Agenda).values(state=AgendaState.RELEASED, released_at=NOW))
        db.session.execute(update(AgendaItem).values(released_at=NOW))
    table.call(meeting_id)
    member = client_for(table.member)
    page = f"/agenda-items/{items['Fees']}/papers/send-in"
    assert member.post(page, data={"file": (io.BytesIO(b"MZ\x90"), "a.pdf")}).status_code == 422
    sent = {"file": (io.BytesIO(PDF), "a.pdf"), "title": "Nine fees"}
    assert member.post(page, data=sent).status_code == 303
    agenda_page = f"/meetings/{meeting_id}/agenda"
    assert "Waits for the secretariat" in member.get(agenda_page).text
    assert "Nine fees" not in client_for(table.observer).get(agenda_page).text
    with table.within():
        number = db.session.scalars(select(ItemPaper.document_id)).one()
    taken = {"title": "Nine fees", "access": "public"}
    office = client_for(table.secretary)
    assert office.post(f"/documents/{number}/take-in", data=taken).status_code == 303
    assert "Nine fees" in client_for(table.observer).get(agenda_page).text


@pytest.mark.rule("R56")
def test_an_invitation_says_what_time_it_asks_for_and_offers_short_ways(table, agenda, client_for):
    meeting_id, agenda_id, items = agenda
    papers = [
        paper(table, access, title)
        for access, title in ((Access.MEMBERS, "Study"), (Access.NAMED, "Canary"))
    ]
    with table.within(), unit_of_work():
        for number in papers:
            query = select(DocumentVersion.id).filter_by(document_id=number)
            latest = db.session.scalars(query).one()
            words = db.session.scalars(select(DocumentWords).filter_by(version_id=latest)).first()
            if words is None:
                words = DocumentWords(body_id=table.body_id, version_id=latest, at=NOW)
                db.session.add(words)
            words.state, words.text = WordsState.READ, "word " * 1700  # eight and a half minutes
        small = db.session.get_one(Organisation, table.chamber)
        small.size = Size.SMALL
    for number in papers:
        attach(table, items["Scanners"], number)
    with table.within(), unit_of_work():
        meeting = meetings.get_meeting(meeting_id)
        one = Invitation(
            body_id=table.body_id,
            meeting_id=meeting_id,
            person_id=table.member,
            organisation_id=table.chamber,
            invited_at=NOW,
        )
        db.session.add(one)
        db.session.flush()
        invited = one.id
    client, url = client_for(table.member), f"/invitations/{invited}/reply"

    def asked():
        page = BeautifulSoup(client.get(url).text, "html.parser").select_one("#time-asked")
        return page.summary.text.strip(), [li.text for li in page.select("li")]

    time, ways = asked()  # nothing is out to be read yet
    assert time == "Time it takes: 2 hours"
    assert "ask the secretariat when" in ways[0]
    release(table, agenda_id)
    with table.within(), unit_of_work():  # at ten by the clock of the body, as it was planned
        meeting = meetings.get_meeting(meeting_id)
        meeting.starts_at = meeting.starts_at.replace(hour=10, minute=0)
        meeting.days[0].starts_at = meeting.starts_at
        meeting.days[0].ends_at = meeting.ends_at = meeting.starts_at + timedelta(hours=2)
    time, ways = asked()
    assert time == "Time it takes: 2 hours, and about 10 minutes to read the papers"
    assert ways[0].replace("\u202f", " ").endswith("10:00 AM Scanners; 10:10 AM Fees.")
    assert "in writing" in ways[-1]
    with table.within():
        meeting = meetings.get_meeting(meeting_id)
        write = letters.calling(meeting, caller=None, message="")
        parts = write(
            db.session.get_one(Person, table.member), [db.session.get_one(Invitation, invited)]
        )
        told = "\n".join(map(str, parts.parts))
    assert "It takes: 2 hours, and about 10 minutes to read the papers" in told
    assert "AM Fees" in told
    # Whoever calls sees who comes for a small firm.
    assert "SME" in client_for(table.secretary).get(f"/meetings/{meeting_id}/people").text


def test_every_paper_of_the_body_can_be_put_at_an_item(table, agenda, client_for, monkeypatch):
    monkeypatch.setattr("ntfc.agendas.queries.papers.PER_PAGE", 2)
    item_id = agenda[2]["Scanners"]
    page = f"/agenda-items/{item_id}/papers/new"
    first, *_others = [paper(table, title=f"Étude {number}") for number in range(4)]

    def offered(q):
        answer = client_for(table.secretary).get(page, query_string=q)
        shown = BeautifulSoup(answer.text, "html.parser").select_one("#known-paper")
        return [int(one["value"]) for one in shown.select("option")], bool(shown.select("[name=q]"))

    newest, has_search = offered({})
    assert (len(newest), first in newest, has_search) == (2, False, True)
    assert offered({"q": "etude 0"}) == ([first], True)
    assert offered({"q": "nothing of that name"}) == ([], True)
    attach(table, item_id, newest[0])
    attach(table, item_id, newest[1])
    assert (first in offered({})[0], offered({})[1]) == (True, False)
