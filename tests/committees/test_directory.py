from datetime import timedelta

import pytest

from ntfc.committees import hooks, queries, service
from ntfc.committees.models import Reach, State
from ntfc.db import db
from ntfc.organisations.models import Sector
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from tests.committees.conftest import ADMINISTRATOR, NOW, TODAY, actor, holding, start

pytestmark = pytest.mark.usefixtures("work")


def names(**filters):
    found = queries.directory(ADMINISTRATOR, queries.Filters(**filters), 1)
    return [entry.name for entry in found.entries]


@pytest.mark.rule("R71")
def test_central_regional_and_local_bodies_stand_in_one_tree():
    top = start(None, "national_committee", "National")
    region = start(top, "regional_body", "Aqaba Region", place="Aqaba")
    start(region, "local_body", "Port of Aqaba", place="Aqaba")
    start(top, "working_group", "Transit")
    start(None, "council", "A Council")
    found = queries.directory(ADMINISTRATOR, queries.Filters(), 1).entries
    assert [(entry.name, entry.depth, entry.reach) for entry in found] == [
        ("A Council", 0, Reach.CENTRAL),
        ("National", 0, Reach.CENTRAL),
        ("Aqaba Region", 1, Reach.REGIONAL),
        ("Port of Aqaba", 2, Reach.LOCAL),
        ("Transit", 1, Reach.CENTRAL),
    ]
    assert found[3].above == ("National", "Aqaba Region")
    assert names(reach="local") == ["Port of Aqaba"]


def test_each_filter_narrows_and_closed_bodies_are_found_by_name_only():
    top = start(None, "national_committee", "National", place="Amman")
    start(top, "working_group", "Transit", short_name="WGT", state=State.DORMANT)
    start(top, "forum", "Old Forum", state=State.CLOSED)
    group = queries.directory(ADMINISTRATOR, queries.Filters(words="wgt"), 1).entries[0]
    assert group.name == "Transit"
    assert names() == ["National", "Transit"]
    assert names(words="forum") == ["Old Forum"]
    assert names(state="all") == ["National", "Old Forum", "Transit"]
    assert names(state="dormant") == ["Transit"]
    assert names(level="operational") == ["Transit"]
    assert names(kind_id=group.kind_id) == ["Transit"]
    assert names(place="AMMAN") == ["National", "Transit"]
    assert names(words="nothing like it") == []


def test_a_body_below_a_hidden_one_stands_at_the_top_and_does_not_name_it():
    top = start(None, "national_committee", "Hidden", is_restricted=True)
    start(top, "working_group", "Transit", is_restricted=False)
    found = queries.directory(holding(Role.MEMBER), queries.Filters(), 1).entries
    assert [(entry.name, entry.depth, entry.above) for entry in found] == [("Transit", 0, ())]


def test_long_lists_have_pages():
    top = start(None, "national_committee", "National")
    for number in range(120):
        start(top, "working_group", f"Group {number:03}")
    last = queries.directory(ADMINISTRATOR, queries.Filters(), 99)
    assert (last.page, last.last_page, last.total) == (3, 3, 121)
    assert last.entries[-1].name == "Group 119"


@pytest.mark.rule("R35")
def test_the_report_shows_which_body_covers_which_sector_and_where_there_is_none():
    textiles = Sector(code="t-textiles", name="Textiles", position=-2)
    pharma = Sector(code="t-pharma", name="Pharmaceuticals", position=-1)
    db.session.add_all([textiles, pharma])
    db.session.flush()
    covers = start(None, "council", "Textile Council")
    service.change_identity(covers, sector_ids=[textiles.id], actor=ADMINISTRATOR)
    gone = start(None, "council", "Old Council", state=State.CLOSED)
    service.change_identity(gone, sector_ids=[pharma.id], actor=ADMINISTRATOR)
    start(None, "council", "General Council")
    rows, without = queries.coverage(ADMINISTRATOR)
    table = {row.sector: [name for _id, name in row.bodies] for row in rows}
    assert table["Textiles"] == ["Textile Council"]
    assert table["Pharmaceuticals"] == []
    assert without == 1
    found = queries.directory(ADMINISTRATOR, queries.Filters(sector_id=textiles.id), 1)
    assert [entry.name for entry in found.entries] == ["Textile Council"]


# What waits


@pytest.fixture
def people():
    made = [Person(name=name, created_at=NOW) for name in ("Owner", "Coordinator")]
    db.session.add_all(made)
    db.session.flush()
    return [person.id for person in made]


def waiting(app, person, today=TODAY):
    with app.test_request_context():
        return [(str(w.title), w.body_name) for w in hooks.ntfc_waiting(person, today)]


def test_steps_wait_for_their_owner(app, people):
    owner, coordinator = people
    body = start(None, "council", "Council")
    office = holding(Role.SECRETARY, body.id)
    step = service.add_step(body, title="Print", owner_id=owner, due_on=TODAY, actor=office)
    assert waiting(app, actor(owner)) == [("Print", "Council")]
    assert waiting(app, actor(coordinator)) == []
    service.finish_step(queries.get_step(step.id, body), today=TODAY, actor=office)
    assert waiting(app, actor(owner)) == []


def test_the_final_report_waits_for_coordinator_and_secretary_until_it_is_given(app, people):
    body = start(None, "council", "Council", coordinator_id=people[1], sunset_on=TODAY)
    office = holding(Role.SECRETARY, body.id)
    after = TODAY + timedelta(days=1)
    service.end_what_is_over(body, today=after, actor=SYSTEM)
    for who in (actor(people[1]), office):
        assert waiting(app, who, after) == [("Final report", "Council")]
    assert waiting(app, holding(Role.MEMBER, body.id), after) == []
    service.file_final_report(body, text="Done", today=after, actor=office)
    assert waiting(app, office, after) == []


@pytest.mark.rule("R92")
def test_priorities_wait_for_the_chairs(app, people):
    body = start(None, "council", "Council", state=State.ACTIVE)
    office = holding(Role.SECRETARY, body.id)
    chair = holding(Role.CHAIR, body.id, person_id=people[0])
    service.start_term(body, starts_on=TODAY, ends_on=None, today=TODAY, actor=office)
    named = [
        service.name_priority(body, text=text, named_by_id=None, today=TODAY, actor=office)
        for text in ("One", "Two")
    ]
    assert waiting(app, chair) == [("2 priorities to confirm", "Council")]
    assert waiting(app, office) == []
    service.confirm_priority(named[0], now=NOW, actor=chair)
    assert waiting(app, chair) == [("1 priority to confirm", "Council")]
    service.withdraw_priority(body, priority_id=named[1].id, today=TODAY, actor=office)
    assert waiting(app, chair) == []


def test_ends_wait_ninety_days_ahead_for_who_answers_for_the_body(app):
    last = TODAY + timedelta(days=90)
    body = start(None, "council", "Council", state=State.ACTIVE, sunset_on=last)
    office = holding(Role.SECRETARY, body.id)
    service.start_term(body, starts_on=TODAY, ends_on=last, today=TODAY, actor=office)
    ahead = [("Last day of the body", "Council"), ("End of term 1", "Council")]
    assert waiting(app, office) == ahead
    assert waiting(app, office, TODAY - timedelta(days=1)) == []
    assert waiting(app, holding(Role.MEMBER, body.id)) == []
