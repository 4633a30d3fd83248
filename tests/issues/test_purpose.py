"""The purpose of a body steers what it is asked first, and takes nothing away."""

import pytest
from bs4 import BeautifulSoup

from ntfc.agendas.models import ItemKind
from ntfc.agendas.rules.offering import kinds_for
from ntfc.committees.models import Body, BodyKind, Purpose
from ntfc.db import db
from ntfc.issues.models import Issue, Verb
from ntfc.issues.rules.offering import verbs_for
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work
from tests.committees.conftest import start
from tests.meetings.conftest import Meetings


@pytest.mark.parametrize(("offer", "entries"), [(verbs_for, Verb), (kinds_for, ItemKind)])
def test_each_purpose_offers_everything_once_and_its_own_first(offer, entries):
    both, none = offer(Purpose.BOTH)
    assert ([entry for entry, _name in both], none) == (list(entries), [])
    firsts = set()
    for purpose in (Purpose.POLICY, Purpose.SOLUTIONS):
        first, others = ([entry for entry, _name in part] for part in offer(purpose))
        assert first
        assert others
        assert sorted(first + others, key=list(entries).index) == list(entries)
        firsts.add(tuple(first))
    assert len(firsts) == 2


@pytest.mark.rule("R75")
def test_a_committee_discusses_policy_and_a_working_group_seeks_solutions(app, seat, client_for):
    with app.app_context():
        codes = {kind.code: kind.purpose for kind in db.session.scalars(db.select(BodyKind))}
    assert codes["national_committee"] is codes["committee"] is Purpose.POLICY
    assert codes["working_group"] is codes["topic_group"] is Purpose.SOLUTIONS
    with app.app_context(), unit_of_work():
        above = start()
        committee, group = above.id, start(above, "working_group", "Group").id
    secretary = client_for(seat(committee, Role.SECRETARY, "Rana Odeh"))
    helper = client_for(seat(group, Role.SECRETARY, "Omar Said"))

    def boxes(client, body_id):
        """Return the verbs of the form, in order, with the heading that each stands under."""
        page = BeautifulSoup(client.get(f"/bodies/{body_id}/issues/new").text, "html.parser")
        found, under = {}, ""
        for part in page.select_one("#asked").select("p.choice-group, input"):
            under = part.get_text() if part.name == "p" else under
            if part.name == "input":
                found[part["value"]] = under
        return found

    first, others = "By its purpose", "Others"
    policy = {"share_views": first, "endorse": first, "give_guidance": first}
    solutions = {"provide_input": first, "suggest": first, "examine": first}
    assert boxes(secretary, committee) == {**policy, **dict.fromkeys(solutions, others)}
    assert list(boxes(secretary, committee))[:3] == list(policy)
    assert boxes(helper, group) == {**solutions, **dict.fromkeys(policy, others)}
    # What is sent from under the others is taken all the same.
    sent = {"title": "One form", "problem": "Two forms", "expected_result": "One form"}
    sent |= {"concerns_one_case": "no", "organisation_id": 0, "asked": ["endorse", "examine"]}
    assert helper.post(f"/bodies/{group}/issues/new", data=sent).status_code == 303
    with app.app_context():
        kept = db.session.scalars(db.select(Issue.asked)).one()
    assert kept == ["endorse", "examine"]
    # The same with the kinds of item; the office changes what a body is for.
    meeting = Meetings(app).planned(group)
    helper.post(f"/meetings/{meeting}/agenda", data={"template": "none"})

    def kinds():
        page = BeautifulSoup(helper.get(f"/meetings/{meeting}/agenda").text, "html.parser")
        groups = page.select("#kind optgroup")
        return {g["label"]: [option["value"] for option in g.select("option")] for g in groups}

    assert kinds()[first] == ["discussion", "report", "concerns"]
    assert "decision" in kinds()[others]
    page = BeautifulSoup(helper.get(f"/bodies/{group}/identity").text, "html.parser")
    typed = {f["name"]: f.get("value", "") for f in page.select("form.form input, form input")}
    chosen = page.select("select option[selected]")
    typed |= {option.find_parent("select")["name"]: option["value"] for option in chosen}
    typed = {
        name: value for name, value in typed.items() if name not in ("is_restricted", "levels")
    }
    assert (
        helper.post(f"/bodies/{group}/identity", data={**typed, "purpose": "both"}).status_code
        == 303
    )
    assert kinds() == {}
    with app.app_context(), unit_of_work():
        assert db.session.get_one(Body, group).purpose is Purpose.BOTH
    assert boxes(helper, group) == dict.fromkeys((verb.value for verb in Verb), "")
