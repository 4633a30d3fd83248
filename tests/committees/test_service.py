import hashlib
from datetime import date, timedelta

import pytest

from ntfc import audit, storage
from ntfc.committees import queries, rules, service
from ntfc.committees.models import (
    ActKind,
    Designation,
    Mode,
    NameKind,
    Reach,
    State,
    SuccessionKind,
)
from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused
from ntfc.organisations.models import Camp
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM, Role
from tests.committees.conftest import ADMINISTRATOR, NOW, TODAY, actor, holding, kind, start

pytestmark = pytest.mark.usefixtures("work")
A_YEAR = timedelta(days=365)


def acts():
    """The acts recorded so far in this transaction."""
    return [act["action"] for act in db.session().info.get(audit.PENDING, [])]


def kept_file(content):
    name = hashlib.sha256(content).hexdigest()
    db.session.add(storage.StoredFile(name=name))
    return name


def person(name="Amal Haddad"):
    made = Person(name=name, created_at=NOW)
    db.session.add(made)
    db.session.flush()
    return made


@pytest.fixture
def top(work):
    return start(None, "national_committee", "National Committee", state=State.ACTIVE)


@pytest.fixture
def chair(top):
    return holding(Role.CHAIR, top.id, person_id=person().id)


# Starting


def test_a_body_takes_its_usual_facts_from_its_kind_and_the_body_above(top):
    top.country, top.weekend, top.time_zone = "JO", [4, 5], "Asia/Amman"
    below = start(top, "regional_body", "Aqaba Committee", place="Aqaba")
    assert below.path == f"/{top.id}/{below.id}/"
    assert (below.country, below.weekend, below.time_zone) == ("JO", [4, 5], "Asia/Amman")
    assert (below.reach, below.levels, below.place) == (Reach.REGIONAL, ["tactical"], "Aqaba")
    assert below.state is State.BEING_FORMED
    assert acts()[-1] == "body.started"


def test_at_the_top_only_an_administrator_starts_a_body(top, chair):
    with pytest.raises(PermissionDenied):
        service.start(SITE, kind=kind("council"), name="X", now=NOW, actor=chair)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.SECRETARY, Role.MODERATOR])
def test_below_a_body_its_chairs_and_secretary_start_one(top, role):
    who = holding(role, top.id)
    assert service.start(top, kind=kind("working_group"), name="X", now=NOW, actor=who).parent_id


def test_a_member_starts_nothing(top):
    with pytest.raises(PermissionDenied):
        service.start(
            top, kind=kind("council"), name="X", now=NOW, actor=holding(Role.MEMBER, top.id)
        )


@pytest.mark.rule("R79")
def test_a_pillar_is_a_permanent_child(top):
    with pytest.raises(Refused, match="permanent"):
        start(top, "pillar", "Legal", sunset_on=TODAY + A_YEAR)
    with pytest.raises(Refused, match="start it from its parent"):
        start(None, "pillar", "Legal")
    pillar = start(top, "pillar", "Legal")
    with pytest.raises(Refused, match="permanent"):
        service.change_mandate(pillar, today=TODAY, actor=ADMINISTRATOR, sunset_on=TODAY + A_YEAR)
    assert pillar.sunset_on is None
    assert pillar.parent_id == top.id


def test_a_topic_group_is_asked_for_its_first_and_last_day(top):
    first, last = {"started_on": TODAY}, {"sunset_on": TODAY + A_YEAR}
    for days in ({}, first, last):
        with pytest.raises(Refused, match="enter its first and last day"):
            start(top, "topic_group", "Pre-arrival", **days)
    with pytest.raises(Refused, match="cannot be before its first"):
        start(top, "topic_group", "Pre-arrival", started_on=TODAY + 2 * A_YEAR, **last)
    group = start(top, "topic_group", "Pre-arrival", **first, **last)
    assert (group.started_on, group.sunset_on) == (TODAY, TODAY + A_YEAR)


def test_a_body_that_meets_online_only_takes_no_place_from_the_body_above(top):
    top.place = "Amman"
    assert start(top, "working_group", "Transit").place == "Amman"
    group = start(top, "virtual_group", "Integrity Guide")
    assert (group.mode, group.place) == (Mode.ONLINE, "")


