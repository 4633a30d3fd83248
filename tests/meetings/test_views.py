from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask_babel import format_date

from ntfc import clock
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.permissions import Role
from ntfc.procedure.models import CadenceKind
from ntfc.transaction import unit_of_work
from tests.filling import both, opened
from tests.meetings.conftest import ZONE


@pytest.fixture
def secretary(make, client_for, body_id):
    return client_for(make.seated(body_id))


@pytest.fixture
def member(make, client_for, body_id):
    return client_for(make.seated(body_id, Role.MEMBER, "Karim Odeh"))


def ahead(days=30):
    return (clock.today(ZONE) + timedelta(days=days)).isoformat()


FURTHER = [f"further-0-{name}" for name in ("day", "starts", "ends", "place")]


def typed(**values):
    return {
        "first-day": ahead(),
        "first-starts": "10:00",
        "first-ends": "12:30",
        "kind": "ordinary",
        "mode": "on_site",
        "host_id": "",
        "place": "Customs house",
        "time_zone": ZONE,
        **values,
    }


def meetings(app):
    with app.app_context():
        return db.session.scalars(db.select(Meeting).order_by(Meeting.id)).all()


def test_a_meeting_is_planned_in_one_form_and_then_stands_in_the_lists(app, secretary, body_id):
    answer = secretary.post(f"/bodies/{body_id}/meetings/new", data=typed())
    assert answer.status_code == 303
    (meeting,) = meetings(app)
    assert answer.location == f"/meetings/{meeting.id}/"
    for address in (answer.location, f"/bodies/{body_id}/meetings", "/meetings/"):
        assert "Customs house" in secretary.get(address).text


def test_the_form_opens_with_day_host_and_place_of_the_next_meeting(app, make, secretary, body_id):
    make.rules(body_id, cadence=CadenceKind.MIN_PER_YEAR, cadence_n=4)
    customs = make.organisation("Customs", side="customs", kind="customs_administration")
    chamber = make.organisation("Chamber", side="business", kind="chamber")
    for owner in (customs, chamber):
        make.seat(body_id, Role.MEMBER, owner)
    past = make.planned(body_id, clock.today(ZONE) - timedelta(days=90), host_id=customs)
    make.stored(past, state=MeetingState.HELD, convened_at=clock.now(), number=1)
    page = BeautifulSoup(secretary.get(f"/bodies/{body_id}/meetings/new").text, "html.parser")
    assert page.select_one("[name=first-day]")["value"] > clock.today(ZONE).isoformat()
    assert page.select_one("[name=host_id] option[selected]").text == "Chamber"
    assert "Rule 1" in page.text
    assert "the public side" in page.text
    assert page.select_one("[name=first-starts]")["value"] == "10:00"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first-day": "tomorrow"}, "Write the day as"),
        ({"first-day": ""}, "This field is required."),
        ({"first-ends": "09:00"}, "ends before it begins"),
        ({"time_zone": "Mars/Base"}, "There is no time zone “Mars/Base”"),
        ({"online_address": "javascript:alert(1)"}, "An address begins with https://"),
        ({"kind": "joint"}, "Say which body meets together"),
        ({"kind": "sudden"}, "Choose from what is offered here."),
        ({"further-0-day": "", "further-0-starts": "09:00", "further-0-ends": "",
          "further-0-place": ""}, "This field is required."),
        ({"title": "x" * 201}, "200"),
    ],
)  # fmt: skip
def test_what_is_typed_badly_gets_a_sentence_and_loses_nothing(
    app, secretary, body_id, wrong, sentence
):
    said = typed(place="Hall 7 of the كرامة palace", purpose="Fees", **wrong)
    answer = secretary.post(f"/bodies/{body_id}/meetings/new", data=said)
    assert answer.status_code in (409, 422)
    page = BeautifulSoup(answer.text, "html.parser")
    above = page.select_one(".form-errors").text
    assert sentence in (page.text if "further-0-day" in wrong else above)
    assert page.select_one("[name=place]")["value"] == said["place"]
    assert page.select_one("[name=purpose]").text.strip() == "Fees"
    assert meetings(app) == []


