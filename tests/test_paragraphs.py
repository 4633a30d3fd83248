"""Texts brought together: whatever two people did, no paragraph of either is lost by itself."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from richtexts import any_html

from ntfc.blocks import Block, Run, write
from ntfc.paragraphs import differences, merged, stretches
from ntfc.richtext import read

patient = settings(deadline=None)
texts = st.lists(st.sampled_from("abcdef"), max_size=6).map("".join)


def text(letters):
    """A text with a paragraph for each letter."""
    return tuple(Block("p", (Run(letter),)) for letter in letters)


def letters(blocks):
    return "".join(block.text for block in blocks)


def together(base, mine, theirs, choice="both"):
    return letters(merged(stretches(text(base), text(mine), text(theirs)), lambda _number: choice))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "aXc", "abc", "aXc"),
        ("abc", "abc", "abY", "abY"),
        ("abc", "Xbc", "abY", "XbY"),
        ("abc", "abcX", "abcY", "abcYX"),
        ("abc", "abcX", "abcX", "abcX"),
        ("abc", "aXbc", "abYc", "aXbYc"),
        ("abc", "ac", "abcY", "acY"),
        ("", "X", "Y", "YX"),
        ("abc", "", "abc", ""),
        ("ab", "aX", "abY", "aXY"),
        ("ab", "aX", "aYb", "aYX"),
        ("ab", "aYbZ", "aX", "aYXZ"),
    ],
)
def test_what_two_people_did_to_different_paragraphs_is_kept(base, mine, theirs, result):
    assert together(base, mine, theirs) == result
    assert not any(s.is_open for s in stretches(text(base), text(mine), text(theirs)))


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"),
    [
        ("aXc", "aYc", {"mine": "aXc", "theirs": "aYc", "both": "aYXc"}),
        ("ac", "aYc", {"mine": "ac", "theirs": "aYc", "both": "aYc"}),
        ("aXZc", "aYZc", {"mine": "aXZc", "theirs": "aYZc", "both": "aYZXc"}),
    ],
)
def test_a_paragraph_that_both_changed_is_left_to_a_person(mine, theirs, kept):
    assert sum(s.is_open for s in stretches(text("abc"), text(mine), text(theirs))) == 1
    assert {choice: together("abc", mine, theirs, choice) for choice in kept} == kept


def test_each_open_stretch_is_chosen_by_itself():
    found = stretches(text("abc"), text("XbZ"), text("YbW"))
    assert letters(merged(found, lambda number: ("mine", "theirs")[number])) == "XbW"


@patient
@given(texts, texts, texts)
def test_the_stretches_are_the_three_texts(base, mine, theirs):
    found = stretches(text(base), text(mine), text(theirs))
    for name, whole in (("base", base), ("mine", mine), ("theirs", theirs)):
        assert "".join(letters(getattr(stretch, name)) for stretch in found) == whole


@patient
@given(texts, texts, texts)
def test_no_paragraph_that_anybody_wrote_is_lost(base, mine, theirs):
    kept = set(together(base, mine, theirs))
    assert set(mine) - set(base) <= kept
    assert set(theirs) - set(base) <= kept


@patient
@given(texts, texts)
def test_who_changed_alone_gets_just_that(base, mine):
    assert together(base, mine, base) == mine
    assert together(base, base, mine) == mine


@patient
@given(any_html, any_html)
def test_a_comparison_shows_every_word_of_both(before, after):
    found = differences(read(before), read(after))
    shown = [d for d in found if d.kind != "removed"]
    assert write([d.block for d in shown]) == after
    old, new = Counter(), Counter()
    for difference in found:
        if difference.kind == "same":
            old[difference.block.text] += 1
            new[difference.block.text] += 1
        else:
            said = difference.words
            old["".join(c.text for c in said if c.kind != "added")] += difference.kind != "added"
            new["".join(c.text for c in said if c.kind != "removed")] += (
                difference.kind != "removed"
            )
    assert +old == Counter(block.text for block in read(before))
    assert +new == Counter(block.text for block in read(after))


def test_a_changed_paragraph_shows_its_words():
    (same, changed, added) = differences(
        read("<p>a</p><p>old word</p>"), read("<p>a</p><p>new word</p><p>b</p>")
    )
    assert (same.kind, changed.kind, added.kind) == ("same", "changed", "added")
    assert [(c.kind, c.text) for c in changed.words] == [
        ("removed", "old"),
        ("added", "new"),
        ("same", " word"),
    ]
