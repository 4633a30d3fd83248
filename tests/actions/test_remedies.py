"""A priority of the term is off track only together with what is done about it."""

import pytest
from bs4 import BeautifulSoup

from ntfc.actions.models import Action, Remedy
from ntfc.committees import service as committees
from ntfc.committees.models import Priority
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.actions.conftest import DAY
from tests.meetings.conftest import Meetings


@pytest.fixture
def named(table):
    """Name two priorities in a first term; return the number of the first."""
    with table.within(), unit_of_work():
        body = get_body(table.body_id)
        committees.start_term(body, starts_on=DAY, ends_on=None, today=DAY, actor=SYSTEM)
        made = [
            committees.name_priority(body, text=text, named_by_id=None, today=DAY, actor=SYSTEM)
            for text in ("Faster release", "One window")
        ]
        return made[0].id


def told(page):
    return BeautifulSoup(page.text, "html.parser").select_one("#shared-agenda").get_text(" ")


@pytest.mark.rule("R167")
def test_an_objective_is_off_track_only_with_a_remedy_and_comes_up_at_the_next_meeting(
    app, table, named, client_for
):
    secretary, member = client_for(table.secretary), client_for(table.member)
    body, home = f"/bodies/{table.body_id}", f"/bodies/{table.body_id}/cooperation"
    url = f"{body}/priorities/{named}"
    existing = table.take("Train the brokers")
    secret = table.take("Speak to the minister", is_confidential=True)
    meeting = Meetings(app).planned(table.body_id)

    def put(**typed):
        blank = {"action_id": "", "title": "", "owner_id": "", "person_id": "", "due_on": ""}
        return secretary.post(f"{url}/off-track", data={**blank, "reason": "No staff", **typed})

    def stored():
        with table.within():
            query = db.select(Remedy.action_id).where(Remedy.ended_on.is_(None))
            return list(db.session.scalars(query))

    # Nothing is stored without a remedy, with two, with half of one, or with a strange one.
    new = {"title": "Hire two officers", "owner_id": table.customs, "due_on": "2099-01-04"}
    for wrong in (
        {},
        {**new, "action_id": existing},
        {**new, "due_on": ""},
        {**new, "reason": " "},
        {"action_id": secret},
        {"action_id": 987654},
    ):
        refused = put(**wrong)
        assert refused.status_code in (409, 422)
        assert wrong.get("title", "No staff") in refused.text
    assert stored() == []
    assert "Off track" not in told(member.get(home))
    assert member.post(f"{url}/off-track", data=new).status_code == 403
    assert "Faster release" not in secretary.get(f"/meetings/{meeting}/agenda").text

    assert put(action_id=existing).status_code in (200, 303)
    assert stored() == [existing]
    assert "Off track" in told(member.get(home))
    assert "Train the brokers" in told(member.get(home))
    proposed = secretary.get(f"/meetings/{meeting}/agenda").text
    assert "Faster release" in proposed
    assert "Remedy: Train the brokers." in proposed
    # What alone brings it on track again is not cancelled; a new one may take its place.
    cancelled = secretary.post(f"/actions/{existing}/cancel", data={"reason": "No money"})
    assert cancelled.status_code == 409
    assert "Name another remedy first" in cancelled.text
    assert put(**new).status_code in (200, 303)
    with table.within():
        hired = db.session.scalars(db.select(Action).filter_by(title="Hire two officers")).one()
        assert hired.origin_title == "Faster release"
        assert stored() == [hired.id]
    assert secretary.post(
        f"/actions/{existing}/cancel", data={"reason": "No money"}
    ).status_code in (200, 303)
    # A new term carries it over as it stands; on track again it proposes itself no more.
    with table.within(), unit_of_work():
        here = get_body(table.body_id)
        committees.set_end_of_term(here, ends_on=DAY, today=DAY, actor=SYSTEM)
        after = DAY.replace(day=DAY.day + 1)
        committees.start_term(here, starts_on=after, ends_on=None, today=after, actor=SYSTEM)
    with table.within():
        query = db.select(Priority.id).where(Priority.carried_from_id == named)
        again = db.session.scalars(query).one()
    assert "Hire two officers" in told(member.get(home))
    assert secretary.post(f"{body}/priorities/{again}/on-track").status_code == 303
    assert stored() == []
    assert "Off track since" not in told(member.get(home))
    assert "Faster release" not in secretary.get(f"/meetings/{meeting}/agenda").text