def test_a_name_stands_once_below_the_same_body(top):
    start(top, "working_group", "Transit")
    with pytest.raises(Refused, match="already"):
        start(top, "working_group", "TRANSIT ")
    assert start(None, "council", "Transit")


# Local bodies at many places


@pytest.mark.rule("R67")
def test_local_bodies_are_started_at_each_place_and_twice_changes_nothing(top):
    def at(*places):
        return service.start_at_places(
            top,
            kind=kind("local_body"),
            places=places,
            pattern="Committee at {place}",
            now=NOW,
            actor=holding(Role.SECRETARY, top.id),
        )

    first = at("Aqaba", "Jaber")
    assert [(body.name, body.place, body.reach) for body in first] == [
        ("Committee at Aqaba", "Aqaba", Reach.LOCAL),
        ("Committee at Jaber", "Jaber", Reach.LOCAL),
    ]
    assert at("Jaber", "Aqaba") == []
    assert [body.place for body in at("aqaba", "Queen Alia Airport")] == ["Queen Alia Airport"]
    assert len(queries.children_of(top)) == 3


def test_a_wrong_list_of_places_starts_none(top):
    with pytest.raises(Refused, match="Line 2"):
        service.start_at_places(
            top,
            kind=kind("local_body"),
            places=["Aqaba", "AQABA", "Jaber"],
            pattern="At {place}",
            now=NOW,
            actor=ADMINISTRATOR,
        )
    assert queries.children_of(top) == []


# Facts


def test_changes_are_recorded_by_the_names_of_the_fields_only(top):
    service.change_place(top, place="Amman", country="JO", actor=ADMINISTRATOR)
    recorded = db.session().info[audit.PENDING][-1]
    assert recorded["action"] == "body.changed"
    assert sorted(recorded["details"]["fields"]) == ["country", "place"]


@pytest.mark.rule("R2")
def test_a_body_is_designated_and_may_carry_two_names_and_two_mandates(top):
    service.change_mandate(
        top,
        today=TODAY,
        actor=ADMINISTRATOR,
        designation=Designation.EXISTING_BODY,
        designation_act="Decree 9",
        designated_on=date(2017, 2, 22),
    )
    fresh = start(None, "national_committee", "Facilitation Committee")
    act = {"designation_act": "Decree 12", "designated_on": date(2018, 3, 1)}
    service.change_mandate(
        fresh, designation=Designation.NEW_BODY, today=TODAY, actor=ADMINISTRATOR, **act
    )
    designated = [
        (body.designation, body.designation_act, body.designated_on) for body in (top, fresh)
    ]
    assert designated == [
        (Designation.EXISTING_BODY, "Decree 9", date(2017, 2, 22)),
        (Designation.NEW_BODY, "Decree 12", date(2018, 3, 1)),
    ]
    name = service.add_name(
        top,
        kind=NameKind.SECOND,
        name="Customs Consultative Council",
        mandate="Advises the head of customs",
        actor=ADMINISTRATOR,
    )
    assert name.mandate == "Advises the head of customs"
    found = queries.directory(ADMINISTRATOR, queries.Filters(words="consultative"), 1)
    assert [(entry.id, entry.found_as) for entry in found.entries] == [
        (top.id, "Customs Consultative Council")
    ]


@pytest.mark.rule("R28")
def test_a_body_names_the_programme_it_is_part_of(top):
    service.change_identity(
        top, sector_ids=[], parent_programme="Trade master plan", actor=ADMINISTRATOR
    )
    assert queries.get_body(top.id).parent_programme == "Trade master plan"


def test_a_name_is_entered_once_and_can_be_taken_away(top):
    name = service.add_name(top, kind=NameKind.SECOND, name="Council", actor=ADMINISTRATOR)
    with pytest.raises(Refused):
        service.add_name(top, kind=NameKind.SECOND, name="COUNCIL", actor=ADMINISTRATOR)
    service.remove_name(top, name_id=name.id, actor=ADMINISTRATOR)
    assert top.names == []


