from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from ntfc.actions import queries, rules
from ntfc.actions.hooks import ntfc_agenda_proposals, ntfc_open_work
from ntfc.actions.models import Action, ActionEvent, ActionState
from ntfc.actions.service import following, progress, recording
from ntfc.agendas import queries as agendas
from ntfc.agendas.rules import BY_KEY, FOLLOW_UP_TITLE, lined_up
from ntfc.agendas.service import building
from ntfc.committees.queries import get_body, handed_over_as
from ntfc.committees.service import life
from ntfc.db import db
from ntfc.errors import Overtaken, PermissionDenied, Refused
from ntfc.jobs import Job
from ntfc.links.models import Link
from ntfc.meetings import service as meetings
from ntfc.meetings.queries import get_meeting
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role, can
from ntfc.transaction import unit_of_work
from tests.actions.conftest import DAY, NOW, acting

S = ActionState


def test_numbers_run_on_in_each_body_also_when_two_record_at_one_moment(
    app, table, make_body, press_twice
):
    other = make_body("Working Group")
    made = [table.take(), table.take(body_id=other), table.take()]
    assert [table.action(one)["number"] for one in made] == [1, 1, 2]

    def record():
        body = get_body(table.body_id)
        yield
        recording.add(body, facts={"title": "Twice"}, actor=SYSTEM, now=NOW, today=DAY)

    with app.test_request_context():
        assert press_twice(record) == [None, None]
    with app.app_context():
        query = select(Action.number).where(Action.body_id == table.body_id)
        assert sorted(db.session.scalars(query)) == [1, 2, 3, 4]


def test_done_counts_once_somebody_else_has_looked(table):
    one = table.take(person_id=table.member)
    with pytest.raises(Refused, match="Only those who speak"):
        table.do(table.officer, progress.claim, one)
    table.do(table.member, progress.report, one, text="Two of three", evidence="Letter 7")
    table.do(table.member, progress.claim, one, text="All sent")
    with pytest.raises(PermissionDenied):
        table.do(table.member, progress.verify, one)
    table.do(table.chair, progress.send_back, one, reason="One is missing")
    assert (table.action(one)["state"], table.action(one)["claimed_by_id"]) == (S.OPEN, None)
    table.do(table.secretary, progress.claim, one, text="Told by telephone")
    with pytest.raises(Refused, match="Somebody else verifies"):
        table.do(table.secretary, progress.verify, one)
    table.do(table.chair, progress.verify, one, text="Seen")
    assert table.action(one)["verified_by_id"] == table.chair
    assert table.steps(one) == [
        *("added", "reported", "claimed", "sent_back", "claimed", "verified"),
    ]
    with pytest.raises(Refused, match="“Verified”"):
        table.do(table.chair, recording.cancel, one, reason="Late")
    table.do(table.chair, recording.reopen, one, reason="It broke again")
    assert table.action(one)["verified_by_id"] is None


def test_the_database_too_refuses_who_verifies_their_own(app, table):
    one = table.take()
    with table.within(), pytest.raises(Refused, match="does not verify it too"), unit_of_work():
        action = queries.get_action(one)
        action.claimed_by_id = action.verified_by_id = table.chair


def test_a_chair_of_the_owner_does_not_verify_its_action(table, seat):
    own = seat(table.body_id, Role.CHAIR, "Karim Bishara", organisation_id=table.chamber)
    one = table.take()
    table.do(table.member, progress.claim, one)
    with pytest.raises(Refused, match="You speak for the institution"):
        table.do(own, progress.verify, one)


