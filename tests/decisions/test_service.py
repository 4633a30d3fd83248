import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from ntfc.committees.queries import get_body
from ntfc.committees.service import life
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.hooks import ntfc_agenda_proposals, ntfc_open_work
from ntfc.decisions.hooks.asking import waiting_for
from ntfc.decisions.models import AnswerKind, Decision, DecisionKind, DecisionState, HowAgreed
from ntfc.decisions.service import adopting, drafting
from ntfc.errors import Overtaken, Refused
from ntfc.permissions import SYSTEM, Insider, LinkHolder, Role
from ntfc.procedure.models import Outcome, Procedure
from ntfc.transaction import unit_of_work
from tests.decisions.conftest import DAY, NOW, acting

S, K, H = DecisionState, DecisionKind, HowAgreed


def numbers(app, body_id):
    with app.app_context():
        query = select(Decision.term_number, Decision.number).where(
            Decision.body_id == body_id, Decision.number.is_not(None)
        )
        return sorted(tuple(row) for row in db.session.execute(query))


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["adopt", "none", "withdraw", "term"]), max_size=9))
def test_numbers_run_on_whatever_becomes_of_the_drafts_between(app, make_body, table, acts):
    """A draft that is withdrawn or finds no consensus takes no number, and leaves no gap."""
    table.body_id, day, expected, term, number = make_body(), DAY, [], 0, 0
    for act in acts:
        if act == "term":
            day += timedelta(days=100)
            table.term(day)
            term, number = term + 1, 0
            continue
        one = table.draft()
        if act == "adopt":
            number += 1
            assert table.adopt(one, today=day) == number
            expected.append((term, number))
        elif act == "none":
            table.adopt(one, H.NO_CONSENSUS, next_step="They meet", today=day)
        else:
            table.do(SYSTEM, drafting.withdraw, one, reason="No more")
    assert numbers(app, table.body_id) == sorted(expected)