def test_a_contact_is_named_once_and_moves_the_version_of_the_body(top):
    who, before = person(), top.version
    contact = service.add_contact(
        top, person_id=who.id, camp=Camp.PUBLIC, note="", today=TODAY, actor=ADMINISTRATOR
    )
    assert top.version > before
    db.session.expire(top)
    body = queries.get_body(top.id)
    with pytest.raises(Refused):
        service.add_contact(
            body, person_id=who.id, camp=Camp.PRIVATE, note="", today=TODAY, actor=ADMINISTRATOR
        )
    later = TODAY + A_YEAR
    service.end_contact(body, contact_id=contact.id, today=later, actor=ADMINISTRATOR)
    with pytest.raises(Refused, match="ended already"):
        service.end_contact(body, contact_id=contact.id, today=later, actor=ADMINISTRATOR)
    assert queries.get_body(top.id).contacts == []
    again = service.add_contact(
        body, person_id=who.id, camp=Camp.PUBLIC, note="", today=later, actor=ADMINISTRATOR
    )
    (former,) = queries.former_contacts(body)
    assert (former.id, former.starts_on, former.ended_on) == (contact.id, TODAY, later)
    db.session.expire(body)
    assert [one.id for one in queries.get_body(top.id).contacts] == [again.id] != [former.id]


# Its life


@pytest.mark.rule("R3")
def test_a_body_that_awaits_its_legal_act_prepares_until_the_act_is_entered(top, chair):
    waits = start(top, "sub_committee", "Single Window")
    lead = holding(Role.CHAIR, waits.id)
    service.change_state(waits, to=State.AWAITING_LEGAL_ACT, today=TODAY, actor=lead)
    assert not list(rules.obstacles_to_meeting(waits))
    assert list(rules.obstacles_to_adopting(waits))
    with pytest.raises(Refused, match="founding act"):
        service.change_state(waits, to=State.ACTIVE, today=TODAY, actor=lead)
    service.change_mandate(
        waits,
        today=TODAY,
        actor=ADMINISTRATOR,
        act_kind=ActKind.DECREE,
        act_number="12",
        act_on=TODAY,
        act_file=kept_file(b"%PDF-1.7 the decree"),
        act_file_name="decree.pdf",
    )
    service.change_state(waits, to=State.ACTIVE, today=TODAY, actor=lead)
    assert waits.state is State.ACTIVE
    assert waits.started_on == TODAY
    assert not list(rules.obstacles_to_adopting(waits))


@pytest.mark.parametrize("to", [State.CLOSED, State.EXPIRED, State.SUCCEEDED])
def test_no_body_is_ended_by_a_mere_step(top, chair, to):
    with pytest.raises(Refused):
        service.change_state(top, to=to, today=TODAY, actor=chair)
    assert top.state is State.ACTIVE


def test_each_step_is_recorded_with_where_it_came_from(top, chair):
    service.change_state(top, to=State.DORMANT, today=TODAY, actor=chair)
    recorded = db.session().info[audit.PENDING][-1]
    assert recorded["details"] == {"before": "active", "after": "dormant"}


# How it ends


def with_priority(body, text="Faster release", term_ends_on=None, who=None):
    who = who or holding(Role.SECRETARY, body.id)
    if queries.latest_term(body.id) is None:
        service.start_term(
            body, starts_on=date(2025, 1, 1), ends_on=term_ends_on, today=TODAY, actor=who
        )
    return service.name_priority(body, text=text, named_by_id=None, today=TODAY, actor=who)


def handed_over(body, who=ADMINISTRATOR):
    return queries.handed_over(body, who)


def test_what_only_the_circle_of_a_body_knew_is_not_told_on_the_page_of_its_heir(top):
    group = start(top, "working_group", "Transit", state=State.ACTIVE, sunset_on=TODAY)
    secret = start(group, "task_force", "Seals", started_on=TODAY, sunset_on=TODAY + A_YEAR)
    secret.is_restricted = True
    with_priority(group, "One guarantee for transit")
    service.end_what_is_over(group, today=TODAY + A_YEAR, actor=SYSTEM)

    def read(who, body=top):
        return [one.title for one in handed_over(body, who)]

    assert read(holding(Role.MEMBER, top.id)) == ["One guarantee for transit", "Seals"]
    for outsider in (holding(Role.OBSERVER, top.id), holding(Role.MEMBER, 999), ADMINISTRATOR):
        assert read(outsider) == read(outsider, group) == ["One guarantee for transit"]
    group.is_restricted = True
    db.session.flush()
    assert read(holding(Role.MEMBER, top.id)) == []


