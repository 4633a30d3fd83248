from datetime import timedelta

import pytest
from flask_babel import force_locale

from ntfc.agendas import queries
from ntfc.agendas.models import AgendaState, ItemKind, ItemState
from ntfc.agendas.service import building, changing, moving, ordering, releasing, running
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import State
from ntfc.db import db
from ntfc.errors import Overtaken, PermissionDenied, Refused
from ntfc.issues import queries as issues
from ntfc.issues.models import Answer, EventKind, IssueState
from ntfc.issues.service import handing
from ntfc.issues.service import moving as issue_moves
from ntfc.jobs import Job
from ntfc.meetings import queries as meetings
from ntfc.meetings import service as calling
from ntfc.meetings.models import MeetingState
from ntfc.meetings.service import presence
from ntfc.permissions import SYSTEM, LinkHolder
from ntfc.procedure.models import LateItems, Procedure
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import BOTH, DAY, NOW, acting

PLAIN = Procedure()


def order_of(table, agenda_id):
    with table.within():
        lines = releasing.rules.lined_up(queries.get_agenda(agenda_id).items)
        return [(line.label, line.item.title) for line in lines]


def proposed(table, meeting_id):
    with table.within():
        meeting = meetings.get_meeting(meeting_id)
        found = queries.proposals_for(meeting, queries.agenda_of(meeting.id), SYSTEM)
        return {one.key: str(one.title) for one in found}


def take_all(table, agenda_id, procedure=PLAIN):
    with table.within(), unit_of_work():
        agenda = queries.get_agenda(agenda_id)
        proposals = queries.proposals_for(agenda.meeting, agenda, SYSTEM)
        building.take(
            agenda,
            proposals=proposals,
            procedure=procedure,
            actor=acting(table.secretary),
            now=NOW,
        )


def agree(table, person_id, agenda_id):
    with table.within(), unit_of_work():
        agenda = queries.get_agenda(agenda_id)
        releasing.agree(
            agenda, seen=queries.mark_of(agenda), actor=acting(person_id), now=NOW, today=DAY
        )


def release(table, agenda_id, because="The coordinators heard it by telephone"):
    table.do(table.secretary, releasing.release, agenda_id, because=because, now=NOW, today=DAY)


def test_an_accepted_issue_proposes_itself_and_stands_on_the_agenda_once(table):
    meeting = table.meeting()
    issue_id = table.issue()
    table.issue("Not yet accepted", accept=False)
    assert proposed(table, meeting) == {f"issues:{issue_id}": "Opened twice"}
    agenda_id = table.begin(meeting)
    take_all(table, agenda_id)
    assert proposed(table, meeting) == {}
    with table.within():
        issue = issues.get_issue(issue_id)
        assert issue.state is IssueState.ON_AGENDA
        last = issues.events_of(issue)[-1]
        assert (last.kind, last.about) == (EventKind.PLACED, f"meetings:{meeting}")
        (item,) = queries.get_agenda(agenda_id).items
        assert item.expected_result == "One inspection"
        assert item.proposed_by_id == table.member
    with pytest.raises(Refused, match="already"):
        take_all(table, agenda_id)


@pytest.mark.rule("R73")
def test_bodies_below_report_in_one_item(table, make_body):
    for name, restricted in (("Port", False), ("Transit", False), ("Integrity", True)):
        number = make_body(name, state=State.ACTIVE, is_restricted=restricted)
        with table.within(), unit_of_work():
            db.session.get_one(Body, number).parent_id = table.body_id
    agenda_id = table.begin(table.meeting(), "Opening")
    take_all(table, agenda_id)
    assert order_of(table, agenda_id) == [
        ("1", "Opening"),
        ("2", "Reports of the bodies below"),
        ("2.1", "Port"),
        ("2.2", "Transit"),
    ]


