"""The library as it ships: complete, valid, searchable, and refusing damaged files by name."""

import ast
import dataclasses
import re
import sys
import tomllib
from collections import Counter
from enum import Enum
from pathlib import Path

import pytest
from babel import Locale

from ntfc.library import catalogue
from ntfc.library.catalogue import countries, entries, get, regions, search
from ntfc.library.vocabulary import Kind, Level

LIBRARY = Path(catalogue.__file__).parent

# As in the survey the entries were drawn from: an entry lost or moved to a wrong kind is noticed.
KINDS = {
    "committee": 27,
    "trusted_trader_programme": 25,
    "forum": 16,
    "other": 14,
    "advisory_body": 12,
    "mou_framework": 8,
    "working_group": 7,
    "council": 7,
    "client_coordination": 3,
    "training_exchange": 3,
    "integrity_body": 3,
    "single_window": 2,
    "appeal_body": 2,
    "dispute_body": 2,
    "capacity_building": 2,
    "it_user_group": 2,
    "newsletter": 1,
    "media_project": 1,
    "observers_scheme": 1,
}
STATUSES = {
    "operating": 125,
    "being_set_up": 4,
    "closed": 3,
    "planned": 2,
    "awaiting_legal_act": 2,
    "project": 1,
    "pilot": 1,
}


def every_text(value):
    """All texts of a record, however deep, with the words of closed lists left out."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from every_text(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from every_text(getattr(value, field.name))


def test_all_138_mechanisms_are_there():
    assert len(entries()) == 138
    assert len({entry.id for entry in entries()}) == 138
    assert Counter(entry.kind.value for entry in entries()) == KINDS
    assert Counter(entry.status.value for entry in entries()) == STATUSES


@pytest.mark.parametrize(
    "entry_id",
    [
        "argentina-rsc",
        "jordan-golden-list",
        "uk-jccc",
        "usa-coac",
        "intl-ntfc-23-2",
        "americas-rpsg",
        "wco-vwg-idg",
        "sacu-preferred-trader",
        "timor-leste-stakeholder-pillar",
        "kazakhstan-cbp-forum",
    ],
)
def test_an_entry_is_found_by_its_id(entry_id):
    assert get(entry_id).id == entry_id


def test_an_unknown_id_finds_nothing():
    assert get("atlantis-committee") is None


def test_entries_come_by_country_and_name_with_regions_last():
    homes = [entry.country for entry in entries()]
    first_region = homes.index(None)
    assert homes[:first_region] == sorted(homes[:first_region])
    assert set(homes[first_region:]) == {None}
    assert [entry.name for entry in entries() if entry.country == "JO"] == [
        "Customs Partnership Council",
        "E-connectivity with public and private sector",
        "Golden List programme",
        "Intellectual Property Rights cooperation",
    ]


def test_every_entry_has_a_country_that_has_a_name_or_a_region():
    known = Locale("en").territories
    for entry in entries():
        assert (entry.country is None) != (entry.region is None), entry.id
        if entry.country:
            assert re.fullmatch("[A-Z]{2}", entry.country)
            assert entry.country in known, entry.id


def test_countries_and_regions_list_what_the_entries_say():
    assert len(countries()) == 67
    assert countries()[:4] == ("AE", "AL", "AM", "AO")
    assert "EU" not in countries()
    assert regions() == (
        "Americas and Caribbean",
        "East African Community",
        "East and Southern Africa",
        "European Union",
        "International (UN/CEFACT)",
        "International (WCO)",
        "International (WTO)",
        "Southern African Customs Union",
    )


def test_no_text_is_blank_or_names_a_file():
    for entry in entries():
        for text in every_text(entry):
            assert text, entry.id
            assert text == text.strip(), entry.id
            assert not re.search(r"[0-9a-f]{8,}|\.txt|\.ya?ml|software_needs", text), text


def test_an_entry_cannot_be_altered():
    with pytest.raises(dataclasses.FrozenInstanceError):
        get("uk-jccc").name = "Another name"


def test_search_wants_every_word_and_ignores_accents_and_case():
    assert {entry.id for entry in search("comite PARITAIRE")} == {"senegal-joint-committee"}
    assert {entry.id for entry in search("jccc")} == {"uk-jccc"}
    assert {entry.id for entry in search("القائمة")} == {"jordan-golden-list"}
    assert search("comite paritaire absent-word") == ()


def test_search_without_wishes_gives_everything():
    assert search() == entries()
    assert search("  ", kind="", country="", level="") == entries()


def test_search_filters_by_kind_country_region_and_level():
    assert {entry.id for entry in search(kind="council", country="TJ")} == {
        "tajikistan-consultative-body"
    }
    assert {entry.id for entry in search(kind=Kind.NEWSLETTER)} == {"australia-industry-newsletter"}
    assert {entry.id for entry in search(country="East African Community")} == {"eac-regional-aeo"}
    assert {entry.id for entry in search(level="tactical", country="UY")} == {
        "uruguay-mou-joint-commissions"
    }
    assert search(kind="parliament") == ()
    both = set(search(kind="forum")) & set(search(level="strategic"))
    assert both == set(search(kind="forum", level=Level.STRATEGIC))


def test_each_file_is_parsed_once_in_a_process(monkeypatch):
    parsed = []
    read = tomllib.loads

    def counted(text):
        parsed.append(text)
        return read(text)

    monkeypatch.setattr(catalogue.tomllib, "loads", counted)
    entries.cache_clear()
    first = entries()
    search("customs", kind="forum")
    get("uk-jccc")
    assert entries() is first
    files = len(list((LIBRARY / "entries").glob("*.toml")))
    assert len(parsed) == files + len(["papers.toml"])


def test_the_library_needs_the_standard_library_only():
    allowed = {*sys.stdlib_module_names, "ntfc"}
    for file in LIBRARY.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= allowed
            if isinstance(node, ast.ImportFrom):
                assert node.module.split(".")[0] in allowed
                assert not node.module.startswith("ntfc") or node.module.startswith("ntfc.library")
