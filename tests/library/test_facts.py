"""The facts of many different entries, compared with a table typed by hand."""

from collections import Counter

import pytest

from ntfc.library.catalogue import entries, get
from ntfc.library.vocabulary import CadenceKind, ChairModel, Kind, Level

# Read from the papers' facts and typed by hand. A dash: the entry leaves it open. The sides are
# those that are named; chairing is the model and the side of each chair.
FACTS = """
australia-industry-summit | forum | per_year 1 | - | public private | 0 | -
australia-industry-newsletter | newsletter | per_year 4 | - | public private | 0 | -
australia-industry-advisory-groups | advisory_body | as_needed | - | public private | 1 | group A fixed period per group
canada-stakeholder-engagement | other | - | - | public private | 3 | -
canada-bccc | committee | per_year 3 | - | public private | 0 | -
dubai-client-ambassador | client_coordination | per_year 12 | - | public private | 0 | -
eu-trade-contact-group | advisory_body | as_needed | one public | public private | 0 | -
france-forum | forum | min_per_year 1 | one public | public private | 2 | -
haiti-pscg | mou_framework | max_gap_days 90 | - | public private | 0 | -
hongkong-rocars | it_user_group | per_year 2 | - | public private | 0 | member 2 years
hongkong-iprpa | working_group | per_year 1 | - | public private | 1 | -
ireland-ccc | committee | per_year 4 | - | public private | 1 | -
israel-aeo | trusted_trader_programme | per_year 1 | - | public private | 0 | -
japan-consultation | forum | - | - | public private academia | 3 | -
jordan-partnership-council | council | - | - | public private | 0 | -
jordan-golden-list | trusted_trader_programme | - | - | public private | 0 | -
moldova-consultative-council | council | max_gap_months 3 | - | public private development_partners | 2 | -
morocco-framework-agreements | mou_framework | - | - | public private | 2 | -
netherlands-cbc | forum | - | - | public private | 3 | -
netherlands-legislation | committee | min_per_year 4 | - | public private | 0 | -
portugal-periodic-consultation | other | as_needed | - | public private | 0 | -
senegal-joint-committee | committee | - | - | public private trade_unions | 0 | -
spain-large-business-forum | forum | - | - | public private | 5 | -
turkey-customs-trade-council | advisory_body | - | - | public private civil_society | 0 | -
uruguay-mou-joint-commissions | mou_framework | - | - | public private | 1 | -
usa-coac | advisory_body | per_year 4, per_term 8 | - | public private | 2 | body 2 years
usa-biec | council | per_year 4 | - | public private | 3 | -
uk-jccc | committee | per_year 3 | two public private | public private | 1 | -
southafrica-sars | forum | per_year 12 | - | public private | 1 | -
netherlands-oga | other | - | - | public | 2 | -
intl-ntfc-23-2 | committee | - | - | public private | 0 | -
bih-ibm-commission | committee | - | - | public | 3 | -
cambodia-donor-dialogue | forum | - | - | public development_partners international_organisations | 0 | -
india-ccfc | committee | - | one public | public | 2 | -
malaysia-ntfc-cluster | committee | - | two public public | public | 0 | -
maldives-transparency-mou | integrity_body | - | - | public civil_society | 0 | -
timor-leste-stakeholder-pillar | other | - | - | public private | 0 | programme 2020 to 2025
vietnam-norad-engagement | capacity_building | - | - | public private international_organisations | 0 | body 2012 to 2017
bolivia-ntfc-draft | committee | - | - | public | 0 | -
wco-vwg-future | working_group | as_needed | none | public private academia international_organisations | 0 | -
wco-vwg-idg | working_group | - | - | public | 0 | body 12 weeks 2020-04-06 to 2020-06-28
armenia-ibm-groups | working_group | - | - | public foreign_partners | 0 | -
kazakhstan-cbp-forum | forum | - | - | public private | 0 | -
"""
ROWS = [line.split(" | ") for line in FACTS.strip().splitlines()]


def as_typed_above(entry):
    sides = ["public"] * bool(entry.public_side) + ["private"] * bool(entry.private_side)
    sides += [other.side.value for other in entry.other_sides]
    return [
        entry.kind.value,
        ", ".join(cadence_in_words(cadence) for cadence in entry.cadence) or "-",
        chairing_in_words(entry.chairing),
        " ".join(sides),
        str(len(entry.sub_bodies)),
        term_in_words(entry.term),
    ]


def cadence_in_words(cadence):
    return " ".join([cadence.kind.value, *([str(cadence.n)] if cadence.n else [])])


def chairing_in_words(chairing):
    if chairing is None:
        return "-"
    return " ".join([chairing.model.value, *(side.value for side in chairing.sides)])


def term_in_words(term):
    if term is None:
        return "-"
    lengths = (("years", term.years), ("months", term.months), ("weeks", term.weeks))
    words = [term.of.value, *(f"{number} {unit}" for unit, number in lengths if number)]
    words += [f"{term.start} to {term.end}"] if term.start else []
    return " ".join([*words, *([term.text] if term.text else [])])


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_facts_are_those_of_the_papers(row):
    entry_id, *facts = row
    assert as_typed_above(get(entry_id)) == facts


