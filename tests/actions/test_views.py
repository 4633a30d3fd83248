from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from sqlalchemy import select

from ntfc import clock
from ntfc.actions import queries, rules
from ntfc.actions.hooks import ntfc_item_acts as take_on
from ntfc.actions.hooks import ntfc_waiting, report_to_sponsors
from ntfc.actions.models import Action, ActionState, SponsorReport
from ntfc.actions.service import letters, progress, sponsoring
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import ItemState
from ntfc.agendas.service import building
from ntfc.committees.models import Body, State
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.decisions.hooks import ntfc_item_acts as decide
from ntfc.issues.service import proposing
from ntfc.jobs import Job
from ntfc.links import rules as link_rules
from ntfc.links import service as links
from ntfc.mandates import service as mandates
from ntfc.mandates.models import TermsOfReference, TermsState
from ntfc.meetings import service as meetings
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.organisations.models import Camp
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from ntfc.transaction import unit_of_work
from tests.actions.conftest import DAY, NOW, acting
from tests.twice import kept_when_signed_out

AHEAD = timedelta(days=20)
SMTP = {"smtp_url": "smtp://mail.example", "mail_from": "ntfc@example.org"}


@pytest.fixture
def browser(client_for, table):
    return lambda name: client_for(getattr(table, name))


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def typed(table, **more):
    due = (clock.now().date() + AHEAD).isoformat()
    return {"title": "Write to the port", "owner_id": str(table.chamber), "due_on": due, **more}


def actions(app):
    with app.app_context():
        found = db.session.query(Action).order_by(Action.id).all()
        db.session.expunge_all()
        return found


def test_an_action_is_recorded_by_three_answers(app, table, browser, monkeypatch):
    client, address = browser("secretary"), f"/bodies/{table.body_id}/actions/new"
    form = page_of(client.get(address))
    assert [f["name"] for f in form.select("#action-form [required]")] == ["title"]
    assert [g["label"] for g in form.select("#owner_id optgroup")] == ["At the table"]
    away, reached = table.take(owner_id=table.institution("Port", Camp.PUBLIC)), table.take()
    by_hand = [
        "Nobody sits here for it" in client.get(f"/actions/{n}").text for n in (away, reached)
    ]
    assert by_hand == [True, False]
    answer = client.post(address, data=typed(table))
    assert answer.status_code == 200  # no mail leaves: the links are shown, this once
    assert "/l/" in answer.text
    # Whoever was writing the record goes on there, and has the address beside it, this once.
    record = f"/bodies/{table.body_id}/"
    going_on = client.post(f"{address}?way_back={record}", data=typed(table, title="Write again"))
    assert (going_on.status_code, going_on.location) == (303, record)
    shown = page_of(client.get(record)).select(".flash input[readonly]")
    assert all("/l/" in one["value"] for one in shown)
    assert "No mail reaches" in shown[0].parent.text
    assert not page_of(client.get(record)).select(".flash input")
    by_script = client.post(address, data=typed(table), headers={"HX-Request": "true"})
    assert "/l/" in by_script.text
    assert by_script.headers["HX-Retarget"] == "body", "a whole page has no place inside a form"
    _away, _reached, made, _beside, _second = actions(app)
    assert (made.number, made.owner_id, made.state) == (3, table.chamber, ActionState.OPEN)
    recorded = page_of(client.get(f"/actions/{made.id}")).select_one("#history .path-title")
    assert str(made.due_on.year) not in recorded.next_element.text  # its date is not that day
    assert "Due on" in recorded.parent.text
    assert "Write to the port" in client.get(f"/bodies/{table.body_id}/actions").text
    monkeypatch.setattr(
        link_rules, "BESIDE", 0
    )  # more than fit beside: the page has them, and the way
    many = client.post(f"{address}?way_back={record}", data=typed(table, title="Write to all"))
    assert "/l/" in many.text
    assert page_of(many).find("a", href=record)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": " "}, "#title-error"),
        ({"title": "x" * 301}, "#title-error"),
        ({"due_on": "2026-02-30"}, "#due_on-error"),
        ({"owner_id": "x"}, "#owner_id-error"),
        ({"person_id": "99999"}, "#person_id-error"),
        ({"due_on": "2001-01-01"}, ".form-errors"),
        ({"is_date_open": "y"}, ".form-errors"),
    ],
)
def test_what_is_typed_wrong_is_told_and_nothing_is_lost(app, table, browser, wrong, told):
    address = f"/bodies/{table.body_id}/actions/new"
    data = typed(table, details="عربي 🚚", **wrong)
    answer = browser("secretary").post(address, data=data)
    assert answer.status_code in (409, 422)
    page = page_of(answer)
    assert page.select_one(told).text.strip()
    assert page.select_one("#details").text.strip() == "عربي 🚚"
    assert actions(app) == []