def test_standing_items_come_again_at_the_next_meeting(table):
    first = table.begin(table.meeting(10), "Opening", "Once only")
    opening = table.items(first)["Opening"]
    table.on_item(table.secretary, changing.keep_as_standing, opening, is_standing=True)
    later = table.begin(table.meeting(40), "New")
    assert [title for _label, title in order_of(table, later)] == ["Opening", "New"]


def test_an_agenda_is_begun_once_and_only_by_the_office(table):
    meeting = table.meeting()
    table.begin(meeting)
    with pytest.raises(Refused, match="already"):
        table.begin(meeting)
    with table.within(), pytest.raises(PermissionDenied):
        building.begin(meetings.get_meeting(table.meeting(60)), actor=acting(table.chair), now=NOW)


def test_items_go_up_down_below_and_out_again(table):
    agenda_id = table.begin(table.meeting(), "A", "B", "C")
    items = table.items(agenda_id)
    table.on_item(table.secretary, ordering.shift, items["C"], steps=-1)
    assert [t for _l, t in order_of(table, agenda_id)] == ["A", "C", "B"]
    table.on_item(table.secretary, ordering.put_below, items["B"], parent_id=items["A"])
    assert order_of(table, agenda_id) == [("1", "A"), ("1.1", "B"), ("2", "C")]
    table.on_item(table.secretary, ordering.put_below, items["B"], parent_id=None)
    ids = [items["C"], items["B"], items["A"], 999]
    table.do(table.secretary, ordering.reorder, agenda_id, ids=ids)
    assert [t for _l, t in order_of(table, agenda_id)] == ["C", "B", "A"]


def test_two_people_who_change_one_item_do_not_overwrite_each_other(table):
    agenda_id = table.begin(table.meeting(), "A")
    number = table.items(agenda_id)["A"]
    change = {"title": "A1"}
    table.on_item(table.secretary, changing.change_item, number, facts=change, seen=1, today=DAY)
    with pytest.raises(Overtaken):
        table.on_item(
            table.secretary, changing.change_item, number, facts=change, seen=1, today=DAY
        )


def test_what_is_taken_off_can_be_put_back_and_its_issue_waits_meanwhile(table, client_for):
    issue_id = table.issue()
    meeting = table.meeting()
    agenda_id = table.begin(meeting)
    take_all(table, agenda_id)
    number = table.items(agenda_id)["Opened twice"]
    table.on_item(table.secretary, building.take_off, number, now=NOW)
    with table.within():
        assert issues.get_issue(issue_id).state is IssueState.ACCEPTED
    assert order_of(table, agenda_id) == []
    assert proposed(table, meeting) == {}  # it is offered once, and stands below to be put back
    put_back, page = f"/agenda-items/{number}/put-back", f"/meetings/{meeting}/agenda"
    office = client_for(table.secretary)
    assert put_back in office.get(page).text
    other = table.begin(table.meeting(40))
    take_all(table, other)
    with pytest.raises(Refused, match="stands on an agenda already: "):
        table.on_item(table.secretary, building.put_back, number, now=NOW)
    text = office.get(page).text  # no button that only says no: where its issue is stands there
    assert put_back not in text
    assert "Issue 1</a> · On an agenda" in text
    again = table.items(other)["Opened twice"]
    table.on_item(table.secretary, building.take_off, again, now=NOW)
    table.on_item(table.secretary, building.put_back, number, now=NOW)
    with table.within():
        assert issues.get_issue(issue_id).state is IssueState.ON_AGENDA


# The way out.