def test_the_hour_that_daylight_saving_skips_gets_a_clear_sentence(app, secretary, body_id):
    said = typed(**{"first-day": "2026-03-29", "first-starts": "02:30", "first-ends": "05:00"}) | {
        "time_zone": "Europe/Paris"
    }
    answer = secretary.post(f"/bodies/{body_id}/meetings/new", data=said)
    assert answer.status_code == 409
    assert "there is no 02:30 in Europe/Paris" in answer.text
    assert "Customs house" in answer.text


def test_a_further_day_is_added_without_losing_what_was_typed(app, secretary, body_id):
    url = f"/bodies/{body_id}/meetings/new"
    answer = secretary.post(url, data=typed(more="day", purpose="Two days at the port"))
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one("[name=further-0-day]") is not None
    assert "Two days at the port" in page.text
    assert meetings(app) == []
    second = {
        "further-0-day": ahead(31),
        "further-0-starts": "09:00",
        "further-0-ends": "11:00",
        "further-0-place": "Port of Marsa",
    }
    answer = secretary.post(url, data=typed(**second))
    assert "Port of Marsa" in secretary.get(answer.location).text


def test_of_two_who_change_a_meeting_the_second_is_told(app, make, secretary, body_id):
    number = make.planned(body_id)
    url = f"/meetings/{number}/edit"
    form = BeautifulSoup(secretary.get(url).text, "html.parser")
    seen = form.select_one("[name=seen]")["value"]
    assert secretary.post(url, data=typed(seen=seen)).status_code == 303
    said = typed(seen=seen, place="The old town hall")
    answer = secretary.post(url, data=said)
    assert answer.status_code == 409
    assert "Somebody changed this meeting since you opened it" in answer.text
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one("[name=place]")["value"] == "The old town hall"
    again = page.select_one("[name=seen]")["value"]
    assert secretary.post(url, data=said | {"seen": again}).status_code == 303
    first = {"first-starts": "11:00", "purpose": "The gate.", "is_public": ["y"], "mode": "online"}
    page = both(secretary, url, first, {"first-ends": "15:30"})
    assert "Somebody else saved here" not in page.text
    two = dict(zip(FURTHER, (ahead(31), "09:00", "11:00", "Port"), strict=True))
    late = opened(secretary.get(url))
    assert secretary.post(url, data=late | two).status_code == 303
    told = opened(secretary.post(url, data=late | {"place": "Hill"}))
    assert told | two == told, "the day that somebody added is there"
    other = secretary.post(url, data=late | two | {"further-0-starts": "09:30"})
    words = " ".join(BeautifulSoup(other.text, "html.parser").text.split())
    assert f"Somebody else saved here: {ahead(31)} 09:00–11:00" in words


def test_calling_off_asks_for_the_reason(app, make, secretary, body_id):
    number = make.planned(body_id)
    url = f"/meetings/{number}/cancel"
    assert secretary.post(url, data={"reason": " "}).status_code in (409, 422)
    assert secretary.post(url, data={"reason": "Flood"}).status_code == 303
    assert "Flood" in secretary.get(f"/meetings/{number}/").text
    assert secretary.post(url, data={"reason": "Again"}).status_code == 409


def test_a_plan_is_seen_by_its_heads_only_and_a_called_meeting_by_the_readers(
    app, make, client_for, secretary, member, body_id
):
    number = make.planned(body_id, place="Secret hall")
    assert member.get(f"/meetings/{number}/").status_code == 404
    assert "Secret hall" not in member.get("/meetings/").text
    assert "Secret hall" not in member.get(f"/bodies/{body_id}/meetings").text
    assert "Secret hall" not in member.get(f"/bodies/{body_id}/").text
    assert client_for(make.seated(body_id, Role.CHAIR)).get(f"/meetings/{number}/")
    make.stored(number, state=MeetingState.CONVENED, convened_at=clock.now(), number=1)
    assert "Secret hall" in member.get(f"/meetings/{number}/").text
    stranger = client_for(make.person("Huda Salem"))
    assert stranger.get(f"/meetings/{number}/").status_code == 200