def test_an_action_on_a_holiday_says_until_when_it_is_in_time(app, table, browser):
    day = clock.now().date() + AHEAD
    day += timedelta(days=(5 - day.weekday()) % 7)  # a Saturday
    client = browser("secretary")
    client.post(f"/bodies/{table.body_id}/actions/new", data=typed(table, due_on=day.isoformat()))
    (made,) = actions(app)
    assert made.until_on == day + timedelta(days=2)
    assert "no working day: in time until" in client.get(f"/actions/{made.id}").text


def test_a_stale_form_keeps_what_was_typed(table, browser):
    one = table.take(today=clock.now().date())
    client = browser("chair")
    seen = page_of(client.get(f"/actions/{one}/edit")).select_one("[name=seen]")["value"]
    data = typed(table, title="First", seen=seen)
    assert client.post(f"/actions/{one}/edit", data=data).status_code in (200, 303)
    again = client.post(f"/actions/{one}/edit", data={**data, "title": "Second 🚢"})
    assert again.status_code == 409
    assert "Somebody changed this action" in again.text
    assert page_of(again).select_one("#title")["value"] == "Second 🚢"


def test_verifying_is_offered_only_to_others_and_said_once(table, browser):
    one = table.take(today=clock.now().date())
    table.do(table.secretary, progress.claim, one)
    waits = page_of(browser("secretary").get(f"/actions/{one}")).select_one("#check")
    assert waits.select("form") == []
    assert "Somebody else verifies it" in waits.text  # not that it waits for the secretary
    chair = browser("chair")
    assert page_of(chair.get(f"/actions/{one}")).select("#check form")
    own = browser("secretary").post(f"/actions/{one}/verify", data={"text": "I saw it"})
    assert own.status_code == 409
    assert "Somebody else verifies it" in own.text
    assert chair.post(f"/actions/{one}/verify", data={"text": "Seen"}).status_code == 303
    twice = chair.post(f"/actions/{one}/verify", data={"text": "Seen"})
    assert twice.status_code == 409
    assert "“Verified”" in twice.text


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        ({"how": "later", "text": "Ill"}, "due_on"),
        ({"how": "later", "due_on": "2099-01-01"}, "text"),
        ({"how": "goes"}, "text"),
        ({"text": "All done"}, "how"),
    ],
)
def test_a_report_asks_for_what_it_needs_and_keeps_the_rest(table, browser, data, missing):
    one = table.take(today=clock.now().date())
    answer = browser("member").post(f"/actions/{one}/report", data=data)
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.select_one(f"#{missing}-error")
    assert page.select_one("#text").text.strip() == data.get("text", "")


def test_what_is_said_after_the_session_ended_is_sent_from_that_page(table, browser):
    one = table.take(today=clock.now().date())
    client, url = browser("member"), f"/actions/{one}/report"
    page = page_of(client.get(url))
    assert len(page.select("[name=how]")) == 3
    assert not page.select("[name=how][checked]"), "to press would be to say that it is done"
    ticket = page.select_one("[name=form_ticket]")["value"]
    typed = {"how": "goes", "text": "The port has answered.\n\nFees are next."}
    kept = kept_when_signed_out(client, url, **typed, form_ticket=ticket)
    for _press in range(2):
        assert client.post(url, data=kept).status_code == 303
    assert client.get(f"/actions/{one}").text.count("The port has answered.") == 1


