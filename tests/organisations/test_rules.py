from datetime import date
from types import SimpleNamespace

import pytest

from ntfc.organisations import rules
from ntfc.organisations.models import Choice, Contact, Organisation, Representation, Sector, Side
from ntfc.permissions import SITE, Insider, Nobody, Role, can

TODAY = date(2026, 3, 2)


def someone(person_id=7, role=None):
    roles = {1: frozenset({role})} if role else {}
    return Insider(person_id=person_id, name="Amal", token="t", roles=roles)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chamber of  Trade", " chamber OF trade"),
        ("Straße AG", "STRASSE AG"),
        ("غرفة  التجارة", "غرفة التجارة"),
        ("Ｃhamber", "chamber"),
    ],
)
def test_case_and_spaces_do_not_tell_two_names_apart(one, other):
    assert rules.name_key(one) == rules.name_key(other)


def test_accents_do_tell_two_names_apart():
    assert rules.name_key("Société Générale") != rules.name_key("Societe Generale")


def test_a_search_forgives_accents_and_vowel_signs():
    assert rules.fold("Élan  Côtier") == "elan cotier"
    assert rules.fold("مُحَمَّد") == rules.fold("محمد")
    assert rules.fold("أحمد") == rules.fold("احمد")
    assert rules.fold("a\x00b") == "a b"


def test_a_name_is_kept_in_one_line_and_a_text_keeps_its_lines():
    kept = rules.as_kept(
        {"name": " A \r\n B\x07 ", "address": "1\r\n2\x0b ", "code": " ", "size": None}
    )
    assert kept == {"name": "A B", "address": "1\n2", "code": None, "size": None}


def test_every_name_and_the_code_are_searched():
    organisation = Organisation(
        name="Ministry of Trade", short_name="MoT", other_name="وزارة التجارة", code="X-1"
    )
    rules.derive(organisation)
    for word in ("ministry", "mot", "وزارة", "x-1"):
        assert rules.fold(word) in organisation.search_text
    assert organisation.name_key == "ministry of trade"


@pytest.mark.parametrize("good", ["a@b.org", "x.y+z@mail.example.jo"])
def test_an_email_address_is_recognised(good):
    assert rules.is_email(good)


@pytest.mark.parametrize(
    "bad", ["", "a", "a@b", "a b@c.org", "a@b.org, c@d.org", "a@" + "b" * 260 + ".org"]
)
def test_what_is_no_email_address_is_not(bad):
    assert not rules.is_email(bad)


def test_a_closed_institution_is_not_closed_again_nor_ahead_of_time():
    closed = Organisation(name="A", closed_on=TODAY)
    assert len(list(rules.obstacles_to_closing(closed, TODAY, TODAY))) == 1
    open_ = Organisation(name="A")
    assert list(rules.obstacles_to_closing(open_, TODAY, TODAY)) == []
    assert len(list(rules.obstacles_to_closing(open_, date(2026, 3, 3), TODAY))) == 1


def test_an_association_speaks_for_a_member_or_a_group_once():
    association = Organisation(id=1, name="Association")
    association.representations = [
        Representation(organisation_id=5, group_name=""),
        Representation(group_name="Small Exporters"),
    ]
    obstacles = rules.obstacles_to_representing
    assert list(obstacles(association, 6, "")) == []
    assert list(obstacles(association, None, "Farmers")) == []
    assert len(list(obstacles(association, None, ""))) == 1
    assert len(list(obstacles(association, 6, "Farmers"))) == 1
    assert len(list(obstacles(association, 1, ""))) == 1
    assert len(list(obstacles(association, 5, ""))) == 1
    assert len(list(obstacles(association, None, "small  exporters"))) == 1


def test_differences_name_what_two_people_typed():
    stored = Organisation(name="A", short_name="", code=None)
    typed = {"name": "B", "short_name": None, "code": ""}
    assert rules.differences(stored, typed) == [("name", "A", "B")]


def test_an_own_entry_is_shown_as_it_was_typed_and_a_built_in_one_translated(app):
    with app.test_request_context():
        assert rules.choice_name(Sector(name="Phosphate", is_built_in=False)) == "Phosphate"
        assert str(rules.choice_name(Side(name="Customs", is_built_in=True))) == "Customs"
    assert issubclass(Side, Choice)


def institution_with(person_id, ended_on=None):
    organisation = Organisation(name="A")
    organisation.contacts = [Contact(person_id=person_id, ended_on=ended_on)]
    return organisation


def test_a_coordinator_keeps_the_contacts_of_the_own_institution_only():
    coordinator = someone(7, Role.COORDINATOR)
    assert can(coordinator, rules.EDIT_CONTACTS, institution_with(7))
    assert not can(coordinator, rules.EDIT_CONTACTS, institution_with(8))
    assert not can(coordinator, rules.EDIT_CONTACTS, institution_with(7, ended_on=TODAY))
    assert not can(someone(7, Role.MEMBER), rules.EDIT_CONTACTS, institution_with(7))
    assert not can(coordinator, rules.EDIT, institution_with(7))
    assert not can(coordinator, rules.EDIT_CONTACTS, SITE)


def test_addresses_and_telephones_are_for_those_at_the_table_and_for_colleagues():
    read = rules.READ_DETAILS
    assert can(someone(role=Role.MEMBER), read, institution_with(8))
    assert not can(someone(), read, institution_with(8))
    assert can(someone(7), read, institution_with(7))
    assert not can(someone(role=Role.OBSERVER), read, institution_with(8))
    assert not can(Nobody(), read, institution_with(None))
    assert not rules.works_there(SimpleNamespace(person_id=None), institution_with(None))
