from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ntfc.procedure.models import CadenceKind, Procedure
from ntfc.procedure.rules.cadence import (
    Span,
    history,
    months_later,
    next_due,
    parts_of,
    span_of,
    working_day_up_to,
    working_days_before,
    year_parts,
)

FIRST = date(2026, 1, 1)
COUNTED = [
    kind for kind in CadenceKind if kind not in (CadenceKind.AS_NEEDED, CadenceKind.FIXED_MONTHS)
]


def any_day(_day):
    return True


def weekday(day):
    return day.weekday() < 5


def due(procedure, *held, start=FIRST, end=None, today=FIRST, working=any_day):
    return next_due(procedure, held, span=Span(start, end), today=today, is_working_day=working)


def test_twice_a_year_is_spread_over_the_year():
    rule = Procedure(cadence=CadenceKind.MIN_PER_YEAR, cadence_n=2)
    assert due(rule) == date(2026, 6, 30)
    assert due(rule, date(2026, 2, 3)) == date(2026, 12, 31)
    assert due(rule, date(2026, 2, 3), date(2026, 9, 3)) == date(2027, 6, 30)


def test_a_year_begun_late_asks_only_for_what_is_left():
    rule = Procedure(cadence=CadenceKind.PER_YEAR, cadence_n=4)
    late = date(2026, 8, 15)
    assert due(rule, start=late, today=late) == date(2026, 12, 31)
    periods = history(rule, [], span=Span(late), today=date(2027, 1, 5))
    assert [(p.needed, p.kept) for p in periods] == [(1, False), (4, None)]


def test_every_three_months_counts_from_the_last_meeting():
    rule = Procedure(cadence=CadenceKind.MAX_GAP_MONTHS, cadence_n=3)
    assert due(rule) == date(2026, 4, 1)
    assert due(rule, date(2026, 1, 31)) == date(2026, 4, 30)


def test_every_ninety_days_may_be_overdue():
    rule = Procedure(cadence=CadenceKind.MAX_GAP_DAYS, cadence_n=90)
    assert due(rule, date(2026, 1, 10), today=date(2026, 8, 1)) == date(2026, 4, 10)


def test_fixed_months_fall_on_their_last_working_day():
    rule = Procedure(cadence=CadenceKind.FIXED_MONTHS, cadence_months=(3, 6, 9, 12))
    assert due(rule, working=weekday) == date(2026, 3, 31)
    assert due(rule, date(2026, 3, 30), working=weekday) == date(2026, 6, 30)
    assert due(rule, today=date(2026, 5, 9), working=weekday) == date(2026, 6, 30)
    assert due(rule, date(2026, 12, 2), today=date(2026, 12, 5)) == date(2027, 3, 31)


def test_so_many_a_term_needs_a_term_with_an_end():
    rule = Procedure(cadence=CadenceKind.PER_TERM, cadence_n=2)
    end = date(2027, 12, 31)
    assert due(rule) is None
    assert due(rule, end=end) == date(2026, 12, 31)
    assert due(rule, date(2026, 5, 1), end=end) == end
    assert due(rule, date(2026, 5, 1), date(2026, 7, 1), end=end) is None


def test_nothing_is_due_as_needed_nor_after_the_end():
    assert due(Procedure()) is None
    rule = Procedure(cadence=CadenceKind.MAX_GAP_DAYS, cadence_n=90)
    assert due(rule, end=date(2026, 2, 1)) is None


def test_history_tells_kept_missed_and_open():
    rule = Procedure(cadence=CadenceKind.FIXED_MONTHS, cadence_months=(3, 6, 9))
    periods = history(rule, [date(2026, 3, 2)], span=Span(FIRST), today=date(2026, 9, 4))
    assert [period.kept for period in periods] == [True, False, None]