def test_by_link_who_never_signs_in_says_how_it_goes(app, table, client_for):
    today = clock.now().date()
    one = table.take(today=today, person_id=table.member)
    with table.within(), unit_of_work():
        person = db.session.get_one(Person, table.member)
        action = queries.get_action(one)
        issued = links.issue(person, letters.UPDATE_ACT, action, actor=SYSTEM, now=clock.now())
    address = "/l/" + issued.url.rpartition("/l/")[2]
    visitor = client_for(None)
    assert "Write to the port" in visitor.get(address).text
    wrong = visitor.post(address, data={"how": "later", "text": "The crane broke"})
    assert wrong.status_code == 422
    assert "The crane broke" in wrong.text
    later = (today + AHEAD).isoformat()
    sent = visitor.post(address, data={"how": "later", "text": "Crane", "due_on": later})
    assert sent.status_code in (200, 303)
    assert table.steps(one)[-1] == "date_asked"
    with table.within(), unit_of_work():
        db.session.get_one(Action, one).person_id = table.officer
        db.session.get_one(Action, one).owner_id = table.customs
        person = db.session.get_one(Person, table.member)
        action = queries.get_action(one)
        issued = links.issue(person, letters.UPDATE_ACT, action, actor=SYSTEM, now=clock.now())
    gone = client_for(None).get("/l/" + issued.url.rpartition("/l/")[2])
    assert gone.status_code == 410


@pytest.mark.rule("R17")
@pytest.mark.rule("R161")
def test_completion_by_side_and_what_is_expected_stand_above_the_list(app, table, browser):
    with table.within(), unit_of_work():
        body, today = db.session.get_one(Body, table.body_id), clock.now().date()
        draft = mandates.start_version(body, actor=SYSTEM, now=clock.now(), today=today)
        draft.expected_of_private = "Each party carries out its own action items."
        draft.state, draft.adopted_on = TermsState.ADOPTED, today
        db.session.flush()
        assert db.session.query(TermsOfReference).count() == 1
    one = table.take(today=clock.now().date())
    table.do(table.member, progress.claim, one)
    table.do(table.chair, progress.verify, one)
    for name in ("member", "officer"):  # both sides see the same figure
        text = page_of(browser(name).get(f"/bodies/{table.body_id}/actions")).text
        assert "1 of 1 verified as done" in text
        assert "0 of 0 verified as done" in text
        assert "Each party carries out its own action items." in text


def test_what_is_in_confidence_is_hidden_from_who_only_attends(table, client_for, seat):
    secret = table.take("Canary", is_confidential=True, today=clock.now().date())
    observer = client_for(seat(table.body_id, Role.OBSERVER, "Ingrid Solberg"))
    assert observer.get(f"/actions/{secret}").status_code == 404
    for address in (f"/bodies/{table.body_id}/actions", "/actions/?show=all", "/"):
        assert "Canary" not in observer.get(address).text
    assert client_for(table.member).get(f"/actions/{secret}").status_code == 200


def test_home_names_what_is_due_and_what_waits_to_be_verified(table, client_for, app):
    today = clock.now().date()
    mine = table.take("My turn", days=3, today=today, person_id=table.member)
    assert "My turn" in client_for(table.member).get("/").text
    assert "My turn" not in client_for(table.officer).get("/").text
    table.do(table.member, progress.claim, mine)
    assert "1 action reported as done" in client_for(table.chair).get("/").text
    assert "My turn" in client_for(table.member).get("/actions/").text


def test_the_list_costs_the_same_for_few_actions_and_many(
    table, client_for, assert_constant_queries
):
    today = clock.now().date()
    table.take(today=today)
    client = client_for(table.chair)

    def grow():
        for _number in range(6):
            table.take(today=today, person_id=table.member)

    for address in (f"/bodies/{table.body_id}/actions", "/actions/?show=all"):
        assert_constant_queries(client, address, grow)
    page = page_of(client.get(f"/bodies/{table.body_id}/actions?camp=public&q=port&owner=x"))
    assert page.select("#action-table") == []


