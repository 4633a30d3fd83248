"""Asking the seats: in writing between meetings, and by an open vote where the rules know one."""

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from ntfc import clock, plugins
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import ItemState
from ntfc.agendas.service import building
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.hooks import ntfc_agenda_proposals, ntfc_item_acts
from ntfc.decisions.models import (
    Decision,
    DecisionKind,
    DecisionState,
    HowAgreed,
    Poll,
    PollState,
    PollWay,
    Voice,
    VoiceKind,
)
from ntfc.decisions.service import drafting, poll_letters, polling
from ntfc.errors import Refused
from ntfc.links import service as links
from ntfc.meetings import service as planning
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.organisations.models import Camp
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.procedure.models import Outcome, Procedure
from ntfc.seats.models import Appointment
from ntfc.transaction import unit_of_work
from tests.decisions.conftest import DAY, NOW, acting

S, P, V = DecisionState, PollState, VoiceKind
VOTING = Procedure(outcome=Outcome.VOTE)
SILENT = Procedure(silence_days=5)


def voices(*answers, camps=(Camp.PUBLIC, Camp.PRIVATE)):
    return [
        Voice(name=f"Seat {n}", answer=answer, camp=camps[n % len(camps)], text="", seat_id=n)
        for n, answer in enumerate(answers)
    ]


def written(**values):
    return Poll(
        **{"way": PollWay.WRITTEN, "state": P.OPEN, "seats": 4, "closes_on": DAY + timedelta(5)}
        | values
    )


# Rules, with plain objects


@pytest.mark.parametrize(
    ("procedure", "asking", "number"),
    [
        (Procedure(), {}, 0),
        (Procedure(), {"closes_on": DAY}, 1),
        (Procedure(), {"is_urgent": True}, 1),
        (Procedure(), {"takes_silence": True}, 1),
        (SILENT, {"takes_silence": True}, 0),
        (SILENT, {"takes_silence": True, "closes_on": DAY + timedelta(4)}, 1),
        (Procedure(written_days=10), {}, 1),
        (Procedure(written_days=5), {}, 0),
        (Procedure(written_days=5), {"is_urgent": True, "why": "Flood"}, 1),
        (Procedure(written_days=10, urgent_written_days=5), {"is_urgent": True, "why": "x"}, 0),
        (Procedure(written_days=6, count_working_days=True), {}, 1),
        (Procedure(may_adopt=False), {"closes_on": DAY}, 2),
    ],
)
def test_the_rules_of_procedure_say_how_the_seats_are_asked(procedure, asking, number):
    facts = {"closes_on": DAY + timedelta(5), **asking}
    draft = Decision(state=S.DRAFT, kind=DecisionKind.DECISION, title="A", paper="")
    found = rules.obstacles_to_asking(
        draft,
        procedure,
        rules.Asking(**facts),
        seats=3,
        addressees=0,
        today=DAY,
        is_working_day=lambda day: day.weekday() < 5,
    )
    assert len([*found]) == number
    nobody = rules.obstacles_to_opening_a_vote(draft, VOTING, seats=0, addressees=0)
    assert len([*nobody]) == 1


@pytest.mark.parametrize(
    ("way", "procedure", "answers", "carries"),
    [
        (PollWay.WRITTEN, Procedure(), (V.FOR, V.RESERVED, V.ABSTAINS, V.FOR), True),
        (PollWay.WRITTEN, Procedure(), (V.FOR, V.FOR, V.FOR, None), False),
        (PollWay.WRITTEN, Procedure(), (V.FOR, V.FOR, V.FOR, V.AGAINST), False),
        (PollWay.WRITTEN, Procedure(), (V.ABSTAINS, V.ABSTAINS), False),
        (PollWay.WRITTEN, Procedure(), (), False),
        (PollWay.WRITTEN, Procedure(quorum_fraction="1/2"), (V.FOR, V.FOR, None, None), True),
        (PollWay.WRITTEN, Procedure(quorum_fraction="2/3"), (V.FOR, V.FOR, None, None), False),
        (PollWay.WRITTEN, Procedure(quorum_private=2), (V.FOR, V.FOR, V.FOR, None), False),
        (PollWay.WRITTEN, VOTING, (V.FOR, V.FOR, V.AGAINST, V.ABSTAINS), True),
        (PollWay.VOTE, VOTING, (V.FOR, None, None, None), True),
        (PollWay.VOTE, VOTING, (V.FOR, V.AGAINST, None, None), False),
        (PollWay.VOTE, VOTING, (None, None, None, None), False),
        (PollWay.VOTE, VOTING, (V.ABSTAINS, None, None, None), False),
        (
            PollWay.VOTE,
            Procedure(outcome=Outcome.VOTE, vote_fraction="2/3"),
            (V.FOR, V.FOR, V.AGAINST, V.ABSTAINS),
            True,
        ),
        (
            PollWay.VOTE,
            Procedure(outcome=Outcome.VOTE, vote_fraction="3/4"),
            (V.FOR, V.FOR, V.AGAINST),
            False,
        ),
        (
            PollWay.VOTE,
            Procedure(outcome=Outcome.VOTE, quorum_fraction="1/2"),
            (V.FOR, None, None, None),
            False,
        ),
    ],
)
def test_what_the_seats_say_is_counted_by_the_rules(way, procedure, answers, carries):
    poll = written(way=way)
    assert ([*rules.shortfalls(poll, voices(*answers), procedure)] == []) is carries