def test_history_of_gaps():
    rule = Procedure(cadence=CadenceKind.MAX_GAP_DAYS, cadence_n=30)
    held = [date(2026, 1, 20), date(2026, 4, 1)]
    periods = history(rule, held, span=Span(FIRST), today=date(2026, 4, 20))
    assert [period.kept for period in periods] == [True, False, None]
    late = history(rule, held, span=Span(FIRST), today=date(2026, 6, 20))
    assert late[-1].kept is False


def test_history_of_a_term_and_of_as_needed():
    rule = Procedure(cadence=CadenceKind.PER_TERM, cadence_n=2)
    span = Span(FIRST, date(2026, 6, 30))
    assert history(rule, [date(2026, 2, 2)], span=span, today=date(2026, 7, 1))[0].kept is False
    assert history(Procedure(), [date(2026, 2, 2)], span=span, today=date(2026, 7, 1)) == []


def test_working_days_are_counted_back():
    friday = date(2026, 7, 10)
    assert working_days_before(friday, 5, weekday) == date(2026, 7, 3)
    assert working_day_up_to(date(2026, 7, 12), weekday) == friday
    assert working_day_up_to(friday, lambda _day: False) == friday


days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
procedures = st.one_of(
    st.builds(
        lambda kind, n: Procedure(cadence=kind, cadence_n=n),
        st.sampled_from(COUNTED),
        st.integers(1, 60),
    ),
    st.builds(
        lambda months: Procedure(
            cadence=CadenceKind.FIXED_MONTHS, cadence_months=tuple(sorted(months))
        ),
        st.sets(st.integers(1, 12), min_size=1),
    ),
)


@given(procedures, days, st.lists(days, max_size=6), st.integers(0, 2000))
def test_what_is_due_is_a_working_day_within_the_span(procedure, start, held, length):
    end = start + timedelta(days=length)
    found = due(procedure, *held, start=start, end=end, today=start, working=weekday)
    if found is not None:
        assert weekday(found)
        assert found <= end


@given(procedures, days, st.integers(1, 8))
def test_who_meets_on_each_due_date_misses_nothing(procedure, start, meetings):
    assume(procedure.cadence is not CadenceKind.PER_TERM)
    held, today = [], start
    for _turn in range(meetings):
        today = due(procedure, *held, start=start, today=today)
        held.append(today)
    periods = history(procedure, held, span=Span(start), today=today)
    assert all(period.kept is not False for period in periods)
    assert held == sorted(held)


@given(procedures, days, st.lists(days, max_size=6), days)
def test_one_more_meeting_never_makes_the_next_one_due_earlier(procedure, start, held, more):
    before = [day for day in held if day <= more]
    assume(more >= start)
    first = due(procedure, *before, start=start, today=more, end=date(2045, 1, 1))
    then = due(procedure, *before, more, start=start, today=more, end=date(2045, 1, 1))
    assert first is None or then is None or then >= first


@given(days, st.integers(1, 400), st.integers(1, 60))
def test_parts_cover_every_day_once(start, length, n):
    assume(length >= n)
    parts = parts_of(start, start + timedelta(days=length - 1), n)
    assert parts[0][0] == start
    assert parts[-1][1] == start + timedelta(days=length - 1)
    assert all(later[0] == earlier[1] + timedelta(days=1) for earlier, later in pairwise(parts))


@given(st.integers(2000, 2100), st.integers(1, 366))
def test_a_year_has_as_many_parts_as_meetings(year, n):
    parts = year_parts(year, n)
    assert len(parts) == n
    assert parts[-1][1] == date(year, 12, 31)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 5, 5), 12, date(2027, 5, 5)),
    ],
)
def test_months_later_stays_within_the_month(day, months, found):
    assert months_later(day, months) == found


def test_a_rhythm_counts_in_the_term_or_else_in_the_life_of_the_body():
    start, end = date(2026, 2, 1), date(2026, 11, 30)
    assert span_of(FIRST, None, None, None) == Span(FIRST)
    assert span_of(FIRST, end, start, None) == Span(start, end)
    assert span_of(None, end, start, date(2026, 6, 1)) == Span(start, date(2026, 6, 1))
    assert span_of(None, end, None, None) is None