@pytest.mark.rule("R165")
def test_the_road_map_shows_both_sides_and_what_changed_since_the_version_before(
    table, browser, client_for
):
    today = clock.now().date()
    first = table.take("Write to the port", today=today)
    table.take("Canary", today=today, is_confidential=True)
    client, address = browser("secretary"), f"/bodies/{table.body_id}/road-map"
    assert client_for(table.member).post(address).status_code == 403
    assert client.post(address).status_code == 303
    unchanged = client.post(address)
    assert unchanged.status_code == 409
    assert "Nothing changed" in unchanged.text
    table.take("Count the lorries", today=today, owner_id=table.customs)
    table.do(table.member, progress.claim, first)
    page = page_of(client.get(address))
    assert "Write to the port" in page.select_one("#camp-private").text
    assert "Count the lorries" in page.select_one("#camp-public").text
    changed = page.select_one("#changes").text
    assert "Count the lorries" in changed
    assert "Open → Done, to be verified" in changed
    assert "Canary" not in page.text
    assert client.post(address).status_code == 303
    old = page_of(client.get(f"{address}?version=1"))
    assert "Count the lorries" not in old.text
    assert len(old.select("#versions li")) == 2


@pytest.mark.rule("R171")
def test_what_members_said_and_what_was_done_about_it(table, client_for):
    with table.within(), unit_of_work():
        brought = proposing.propose(
            get_body(table.body_id),
            facts={"title": "Opened twice", "problem": "Two agencies", "expected_result": "One"},
            organisation_id=table.chamber,
            actor=acting(table.member),
            now=NOW,
            today=DAY,
        )
        number = brought.id
    one = table.take("Open once", issue_id=number)
    table.do(table.member, progress.claim, one, text="Since May")
    address = f"/bodies/{table.body_id}/you-said-we-did"
    assert "Open once" not in client_for(table.member).get(address).text
    table.do(table.chair, progress.verify, one)
    page = client_for(table.member).get(address).text
    for word in ("Opened twice", "Chamber of Commerce", "Open once", "Since May"):
        assert word in page


def test_the_sponsor_reads_on_one_page_what_was_delivered_and_what_is_late(
    app, table, client_for, assert_constant_queries
):
    one, late = table.take("Done in time"), table.take("Still open")
    with table.within(), unit_of_work():
        now = clock.now()
        action = queries.get_action(one)
        progress.claim(action, actor=acting(table.member), now=now)
        progress.verify(action, actor=acting(table.chair), now=now)
        db.session.get_one(Action, late).until_on = now.date() - timedelta(days=3)
    client, address = client_for(table.chair), f"/bodies/{table.body_id}/sponsor-report"
    page = page_of(client.get(address))
    assert page.h1.text.strip() == "One page for the sponsor"
    assert "Done in time" in page.select_one("#verified").text
    assert "3 days late" in page.select_one("#overdue").text
    for page_address in (address, f"/bodies/{table.body_id}/road-map"):
        assert_constant_queries(client, page_address, lambda: [table.take() for _n in range(4)])


