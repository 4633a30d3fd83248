import re
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from ntfc import clock
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.meetings.models import (
    AbsenceLetter,
    Attendance,
    AttendanceSpan,
    LetterState,
    Meeting,
    MeetingDay,
    MeetingState,
    Presence,
    TakesPartAs,
)
from ntfc.meetings.queries import get_meeting
from ntfc.meetings.queries.calling import invitations_of
from ntfc.meetings.rules import DayPlan, stretches
from ntfc.meetings.rules.absences import absences_in_a_row
from ntfc.meetings.rules.presence import (
    There,
    days_to_move_on,
    is_in,
    moment_of,
    names_in,
    obstacles_to_moment,
    obstacles_to_moving,
    quorum_of,
    unevenness,
)
from ntfc.organisations.models import Camp, Contact, Organisation
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure
from ntfc.transaction import unit_of_work
from tests.meetings.conftest import ZONE
from tests.twice import sent_twice

PRESENT, ABSENT, EXCUSED = Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED
REMOTE, ALTERNATE = Presence.REMOTE, Presence.ALTERNATE
TWO_THIRDS = Procedure(quorum_fraction="2/3")


def seat(presence, camp=Camp.PUBLIC, *, counts=True, inside=True):
    return There(camp, presence, counts, inside)


def test_without_a_rule_no_quorum_is_invented():
    found = quorum_of(Procedure(), [seat(ABSENT), seat(PRESENT)])
    assert (found.met, found.present, found.seats, found.rule) == (None, 1, 2, "")


@pytest.mark.rule("R57")
def test_taking_part_from_afar_counts_in_full_and_so_does_an_alternate():
    rows = [seat(REMOTE), seat(ALTERNATE), seat(EXCUSED)]
    found = quorum_of(TWO_THIRDS, rows)
    assert (found.met, found.present, found.seats) == (True, 2, 3)
    assert found.rule.startswith("Rule 22: ")


def test_a_quorum_is_lost_when_somebody_leaves_and_counts_members_only():
    rows = [seat(PRESENT), seat(PRESENT, inside=False), seat(ABSENT)]
    assert quorum_of(TWO_THIRDS, rows).met is False
    others = [seat(PRESENT), seat(PRESENT), seat(PRESENT, counts=False), seat(ABSENT)]
    found = quorum_of(TWO_THIRDS, others)
    assert (found.met, found.present, found.seats) == (True, 2, 3)


def test_a_side_may_be_asked_for():
    rule = Procedure(quorum_public=1, quorum_private=1)
    assert quorum_of(rule, [seat(PRESENT), seat(PRESENT)]).met is False
    assert quorum_of(rule, [seat(PRESENT), seat(REMOTE, Camp.PRIVATE)]).met is True


def test_absences_count_back_to_the_last_time_somebody_came():
    assert absences_in_a_row([ABSENT, EXCUSED, PRESENT, ABSENT]) == 2
    assert absences_in_a_row([ALTERNATE, ABSENT]) == 0
    assert absences_in_a_row([]) == 0


def at(hour, minute=0, day=12):
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


def span(came, left=None):
    return SimpleNamespace(came_at=at(came), left_at=at(left) if left else None)


def test_coming_and_going_in_order():
    assert is_in([])
    assert is_in([span(9)])
    assert not is_in([span(9, 10)])

    def faults(presence, spans, *, comes, hour=11):
        held = SimpleNamespace(presence=presence, spans=spans)
        return list(obstacles_to_moving(held, at(hour), comes=comes, now=at(11)))

    assert faults(PRESENT, [], comes=False) == []
    assert faults(PRESENT, [], comes=True)
    assert faults(PRESENT, [span(9)], comes=True)
    assert faults(PRESENT, [span(9, 10)], comes=True) == []
    assert faults(PRESENT, [span(9, 10)], comes=False)
    assert len(faults(ABSENT, [], comes=False)) == 1
    assert faults(PRESENT, [span(9)], comes=False, hour=8)
    assert faults(PRESENT, [span(9, 10)], comes=True, hour=9)
    assert faults(PRESENT, [], comes=False, hour=12)


