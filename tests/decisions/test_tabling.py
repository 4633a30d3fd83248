"""Drafts and agendas: what proposes itself, by which line it stands, and what is in confidence."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from ntfc import plugins
from ntfc.agendas import queries as agendas
from ntfc.agendas.service import building, moving, releasing
from ntfc.committees.models.vocabulary import State
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.hooks.items import acts_on
from ntfc.decisions.models import DecisionKind, DecisionState
from ntfc.decisions.service import drafting, polling, tabling
from ntfc.issues import queries as issues
from ntfc.issues.service import handing, merging
from ntfc.issues.service import moving as carrying
from ntfc.jobs import Job
from ntfc.meetings import service as planning
from ntfc.meetings.models import MeetingBody, MeetingState
from ntfc.meetings.queries import get_meeting
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.minutes.queries.outcomes import outcomes_of
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.rules import Facts
from ntfc.parking_lot.service import parking
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure.models import Procedure
from ntfc.transaction import unit_of_work
from tests.decisions.conftest import DAY, NOW, acting

TITLE = "One calendar"


@pytest.fixture
def config(config):
    return replace(config, smtp_url="smtp://mail.example", mail_from="ntfc@example.org")


def meet(table, days=20, *, joining=()):
    """Plan a meeting that was called, of the body alone or together with others."""
    on = DayPlan(DAY + timedelta(days=days), time(10), time(12))
    with table.within(), unit_of_work():
        wanted = Plan(days=(on,), time_zone="UTC")
        meeting = planning.plan(get_body(table.body_id), wanted=wanted, now=NOW, actor=SYSTEM)
        meeting.convened_at = NOW
        for body_id in joining:
            db.session.add(MeetingBody(meeting=meeting, body_id=body_id))
        db.session.flush()
        building.begin(meeting, lines=[], actor=SYSTEM, now=NOW)
        return meeting.id


def offered(table, meeting_id, who):
    with table.within():
        agenda = agendas.agenda_of(meeting_id)
        actor = acting(who) if isinstance(who, int) else who
        found = agendas.proposals_for(agenda.meeting, agenda, actor)
        return {one.key: one for one in found}


def take(table, meeting_id, *keys):
    """Put what proposes itself on the agenda, all of it or by its keys; return items by key."""
    with table.within(), unit_of_work():
        agenda = agendas.agenda_of(meeting_id)
        found = agendas.proposals_for(agenda.meeting, agenda, SYSTEM)
        chosen = [one for one in found if not keys or one.key in keys]
        building.take(agenda, proposals=chosen, procedure=Procedure(), actor=SYSTEM, now=NOW)
        return {item.origin_key: item.id for item in agenda.items}


def lost(table, title="One calendar", **facts):
    """Ask the seats in writing; nobody replies, so that the draft goes to the table."""
    made = table.draft(title, **facts)
    asking = rules.Asking(closes_on=DAY + timedelta(days=9))
    table.do(SYSTEM, polling.ask_in_writing, made, asking=asking, today=DAY)
    with table.within(), unit_of_work():
        (round_,) = queries.polls_of(queries.get_decision(made))
        late = DAY + timedelta(days=10)
        polling.settle(round_.poll, actor=SYSTEM, now=NOW, today=late)
    return made


def test_what_is_in_confidence_proposes_itself_as_an_item_in_confidence(
    app, table, make_body, seat, client_for
):
    """The mail says that it goes to the table; nobody else hears a word of it."""
    observer = seat(table.body_id, Role.OBSERVER, "Lina Haddad", organisation_id=table.customs)
    with table.within(), unit_of_work():
        db.session.get_one(Person, observer).email = "lina@example.org"
    asked = lost(table, "Canary one", is_confidential=True)
    late = table.draft("Canary two", DecisionKind.RECOMMENDATION, is_confidential=True)
    table.address(late, table.customs, DAY)
    table.adopt(late)
    below = make_body("Canary group", parent_id=table.body_id, is_restricted=True)
    passed = table.draft("Canary three", body_id=below)
    table.pass_up(passed)
    with table.within():
        (row,) = queries.received_in(table.body_id)
    own, first = (
        {f"decisions:{asked}", f"decisions:{late}:answers", f"decisions:{row.id}"},
        meet(table),
    )
    found = offered(table, first, table.secretary)
    assert own <= {key for key, one in found.items() if one.is_confidential}
    assert "Canary" not in str(found[f"decisions:{row.id}"].reason)
    assert not own & offered(table, first, observer).keys()
    joint = meet(table, 25, joining=[make_body("Sister")])
    assert not own & offered(table, joint, table.secretary).keys()  # others would read it there
    items = take(table, first)
    with table.within(), unit_of_work():
        agenda, chair = agendas.agenda_of(first), acting(table.chair)
        assert {items[key] for key in own} <= {i.id for i in agenda.items if i.is_confidential}
        mark = agendas.mark_of(agenda)
        releasing.agree(agenda, seen=mark, actor=chair, now=NOW, today=DAY)
        releasing.release(agenda, because="Heard", actor=SYSTEM, now=NOW, today=DAY)
    pages = ("/", f"/meetings/{first}/", f"/meetings/{first}/agenda", f"/bodies/{table.body_id}/")
    for page in pages:
        assert "Canary" not in client_for(observer).get(page).text, page
    assert "Canary one" in client_for(table.member).get(pages[2]).text
    with app.app_context():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail"))
        sent = [job.payload for job in jobs]
    assert any(mail["to"] == "lina@example.org" for mail in sent)
    assert "Canary" not in str(sent)
    assert table.decision(asked)["meeting_id"] == first


def test_a_draft_that_becomes_confidential_takes_its_line_with_it(table):
    made = lost(table)
    item = take(table, meet(table), f"decisions:{made}")[f"decisions:{made}"]
    for facts, hidden in (({"title": "Canary"}, False), ({"is_confidential": True}, True)):
        seen = table.decision(made)["version"]
        table.do(SYSTEM, drafting.change, made, facts=facts, seen=seen)
        with table.within():
            assert agendas.get_item(item).is_confidential is hidden


def parked(table, item_id):
    with table.within(), unit_of_work():
        facts = Facts(
            cause=Cause.NEEDS_THOUGHT,
            reason="Figures differ",
            asked_by_id=table.chair,
            owner_id=table.member,
            review_on=DAY + timedelta(days=30),
        )
        item = agendas.get_item(item_id)
        who = acting(table.secretary)
        made = parking.park_item(
            item, facts=facts, expected_result="One", actor=who, now=NOW, today=DAY
        )
        return made.issue_id


def test_a_draft_that_is_parked_waits_with_its_issue_and_comes_back_with_it(table, client_for):
    draft, browser = lost(table), client_for(table.secretary)
    key, page, first = f"decisions:{draft}", f"/decisions/{draft}", meet(table)
    issue = parked(table, take(table, first, key)[key])
    found = table.decision(draft)
    assert (found["state"], found["issue_id"]) == (DecisionState.PARKED, issue)
    assert found["item_id"] is found["meeting_id"] is None
    later = meet(table, 40)
    assert {one for one, said in offered(table, later, SYSTEM).items() if said.title == TITLE} == {
        f"parkings:{issue}"
    }
    shown = browser.get(page).text
    for words in ("Parked", "Figures differ", f"/issues/{issue}", "Take it up again"):
        assert words in shown
    assert browser.post(f"{page}/resume").status_code == 303  # without waiting for the issue
    assert browser.post(f"{page}/resume").status_code == 409
    assert table.decision(draft)["state"] is DecisionState.DRAFT
    assert key not in offered(table, later, SYSTEM)  # it would stand there twice
    with table.within(), unit_of_work():
        tabling.park(
            queries.get_decision(draft), issue=issues.get_issue(issue), actor=SYSTEM, now=NOW
        )
    items = take(table, later)
    assert [one for one in items if one and one.startswith(("decisions", "parkings"))] == [
        f"parkings:{issue}"
    ]
    back = table.decision(draft)
    assert (back["state"], back["item_id"]) == (DecisionState.DRAFT, items[f"parkings:{issue}"])
    with table.within():
        acts = acts_on(agendas.agenda_of(later), acting(table.secretary))
        assert page in {act.url for act in acts}
    assert table.adopt(draft, today=DAY + timedelta(days=50)) == 1
    assert table.decision(draft)["adopted_on"] == DAY + timedelta(days=40)
    assert table.steps(draft)[-5:] == ["parked", "resumed", "parked", "resumed", "adopted"]


def test_parked_drafts_go_on_where_their_issue_does_not_come_back(table, make_body):
    """Closed, handed over, merged into one on an agenda, and into one that is parked."""
    drafts = [lost(table, f"Text {n}") for n in range(6)]
    items, later = take(table, meet(table)), meet(table, 40)
    hidden = table.draft("Canary", is_confidential=True)
    numbers = [parked(table, items[f"decisions:{draft}"]) for draft in drafts]
    there = take(table, later, f"parkings:{numbers[5]}")[f"parkings:{numbers[5]}"]
    sister = make_body("Sister")
    with table.within(), unit_of_work():
        closed, handed, merged, joined, waits, planned = map(issues.get_issue, numbers)
        secret = queries.get_decision(hidden)
        tabling.park(secret, issue=handed, actor=SYSTEM, now=NOW)
        told = {"reason": "So", "actor": SYSTEM, "now": NOW}
        carrying.close(closed, **told)
        handing.hand_over(handed, to=get_body(sister), **told)
        merging.merge(merged, into=planned, **told)
        merging.merge(joined, into=waits, **told)
    now = [table.decision(draft) for draft in drafts]
    draft_again, still_parked = DecisionState.DRAFT, DecisionState.PARKED
    assert [(one["state"], one["issue_id"], one["item_id"]) for one in now] == [
        (draft_again, numbers[0], None),
        (DecisionState.PASSED_UP, numbers[1], None),  # it waits where its issue is now
        (draft_again, numbers[5], there),
        (still_parked, numbers[4], None),
        (still_parked, numbers[4], None),
        (draft_again, numbers[5], there),
    ]
    found = offered(table, meet(table, 60), SYSTEM)
    assert not {f"decisions:{draft}" for draft in drafts[3:5]} & found.keys()
    assert f"decisions:{drafts[0]}" in found
    assert not {one for one, said in found.items() if said.title == "Text 1"}
    with table.within():
        assert queries.get_decision(hidden).state is draft_again  # no other circle reads it
        (waits,) = queries.open_in(sister)
        (onward,) = issues.onward_of(issues.get_issue(numbers[1]))
        assert (waits.title, waits.state, waits.issue_id) == ("Text 1", still_parked, onward.id)
    heir = make_body("Heir")
    with table.within(), unit_of_work():  # what a body leaves parked stays so at its heir
        body = get_body(table.body_id)
        body.state = State.CLOSED
        plugins.insist("ntfc_body_closed", body=body, heir=get_body(heir), on=DAY, actor=SYSTEM)
        db.session.flush()
        received = {one.title: one for one in queries.open_in(heir)}
        (onward,) = issues.onward_of(issues.get_issue(numbers[4]))
        for title in ("Text 3", "Text 4"):
            assert (received[title].state, received[title].issue_id) == (still_parked, onward.id)


def test_a_draft_goes_with_its_line_to_the_other_body_and_comes_up_there_with_it(table, make_body):
    draft, made = lost(table), meet(table)
    key, sister = f"decisions:{draft}", make_body("Sister")
    item = take(table, made, key)[key]
    hidden = table.draft("Canary", is_confidential=True)
    with table.within(), unit_of_work():
        tabling.table(queries.get_decision(hidden), item=agendas.get_item(item), actor=SYSTEM)
        who = acting(table.secretary)
        given = moving.make_issue(agendas.get_item(item), actor=who, now=NOW)
        handed = issues.get_issue(given.id)
        onward = handing.hand_over(
            handed, to=get_body(sister), reason="Theirs", actor=SYSTEM, now=NOW
        ).id
    old = table.decision(draft)
    assert (old["state"], old["item_id"]) == (DecisionState.PASSED_UP, None)
    kept = table.decision(hidden)  # what is in confidence stays, off the line
    assert (kept["state"], kept["item_id"]) == (DecisionState.DRAFT, None)
    assert not [
        one for one in offered(table, meet(table, 40), SYSTEM).values() if one.title == TITLE
    ]
    with table.within(), unit_of_work():
        (waits,) = queries.open_in(sister)
        assert (waits.state, waits.issue_id) == (DecisionState.PARKED, onward)
        carrying.decline(issues.get_issue(onward), reason="No", actor=SYSTEM, now=NOW, today=DAY)
        assert waits.state is DecisionState.DRAFT  # nothing brings it back: it goes on by itself


def test_a_draft_at_the_line_of_its_issue_is_not_offered_for_a_third_meeting(table):
    draft, first = lost(table), meet(table)
    issue = parked(table, take(table, first, f"decisions:{draft}")[f"decisions:{draft}"])
    second, third = meet(table, 40), meet(table, 60)
    take(table, second, f"parkings:{issue}")
    assert table.decision(draft)["meeting_id"] == second
    assert f"decisions:{draft}" not in offered(table, third, SYSTEM)


def test_a_line_that_moves_takes_its_draft_along_and_one_that_stays_keeps_it(table):
    draft = lost(table)
    key, first, second = f"decisions:{draft}", meet(table), meet(table, 40)
    item = take(table, first, key)[key]

    def move(*, keep):
        with table.within(), unit_of_work():
            found, there = agendas.get_item(item), get_meeting(second)
            facts = {"to": there, "reason": "Too full", "keep": keep}
            return moving.move(found, **facts, actor=SYSTEM, now=NOW).id

    def stands_after(meeting_id):
        """Return by which item the draft stands once something changed on an agenda."""
        with table.within(), unit_of_work():
            plugins.notify("ntfc_agenda_changed", agenda=agendas.agenda_of(meeting_id))
        return table.decision(draft)["item_id"]

    copied = move(keep=True)  # it is discussed at both: its outcome is of the first
    assert stands_after(second) == item
    with table.within():
        assert agendas.get_item(copied).origin_key == f"agenda_items:{item}"
        acts = acts_on(agendas.agenda_of(first), acting(table.secretary))
        assert f"/decisions/{draft}" in {act.url for act in acts if act.item_id == item}
    # With a line of its own on two agendas it belongs to the one that comes first, until that met.
    sooner = meet(table, 10)
    own = take(table, sooner, key)[key]
    assert stands_after(first) == own
    with table.within(), unit_of_work():
        get_meeting(sooner).state = MeetingState.HELD
    assert stands_after(first) == item
    assert move(keep=False) == stands_after(second)
    assert not [one for one in offered(table, second, SYSTEM).values() if one.title == TITLE]


def test_at_a_joint_meeting_the_drafts_of_each_body_are_taken_and_dated_there(
    table, make_body, seat, client_for
):
    other = make_body("Trade group", time_zone="UTC")
    clerk, chair = (
        seat(other, Role.SECRETARY, "Nadia Haddad"),
        seat(other, Role.CHAIR, "Karim Bishara"),
    )
    below = make_body("Group on parcels", parent_id=other)
    passed, secret = (
        table.draft(body_id=below),
        table.draft("Canary", body_id=other, is_confidential=True),
    )
    table.pass_up(passed)
    with table.within():
        (row,) = queries.received_in(other)
        draft, key = row.id, f"decisions:{row.id}"
    first = meet(table, joining=[other])
    items = take(table, first, key)
    found = table.decision(draft)
    assert (found["meeting_id"], found["item_id"]) == (first, items[key])
    with table.within():
        agenda = agendas.agenda_of(first)
        urls = {
            name: {act.url for act in acts_on(agenda, acting(name)) if act.item_id == items[key]}
            for name in (table.secretary, clerk)
        }
    assert urls[clerk] == {f"/decisions/{draft}"}
    assert urls[table.secretary] == {f"/bodies/{table.body_id}/decisions/new?item={items[key]}"}
    browser = client_for(clerk)
    typed = {"kind": "decision", "title": "Hours", "text": "Until eight."}
    new = f"/bodies/{other}/decisions/new?item={items[key]}"
    assert browser.post(new, data=typed).status_code == 303  # a text of the body that joins
    assert client_for(table.secretary).get(new).status_code == 403
    hidden = browser.post(new, data={**typed, "title": "Canary two", "is_confidential": "y"})
    quiet = int(hidden.location.rpartition("/")[2])
    assert table.adopt(draft, who=chair, today=DAY + timedelta(days=25)) == 1
    assert table.decision(draft)["adopted_on"] == DAY + timedelta(days=20)
    assert table.adopt(quiet, who=chair, today=DAY + timedelta(days=25)) == 2
    assert table.decision(quiet)["adopted_on"] == DAY + timedelta(days=20)
    own = table.draft("Ours", is_confidential=True)  # read at this table
    with table.within(), unit_of_work():
        tabling.table(queries.get_decision(own), item=agendas.get_item(items[key]), actor=SYSTEM)
    assert table.adopt(own, today=DAY + timedelta(days=25)) == 1
    with table.within():
        told = {outcome.number for _item, outcome in outcomes_of(first)}
        assert "Canary" not in str(queries.of_meeting(first))  # nor what is lacking in the record
    assert told == {"1", "1 (Trade group)"}
    assert table.decision(secret)["meeting_id"] is None