@pytest.mark.rule("R170")
def test_each_quarter_a_report_is_made_and_waits_to_be_sent_to_the_sponsor(
    table, client_for, make_person, monkeypatch
):
    with table.within():
        first, last = rules.quarter_before(clock.today(""))
    one, sponsor = table.take("Open once"), make_person("Layla Mansour")
    with table.within(), unit_of_work():
        body = get_body(table.body_id)
        body.state, body.started_on = State.ACTIVE, first
        action = queries.get_action(one)
        progress.claim(action, actor=acting(table.member), now=clock.now())
        progress.verify(action, actor=acting(table.chair), now=clock.now())
        action.verified_at = datetime.combine(last, time(12), UTC)
    with table.within():
        report_to_sponsors({})
        assert db.session.query(SponsorReport).count() == 0  # nobody is named
    with table.within(), unit_of_work():
        get_body(table.body_id).sponsor_id = sponsor
    for _twice in range(2):
        with table.within():
            report_to_sponsors({})
    with table.within():
        report = db.session.scalars(select(SponsorReport)).one()
        assert (report.from_on, report.until_on, report.sent_at) == (first, last, None)
        address = f"/sponsor-reports/{report.id}"
        told = [w.url for w in ntfc_waiting(acting(table.secretary), DAY)]
        assert address in told
        assert address not in [w.url for w in ntfc_waiting(acting(table.member), DAY)]
    office, member = client_for(table.secretary), client_for(table.member)
    paper = PdfReader(BytesIO(office.get(f"{address}/report.pdf").data))
    assert len(paper.pages) == 1
    for part in ("Open once", "Report to the sponsor", "What each side delivered"):
        assert part in paper.pages[0].extract_text()
    assert "Open once" in page_of(member.get(address)).select_one("#verified").text
    assert member.post(f"{address}/send").status_code == 403
    assert "It was handed over on paper" in office.get(address).text
    written = replace(table.app.extensions["ntfc.config"], **SMTP)
    monkeypatch.setitem(table.app.extensions, "ntfc.config", written)
    with table.within(), unit_of_work():
        db.session.get_one(Person, sponsor).email = "layla@example.org"
    assert office.post(f"{address}/send").status_code == 303
    assert "has been sent" in office.post(f"{address}/send").text
    with table.within():
        (mail,) = db.session.scalars(select(Job).where(Job.kind == "mail"))
        assert mail.payload["to"] == "layla@example.org"
        assert "Open once" in mail.payload["body"]


@pytest.mark.rule("R168")
def test_the_same_figure_is_told_at_first_and_later(table, client_for):
    one, _two = table.take("Open once"), table.take("Still open")
    with table.within(), unit_of_work():
        today = clock.today("")
        first = today - timedelta(days=90)
        made = sponsoring.make_report(
            get_body(table.body_id), first=first, last=first, actor=SYSTEM, now=NOW, today=first
        )
        assert rules.baseline(made.facts, made.facts) is None
        words = {"body": "B", "span": (first, first), "language": "en", "direction": "ltr"}
        sides = rules.paper_of(made.facts, before=None, **words).blocks[1]
        assert (len(sides.head), {len(row) for row in sides.rows}) == (4, {4})
    with table.within(), unit_of_work():
        action = queries.get_action(one)
        progress.claim(action, actor=acting(table.member), now=clock.now())
        progress.verify(action, actor=acting(table.chair), now=clock.now())
    client, address = client_for(table.chair), f"/bodies/{table.body_id}/sponsor-report"
    told = page_of(client.get(address)).select_one("#sides").text
    assert "1 of 2 verified as done" in told
    assert "0 of 2 verified as done (0 %)" in told
    paper = PdfReader(BytesIO(client.get(f"{address}.pdf").data)).pages[0].extract_text()
    assert ["1 (50 %)" in paper, "0 (0 %)" in paper] == [True, True]


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2026, 1, 1), (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 5, 31), (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2028, 7, 1), (date(2028, 4, 1), date(2028, 6, 30))),
    ],
)
def test_a_quarter_is_told_of_when_it_is_over(today, quarter):
    assert rules.quarter_before(today) == quarter


def test_an_item_offers_to_record_what_is_decided_and_taken_on(table):
    with table.within(), unit_of_work():
        plan = Plan(days=(DayPlan(DAY, time(10), time(12)),), time_zone="UTC")
        meeting = meetings.plan(get_body(table.body_id), wanted=plan, now=NOW, actor=SYSTEM)
        lines = [{"title": "Fees"}, {"title": "Seals"}]
        agenda = building.begin(meeting, lines=lines, actor=SYSTEM, now=NOW)
        (fees, seals), on = agenda.items, meeting.id
        seals.state, first = ItemState.DROPPED, fees.id
    for hook, page in ((take_on, "actions"), (decide, "decisions")):
        with table.within():
            agenda = agendas.agenda_of(on)
            (one,) = hook(agenda, acting(table.secretary))
            assert one.url == f"/bodies/{table.body_id}/{page}/new?item={first}"
            assert (one.item_id, one.in_meeting, one.at_once) == (first, True, False)
            assert [*hook(agenda, acting(table.member))] == []
