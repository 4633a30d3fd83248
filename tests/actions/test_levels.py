"""On which level a matter is, and what a body handles on another one than its own."""

import pytest
from bs4 import BeautifulSoup

from ntfc.actions.models import Action
from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc.transaction import unit_of_work
from tests.meetings.conftest import Meetings


@pytest.mark.rule("R70")
def test_items_and_actions_have_the_level_of_their_issue_and_what_is_on_another_is_reported(
    app, table, client_for
):
    secretary, member = client_for(table.secretary), client_for(table.member)
    chair = client_for(table.chair)
    home, url = f"/bodies/{table.body_id}/", f"/bodies/{table.body_id}/levels"
    with app.app_context(), unit_of_work():
        db.session.get_one(Body, table.body_id).levels = ["strategic"]

    def bring(title, level):
        blank = {"problem": "It waits", "expected_result": "It goes", "concerns_one_case": "no"}
        said = {"title": title, "level": level, "organisation_id": 0, "alike_seen": "yes"}
        assert (
            secretary.post(f"/bodies/{table.body_id}/issues/new", data=blank | said).status_code
            == 303
        )
        with app.app_context():
            return db.session.scalars(db.select(Issue.id).filter_by(title=title)).one()

    def reported(client=secretary):
        page = BeautifulSoup(client.get(url).text, "html.parser")
        return {
            row.th.get_text(strip=True): row.get_text(" ", strip=True)
            for row in page.select("#other-levels tbody tr")
        }

    assert "Nothing is handled on another level" in secretary.get(url).text
    gate, policy = bring("Hours of the gate", "operational"), bring("Vision", "strategic")
    bring("No level said", "")
    action = table.take("Ask the port", issue_id=gate)
    meeting = Meetings(app).planned(table.body_id)
    for issue in (gate, policy):
        assert chair.post(f"/issues/{issue}/accept", data={}).status_code == 303
    secretary.post(f"/meetings/{meeting}/agenda", data={"template": "none", "take_all": "y"})
    with app.app_context():
        items = dict(db.session.execute(db.select(AgendaItem.issue_id, AgendaItem.title)).all())
    assert items.keys() >= {gate, policy}
    found = reported()
    assert list(found) == ["Hours of the gate"]
    for words in ("Operational", "Action 1: Ask the port", "Item: Hours of the gate"):
        assert words in found["Hours of the gate"]
    assert f"/issues/{gate}/hand-over" in secretary.get(url).text
    assert "1 issue is on another level" in secretary.get(home).text
    assert "another level" not in member.get(home).text
    assert member.get(url).status_code == 403
    # Items and actions say their level: that of the issue, else of the body.
    assert "Operational" in member.get(f"/actions/{action}").text
    assert "Strategic" in member.get(f"/actions/{table.take('Buy paper')}").text
    lines = BeautifulSoup(secretary.get(f"/meetings/{meeting}/agenda").text, "html.parser")
    said = {
        line.bdi.text: line.select_one(".agenda-more").get_text(" ", strip=True)
        for line in lines.select(".agenda-line")
        if line.select_one(".agenda-more")
    }
    assert "Level: Operational another level than the body's" in said["Hours of the gate"]
    assert "Level: Strategic" in said["Vision"]
    assert "another level" not in said["Vision"]
    # Once the body works on that level too, nothing is elsewhere.
    with app.app_context(), unit_of_work():
        db.session.get_one(Body, table.body_id).levels = ["strategic", "operational"]
        assert db.session.get_one(Action, action).issue_id == gate
    assert reported() == {}
