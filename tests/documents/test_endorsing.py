"""Papers written here, and their way through the bodies that endorse them."""

import io
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from sqlalchemy import select

from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.documents import queries, rules
from ntfc.documents.hooks import ntfc_open_work
from ntfc.documents.models import (
    Access,
    Document,
    DocumentState,
    DocumentStep,
    DocumentVersion,
    Outcome,
)
from ntfc.documents.service import endorsing
from ntfc.documents.service.keeping import Content
from ntfc.errors import Overtaken, PermissionDenied, Refused
from ntfc.permissions import Role, can
from ntfc.transaction import unit_of_work
from tests.documents.conftest import DAY, NOW, acting

TYPED = {
    "title": "One calendar",
    "access": "members",
    "source": "Working group",
    "introduction": "Two agencies open one container.",
    "text": "Customs comes at nine.\n\nThe plant service comes at noon. تقويم واحد",
    "actions": "Endorse the calendar\nName a day to begin",
    "annexes": "Figures of a week",
}


@pytest.fixture
def way(shelf, make_body, seat):
    """A paper that passes the neighbouring body, then a council; what people do on its way."""
    shelf.council = make_body(time_zone="UTC")
    shelf.head = seat(shelf.council, Role.CHAIR, "Grace Mwangi")

    def step(number=-1):
        return queries.get_document(shelf.paper).steps[number].id

    def act(name, *, by=None, **values):
        with shelf.within(), unit_of_work():
            document = queries.get_document(shelf.paper)
            getattr(endorsing, name)(document, **values, actor=acting(by or shelf.secretary))

    def say(by, outcome="endorsed", reason="", seen=1, on=DAY):
        with shelf.within(), unit_of_work():
            here = rules.open_step(queries.get_document(shelf.paper).steps)
            endorsing.say(
                queries.get_step(here.id),
                outcome=Outcome(outcome),
                reason=reason,
                on=on,
                seen=seen,
                actor=acting(by),
                now=NOW,
                today=DAY,
            )

    def told():
        with shelf.within():
            rows = queries.steps_of(queries.get_document(shelf.paper))
            return [(r.by_body_id, r.outcome and r.outcome.value, r.number) for r in rows]

    shelf.paper = shelf.add(is_draft=True)
    shelf.act, shelf.say, shelf.told, shelf.step = act, say, told, step
    act("plan", body_ids=[shelf.elsewhere, shelf.council])
    return shelf


def test_a_paper_is_endorsed_once_every_body_on_its_way_has_said_so_to_its_latest_text():
    def said(outcome, by=1, version=2):
        return DocumentStep(asked_at=NOW, outcome=outcome, by_body_id=by, version_id=version)

    endorsed, returned = said(Outcome.ENDORSED), said(Outcome.RETURNED)
    earlier = said(Outcome.ENDORSED, version=1)
    assert rules.is_endorsed([returned, endorsed], 2)
    assert rules.is_endorsed([earlier, said(Outcome.ENDORSED, by=3), endorsed], 2)
    for steps in ([], [endorsed, returned], [endorsed, DocumentStep()]):
        assert not rules.is_endorsed(steps, 2)
    for more in (DocumentStep(asked_at=NOW), said(Outcome.ENDORSED, by=3, version=1)):
        assert not rules.is_endorsed([endorsed, more], 2)
    assert not rules.is_endorsed([endorsed], 3)
    assert rules.behind([earlier, said(Outcome.ENDORSED, by=3)], 2) == [earlier]
    assert rules.last_said([endorsed, returned, DocumentStep()]) is returned
    assert rules.was_returned([endorsed, returned])
    assert not rules.was_returned([returned, DocumentStep(asked_at=NOW)])


def test_every_obstacle_to_planning_a_way_is_told():
    def told(state, body_ids):
        document = Document(state=state)
        return [str(reason) for reason in rules.obstacles_to_planning(document, body_ids)]

    assert told(DocumentState.OUT, range(12)) == []
    assert told(DocumentState.WITHDRAWN, [1] * 13) == [
        "This paper was withdrawn. It stays as it was.",
        "Name at most 12 bodies.",
        "Name each body once.",
    ]


