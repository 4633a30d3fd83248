from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from ntfc.db import db
from ntfc.meetings.forms.presence import presences_in
from ntfc.meetings.models import (
    AbsenceLetter,
    Attendance,
    LetterState,
    Meeting,
    MeetingState,
    Presence,
)
from ntfc.meetings.rules.presence import (
    There,
    absences_in_a_row,
    is_in,
    names_in,
    obstacles_to_moving,
    quorum_of,
)
from ntfc.organisations.models import Camp
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure

PRESENT, ABSENT, EXCUSED = Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED
REMOTE, ALTERNATE = Presence.REMOTE, Presence.ALTERNATE
TWO_THIRDS = Procedure(quorum_fraction="2/3")


def seat(presence, camp=Camp.PUBLIC, role=Role.MEMBER, *, inside=True):
    return There(role, camp, presence, inside)


def test_without_a_rule_no_quorum_is_invented():
    found = quorum_of(Procedure(), [seat(ABSENT), seat(PRESENT)])
    assert (found.met, found.present, found.seats, found.rule) == (None, 1, 2, "")


@pytest.mark.rule("R57")
def test_taking_part_from_afar_counts_in_full_and_so_does_an_alternate():
    rows = [seat(REMOTE), seat(ALTERNATE), seat(EXCUSED)]
    found = quorum_of(TWO_THIRDS, rows)
    assert (found.met, found.present, found.seats) == (True, 2, 3)
    assert found.rule.startswith("Rule 22: ")


def test_a_quorum_is_lost_when_somebody_leaves():
    rows = [seat(PRESENT), seat(PRESENT, inside=False), seat(ABSENT)]
    assert quorum_of(TWO_THIRDS, rows).met is False


def test_only_seats_of_members_count():
    rows = [seat(PRESENT), seat(PRESENT), seat(ABSENT, role=Role.OBSERVER), seat(ABSENT)]
    assert quorum_of(TWO_THIRDS, rows).met is True


def test_a_side_may_be_asked_for():
    rule = Procedure(quorum_public=1, quorum_private=1)
    assert quorum_of(rule, [seat(PRESENT), seat(PRESENT)]).met is False
    assert quorum_of(rule, [seat(PRESENT), seat(REMOTE, Camp.PRIVATE)]).met is True


def test_absences_count_back_to_the_last_time_somebody_came():
    assert absences_in_a_row([ABSENT, EXCUSED, PRESENT, ABSENT]) == 2
    assert absences_in_a_row([ALTERNATE, ABSENT]) == 0
    assert absences_in_a_row([]) == 0


def span(came, left=None):
    def at(hour):
        return datetime(2026, 5, 12, hour, tzinfo=UTC)

    return SimpleNamespace(came_at=at(came), left_at=at(left) if left else None)


def test_coming_and_going_in_order():
    assert is_in([])
    assert is_in([span(9)])
    assert not is_in([span(9, 10)])
    moment = datetime(2026, 5, 12, 11, tzinfo=UTC)

    def faults(presence, spans, *, comes, at=moment):
        held = SimpleNamespace(presence=presence, spans=spans)
        return list(obstacles_to_moving(held, at, comes=comes))

    assert faults(PRESENT, [], comes=False) == []
    assert faults(PRESENT, [], comes=True)
    assert faults(PRESENT, [span(9, 10)], comes=True) == []
    assert faults(PRESENT, [span(9, 10)], comes=False)
    assert faults(ABSENT, [], comes=False)
    assert faults(PRESENT, [span(9)], comes=False, at=datetime(2026, 5, 12, 8, tzinfo=UTC))


def test_names_of_a_paper_list():
    assert names_in("Umm Khaled; Market traders\n\n  أبو علي \n;nobody") == [
        ("Umm Khaled", "Market traders"),
        ("أبو علي", ""),
    ]


def test_only_what_one_changed_oneself_is_written():
    form = {
        "seat-1": "present", "was-1": "present", "note-1": "", "said-1": "",
        "seat-2": "absent", "was-2": "", "note-2": " ill ", "said-2": "",
        "seat-3": "", "was-3": "remote", "note-3": "", "said-3": "",
        "seat-x": "present", "other": "1",
    }  # fmt: skip
    assert presences_in(form) == {2: (ABSENT, "ill"), 3: (None, "")}


# On the pages


@pytest.fixture
def hall(make, client_for, body_id):
    """A body of one secretary and three members, a meeting that is called, and the secretary."""
    chief = make.seated(body_id, Role.SECRETARY, "Rana Odeh")
    seats = []
    for name in ("Karim Bishara", "Huda Salem", "Omar Darwish"):
        seats.append(make.seat(body_id, organisation_id=make.organisation(f"Institute of {name}")))
        make.sits(seats[-1], make.person(name))
    number = make.planned(body_id)
    make.convened(number)
    return SimpleNamespace(client=client_for(chief), seats=seats, number=number)


def send(hall, what, **values):
    return hall.client.post(f"/meetings/{hall.number}/{what}", data=values)


def noted(app, **where):
    with app.app_context():
        rows = db.session.scalars(db.select(Attendance).filter_by(**where))
        return {row.seat_id: row.presence for row in rows}


def choose(hall, **presences):
    typed = {}
    for number, presence in enumerate(presences.values()):
        typed[f"seat-{hall.seats[number]}"] = presence
        typed[f"was-{hall.seats[number]}"] = ""
    return send(hall, "attendance", **typed)


def test_presence_is_noted_in_one_form_and_shown(app, hall):
    assert choose(hall, a="present", b="remote", c="excused").status_code == 303
    assert set(noted(app).values()) == {PRESENT, REMOTE, EXCUSED}
    page = hall.client.get(f"/meetings/{hall.number}/attendance").text
    assert "2 of 3 seats of members are there." in page
    assert choose(hall, a="").status_code == 303  # was nothing, stays nothing
    assert len(noted(app)) == 3


