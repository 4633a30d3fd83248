from datetime import UTC, datetime

import pytest

from ntfc.people import rules
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, Nobody, Role, can
from ntfc.plugins import PersonalData

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


class Somebody:
    """A person as the rules see one."""

    body_id = None

    def __init__(self, number=7, *, listed=False):
        self.id, self.is_listed = number, listed


def insider(number, role=None, **values):
    roles = {1: frozenset({role})} if role else {}
    return Insider(person_id=number, name="", token="", roles=roles, **values)


@pytest.mark.parametrize(
    ("actor", "listed", "seen"),
    [
        (insider(1), True, True),
        (insider(1), False, False),
        (insider(7), False, True),
        (insider(1, Role.MEMBER), False, False),
        (insider(1, Role.SECRETARY), False, True),
        (insider(1, Role.COORDINATOR), False, False),
        (insider(1, is_administrator=True), False, True),
        (Nobody(), True, False),
    ],
)
def test_who_sees_a_person(actor, listed, seen):
    assert can(actor, rules.VIEW, Somebody(listed=listed)) is seen


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (insider(7), True),
        (insider(1), False),
        (insider(1, Role.CHAIR), False),
        (insider(1, Role.SECRETARY), True),
        (insider(1, Role.COORDINATOR), False),
        (insider(1, is_administrator=True), True),
        (Nobody(), False),
    ],
)
def test_who_sees_the_address(actor, seen):
    assert can(actor, rules.CONTACT, Somebody(listed=True)) is seen


@pytest.mark.parametrize(
    "actor", [insider(1), insider(1, Role.SECRETARY), insider(1, is_administrator=True), Nobody()]
)
def test_nobody_else_changes_a_profile(actor):
    assert not can(actor, rules.PROFILE, Somebody())
    assert can(insider(7), rules.PROFILE, Somebody())


def test_the_address_of_who_signs_in_is_safe_from_a_secretary():
    new = Person(is_administrator=False)
    been_here = Person(last_seen_at=MOMENT, is_administrator=False)
    administrator = Person(is_administrator=True)
    assert rules.may_readdress(new, by_administrator=False, serves=True)
    assert not rules.may_readdress(been_here, by_administrator=False, serves=True)
    assert not rules.may_readdress(administrator, by_administrator=False, serves=True)
    assert rules.may_readdress(administrator, by_administrator=True, serves=True)
    assert not rules.may_readdress(new, by_administrator=False, serves=False)


def test_the_last_administrator_stays():
    assert list(rules.obstacles_to_withdrawing(1))
    assert not list(rules.obstacles_to_withdrawing(2))


def test_erasing_names_every_obstacle():
    last = Person(is_administrator=True, erased_at=MOMENT)
    assert len(list(rules.obstacles_to_erasing(last, 1, by_self=True))) == 3
    assert not list(rules.obstacles_to_erasing(Person(is_administrator=False), 1, by_self=False))
    second = Person(is_administrator=True)
    assert not list(rules.obstacles_to_erasing(second, 2, by_self=False))


def test_nothing_is_added_to_an_erased_person():
    assert list(rules.obstacles_to_changing(Person(erased_at=MOMENT)))
    assert not list(rules.obstacles_to_changing(Person()))


def test_jobs_may_do_it_all():
    assert all(can(SYSTEM, permission, Somebody()) for permission in rules.PERMISSIONS)


def test_what_should_be_gone_is_named():
    def section(name, stays=""):
        return PersonalData(name=name, title=name, columns={}, rows=[{}], stays=stays)

    kept = [section("person"), section("links"), section("acts", "The trail stays whole.")]
    erased, present = Person(erased_at=MOMENT), Person()
    assert [one.name for one in rules.left_over(erased, kept)] == ["links"]
    assert rules.left_over(present, kept) == []
