from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntfc.committees import rules
from ntfc.committees.models import FINAL, OVER, PREPARING, Purpose, State
from ntfc.committees.rules.cooperation import Course, course_of, obstacles_to_owning
from ntfc.committees.rules.purpose import offered
from ntfc.organisations.models import Camp
from ntfc.permissions import Insider, Nobody, Role

TODAY = date(2026, 11, 20)
NOBODY = Nobody()
NOTHING_IN_CHARGE = {
    "has_sponsor": False,
    "has_coordinator": False,
    "has_secretariat": False,
    "contact_camps": (),
}
states = st.sampled_from(list(State))
days = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))


def body(state=State.ACTIVE, **facts):
    usual = {
        "state": state,
        "is_restricted": False,
        "act_title": "",
        "act_number": "",
        "act_on": None,
        "sunset_on": None,
    }
    return SimpleNamespace(**(usual | facts))


bodies = st.builds(
    body,
    state=states,
    act_title=st.sampled_from(["", "Decree"]),
    act_on=days,
    sunset_on=days,
)


# Warnings


def warned(state=State.ACTIVE, **facts):
    return [found.rule for found in rules.warnings(state, **(NOTHING_IN_CHARGE | facts))]


def test_an_active_body_without_anyone_is_warned_of_everything():
    assert warned() == ["R1", "R8", "R251"]


def test_nothing_is_missing_nothing_is_said():
    assert warned(has_sponsor=True, has_coordinator=True, has_secretariat=True) == []


@pytest.mark.rule("R251")
def test_named_contacts_on_both_sides_stand_for_a_secretariat():
    assert "R251" in warned()
    assert "R251" in warned(contact_camps=[Camp.PUBLIC, Camp.PUBLIC])
    assert "R251" in warned(contact_camps=[Camp.PRIVATE, Camp.OTHER])
    assert "R251" not in warned(contact_camps=[Camp.PUBLIC, Camp.PRIVATE])
    assert "R251" not in warned(has_secretariat=True)


def test_before_the_start_only_the_sponsor_is_missed_and_after_the_end_nobody():
    assert warned(State.BEING_FORMED) == ["R1"]
    for state in (State.IDEA, *OVER):
        assert warned(state) == []


# The life of a body


def test_every_state_can_be_reached_and_final_ones_lead_nowhere():
    reached, waiting = {State.IDEA}, [State.IDEA]
    while waiting:
        for following in rules.STEPS[waiting.pop()] - reached:
            reached.add(following)
            waiting.append(following)
    assert reached == set(State)
    assert {state for state in State if not rules.STEPS[state]} == FINAL


