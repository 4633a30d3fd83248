"""A firm and who answers for it, in the pages: from the first talk to the next coordinator."""

from datetime import timedelta

import pytest
from ntfc_client_coordinators.models import Assignment, Contact, Entry, Firm, Handover
from ntfc_client_coordinators.queries import firms as queries
from ntfc_client_coordinators.queries import people
from ntfc_client_coordinators.rules.assigning import State
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from ntfc.clock import today
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.plugins import KnownFirm
from ntfc.transaction import unit_of_work

X = "/x/client_coordinators"


@pytest.mark.rule("C1", "C8")
def test_a_firm_goes_from_one_to_the_next_without_a_gap(world, app, no_email):
    firm = world.firm("MultiCom", cadence_months=1)
    # who has no place there is not told of the firm; the manager named nobody yet
    world.page("cora", f"/firms/{firm}", 404)
    assert "Nobody yet" in world.page("manager")
    # bad input loses nothing: too much time, the same person twice
    assert "70" in world.assign(firm, "cora", "cora", 70, status=422).text
    world.assign(firm, "cora", "sami", 60)
    first = f"/assignments/{world.number()}"
    told = world.sent("manager", f"{first}/steps/active", 409).text
    assert "declaration about shares in the firm is missing" in told
    assert "Declare" in world.browsers["cora"].get("/").text
    world.sent("manager", f"{first}/declare", 404, has_shares="no")
    world.sent("cora", f"{first}/declare", has_shares="yes")
    assert "Who has shares" in world.sent("manager", f"{first}/steps/active", 409).text
    world.sent("cora", f"{first}/declare", has_shares="no")
    at = f"{first}/rearrange"
    told = {"share": 55, "seen": world.opened("manager", at)}
    world.sent("manager", at, 422, **told, substitute_id=world.people["tariffs"])
    told["substitute_id"] = world.people["sami"]
    world.sent("manager", at, **told)
    late = world.sent("manager", at, 409, **{**told, "share": 90}).text
    assert "since you opened it" in late
    assert "90" in late
    world.sent("manager", at, **{**told, "share": 60, "seen": world.opened("manager", at)})
    world.sent("manager", f"{first}/steps/active")
    other = world.firm("Other")
    assert "40 percent are free" in world.assign(other, "cora", "noor", 41, status=422).text
    _shares_stop_whoever_answers(world, app, firm, first)
    # a talk in a few fields; the substitute may write one, too, while the file is being written
    file = {
        "name": "MultiCom",
        "registration": "R-MultiCom",
        "branch": "Chips",
        "candidate": "none",
    }
    file |= dict.fromkeys(("size", "volume", "complexity"), "large") | {"cadence_months": 1}
    file["seen"] = world.opened("cora", f"/firms/{firm}/edit")
    world.sent("sami", f"/firms/{firm}/contact", talk="visit", agreed="Send the list again.")
    world.sent("cora", f"/firms/{firm}/edit", **file)
    late = world.sent("sami", f"/firms/{firm}/edit", 409, **{**file, "branch": "Ink"}).text
    assert "Somebody else saved here:" in late
    assert "Chips" in late
    told = world.sent("cora", f"/firms/{firm}/contact", 422, talk="visit", topics="Stock").text
    assert "Stock" in told
    world.sent("cora", f"/firms/{firm}/contact", talk="visit", agreed="All seen.", private="Hm.")
    assert "Hm." in world.page("cora", f"/firms/{firm}")
    assert "Hm." not in world.page("sami", f"/firms/{firm}")
    world.sent("cora", f"/firms/{firm}/note", kind="signal", text="A rumour")
    assert "A rumour" in world.page("manager", f"/firms/{firm}")
    # it cannot end, and there is nobody to hand it to
    assert "would have nobody" in world.sent("manager", f"{first}/steps/ended", 409).text
    assert "Name who comes next" in world.sent("manager", f"{first}/steps/handover", 409).text
    world.assign(firm, "noor", "sami", 50)
    second = f"/assignments/{world.number()}"
    world.sent("manager", f"{second}/steps/mentoring")
    assert "A rumour" not in world.page("noor", f"/firms/{firm}")
    world.sent("manager", f"{first}/steps/handover", 422)
    world.sent("manager", f"{first}/steps/handover", reason="rotation")
    over = f"/handovers/{world.number(Handover)}"
    asked = {"title": "Open seals", "topic": "question", "channel": "phone"}
    world.sent("cora", f"/firms/{firm}/cases/new", **asked)
    for who in ("cora", "noor"):  # both see what is open when it is passed on
        assert "Open seals" in world.page(who, over)
    assert "Call the handover off" in world.page("manager", f"/firms/{firm}")
    assert "open points" in world.sent("cora", f"{over}/sign", 409).text
    told = {"points": "Two cases.", "introduced": "The plant manager"}
    assert "since you opened" in world.sent("cora", over, 409, **told).text
    world.sent("cora", over, **told, seen=world.opened("cora", over))
    told = {"points": "Other", "introduced": "x", "seen": world.opened("manager", over)}
    world.sent("cora", f"{first}/declare", has_shares="yes")  # who leaves for that still signs
    world.sent("cora", f"{over}/sign")
    world.sent("cora", over, 403, **told)
    assert "stays" in world.sent("manager", over, 409, **told).text
    assert "declaration" in world.sent("noor", f"{over}/sign", 409).text
    told = world.page("noor", over)  # what is lacking stands there instead of the button
    assert "declaration about shares in the firm is missing" in told
    assert f"{second}/declare" in told
    assert f"{over}/sign" not in told
    world.sent("noor", f"{second}/declare", has_shares="no")
    assert "when both have signed" in world.sent("manager", f"{over}/sign", 409).text
    world.sent("noor", f"{over}/sign")
    assert world.states() == [State.HANDOVER, State.MENTORING]
    world.sent("manager", f"{over}/sign")
    assert world.states() == [State.ENDED, State.ACTIVE]
    world.page("cora", f"/firms/{firm}", 404)
    assert over in world.page("noor", f"/firms/{firm}")  # what was passed on, and what was open
    assert "Open seals" in world.page("noor", over)
    log = "".join(world.page("manager", f"/firms/{firm}?page={number}") for number in (1, 2))
    for step in (
        "Substitute or working time for a firm changed",
        "What is passed on at a handover was written down",
        "A handover was signed",
        "An officer declared about shares",
    ):
        assert step in log
    world.sent("noor", f"/firms/{firm}/contact", talk="daily", agreed="Hello.")
    _who_stands_in_signs_for_whoever_is_absent(world, firm, second)
    _nobody_alters_the_log(app)
    _two_never_answer(app, firm, world.people["cora"])


