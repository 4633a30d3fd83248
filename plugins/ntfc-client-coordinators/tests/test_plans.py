"""How a firm is controlled, in the pages: plan, risk map, controls, audits, what runs out."""

import pytest
from ntfc_client_coordinators.models import Audit, Plan, Risk
from sqlalchemy import update
from sqlalchemy.orm.exc import StaleDataError

from ntfc.clock import now
from ntfc.db import db
from ntfc.transaction import unit_of_work

RISK = {"area": "goods", "what": "Wrong codes", "level": "large", "remaining": "large"}
CONTROL = {"kind": "declarations", "what": "One in ten", "how_often": "daily"}


@pytest.mark.rule("C3", "C5", "C13")
@pytest.mark.database("sqlite")
def test_a_firm_is_controlled_by_a_plan_and_audited_by_a_colleague(world, app):
    firm = world.firm("ABC")
    world.active(firm)
    at = f"/firms/{firm}"
    world.sent("cora", f"{at}/note", kind="hospitality", text="Lunch was offered; declined.")
    assert "Lunch was offered" in world.page("manager", at)
    world.sent("cora", f"{at}/plans/new")
    world.sent("cora", f"{at}/plans/new", 409)
    plan = "/plans/1"
    assert "risk map is empty" in world.sent("cora", f"{plan}/hand-in", 409).text
    told = world.sent("cora", f"{plan}/risks/new", 422, **RISK).text
    assert "Say why" in told
    assert "Wrong codes" in told
    world.sent("cora", f"{plan}/risks/new", **RISK, is_covered="y")
    world.sent("cora", f"{plan}/risks/new", **{**RISK, "what": "Value"}, reason="Few staff.")
    assert "No control looks" in world.sent("cora", f"{plan}/hand-in", 409).text
    world.sent("cora", f"{plan}/controls/new", **CONTROL, risk_id="1")
    world.sent("cora", f"{plan}/hand-in")
    # neither who wrote it nor who stands in decides on it, whoever handed it in
    for both in ("cora", "sami"):
        world.sent(world.admin, "/officers", email=f"{both}@example.org", post="manager")
        told = world.sent(both, f"{plan}/decide", 409, agrees="yes").text
        assert "does not decide on it" in told
    assert "stays as it is" in world.sent("cora", "/controls/1/drop", 409).text
    assert "waits for your decision" in world.browsers["manager"].get("/").text
    world.sent("manager", f"{plan}/decide", agrees="no", text="More detail.")
    _nobody_writes_over_the_words_of_another(world, plan)
    world.sent("cora", f"{plan}/hand-in")
    early = world.sent("cora", "/controls/1/carried-out", 409).text
    assert "Only a control of the plan in force" in early
    world.sent("manager", f"{plan}/decide", agrees="yes")
    assert "Never carried out yet" in world.page("cora", plan)
    for _day in range(2):
        world.sent("cora", "/controls/1/carried-out")
    assert "Carried out 2 times, last on" in world.page("manager", plan)
    assert "A control was carried out" in world.page("manager", at)
    world.sent("cora", f"{at}/plans/new")
    copy = world.page("cora", "/plans/2")
    assert "Carried out 2 times" in copy  # it is the same control in the next version
    assert "Wrong codes" in copy
    assert "One in ten" in copy
    assert "left uncovered: 1" in copy
    assert "A treatment plan was written on" in world.page("manager", at)
    _audited(world, app, at)


def _nobody_writes_over_the_words_of_another(world, plan):
    first = world.opened("sami", f"{plan}/edit")
    told = {"cycle": "plan", "seen": world.opened("cora", f"{plan}/edit")}
    world.sent("cora", f"{plan}/edit", **told, reasons="As last year.")
    late = world.sent("sami", f"{plan}/edit", 409, cycle="know", reasons="Less.", seen=first).text
    assert "since you opened it" in late
    assert "As last year." in late
    assert "Less." in late
    changed = {**RISK, "is_covered": "y", "seen": world.opened("cora", "/risks/1")}
    world.sent("cora", "/risks/1", **{**changed, "measures": "Samples."})
    assert "Samples." in world.sent("cora", "/risks/1", 409, **changed).text
    _nor_at_the_same_moment(world)


def _nor_at_the_same_moment(world):
    bump = update(Risk).where(Risk.id == 1).values(version=Risk.version + 1)
    with world.app.app_context(), pytest.raises(StaleDataError), unit_of_work():
        risk = db.session.get(Risk, 1)
        db.session.execute(bump.execution_options(synchronize_session=False))
        risk.what = "Written over"


def _audited(world, app, at):
    told = {"kind": "partial", "planned_on": "2030-01-02", "scope": "Stock"}
    for same in ("cora", "sami"):
        answer = world.sent("cora", f"{at}/audits/new", 422, **told, auditor_id=world.people[same])
        assert "An audit is carried out by a colleague" in answer.text
    world.sent("cora", f"{at}/audits/new", **told, auditor_id=world.people["noor"])
    world.page("cora", "/audits/1", 404)
    world.sent("noor", "/audits/1", 422, done_on="2039-01-01", result="Fine.")
    world.sent("noor", "/audits/1", done_on="2026-01-02", result="Fine.")
    assert "stays" in world.sent("noor", "/audits/1", 409, done_on="2026-01-02", result="No.").text
    with app.app_context():
        assert db.session.get(Audit, 1).result == "Fine."
        assert db.session.get(Plan, 1).decided_by_id == world.people["manager"]
    paper = {"kind": "authorisation", "name": "Warehouse 7"}
    mine = {**paper, "evaluated_by_id": world.people["cora"]}
    assert "A new authorisation" in world.sent("cora", f"{at}/dues/new", 422, **mine).text
    other = {**paper, "evaluated_by_id": world.people["noor"]}
    assert "back office grants" in world.sent("cora", f"{at}/dues/new", 422, **other).text
    fine = {**paper, "evaluated_by_id": world.people["tariffs"]}
    world.sent("cora", f"{at}/dues/new", **fine)
    assert "Waits for the colleague" in world.page("cora", at)  # a name alone is no evaluation
    world.page("cora", "/dues/1/evaluate", 404)
    assert "Warehouse 7" in world.browsers["tariffs"].get("/").text
    security = {"kind": "security", "name": "Bond 9", "until": str(now().date())}
    world.sent("cora", f"{at}/dues/new", **security)
    assert "authorisation or security runs out" in world.browsers["cora"].get("/").text
    world.sent("tariffs", "/dues/1/evaluate", agrees="yes", text="Seen on the spot.")
    world.sent("tariffs", "/dues/1/evaluate", 409, agrees="no", text="No.")
    told = world.page("cora", at)
    assert "Seen on the spot." in told
    assert "Waits for the colleague" not in told
    world.sent("cora", f"{at}/contact", talk="visit", agreed="The bond is renewed.")
    for report, words in (("colleagues", ("Warehouse 7", "Tariffs")), ("talks", ("Visit",))):
        page = world.page("manager", f"/reports/{report}")
        assert all(each in page for each in words)
    for due in (1, 2):
        world.sent("cora", f"/dues/{due}/end")
    assert "runs out" not in world.browsers["cora"].get("/").text