@pytest.mark.rule("R90")
def test_the_draft_goes_to_who_speaks_for_each_institution_with_who_proposed_what(table):
    table.issue()
    agenda_id = table.begin(table.meeting(), "Opening")
    take_all(table, agenda_id)
    issued = table.do(
        table.secretary,
        releasing.send_to_coordinators,
        agenda_id,
        closes_on=DAY + timedelta(days=5),
        now=NOW,
        today=DAY,
    )
    assert len(issued) == 3  # both chairs and the member; not the secretary, not the observer
    with table.within(), unit_of_work():
        agenda = queries.get_agenda(agenda_id)
        assert agenda.state is AgendaState.WITH_COORDINATORS
        assert {one.person_id for one in agenda.requests} == {
            table.chair,
            table.other_chair,
            table.member,
        }
        asked = next(one for one in agenda.requests if one.person_id == table.member)
        assert asked.organisation_id == table.chamber
        (item,) = [one for one in agenda.items if one.issue_id]
        assert item.proposed_for.name == "Chamber of Commerce"
        remark = releasing.remark(
            agenda, text="Before the break", item_id=item.id, actor=acting(table.member), now=NOW
        )
        releasing.answer_remark(
            remark, answer="It is second now", actor=acting(table.secretary), now=NOW
        )
        with pytest.raises(PermissionDenied):
            releasing.remark(agenda, text="Me too", actor=acting(table.observer), now=NOW)


@pytest.mark.rule("R91")
def test_both_chairs_agree_and_are_asked_again_when_something_was_added(table):
    table.rules(BOTH)
    agenda_id = table.begin(table.meeting(), "A")
    with pytest.raises(Refused) as refusal:
        release(table, agenda_id)
    assert "Samer Khatib" in str(refusal.value)
    agree(table, table.chair, agenda_id)
    table.do(
        table.secretary,
        building.add_item,
        agenda_id,
        facts={"title": "B"},
        procedure=BOTH,
        now=NOW,
    )
    agree(table, table.other_chair, agenda_id)
    with pytest.raises(Refused) as refusal:
        release(table, agenda_id)
    assert "Samer Khatib" in str(refusal.value)
    assert "Karim" not in str(refusal.value)
    agree(table, table.chair, agenda_id)
    release(table, agenda_id)
    with table.within():
        assert queries.get_agenda(agenda_id).state is AgendaState.RELEASED


def test_a_page_that_is_out_of_date_agrees_to_nothing(table):
    agenda_id = table.begin(table.meeting(), "A")
    with table.within():
        before = queries.mark_of(queries.get_agenda(agenda_id))
    agree(table, table.chair, agenda_id)
    table.on_item(
        table.secretary,
        changing.change_item,
        table.items(agenda_id)["A"],
        facts={"title": "Something else"},
        seen=1,
        today=DAY,
    )
    with pytest.raises(releasing.Changed) as overtaken:
        table.do(table.chair, releasing.agree, agenda_id, seen=before, now=NOW, today=DAY)
    assert set(overtaken.value.changes) == {("added", "Something else"), ("removed", "A")}


def test_the_secretary_does_not_agree_in_the_chairs_place(table):
    agenda_id = table.begin(table.meeting(), "A")
    with pytest.raises(PermissionDenied):
        table.do(table.secretary, releasing.agree, agenda_id, seen="", now=NOW, today=DAY)


def test_a_link_agrees_to_just_that_agenda(table):
    first, second = table.begin(table.meeting(), "A"), table.begin(table.meeting(50), "B")
    with table.within(), unit_of_work():
        agenda, other = queries.get_agenda(first), queries.get_agenda(second)
        holder = LinkHolder(
            person_id=table.chair,
            name="S",
            permission=releasing.rules.AGREE,
            subject=agenda,
        )
        given = releasing.agree(
            agenda, seen=queries.mark_of(agenda), actor=holder, now=NOW, today=DAY
        )
        assert given.by_link
        with pytest.raises(PermissionDenied):
            releasing.agree(other, seen=queries.mark_of(other), actor=holder, now=NOW, today=DAY)