def _who_stands_in_signs_for_whoever_is_absent(world, firm, second):
    world.assign(firm, "cora", "noor", 40)
    third = f"/assignments/{world.number()}"
    world.sent("cora", f"{third}/declare", has_shares="no")
    over = f"/handovers/{world.number(Handover) + 1}"
    for reason, status in (("rotation", 403), ("absence", 303)):
        world.sent("manager", f"{second}/steps/handover", reason=reason)
        told = {"points": "All.", "introduced": "By phone.", "seen": world.opened("manager", over)}
        world.sent("manager", over, **told)
        world.sent("sami", f"{over}/sign", status)
        if status == 403:
            world.sent("manager", f"{second}/steps/active")
            assert "called off" in world.sent("noor", f"{over}/sign", 409).text
            over = f"/handovers/{world.number(Handover) + 1}"
    for who in ("cora", "manager"):
        world.sent(who, f"{over}/sign")
    assert world.states()[1:] == [State.ENDED, State.ACTIVE]


def _shares_stop_whoever_answers(world, app, firm, first):
    talk, at = {"talk": "daily", "agreed": "Yes."}, f"/firms/{firm}"
    world.sent("sami", f"{at}/contact", 403, **talk)  # who stands in declares, too
    assert "declaration about shares" in world.browsers["sami"].get("/").text
    world.sent("sami", f"{first}/declare", has_shares="no")
    world.sent("cora", f"{first}/declare", has_shares="yes", note="An aunt's firm")
    world.page("cora", at, 404)
    assert "MultiCom" not in world.page("cora")
    assert "An aunt&#39;s firm" in world.page("manager", at)
    assert "aunt" not in world.page("sami", at)
    world.sent("cora", f"{first}/declare", has_shares="no")
    with app.app_context(), unit_of_work():
        told = people.declared_by(world.people["cora"])
        assert [one["note"] for one in told] == ["", "", "An aunt's firm", ""]
        db.session.get(Assignment, 1).declared_on -= timedelta(days=366)
    world.page("cora", at)
    world.sent("cora", f"{at}/contact", 403, **talk)
    world.sent("cora", f"{first}/declare", has_shares="no")