@pytest.mark.rule("R142")
def test_a_paper_passes_body_by_body_with_the_text_at_each(way):
    """What each said stands with its day, its reason and the version it had."""
    for early in (way.neighbour, way.head):
        with way.within():
            assert not can(acting(early), rules.VIEW, queries.get_document(way.paper))
    way.act("send", now=NOW)
    with pytest.raises(Refused, match="is with"):
        way.act("send", now=NOW)
    with way.within():
        document = queries.get_document(way.paper)
        assert can(acting(way.reader), rules.VIEW, document)  # sits in the body that has it
        assert not can(acting(way.head), rules.VIEW, document)
        told = {one.person_id: one.grounds for one in queries.who_reads(document, DAY)}
        assert told[way.reader] == (rules.Ground.ENDORSES,)  # "Who can see this?" says so
        assert way.head not in told
        seen = select(Document.id).where(queries.visible(acting(way.reader)))
        assert db.session.scalars(seen).all() == [way.paper]
    for who in (way.reader, way.secretary, way.head):
        with pytest.raises(PermissionDenied):
            way.say(who)
    with pytest.raises(Refused, match="Say why"):
        way.say(way.neighbour, "returned", " ")
    way.say(way.neighbour, "returned", "Figures are missing")
    assert way.told()[0] == (way.elsewhere, "returned", 1)
    way.do(way.paper, "add_version", content=way.file(b"%PDF-1.7 two"), change="Figures", seen=1)
    way.act("send", now=NOW)
    with pytest.raises(Overtaken):
        way.say(way.neighbour)
    way.say(way.neighbour, seen=2)
    way.say(way.head, seen=2)
    assert way.told() == [
        (way.elsewhere, "returned", 1),
        (way.elsewhere, "endorsed", 2),
        (way.council, "endorsed", 2),
    ]
    with pytest.raises(Refused, match="which bodies"):
        way.act("send", now=NOW)


@pytest.mark.rule("R142")
def test_endorsed_by_all_of_them_is_said_of_one_text_only(way, client_for):
    """A body that endorsed an earlier version gets the paper once more, and says so to this one."""

    def page():
        text = client_for(way.secretary).get(f"/documents/{way.paper}").text
        return BeautifulSoup(text, "html.parser").select_one("#document").get_text(" ", strip=True)

    way.act("send", now=NOW)
    way.say(way.neighbour)
    way.do(way.paper, "add_version", content=way.file(b"%PDF-1.7 two"), change="Two", seen=1)
    way.say(way.head, seen=2)
    shown = page()
    assert "Endorsed by all of them" not in shown
    assert "Not all of them have endorsed version 2." in shown
    assert "Send it again" in shown
    way.act("send", now=NOW)
    assert way.told()[2:] == [(way.elsewhere, None, None)]
    way.say(way.neighbour, seen=2)
    shown = page()
    assert "Endorsed by all of them" in shown
    assert shown.count("Jun 1, 2026 · version") == 3  # the day of each step
    with pytest.raises(Refused, match="which bodies"):
        way.act("send", now=NOW)


def test_what_is_open_in_a_body_names_no_paper_in_confidence(way):
    """The circle of the body reads the list; who reads the paper is named one by one."""

    def told():
        with way.within():
            return [str(work.title) for work in ntfc_open_work(get_body(way.elsewhere))]

    way.act("send", now=NOW)
    assert told() == ["Scanners"]
    for access in (Access.NAMED, Access.NON_DISCLOSURE):
        version = way.column(way.paper, "version")
        way.do(way.paper, "change", facts={"access": access}, seen=version)
        assert told() == []


def test_a_paper_in_confidence_comes_to_those_who_lead_a_body_only(way):
    version = way.column(way.paper, "version")
    way.do(way.paper, "change", facts={"access": Access.NAMED}, seen=version)
    way.act("send", now=NOW)
    with way.within():
        document = queries.get_document(way.paper)
        read = [
            who
            for who in ("reader", "neighbour", "member", "chair")
            if can(acting(getattr(way, who)), rules.VIEW, document)
        ]
        assert read == ["neighbour", "chair"]