@pytest.mark.rule("R61")
def test_names_of_a_paper_list_are_typed_in_without_any_registration(app, hall):
    assert send(hall, "attendance/names", names="", kind="public").status_code == 422
    answer = send(hall, "attendance/names", names="Umm Khaled; Market traders", kind="public")
    assert answer.status_code == 303
    page = hall.client.get(f"/meetings/{hall.number}/attendance").text
    assert "Umm Khaled" in page
    assert "Market traders" in page


def test_a_bad_list_of_names_is_kept(hall):
    answer = send(hall, "attendance/names", names=" ; Traders", kind="public")
    assert answer.status_code == 409
    assert "; Traders" in answer.text


def test_the_quorum_is_shown_when_lost_and_cites_the_rule(app, make, hall, body_id):
    make.rules(body_id, quorum_fraction="2/3")
    send(hall, "open")
    choose(hall, a="present", b="present", c="absent")
    url = f"/meetings/{hall.number}/attendance"
    assert "There are enough to decide" in hall.client.get(url).text
    with app.app_context():
        one = db.session.scalars(db.select(Attendance).filter_by(seat_id=hall.seats[0])).one().id
    assert hall.client.post(f"/attendances/{one}/leaves").status_code == 303
    page = hall.client.get(url).text
    assert "Not enough are there to decide" in page
    assert "Rule 22" in page
    assert hall.client.post(f"/attendances/{one}/leaves").status_code == 409
    assert hall.client.post(f"/attendances/{one}/returns").status_code == 303
    assert "There are enough to decide" in hall.client.get(url).text


def test_signing_on_the_screen_and_the_sheet_on_paper(app, hall):
    sheet = hall.client.get(f"/meetings/{hall.number}/sign-sheet").text
    assert "Karim Bishara" in sheet
    assert "Signature" in sheet
    assert send(hall, f"sign-sheet/{hall.seats[0]}").status_code == 303
    assert noted(app) == {hall.seats[0]: PRESENT}
    assert "signed at" in hall.client.get(f"/meetings/{hall.number}/sign-sheet").text


def test_opened_and_closed_once_and_who_was_not_noted_was_absent(app, hall):
    assert send(hall, "close").status_code == 409
    assert send(hall, "open").status_code == 303
    assert send(hall, "open").status_code == 409
    choose(hall, a="present")
    assert send(hall, "close").status_code == 303
    with app.app_context():
        meeting = db.session.get_one(Meeting, hall.number)
        assert meeting.state is MeetingState.HELD
        assert meeting.opened_at <= meeting.closed_at
    found = noted(app)
    assert found[hall.seats[0]] is PRESENT
    assert found[hall.seats[1]] is ABSENT


def test_absences_at_the_limit_draft_a_letter_that_waits_for_the_secretary(
    app, make, hall, client_for, body_id
):
    make.rules(body_id, absences_limit=2)
    for _turn in range(2):
        send(hall, "open")
        choose(hall, a="present", b="present")
        send(hall, "close")
        hall.number = make.planned(body_id)
        make.convened(hall.number)
    with app.app_context():
        letters = db.session.scalars(db.select(AbsenceLetter)).all()
        (letter,) = [one for one in letters if one.seat_id == hall.seats[2]]
        assert (letter.absences, letter.state) == (2, LetterState.DRAFT)
        assert "Institute of Omar Darwish" in letter.text
        assert "Rule 21" in letter.text
    assert "A letter is drafted" in hall.client.get("/").text
    url = f"/absence-letters/{letter.id}"
    assert "Rule 21" in hall.client.get(url).text
    assert hall.client.post(url, data={"subject": "x", "text": ""}).status_code == 422
    words = {"subject": "Your seat", "text": "Dear colleagues, please name somebody."}
    assert hall.client.post(url, data=words).status_code == 303
    with app.app_context():
        kept = db.session.get_one(AbsenceLetter, letter.id)
        assert (kept.state, kept.text) == (LetterState.SENT, words["text"])
    assert hall.client.post(url, data=words).status_code == 409
    member = client_for(make.seated(body_id, Role.MEMBER, "Layla Nasser"))
    assert member.get(url).status_code in (403, 404)


@pytest.mark.rule("R69")
def test_lists_calls_and_attendance_work_for_five_seats_and_for_a_hundred(
    app, make, hall, body_id, assert_constant_queries
):
    url = f"/meetings/{hall.number}/attendance"

    def grow():
        for number in range(97):
            seat_id = make.seat(body_id, organisation_id=make.organisation())
            make.sits(seat_id, make.person(f"Member {number}"))
            hall.seats.append(seat_id)

    assert_constant_queries(hall.client, url, grow)
    number = make.planned(body_id)
    make.convened(number)
    hall.number = number
    answer = choose(hall, **{f"s{n}": "present" for n in range(100)})
    assert answer.status_code == 303
    page = BeautifulSoup(hall.client.get(f"/meetings/{number}/attendance").text, "html.parser")
    assert len(page.select("#presence-table tbody tr")) == 101
    assert "100 of 100 seats of members are there." in page.text
    assert len(noted(app, meeting_id=number)) == 100


def test_who_was_there_is_seen_by_members_and_noted_by_the_office(
    app, make, hall, client_for, body_id
):
    member = client_for(make.seated(body_id, Role.MEMBER, "Layla Nasser"))
    choose(hall, a="present")
    url = f"/meetings/{hall.number}/attendance"
    assert member.get(url).status_code == 200
    assert member.post(url, data={}).status_code == 403
    planned = make.planned(body_id)
    assert hall.client.post(f"/meetings/{planned}/attendance", data={}).status_code == 409