def test_priorities_handed_to_a_body_without_a_term_wait_for_its_first_one(top, chair):
    group = start(top, "working_group", "Transit", state=State.ACTIVE, sunset_on=TODAY)
    with_priority(group, "One guarantee for transit")
    dropped = with_priority(group, "Fewer seals")
    service.end_what_is_over(group, today=TODAY + A_YEAR, actor=SYSTEM)
    kept, withdrawn = queries.open_priorities_of(top)
    assert (kept.text, kept.term_id, kept.position) == ("One guarantee for transit", None, 1)
    assert queries.priorities_to_confirm(chair)[0].number == 2
    service.confirm_priority(kept, now=NOW, actor=chair)
    service.withdraw_priority(
        top, priority_id=withdrawn.id, today=TODAY + A_YEAR, actor=holding(Role.SECRETARY, top.id)
    )
    assert queries.priorities_to_confirm(chair) == []
    term = service.start_term(
        top, starts_on=TODAY + A_YEAR, ends_on=None, today=TODAY + A_YEAR, actor=chair
    )
    assert queries.awaiting_a_term(top.id) == []
    assert [p.text for p in queries.open_priorities_of(top)] == [kept.text]
    assert (kept.term_id, withdrawn.text) == (term.id, dropped.text)
    assert with_priority(top, "And one more").position == 3


@pytest.mark.rule("R77")
def test_after_its_last_day_a_group_closes_reports_and_hands_its_open_work_up(top):
    with_priority(top, "Already there")
    group = start(top, "working_group", "Transit", state=State.ACTIVE, sunset_on=TODAY)
    days = {"started_on": TODAY, "sunset_on": TODAY + A_YEAR}
    below = start(group, "task_force", "Seals", **days)
    priority = with_priority(group, "One guarantee for transit")
    assert service.end_what_is_over(group, today=TODAY, actor=SYSTEM) is None
    assert (
        service.end_what_is_over(group, today=TODAY + timedelta(days=3), actor=SYSTEM)
        is State.CLOSED
    )
    assert (group.state, group.ended_on, group.heir_id) == (State.CLOSED, TODAY, top.id)
    assert group.final_report_asked_on == TODAY
    left = [(one.title, one.kind, one.on) for one in handed_over(group)]
    assert left == [
        ("One guarantee for transit", "Priority", TODAY),
        ("Seals", "Body below", TODAY),
    ]
    assert handed_over(top) == handed_over(group)
    carried = queries.open_priorities_of(top)[-1]
    assert (carried.text, carried.carried_from_id) == (priority.text, priority.id)
    assert carried.position == 2
    assert below.parent_id == top.id
    assert below.path == f"/{top.id}/{below.id}/"
    assert service.end_what_is_over(group, today=TODAY + A_YEAR, actor=SYSTEM) is None


def test_the_final_report_is_given_once_the_body_is_over(top, chair):
    with pytest.raises(Refused):
        service.file_final_report(top, text="All done", today=TODAY, actor=chair)
    service.close(top, reason="Done", today=TODAY, actor=chair)
    service.file_final_report(top, text="All done", today=TODAY, actor=chair)
    assert (top.final_report, top.final_report_on) == ("All done", TODAY)


def test_a_body_closed_before_its_first_day_never_started(top, chair):
    top.started_on = TODAY + A_YEAR
    service.close(top, reason="Not needed after all", today=TODAY, actor=chair)
    assert (top.started_on, top.ended_on) == (None, TODAY)


def test_the_first_day_is_not_moved_behind_the_last(top):
    group = start(top, "working_group", "Transit", sunset_on=TODAY + A_YEAR)
    secretary = holding(Role.SECRETARY, group.id)
    with pytest.raises(Refused, match="before its first"):
        service.change_mandate(group, started_on=TODAY + 2 * A_YEAR, today=TODAY, actor=secretary)
    group.sunset_on = TODAY - A_YEAR  # a past last day, left as it is, hinders nothing else
    service.change_mandate(group, decision="Engage", today=TODAY, actor=secretary)
    assert group.decision == "Engage"


