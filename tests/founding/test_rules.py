from datetime import date

import pytest

from ntfc.founding import rules
from ntfc.founding.models import Matter
from ntfc.library import catalogue
from ntfc.library.vocabulary import TermOf

ENTRIES = catalogue.entries()


def plan(entry_id):
    return rules.plan_from(catalogue.get(entry_id))


def test_a_plan_carries_every_stated_fact():
    found = plan("usa-coac")
    assert found.kind == "advisory_group"
    assert found.facts == {"library_entry": "usa-coac", "levels": ["strategic"]}
    assert found.procedure == {"cadence": "per_year", "cadence_n": 4, "cadence_months": ()}
    assert found.term_months == 24
    assert found.parts == ()
    groups = [proposal.text for proposal in found.proposals if proposal.matter is Matter.GROUP]
    assert len(groups) == 2
    assert groups[0].startswith("Subcommittees; 6")


def test_named_parts_become_bodies():
    names = [part.name for part in plan("usa-biec").parts]
    assert names == ["Risk Management", "Process Coordination", "External Engagement"]
    assert plan("usa-biec").parts[2].about == "Contact with the outside"


def test_what_the_entry_leaves_open_stays_open():
    found = plan("argentina-rsc")
    assert found.procedure == {}
    assert found.term_months is None
    assert "mode" not in found.facts
    assert not [p for p in found.proposals if p.matter is Matter.CHAIR]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_no_fact_of_any_entry_is_lost_or_invented(entry):
    found = rules.plan_from(entry)
    own = [one for one in entry.cadence if one.meetings and one.of is None]
    assert ("cadence" in found.procedure) == bool(own)
    assert not own or found.procedure["cadence_n"] == own[0].n
    leads = entry.chairing is not None and entry.chairing.of is None
    assert ("chair_model" in found.procedure) == leads
    told = [(p.side, p.text) for p in found.proposals if p.matter is Matter.PARTY]
    sides = [("public", who) for who in entry.public_side]
    sides += [("private", who) for who in entry.private_side]
    sides += [(other.side.value, who) for other in entry.other_sides for who in other.who]
    assert told == sides
    groups = [p for p in found.proposals if p.matter is Matter.GROUP]
    assert len(found.parts) + len(groups) == len(entry.sub_bodies)
    own_term = entry.term is not None and entry.term.of is TermOf.BODY
    assert own_term or found.term_months is None


@pytest.mark.parametrize(
    ("starts_on", "months", "last"),
    [
        (date(2026, 1, 1), 24, date(2027, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2026, 3, 15), None, None),
    ],
)
def test_a_term_ends_on_the_day_before_the_next_would_start(starts_on, months, last):
    assert rules.last_day_of_term(starts_on, months) == last


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