@settings(deadline=None)  # a busy machine is no fault of a rule
@given(bodies, states, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_step_that_is_not_on_the_path_always_has_a_reason(one, to, today):
    if to not in rules.STEPS[one.state]:
        assert list(rules.obstacles_to_step(one, to, today))


@settings(deadline=None)  # a busy machine is no fault of a rule
@given(bodies, st.lists(states, max_size=8))
def test_however_a_body_moves_it_stays_on_the_path_and_an_end_is_an_end(one, wishes):
    ended = False
    for wish in wishes:
        if not list(rules.obstacles_to_step(one, wish, TODAY)):
            assert not ended, "a body that is closed for good moved on"
            assert wish in rules.STEPS[one.state]
            one.state = wish
            ended = wish in FINAL


@settings(deadline=None)  # a busy machine is no fault of a rule
@given(states)
def test_what_is_offered_by_hand_is_on_the_path_and_no_end(state):
    offered = rules.steps_by_hand(state)
    assert offered <= rules.STEPS[state]
    assert not offered & OVER
    assert (not offered) == (state in OVER)


def test_every_obstacle_is_told_at_once():
    waits = body(State.AWAITING_LEGAL_ACT, sunset_on=TODAY - timedelta(days=1))
    assert len(list(rules.obstacles_to_step(waits, State.ACTIVE, TODAY))) == 3


def test_what_awaits_its_legal_act_is_founded_by_an_act_in_force():
    waits = body(State.AWAITING_LEGAL_ACT, act_number="7", act_on=TODAY + timedelta(days=1))
    assert list(rules.obstacles_to_step(waits, State.ACTIVE, TODAY))
    waits.act_on = TODAY
    assert not list(rules.obstacles_to_step(waits, State.ACTIVE, TODAY))


@pytest.mark.rule("R22")
def test_an_informal_body_is_never_blocked_from_meeting_or_adopting():
    informal = body(State.INFORMAL)
    assert not list(rules.obstacles_to_meeting(informal))
    assert not list(rules.obstacles_to_adopting(informal))


def test_what_awaits_its_legal_act_may_prepare_but_not_adopt():
    for state in PREPARING:
        assert not list(rules.obstacles_to_meeting(body(state)))
        assert list(rules.obstacles_to_adopting(body(state)))


def test_what_is_over_or_dormant_does_not_meet():
    for state in (*OVER, State.DORMANT):
        assert list(rules.obstacles_to_meeting(body(state)))
        assert list(rules.obstacles_to_adopting(body(state)))


def test_closing_needs_a_reason_and_leaves_nobody_behind():
    assert len(list(rules.obstacles_to_closing(body(State.CLOSED), " ", left_behind=2))) == 3
    assert not list(rules.obstacles_to_closing(body(), "Done", left_behind=0))


def test_a_body_follows_neither_itself_nor_its_own_parts_nor_the_dead():
    alive, over = body(), body(State.CLOSED)
    assert not list(rules.obstacles_to_succession(alive, body(), same=False, is_below=False))
    assert list(rules.obstacles_to_succession(alive, alive, same=True, is_below=False))
    assert list(rules.obstacles_to_succession(alive, over, same=False, is_below=False))
    assert list(rules.obstacles_to_succession(over, alive, same=False, is_below=False))
    assert list(rules.obstacles_to_succession(alive, body(), same=False, is_below=True))


def test_a_body_lives_through_its_last_day():
    last = TODAY
    assert not rules.is_over_by_sunset(State.ACTIVE, last, TODAY)
    assert rules.is_over_by_sunset(State.ACTIVE, last, TODAY + timedelta(days=1))
    assert not rules.is_over_by_sunset(State.CLOSED, last, TODAY + timedelta(days=1))
    assert not rules.is_over_by_sunset(State.ACTIVE, None, TODAY)


def test_a_term_that_ran_out_expires_a_working_body():
    yesterday = TODAY - timedelta(days=1)
    assert rules.is_over_by_term(State.ACTIVE, yesterday, TODAY)
    assert not rules.is_over_by_term(State.ACTIVE, TODAY, TODAY)
    assert not rules.is_over_by_term(State.ACTIVE, None, TODAY)
    assert not rules.is_over_by_term(State.BEING_FORMED, yesterday, TODAY)


# Starting


def starting(name="Trade Council", taken=(), **facts):
    usual = {
        "may_be_here": True,
        "is_parent_over": False,
        "lacks_days": False,
    }
    return list(rules.obstacles_to_starting(name, taken, **(usual | facts)))


def test_a_good_start_has_no_obstacle():
    assert starting() == []


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "  "},
        {"taken": ["TRADE  council"]},
        {"may_be_here": False},
        {"is_parent_over": True},
        {"lacks_days": True},
    ],
)
def test_each_obstacle_to_a_start_is_told(facts):
    assert len(starting(**facts)) == 1


def test_names_are_compared_without_accents_and_capitals():
    assert rules.fold("  Comité  NATIONAL ") == rules.fold("comite national")
    assert rules.fold("Conseil") != rules.fold("Comité")


