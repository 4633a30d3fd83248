"""Where no mail goes out, the links of experts whose items move reach whoever pressed."""

import re

import pytest
from sqlalchemy import func, select

from ntfc import clock
from ntfc.agendas import queries
from ntfc.agendas.models import AgendaItem
from ntfc.agendas.service import guests, moving, releasing
from ntfc.audit import AuditEntry
from ntfc.db import db
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import InvitationItem, MeetingState, NoticeKind
from ntfc.meetings.service import letters
from ntfc.meetings.service.invitations import tell_few
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import DAY
from tests.agendas.test_by_link import Hall
from tests.agendas.test_service import agree


@pytest.fixture
def hall(table, client_for):
    hall = Hall(table, client_for(table.secretary))
    hall.change(AgendaItem, hall.items["Scanners"], minutes=30)
    return hall


def shown(answer):
    """Return the links that a page hands over, by person and by what they are for."""
    cards = re.split('id="hand-over-[0-9]+"', answer.text)[1:]
    found = {}
    for card in cards:
        name = next(one for one in ("Zeina", "Tarek") if one in card)
        found.setdefault(name, []).append(re.search('value="http[^"]*(/l/[^"]+)"', card)[1])
    return found


def heard(hall):
    with hall.table.within():
        moved = AuditEntry.action == "meeting.guest_items_moved"
        return db.session.scalar(select(func.count()).select_from(AuditEntry).where(moved))


def test_fresh_links_stand_on_the_page_of_whoever_pressed_and_else_the_old_ones_work(
    hall, table, client_for
):
    visitor, office = client_for(None), hall.office

    def works(*links):
        return {visitor.get(link).status_code for link in links}

    tarek = shown(hall.invite("Tarek Aziz", "Fees"))["Tarek"]
    zeina = hall.links[hall.expert, "meeting.reply"]
    later = table.meeting((clock.now().date() - DAY).days + 60)
    table.call(later, MeetingState.CONVENED)
    for chair in (table.chair, table.other_chair):
        agree(table, chair, hall.agenda_id)
    released = office.post(f"/agendas/{hall.agenda_id}/release", data={"because": "Urgent"})
    assert released.status_code == 303, released.text
    assert works(*tarek, zeina) == {200}

    onward = {"to_id": later, "reason": "Too full"}
    moved = office.post(f"/agenda-items/{hall.items['Scanners']}/move", data=onward)
    assert "The item goes on at another meeting" in moved.text
    found = shown(moved)
    assert [len(found["Zeina"]), len(found["Tarek"])] == [2, 2]  # one answers, one reads
    assert works(tarek[0], zeina) == {410}
    assert works(tarek[1], *found["Zeina"], *found["Tarek"]) == {200}
    assert heard(hall) == 1  # who is not needed gets no link, and hears it by hand

    added = {"kind": "discussion", "title": "Quay", "minutes": "20"}
    assert office.post(f"/agendas/{hall.agenda_id}/items", data=added).status_code == 303
    quay = table.items(hall.agenda_id)["Quay"]
    hall.change(AgendaItem, quay, position=1, supplement=0)
    table.do(SYSTEM, guests.follow, hall.agenda_id, now=clock.now())  # as an issue that moves does
    with table.within():
        fees = InvitationItem.item_key == f"agenda_items:{hall.items['Fees']}"
        assert db.session.scalars(select(InvitationItem.starts_in).where(fees)).all() == [20]
    assert works(*found["Tarek"]) == {200}  # for nobody would see a new one
    assert heard(hall) == 1
    taken_off = office.post(f"/agenda-items/{quay}/take-off")
    assert "It can be put back below" in taken_off.text
    again = shown(taken_off)["Tarek"]
    assert works(found["Tarek"][0]) == {410}
    assert works(*again) == {200}

    gone = office.post(f"/agenda-items/{hall.items['Fees']}/move", data=onward)
    assert works(*again) == {410}
    assert works(*shown(gone)["Tarek"]) == {200}