def test_closing_by_hand_needs_a_reason_and_is_told_all_at_once(top, chair):
    start(top, "working_group", "Transit")
    with pytest.raises(Refused) as refusal:
        service.close(top, reason=" ", today=TODAY, actor=chair)
    assert len(refusal.value.reasons) == 2
    assert top.state is State.ACTIVE


def test_what_is_closed_under_a_closed_parent_goes_to_the_nearest_that_lives(top):
    middle = start(top, "committee", "Middle", state=State.ACTIVE)
    last = start(middle, "working_group", "Last")
    service.close(middle, reason="Done", today=TODAY, actor=holding(Role.CHAIR, middle.id))
    service.close(last, reason="Done", today=TODAY, actor=holding(Role.CHAIR, last.id))
    assert last.heir_id == top.id


def test_a_member_and_an_administrator_do_not_close_a_body(top):
    for who in (holding(Role.MEMBER, top.id), ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            service.close(top, reason="Done", today=TODAY, actor=who)


# Terms


def test_a_body_expires_when_its_term_runs_out_and_lives_on_when_renewed(top, chair):
    with_priority(top, term_ends_on=TODAY, who=holding(Role.SECRETARY, top.id))
    assert service.end_what_is_over(top, today=TODAY, actor=SYSTEM) is None
    later = TODAY + timedelta(days=1)
    assert service.end_what_is_over(top, today=later, actor=SYSTEM) is State.EXPIRED
    service.start_term(top, starts_on=later, ends_on=later + A_YEAR, today=later, actor=chair)
    assert top.state is State.ACTIVE
    assert service.end_what_is_over(top, today=later + timedelta(days=9), actor=SYSTEM) is None


@pytest.mark.rule("R76")
def test_sub_committees_end_with_the_term_and_renewal_carries_them_and_the_work_over(top, chair):
    secretary = holding(Role.SECRETARY, top.id)
    kept = with_priority(top, "Single Window at all ports", TODAY, secretary)
    done = with_priority(top, "Publish all forms", who=secretary)
    service.deliver_priority(top, priority_id=done.id, today=TODAY, actor=secretary)
    goes_on = start(top, "sub_committee", "Single Window", state=State.ACTIVE)
    ends = start(top, "sub_committee", "Publication", state=State.ACTIVE)
    stays = start(top, "working_group", "Transit", state=State.ACTIVE)
    later = TODAY + timedelta(days=1)
    for body in (goes_on, ends, stays, top):
        service.end_what_is_over(body, today=later, actor=SYSTEM)
    assert (goes_on.state, ends.state) == (State.EXPIRED, State.EXPIRED)
    assert stays.state is State.ACTIVE
    term = service.start_term(
        top, starts_on=later, ends_on=None, carried=[goes_on.id], today=later, actor=chair
    )
    assert term.number == 2
    assert goes_on.state is State.ACTIVE
    assert service.end_what_is_over(goes_on, today=later, actor=SYSTEM) is None
    assert service.end_what_is_over(ends, today=later, actor=SYSTEM) is State.CLOSED
    carried = queries.open_priorities_of(top)
    assert [(p.text, p.carried_from_id) for p in carried] == [(kept.text, kept.id)]


def test_who_is_renewed_for_a_day_ahead_works_again_from_that_day_with_those_carried(top, chair):
    with_priority(top, term_ends_on=TODAY)
    carried = start(top, "sub_committee", "Single Window", state=State.ACTIVE)
    deep = start(carried, "sub_committee", "Forms", state=State.ACTIVE)
    ends = start(top, "sub_committee", "Publication", state=State.ACTIVE)
    past, first = TODAY + timedelta(days=1), TODAY + timedelta(days=30)

    def the_job_runs(day):
        for body in (deep, carried, ends, top):  # as the daily job: those far below first
            service.end_what_is_over(body, today=day, actor=SYSTEM)
        return [body.state for body in (top, carried, deep, ends)]

    assert the_job_runs(past) == [State.EXPIRED] * 4
    end = {"carried": [carried.id], "today": past, "actor": chair}
    service.start_term(top, starts_on=first, ends_on=first + A_YEAR, **end)
    closed = [State.CLOSED]
    assert the_job_runs(first - timedelta(days=1)) == [State.EXPIRED] * 3 + closed
    with pytest.raises(Refused, match="works again from December 20, 2026"):
        service.change_state(top, to=State.ACTIVE, today=past, actor=chair)
    told = len(acts())
    assert the_job_runs(first) == [State.ACTIVE] * 3 + closed
    woken, went_on = "body.state_changed", "body.carried_over"
    assert acts()[told:] == [woken, went_on, woken, went_on, woken]
    assert the_job_runs(first + A_YEAR) == [State.ACTIVE] * 3 + closed
    assert the_job_runs(first + A_YEAR + timedelta(days=1)) == [State.EXPIRED] * 3 + closed
    late = first + A_YEAR + timedelta(days=2)
    service.set_end_of_term(top, ends_on=late, today=late, actor=chair)
    assert [top.state, carried.state, deep.state] == [State.ACTIVE] * 3


def test_a_renewal_must_follow_the_present_term(top, chair):
    with_priority(top, term_ends_on=TODAY)
    with pytest.raises(Refused):
        service.start_term(top, starts_on=TODAY, ends_on=None, today=TODAY, actor=chair)
    service.set_end_of_term(top, ends_on=TODAY - timedelta(days=1), today=TODAY, actor=chair)
    assert service.start_term(top, starts_on=TODAY, ends_on=None, today=TODAY, actor=chair)


def test_the_end_of_a_term_is_not_before_its_start_and_needs_a_term(top, chair):
    with pytest.raises(Refused):
        service.set_end_of_term(top, ends_on=TODAY, today=TODAY, actor=chair)
    with_priority(top)
    with pytest.raises(Refused):
        service.set_end_of_term(top, ends_on=date(2024, 1, 1), today=TODAY, actor=chair)


def test_the_agency_names_and_the_chairs_confirm(top, chair):
    priority = with_priority(top)
    with pytest.raises(PermissionDenied):
        service.confirm_priority(priority, now=NOW, actor=holding(Role.SECRETARY, top.id))
    with pytest.raises(PermissionDenied):
        service.name_priority(top, text="X", named_by_id=None, today=TODAY, actor=chair)
    service.confirm_priority(priority, now=NOW, actor=chair)
    assert queries.confirmed_by(priority.id) == {chair.person_id}
    with pytest.raises(Refused, match="already"):
        service.confirm_priority(priority, now=NOW, actor=chair)


def test_a_withdrawn_priority_is_neither_confirmed_nor_carried(top, chair):
    priority = with_priority(top)
    secretary = holding(Role.SECRETARY, top.id)
    service.withdraw_priority(top, priority_id=priority.id, today=TODAY, actor=secretary)
    with pytest.raises(Refused, match="withdrawn"):
        service.confirm_priority(priority, now=NOW, actor=chair)
    assert queries.open_priorities_of(top) == []


@pytest.mark.parametrize("first", [service.deliver_priority, service.withdraw_priority])
@pytest.mark.parametrize("then", [service.deliver_priority, service.withdraw_priority])
def test_a_priority_is_settled_once(top, chair, first, then):
    service.start_term(top, starts_on=TODAY, ends_on=None, today=TODAY, actor=chair)
    secretary = holding(Role.SECRETARY, top.id)
    named = service.name_priority(top, text="Seals", named_by_id=None, today=TODAY, actor=secretary)
    first(top, priority_id=named.id, today=TODAY, actor=secretary)
    with pytest.raises(Refused, match=r"already|withdrawn"):
        then(top, priority_id=named.id, today=TODAY + A_YEAR, actor=secretary)
    assert {named.delivered_on, named.withdrawn_on} == {TODAY, None}


def test_no_priority_without_a_term(top):
    with pytest.raises(Refused, match="term"):
        service.name_priority(
            top, text="X", named_by_id=None, today=TODAY, actor=holding(Role.SECRETARY, top.id)
        )


# Succession


@pytest.mark.rule("R86")
def test_a_renamed_body_is_found_under_both_names(top):
    service.rename(top, name="National Trade Council", today=TODAY, actor=ADMINISTRATOR)
    for words, found_as in (("trade council", ""), ("national committee", "National Committee")):
        found = queries.directory(ADMINISTRATOR, queries.Filters(words=words), 1)
        assert [(entry.id, entry.found_as) for entry in found.entries] == [(top.id, found_as)]
    with pytest.raises(Refused):
        service.rename(top, name="national trade COUNCIL", today=TODAY, actor=ADMINISTRATOR)


def test_no_two_bodies_beside_each_other_are_renamed_alike(top):
    transit, other = start(top, "council", "Transit"), start(top, "council", "Borders")
    office = holding(Role.SECRETARY, other.id)
    with pytest.raises(Refused, match="named “transit” here already"):
        service.rename(other, name="transit", today=TODAY, actor=office)
    service.close(transit, reason="Done", today=TODAY, actor=holding(Role.CHAIR, transit.id))
    service.rename(other, name="Transit", today=TODAY, actor=office)
    assert other.name == "Transit"


def test_a_name_a_body_had_twice_is_kept_once_with_its_last_day(top):
    office = holding(Role.SECRETARY, top.id)
    for days, name in enumerate(["Borders", "National Committee", "Borders"]):
        service.rename(top, name=name, today=TODAY + timedelta(days), actor=office)
    db.session.refresh(top, ["names"])
    kept = {known.name: known.until for known in top.names}
    assert kept == {
        "National Committee": TODAY + timedelta(2),
        "Borders": TODAY + timedelta(1),
    }


def test_a_body_handed_to_where_its_name_is_taken_says_where_it_comes_from(top, chair):
    """Else the night in which its parent ends could not close the parent."""
    start(top, "council", "Transit")
    group = start(top, "working_group", "Borders", sunset_on=TODAY)
    below = start(group, "council", "Transit")
    own = start(group, "council", "Borders")
    service.end_what_is_over(group, today=TODAY + A_YEAR, actor=SYSTEM)
    assert (below.parent_id, below.name) == (top.id, "Transit (Borders)")
    assert own.name == "Borders"  # free now, since its parent is over
    db.session.refresh(below, ["names"])
    assert [(n.kind, n.name) for n in below.names] == [(NameKind.FORMER, "Transit")]
    assert acts().count("body.renamed") == 1


@pytest.mark.rule("R86")
def test_a_successor_is_linked_takes_the_work_and_is_found_under_both_names(top, chair):
    group = start(top, "working_group", "Transit")
    priority = with_priority(top)
    after = service.succeed(
        top,
        successor=None,
        name="Trade Facilitation Council",
        kind=SuccessionKind.REFORMED,
        reason="New law",
        today=TODAY,
        now=NOW,
        actor=chair,
    )
    assert (top.state, top.heir_id, top.ended_on) == (State.SUCCEEDED, after.id, TODAY)
    assert group.parent_id == after.id
    assert group.path == f"/{after.id}/{group.id}/"
    assert after.state is State.ACTIVE
    assert next((one.title, one.heir_id) for one in handed_over(top)) == (priority.text, after.id)
    page = queries.page_of(top, ADMINISTRATOR)
    assert [(f.body.id, f.kind, f.reason) for f in page.after] == [
        (after.id, SuccessionKind.REFORMED, "New law")
    ]
    assert [f.body.id for f in queries.page_of(after, ADMINISTRATOR).before] == [top.id]
    for words in ("national committee", "facilitation council"):
        found = queries.directory(ADMINISTRATOR, queries.Filters(words=words), 1)
        assert after.id in [entry.id for entry in found.entries]


def succeeding(body, after, reason="New law", name="", who=None):
    return service.succeed(
        body,
        successor=after,
        name=name,
        kind=SuccessionKind.REFORMED,
        reason=reason,
        today=TODAY,
        now=NOW,
        actor=who or holding(Role.CHAIR, body.id, *([after.id] if after else [])),
    )


def test_nobody_puts_a_body_in_the_place_of_one_that_others_lead(top):
    foreign = start(name="Other")
    with pytest.raises(PermissionDenied):
        succeeding(top, foreign, who=holding(Role.SECRETARY, top.id))
    assert top.state is State.ACTIVE
    assert foreign.name == "Other"


def test_a_succession_that_makes_no_sense_changes_nothing(top):
    below = start(top, "working_group", "Transit")
    for after, reason in ((top, "x"), (below, "x"), (start(name="Other"), " ")):
        with pytest.raises(Refused):
            succeeding(top, after, reason)
    with pytest.raises(Refused, match="name"):
        succeeding(top, None)
    assert top.state is State.ACTIVE


def merging(body, other, new_name="", who=None):
    return service.merge(
        body,
        other=other,
        new_name=new_name,
        reason="They work together now",
        today=TODAY,
        now=NOW,
        actor=who or holding(Role.CHAIR, body.id, other.id),
    )


@pytest.fixture
def mirrors(top):
    customs = start(top, "mirror_group", "Customs AEO group", state=State.ACTIVE)
    trade = start(
        top, "mirror_group", "Trade AEO group", state=State.ACTIVE, mirror_of_id=customs.id
    )
    return customs, trade


def test_mirror_groups_see_each_other(mirrors):
    customs, trade = mirrors
    assert [n.id for n in queries.page_of(customs, ADMINISTRATOR).mirrors] == [trade.id]
    assert [n.id for n in queries.page_of(trade, ADMINISTRATOR).mirrors] == [customs.id]


@pytest.mark.rule("R88")
def test_mirror_groups_merge_into_a_new_body(mirrors):
    customs, trade = mirrors
    joint = merging(customs, trade, "Joint AEO group")
    assert {customs.state, trade.state} == {State.SUCCEEDED}
    assert joint.state is State.ACTIVE
    assert joint.mirror_of_id is None
    before = queries.page_of(joint, ADMINISTRATOR).before
    assert [(f.body.id, f.kind) for f in before] == [
        (customs.id, SuccessionKind.MERGED),
        (trade.id, SuccessionKind.MERGED),
    ]
    for words in ("customs aeo", "trade aeo", "joint aeo"):
        found = queries.directory(ADMINISTRATOR, queries.Filters(words=words), 1)
        assert joint.id in [entry.id for entry in found.entries]


def test_or_one_goes_into_the_other(mirrors):
    customs, trade = mirrors
    assert merging(customs, trade) is customs
    assert (customs.state, trade.state, trade.heir_id) == (
        State.ACTIVE,
        State.SUCCEEDED,
        customs.id,
    )


def test_who_merges_may_close_both(mirrors):
    customs, trade = mirrors
    with pytest.raises(PermissionDenied):
        merging(customs, trade, who=holding(Role.CHAIR, customs.id))
    assert trade.state is State.ACTIVE


# The checklist


@pytest.mark.rule("R4")
def test_the_checklist_has_owners_and_days_and_steps_are_skipped_with_a_reason(top):
    office, owner = holding(Role.SECRETARY, top.id), person("Layla")
    service.begin_checklist(top, actor=office)
    with pytest.raises(Refused):
        service.begin_checklist(top, actor=office)
    vision = queries.steps_of(top.id)[1]
    assert "vision" in vision.title
    service.change_step(
        top, step=vision, title=vision.title, owner_id=owner.id, due_on=TODAY, actor=office
    )
    service.finish_step(queries.get_step(vision.id, top), today=TODAY, actor=actor(owner.id))
    assert vision.done_on == TODAY
    other = queries.get_step(queries.steps_of(top.id)[2].id, top)
    with pytest.raises(PermissionDenied):
        service.finish_step(other, today=TODAY, actor=actor(owner.id))
    with pytest.raises(Refused, match="reason"):
        service.skip_step(other, reason=" ", today=TODAY, actor=office)
    service.skip_step(other, reason="Appointed already", today=TODAY, actor=office)
    assert (other.skipped_on, other.skipped_because) == (TODAY, "Appointed already")
    with pytest.raises(Refused):
        service.finish_step(other, today=TODAY, actor=office)
    added = service.add_step(top, title="Print", owner_id=None, due_on=None, actor=office)
    assert added.position == len(rules.USUAL_STEPS) + 1


def test_until_it_is_founded_the_chairs_above_bring_a_body_on_its_way(top, chair):
    below = start(top, "working_group", "Transit")
    service.change_place(below, place="Amman", actor=chair)
    below.state = State.ACTIVE
    with pytest.raises(PermissionDenied):
        service.change_place(below, place="Aqaba", actor=chair)


def test_every_function_of_the_service_carries_a_permission():
    for name in service.__all__:
        assert hasattr(getattr(service, name), "permission"), name