def test_a_name_that_is_taken_says_where_it_comes_from():
    beside = rules.name_beside
    assert beside("Transit", "Borders", ["Ports"]) == "Transit"
    assert beside("Transit", "Borders", ["TRANSIT"]) == "Transit (Borders)"
    assert beside("Transit", "Borders", ["Transit", "Transit (Borders)"]) == "Transit (Borders, 2)"
    long = beside("T" * 200, "B" * 200, ["t" * 200])
    assert len(long) == 200
    assert long.endswith("B)")


def test_each_obstacle_to_a_move_is_told():
    def told(**facts):
        usual = {"is_inside": False, "may_be_there": True, "is_over": False}
        return len(
            list(rules.obstacles_to_moving("Transit", facts.pop("there", ()), **usual | facts))
        )

    assert told() == 0
    assert told(there=["TRANSIT"]) == 1
    assert told(is_inside=True, may_be_there=False, is_over=True) == 3


def test_places_are_checked_line_by_line():
    assert not list(rules.obstacles_to_places(["Aqaba", "Jaber"], "Committee at {place}"))
    assert list(rules.obstacles_to_places([], "Committee at {place}"))
    assert list(rules.obstacles_to_places(["Aqaba"], "Committee"))
    (repeated,) = rules.obstacles_to_places(["Aqaba", "Jaber", "AQABA"], "At {place}")
    assert "Line 3" in str(repeated)
    assert "line 1" in str(repeated)
    assert list(rules.obstacles_to_places(["Aqaba", ""], "At {place}"))
    assert list(rules.obstacles_to_places(["x" * 200], "At {place}"))
    assert list(rules.obstacles_to_places([str(n) for n in range(201)], "At {place}"))


def test_the_days_of_a_body_make_sense():
    def told(started, sunset, *, permanent=False):
        return list(rules.obstacles_to_dates(started, sunset, TODAY, must_not_end=permanent))

    later = TODAY + timedelta(days=30)
    assert told(TODAY, later) == []
    assert told(TODAY, None, permanent=True) == []
    assert len(told(later, TODAY)) == 1
    assert len(told(None, TODAY - timedelta(days=1))) == 1
    assert len(told(None, later, permanent=True)) == 1


# Terms, priorities, steps


def test_the_next_term_follows_the_last():
    def told(starts, ends, before, *, first=False):
        return list(rules.obstacles_to_term(starts, ends, before, is_first=first))

    later = TODAY + timedelta(days=1)
    assert told(TODAY, None, None, first=True) == []
    assert told(later, None, TODAY) == []
    assert told(TODAY, None, TODAY)
    assert told(later, TODAY, TODAY)
    assert told(later, None, None)


def test_the_end_is_announced_ninety_days_ahead():
    assert rules.ends_soon(TODAY, TODAY)
    assert rules.ends_soon(TODAY + timedelta(days=90), TODAY)
    assert not rules.ends_soon(TODAY + timedelta(days=91), TODAY)
    assert not rules.ends_soon(TODAY - timedelta(days=1), TODAY)
    assert not rules.ends_soon(None, TODAY)


def test_a_priority_is_confirmed_once_and_while_it_stands():
    assert not list(rules.obstacles_to_confirming(is_withdrawn=False, has_confirmed=False))
    assert len(list(rules.obstacles_to_confirming(is_withdrawn=True, has_confirmed=True))) == 2


def test_a_step_is_settled_once():
    def told(done, skipped):
        step = SimpleNamespace(done_on=done, skipped_on=skipped)
        return len(list(rules.obstacles_to_settling(step)))

    assert (told(None, None), told(TODAY, None), told(None, TODAY)) == (0, 1, 1)


# Working days


def calendar(weekend=(4, 5), own=()):
    entries = [{"date": day.isoformat(), "name": "Port day"} for day in own]
    return SimpleNamespace(weekend=list(weekend), own_holidays=entries)


def test_weekend_holiday_and_own_holiday_are_not_worked():
    friday, saturday, sunday = (date(2026, 11, day) for day in (20, 21, 22))
    assert not rules.is_working_day(calendar(), friday, ())
    assert not rules.is_working_day(calendar(), saturday, ())
    assert rules.is_working_day(calendar(), sunday, ())
    assert not rules.is_working_day(calendar(), sunday, {sunday})
    assert not rules.is_working_day(calendar(own=[sunday]), sunday, ())


