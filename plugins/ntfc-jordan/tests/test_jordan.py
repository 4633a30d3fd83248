"""What must be true of the pack: a Council of its own with its partners, and the Golden List."""

from types import SimpleNamespace

import pytest
from ntfc_golden_list.models import Programme
from ntfc_jordan import rules
from ntfc_jordan.data import told
from sqlalchemy import select

from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.organisations.models import Organisation, OrganisationKind
from ntfc.organisations.rules import name_key
from ntfc.permissions import Role
from ntfc.procedure.models import CadenceKind, RulesOfProcedure
from ntfc.transaction import unit_of_work


def test_the_plugin_keeps_the_contract(check_plugin):
    check_plugin("jordan")


def test_the_weightiest_partners_come_first_and_equals_stay_in_order():
    given = [(1, 5), (3, 3), (5, 1), (2, 2)]
    partners = [SimpleNamespace(importance=a, impact=b) for a, b in given]
    ordered = [(one.importance, one.impact) for one in rules.in_order(partners)]
    assert ordered == [(3, 3), (1, 5), (5, 1), (2, 2)]


@pytest.mark.parametrize(
    ("importance", "impact", "faulty"),
    [(1, 5, []), (0, 5, ["importance"]), (6, 6, ["importance", "impact"]), (3, None, ["impact"])],
)
def test_what_lies_off_the_scale_is_named(importance, impact, faulty):
    values = {"importance": importance, "impact": impact}
    assert [field for field, _reason in rules.faults_of_scale(values, 5)] == faulty


def test_the_country_has_its_council_its_partners_and_its_list_with_no_fork(app, client_for, seat):
    chief = client_for(Role.ADMINISTRATOR)
    assert "The Council is not started" in chief.get("/x/jordan/").text
    nameless = chief.post("/x/jordan/council", data={"name": " ", "place": ""})
    assert nameless.status_code == 422
    name = told("council")["name"]["ar"]
    made = chief.post("/x/jordan/council", data={"name": name, "place": ""})
    assert made.status_code == 303
    with app.app_context():
        body = db.session.scalars(select(Body).where(Body.name == name)).one()
        number, designation = body.id, body.designation
        draft = db.session.scalars(select(RulesOfProcedure)).one()
        assert draft.procedure.cadence is CadenceKind.FIXED_MONTHS
        assert draft.procedure.cadence_months == (3, 6, 9, 12)
        assert draft.valid_from is None, "the Council adopts it, or changes it"
    assert designation is None, "it is not the national committee"

    secretary = client_for(seat(number, Role.SECRETARY))
    form = f"/x/jordan/councils/{number}/new"
    with app.app_context(), unit_of_work():
        kind = db.session.scalars(select(OrganisationKind).order_by(OrganisationKind.id)).first()
        values = {"name": "Port", "name_key": name_key("Port"), "created_at": now()}
        port = Organisation(kind=kind, side_id=kind.side_id, **values)
        db.session.add(port)
        db.session.flush()
        institution = port.id
    off = {"organisation_id": institution, "importance": 9, "impact": 2, "note": "Ports"}
    wrong = secretary.post(form, data=off)
    assert wrong.status_code == 422
    assert "The scale goes from 1 to 5." in wrong.text
    assert "Ports" in wrong.text
    assert secretary.post(form, data={**off, "importance": 4}).status_code == 303
    assert "Ports" in secretary.get(f"/x/jordan/councils/{number}").text
    weight = {"importance": 5, "impact": 5, "note": "All ports"}
    assert secretary.post("/x/jordan/partners/1", data=weight).status_code == 303
    assert "All ports" in secretary.get(f"/x/jordan/councils/{number}").text
    assert secretary.post("/x/jordan/council", data={"name": "Another"}).status_code == 403
    assert secretary.post("/x/jordan/partners/1/remove").status_code == 303
    assert "No partners yet" in secretary.get(f"/x/jordan/councils/{number}").text
    _all_partners_are_entered_at_once(secretary, number)

    assert chief.post("/x/jordan/golden-list").status_code == 303
    assert chief.post("/x/jordan/golden-list").status_code == 409, "it is begun once"
    shown = chief.get("/x/jordan/").text
    assert "Begin the Golden List" not in shown
    assert "/x/golden_list/programmes/1" in shown
    with app.app_context():
        programme = db.session.scalars(select(Programme)).one()
        assert (programme.country, programme.name["ar"]) == ("JO", "القائمة الذهبية")
        assert programme.nominates


def _all_partners_are_entered_at_once(secretary, number):
    """All or none: what is wrong is told by line, and what was typed is still there."""
    several = f"/x/jordan/councils/{number}/several"
    wrong = secretary.post(several, data={"lines": "port; 4; 2; Quay\nHarbour\t9\t1\nPort;1;1"})
    assert wrong.status_code == 409
    assert "Line 2: no institution here is called “Harbour”." in wrong.text
    assert "Line 3: “Port” stands here twice." in wrong.text
    assert "Quay" in wrong.text
    assert "Quay" not in secretary.get(f"/x/jordan/councils/{number}").text
    off = secretary.post(several, data={"lines": "Port; 7; many"}).text
    assert "Line 1: The scale goes from 1 to 5." in off
    assert secretary.post(several, data={"lines": "port\t٤\t2\tQuay"}).status_code == 303
    assert "Quay" in secretary.get(f"/x/jordan/councils/{number}").text
    again = secretary.post(several, data={"lines": "Port; 1; 1"}).text
    assert "Line 1: “Port” is a partner already." in again