def test_a_late_release_needs_a_reason_that_stays(table):
    table.rules(BOTH)
    agenda_id = table.begin(table.meeting(5), "A")
    for person in (table.chair, table.other_chair):
        agree(table, person, agenda_id)
    with pytest.raises(Refused, match="Rule 5"):
        release(table, agenda_id, because="")
    release(table, agenda_id, because="The minister came back on Sunday")
    with table.within():
        agenda = queries.get_agenda(agenda_id)
        assert agenda.because == "The minister came back on Sunday"
        assert "Rule 5" in agenda.despite[1]
        with force_locale("fr"):
            assert str(agenda.despite[0]).startswith("Le projet n’a pas été envoyé")
            assert "transmis au plus tard le" in str(agenda.despite[1])
    with table.within(), unit_of_work():  # kept by an earlier version, in the words of its writer
        queries.get_agenda(agenda_id).despite = ["Rule 5: too late"]
    with table.within(), force_locale("fr"):
        assert queries.get_agenda(agenda_id).despite == ["Rule 5: too late"]


@pytest.mark.rule("R90")
def test_whoever_releases_the_coordinators_read_the_draft_first(table):
    agenda_id = table.begin(table.meeting(), "A")
    for person in (table.chair, table.other_chair):
        agree(table, person, agenda_id)
    with pytest.raises(Refused, match="has not gone to the coordinators"):
        release(table, agenda_id, because="")
    until = DAY + timedelta(days=5)
    table.do(
        table.secretary,
        releasing.send_to_coordinators,
        agenda_id,
        closes_on=until,
        now=NOW,
        today=DAY,
    )
    table.do(table.member, releasing.remark, agenda_id, text="Too early", now=NOW)
    with pytest.raises(Refused, match=r"may remark until .*1 remark has no answer yet"):
        release(table, agenda_id, because="")
    with table.within(), unit_of_work():
        (said,) = queries.remarks_on(queries.get_agenda(agenda_id))
        releasing.answer_remark(said, answer="In May", actor=acting(table.secretary), now=NOW)
    after = until + timedelta(days=1)
    table.do(table.secretary, releasing.release, agenda_id, now=NOW, today=after)
    with table.within():
        assert queries.get_agenda(agenda_id).despite == []


def test_what_was_released_is_frozen_and_a_supplement_follows_the_late_rule(table):
    table.rules(Procedure(late_items=LateItems.CHAIRS_DECIDE))
    agenda_id = table.begin(table.meeting(), "A", "B")
    agree(table, table.chair, agenda_id)
    release(table, agenda_id)
    number = table.items(agenda_id)["A"]
    for function, values in (
        (changing.change_item, {"facts": {"title": "X"}, "seen": 2, "today": DAY}),
        (building.take_off, {"now": NOW}),
        (ordering.shift, {"steps": 1}),
    ):
        with pytest.raises(Refused):
            table.on_item(table.secretary, function, number, **values)
    table.do(
        table.secretary,
        building.add_item,
        agenda_id,
        facts={"title": "Late"},
        procedure=PLAIN,
        now=NOW,
    )
    with pytest.raises(Refused, match="Not yet agreed"):
        release(table, agenda_id)
    agree(table, table.other_chair, agenda_id)
    release(table, agenda_id)
    with table.within():
        agenda = queries.get_agenda(agenda_id)
        assert agenda.supplements == 1
        late = next(item for item in agenda.items if item.title == "Late")
        assert (late.supplement, late.released_at is not None) == (1, True)


def test_no_late_item_where_the_rule_refuses_them(table):
    strict = Procedure(late_items=LateItems.REFUSE)
    agenda_id = table.begin(table.meeting(), "A")
    agree(table, table.chair, agenda_id)
    release(table, agenda_id)
    with pytest.raises(Refused, match="Rule 8"):
        table.do(
            table.secretary,
            building.add_item,
            agenda_id,
            facts={"title": "Late"},
            procedure=strict,
            now=NOW,
        )


