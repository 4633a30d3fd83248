"""The whole cycle, told as a story: from what a member brings to a paper that both chairs approved."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlalchemy import select

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.jobs import Job
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import AgendaRelease, Procedure
from ntfc.transaction import unit_of_work
from tests.browser.conftest import note, served
from tests.browser.steps import field, fill, follow, heading_to, press, title, told
from tests.browser.test_journeys import pass_days
from tests.browser.test_record import hold_two_saves, open_section, state
from tests.issues.conftest import make_organisation

__all__ = ["hold_two_saves", "make_organisation", "pass_days"]
pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]

MATTER = "One inspection for one container"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def settings():
    """The site sends mail; what it writes is read from its letter box."""
    return {
        "smtp_url": "smtp://localhost",
        "mail_from": "Committee <ntfc@example.org>",
        "base_url": "http://localhost",
    }


class People:
    """Those who carry a matter through the committee, each with a browser of the own."""

    def __init__(self, app, visit, numbers):
        self.app, self.visit, self.numbers = app, visit, numbers
        self.pages = {}

    def at(self, name, path, **looks):
        """Have somebody open a page, in the browser that this person has already."""
        if name not in self.pages:
            self.pages[name] = self.visit(self.numbers.get(name), **looks)
        self.pages[name].goto(path)
        return self.pages[name]

    def come_back(self):
        """Have everybody close the browser; days later each opens it again and signs in."""
        self.pages.clear()

    def by_link(self, address, words):
        """Open the link of a letter, in a browser in which nobody is signed in."""
        return self.at("whoever has the link", heading_to(self.letter_to(address, words)))

    def letter_to(self, address, words):
        """Return the text of the newest letter to somebody that has these words in its subject."""
        with self.app.app_context():
            written = select(Job).where(Job.kind == "mail").order_by(Job.id.desc())
            letters = [row.payload for row in db.session.scalars(written)]
        mine = (one for one in letters if one["to"] == address and words in one["subject"])
        return next(mine)["body"]


@pytest.fixture
def people(app, browser, client_for, make_body, seat, make_organisation):
    """A committee with two chairs and two who write; its member has an address and nothing else."""
    body_id, chamber = make_body(time_zone="UTC"), make_organisation("Chamber of Commerce")
    numbers = {
        "Samira": seat(body_id, Role.SECRETARY, "Samira Khoury", email="samira@example.org"),
        "Omar": seat(body_id, Role.SECRETARY, "Omar Haddad", email="omar@example.org"),
        "Amal": seat(body_id, Role.CHAIR, "Amal Nasser", email="amal@example.org"),
        "Karim": seat(body_id, Role.CHAIR, "Karim Odeh", email="karim@example.org"),
        "Huda": seat(body_id, name="Huda Salem", email="huda@example.org", organisation_id=chamber),
    }
    with app.test_request_context(), unit_of_work():
        both = Procedure(agenda_release=AgendaRelease.ALL_CHAIRS, agenda_days=7)
        since, body = clock.today("UTC") - timedelta(days=90), db.session.get_one(Body, body_id)
        procedures.lay_down(body, procedure=both, valid_from=since, actor=SYSTEM, now=clock.now())
    contexts, complaints = [], []
    with served(app) as here:
        address = here.replace("127.0.0.1", "localhost")

        def visit(person_id, **looks):
            context = browser.new_context(base_url=address, **looks)
            context.set_default_timeout(10_000)
            contexts.append(context)
            if person_id is not None:
                token = client_for(person_id).get_cookie("ntfc").value
                context.add_cookies([{"name": "ntfc", "value": token, "url": address}])
            page = context.new_page()
            page.on("console", lambda said: note(complaints, said))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            return page

        yield People(app, visit, numbers)
        for context in contexts:
            context.close()
    assert complaints == []


def test_a_matter_goes_from_a_member_to_a_paper_that_both_chairs_approved(
    people, hold_two_saves, pass_days, tmp_path
):
    a_member_brings_an_issue(people)
    the_secretary_words_it_and_the_member_agrees(people)
    a_meeting_is_planned_with_the_issue_on_its_agenda(people)
    the_draft_goes_to_those_who_speak_for_institutions(people)
    pass_days(6)  # until the day by which they were to remark on it
    both_chairs_agree_and_the_agenda_is_released(people)
    the_meeting_is_called_and_a_member_answers_by_link(people)
    pass_days(30)  # its day has come
    the_meeting_begins(people)
    two_write_into_one_paragraph_at_one_moment(people, hold_two_saves)
    a_decision_an_action_and_a_parked_issue_come_out_of_it(people)
    the_outcome_is_read_back_and_the_meeting_ends(people)
    the_draft_is_circulated_and_a_member_comments_by_link(people)
    pass_days(38)  # until comments are closed
    every_comment_is_answered_and_the_text_goes_to_the_chairs(people)
    both_chairs_approve_from_their_phones(people)
    the_paper_is_taken_away_and_recognised(people, tmp_path)


def a_member_brings_an_issue(people):
    page = people.at("Huda", "/bodies/1/issues/new")
    fill(page, {"The issue in one line": "Lorries wait twice"})
    fill(page, {"What is the matter": "Two agencies open the same container."})
    fill(page, {"What should come out of it": "One inspection."})
    page.get_by_label("No: others meet the same").check()
    press(page, "Bring the issue")
    told(page, "Your issue is stored as number 1.")


def the_secretary_words_it_and_the_member_agrees(people):
    page = people.at("Samira", "/issues/1")
    follow(page, "Offer a wording")
    fill(page, {"The issue in one line": "One inspection for one container"})
    page.locator("main form button[type=submit]").last.click()
    told(page, "The author is asked.")
    author = people.by_link("huda@example.org", "wording")
    expect(author.locator("#wording")).to_contain_text("Lorries wait twice")
    author.get_by_label("Take these words").check()
    press(author, "Send the answer")
    thanked(author)
    page = people.at("Amal", "/issues/1")
    title(page, "One inspection for one container")
    press(page, "Accept")
    told(page, "accepted")


def thanked(page):
    expect(page.locator("main")).to_contain_text("The link is used up now.")


def a_meeting_is_planned_with_the_issue_on_its_agenda(people):
    page = people.at("Samira", "/bodies/1/meetings/new")
    day = clock.today("UTC") + timedelta(days=30)
    fill(page, {"Day": day.isoformat(), "From": "10:00", "Until": "12:00", "Place": "Room 4"})
    page.locator("main form[data-keep] .form-end button.btn-primary").click()
    page.wait_for_url("**/meetings/1/")
    follow(page, "Begin the agenda")
    page.get_by_label(re.compile("Usual meeting")).check()
    expect(page.locator("#agenda-proposals")).to_contain_text("One inspection for one container")
    press(page, "Begin")
    expect(page.locator("#items")).to_contain_text("One inspection for one container")


def the_draft_goes_to_those_who_speak_for_institutions(people):
    page = people.at("Samira", "/meetings/1/agenda")
    follow(page, "Send to the coordinators")
    press(page, "Send it")
    told(page, "The draft is with the coordinators of all member institutions.")
    member = people.by_link("huda@example.org", "Remark on a draft agenda")
    fill(member, {"Remark": "Please name the crossing."})
    press(member, "Send the remark")
    thanked(member)
    page.reload()
    expect(page.locator("#remarks")).to_contain_text("Please name the crossing.")
    follow(page.locator("#remarks"), "Answer")
    fill(page, {"What became of it": "It is the eastern one; it is said at the table."})
    press(page, "Save the answer")
    told(page, "The answer is stored.")


def both_chairs_agree_and_the_agenda_is_released(people):
    people.come_back()
    for chair in ("Amal", "Karim"):
        page = people.at(chair, "/meetings/1/agenda")
        press(page, "I agree to this agenda")
        told(page, "agreed")
    page = people.at("Samira", "/meetings/1/agenda")
    press(page, "Release the agenda")
    press(page, "Yes, go on")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Released")


def the_meeting_is_called_and_a_member_answers_by_link(people):
    page = people.at("Samira", "/meetings/1/")
    follow(page, "Call the meeting")
    press(page, "Call it and tell everybody")
    told(page, "The meeting is called.")
    member = people.by_link("huda@example.org", "Invitation")
    expect(member.locator("main")).to_contain_text("Room 4")
    member.get_by_label("I come").check()
    press(member, "Send the answer")
    thanked(member)
    page.reload()
    expect(page.locator("#who-comes")).to_contain_text("Comes")


def the_meeting_begins(people):
    people.come_back()
    page = people.at("Samira", "/meetings/1/")
    press(page, "Begin the minutes")
    page.goto("/meetings/1/agenda")
    follow(page, "Lead through it")
    press(page, "Open the meeting (o)")
    expect(page.get_by_role("link", name="Close the meeting")).to_be_visible()
    page.locator("details.stage-all summary").click()
    press(page, "Take up: One inspection for one container")
    title(page, "One inspection for one container")


def two_write_into_one_paragraph_at_one_moment(people, hold_two_saves):
    samira = people.at("Samira", "/minutes/1/record")
    number = samira.locator("[data-section]", has_text=MATTER).get_attribute("data-section")
    mine = open_section(samira, number)
    samira.keyboard.type("Lorries wait.")
    is_saved(mine)
    omar = people.at("Omar", "/minutes/1/record")
    theirs = open_section(omar, number)
    hold_two_saves()
    samira.keyboard.type(" Customs opens first.")
    omar.keyboard.type(" Health opens first.")
    beside = re.compile("Your text is saved beside theirs")
    for section in (mine, theirs):
        expect(state(section)).to_have_text(re.compile("Saved|beside theirs"), timeout=20_000)
    is_samira = beside.search(state(mine).inner_text())
    page, section = (samira, mine) if is_samira else (omar, theirs)
    expect(state(section)).to_have_text(beside)
    section.locator("[data-state]").get_by_role("link", name="Bring both together").click()
    for words in ("Lorries wait. Customs opens first.", "Lorries wait. Health opens first."):
        expect(page.locator(".together")).to_contain_text(words)
    press(page, "Bring together")  # both stay, unless somebody says otherwise
    told(page, "Both texts are brought together.")
    for words in ("Customs opens first.", "Health opens first."):
        expect(page.locator(f"#section-{number} [data-text]")).to_contain_text(words)


def is_saved(section):
    expect(state(section)).to_have_text("Saved", timeout=20_000)


def a_decision_an_action_and_a_parked_issue_come_out_of_it(people):
    page = people.at("Samira", "/agendas/1/run")
    follow(page, "Write down a decision")
    fill(page, {"In one line": "One inspection", "The words that are adopted": "Open once."})
    press(page, "Keep the draft")
    follow(page, "Record the outcome")
    field(page, "Outcome").select_option(label="By consensus")
    press(page, "Record the outcome")
    told(page, "The outcome is recorded.")
    page.goto("/agendas/1/run")
    follow(page, "Record an action")
    due = clock.today("UTC") + timedelta(days=60)
    fill(page, {"What is to be done": "Write the time table", "By when": due.isoformat()})
    field(page, "Institution").select_option(label="Chamber of Commerce")
    press(page, "Record it")
    page.goto("/agendas/1/run")
    page.locator("details.stage-all summary").click()
    press(page, "Take up: Suggestions on how we work together")
    title(page, "Suggestions on how we work together")
    press(page, "Park it")
    fill(page, {"What should come out of it": "A day for the next meeting."})
    fill(page, {"In a few words": "The hall is not known yet."})
    page.get_by_label("No: others meet the same").check()
    press(page, "Park it")
    told(page, "Parked as an issue of its own, so that it is not lost.")


def the_outcome_is_read_back_and_the_meeting_ends(people):
    page = people.at("Samira", "/minutes/1/record")
    page.get_by_role("link", name=f"Read back {MATTER}").click()
    expect(page.locator(".read-back")).to_contain_text("Open once.")
    expect(page.locator(".read-back")).to_contain_text("Write the time table")
    press(page, "Read back and agreed")
    page.goto("/agendas/1/run")
    follow(page, "Close the meeting")
    press(page, "Close the meeting")
    told(page, "The meeting is closed.")


def the_draft_is_circulated_and_a_member_comments_by_link(people):
    page = people.at("Samira", "/minutes/1/")
    press(page, "Finish the record")
    press(page, "Yes, go on")
    told(page, "The record is finished.")
    follow(page, "Circulate the draft")
    closes = clock.today("UTC") + timedelta(days=7)
    fill(page, {"Open for comments until": closes.isoformat()})
    press(page, "Circulate")
    told(page, "The draft is with everybody in a seat.")
    member = people.by_link("huda@example.org", "Comment on draft minutes")
    expect(member.locator("main")).to_contain_text("Health opens first.")
    fill(member, {"Comment": "It was the eastern crossing."})
    press(member, "Send the comment")
    thanked(member)


def every_comment_is_answered_and_the_text_goes_to_the_chairs(people):
    people.come_back()
    page = people.at("Samira", "/minutes/1/comments")
    said = page.locator("article", has_text="It was the eastern crossing.")
    expect(said).to_contain_text("by link")
    said.locator("summary").click()
    field(said, "What became of it").select_option("used")
    press(page, "Save the answer")
    told(page, "The answer is stored.")
    page.goto("/minutes/1/")
    follow(page, "Ask for approval")
    press(page, "Ask them")
    expect(page.locator("main")).to_contain_text("Amal Nasser")


def both_chairs_approve_from_their_phones(people):
    for chair in ("Amal", "Karim"):
        page = people.at(chair, "/", viewport=PHONE, has_touch=True)
        page.locator("#waiting-others").get_by_role("link", name="Read and approve").click()
        expect(page.locator("#text")).to_contain_text("Health opens first.")
        press(page, "I approve this text")
        told(page, "You have approved this text.")


def the_paper_is_taken_away_and_recognised(people, folder):
    page = people.at("Samira", "/minutes/1/")
    expect(page.locator("main")).to_contain_text("It stays as it is")
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF", exact=True).click()
    paper = folder / "minutes.pdf"
    taken.value.save_as(paper)
    words = " ".join(one.extract_text() for one in PdfReader(paper).pages)
    for said in (
        "Health opens first.",
        "Open once.",
        "Write the time table",
        "Parked issues",
    ):
        assert said in " ".join(words.split())
    page.goto("/minutes/recognise")
    field(page, "File").set_input_files(paper)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("and unchanged: the approved")
