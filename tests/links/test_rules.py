from datetime import UTC, datetime, timedelta

import pytest

from ntfc.links import rules
from ntfc.links.models import Link
from ntfc.links.rules import LinkState, state_of
from ntfc.people.models import Person
from ntfc.permissions import Insider, LinkHolder, Nobody, can

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)


def link(**values):
    values = {"person_id": 7, "created_at": EARLIER, "expires_at": LATER} | values
    return Link(is_replaced=False, **values) if "is_replaced" not in values else Link(**values)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, LinkState.ISSUED),
        ({"sent_at": EARLIER}, LinkState.SENT),
        ({"sent_at": EARLIER, "first_opened_at": EARLIER}, LinkState.OPENED),
        ({"expires_at": NOW, "first_opened_at": EARLIER}, LinkState.EXPIRED),
        ({"spent_at": EARLIER, "expires_at": EARLIER}, LinkState.USED),
        ({"revoked_at": EARLIER, "expires_at": EARLIER}, LinkState.REVOKED),
        ({"revoked_at": EARLIER, "is_replaced": True}, LinkState.REPLACED),
    ],
)
def test_what_became_of_a_link(values, state):
    assert state_of(link(**values), NOW) is state
    assert (state in rules.USABLE) == (state not in rules.WHY_OVER)


@pytest.mark.parametrize(
    ("values", "is_repeatable", "renewable"),
    [
        ({"expires_at": EARLIER}, False, True),
        ({"revoked_at": EARLIER}, True, False),
        ({"spent_at": EARLIER}, False, False),
        ({"spent_at": EARLIER}, True, True),
        ({"created_at": NOW - rules.PAUSE}, False, True),
        ({"created_at": NOW - rules.PAUSE + timedelta(seconds=1)}, False, False),
    ],
)
def test_when_asking_brings_a_new_link(values, is_repeatable, renewable):
    newest = link(**values)
    assert rules.is_renewable(newest, is_repeatable=is_repeatable, now=NOW) is renewable


def test_only_who_came_by_the_link_uses_it():
    theirs = link()
    holder = {"name": "", "permission": rules.MANAGE, "subject": theirs}
    assert can(LinkHolder(person_id=7, **holder), rules.USE, theirs)
    assert not can(LinkHolder(person_id=8, **holder), rules.USE, theirs)
    assert not can(Insider(person_id=7, name="", token=""), rules.USE, theirs)
    assert not can(Nobody(), rules.USE, theirs)


def test_erased_people_get_no_links():
    assert list(rules.obstacles_to_issuing(Person(erased_at=NOW)))
    assert not list(rules.obstacles_to_issuing(Person()))


def test_all_that_stands_against_inviting_is_said_at_once():
    person = Person(email=None, last_seen_at=NOW, is_administrator=True)
    assert len(list(rules.obstacles_to_inviting(person, by_administrator=False, serves=True))) == 3
    assert len(list(rules.obstacles_to_inviting(person, by_administrator=True, serves=True))) == 2
    erased = Person(email=None, erased_at=NOW, is_administrator=False)
    assert len(list(rules.obstacles_to_inviting(erased, by_administrator=False, serves=True))) == 1
    fine = Person(email="a@example.org", is_administrator=False)
    assert not list(rules.obstacles_to_inviting(fine, by_administrator=False, serves=True))


def test_the_way_into_an_account_is_not_handed_over():
    password = link(act="accounts.reset", subject_table="people", subject_id=7)
    invitation = link(act=rules.ACCEPT_INVITATION, subject_table="people", subject_id=7)
    comment = link(act="mandates.comment", subject_table="people", subject_id=8)
    assert list(rules.obstacles_to_renewing(password))
    assert not list(rules.obstacles_to_renewing(invitation))
    assert not list(rules.obstacles_to_renewing(comment))
    assert [rules.is_own_matter(one) for one in (password, invitation, comment)] == [1, 0, 0]


def test_a_secretary_invites_nobody_who_sits_in_a_body_of_others():
    fine = Person(name="Amal", email="amal@example.org")
    (told,) = rules.obstacles_to_inviting(fine, by_administrator=False, serves=False)
    assert "a body that you do not serve" in told
    assert not list(rules.obstacles_to_inviting(fine, by_administrator=True, serves=False))


def test_a_few_links_stand_beside_the_work_and_many_on_a_page_of_their_own():
    assert rules.fit_beside(range(rules.BESIDE))
    assert not rules.fit_beside(range(rules.BESIDE + 1))