@pytest.mark.rule("R100")
def test_a_note_is_due_before_the_meeting_and_goes_out_with_its_item(table):
    agenda_id = table.begin(table.meeting(), "Fees")
    number = table.items(agenda_id)["Fees"]

    def note(due):
        facts = {"note": "Nine offices, nine fees", "note_due_on": due}
        with table.within():
            seen = queries.get_item(number).version
        table.on_item(
            table.secretary, changing.change_item, number, facts=facts, seen=seen, today=DAY
        )

    for late in (30, 31):
        with pytest.raises(Refused, match="before the meeting"):
            note(DAY + timedelta(days=late))
    note(DAY + timedelta(days=29))
    agree(table, table.chair, agenda_id)
    release(table, agenda_id)
    with table.within():
        (item,) = queries.get_agenda(agenda_id).items
        assert (item.note, item.note_due_on) == (
            "Nine offices, nine fees",
            DAY + timedelta(days=29),
        )


def test_the_note_of_an_issue_goes_out_with_its_item(table):
    due = DAY + timedelta(days=9)
    issue_id = table.issue(note="Nine offices, nine fees", note_due_on=due)
    agenda_id = table.begin(table.meeting())
    take_all(table, agenda_id)
    agree(table, table.chair, agenda_id)
    release(table, agenda_id)
    with table.within():
        (item,) = queries.get_agenda(agenda_id).items
        assert (item.note, item.note_due_on) == ("Nine offices, nine fees", due)
        assert issues.get_issue(issue_id).note == item.note


def test_a_released_agenda_reaches_everybody_of_a_meeting_that_was_called(app, table, seat):
    object.__setattr__(app.extensions["ntfc.config"], "smtp_url", "smtp://localhost")
    seat(table.body_id, name="Grace Mwangi", email="grace@example.org")
    meeting = table.meeting()
    agenda_id = table.begin(meeting, "Fees")
    table.do(
        table.secretary,
        building.add_item,
        agenda_id,
        facts={"title": "Zanzibar", "is_confidential": True},
        procedure=PLAIN,
        now=NOW,
    )
    agree(table, table.chair, agenda_id)
    table.call(meeting)
    release(table, agenda_id)
    with table.within():
        (mail,) = [
            j.payload for j in db.session.query(Job) if j.payload.get("to") == "grace@example.org"
        ]
        assert "Fees" in mail["body"]
        assert "Zanzibar" not in mail["body"] + mail["subject"]


# To another meeting, to another body.


def test_what_stands_below_an_item_moves_with_it(table):
    here, later = table.meeting(), table.meeting(60)
    agenda_id = table.begin(here, "Fees", "At the port", "Transit")
    items = table.items(agenda_id)
    with table.within(), unit_of_work():
        queries.get_item(items["At the port"]).parent_id = items["Fees"]
    with table.within(), unit_of_work():
        item = queries.get_item(items["Fees"])
        to = meetings.get_meeting(later)
        moving.move(item, to=to, reason="No time", actor=acting(table.secretary), now=NOW)
    with table.within():
        left = {item.title: item.state for item in queries.get_agenda(agenda_id).items}
        assert left["At the port"] is left["Fees"] is ItemState.POSTPONED
        assert left["Transit"] is ItemState.PLANNED
        there = {item.title: item for item in queries.agenda_of(later).items}
        assert there["At the port"].parent_id == there["Fees"].id
        assert there["At the port"].came_from_id == items["At the port"]


def test_an_item_moves_to_the_next_meeting_with_its_history(table):
    issue_id = table.issue()
    first = table.begin(table.meeting(10))
    take_all(table, first)
    later = table.meeting(40)
    number = table.items(first)["Opened twice"]
    with table.within(), unit_of_work():
        moving.move(
            queries.get_item(number),
            to=meetings.get_meeting(later),
            reason="The port was not there",
            actor=acting(table.secretary),
            now=NOW,
        )
    with table.within():
        gone = queries.get_item(number)
        assert (gone.state, gone.state_reason) == (ItemState.POSTPONED, "The port was not there")
        onward = queries.onward_of(gone)
        assert onward.agenda.meeting_id == later
        issue = issues.get_issue(issue_id)
        assert issue.state is IssueState.ON_AGENDA
        kinds = [event.kind for event in issues.events_of(issue)]
        assert kinds[-2:] == [EventKind.POSTPONED, EventKind.PLACED]
        assert {item.agenda.meeting_id for item in queries.placements_of(issue)} >= {later}