def test_a_time_is_read_by_the_clock_of_the_meeting_and_never_guessed():
    meeting = SimpleNamespace(state=MeetingState.UNDER_WAY, starts_at=at(7), time_zone="Asia/Amman")
    assert moment_of(meeting, None, at(9)) == at(9)
    assert moment_of(meeting, time(11, 30), at(9)) == at(8, 30)
    meeting.state = MeetingState.HELD
    assert moment_of(meeting, time(11, 30), at(9, day=20)) == at(8, 30)  # of that day, not today
    third = date(2026, 5, 14)
    assert moment_of(meeting, time(11, 30), at(9, day=20), third) == at(8, 30, day=14)
    spring = datetime(2026, 3, 29, 1, tzinfo=UTC)
    meeting = SimpleNamespace(state=MeetingState.HELD, starts_at=spring, time_zone="Europe/Paris")
    with pytest.raises(Refused, match="put forward over 02:30"):
        moment_of(meeting, time(2, 30), spring)


def test_with_several_days_the_day_is_asked_and_is_one_of_them():
    days = [SimpleNamespace(starts_at=at(7, day=one)) for one in (12, 13, 15)]
    meeting = SimpleNamespace(state=MeetingState.UNDER_WAY, days=days, time_zone="Asia/Amman")
    second, third, empty = date(2026, 5, 13), date(2026, 5, 15), time(11)

    def said(day, clock, now):
        return [str(one) for one in obstacles_to_moment(meeting, day, clock, now)]

    ahead = "The meeting did not sit on May 15, 2026. Choose one of these: May 12, 2026 and May 13, 2026."
    assert days_to_move_on(meeting, at(9, day=13)) == [date(2026, 5, 12), second]
    assert said(None, None, at(9, day=13)) == said(second, None, at(9, day=13)) == []
    assert said(second, empty, at(9, day=14)) == []  # between two days, the evening before is noted
    assert said(second, None, at(9, day=14)) == ["Type the time, too: May 13, 2026 is not today."]
    assert said(third, empty, at(9, day=13)) == [ahead]
    meeting.state = MeetingState.HELD
    over = ["The meeting is over: type the time."]
    several = ["The meeting sat on several days: choose the day."]
    assert said(third, empty, at(9, day=20)) == []
    assert said(third, None, at(9, day=20)) == over
    assert said(None, empty, at(9, day=20)) == several
    assert said(None, None, at(9, day=20)) == [*over, *several]
    assert said(date(2026, 5, 14), empty, at(9, day=20))[0].startswith("The meeting did not sit on")
    del days[1:]
    assert days_to_move_on(meeting, at(9, day=20)) == [date(2026, 5, 12)]
    assert said(None, empty, at(9, day=20)) == []


def test_names_of_a_paper_list():
    assert names_in("Umm Yousef; Market traders\n\n  أبو علي \n;nobody") == [
        ("Umm Yousef", "Market traders"),
        ("أبو علي", ""),
    ]


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
    headers = values.pop("headers", {})
    if what == "open":
        values["sure"] = "y"  # the day is still ahead
    return hall.client.post(f"/meetings/{hall.number}/{what}", data=values, headers=headers)


def noted(app, **where):
    with app.app_context():
        rows = db.session.scalars(db.select(Attendance).filter_by(**where))
        return {row.seat_id: row.presence for row in rows}


def tap(hall, *presences):
    """Note the seats one after the other, as a secretary does; return the last answer."""
    for seat_id, presence in zip(hall.seats, presences, strict=False):
        answer = send(hall, "attendance", whom=f"seat-{seat_id}", presence=presence)
    return answer


def page_of(hall):
    return hall.client.get(f"/meetings/{hall.number}/attendance").text


def noted_id(app, seat_id):
    with app.app_context():
        return db.session.scalars(db.select(Attendance).filter_by(seat_id=seat_id)).one().id