def test_by_link_one_reports_asks_for_a_date_and_says_it_is_done(table):
    one = table.take(person_id=table.member)
    later = DAY + timedelta(days=42)  # a Monday again
    wrong = {"due_on": DAY, "reason": "", "today": DAY}
    with pytest.raises(Refused, match="future"):
        table.by_link(table.member, rules.REPORT, progress.ask_for_date, one, **wrong)
    asking = {"due_on": later, "reason": "Staff are ill", "today": DAY}
    for _again in range(2):  # asked twice, it stays one question
        table.by_link(table.member, rules.REPORT, progress.ask_for_date, one, **asking)
    with pytest.raises(Refused, match="Say why"):
        table.do(table.chair, progress.answer_date, one, granted=False)
    table.do(table.chair, progress.answer_date, one, granted=True)
    found = table.action(one)
    assert (found["due_on"], found["until_on"], found["reminded"]) == (later, later, 0)
    table.by_link(table.member, rules.REPORT, progress.claim, one)
    with table.within():
        last = queries.events_of(queries.get_action(one))[-1]
        assert (last.kind.value, last.by_link) == ("claimed", True)
    assert table.steps(one).count("date_asked") == 2


def test_a_refused_date_stays_refused_with_its_reason(table):
    one = table.take(days=1)
    asking = {"due_on": DAY + timedelta(days=9), "reason": "Ill", "today": DAY}
    table.do(table.secretary, progress.ask_for_date, one, **asking)
    with pytest.raises(Refused, match="asked for this date yourself"):
        table.do(table.secretary, progress.answer_date, one, granted=True)
    table.do(table.chair, progress.answer_date, one, granted=False, answer="The ship sails")
    assert table.action(one)["due_on"] == DAY + timedelta(days=1)


def test_a_stale_form_changes_nothing_and_a_new_owner_is_told(table):
    one = table.take(person_id=table.member)
    facts = {"title": "Write again", "owner_id": table.customs, "person_id": table.officer}
    with pytest.raises(Overtaken):
        table.do(table.chair, recording.change, one, facts=facts, seen=0, today=DAY)
    seen = table.action(one)["version"]
    table.do(table.chair, recording.change, one, facts=facts, seen=seen, today=DAY)
    with table.app.app_context():
        old = select(Link.revoked_at).where(Link.person_id == table.member)
        assert all(db.session.scalars(old))
        new = select(Link.person_id).where(Link.revoked_at.is_(None))
        assert db.session.scalars(new).all() == [table.officer]


def test_who_sits_for_one_institution_acts_for_it(table):
    one = table.take(owner_id=None, person_id=table.officer, days=None)
    assert table.action(one)["owner_id"] == table.customs


@pytest.mark.rule("R162")
def test_reminders_go_to_the_owner_then_its_coordinator_then_the_chair(app, table):
    one = table.take(person_id=table.member)
    due = table.action(one)["until_on"]
    for days in (-8, -7, 1, 7, 14, 14, 40):
        table.do(SYSTEM, following.remind, one, today=due + timedelta(days=days))
    told = [step for step in table.steps(one) if step != "added"]
    assert told == ["reminded", "reminded", "coordinator_told", "chair_told"]
    with app.app_context():
        links = select(Link.person_id).where(Link.act == "actions.update").order_by(Link.id)
        asked = db.session.scalars(links).all()
        assert asked == [table.member, table.member, table.member, table.coordinator]
    table.do(table.member, progress.claim, one)
    table.do(SYSTEM, following.remind, one, today=due + timedelta(days=90))
    assert table.steps(one)[-1] == "claimed"
    # Sent back, it begins anew from that day, and each mail of the new round goes out.
    back = datetime.combine(due + timedelta(days=90), time(9), UTC)
    table.do(table.chair, progress.send_back, one, reason="No stamp", now=back)
    sent = len(table.steps(one))
    for days in (90, 91, 92, 97, 104, 120):
        table.do(SYSTEM, following.remind, one, today=due + timedelta(days=days))
    assert table.steps(one)[sent:] == ["reminded", "coordinator_told", "chair_told"]
    with app.app_context():
        assert db.session.scalars(links).all()[4:] == [table.member, table.coordinator]
    table.do(table.member, progress.claim, one)
    table.do(table.chair, progress.send_back, one, reason="No stamp", now=NOW)  # in good time
    for days in (-6, 1):
        table.do(SYSTEM, following.remind, one, today=due + timedelta(days=days))
    assert table.steps(one)[-3:] == ["sent_back", "reminded", "reminded"]