def test_what_is_postponed_without_a_meeting_proposes_itself_at_the_next(table):
    first = table.begin(table.meeting(10), "Hours of the gate")
    number = table.items(first)["Hours of the gate"]
    table.on_item(
        table.secretary, moving.move, number, to=None, reason="No time", keep=False, now=NOW
    )
    later = table.meeting(40)
    assert proposed(table, later) == {f"agenda_items:{number}": "Hours of the gate"}
    again = table.begin(later)
    take_all(table, again)
    assert proposed(table, later) == {}
    with table.within():
        (item,) = queries.get_agenda(again).items
        assert item.came_from_id == number


def test_an_item_may_go_on_over_several_meetings(table):
    first = table.begin(table.meeting(10), "A study")
    later = table.meeting(40)
    number = table.items(first)["A study"]
    with table.within(), unit_of_work():
        moving.move(
            queries.get_item(number),
            to=meetings.get_meeting(later),
            reason="It takes two meetings",
            keep=True,
            actor=acting(table.secretary),
            now=NOW,
        )
        kept = queries.get_item(number)
        assert kept.state is ItemState.PLANNED
        arrived = queries.onward_of(kept)
        assert "From the agenda of" in arrived.reason
        assert "It takes two meetings" in arrived.reason
    with pytest.raises(Refused, match="no other meeting would have it"):
        table.on_item(
            table.secretary, moving.move, number, to=None, reason="Once more", keep=True, now=NOW
        )


def test_words_the_author_agreed_to_stand_on_a_draft_and_what_went_out_stays(table):
    agenda_id = table.begin(table.meeting())
    issue_id = table.issue()
    take_all(table, agenda_id)

    def worded(title):
        with table.within(), unit_of_work():
            issue = issues.get_issue(issue_id)
            words = {"title": title, "problem": f"{title}: why", "expected_result": "Once"}
            issue_moves.offer_wording(issue, words=words, actor=acting(table.secretary), now=NOW)
            issue_moves.answer_wording(
                issues.open_wording_of(issue),
                answer=Answer.AGREED,
                remark="",
                actor=acting(table.member),
                now=NOW,
            )
        with table.within():
            (item,) = queries.get_agenda(agenda_id).items
            return item.title, item.text, item.expected_result

    assert worded("Joint inspections") == ("Joint inspections", "Joint inspections: why", "Once")
    with table.within(), unit_of_work():
        queries.get_agenda(agenda_id).items[0].released_at = NOW
    assert worded("Later words")[0] == "Joint inspections"


def test_an_issue_handed_to_another_body_leaves_the_agenda(table, make_body):
    issue_id = table.issue()
    agenda_id = table.begin(table.meeting())
    take_all(table, agenda_id)
    other = make_body("Port Committee")
    with table.within(), unit_of_work():
        handing.hand_over(
            issues.get_issue(issue_id),
            to=issues.get_body(other),
            reason="It is the port's",
            actor=acting(table.chair),
            now=NOW,
        )
    with table.within():
        (item,) = queries.get_agenda(agenda_id).items
        assert (item.state, item.state_reason) == (ItemState.DROPPED, "It is the port's")


@pytest.mark.rule("R95")
def test_no_word_of_one_case_stays_on_an_agenda(table):
    issue_id = table.issue("Release of zanzibar", questions=["Where is zanzibar?"])
    agenda_id = table.begin(table.meeting())
    take_all(table, agenda_id)
    with table.within(), unit_of_work():
        issue_moves.send_to_case_channel(
            issues.get_issue(issue_id),
            where="The appeals desk",
            say=lambda: "One case",
            actor=acting(table.secretary),
            now=NOW,
        )
    with table.within():
        (item,) = queries.get_agenda(agenda_id).items
        kept = {c.key: getattr(item, c.key) for c in item.__mapper__.columns}
        assert item.state is ItemState.DROPPED
        assert "zanzibar" not in str(kept)