def test_one_tap_each_and_taps_repeated_or_taken_back(app, hall):
    assert tap(hall, "present", "remote", "excused").status_code == 303
    assert noted(app) == dict(zip(hall.seats, (PRESENT, REMOTE, EXCUSED), strict=True))
    assert "2 of 3 seats of members are there." in page_of(hall)
    tap(hall, "present")
    whom = f"seat-{hall.seats[0]}"
    send(hall, "attendance", whom=whom, presence="present", note="until noon")
    tap(hall, "remote")  # another tap keeps the note
    with app.app_context():
        row = db.session.scalars(db.select(Attendance).filter_by(seat_id=hall.seats[0])).one()
        assert (row.presence, row.note) == (REMOTE, "until noon")
    assert tap(hall, "").status_code == 303
    assert len(noted(app)) == 2
    assert send(hall, "attendance", whom="seat-987654", presence="present").status_code == 409
    assert send(hall, "attendance", whom=whom, presence="asleep").status_code == 409
    long = send(hall, "attendance", whom=whom, presence="present", note="x" * 301)
    assert (long.status_code, "300 characters" in long.text) == (409, True)
    assert len(noted(app)) == 2


def test_a_tap_is_answered_with_its_row_and_the_count(hall):
    whom = f"seat-{hall.seats[0]}"
    answer = send(hall, "attendance", whom=whom, presence="present", headers={"HX-Request": "true"})
    part = BeautifulSoup(answer.text, "html.parser")
    pressed = part.select_one(f"#{whom} [aria-pressed=true]")
    assert (pressed["value"], pressed.text.strip()) == ("present", "Present")
    assert "1 of 3 seats" in part.select_one("#quorum[hx-swap-oob]").text
    assert f"seat-{hall.seats[1]}" not in answer.text


def test_who_answered_is_noted_as_answered_guests_too(app, make, hall):
    guest = make.person("Nadia Haddad")
    with app.test_request_context():
        meeting = get_meeting(hall.number)
        asked = {one.seat_id: one.id for one in invitations(meeting)}
    send(hall, "guests/new", person_name="Nadia Haddad", kind="expert", about="Scanners")
    with app.test_request_context():
        own = next(one.id for one in invitations(get_meeting(hall.number)) if not one.seat_id)
    hall.client.post(f"/invitations/{asked[hall.seats[0]]}/reply", data={"answer": "apology"})
    hall.client.post(f"/invitations/{own}/reply", data={"answer": "coming"})
    tap(hall, "", "present")
    assert send(hall, "attendance/as-answered").status_code == 303
    assert noted(app) == {hall.seats[0]: EXCUSED, hall.seats[1]: PRESENT, None: PRESENT}
    assert send(hall, "attendance", whom=f"guest-{own}", presence="remote").status_code == 303
    with app.app_context():
        row = db.session.scalars(db.select(Attendance).filter_by(seat_id=None)).one()
        assert (row.person_id, row.kind, row.presence) == (guest, TakesPartAs.EXPERT, REMOTE)
    assert "Nadia Haddad" in page_of(hall)


def invitations(meeting):
    return invitations_of(meeting.id)


@pytest.mark.rule("R61")
def test_informal_traders_take_part_without_number_and_from_a_paper_list(app, make, hall, body_id):
    with app.app_context():  # the association that speaks for them has no registration number
        traders = db.session.get_one(Organisation, make.organisation("Market traders"))
        assert traders.registration_number == ""
    seat_id = make.seat(body_id, organisation_id=traders.id)
    make.sits(seat_id, make.person("Abu Ali"))
    assert send(hall, "attendance", whom=f"seat-{seat_id}", presence="present").status_code == 303
    assert send(hall, "attendance/names", names="", kind="public").status_code == 422
    paper = "Umm Yousef; Market traders\nأبو علي"
    names = f"/meetings/{hall.number}/attendance"
    sent_twice(hall.client, names, f"{names}/names", names="Salma Aswad", kind="public")
    assert send(hall, "attendance/names", names=paper, kind="public").status_code == 303
    page = page_of(hall)
    assert "Umm Yousef" in page
    assert "أبو علي" in page
    with app.app_context():
        typed = db.session.scalars(db.select(Attendance).filter_by(name="Umm Yousef")).one().id
    assert hall.client.post(f"/attendances/{typed}/take-off").status_code == 303
    assert "Umm Yousef" not in page_of(hall)
    one = noted_id(app, seat_id)
    assert hall.client.post(f"/attendances/{one}/take-off").status_code == 409