def test_who_may_say_what_until_when():
    poll, vote = written(), written(way=PollWay.VOTE, closes_on=None)
    late = DAY + timedelta(6)

    def told(poll, kind, text="", *, speaks=True, today=DAY):
        found = rules.obstacles_to_replying(poll, kind, text, speaks=speaks, today=today)
        return len([*found])

    assert [told(poll, V.FOR), told(poll, V.AGAINST), told(poll, V.RESERVED, "x")] == [0, 1, 0]
    assert [told(vote, V.AGAINST), told(vote, V.RESERVED, "x"), told(vote, V.FOR)] == [0, 1, 0]
    assert [told(poll, V.FOR, today=late), told(poll, V.FOR, speaks=False)] == [1, 1]
    assert told(written(state=P.STOPPED), V.FOR) == 1
    assert [*rules.obstacles_to_counting(poll, voices(V.FOR, V.FOR), DAY)] == []
    assert len([*rules.obstacles_to_counting(poll, voices(V.FOR, None), DAY)]) == 1
    assert [*rules.obstacles_to_counting(poll, voices(V.FOR, None), late)] == []
    assert [*rules.obstacles_to_counting(vote, voices(V.FOR, None), DAY)] == []
    assert len([*rules.obstacles_to_stopping(written(state=P.LOST), " ")]) == 2
    assert [rules.is_near(poll, DAY + timedelta(n)) for n in (2, 3, 5, 6)] == [
        False,
        True,
        True,
        False,
    ]
    assert not rules.is_near(written(reminded_at=NOW), DAY + timedelta(4))
    sides = rules.tallies(voices(V.FOR, V.AGAINST, V.RESERVED, None, V.ABSTAINS))
    assert [(t.camp, t.in_favour, t.against, t.abstains, t.silent) for t in sides] == [
        (Camp.PUBLIC, 2, 0, 1, 0),
        (Camp.PRIVATE, 0, 1, 0, 1),
        (None, 2, 1, 1, 1),
    ]


def test_what_a_seat_said_before_it_stepped_out_is_told_and_counts_not():
    poll, said = written(), voices(V.FOR, V.AGAINST, None)
    silent = Voice(name="Seat 3", answer=V.FOR, seat_id=3, is_silence=True)
    for voice in (*said, silent):
        voice.poll = poll
    assert rules.taking_part(said, {0, 2}) == [said[1]]
    (told,) = map(str, rules.set_aside([*said, silent], {0, 2, 3}))
    assert told.startswith("Seat 0 had said “Agrees” and stepped out")


# With the database


class Round:
    """A text with the seats of the table, each known by whoever sits in it."""

    def __init__(self, table, way, **asking):
        self.table, self.decision_id = table, table.draft()
        if way is PollWay.VOTE:
            table.do(SYSTEM, polling.open_vote, self.decision_id, today=DAY)
        else:
            asked = rules.Asking(**{"closes_on": DAY + timedelta(9), **asking})
            table.do(SYSTEM, polling.ask_in_writing, self.decision_id, asking=asked, today=DAY)
        with table.within():
            (round_,) = queries.polls_of(queries.get_decision(self.decision_id))
            self.poll_id = round_.poll.id
            by_seat = {voice.seat_id: voice.id for voice in round_.voices}
            speakers = queries.speakers_in(round_.poll, DAY)
            self.voices = {people[0]: by_seat[seat] for seat, people in speakers.items()}

    def say(self, person, kind, text="", who=None, today=DAY):
        with self.table.within(), unit_of_work():
            voice = queries.get_voice(self.voices[person])
            actor = acting(who or person)
            polling.reply(voice, kind=kind, text=text, actor=actor, now=NOW, today=today)

    def on_poll(self, function, **values):
        with self.table.within(), unit_of_work():
            poll = queries.get_poll(self.poll_id)
            return function(poll, **{"actor": SYSTEM, "now": NOW, **values})

    def count(self, today=DAY, **values):
        return self.on_poll(polling.count, today=today, **values)

    @property
    def state(self):
        with self.table.within():
            return queries.get_poll(self.poll_id).state


