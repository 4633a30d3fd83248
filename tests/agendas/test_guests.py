"""Experts who were asked in for an item hear when it is gone, or begins at another hour: once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.agendas.models import AgendaItem, ItemKind, ItemState
from ntfc.agendas.service import building, guests, moving
from ntfc.audit import AuditEntry
from ntfc.db import db
from ntfc.issues import queries as issues
from ntfc.issues.service import moving as issue_moves
from ntfc.jobs import Job
from ntfc.meetings import queries as meetings
from ntfc.meetings import service
from ntfc.meetings.models import Invitation, Meeting, MeetingState, Reply
from ntfc.meetings.service.guests import Shift
from ntfc.meetings.service.guests import _line as line_of
from ntfc.permissions import SYSTEM
from ntfc.procedure.models import Procedure
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import DAY
from tests.agendas.test_by_link import Hall
from tests.agendas.test_service import agree, release


@pytest.fixture
def config(config):
    return replace(config, smtp_url="smtp://mail.example", mail_from="ntfc@example.org")


@pytest.fixture
def hall(table, client_for):
    hall = Hall(table, client_for(table.secretary))
    hall.change(AgendaItem, hall.items["Scanners"], minutes=30)
    hall.invite("Tarek Aziz", "Fees")
    return hall


def item(number, minutes, **facts):
    given = {"position": number, "supplement": 0, "parent_id": None, "kind": ItemKind.DISCUSSION}
    return AgendaItem(
        **{"id": number, "minutes": minutes, "state": ItemState.PLANNED, **given, **facts}
    )


def test_an_item_is_planned_to_begin_after_those_before_it_while_all_have_a_time():
    items = [
        item(1, None, kind=ItemKind.FORMAL),
        *(item(2, 20), item(3, 15, parent_id=2), item(4, 30, parent_id=2)),
        *(item(5, 10, state=ItemState.POSTPONED), item(6, None), item(7, 5)),
    ]
    assert rules.starts(items) == {1: 0, 2: 0, 3: 0, 4: 15, 6: 45}


def test_over_several_days_an_item_begins_on_the_day_it_falls_on():
    def hours(day, begins, ends):
        at = datetime(2026, 6, day, tzinfo=UTC)
        return SimpleNamespace(
            starts_at=at + timedelta(hours=begins), ends_at=at + timedelta(hours=ends)
        )

    days = [hours(3, 10, 12), hours(4, 9, 10), hours(5, 9, 10)]
    starts = {1: 0, 2: 119, 3: 120, 4: 180, 5: 500}
    second, third = 23 * 60, 47 * 60
    assert rules.over_days(starts, days) == {1: 0, 2: 119, 3: second, 4: third, 5: third + 320}
    assert rules.over_days(starts, days[:1]) == starts
    meeting = SimpleNamespace(starts_at=days[0].starts_at, days=days, time_zone="UTC")
    shift = Shift(title="Fees", before=119, after=second)
    assert str(line_of(shift, meeting)) == (
        "“Fees” is to begin on Thu, Jun 4, 2026, 9:00\u202fAM instead of Wed, Jun 3, 2026, "
        "11:59\u202fAM."
    )


def mails(hall, name):
    with hall.table.within():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
        return [one.payload for one in jobs if one.payload["to"] == f"{name}@example.org"]


def go_out(hall):
    for chair in (hall.table.chair, hall.table.other_chair):
        agree(hall.table, chair, hall.agenda_id)
    release(hall.table, hall.agenda_id)


def go(hall, function, title, **values):
    with hall.table.within(), unit_of_work():
        there = {"to": meetings.get_meeting(values.pop("to"))} if values.get("to") else {}
        found = queries.get_item(hall.items[title])
        function(found, **values, **there, actor=SYSTEM, now=clock.now())


def test_an_expert_is_told_once_that_the_item_moved_or_is_gone(hall, table):
    invited = len(mails(hall, "zeina")), len(mails(hall, "tarek"))
    assert invited == (1, 1)
    for act in (building.take_off, building.put_back):  # in a draft that nobody outside saw
        go(hall, act, "Scanners")
    go_out(hall)
    assert (len(mails(hall, "zeina")), len(mails(hall, "tarek"))) == invited
    later = table.meeting((clock.now().date() - DAY).days + 60)
    table.call(later, MeetingState.CONVENED)
    go(hall, moving.move, "Scanners", to=later, reason="Too full")
    _first, again, gone = mails(hall, "zeina")
    assert gone["subject"].startswith("Not needed")
    assert "“Scanners” is taken at another meeting, to which you are invited" in gone["body"]
    assert "METHOD:CANCEL" in str(gone)
    assert again["subject"].startswith("Invitation")
    assert "For: 1 Scanners" in again["body"]
    assert again["body"].count("/l/") == 2  # who never signs in answers and reads by new links
    _first, moved = mails(hall, "tarek")
    assert "“2 Fees” is to begin at 10:00" in moved["body"]
    assert "instead of 10:30" in moved["body"]
    assert "You come for: 2 Fees" in moved["body"]
    assert moved["body"].count("/l/") == 2
    table.do(SYSTEM, guests.follow, hall.agenda_id, now=clock.now())  # nobody hears it twice
    assert (len(mails(hall, "zeina")), len(mails(hall, "tarek"))) == (3, 2)
    go(hall, moving.move, "Fees", to=None, reason="Figures are missing")
    last = mails(hall, "tarek")[-1]
    assert last["subject"].startswith("Not needed")
    assert "“Fees” is not taken at this meeting." in last["body"]
    with table.within():
        query = select(Invitation.meeting_id, Invitation.withdrawn_at.is_(None))
        standing = db.session.execute(query.where(Invitation.seat_id.is_(None))).all()
    assert sorted(map(tuple, standing)) == [
        *((hall.meeting_id, False), (hall.meeting_id, False), (later, True)),
    ]


def test_an_issue_that_leaves_the_agenda_takes_those_asked_in_for_it_along(hall, table):
    """However it leaves: parked from its own page, or handed to another body."""
    number = table.issue("Opened twice")
    with table.within(), unit_of_work():
        issue = issues.get_issue(number)
        agenda = queries.get_agenda(hall.agenda_id)
        proposals = queries.proposals_for(agenda.meeting, agenda, SYSTEM)
        chosen = [one for one in proposals if one.issue_id == issue.id]
        building.take(
            agenda, proposals=chosen, procedure=Procedure(), actor=SYSTEM, now=clock.now()
        )
    hall.items = table.items(hall.agenda_id)
    hall.invite("Omar Said", "Opened twice")
    go_out(hall)
    with table.within(), unit_of_work():
        issue = issues.get_issue(number)
        issue_moves.withdraw(issue, reason="Solved", actor=SYSTEM, now=clock.now())
    gone = mails(hall, "omar")[-1]
    assert "“Opened twice” is not taken at this meeting." in gone["body"]


def test_what_left_the_draft_is_told_when_the_agenda_goes_out(hall, table):
    later = table.meeting((clock.now().date() - DAY).days + 60)
    go(hall, moving.move, "Scanners", to=later, reason="Too full")
    assert len(mails(hall, "zeina")) == 1
    go_out(hall)
    gone = mails(hall, "zeina")[-1]
    assert "goes to a later meeting. You are invited once that is called." in gone["body"]
    assert len(mails(hall, "zeina")) == 2  # the other meeting is not called yet
    with table.within():
        (guest,) = meetings.guests_coming(later)
        assert (guest.person_id, guest.told_at) == (hall.expert, None)


def guest(hall, name):
    number = hall.number_of(name)
    with hall.table.within():
        return db.session.scalars(select(Invitation.id).where(Invitation.person_id == number)).one()


def test_a_late_line_that_is_put_back_asks_its_guests_anew(hall):
    go_out(hall)
    for title in ("Quay", "Tolls"):
        added = {"kind": "discussion", "title": title, "minutes": "20"}
        page = f"/agendas/{hall.agenda_id}/items"
        assert hall.office.post(page, data=added).status_code == 303
    hall.items = hall.table.items(hall.agenda_id)
    hall.invite("Omar Said", "Quay")
    hall.invite("Rima Haddad", "Quay", "Tolls", "Fees")
    hall.invite("Nour Saab", "Quay")
    omar, nour = (guest(hall, name) for name in ("Omar Said", "Nour Saab"))
    hall.change(Invitation, omar, reply=Reply.APOLOGY, note="Abroad", replied_at=clock.now())
    # Who was told by hand not to come is not asked by a button.
    assert hall.office.post(f"/invitations/{nour}/withdraw").status_code == 303
    for way, title in product(("take-off", "put-back"), ("Quay", "Tolls")):
        done = hall.office.post(f"/agenda-items/{hall.items[title]}/{way}")
        assert done.status_code == 303, done.text
    assert len(mails(hall, "omar")) == 2  # nobody agreed to it yet
    assert "after all" not in mails(hall, "rima")[-1]["body"]
    go_out(hall)
    _called, gone, again = mails(hall, "omar")
    assert gone["subject"].startswith("Not needed")
    assert again["subject"].startswith("Invitation")
    assert "Quay" in again["body"]
    _called, *less, more = mails(hall, "rima")
    assert "“Quay” is not taken at this meeting." in less[0]["body"]
    assert "You come for: 2 Fees; 4 Tolls" in less[0]["body"]
    for title in ("4 Quay", "5 Tolls"):  # of both lines in one mail
        assert f"“{title}” is taken at this meeting after all." in more["body"]
        assert "after all" not in "".join(one["body"] for one in less)
    assert "You come for: 2 Fees; 4 Quay; 5 Tolls" in more["body"]
    assert mails(hall, "nour")[-1]["subject"].startswith("Not needed")
    with hall.table.within():
        asked = db.session.get_one(Invitation, omar)
        assert (asked.reply, asked.note, asked.replied_at) == (None, "", None)


def coming(table, number):
    """Return for how many items each expert comes to a meeting."""
    with table.within():
        return {one.person.name: len(rows) for one, rows in meetings.guests_coming(number).items()}


def test_who_was_not_told_yet_comes_all_the_same_when_an_item_is_put_back(table, client_for):
    """A draft is put together with mistakes; experts are invited before the meeting is called."""
    office = client_for(table.secretary)
    number = table.meeting((clock.now().date() - DAY).days + 30)
    agenda_id = table.begin(number, "Scanners", "Fees", "Quays")
    items, page = table.items(agenda_id), f"/meetings/{number}/guests/new"
    for name, *titles in (
        ("Zeina Nimr", "Scanners"),
        ("Tarek Aziz", "Scanners", "Fees"),
        ("Omar Said", "Quays", "Fees"),
    ):
        mail = f"{name.split()[0].lower()}@example.org"
        keys = [f"agenda_items:{items[title]}" for title in titles]
        sent = {"person_name": name, "person_email": mail, "kind": "expert", "items": keys}
        answer = office.post(page, data={**sent, "about": "", "organisation_id": ""})
        assert answer.status_code == 303, answer.text
    for title, way in (("Scanners", "take-off"), ("Scanners", "put-back"), ("Fees", "take-off")):
        assert office.post(f"/agenda-items/{items[title]}/{way}").status_code == 303
    later = table.meeting((clock.now().date() - DAY).days + 60)
    assert (
        office.post(
            f"/agenda-items/{items['Quays']}/move", data={"to_id": later, "reason": "Too full"}
        ).status_code
        == 303
    )
    assert coming(table, number) == {"Zeina Nimr": 1, "Tarek Aziz": 2, "Omar Said": 1}
    table_hall = SimpleNamespace(table=table, agenda_id=agenda_id)
    go_out(table_hall)  # what stays off now is gone, and nobody had heard of it
    assert mails(table_hall, "tarek") == []
    with table.within():
        told = select(AuditEntry.action).where(AuditEntry.action.startswith("meeting.guest_items"))
        assert set(db.session.scalars(told)) == {"meeting.guest_items_chosen"}
    assert coming(table, number) == {"Zeina Nimr": 1, "Tarek Aziz": 1}
    assert coming(table, later) == {"Omar Said": 1}
    with table.within(), unit_of_work():
        sending = {"sending": service.Sending(because="Urgent"), "today": clock.today("UTC")}
        meeting = meetings.get_meeting(number)
        service.convene(meeting, **sending, now=clock.now(), actor=SYSTEM)
    for name in ("zeina", "tarek"):
        (called,) = mails(table_hall, name)
        assert "For: 1 Scanners\n" in called["body"]


def test_an_expert_who_is_there_stays_on_the_list_when_the_item_moves(hall, table):
    later = table.meeting((clock.now().date() - DAY).days + 60)
    table.call(later, MeetingState.CONVENED)
    go_out(hall)
    hall.change(Meeting, hall.meeting_id, state=MeetingState.UNDER_WAY)
    with table.within():
        query = select(Invitation.id).where(Invitation.person_id == hall.expert)
        zeina = f"guest-{db.session.scalars(query).one()}"
    page = f"/meetings/{hall.meeting_id}/attendance"
    assert hall.office.post(page, data={"whom": zeina, "presence": "present"}).status_code == 303
    for title in ("Scanners", "Fees"):
        go(hall, moving.move, title, to=later, reason="Too full")
    _called, again = mails(hall, "zeina")  # where the item stands now; none says not to come
    assert again["subject"].startswith("Invitation")
    assert "Not needed" in "".join(one["subject"] for one in mails(hall, "tarek"))  # not there yet
    hall.office.get(page)  # and what was done before is told
    listed = hall.office.get(page).text
    assert "Zeina Nimr" in listed
    assert "Tarek Aziz" not in listed
    assert hall.office.post(page, data={"whom": zeina, "presence": "remote"}).status_code == 303