def test_how_to_join_from_afar_is_told_to_those_who_meet(make, client_for, member, body_id):
    address = "https://meet.example.org/fees"
    number = make.planned(body_id, online_address=address)
    make.stored(number, state=MeetingState.CONVENED, convened_at=clock.now(), number=1)
    assert address in member.get(f"/meetings/{number}/").text
    stranger = client_for(make.person("Huda Salem"))
    assert address not in stranger.get(f"/meetings/{number}/").text


def test_a_restricted_body_shows_its_meetings_to_its_seats_only(make, client_for):
    body_id = make.body("Hidden", is_restricted=True)
    member = client_for(make.seated(body_id, Role.MEMBER))
    number = make.planned(body_id)
    make.stored(number, state=MeetingState.CONVENED, convened_at=clock.now(), number=1)
    assert member.get(f"/meetings/{number}/").status_code == 200
    stranger = client_for(make.person("Huda Salem"))
    assert stranger.get(f"/meetings/{number}/").status_code == 404
    assert stranger.get(f"/bodies/{body_id}/meetings").status_code == 404


def test_the_lists_cost_the_same_with_many_meetings(
    make, secretary, body_id, assert_constant_queries
):
    first = clock.today(ZONE)

    def grow(count=30):
        for number in range(count):
            made = make.planned(body_id, first - timedelta(days=2 + number))
            make.stored(made, state=MeetingState.HELD, convened_at=clock.now())
            make.planned(body_id, first + timedelta(days=2 + number))

    grow(1)
    for url in ("/meetings/", f"/bodies/{body_id}/meetings", f"/bodies/{body_id}/", "/"):
        assert_constant_queries(secretary, url, lambda: grow(3))


def test_long_lists_are_read_page_by_page(make, secretary, body_id):
    first = clock.today(ZONE)
    for number in range(27):
        made = make.planned(body_id, first - timedelta(days=2 + number), title=f"Sitting {number}")
        make.stored(made, state=MeetingState.HELD, convened_at=clock.now())
    page = secretary.get(f"/bodies/{body_id}/meetings").text
    assert "Sitting 0" in page
    assert "Sitting 26" not in page
    assert "Sitting 26" in secretary.get(f"/bodies/{body_id}/meetings?page=2").text
    assert secretary.get(f"/bodies/{body_id}/meetings?page=99").status_code == 200


def test_the_page_of_a_body_shows_last_next_due_and_what_was_kept(make, secretary, body_id):
    make.rules(body_id, cadence=CadenceKind.MAX_GAP_DAYS, cadence_n=90)
    today = clock.today(ZONE)
    assert "Overdue" in secretary.get(f"/bodies/{body_id}/").text
    held = make.planned(body_id, today - timedelta(days=40), title="The one in the port")
    make.stored(held, state=MeetingState.HELD, convened_at=clock.now(), number=1)
    page = secretary.get(f"/bodies/{body_id}/").text
    assert "Overdue" not in page
    assert "The one in the port" in page
    ahead = make.planned(body_id, today + timedelta(days=20), title="The one in the hall")
    assert "The one in the hall" in secretary.get(f"/bodies/{body_id}/").text
    rhythm = secretary.get(f"/bodies/{body_id}/meetings").text
    assert "Missed" in rhythm  # the first ninety days of the body
    assert "Still running" in rhythm
    # It ends once nothing is before it, and then nothing new is offered.
    end = {"reason": "Its work is done"}
    asked = secretary.get(f"/bodies/{body_id}/close").text
    assert "A meeting is still open" in asked
    assert "Nothing is open." not in asked
    refused = secretary.post(f"/bodies/{body_id}/close", data=end)
    assert refused.status_code == 422
    assert refused.text.count("A meeting is still open") == 1
    assert "The one in the hall" in refused.text
    assert "Plan a meeting" in secretary.get(f"/bodies/{body_id}/").text
    make.stored(ahead, state=MeetingState.CANCELLED)
    assert secretary.post(f"/bodies/{body_id}/close", data=end).status_code == 303
    page = secretary.get(f"/bodies/{body_id}/").text
    for offer in ("Plan a meeting", "Bring an issue", "Write down a decision", "Record an action"):
        assert offer not in page