def proposed(table):
    with table.within():
        found = ntfc_agenda_proposals(get_body(table.body_id), table.next_meeting)
        return [(one.key, one.kind) for one in found]


def test_all_reply_and_what_is_agreed_in_writing_gets_its_number(table):
    asked = Round(table, PollWay.WRITTEN)
    everybody = [table.chair, table.member, table.officer, table.coordinator]
    assert sorted(asked.voices) == sorted(everybody)  # the secretary serves, and has no voice
    with pytest.raises(Refused):
        table.do(SYSTEM, drafting.withdraw, asked.decision_id, reason="No more")
    for person in everybody:
        asked.say(person, V.FOR)
    asked.say(table.member, V.AGAINST, "Too early")
    asked.say(table.member, V.RESERVED, "Not by night")  # until it is counted
    with pytest.raises(Refused):
        asked.say(table.officer, V.FOR, who=table.member)
    asked.count()
    found = table.decision(asked.decision_id)
    assert (found["state"], found["number"], found["how"]) == (S.ADOPTED, 1, HowAgreed.WRITTEN)
    with table.within():
        decision = queries.get_decision(asked.decision_id)
        assert [one.text for one in queries.reservations_of(decision)] == ["Not by night"]
    assert table.steps(asked.decision_id) == ["drafted", "asked", "adopted"]
    assert proposed(table) == [(f"decisions:{asked.decision_id}:written", "information")]
    with pytest.raises(Refused):
        asked.say(table.chair, V.AGAINST, "Too late")


def test_too_few_replies_never_adopt_and_the_text_goes_to_the_table(table):
    asked = Round(table, PollWay.WRITTEN)
    asked.say(table.chair, V.FOR)
    with pytest.raises(Refused, match="3 seats have not replied"):
        asked.count()
    after = DAY + timedelta(days=10)
    with pytest.raises(Refused, match="time to answer is over"):
        asked.say(table.member, V.FOR, today=after)
    asked.on_poll(polling.settle, today=after)
    assert (asked.state, table.decision(asked.decision_id)["state"]) == (P.LOST, S.DRAFT)
    assert proposed(table) == [(f"decisions:{asked.decision_id}", "decision")]
    table.adopt(asked.decision_id)
    assert proposed(table) == []


def test_what_was_asked_in_writing_belongs_to_the_meeting_that_takes_it_or_to_none(table):
    """So its day and its outcome are those of that meeting, never of the one it was drafted at."""
    carried, lost = Round(table, PollWay.WRITTEN), Round(table, PollWay.WRITTEN)
    with table.within(), unit_of_work():
        first = _meeting(table, 1)[0].id
        for one in (carried, lost):
            queries.get_decision(one.decision_id).meeting_id = first
    for person in carried.voices:
        carried.say(person, V.FOR)
    carried.count()
    lost.on_poll(polling.settle, today=DAY + timedelta(days=10))
    assert table.decision(carried.decision_id)["meeting_id"] is None
    with table.within(), unit_of_work():
        meeting, agenda = _meeting(table, 20)
        taken = [*ntfc_agenda_proposals(agenda.body, meeting)]
        building.take(agenda, proposals=taken, procedure=Procedure(), actor=SYSTEM, now=NOW)
        second, own = meeting.id, f"decisions:{lost.decision_id}"
        number = next(item.id for item in agenda.items if item.origin_key == own)
        acts = [
            act for act in ntfc_item_acts(agenda, acting(table.secretary)) if act.item_id == number
        ]
        assert [act.url for act in acts] == [f"/decisions/{lost.decision_id}"]
    for state, place in ((ItemState.DROPPED, None), (ItemState.PLANNED, second)):
        with table.within(), unit_of_work():
            item = agendas.get_item(number)
            item.state = state
            plugins.notify("ntfc_agenda_changed", agenda=item.agenda)
        assert table.decision(lost.decision_id)["meeting_id"] == place
    assert table.adopt(lost.decision_id, today=DAY + timedelta(days=25)) == 2
    assert table.decision(lost.decision_id)["adopted_on"] == DAY + timedelta(days=20)
    with table.within():
        assert [row.item_id for row in queries.of_meeting(second)] == [number]
        assert queries.of_meeting(first) == []