def test_only_six_entries_have_a_term():
    assert {entry.id for entry in entries() if entry.term} == {
        "australia-industry-advisory-groups",
        "hongkong-rocars",
        "timor-leste-stakeholder-pillar",
        "usa-coac",
        "vietnam-norad-engagement",
        "wco-vwg-idg",
    }


def test_sub_bodies_carry_what_is_said_about_them():
    subcommittees, groups = get("usa-coac").sub_bodies
    assert (subcommittees.kind, subcommittees.plural, subcommittees.count) == (
        Kind.COMMITTEE,
        True,
        6,
    )
    assert [(c.kind, c.n) for c in subcommittees.cadence] == [(CadenceKind.PER_YEAR, 12)]
    assert (groups.under, groups.ends) == ("Subcommittees", "Usually with a sunset date")
    (commission,) = get("uruguay-mou-joint-commissions").sub_bodies
    assert (commission.per, commission.composition.n) == ("memorandum", 2)
    central, local = get("india-ccfc").sub_bodies
    assert local.under == central.name
    assert local.plural
    assert not central.plural


def test_a_rhythm_of_papers_is_not_taken_for_one_of_meetings():
    other = {
        entry.id for entry in entries() if any(not cadence.meetings for cadence in entry.cadence)
    }
    assert other == {
        "australia-industry-newsletter",
        "australia-engagement-strategy",
        "dubai-client-ambassador",
        "india-citizens-charter",
    }


def test_every_cadence_is_one_the_rules_of_procedure_can_hold():
    used = Counter()
    for entry in entries():
        of_parts = [cadence for part in entry.sub_bodies for cadence in part.cadence]
        for cadence in (*entry.cadence, *of_parts):
            assert isinstance(cadence.kind, CadenceKind)
            assert (cadence.n is None) == (cadence.kind is CadenceKind.AS_NEEDED), entry.id
            assert cadence.months == ()
        used.update(cadence.kind.value for cadence in entry.cadence)
    assert used == {
        "per_year": 14,
        "min_per_year": 2,
        "max_gap_months": 1,
        "max_gap_days": 1,
        "per_term": 1,
        "as_needed": 4,
    }


def test_every_level_is_known_and_only_nine_entries_state_theirs():
    for entry in entries():
        assert all(isinstance(level, Level) for level in entry.levels)
    assert {entry.id for entry in entries() if entry.levels_stated} == {
        "australia-industry-summit",
        "canada-stakeholder-engagement",
        "canada-bccc",
        "netherlands-cbc",
        "netherlands-legislation",
        "spain-large-business-forum",
        "uk-jccc",
        "southafrica-sars",
        "netherlands-oga",
    }


def test_six_entries_say_who_chairs_and_the_others_stay_open():
    chaired = {entry.id: entry.chairing for entry in entries() if entry.chairing}
    assert set(chaired) == {
        "eu-trade-contact-group",
        "france-forum",
        "uk-jccc",
        "india-ccfc",
        "malaysia-ntfc-cluster",
        "wco-vwg-future",
    }
    assert chaired["wco-vwg-future"].model is ChairModel.NONE
    assert chaired["wco-vwg-future"].moderator
    assert chaired["france-forum"].of == "plenary"


def test_every_entry_names_its_papers_with_their_dates():
    for entry in entries():
        assert entry.source, entry.id
        for source in entry.source:
            assert source.as_of, entry.id
            assert source.as_of_basis, entry.id
        for figure in entry.figures:
            assert figure.as_of, entry.id
            assert figure.paper in {source.paper for source in entry.source}, entry.id
    papers = {source.paper for entry in entries() for source in entry.source}
    assert papers == {
        "Customs-Business Partnership Guidance",
        "Advanced Pillar of the Customs-Business Partnership Guidance (draft)",
        "Future of Customs: update on the work of the Virtual Working Group",
        "Capacity Building Progress Report, Part I",
    }


def test_figures_of_two_papers_keep_their_own_dates():
    dates = {figure.label: figure.as_of for figure in get("thailand-aeo").figures}
    assert dates == {
        "Entrepreneurs": "2015-07",
        "Certified importers and exporters": "2020-06",
        "Certified brokers": "2020-06",
    }
    (members,) = get("moldova-consultative-council").figures
    assert (members.number, members.as_of) == (15, "2016")


def test_names_stay_in_their_script():
    assert get("jordan-golden-list").native_name == "القائمة الذهبية"
    assert get("senegal-joint-committee").native_name == "Comité paritaire Douane secteur privé"


def test_what_an_entry_leaves_open_stays_open():
    entry = get("thailand-joint-committee")
    for field in ("chairing", "term", "secretariat", "mode", "composition", "founding_act"):
        assert getattr(entry, field) is None
    for field in ("cadence", "levels", "sub_bodies", "other_sides", "figures", "milestones"):
        assert getattr(entry, field) == ()
    assert entry.cadence_text is None
    assert get("georgia-business-meetings").cadence == ()
    assert get("georgia-business-meetings").cadence_text.startswith("Several times a year")