def test_what_is_overdue_and_what_moved_proposes_itself_once(table, app):
    late, secret = table.take("Late"), table.take("Hidden", is_confidential=True)
    with app.app_context(), unit_of_work():
        for number in (late, secret):
            db.session.get_one(Action, number).until_on = DAY - timedelta(days=400)
    done = table.take("Done")
    table.do(table.member, progress.claim, done)
    meeting = type("M", (), {"starts_at": NOW + timedelta(days=2), "body_id": table.body_id})()
    with table.within():
        found = [*ntfc_agenda_proposals(get_body(table.body_id), meeting)]
        assert [(p.key, p.is_confidential) for p in found] == [
            *(("follow_up", False), (f"actions:{late}", False), (f"actions:{secret}", True)),
        ]
        assert "reported as done: 1" in str(found[0].reason)


@pytest.mark.rule("R102")
def test_what_was_promised_is_the_first_item_of_an_agenda_and_comes_again(table, client_for):
    late = table.take("Write to the port")
    with table.within(), unit_of_work():
        db.session.get_one(Action, late).until_on = DAY - timedelta(days=400)
        dates = (DAY + timedelta(days=days) for days in (10, 40))
        plans = [Plan(days=(DayPlan(day, time(10), time(12)),), time_zone="UTC") for day in dates]
        body = get_body(table.body_id)
        first, second = (meetings.plan(body, wanted=p, now=NOW, actor=SYSTEM).id for p in plans)

    def lines_of(meeting_id, *lines):
        with table.within(), unit_of_work():
            meeting = get_meeting(meeting_id)
            found = agendas.proposals_for(meeting, None, SYSTEM)
            building.begin(meeting, lines=lines, proposals=found, actor=SYSTEM, now=NOW)
        with table.within():
            lined = lined_up(agendas.agenda_of(meeting_id).items)
            return [(line.label, line.item.title) for line in lined]

    follow_up = str(FOLLOW_UP_TITLE)
    opening = {"kind": "formal", "title": "Opening"}
    assert lines_of(first, opening, {"title": "Fees"}) == [
        *(("1", "Opening"), ("2", follow_up), ("2.1", "Write to the port"), ("3", "Fees")),
    ]
    # From now on it stands, also where nothing is overdue, and once where a template has it too.
    table.do(table.chair, recording.cancel, late, reason="Done elsewhere")
    usual = lines_of(second, *BY_KEY["usual"].lines)
    assert usual[:2] == [("1", "Opening, and approval of the agenda"), ("2", follow_up)]
    assert [title for _number, title in usual].count(follow_up) == 1
    shown = client_for(table.secretary).get(f"/meetings/{first}/agenda").text
    assert shown.index(follow_up) < shown.index("Fees")
    assert "still open: 1" in shown


def test_a_body_that_closes_hands_its_open_actions_to_its_heir(table, make_body):
    heir = make_body("Council")
    one, cancelled = table.take(details="All of it", is_confidential=True), table.take("No more")
    table.do(table.chair, recording.cancel, cancelled, reason="Done elsewhere")
    with table.within(), unit_of_work():
        body = get_body(table.body_id)
        body.parent_id, body.path = heir, f"/{heir}/{body.id}/"
        assert [str(work.title) for work in ntfc_open_work(body)] == ["Write to the port"]
    with table.within(), unit_of_work():
        life.close(get_body(table.body_id), reason="Over", today=DAY, actor=acting(table.chair))
    with table.within():
        (received,) = queries.open_in(heir)
        assert (received.came_from_id, received.details) == (one, "All of it")
    assert table.action(one)["state"] is S.PASSED_ON
    assert table.action(cancelled)["state"] is S.CANCELLED
    assert table.steps(one)[-1] == "passed_on"
    with table.within():
        (kept,) = handed_over_as([f"actions:{one}"])
        assert (kept.heir_id, kept.due_on is None, kept.for_circle) == (heir, False, True)
        last = db.session.scalars(select(ActionEvent).order_by(ActionEvent.id.desc())).first()
        assert last.person_id == table.chair