@pytest.mark.database("sqlite")
def test_firms_of_another_programme_are_taken_in_without_typing(world, monkeypatch):
    known = KnownFirm(registration="R-9", name="Delta", standing="Golden List · In operation")

    def asked(_hook, numbers, name):
        return [[known]] if {"R-9", "Delt"} & {*numbers, name} else []

    monkeypatch.setattr(queries, "gather", asked)
    assert "In operation" in world.page("manager", "/firms/known?q=Delt")
    assert 'value="R-9"' in world.page("manager", "/firms/new?name=Delta&registration=R-9")
    assert "No firm here" in world.page("manager", "/firms/known")
    firm = world.firm("Delta", registration="R-9")
    assert "Golden List · In operation" in world.page("manager", f"/firms/{firm}")


def _nobody_alters_the_log(app):
    for change in ("UPDATE {table} SET by_id = NULL", "DELETE FROM {table}"):
        for model in (Entry, Contact):
            with app.app_context(), pytest.raises(DatabaseError, match="stays"), unit_of_work():
                db.session.execute(text(change.format(table=model.__tablename__)))


def _two_never_answer(app, firm, person):
    day = today_of(app)
    values = {"person_id": person, "share": 1, "state": State.ACTIVE, "planned_on": day}
    told = pytest.raises(Refused, match="answers for this firm already")
    with app.app_context(), told, unit_of_work():
        db.session.add(Assignment(firm_id=firm, **values))


def today_of(app):
    with app.app_context():
        return today("")


@pytest.mark.database("sqlite")
def test_what_is_due_is_named(world, app, set_plugin):
    world.sent(
        world.admin,
        "/set-up",
        label="ambassador",
        warn_share="60",
        most_firms="1",
        rotation_months="12",
    )
    firm = world.firm("ABC", cadence_months=3)
    one = world.active(firm)
    with app.app_context(), unit_of_work():
        day = today("")
        db.session.get(Firm, firm).talk_due = day - timedelta(days=1)
        db.session.get(Assignment, 1).rotation_on = day
    set_plugin("client_coordinators", hours="Sunday, 8 to 15")
    assert "Sunday, 8 to 15" in world.page("cora", f"/firms/{firm}")
    page = world.page("cora")
    assert "Sunday, 8 to 15" in page
    assert "Ambassador" in page
    assert "Overdue" in page
    assert "Rotation due" in page
    assert "A talk with the firm is due." in world.browsers["cora"].get("/").text
    assert "MultiCom" not in world.page("cora", "/?overdue=1&q=multi")
    assert "Firms whose rotation is due: 1" in world.browsers["manager"].get("/").text
    workload = world.page("manager", "/workload")
    assert "the limit to watch is 60" in workload
    world.page("cora", "/workload", 404)
    # the other way out of a service
    world.sent(world.admin, "/officers", email="cora@example.org", post="auditor")
    assert "count on this person: ABC" in world.sent(world.admin, "/officers/2/relieve", 409).text
    for who in ("cora", "sami"):  # nor is anybody erased for whom a firm has nobody else
        asked = world.admin.get(f"/people/{world.people[who]}/erase").text
        assert "count on this person: ABC" in asked
    asked = {"title": "Last bill", "topic": "question", "channel": "mail"}
    case = world.sent("sami", f"/firms/{firm}/cases/new", **asked).location.partition(X)[2]
    for way in ("leave", "come-back", "leave"):  # it comes back, and nothing is lost
        world.sent("manager", f"/firms/{firm}/{way}")
    assert "ABC" not in world.page("manager")
    assert "ABC" in world.page("manager", "/?left=1")
    assert "A talk with the firm is due." not in world.browsers["cora"].get("/").text
    told = world.sent("manager", f"{one}/steps/ended", 409, reason="firm_left").text
    assert "has not heard yet of these cases: 1" in told
    world.sent("sami", f"{case}/steps/answered_directly", part="informs", text="Paid.")
    world.sent("manager", f"{one}/steps/ended", reason="firm_left")
    assert "The firm left" in world.page("manager", f"/firms/{firm}")