def _meeting(table, days):
    """Plan a meeting with an agenda; in a unit of work."""
    on = DayPlan(DAY + timedelta(days=days), time(10), time(12))
    wanted = Plan(days=(on,), time_zone="UTC")
    meeting = planning.plan(get_body(table.body_id), wanted=wanted, now=NOW, actor=SYSTEM)
    return meeting, building.begin(meeting, lines=[], actor=SYSTEM, now=NOW)


def test_silence_counts_only_where_the_rules_have_it_and_somebody_sits(table, app):
    with pytest.raises(Refused, match="Rule 25"):
        Round(table, PollWay.WRITTEN, takes_silence=True)
    table.rules(SILENT)
    asked = Round(table, PollWay.WRITTEN, takes_silence=True)
    asked.say(table.chair, V.FOR)
    near = DAY + timedelta(days=8)
    asked.on_poll(polling.settle, today=near)
    asked.on_poll(polling.settle, today=near)  # reminds once
    assert asked.state is P.OPEN
    with table.within(), unit_of_work():
        left = db.session.get_one(Voice, asked.voices[table.officer]).seat_id
        sitting = db.session.query(Appointment).filter_by(seat_id=left).one()
        sitting.ended_on = DAY + timedelta(days=1)
    asked.on_poll(polling.settle, today=DAY + timedelta(days=10))
    assert table.decision(asked.decision_id)["number"] == 1
    with table.within():
        (counted,) = queries.polls_of(queries.get_decision(asked.decision_id))
        silent = {voice.id: voice.is_silence for voice in counted.voices}
    assert silent[asked.voices[table.member]]
    assert not silent[asked.voices[table.officer]]
    assert not silent[asked.voices[table.chair]]


def test_a_vote_is_taken_where_the_rules_vote_and_nowhere_else(table):
    with pytest.raises(Refused, match="does not vote"):
        Round(table, PollWay.VOTE)
    table.rules(VOTING)
    vote = Round(table, PollWay.VOTE)
    vote.say(table.member, V.AGAINST)
    noted = {vote.voices[table.chair]: V.FOR, vote.voices[table.officer]: V.AGAINST}
    vote.on_poll(polling.note_votes, votes=noted, today=DAY)
    with pytest.raises(Refused, match="next step"):
        vote.count()
    vote.say(table.member, V.FOR)  # corrected before it is counted
    vote.count()
    assert table.decision(vote.decision_id)["how"] is HowAgreed.VOTE
    lost = Round(table, PollWay.VOTE)
    lost.say(table.member, V.AGAINST)
    lost.count(next_step="They meet")
    found = table.decision(lost.decision_id)
    assert (found["state"], found["number"], found["next_step"]) == (
        S.NOT_ADOPTED,
        None,
        "They meet",
    )
    stopped = Round(table, PollWay.VOTE)
    stopped.on_poll(polling.stop, reason="We talk on")
    assert table.decision(stopped.decision_id)["state"] is S.DRAFT
    with pytest.raises(Refused):
        stopped.count()


def test_whatever_the_order_nothing_is_adopted_without_every_seat(table):
    """No order of replies, corrections and counts adopts what a seat opposes or did not answer."""
    table.rules(SILENT)
    seats, said = st.integers(0, 3), st.sampled_from([*V])
    acts = st.tuples(seats, said) | st.sampled_from(["count", "stop"])

    @settings(max_examples=6, deadline=None)
    @given(st.booleans(), st.lists(acts, max_size=9))
    def holds(silence, acts):
        asked = Round(table, PollWay.WRITTEN, takes_silence=silence)
        _play(asked, acts, silence=silence)

    holds()


def _play(asked, acts, *, silence):
    people, said, is_open = list(asked.voices), {}, True
    for act in [*acts, "end"]:
        try:
            if act == "count":
                asked.count()
            elif act == "stop":
                asked.on_poll(polling.stop, reason="No more")
            elif act == "end":
                asked.on_poll(polling.settle, today=DAY + timedelta(days=30))
            else:
                asked.say(people[act[0]], act[1], "Because")
                said[people[act[0]]] = act[1]
            is_open = is_open and not isinstance(act, str)
        except Refused:
            assert not is_open or (act == "count" and len(said) < len(people))
    silent = len(people) - len(said) if silence else 0
    answered = [*said.values(), *([V.FOR] * silent)]
    agreed = (
        len(answered) == len(people)
        and V.AGAINST not in answered
        and not rules.IN_FAVOUR.isdisjoint(answered)
    )
    ended = asked.state
    assert ended in ({P.STOPPED, P.CARRIED} if agreed else {P.STOPPED, P.LOST})
    assert (asked.table.decision(asked.decision_id)["number"] is not None) == (ended is P.CARRIED)