def test_the_history_of_an_action_is_never_altered(table):
    table.take()
    for change in (lambda e: setattr(e, "text", "x"), db.session.delete):
        with table.within(), unit_of_work():
            change(db.session.scalars(select(ActionEvent)).first())
            with pytest.raises(RuntimeError, match="never altered"):
                db.session.flush()
            db.session.rollback()


def test_nothing_is_mailed_to_who_has_no_address(table, app):
    table.take(person_id=table.officer)
    with app.app_context():
        assert db.session.scalars(select(Job).where(Job.kind == "mail")).all() == []


def test_whoever_never_signs_in_answers_by_a_new_link_when_it_goes_on(table, monkeypatch):
    """The link before was used, so that a mail without one would ask for what cannot be done."""
    mailing = {"smtp_url": "smtp://mail.example", "mail_from": "ntfc@example.org"}
    written = replace(table.app.extensions["ntfc.config"], **mailing)
    monkeypatch.setitem(table.app.extensions, "ntfc.config", written)
    with table.within(), unit_of_work():
        db.session.get_one(Person, table.member).email = "mariam@example.org"
    one = table.take(person_id=table.member)
    table.by_link(table.member, rules.REPORT, progress.claim, one)
    table.do(table.chair, progress.send_back, one, reason="The plan is missing")
    table.by_link(table.member, rules.REPORT, progress.claim, one)
    table.do(table.chair, progress.verify, one)
    table.do(table.chair, recording.reopen, one, reason="It broke again")
    table.do(table.chair, recording.cancel, one, reason="The port is closed")
    with table.within():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id)).all()
        sent = [job.payload["body"] for job in jobs if job.payload["name"] == "Mariam Tesfaye"]
    for reason, has_link in (("plan is", True), ("broke again", True), ("is closed", False)):
        (body,) = [body for body in sent if reason in body]
        assert ("/l/" in body) is has_link
        assert "Write to the port" in body


@pytest.mark.parametrize("is_secret", [False, True])
def test_the_mail_says_which_action_it_is_about_unless_it_is_in_confidence(
    table, monkeypatch, is_secret
):
    """What is in confidence is read behind the link only."""
    mailing = {"smtp_url": "smtp://mail.example", "mail_from": "ntfc@example.org"}
    written = replace(table.app.extensions["ntfc.config"], **mailing)
    monkeypatch.setitem(table.app.extensions, "ntfc.config", written)
    with table.within(), unit_of_work():
        db.session.get_one(Person, table.member).email = "mariam@example.org"
    table.take("Canary cage", details="Canary seed", is_confidential=is_secret)
    with table.within():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail")).all()
        (body,) = [j.payload["body"] for j in jobs if j.payload["name"] == "Mariam Tesfaye"]
    assert "June 11, 2026" in body
    for word in ("Canary cage", "Canary seed"):
        assert (word in body) is not is_secret


def test_who_is_named_reads_and_reports_without_a_seat_and_in_confidence(table, make_person):
    named, stranger = (make_person(name, email=None) for name in ("Lina Aziz", "Noor Saleh"))
    secret = table.take(person_id=named, is_confidential=True)
    with table.within():
        found = queries.get_action(secret)
        assert can(acting(named), rules.VIEW, found)
        assert can(acting(named), rules.REPORT, found)
        assert not can(acting(stranger), rules.VIEW, found)
        assert not can(acting(stranger), rules.REPORT, found)
        assert not can(acting(named), rules.VERIFY, found)