def test_a_due_meeting_waits_for_the_secretary_until_it_is_planned_and_called(
    make, secretary, member, body_id
):
    make.rules(body_id, cadence=CadenceKind.MAX_GAP_DAYS, cadence_n=90, notice_days=14)
    assert "The next meeting is due" in secretary.get("/").text
    assert "The next meeting is due" not in member.get("/").text
    held = make.planned(body_id, clock.today(ZONE) - timedelta(days=80))
    make.stored(held, state=MeetingState.HELD, convened_at=clock.now(), number=1)
    assert "The next meeting is due" in secretary.get("/").text
    number = make.planned(body_id, clock.today(ZONE) + timedelta(days=9))
    page = secretary.get("/").text
    assert "The next meeting is due" not in page
    assert "nobody was told yet" in page
    make.stored(number, state=MeetingState.CONVENED, convened_at=clock.now(), number=2)
    assert "nobody was told yet" not in secretary.get("/").text


def test_the_page_says_who_can_see_it(make, secretary, member, body_id):
    number = make.planned(body_id)
    assert "until it is called" in secretary.get(f"/meetings/{number}/").text
    make.stored(number, state=MeetingState.CONVENED, convened_at=clock.now(), number=1)
    assert "Everybody who signs in" in member.get(f"/meetings/{number}/").text


@pytest.mark.rule("R72")
def test_the_tree_shows_for_each_body_its_rhythm_when_it_met_and_when_it_meets(
    app, make, client_for, body_id
):
    today = clock.today("UTC")
    started = today - timedelta(days=70)
    group = make.body("Transit group", body_id, started_on=started, weekend=[])  # any day will do
    make.rules(body_id, cadence=CadenceKind.MAX_GAP_MONTHS, cadence_n=6)
    make.rules(group, cadence=CadenceKind.MAX_GAP_DAYS, cadence_n=30)
    long_ago = make.planned(group, today - timedelta(days=10), now=clock.now() - timedelta(days=60))
    later = make.planned(body_id, today + timedelta(days=40))
    with app.test_request_context(), unit_of_work():
        db.session.get_one(Meeting, long_ago).state = MeetingState.HELD
    client, office = (
        client_for(make.seated(body_id, role)) for role in (Role.MEMBER, Role.SECRETARY)
    )

    def rows(reader):
        page = BeautifulSoup(reader.get("/bodies/").text, "html.parser")
        return {
            row.th.a.text: [
                row.select_one(f"td[data-label='{name}']").get_text(strip=True)
                for name in ("Last met", "Meets next", "Next due")
            ]
            for row in page.select("#body-table tbody tr")
        }

    name = next(name for name in rows(client) if name != "Transit group")
    with app.test_request_context():
        met, meets, due = (
            format_date(today + timedelta(days=days), "medium") for days in (-10, 40, 20)
        )
    assert rows(office)["Transit group"] == [met, "–", due]
    assert rows(office)[name][:2] == ["–", meets]
    assert rows(client)[name][:2] == ["–", "–"]  # it is only planned
    make.convened(later)
    assert rows(client)[name][:2] == ["–", meets]