@pytest.mark.parametrize("typed", [" ; Traders", "x" * 250])
def test_a_bad_list_of_names_is_kept(hall, typed):
    answer = send(hall, "attendance/names", names=typed, kind="public")
    assert answer.status_code == 409
    assert typed.strip() in answer.text


def test_the_quorum_is_shown_when_lost_and_cites_the_rule(app, make, hall, body_id):
    make.rules(body_id, quorum_fraction="2/3")
    send(hall, "open")
    tap(hall, "present", "present", "absent")
    assert "There are enough to decide" in page_of(hall)
    one = noted_id(app, hall.seats[0])
    assert hall.client.post(f"/attendances/{one}/leaves").status_code == 303
    page = page_of(hall)
    assert "Not enough are there to decide" in page
    assert "Rule 22" in page
    assert hall.client.post(f"/attendances/{one}/leaves").status_code == 409
    bad = hall.client.post(f"/attendances/{one}/returns", data={"at": "noon"})
    assert (bad.status_code, "such as 10:30" in bad.text) == (409, True)
    assert hall.client.post(f"/attendances/{one}/returns").status_code == 303
    assert "There are enough to decide" in page_of(hall)


def test_after_closing_a_move_is_noted_on_any_day_of_the_meeting(app, make, hall):
    first = clock.today(ZONE) - timedelta(days=5)
    last = first + timedelta(days=2)
    tap(hall, "present")
    with app.test_request_context(), unit_of_work():
        meeting = get_meeting(hall.number)
        parts = stretches([DayPlan(day, time(9), time(12)) for day in (first, last)], ZONE)
        meeting.days = [MeetingDay(**vars(part)) for part in parts]
        meeting.starts_at, meeting.ends_at = parts[0].starts_at, parts[-1].ends_at
        meeting.state = MeetingState.HELD
    leaves = f"/attendances/{noted_id(app, hall.seats[0])}/leaves"
    soup = BeautifulSoup(page_of(hall), "html.parser")
    offered = [one["value"] for one in soup.select("select[name=day] option")]
    assert offered == ["", first.isoformat(), last.isoformat()]
    for typed, said in (
        ({"at": "11:00"}, "choose the day"),
        ({"at": "11:00", "day": "Friday"}, "Choose one of the days of the meeting."),
        ({"at": "11:00", "day": (first + timedelta(days=1)).isoformat()}, "did not sit on"),
        ({"at": "noon", "day": "x"}, "such as 10:30"),
    ):
        answer = hall.client.post(leaves, data=typed)
        assert (answer.status_code, said in answer.text) == (409, True), typed
    typed = {"at": "11:00", "day": last.isoformat()}
    assert hall.client.post(leaves, data=typed).status_code == 303
    with app.app_context():
        (span,) = db.session.scalars(db.select(AttendanceSpan)).all()
        assert span.left_at == stretches([DayPlan(last, time(11), time(12))], ZONE)[0].starts_at
    assert "11:00" in page_of(hall)
    back = {"at": "11:30", "day": last.isoformat()}
    assert hall.client.post(leaves.replace("leaves", "returns"), data=back).status_code == 303
    shown = " ".join(BeautifulSoup(page_of(hall), "html.parser").text.split())
    assert f"{last.year}, 11:30 AM – still there" in shown