def test_the_body_that_has_it_finds_it_waiting_and_says_so_on_one_page(way, client_for):
    way.act("send", now=NOW)
    client = client_for(way.neighbour)
    with way.within():
        address = f"/document-steps/{way.step(0)}"
    assert address in client.get("/").text
    assert client_for(way.member).get(address).status_code == 404
    form = BeautifulSoup(client.get(address).text, "html.parser")
    seen = form.select_one("#seen")["value"]
    wrong = {"seen": seen, "outcome": "returned", "reason": "", "on": DAY.isoformat()}
    assert client.post(address, data=wrong).status_code == 409
    assert client.post(address, data={**wrong, "outcome": "endorsed"}).status_code == 303
    shown = client_for(way.secretary).get(f"/documents/{way.paper}").text
    assert "Endorsed" in shown
    assert "has it now" in shown


@pytest.mark.rule("R105")
def test_a_paper_written_here_has_the_parts_of_a_committee_paper(shelf, client_for):
    client = client_for(shelf.secretary)
    answer = client.post(f"/bodies/{shelf.body_id}/documents/write", data=TYPED)
    assert answer.status_code == 303
    assert client_for(shelf.member).get(answer.location).status_code == 404  # still a draft
    page = BeautifulSoup(client.get(answer.location).text, "html.parser")
    first = {"first": str(shelf.body_id)}  # whose word comes before that of its readers
    assert page.select_one("#document .btn-primary").text.strip() == "Give it to its readers"
    assert client.post(f"{answer.location}/way", data=first).status_code == 303
    for primary in ("Send it to the next body", "Record what the body says"):
        sent = BeautifulSoup(client.get(answer.location).text, "html.parser")
        assert [one.text.strip() for one in sent.select("#document .btn-primary")] == [primary]
        client.post(f"{answer.location}/send")
    assert "the bodies that it came to" in sent.text
    assert len(page.select(".paper-numbered p")) == 2
    link = page.select_one("#versions a")["href"]
    with shelf.within(), unit_of_work():
        number = int(link.split("/")[2])
        version = db.session.get_one(DocumentVersion, number)
        version.added_at = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
        get_body(shelf.body_id).time_zone = "Asia/Amman"  # where that night was in July already
    text = "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(client.get(link).data)).pages)
    for part in (
        "One calendar",
        "Introduction",
        "2.",
        "Action expected",
        "Annexes",
        "/ 1 / 1",
        "1, July 1, 2026",
    ):
        assert part in text
    assert client.get(link).data == client.get(link).data
    with shelf.within():
        assert get_body(shelf.body_id).name in text


def test_a_written_paper_of_another_shape_breaks_no_page(shelf, client_for):
    client = client_for(shelf.secretary)
    for odd, shown in (
        ({"title": "x", "paragraphs": ["One gate"]}, ""),
        ({"text": ["a"], "actions": {"a": 1}, "annexes": "One map"}, "One map"),
        ({"introduction": None, "actions": [1, "Adopt it"]}, "Adopt it"),
        (["One gate"], ""),
    ):
        number = shelf.add(content=Content(written=odd))
        page = BeautifulSoup(client.get(f"/documents/{number}").text, "html.parser")
        assert shown in page.text
        for address in (
            page.select_one("#versions a")["href"],
            f"/documents/{number}/rewrite",
            f"/documents/{number}/who",
        ):
            assert client.get(address).status_code == 200
        late = {**TYPED, "seen": "0", "change": "Ten"}
        assert client.post(f"/documents/{number}/rewrite", data=late).status_code == 409


def test_two_who_write_on_lose_nothing_and_see_the_difference(shelf, client_for):
    client = client_for(shelf.secretary)
    address = client.post(f"/bodies/{shelf.body_id}/documents/write", data=TYPED).location
    first = {**TYPED, "seen": "1", "change": "Noon", "text": "Customs comes at noon."}
    assert client.post(f"{address}/rewrite", data=first).status_code == 303
    late = {**TYPED, "seen": "1", "change": "Ten", "text": "Customs comes at ten."}
    answer = client_for(shelf.chair).post(f"{address}/rewrite", data=late)
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 409
    assert page.select_one("#differences del").text.endswith("noon.")
    assert "at ten" in page.select_one("#text").text
    again = {**late, "seen": page.select_one("#seen")["value"]}
    assert client_for(shelf.chair).post(f"{address}/rewrite", data=again).status_code == 303