@pytest.mark.database("postgresql")
@pytest.mark.needs("postgresql")
def test_many_who_adopt_at_one_moment_get_each_number_once(app, table):
    drafts = [table.draft(f"Text {n}") for n in range(6)]
    at_once, told = threading.Barrier(len(drafts)), []

    def adopt(number):
        at_once.wait(30)
        told.append(table.adopt(number))

    threads = [threading.Thread(target=adopt, args=(number,)) for number in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(told) == [1, 2, 3, 4, 5, 6]
    assert numbers(app, table.body_id) == [(0, n) for n in range(1, 7)]


@pytest.mark.rule("R133")
def test_the_database_lets_no_number_be_left_out_or_taken_away(app, table):
    for _number in range(3):
        table.adopt(table.draft())
    wrong = (
        "UPDATE decisions SET number = 9, previous = 8 WHERE number = 3",
        "UPDATE decisions SET number = 9, previous = NULL WHERE number = 3",
        "UPDATE decisions SET number = NULL, previous = NULL, state = 'draft' WHERE number = 2",
        "DELETE FROM decisions WHERE number = 1",
        "UPDATE decisions SET number = 2, previous = 1 WHERE number = 3",
    )
    for statement in wrong:
        with app.app_context(), db.engine.connect() as connection:
            connection.execute(text("DELETE FROM decision_events"))
            with pytest.raises(IntegrityError) as refused:
                connection.execute(text(statement))
            assert "decision_events" not in str(refused.value)


def test_pressed_twice_it_is_adopted_once(table, press_twice):
    one = table.draft()

    def steps():
        found = queries.get_decision(one)
        yield
        result = adopting.Result(how=H.CONSENSUS)
        adopting.record(found, result=result, actor=SYSTEM, now=NOW, today=DAY)

    first, second = press_twice(steps)
    assert first is None
    assert "recorded the outcome already" in second or "“Adopted”" in second
    assert table.decision(one)["number"] == 1


def test_what_was_adopted_reads_as_it_was_adopted(table):
    one = table.draft()
    table.adopt(one)
    with pytest.raises(Refused, match="adopted, so its text stays"):
        table.do(SYSTEM, drafting.change, one, facts={"title": "Other"}, seen=2)
    for name, value in (("text", "Else"), ("state", S.WITHDRAWN), ("is_binding", True)):
        with table.within(), unit_of_work():
            setattr(queries.get_decision(one), name, value)
            with pytest.raises(RuntimeError, match="never changes"):
                db.session.flush()
            db.session.rollback()


def test_each_wording_of_a_draft_stays_in_its_history(table):
    one = table.draft("One calendar")
    facts = {"text": "Two calendars"}
    table.do(SYSTEM, drafting.change, one, facts=facts, seen=1)
    with pytest.raises(Overtaken):
        table.do(SYSTEM, drafting.change, one, facts=facts, seen=1)
    seen = table.decision(one)["version"]
    table.do(SYSTEM, drafting.change, one, facts={"briefing": "By customs"}, seen=seen)
    with table.within():
        events = queries.events_of(queries.get_decision(one))
        assert [e.kind.value for e in events] == ["drafted", "changed", "briefed"]
        assert [e.wording for e in events][:2] == ["One calendar, for all.", "Two calendars"]


@pytest.mark.rule("R130")
def test_consensus_reservations_no_consensus_and_a_vote_only_where_the_rules_know_it(table):
    reserved, open_one, voted = table.draft("A"), table.draft("B"), table.draft("C")
    table.adopt(reserved, H.RESERVATIONS, reservations={table.chamber: "Not by night"})
    with table.within():
        (one,) = queries.reservations_of(queries.get_decision(reserved))
        assert (one.organisation.name, one.text) == ("Chamber of Commerce", "Not by night")
    with pytest.raises(Refused, match="next step"):
        table.adopt(open_one, H.NO_CONSENSUS)
    table.adopt(open_one, H.NO_CONSENSUS, next_step="They meet")
    assert table.decision(open_one)["state"] is S.NOT_ADOPTED
    with pytest.raises(Refused, match="does not vote"):
        table.adopt(voted, H.VOTE)
    table.rules(Procedure(outcome=Outcome.VOTE))
    assert table.adopt(voted, H.VOTE) == 2


@pytest.mark.rule("R74", "R134")
def test_a_group_that_may_not_adopt_proposes_and_the_text_at_each_hop_stays(table, make_body):
    upper = make_body("Council")
    with table.within(), unit_of_work():
        body = get_body(table.body_id)
        body.parent_id, body.path = upper, f"/{upper}/{body.id}/"
    table.rules(Procedure(may_adopt=False))
    one = table.draft("Our words", K.RECOMMENDATION)
    table.address(one, table.customs)
    with pytest.raises(Refused, match="Pass it up"):
        table.adopt(one)
    for how, told in ((H.RESERVATIONS, "Name the inst"), (H.NO_CONSENSUS, "next step")):
        with pytest.raises(Refused, match=told):
            table.pass_up(one, how)
    table.pass_up(one, H.RESERVATIONS, reservations={table.chamber: "Not by night"})
    with table.within():
        (row,) = queries.received_in(upper)
        above = row.id
        (proposed,) = ntfc_agenda_proposals(get_body(upper), table.next_meeting)
        assert proposed.key == f"decisions:{above}"
    facts = {"text": "The words of the council"}
    table.do(SYSTEM, drafting.change, above, facts=facts, seen=table.decision(above)["version"])
    assert table.adopt(above) == 1
    with table.within():
        hops = queries.hops_of(queries.get_decision(one))
        assert [hop.text for hop in hops] == ["Our words, for all.", "The words of the council"]
        assert len(queries.addressees_of(hops[1])) == 1
        (reserved,) = queries.reservations_of(hops[0])
        assert (hops[0].how, hops[0].agreed_on, reserved.text) == (
            H.RESERVATIONS,
            DAY,
            "Not by night",
        )
        assert queries.reservations_of(hops[1]) == []  # each body has its own


@pytest.mark.rule("R169")
def test_addressees_answer_by_seat_by_link_and_by_the_secretary(table):
    one = table.draft("Calendar", K.RECOMMENDATION)
    asked = table.address(one, table.chamber, DAY + timedelta(days=5))
    again = table.address(one, table.chamber, DAY + timedelta(days=9))
    assert asked == again
    table.adopt(one)

    def say(who, kind, words=""):
        with table.within(), unit_of_work():
            addressee = queries.get_addressee(asked)
            actor = acting(who) if isinstance(who, int) else who(addressee)
            adopting.answer(addressee, kind=kind, text=words, actor=actor, now=NOW, today=DAY)

    with pytest.raises(Refused, match="Only those who speak"):
        say(table.officer, AnswerKind.ACCEPTED)
    with pytest.raises(Refused, match="Say why"):
        say(table.member, AnswerKind.REJECTED)
    say(table.member, AnswerKind.IN_WORK)

    def by_link(addressee):
        return LinkHolder(
            person_id=table.officer, name="L", permission=rules.ANSWER, subject=addressee
        )

    say(by_link, AnswerKind.PARTLY, "At two posts")
    say(table.secretary, AnswerKind.ACCEPTED)
    assert table.steps(one)[-3:] == ["answered"] * 3
    with table.within():
        found = queries.get_addressee(asked)
        assert (found.answer, found.answered_on, found.by_link) == (AnswerKind.ACCEPTED, DAY, False)


@pytest.mark.rule("R172")
def test_what_other_fora_recommended_is_watched_and_its_answers_are_asked_for(table):
    with table.within(), unit_of_work():
        facts = {"kind": K.RECOMMENDATION, "title": "One document", "text": "Accept one."}
        made = drafting.take_in(
            get_body(table.body_id), facts={**facts, "forum": "Forum"}, actor=SYSTEM, now=NOW
        )
        number = made.id
    served = Insider(
        person_id=table.secretary, name="", token="", roles={table.body_id: {Role.SECRETARY}}
    )

    def on_desk():
        with table.app.test_request_context():
            return [str(one.reason) for one in waiting_for(served, DAY)]

    assert "one that is addressed to nobody" in on_desk()[0]  # else nobody would ever ask
    table.address(number, table.customs, DAY)
    assert on_desk() == []
    with table.within():
        body = get_body(table.body_id)
        (late,) = queries.outstanding_in(body.id, DAY + timedelta(days=1))
        assert (late.id, late.missing) == (number, 1)
        assert queries.outstanding_in(body.id, DAY) == []
        (proposed,) = ntfc_agenda_proposals(body, table.next_meeting)
        assert proposed.key == f"decisions:{number}:answers"


def test_a_body_that_closes_hands_drafts_and_what_it_watches_to_its_heir(table, make_body):
    heir = make_body("Council")
    draft, adopted = table.draft("Open"), table.draft("Adopted")
    table.adopt(adopted)
    with table.within(), unit_of_work():
        facts = {"kind": K.OPINION, "title": "Watched", "text": "T", "forum": "Forum"}
        body = get_body(table.body_id)
        drafting.take_in(body, facts=facts, actor=SYSTEM, now=NOW)
        body.parent_id, body.path = heir, f"/{heir}/{body.id}/"
        assert [work.title for work in ntfc_open_work(body)] == ["Open", "Watched"]
    with table.within(), unit_of_work():
        life.close(get_body(table.body_id), reason="Over", today=DAY, actor=acting(table.chair))
    with table.within():
        received = [(d.title, d.state) for d in queries.open_in(heir)]
        assert received == [("Open", S.DRAFT), ("Watched", S.WATCHED)]
    assert table.decision(draft)["state"] is S.PASSED_UP
    assert table.decision(adopted)["state"] is S.ADOPTED