@pytest.mark.rule("R34")
def test_parity_is_looked_at_among_those_who_are_there_and_blocks_nothing(make, hall, body_id):
    two, three = Procedure(parity=True), Procedure(equal_seats=1)
    even = [seat(PRESENT), seat(REMOTE, Camp.PRIVATE), seat(ABSENT), seat(PRESENT, counts=False)]
    assert [*unevenness(two, even), *unevenness(three, even), *unevenness(Procedure(), even)] == []
    for procedure in (two, three):
        assert [*unevenness(procedure, [*even, seat(PRESENT)])] != []
        assert [*unevenness(procedure, [seat(ABSENT)])] == []
    told = "The sides are not even at the table"
    tap(hall, "present", "present", "present")
    assert told not in page_of(hall)
    make.rules(body_id, parity=True)
    page = page_of(hall)
    assert [part in page for part in (told, "Rule 11", "There now: ")] == [True] * 3
    assert send(hall, "open").status_code == 303


def test_signing_on_the_screen_and_the_sheet_on_paper(app, hall):
    sheet = hall.client.get(f"/meetings/{hall.number}/sign-sheet").text
    assert "Karim Bishara" in sheet
    assert "Signature" in sheet
    tap(hall, "alternate")
    assert send(hall, f"sign-sheet/{hall.seats[0]}").status_code == 303
    assert send(hall, f"sign-sheet/{hall.seats[1]}").status_code == 303
    assert noted(app) == {hall.seats[0]: ALTERNATE, hall.seats[1]: PRESENT}
    sheet = hall.client.get(f"/meetings/{hall.number}/sign-sheet").text
    assert re.search(r"signed at \d", sheet)
    assert send(hall, "sign-sheet/987654").status_code == 409


def test_opened_and_closed_once_and_who_was_not_noted_was_absent(app, hall):
    assert send(hall, "close").status_code == 409
    assert send(hall, "open").status_code == 303
    assert send(hall, "open").status_code == 409
    tap(hall, "present")
    assert send(hall, "close").status_code == 303
    with app.app_context():
        meeting = db.session.get_one(Meeting, hall.number)
        assert meeting.state is MeetingState.HELD
        assert meeting.opened_at <= meeting.closed_at
    found = noted(app)
    assert found[hall.seats[0]] is PRESENT
    assert found[hall.seats[1]] is ABSENT


def sit(make, hall, body_id, *presences):
    """Hold the meeting at hand with these present, and call the next one."""
    send(hall, "open")
    tap(hall, *presences)
    send(hall, "close")
    hall.before, hall.number = hall.number, make.planned(body_id)
    make.convened(hall.number)


def letters_about(app, seat_id):
    with app.app_context():
        query = db.select(AbsenceLetter).filter_by(seat_id=seat_id)
        return db.session.scalars(query.order_by(AbsenceLetter.id)).all()


def test_absences_at_the_limit_draft_a_letter_that_waits_for_the_secretary(
    app, make, hall, client_for, body_id
):
    make.rules(body_id, absences_limit=2)
    sit(make, hall, body_id, "present", "present")
    assert letters_about(app, hall.seats[2]) == []
    sit(make, hall, body_id, "present", "present")
    (letter,) = letters_about(app, hall.seats[2])
    assert (letter.absences, letter.state) == (2, LetterState.DRAFT)
    assert "Institute of Omar Darwish" in letter.text
    assert "Rule 21" in letter.text
    assert "A letter is drafted" in hall.client.get("/").text
    url = f"/absence-letters/{letter.id}"
    assert "Rule 21" in hall.client.get(url).text
    assert hall.client.post(url, data={"subject": "x", "text": ""}).status_code == 422
    printed = hall.client.get(f"{url}/letter.pdf")
    assert "Institute of Omar Darwish" in PdfReader(BytesIO(printed.data)).pages[0].extract_text()
    words = {"subject": "Your seat", "text": "Dear colleagues, please name somebody."}
    unsaid = hall.client.post(url, data={**words, "drop": "1", "reason": " "})
    assert (unsaid.status_code, words["text"] in unsaid.text) == (422, True)
    assert hall.client.post(url, data=words).status_code == 303
    (kept,) = letters_about(app, hall.seats[2])
    assert (kept.state, kept.text) == (LetterState.SENT, words["text"])
    assert hall.client.post(url, data=words).status_code == 409
    member = client_for(make.seated(body_id, Role.MEMBER, "Layla Nasser"))
    assert member.get(url).status_code in (403, 404)
    sit(make, hall, body_id, "present", "present")
    sit(make, hall, body_id, "present", "present")  # a newer draft takes the place of the older
    states = [one.state for one in letters_about(app, hall.seats[2])]
    assert states == [LetterState.SENT, LetterState.DROPPED, LetterState.DRAFT]
    hall.number = hall.before  # and it is put away when somebody turns out to have come
    tap(hall, "present", "present", "remote")
    newest = letters_about(app, hall.seats[2])[-1]
    assert (newest.state, "somebody came" in newest.reason) == (LetterState.DROPPED, True)


