"""Sections of minutes carry the numbers of the agenda, on the page and on paper."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.agendas.models import Agenda, AgendaItem, AgendaState
from ntfc.db import db
from ntfc.meetings.models import Meeting
from ntfc.minutes import queries, rules
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules import Part
from ntfc.transaction import unit_of_work
from tests.minutes.test_canary import read
from tests.recording import NINE


def test_sections_have_the_numbers_of_the_agenda_and_others_are_counted_on():
    labels = {10: "1", 20: "2", 21: "2.1", 30: "3"}
    numbers = rules.numbers_of([10, None, 20, 21, None, 30], labels)
    assert [number for number, _begins in numbers] == ["1", "4", "2", "2.1", "5", "3"]
    # Paragraph 2.1 would be item 2.1: those of an item with parts say that they are its own.
    assert [begins for _number, begins in numbers] == ["", "", "2.0", "", "", ""]
    assert rules.numbers_of([None, None], {}) == [("1", ""), ("2", "")]
    assert rules.numbers_of([10, 99], {10: "1"}) == [("1", ""), ("2", "")]


def test_a_text_from_before_there_were_numbers_keeps_its_fingerprint_and_is_counted():
    part = Part(key=7, title="Fees", html="<p>x</p>")
    assert part.heading == "Fees"
    assert replace(part, number="2").heading == "2. Fees"
    assert replace(part, number="2.1").heading == "2.1 Fees"
    assert replace(part, number="2", begins="2.0").cited == "2.0"


@pytest.fixture
def with_parts(way):
    """Minutes whose agenda has an item with a part, and a supplement; one section is beyond it."""
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        agenda = Agenda(
            meeting=meeting, body_id=meeting.body_id, begun_at=NINE, state=AgendaState.RELEASED
        )
        shared = {"body_id": meeting.body_id, "added_at": NINE, "released_at": NINE}
        whole = AgendaItem(agenda=agenda, position=10, title="Fees", **shared)
        late = AgendaItem(agenda=agenda, position=1, title="Late", supplement=1, **shared)
        db.session.add_all([whole, late])
        db.session.flush()
        part = AgendaItem(
            agenda=agenda, position=10, title="At night", parent_id=whole.id, **shared
        )
        db.session.add(part)
        db.session.flush()
        for place, item in enumerate((whole, part, late), 1):
            db.session.add(
                MinutesSection(
                    body_id=meeting.body_id,
                    minutes_id=way.minutes_id,
                    item_id=item.id,
                    position=-10 + place,
                    title=item.title,
                    html=f"<p>Said of it: {item.title}.</p>",
                )
            )
    return way


def test_the_numbers_stand_on_the_page_in_the_record_and_on_paper(with_parts, client_for):
    way, url = with_parts, f"/minutes/{with_parts.minutes_id}"
    secretary = client_for(way.secretary)
    wanted = ["1. Fees", "1.1 At night", "2. Late", "3. Item 1"]
    for page, places in ((f"{url}/", ".card-name"), (f"{url}/record", ".card-name")):
        titles = BeautifulSoup(secretary.get(page).text, "html.parser").select(places)
        said = [" ".join(title.text.split()) for title in titles]
        assert [title for title in said if title[0].isdigit()] == wanted
    for name in ("members.pdf", "public.docx"):
        words = " ".join(read(secretary.get(f"{url}/{name}")).split())
        for title in wanted:
            assert title in words, (name, title)
        for number in ("1.0.1", "1.1.1", "2.1", "3.1"):
            assert number in words, (name, number)
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    with way.app.test_request_context():
        minutes = queries.get_minutes(way.minutes_id)
        version = queries.approved_version(minutes)
        document = queries.approved_document(minutes)
        assert rules.canonical(document) == version.text
        bare = tuple(replace(part, number="", begins="") for part in document.parts)
        older = rules.canonical(replace(document, parts=bare))
        assert '"number":""' not in older
        assert '"begins"' not in older
        known = rules.with_numbers(rules.from_canonical(older))
        assert [part.number for part in known.parts] == ["1", "2", "3", "4"]