@settings(deadline=None)  # a busy machine is no fault of a rule
@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 40),
    st.sets(st.integers(0, 6)),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 2, 28)), max_size=10),
)
def test_working_days_are_just_the_days_that_are_worked(first, span, weekend, holidays):
    last = first + timedelta(days=span)
    found = rules.working_days(calendar(weekend), first, last, holidays)
    every = [first + timedelta(days=n) for n in range(span + 1)]
    assert found == [d for d in every if d.weekday() not in weekend and d not in holidays]


def test_running_the_site_is_no_way_to_name_oneself():
    def reasons(named, oneself, only_as_administrator=True):
        return list(
            rules.obstacles_to_naming_oneself(
                named, oneself, only_as_administrator=only_as_administrator
            )
        )

    assert "Name somebody else" in str(reasons({3, 7}, 7))
    assert reasons({3}, 7) == []
    assert reasons({None}, None) == []
    assert reasons({7}, 7, only_as_administrator=False) == []


def test_only_who_leads_or_serves_a_body_restricts_it():
    assert "chairs and the secretary" in str([*rules.obstacles_to_restricting(may_restrict=False)])
    assert [*rules.obstacles_to_restricting(may_restrict=True)] == []


def test_a_priority_is_named_once_however_it_is_typed():
    known = {"Single window", "Fees"}
    assert "already" in str([*rules.obstacles_to_naming_priority(" single  WINDOW", known)])
    assert [*rules.obstacles_to_naming_priority("Transit", known)] == []


def test_a_priority_is_owned_on_each_side_by_an_institution_of_that_side():
    camps = {1: Camp.PUBLIC, 2: Camp.PRIVATE}

    def told(public, private):
        return len([*obstacles_to_owning({Camp.PUBLIC: public, Camp.PRIVATE: private}, camps)])

    assert [told(1, 2), told(None, 2), told(2, 1), told(1, 1), told(7, None)] == [0, 0, 2, 1, 1]


def test_a_priority_is_delivered_or_off_track_or_else_on_track():
    off, on = (SimpleNamespace(off_track_since=day) for day in (TODAY, None))
    for delivered_on, progress, expected in (
        (TODAY, off, Course.DELIVERED),  # it arrived after all
        (TODAY, None, Course.DELIVERED),
        (None, off, Course.OFF_TRACK),
        (None, on, Course.ON_TRACK),
        (None, None, Course.ON_TRACK),  # nobody follows it
    ):
        assert course_of(delivered_on, progress) is expected


def test_a_purpose_offers_its_own_words_first_and_every_word():
    words, fits = {"a": "A", "b": "B", "c": "C"}, {Purpose.POLICY: {"c", "a"}}
    assert offered(Purpose.POLICY, words, fits) == ([("a", "A"), ("c", "C")], [("b", "B")])
    assert offered(Purpose.BOTH, words, fits) == ([*words.items()], [])


def test_a_form_offers_each_purpose_once_and_first_what_most_bodies_are_there_for():
    found = [purpose for purpose, _name in rules.words.purposes()]
    assert found[0] is Purpose.BOTH
    assert sorted(found, key=list(Purpose).index) == list(Purpose)


def test_a_body_in_confidence_is_named_to_its_seats_and_to_whoever_reads_there():
    member = Insider(person_id=1, name="", token="", roles={1: frozenset({Role.MEMBER})})
    people = {"parent_id": None, "coordinator_id": None, "sponsor_id": 2}
    open_one, closed = body(body_id=1), body(body_id=1, is_restricted=True, **people)
    assert rules.may_name(NOBODY, open_one)
    assert not rules.may_name(NOBODY, closed)
    assert rules.may_name(NOBODY, closed, reads_there=True)
    assert rules.may_name(member, closed)
