"""Damaged files of the library get one sentence naming file, entry and field."""

import shutil
from pathlib import Path

import pytest

from ntfc.library import catalogue
from ntfc.library.catalogue import read_library
from ntfc.library.tables import LibraryError
from ntfc.library.vocabulary import ChairModel, Side

LIBRARY = Path(catalogue.__file__).parent


@pytest.fixture
def damaged(tmp_path):
    """A copy of the library in which one text of one file is replaced by another."""
    shutil.copytree(LIBRARY / "entries", tmp_path / "entries")
    shutil.copy(LIBRARY / "papers.toml", tmp_path)

    def damage(file, right, wrong):
        path = tmp_path / file
        text = path.read_text(encoding="utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
        return tmp_path

    return damage


def refusal(folder):
    with pytest.raises(LibraryError) as caught:
        read_library(folder)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


DAMAGES = [
    ("kind", 'kind = "committee"', 'kind = "comittee"', "'comittee' is not known; use one of"),
    ("status", 'status = "operating"\n', "", "it is missing"),
    ("name", 'name = "Joint', 'name = " Joint', "must be a text with no blanks around it"),
    ("levels[1]", 'levels = ["strategic"]', 'levels = ["lofty"]', "use one of strategic, tactical"),
    ("levels", 'levels = ["strategic"]', 'levels = "strategic"', "must be a list"),
    ("levels_stated", "levels_stated = true", 'levels_stated = "yes"', "must be true or false"),
    ("levels_stated", 'levels = ["strategic"]\n', "", "none can be stated"),
    ("cadence[1].kind", '"per_year", n = 3', '"weekly", n = 3', "'weekly' is not known"),
    ("cadence[1].n", "n = 3", "n = 0", "must be a whole number from 1"),
    ("cadence[1].n", '{ kind = "per_year", n = 3 }', '{ kind = "per_year" }', "needs a number"),
    ("cadence[1].n", '"per_year", n = 3', '"as_needed", n = 3', "takes no number"),
    (
        "cadence[1].months",
        '"per_year", n = 3',
        '"fixed_months"',
        'months go with the kind "fixed_months"',
    ),
    (
        "cadence[1].months",
        '"per_year", n = 3',
        '"fixed_months", months = [9, 3]',
        "each once and in order",
    ),
    (
        "cadence[1].months",
        '"per_year", n = 3',
        '"fixed_months", months = [3, 13]',
        "numbers from 1 to 12",
    ),
    ("chairing.sides", '["public", "private"]', '["public"]', "goes with 2 sides, not 1"),
    (
        "chairing.sides",
        'model = "two", sides = ["public", "private"]',
        'model = "rotating", sides = ["public"]',
        "two or more",
    ),
    ("chairing.text", ', text = "One customs chair and one industry chair"', "", "it is missing"),
    ("figures[1].number", "number = 4", 'number = "four"', "'four' must be a number"),
    ("sub_bodies[1].count", "plural = true\n", "", "a count goes with plural = true"),
    ("sub_bodies[1].under", "count = 4", 'under = "Nobody"', "is no sub-body of this entry"),
    ("source[1].paper", 'paper = "guidance"', 'paper = "gossip"', "'gossip' is not known"),
    ("secretaryat", "secretariat =", "secretaryat =", "this field is not known"),
    ("region", 'kind = "committee"', 'kind = "committee"\nregion = "Europe"', "remove it here"),
    ("public_side[2]", '"Other key agencies in goods movement"', '"UK Customs"', "twice"),
    ("id", 'id = "uk-jccc"', 'id = "usa-coac"', "another entry has this id"),
]


@pytest.mark.parametrize(("field", "right", "wrong", "problem"), DAMAGES)
def test_a_wrong_fact_is_named_by_file_entry_and_field(damaged, field, right, wrong, problem):
    sentence = refusal(damaged("entries/gb.toml", right, wrong))
    # The id seen twice is met first in the file that comes first, and refused in the second.
    file, entry = ("us.toml", "usa-coac") if field == "id" else ("gb.toml", "uk-jccc")
    assert sentence.startswith(f'{file}, entry "{entry}", field "{field}": ')
    assert problem in sentence


def test_a_malformed_id_is_named(damaged):
    sentence = refusal(damaged("entries/gb.toml", 'id = "uk-jccc"', 'id = "UK JCCC"'))
    assert sentence.startswith('gb.toml, entry "UK JCCC", field "id": ')


def test_an_entry_without_id_is_named_by_its_number(damaged):
    sentence = refusal(damaged("entries/jo.toml", 'id = "jordan-golden-list"\n', ""))
    assert sentence.startswith('jo.toml, entry "number 2", field "id": it is missing')


@pytest.mark.parametrize(
    ("file", "right", "wrong", "entry", "field"),
    [
        ("us", '[{ paper = "guidance", place = "Annex II, row United States" }]', "[]", "usa-coac", "source"),
        ("us", '"2014-02-19"', '"2014-02-30"', "usa-biec", "founding_act.date"),
        ("us", '"2014-02-19"', '"19 February"', "usa-biec", "founding_act.date"),
        ("us", 'under = "Subcommittees"', 'under = "Panels"', "usa-coac", "sub_bodies[2].under"),
        ("us", 'name = "Working groups"', 'name = "Subcommittees"', "usa-coac", "sub_bodies[1].name"),
        ("us", ", years = 2", "", "usa-coac", "term.text"),
        ("vn", 'end = "2017"', 'end = "2007"', "vietnam-norad-engagement", "term.end"),
        ("uy", 'kind = "per_side", n = 2', 'kind = "per_side"', "uruguay-mou-joint-commissions",
         "sub_bodies[1].composition.n"),
        ("ao", "draft = true, text =", "draft = true, number =", "angola-ntfc-draft",
         "founding_act.kind"),
        ("jp", 'side = "academia"', 'side = "private"', "japan-consultation", "other_sides[1].side"),
        ("jp", 'who = ["Academics"]', "who = []", "japan-consultation", "other_sides[1].who"),
        ("jp", "other_sides = [{", 'other_sides = ["x", {', "japan-consultation", "other_sides[1]"),
        ("th", ', paper = "guidance"', "", "thailand-aeo", "figures[1].paper"),
        ("th", 'number = 250, paper = "guidance"', 'number = 250, paper = "future_of_customs"',
         "thailand-aeo", "figures[1].paper"),
    ],
)  # fmt: skip
def test_facts_that_contradict_each_other_are_named(damaged, file, right, wrong, entry, field):
    sentence = refusal(damaged(f"entries/{file}.toml", right, wrong))
    assert sentence.startswith(f'{file}.toml, entry "{entry}", field "{field}": ')


@pytest.mark.parametrize(
    ("file", "right", "wrong", "start"),
    [
        ("entries/gb.toml", "kind =", "kind", "gb.toml: the file is not valid TOML ("),
        ("entries/gb.toml", '"GB"', '"UK"', 'gb.toml, field "country": '),
        ("entries/gb.toml", '"GB"', '"gb"', 'gb.toml, field "country": '),
        ("entries/gb.toml", 'country = "GB"', "", 'gb.toml, field "country": '),
        ("entries/gb.toml", "country =", "county =", 'gb.toml, field "county": '),
        ("entries/gb.toml", "[[entry]]", "[[entries]]", 'gb.toml, field "entries": '),
        ("papers.toml", "title =", "titel =", 'papers.toml, paper "guidance", field "titel": '),
        ("papers.toml", '"2015-07"', '"July 2015"', 'papers.toml, paper "guidance", field "as_of"'),
    ],
)
def test_a_file_wrong_as_a_whole_is_named(damaged, file, right, wrong, start):
    assert refusal(damaged(file, right, wrong)).startswith(start)


def test_a_file_without_entries_is_named(damaged):
    folder = damaged("entries/gb.toml", "[[entry]]", "[[entry]]")
    (folder / "entries" / "gb.toml").write_text('country = "GB"\n', encoding="utf-8")
    assert refusal(folder).startswith('gb.toml, field "entry": the file holds no [[entry]]')


def test_files_that_are_gone_are_named(tmp_path):
    assert refusal(tmp_path).startswith("papers.toml: the file cannot be read (")
    shutil.copy(LIBRARY / "papers.toml", tmp_path)
    assert "no entries were found" in refusal(tmp_path)


def test_a_rotating_chair_and_fixed_months_can_be_stated(damaged):
    folder = damaged("entries/gb.toml", 'model = "two"', 'model = "rotating"')
    damaged_again = folder / "entries" / "gb.toml"
    text = damaged_again.read_text(encoding="utf-8")
    text = text.replace('"per_year", n = 3', '"fixed_months", months = [3, 6, 9, 12]')
    damaged_again.write_text(text, encoding="utf-8")
    (entry,) = (entry for entry in read_library(folder) if entry.id == "uk-jccc")
    assert entry.chairing.model is ChairModel.ROTATING
    assert entry.chairing.sides == (Side.PUBLIC, Side.PRIVATE)
    assert entry.cadence[0].months == (3, 6, 9, 12)