# In the browser


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def test_from_asking_to_the_reply_by_link(app, table, client_for):
    beside = {"paper": "Time study, version 2", "conditions": "By day only"}
    office = client_for(table.secretary)
    number = table.draft("Calendar", DecisionKind.APPROVAL, **beside)
    address = f"/decisions/{number}/in-writing"
    form = page_of(office.get(address))
    assert form.select("#takes_silence") == []
    assert "shorter time" not in form.text  # none is set that could be shorter
    wrong = office.post(address, data={"closes_on": "2020-01-01", "why": "Kept"})
    assert wrong.status_code == 409
    assert "Kept" in wrong.text
    today = clock.now().date()
    good = {"closes_on": (today + timedelta(days=9)).isoformat(), "why": "Flood"}
    asked = office.post(address, data=good)
    assert "Links to hand over" in asked.text
    assert "It works until" in asked.text
    assert "/l/" in page_of(asked).select_one("#hand-over input")["value"]
    assert office.post(address, data=good).status_code == 409
    with table.within(), unit_of_work():
        (round_,) = queries.polls_of(queries.get_decision(number))
        mine = next(v for v in round_.voices if v.organisation_id == table.customs)
        person = db.session.get_one(Person, table.officer)
        issued = links.issue(person, poll_letters.REPLY_ACT, mine, actor=SYSTEM, now=clock.now())
        poll_id = round_.poll.id
        voice = next(v.id for v in round_.voices if v.seat_id in acting(table.member).seats)
    visitor, link = client_for(None), "/l/" + issued.url.rpartition("/l/")[2]
    asked_for = visitor.get(link).text
    assert all(words in asked_for for words in ("Calendar, for all.", *beside.values()))
    refused = visitor.post(link, data={"answer": "against", "text": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert visitor.post(link, data={"answer": "against", "text": "Costs"}).status_code in (200, 303)
    member = client_for(table.member)
    assert "Calendar" in member.get("/").text
    asked = page_of(member.get(f"/decision-voices/{voice}"))
    assert not asked.select(
        "[name=answer][checked], [name=answer] [selected]"
    )  # to press is to vote
    assert member.post(f"/decision-voices/{voice}", data={"text": "So be it"}).status_code == 422
    sent = member.post(f"/decision-voices/{voice}", data={"answer": "for", "text": ""})
    assert sent.status_code == 303
    assert "Calendar" not in member.get("/").text
    shown = page_of(member.get(f"/decisions/{number}")).select_one("#rounds")
    assert "Costs" in shown.text
    assert [row.select("td")[0].text for row in shown.select("tbody tr")][-1] == "1"
    other = client_for(table.chair)
    assert "Calendar" in other.get("/").text
    with table.within(), unit_of_work():
        db.session.get_one(Poll, poll_id).closes_on = today - timedelta(days=2)
    waits = page_of(office.get(f"/decisions/{number}")).select_one("#rounds")
    assert "The time to answer is over." in waits.text
    assert not waits.select("a[href*=decision-voices]")
    assert waits.select(f"a[href='/decision-polls/{poll_id}/count']")  # before the job comes to it
    assert "Calendar" not in other.get("/").text
    assert visitor.get(link).status_code == 410
    stopped = office.post(f"/decision-polls/{poll_id}/stop", data={"reason": "Later"})
    assert stopped.status_code == 303
    assert visitor.get(link).status_code == 410


def test_the_votes_at_the_table_are_noted_seat_by_seat(table, client_for):
    table.rules(VOTING)
    number, office = table.draft("Calendar"), client_for(table.secretary)
    opened = office.post(f"/decisions/{number}/vote")
    assert opened.status_code == 303
    form = page_of(office.get(opened.location))
    names = [one["name"] for one in form.select("#decision-form select")]
    assert len(names) == 4
    data = {**dict.fromkeys(names, ""), names[0]: "for", names[1]: "against"}
    assert office.post(opened.location, data=data).status_code == 303
    counting = opened.location.replace("votes", "count")
    refused = office.post(counting, data={"next_step": ""})
    assert refused.status_code == 422
    assert page_of(refused).select_one("#next_step-error")
    assert office.post(counting, data={"next_step": "They meet"}).status_code == 303
    assert "Not carried" in office.get(f"/decisions/{number}").text