def test_no_letter_about_a_seat_that_nobody_held(app, make, hall, body_id):
    make.rules(body_id, absences_limit=1)
    empty = make.seat(body_id, organisation_id=make.organisation("Port"))
    sit(make, hall, body_id, "present", "present", "present")
    assert letters_about(app, empty) == []


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
    hall.number = make.planned(body_id)
    make.convened(hall.number)
    tap(hall, *["present"] * 5)
    page = BeautifulSoup(page_of(hall), "html.parser")
    assert len(page.select(".presence-row")) == 101
    assert "5 of 100 seats of members are there." in page.text
    called = hall.client.get(f"/meetings/{hall.number}/people")
    assert BeautifulSoup(called.text, "html.parser").text.count("No answer yet") >= 100


def test_who_was_there_is_seen_by_members_and_noted_by_the_office(
    app, make, hall, client_for, body_id
):
    member = client_for(make.seated(body_id, Role.MEMBER, "Layla Nasser"))
    whom = f"seat-{hall.seats[0]}"
    send(hall, "attendance", whom=whom, presence="excused", note="in hospital")
    url = f"/meetings/{hall.number}/attendance"
    seen = member.get(url)
    assert (seen.status_code, "Excused" in seen.text) == (200, True)
    assert "in hospital" not in seen.text  # a word to the office is no business of others
    assert member.post(url, data={}).status_code == 403
    planned = make.planned(body_id)
    typed = {"whom": whom, "presence": "present"}
    assert hall.client.post(f"/meetings/{planned}/attendance", data=typed).status_code == 409


def test_the_letter_goes_by_mail_to_the_contacts_once_the_secretary_says_so(
    app, make, hall, body_id, monkeypatch
):
    make.rules(body_id, absences_limit=1)
    sit(make, hall, body_id, "present", "present")
    (letter,) = letters_about(app, hall.seats[2])
    url, words = f"/absence-letters/{letter.id}", {"subject": "Your seat", "text": "Dear all"}
    alone = hall.client.post(url, data={**words, "mail": "1"})
    assert alone.status_code == 409
    assert "Dear all" in alone.text
    person = make.person("Dina Aziz")
    with app.app_context(), unit_of_work():
        db.session.get_one(Person, person).email = "dina@example.org"
        contact = Contact(organisation_id=letter.organisation_id, person_id=person)
        db.session.add(contact)
    sent = []
    monkeypatch.setattr("ntfc.mail.is_written", lambda: True)
    monkeypatch.setattr("ntfc.mail.send", lambda **mail: sent.append((mail["to"], mail["body"])))
    assert "Dina Aziz" in hall.client.get(url).text
    assert sent == []  # nothing goes by itself
    assert hall.client.post(url, data={**words, "mail": "1"}).status_code == 303
    assert sent == [("dina@example.org", "Dear all\n")]
    (kept,) = letters_about(app, hall.seats[2])
    assert (kept.state, kept.mailed_to) == (LetterState.SENT, "Dina Aziz")
    assert "Dina Aziz" in hall.client.get(url).text
    assert hall.client.post(url, data={**words, "mail": "1"}).status_code == 409