def test_links_after_a_release_reach_whoever_released(hall, table, client_for):
    """Whoever was told of a draft hears once it is out."""
    visitor = client_for(None)
    later = table.meeting((clock.now().date() - DAY).days + 60)
    table.call(later, MeetingState.CONVENED)
    moved = hall.office.post(
        f"/agenda-items/{hall.items['Scanners']}/move", data={"to_id": later, "reason": "Too full"}
    )
    assert moved.status_code == 303
    old = hall.links[hall.expert, "meeting.reply"]
    assert visitor.get(old).status_code == 200
    for chair in (table.chair, table.other_chair):
        agree(table, chair, hall.agenda_id)
    released = hall.office.post(f"/agendas/{hall.agenda_id}/release", data={"because": "Urgent"})
    assert "The agenda is released." in released.text
    assert len(shown(released)["Zeina"]) == 2
    assert {visitor.get(one).status_code for one in shown(released)["Zeina"]} == {200}
    assert visitor.get(old).status_code == 410


def nobody_waits(hall, meeting_id):
    answer = hall.office.post(f"/meetings/{meeting_id}/links", follow_redirects=True)
    return "Nobody waits for a link" in answer.text


def test_links_that_nobody_saw_stand_with_whoever_serves_the_meeting(hall, table, client_for):
    """An item that moves because its issue does shows its links to nobody at that moment."""
    later = table.meeting((clock.now().date() - DAY).days + 60)
    table.call(later, MeetingState.CONVENED)
    assert "waits to be handed over" not in hall.office.get("/").text
    with table.within(), unit_of_work():
        found = queries.get_item(hall.items["Scanners"])
        there = meetings.get_meeting(later)
        moving.move(found, to=there, reason="Too full", actor=SYSTEM, now=clock.now())
        db.session.get_one(Person, hall.expert).language = "ar"
    for chair in (table.chair, table.other_chair):
        agree(table, chair, hall.agenda_id)
    with table.within(), unit_of_work():
        agenda = queries.get_agenda(hall.agenda_id)
        releasing.release(
            agenda, because="Urgent", actor=SYSTEM, now=clock.now(), today=clock.today("UTC")
        )
    desk = hall.office.get("/").text
    assert "a link waits to be handed over" in desk
    proof = hall.office.get(f"/meetings/{later}/notices").text
    assert "Links to hand over" in proof
    visitor, given = client_for(None), []
    for _again in range(2):  # those that were handed over before go on working
        page = hall.office.post(f"/meetings/{later}/links")
        given += shown(page)["Zeina"]
        assert "Ordinary meeting of" in page.text  # in the words of the reader, not of the guest
    assert len(given) == 4
    assert {visitor.get(one).status_code for one in given} == {200}
    assert visitor.post(given[0], data={"answer": "coming", "note": ""}).status_code == 200
    assert "waits to be handed over" not in hall.office.get("/").text
    assert nobody_waits(hall, later)
    with table.within(), unit_of_work():  # who answered does not know what changes afterwards
        (zeina,) = meetings.guests_coming(later)
        whole = meetings.get_meeting(later)
        write = letters.calling(whole, caller=None, message="")
        news = {"write": write, "kind": NoticeKind.CHANGED, "today": clock.today("UTC")}
        tell_few(whole, [zeina], **news, now=clock.now(), actor=SYSTEM)
        invitation_id = zeina.id
    assert "a link waits to be handed over" in hall.office.get("/").text
    hall.change(Person, hall.expert, erased_at=clock.now())
    assert nobody_waits(hall, later)  # and nobody else's link is kept back for it
    hall.change(Person, hall.expert, erased_at=None)
    assert hall.office.post(f"/invitations/{invitation_id}/withdraw").status_code == 303
    desk = hall.office.get("/").text
    assert "waits to be handed over" not in desk
    assert "Somebody whom no mail reaches is no longer needed" in desk
    for number in (hall.meeting_id, later):  # the item had left the one, the guest leaves the other
        page = hall.office.get(f"/meetings/{number}/notices").text
        for act in re.findall('action="(/notice-recipients/[0-9]+/handed-over)"', page):
            assert hall.office.post(act).status_code == 303
    assert "no longer needed" not in hall.office.get("/").text
