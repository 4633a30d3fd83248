"""The programmes to start from: whole, in three languages, with their source, nothing made up."""

from collections import Counter
from datetime import date

import pytest
from ntfc_golden_list import profiles, words
from ntfc_golden_list.rules.benefits import GRANTED, Group, Measure
from ntfc_golden_list.rules.judging import Weight
from ntfc_golden_list.rules.terms import Terms


def texts_in(thing):
    if isinstance(thing, dict) and "en" in thing:
        yield thing
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from texts_in(part)
    elif isinstance(thing, (list, tuple)):
        for part in thing:
            yield from texts_in(part)


def test_the_start_catalogue_has_thirty_two_in_four_groups():
    counted = Counter(Group(one["group"]) for one in profiles.catalogue())
    assert counted == {
        Group.LEAD_TIME: 6,
        Group.DATA: 10,
        Group.RELATIONS: 4,
        Group.RESULTS: 12,
    }
    assert len({one["code"] for one in profiles.catalogue()}) == 32
    assert all(Group(b["group"]) in GRANTED for b in profiles.catalogue() if b.get("measure"))


@pytest.mark.parametrize("key", profiles.KEYS)
def test_each_profile_is_whole_and_says_where_it_is_from(key):
    one = profiles.profile(key)
    assert one.key == key
    assert one.source
    assert isinstance(one.as_of, date)
    roles = {role["code"] for role in one.roles}
    assert {"importer", "exporter"} <= roles
    codes = [kind["code"] for kind in one.classes]
    assert all(kind.get("needs", codes[0]) in codes for kind in one.classes)
    assert all(Weight(criterion["weight"]) for criterion in one.criteria)
    assert {Measure(b["measure"]) for b in one.benefits if b.get("measure")}
    assert all(figure["as_of"] and figure["source"] for figure in one.figures)
    for text in texts_in(vars(one) | {"terms": None}):
        assert text.keys() == {"en", "fr", "ar"}
        assert all(text.values())


def test_no_term_is_made_up():
    given = {key: profiles.profile(key).terms for key in profiles.KEYS}
    assert given == {
        "jordan": Terms(waiting_months=36),  # cancelled: again after three years
        "georgia": Terms(),
        "morocco": Terms(),
        "safe": Terms(),
    }


def test_what_is_special_of_each():
    jordan, georgia, morocco = (profiles.profile(k) for k in ("jordan", "georgia", "morocco"))
    assert jordan.nominates
    assert len(jordan.documents) == 5
    assert [figure["number"] for figure in jordan.figures] == [45]
    (deferral,) = [b for b in georgia.benefits if b.get("measure") == "deferred_payment"]
    assert "30" in deferral["name"]["en"]
    assert {c["code"]: c.get("needs") for c in morocco.classes} == {
        "A": None,
        "B": None,
        "security": "A",
    }
    assert {c["code"] for c in morocco.criteria if c["classes"] == ["security"]} == {
        "S1",
        "S2",
        "S3",
        "S4",
        "S5",
        "S6",
    }
    with pytest.raises(KeyError):
        profiles.profile("nowhere")


def test_a_programme_is_built_by_57_actions_and_a_file_in_ten_steps():
    actions = profiles.actions()
    assert [one["number"] for one in actions] == [*range(1, 58)]
    assert [sum(one["phase"] == n for one in actions) for n in range(10)] == [
        *(12, 12, 7, 8, 4, 3, 1, 3, 3, 4)
    ]
    assert {code for one in actions for code in one["who"]} == words.WHO.keys()
    assert len(profiles.file_steps()) == 10
    for one in (*actions, *profiles.file_steps()):
        assert {"en", "fr", "ar"} == one["text"].keys()
