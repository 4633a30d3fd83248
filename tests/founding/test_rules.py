from datetime import date

import pytest

from ntfc.founding import rules
from ntfc.founding.models import Matter
from ntfc.founding.rules import Length
from ntfc.library import catalogue

ENTRIES = catalogue.entries()


def plan(entry_id):
    return rules.plan_from(catalogue.get(entry_id))


def test_a_plan_carries_every_stated_fact():
    found = plan("usa-coac")
    assert found.kind == "advisory_group"
    assert found.facts == {"library_entry": "usa-coac", "levels": ["strategic"]}
    assert found.procedure == {"cadence": "per_year", "cadence_n": 4, "cadence_months": ()}
    assert found.term == Length(24, 0)
    assert found.parts == ()
    groups = [proposal.text for proposal in found.proposals if proposal.matter is Matter.GROUP]
    assert len(groups) == 2
    assert groups[0].startswith("Subcommittees; Committee; 6")


def test_named_parts_become_bodies():
    names = [part.name for part in plan("usa-biec").parts]
    assert names == ["Risk Management", "Process Coordination", "External Engagement"]
    assert plan("usa-biec").parts[2].about == "Contact with the outside"


def test_what_the_entry_leaves_open_stays_open():
    found = plan("argentina-rsc")
    assert found.procedure == {}
    assert found.term is None
    assert "mode" not in found.facts
    assert not [p for p in found.proposals if p.matter is Matter.CHAIR]


@pytest.mark.parametrize(
    ("starts_on", "length", "last"),
    [
        (date(2026, 1, 1), Length(24, 0), date(2027, 12, 31)),
        (date(2026, 1, 31), Length(1, 0), date(2026, 2, 27)),
        (date(2020, 4, 6), Length(0, 12), date(2020, 6, 28)),
        (date(2026, 3, 15), None, None),
    ],
)
def test_a_term_ends_on_the_day_before_the_next_would_start(starts_on, length, last):
    assert rules.last_day_of_term(starts_on, length) == last


def test_a_part_that_the_entry_does_not_name_is_refused():
    reasons = [
        str(r) for r in rules.obstacles_to_starting_from(plan("usa-biec"), ["Fishing"], None)
    ]
    assert reasons == ["The library entry names no part called “Fishing”."]


def test_a_stated_term_asks_for_its_first_day():
    found = plan("usa-coac")
    assert list(rules.obstacles_to_starting_from(found, [], None))
    assert not list(rules.obstacles_to_starting_from(found, [], date(2026, 1, 1)))


def test_every_word_of_the_library_has_a_name():
    for entry in ENTRIES:
        assert rules.word(entry.kind)
        assert rules.word(entry.status)
        for level in entry.levels:
            assert rules.word(level)
        for other in entry.other_sides:
            assert rules.word(other.side)
        for one in entry.cadence:
            assert rules.word(one.kind)
        if entry.composition:
            assert rules.word(entry.composition.kind)
