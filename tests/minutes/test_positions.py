"""Positions beside each other: every institution in the same form, and no side with one voice by force."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.constraints import sentence_of
from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc.meetings.models import Attendance, Meeting, Presence
from ntfc.minutes import queries, rules
from ntfc.minutes.models import MinutesSection, MinutesState, SectionPosition
from ntfc.minutes.rules.contents import Position
from ntfc.minutes.rules.positions import not_of_one_view
from ntfc.organisations.models import Camp, Organisation, Side
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work
from tests.minutes.test_printing import words
from tests.recording import NINE

SPLIT = "The private side is not of one view"


@pytest.fixture
def table(way, make_organisation, seat, committee):
    """Seat customs, a chamber and the brokers; a trader without registration only came."""
    numbers = [make_organisation(name) for name in ("Customs", "Chamber", "Brokers")]
    for number in numbers:
        seat(committee, Role.MEMBER, f"Member {number}", organisation_id=number)
    with way.app.app_context(), unit_of_work():
        customs = db.session.get_one(Organisation, numbers[0])
        db.session.get_one(Side, customs.side_id).camp = Camp.PUBLIC
        side_id = db.session.get_one(Organisation, numbers[1]).side_id
        meeting = db.session.scalars(select(Meeting)).one()
        came = Attendance(
            meeting=meeting,
            body_id=meeting.body_id,
            name="Trader at the bridge",
            side_id=side_id,
            presence=Presence.PRESENT,
            noted_at=NINE,
        )
        db.session.add(came)
    return [f"org-{number}" for number in numbers]


@pytest.fixture
def on_issue(way, committee, raise_issue, seat):
    """Let the section be that of an item about an issue, and return the address of the issue."""
    member = seat(committee, Role.MEMBER, "Rami Saleh", email="rami@example.org")
    number = raise_issue(committee, member)
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        agenda = Agenda(meeting=meeting, body=meeting.body, begun_at=NINE)
        item = AgendaItem(
            agenda=agenda,
            body_id=meeting.body_id,
            position=1,
            title="Twice",
            issue=db.session.get_one(Issue, number),
            added_at=NINE,
        )
        db.session.add(item)
        db.session.flush()
        db.session.get_one(MinutesSection, way.section_id).item_id = item.id
    return member, f"/issues/{number}"


def shown(page):
    """Return the positions as a page puts them beside each other: all in one form."""
    cards = BeautifulSoup(page.text, "html.parser").select(".position")
    return [[line.get_text(" ", strip=True) for line in card.select("p")] for card in cards]


def canonical(way):
    with way.app.test_request_context():
        return rules.canonical(queries.document_of(queries.get_minutes(way.minutes_id)))


@pytest.mark.rule("R55")
@pytest.mark.rule("R143")
@pytest.mark.rule("R144")
def test_positions_stand_beside_each_other_in_one_form_and_no_side_is_made_to_agree(
    way, table, on_issue, client_for
):
    customs, chamber, brokers = table
    member, issue = on_issue
    client, base = client_for(way.secretary), f"/minutes/sections/{way.section_id}"
    note = f"{base}/positions"
    before = canonical(way)
    form = BeautifulSoup(client.get(f"{base}/voices").text, "html.parser")
    offered = [one.text for one in form.select("[name=who] option")]
    assert offered[1:] == [
        *("The public side", "The private side"),
        *("Brokers", "Chamber", "Customs", "Trader at the bridge"),
    ]
    # Who wants changes says which; nothing that was typed goes.
    vague = client.post(note, data={"who": chamber, "stance": "other"})
    assert vague.status_code == 422
    assert "Say in words" in vague.text
    assert client.post(note, data={"stance": "for", "text": "Kept."}).status_code == 422
    for who, stance, said in (
        (customs, "with_changes", "From next year on."),
        (chamber, "for", "At once."),
        (brokers, "against", "Others would rely on it."),
    ):
        data = {"who": who, "stance": stance, "text": said}
        assert client.post(note, data=data).status_code == 303
        assert (SPLIT in client.get(f"{base}/voices").text) == (who == brokers)
    # Two secretaries at once: neither word is lost.
    late = client.post(
        note, data={"who": chamber, "stance": "for", "text": "Next week.", "seen": 0}
    )
    assert late.status_code == 409
    assert "At once." in late.text
    assert "Next week." in late.text
    stands = [
        ["Brokers", "The private side", "Against", "Others would rely on it."],
        ["Chamber", "The private side", "In favour", "At once."],
        ["Customs", "The public side", "In favour, with changes", "From next year on."],
    ]
    # A side may have a position of its own; what its institutions said stays beside it.
    client.post(note, data={"who": "side-public", "stance": "for", "text": "Agreed."})
    stands.insert(0, ["The public side", "In favour", "Agreed."])
    page = client.get(f"/minutes/{way.minutes_id}/")
    assert shown(page) == stands
    for kind in ("pdf", "docx"):
        paper = words(client.get(f"/minutes/{way.minutes_id}/members.{kind}"))
        for said in (
            "Others would rely on it.",
            "In favour, with changes",
            "The public side",
            SPLIT,
        ):
            assert said in " ".join(paper.split()), (kind, said)
    assert "Positions: 4" in client.get(f"/minutes/{way.minutes_id}/record").text
    # They are kept with the issue, for those who may read the minutes.
    assert shown(client.get(issue)) == stands
    assert shown(client_for(member).get(issue)) == []
    # They are a part of what the chairs approve, and stay.
    assert canonical(way) != before
    way.submit()
    refused = client.post(note, data={"who": brokers, "stance": "for", "seen": 1})
    assert refused.status_code == 409
    assert client.post(f"{note}/take-off", data={"who": brokers, "seen": 1}).status_code == 409
    for chair in way.chairs:
        way.approve(chair)
    assert shown(client_for(member).get(issue)) == stands
    columns = "minutes_id, section_id, name, stance, text, is_confidential, at, version"
    for change in (
        "UPDATE section_positions SET stance = 'for'",
        "DELETE FROM section_positions",
        f"INSERT INTO section_positions (who, {columns}) SELECT 'x', {columns} FROM section_positions",
    ):
        with way.app.app_context(), db.engine.connect() as connection:
            with pytest.raises(IntegrityError) as locked:
                connection.execute(text(change))
            assert "Correct it by an erratum" in str(sentence_of(locked.value))


def test_a_position_in_confidence_stays_at_the_table_and_one_noted_in_error_is_taken_off(
    way, table, on_issue, client_for
):
    _customs, chamber, brokers = table
    client, base = client_for(way.secretary), f"/minutes/sections/{way.section_id}/positions"
    quiet = {"who": chamber, "stance": "for", "text": "Quietly.", "is_confidential": "y"}
    client.post(base, data=quiet)
    client.post(base, data={"who": brokers, "stance": "against", "text": "Openly."})
    paper = words(client.get(f"/minutes/{way.minutes_id}/public.pdf"))
    assert "Openly." in paper
    assert "Quietly." not in paper
    assert SPLIT not in paper
    stale = client.post(f"{base}/take-off", data={"who": brokers, "seen": 7})
    assert stale.status_code == 409
    assert client.post(f"{base}/take-off", data={"who": brokers, "seen": 1}).status_code == 303
    with way.app.test_request_context():
        assert db.session.scalars(select(SectionPosition.who)).all() == [chamber]


def test_a_position_changed_while_the_draft_is_out_begins_its_revision(way, table, client_for):
    way.submit()
    way.take_back()
    base = f"/minutes/sections/{way.section_id}/positions"
    data = {"who": table[0], "stance": "for"}
    assert client_for(way.secretary).post(base, data=data).status_code == 303
    assert way.look()[0].state is MinutesState.REVISED


def test_only_institutions_that_differ_make_a_side_not_of_one_view():
    def said(*taken):
        return not_of_one_view(
            Position(name=name, camp=camp, stance=stance) for name, camp, stance in taken
        )

    chamber = ("Chamber", "private", "for")
    assert said(chamber, ("Brokers", "private", "for"), ("Customs", "public", "against")) == []
    assert said(chamber, ("", "private", "against")) == []
    assert said(chamber, ("University", "other", "against"), ("", "", "against")) == []
    (told,) = said(chamber, ("Brokers", "private", "against"))
    assert told.startswith(SPLIT)
    assert len(said(*[(n, c, n) for c in ("public", "private") for n in ("for", "against")])) == 2
