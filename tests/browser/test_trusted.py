"""A firm on its way through a trusted-trader programme, with everybody at a browser of the own."""

import pytest
from playwright.sync_api import expect

from ntfc.permissions import Role
from tests.browser.conftest import faults
from tests.browser.players import PHONE, Players, laid_out
from tests.browser.steps import fill, follow, press, title, told

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]

OFFICERS = ("desk", "coordinator", "vetting", "validator", "decider", "appeal")


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    return laid_out("golden_list", tmp_path_factory)


@pytest.fixture
def settings(installed):
    languages = ("en", "fr", "ar")
    return {"plugins": ("golden_list",), "plugins_folder": installed, "languages": languages}


class Trade(Players):
    """Customs and a firm."""

    def __init__(self, app, make_person, client_for, visit):
        clients = {"admin": client_for(Role.ADMINISTRATOR), "nobody": client_for(None)}
        super().__init__("golden_list", app, visit, clients)
        for name in ("firm", "second", *OFFICERS):
            person = make_person(name.title(), email=f"{name}@example.org")
            self.clients[name] = client_for(person)
            if name == "coordinator":
                self.coordinator = person

    def step(self, who, file, name, **typed):
        """Take a step on the page of the file, as its button calls it."""
        page = self.at(who, f"/files/{file}")
        follow(page, name)
        fill(page, typed)
        press(page, name)
        told(page, "The step is taken.")
        return page

    def begin(self):
        """Open a programme to importers, with somebody in each post."""
        self.send("admin", "/begin", profile="jordan")
        rules = dict.fromkeys(("requirements", "suspension", "removal", "appeal"), "As written.")
        self.send("admin", "/programmes/1/rules", **rules)
        self.send("admin", "/programmes/1/rules/publish")
        self.send("admin", "/programmes/1/roles/1", opens_on="2020-01-01")
        for name in ("second", *OFFICERS):
            post = "vetting" if name == "second" else name
            self.send("admin", "/programmes/1/officers", email=f"{name}@example.org", post=post)
            self.send(name, "/programmes/1/conduct")


@pytest.fixture
def trade(app, visit, make_person, client_for):
    made = Trade(app, make_person, client_for, visit)
    made.begin()
    return made


def test_a_firm_comes_to_a_certificate_loses_it_for_a_time_and_has_it_back(trade, tmp_path):
    file = a_firm_shows_interest_and_answers(trade)
    customs_reviews_and_visits_it(trade, file)
    code = it_is_certified_and_everybody_can_see_that(trade, file, tmp_path)
    it_is_suspended_appeals_and_is_back(trade, file, code)


def a_firm_shows_interest_and_answers(trade):
    page = trade.at("firm", "/", viewport=PHONE)
    follow(page, "Golden List")
    assert faults(page) == {}
    follow(page, "Show interest")
    fill(page, {"Name of the firm": "Petra Textiles", "Number in the register of firms": "R-7"})
    page.get_by_label("Size").select_option("Small")
    page.get_by_label("Importer").check()
    press(page, "Show interest")
    title(page, "Petra Textiles")
    file = int(page.url.rpartition("/")[2])
    trade.step("desk", file, "Take as a candidate")
    trade.step("coordinator", file, "Begin the self-assessment")
    page = trade.at("firm", f"/files/{file}/answers/finance")
    page.locator("main select").select_option("Yes")
    assert faults(page) == {}
    press(page, "Keep")
    told(page, "Your answers are kept.")
    assert faults(page) == {}
    questions = trade.listed("id || ' ' || area", "criteria")
    for area in {one.split()[1] for one in questions}:
        said = {f"a{one.split()[0]}": "yes" for one in questions if one.endswith(area)}
        trade.send("firm", f"/files/{file}/answers/{area}", **said)
    trade.send("firm", f"/files/{file}/sites", name="North store")
    trade.step("firm", file, "Hand the application in")
    return file


def customs_reviews_and_visits_it(trade, file):
    page = trade.at("desk", "/programmes/1/desk")
    assert faults(page) == {}
    follow(page, "Petra Textiles")
    trade.step("desk", file, "It is complete: review the firm")
    page = trade.at("vetting", f"/files/{file}/checks")
    fill(page, {"Asked": "Tax office"})
    page.get_by_label("Result").select_option("Nothing against it")
    press(page, "Keep")
    assert faults(page) == {}
    page = trade.at("second", f"/files/{file}/checks")
    press(page, "I have looked at it too")
    trade.step("second", file, "Plan a visit")
    page = trade.at("validator", f"/files/{file}/visits/new")
    fill(page, {"Day of the visit": "2030-01-01"})
    page.get_by_label("North store").check()
    press(page, "Plan it")
    trade.step("validator", file, "Begin the visit")
    follow(trade.pages["validator"], "Note what was found")
    page = trade.pages["validator"]
    for one in page.locator("main select").all():
        one.select_option("Met")
    assert faults(page) == {}
    press(page, "Keep")
    trade.step("validator", file, "Pass it on for the decision")
    page = trade.at("decider", f"/files/{file}/found")  # whoever decides reads what was found
    expect(page.locator("main")).to_contain_text("North store")
    assert faults(page) == {}
    trade.send("coordinator", f"/files/{file}/controls", what="Two in a hundred")
    trade.send("desk", f"/files/{file}/contact", person_id=trade.coordinator)


def it_is_certified_and_everybody_can_see_that(trade, file, tmp_path):
    trade.step("decider", file, "Certify the firm", Reasons="All was found in order.")
    page = trade.at("firm", f"/files/{file}")
    assert faults(page) == {}
    with page.expect_download() as taken:
        page.get_by_role("link", name="Certificate (PDF)").click()
    taken.value.save_as(tmp_path / "certificate.pdf")
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")
    code = trade.listed("code", "certificates")[0]
    page = trade.at("nobody", f"/verify/{code}")
    expect(page.locator("main")).to_contain_text("in force today")
    assert faults(page) == {}
    trade.step("decider", file, "Put it into operation")
    return code


def it_is_suspended_appeals_and_is_back(trade, file, code):
    trade.step("decider", file, "Suspend the status", Reasons="The seals were open.")
    page = trade.at("nobody", f"/verify/{code}")
    expect(page.locator("main")).to_contain_text("the status is suspended")
    page = trade.at("firm", f"/files/{file}")
    expect(page.locator("#history")).to_contain_text("The seals were open.")
    trade.step("firm", file, "Appeal", Reasons="They were closed.")
    trade.step("appeal", file, "Put it into operation", Reasons="They were closed indeed.")
    page = trade.at("nobody", f"/verify/{code}")
    expect(page.locator("main")).to_contain_text("in force today")
    for path in ("/programmes/1/set-up", "/programmes/1/figures", "/programmes/1/benefits"):
        who = "admin" if path.endswith("set-up") else "desk"
        assert faults(trade.at(who, path)) == {}, path