# In the meeting.


def test_items_are_taken_up_one_after_the_other_with_their_time(table):
    issue_id = table.issue()
    meeting = table.meeting()
    agenda_id = table.begin(meeting, "Opening")
    take_all(table, agenda_id)
    items = table.items(agenda_id)
    with pytest.raises(Refused, match="not been called"):
        table.on_item(table.chair, running.take_up, items["Opening"], now=NOW)
    table.call(meeting, MeetingState.UNDER_WAY)
    table.on_item(table.chair, running.take_up, items["Opening"], now=NOW)
    soon = NOW + timedelta(minutes=7)
    table.on_item(table.chair, running.take_up, items["Opened twice"], now=soon)
    with table.within():
        agenda = queries.get_agenda(agenda_id)
        opening = next(item for item in agenda.items if item.title == "Opening")
        assert (opening.state, opening.began_at, opening.ended_at) == (
            ItemState.DISCUSSED,
            NOW,
            soon,
        )
        assert agenda.current_item_id == items["Opened twice"]
    table.do(table.chair, running.finish, agenda_id, now=soon)
    with table.within():
        assert queries.get_agenda(agenda_id).current_item_id is None
        assert issues.get_issue(issue_id).state is IssueState.DISCUSSED
    with pytest.raises(PermissionDenied):
        table.on_item(table.member, running.take_up, items["Opening"], now=soon)


def test_what_a_meeting_never_reached_proposes_itself(table):
    meeting = table.meeting(5)
    agenda_id = table.begin(meeting, "Reached", "Never reached")
    table.call(meeting, MeetingState.UNDER_WAY)
    items = table.items(agenda_id)
    table.on_item(table.chair, running.take_up, items["Reached"], now=NOW)
    table.do(table.chair, running.finish, agenda_id, now=NOW)
    table.call(meeting, MeetingState.HELD)
    later = table.meeting(40)
    assert proposed(table, later) == {f"agenda_items:{items['Never reached']}": "Never reached"}


def end(table, meeting_id, **told):
    """Close a meeting, or call it off with a *reason*."""
    with table.within(), unit_of_work():
        act = calling.cancel if "reason" in told else presence.close_meeting
        act(meetings.get_meeting(meeting_id), **told, today=DAY, now=NOW, actor=SYSTEM)


def offered(table, meeting_id):
    with table.within():
        meeting = meetings.get_meeting(meeting_id)
        found = queries.proposals_for(meeting, queries.agenda_of(meeting.id), SYSTEM)
        return {str(one.title): str(one.reason) for one in found}


def issue_now(table, issue_id):
    with table.within():
        issue = issues.get_issue(issue_id)
        last = issues.events_of(issue)[-1]
        return issue.state, last.kind, str(last.text)


