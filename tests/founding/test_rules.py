from datetime import date

import pytest

from ntfc.founding import rules
from ntfc.founding.models import Matter
from ntfc.founding.rules import Length
from ntfc.library import catalogue
from ntfc.library import entry as said
from ntfc.library import vocabulary as words

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


TWICE_A_YEAR = said.Cadence(kind=words.CadenceKind.PER_YEAR, n=2, of="ports pillar")
FORUM = said.Entry(
    id="x",
    name="Forum",
    kind=words.Kind.FORUM,
    status=words.Status.OPERATING,
    country="JO",
    place="Aqaba",
    programme="Ports 2030",
    levels=(words.Level.TACTICAL,),
    public_side=("Customs",),
    other_sides=(said.OtherSide(side=words.Side.MEDIA, who=("Gazette",)),),
    chairing=said.Chairing(
        model=words.ChairModel.TWO, sides=(words.Side.PUBLIC,), text="In turn", of="Ports Pillar"
    ),
    founding_act=said.FoundingAct(
        kind=words.ActKind.EXECUTIVE_ORDER, number="12", date="2014-02-19"
    ),
    cadence=(TWICE_A_YEAR,),
    term=said.Term(of=words.TermOf.BODY, years=2, start="2014", end="2016"),
    sub_bodies=(
        said.SubBody(
            name="Ports Pillar",
            purpose="Berths",
            place="Aqaba",
            cadence_text="In spring",
            composition=said.Composition(kind=words.CompositionKind.BALANCED, n=4),
        ),
        said.SubBody(name="Users", plural=True, count=3, cadence=(TWICE_A_YEAR,)),
    ),
    rules=("Coffee first",),
    source=(said.Source(paper="P", place="p. 1"),),
)


def test_each_fact_has_a_field_or_waits_for_the_new_body_to_decide():
    found = rules.plan_from(FORUM)
    assert found.procedure == {}  # the rhythm and the chairs are those of the part
    assert [one.columns for one in found.locals] == [
        {"country": "JO"},
        {"place": "Aqaba"},
        {"parent_programme": "Ports 2030"},
        {
            "act_kind": rules.plan.ActKind.ORDER,
            "act_number": "12",
            "act_title": "",
            "act_on": date(2014, 2, 19),
        },
    ]
    assert found.locals[-1].proposal.text == "Executive order; 12; 2014-02-19"
    assert [(one.matter, one.text, one.side) for one in found.proposals] == [
        (Matter.PARTY, "Customs", "public"),
        (Matter.PARTY, "Gazette", "media"),
        (Matter.CHAIR, "Ports Pillar; In turn", "public"),
        (Matter.GROUP, "Users; 3; ports pillar; times a year: 2", ""),
        (Matter.RHYTHM, "ports pillar; times a year: 2", ""),
        (Matter.TERM, "2014 – 2016", ""),
        (Matter.RULE, "Coffee first", ""),
    ]
    (part,) = found.parts
    assert (part.kind, part.about) == ("pillar", "Berths")
    assert part.procedure["cadence_n"] == 2
    assert part.procedure["chair_model"] == "two"
    assert [(one.matter, one.text) for one in part.proposals] == [
        (Matter.PARTICULARS, "Place: Aqaba"),
        (Matter.PARTICULARS, "In spring"),
        (Matter.PARTICULARS, "Balanced: 4"),
        (Matter.CHAIR, "Ports Pillar; In turn"),
    ]
    assert rules.at_home(found, "JO")
    assert not rules.at_home(found, "KZ")


def test_facts_are_told_whole():
    figure = said.Figure(
        label="Saved", number=3, qualifier=words.Qualifier.ABOUT, unit=words.Unit.DAYS, as_of="2020"
    )
    opening = said.Milestone(label="Opened", on="2014", until="2015", part=words.PartOfYear.END)
    term = said.Term(of=words.TermOf.MEMBER, years=2, end="2016", text="once more")
    assert [rules.told(fact) for fact in (figure, opening, term)] == [
        "Saved: about 3 days; 2020",
        "Opened: 2014 – 2015; at the end of the year",
        "Each member; years: 2; 2016; once more",
    ]
    assert rules.levels(FORUM) == "Tactical; as we read the paper"