@pytest.mark.parametrize("was_called_off_before", [False, True])
def test_what_stood_on_a_meeting_called_off_proposes_itself_with_its_history(
    table, was_called_off_before, make_body
):
    below = make_body("Port", state=State.ACTIVE)
    with table.within(), unit_of_work():
        db.session.get_one(Body, below).parent_id = table.body_id
    issue_id = table.issue()
    gone = table.meeting(20)
    agenda_id = table.begin(gone, "Opening", "Hours of the gate", "Signs")
    take_all(table, agenda_id)
    items = table.items(agenda_id)
    table.on_item(
        table.secretary, ordering.put_below, items["Signs"], parent_id=items["Hours of the gate"]
    )
    facts = {"kind": ItemKind.FORMAL}
    table.on_item(
        table.secretary, changing.change_item, items["Opening"], facts=facts, seen=1, today=DAY
    )
    if was_called_off_before:  # by a version that noted nothing at the items
        table.call(gone, MeetingState.CANCELLED)
    else:
        end(table, gone, reason="The hall is flooded")
        state, kind, text = issue_now(table, issue_id)
        assert (state, kind) == (IssueState.ACCEPTED, EventKind.POSTPONED)
        assert "called off on June 1, 2026" in text
    for days in (10, 40):  # the next agenda, be it of a meeting before that one
        found = offered(table, table.meeting(days))
        assert [*found] == ["Hours of the gate", "Opened twice", "Signs", "Port"]
        assert "June 21, 2026" in found["Opened twice"]
    again = table.begin(table.meeting(41))
    take_all(table, again)
    assert [label for label, _title in order_of(table, again)] == ["1", "1.1", "2", "3", "3.1"]
    assert issue_now(table, issue_id)[0] is IssueState.ON_AGENDA
    assert offered(table, table.meeting(60)) == {}


def test_of_a_meeting_not_led_on_the_screen_it_is_said_what_was_reached(table):
    issue_id, other = table.issue(), table.issue("Reached")
    meeting = table.meeting(5)
    agenda_id = table.begin(meeting, "Fees", "Hours of the gate")
    take_all(table, agenda_id)
    table.call(meeting, MeetingState.UNDER_WAY)
    items = table.items(agenda_id)
    with table.within():
        asked = meetings.open_items_of(meetings.get_meeting(meeting), acting(table.chair))
        assert [one.title for one in asked if one.likely] == [
            "1 Fees",
            "2 Hours of the gate",
            "3 Opened twice",
            "4 Reached",
        ]
    reached = [f"agenda_items:{items[title]}" for title in ("Fees", "Reached")]
    end(table, meeting, reached=[*reached, "agenda_items:0"])
    assert issue_now(table, issue_id) == (
        IssueState.ACCEPTED,
        EventKind.POSTPONED,
        "It was not reached.",
    )
    assert issue_now(table, other)[0] is IssueState.DISCUSSED
    found = offered(table, table.meeting(40))
    assert [*found] == ["Hours of the gate", "Opened twice"]


def test_closing_ends_the_item_that_was_being_discussed(table):
    issue_id = table.issue()
    meeting = table.meeting(5)
    agenda_id = table.begin(meeting, "Never reached")
    take_all(table, agenda_id)
    table.call(meeting, MeetingState.UNDER_WAY)
    table.on_item(table.chair, running.take_up, table.items(agenda_id)["Opened twice"], now=NOW)
    with table.within():
        (asked,) = meetings.open_items_of(meetings.get_meeting(meeting), acting(table.chair))
        assert (asked.title, asked.likely) == ("1 Never reached", False)
    end(table, meeting)
    with table.within():
        agenda = queries.get_agenda(agenda_id)
        states = {item.title: (item.state, item.ended_at) for item in agenda.items}
        assert agenda.current_item_id is None
        assert states["Opened twice"] == (ItemState.DISCUSSED, NOW)
    assert issue_now(table, issue_id)[0] is IssueState.DISCUSSED
    assert [*offered(table, table.meeting(40))] == ["Never reached"]


def test_what_stands_on_the_draft_of_an_earlier_meeting_is_not_offered_again(
    table, make_body, client_for
):
    below = make_body("Port", state=State.ACTIVE)
    with table.within(), unit_of_work():
        db.session.get_one(Body, below).parent_id = table.body_id
    first, later = table.meeting(20), table.meeting(50)
    agenda_id = table.begin(first)
    take_all(table, agenda_id)
    assert proposed(table, later) == {}
    page = client_for(table.secretary).get(f"/meetings/{later}/agenda").text
    assert "Stands on the agenda of Sun, Jun 21, 2026" in page
    table.on_item(table.secretary, building.take_off, table.items(agenda_id)["Port"], now=NOW)
    assert proposed(table, later) == {f"bodies:{below}": "Port"}
