"""What people come for, from the first click to the last, in a real browser.

Each journey is walked twice: as the pages are meant, and with JavaScript off.
"""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from ntfc import clock
from ntfc.accounts.service.setup import setup_link
from ntfc.committees.models import Term
from ntfc.db import db
from ntfc.organisations import service as organisations
from ntfc.organisations.models import OrganisationKind
from ntfc.permissions import SITE, SYSTEM, Role
from ntfc.transaction import unit_of_work
from tests.browser.conftest import note, served
from tests.browser.steps import (
    choose,
    code_of,
    field,
    fill,
    follow,
    heading_to,
    press,
    tab,
    title,
    told,
)
from tests.day import later_by

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]

PASSWORD = "seven lorries wait at dawn"
NEW_PASSWORD = "the bridge opens before noon"
HEADINGS = ("Objectives", "Roles and responsibilities", "Process of engagement", "Key activities")


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def visit(app, browser, client_for, scripts):
    """Return a function that opens a page in a browser of its own, signed in as a person or not."""
    contexts, complaints = [], []
    with served(app) as address:

        def visit(path="/", *, person_id=None):
            context = browser.new_context(java_script_enabled=scripts, base_url=address)
            context.set_default_timeout(10_000)
            contexts.append(context)
            if person_id is not None:
                token = client_for(person_id).get_cookie("ntfc").value
                context.add_cookies([{"name": "ntfc", "value": token, "url": address}])
            page = context.new_page()
            page.on("console", lambda said: note(complaints, said))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(path)
            return page

        yield visit
        for context in contexts:
            context.close()
    assert complaints == []


@pytest.fixture
def pass_days(monkeypatch):
    """Return a function that lets days go by on the clock of the site."""

    def pass_days(days):
        monkeypatch.setattr(clock, "datetime", later_by(days=days))

    return pass_days


@pytest.fixture
def institution(app):
    """The number of an institution of the business side."""
    with app.app_context(), unit_of_work():
        kind = db.session.scalars(db.select(OrganisationKind).filter_by(code="chamber")).one()
        values = {"name": "Chamber of Commerce", "kind_id": kind.id}
        made = organisations.add_organisation(SITE, values=values, now=clock.now(), actor=SYSTEM)
        return made.id


@pytest.fixture
def secretary(make_body, seat):
    """The number of a person who serves the national committee."""
    return seat(make_body(), Role.SECRETARY, "Samira Khoury", email="samira@example.org")


def sign_in(page, email, password):
    fill(page, {"E-mail address": email, "Password": password})
    press(page, "Sign in")


def sign_out(page):
    page.locator("details.menu-person summary").click()
    press(page, "Sign out")
    told(page, "You are signed out.")


def set_up_by_link(app, visit):
    """Walk from the set-up link to a signed-in administrator with a second factor."""
    with app.test_request_context(), unit_of_work():
        address = setup_link(SITE, actor=SYSTEM, now=clock.now())
    page = visit(heading_to(address))
    title(page, "Set up the site")
    fill(page, {"Your name": "Omar Haddad", "E-mail address": "omar@example.org"})
    fill(page, {"New password": PASSWORD, "The new password again": PASSWORD})
    press(page, "Set up the site")
    told(page, "The site is yours.")
    press(page, "Set it up")
    key = page.locator("#factor-key").inner_text()
    field(page, "The six digits that the app shows now").fill(code_of(key))
    press(page, "Turn the second factor on")
    title(page, "Your recovery codes")
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    follow(page, "I have kept them: go on")
    title(page, "What waits for you")
    return page, heading_to(address), key, codes


def test_the_set_up_link_makes_the_first_administrator_once(app, visit):
    page, link, _key, _codes = set_up_by_link(app, visit)
    expect(page.locator("details.menu-person summary")).to_contain_text("Omar Haddad")
    page.goto("/me")
    expect(page.locator("#safety-card")).to_contain_text("10 recovery codes left")
    page.goto("/admin/")
    assert page.get_by_role("heading", level=1).is_visible()
    again = visit(link)
    title(again, "This link does not work")


def test_signing_in_asks_for_the_code_and_takes_a_recovery_code_once(app, visit):
    page, _link, key, codes = set_up_by_link(app, visit)
    sign_out(page)
    follow_to_code(page)
    field(page, "Code").fill(code_of(key, later=1))  # the present one was spent on setting it up
    press(page, "Go on")
    title(page, "What waits for you")
    sign_out(page)
    follow_to_code(page)
    field(page, "Code").fill(codes[0])
    press(page, "Go on")
    title(page, "What waits for you")
    sign_out(page)
    follow_to_code(page)
    field(page, "Code").fill(codes[0])
    press(page, "Go on")
    expect(page.locator(".field-error")).to_contain_text("This code is not right")
    page.goto("/me")
    title(page, "Give the code")  # still outside


def follow_to_code(page):
    sign_in(page, "omar@example.org", PASSWORD)
    title(page, "Give the code")


def test_an_administrator_starts_the_committee_and_names_its_secretary(make_person, visit):
    page = visit(person_id=make_person("Omar Haddad", is_administrator=True))
    follow(page, "Library")
    field(page, "Words").fill("Belize")
    press(page, "Find")
    follow(page, "National Committee on Trade Facilitation")
    follow(page, "Start a body from this")
    field(page, "Name").fill("National Committee of the Land")
    press(page, "Start")
    title(page, "National Committee of the Land")
    told(page, "Started with what the entry states.")
    follow(page, "Name the first secretary or chair")
    fill(page, {"Name of the person": "Samira Khoury", "E-mail address": "samira@example.org"})
    press(page, "Appoint")
    title(page, "Samira Khoury")  # who is to be invited next
    told(page, "The appointment was made.")
    expect(page.get_by_role("button", name="Invite")).to_be_visible()
    follow(page, "National Committee of the Land")
    title(page, "National Committee of the Land")
    tab(page, "People")
    expect(page.locator("#seats-short")).to_contain_text("Samira Khoury")
    expect(page.get_by_role("link", name="Name the first secretary or chair")).to_have_count(0)
    # A region may have a committee of its own, with no other above it.
    page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Bodies").click()
    follow(page, "Start a body")
    field(page, "Kind").select_option(label="Regional body")
    fill(page, {"Name": "Committee of the North", "Place": "Aqaba"})
    press(page, "Start")
    title(page, "Committee of the North")
    expect(page.get_by_role("main")).to_contain_text("Regional body · Regional · Tactical · Aqaba")


def test_an_invited_person_chooses_a_password_and_signs_in(secretary, visit):
    office = visit("/people/", person_id=secretary)
    follow(office, "Add a person")
    fill(office, {"Name": "Amal Nasser", "E-mail address": "amal@example.org"})
    press(office, "Save")
    title(office, "Amal Nasser")
    press(office, "Invite")
    title(office, "Hand over the link")
    link = heading_to(field(office, "Address of the link").input_value())
    visit(link)  # who only looks, or lets a mail scanner look, spends nothing
    page = visit(link)
    expect(page.locator("main")).to_contain_text("Nothing happens before you press the button.")
    fill(page, {"New password": NEW_PASSWORD, "The new password again": NEW_PASSWORD})
    page.locator("main form[data-keep] button[type=submit]").click()
    expect(page.locator("main p[role=status]")).to_be_visible()
    follow(page, "Sign in")
    sign_in(page, "amal@example.org", NEW_PASSWORD)
    title(page, "What waits for you")
    expect(page.locator("details.menu-person summary")).to_contain_text("Amal Nasser")
    title(visit(link), "This link opens nothing")


def test_who_has_only_an_address_accepts_a_seat_by_link(institution, secretary, visit):
    office = visit(person_id=secretary)
    follow(office, "National Committee")
    tab(office, "People")
    follow(office, "The seat and its figures")
    follow(office, "Add a seat")
    field(office, "The seat belongs to").select_option(str(institution))
    press(office, "Add")
    told(office, "The seat was added.")
    follow(office, "Appoint a representative")
    fill(office, {"Name of the person": "Huda Salem", "E-mail address": "huda@example.org"})
    press(office, "Appoint")
    title(office, "Huda Salem")
    press(office, "Send a link to accept the seat")
    title(office, "Hand over the link")
    link = heading_to(field(office, "Address of the link").input_value())
    page = visit(link)
    title(page, "Accept your seat")
    expect(page.locator("main")).to_contain_text("Huda Salem")
    press(page, "I accept the seat and the code of conduct")
    expect(page.locator("main p[role=status]")).to_contain_text("You have accepted the seat")
    page.goto("/")
    title(page, "Sign in")  # the link let nobody in
    page.goto(link)
    title(page, "This link opens nothing")
    expect(page.locator("[data-message]")).to_contain_text("used")
    office.goto("/bodies/1/conduct")
    expect(office.locator("#accepted")).to_contain_text("Huda Salem")


def group_from_the_library(page):
    """Form a group below the committee and give it a priority; return its address."""
    follow(page, "Start a body from this")
    field(page, "Where in the tree").select_option(label="below National Committee")
    fill(page, {"Name": "Trade Council", "First day of the first term": "2026-01-01"})
    press(page, "Start")
    title(page, "Trade Council")
    group = page.url
    page.goto(f"{group}terms")
    field(page, "Priority").fill("One window for all permits")
    press(page, "Name it")
    expect(page.locator("#term-1")).to_contain_text("One window for all permits")
    return group


def test_a_group_from_the_library_ends_with_a_report_and_hands_its_work_up(app, secretary, visit):
    with app.app_context(), unit_of_work():
        db.session.add(Term(body_id=1, number=1, starts_on=date(2026, 1, 1)))
    page = visit("/library/usa-coac", person_id=secretary)
    page.goto(group_from_the_library(page))
    choose(page, "Move on", "Close the body")
    expect(page.locator("#open-work")).to_contain_text("One window for all permits")
    expect(page.locator("#open-work")).to_contain_text("National Committee")
    press(page, "Close the body")
    expect(page.locator(".form-errors")).to_contain_text("Give the reason for closing it.")
    field(page, "Reason").fill("The council has done what it was founded for.")
    press(page, "Close the body")
    told(page, "Its final report has been asked for.")
    follow(page, "Write the final report")
    field(page, "Final report").fill("Two pilots ran; the window is left to the committee.")
    press(page, "Save")
    told(page, "The final report is filed.")
    expect(page.locator("main")).to_contain_text("Two pilots ran")
    follow(page, "Its work went to: National Committee")
    title(page, "National Committee")
    page.goto(f"{page.url}terms")
    expect(page.locator("#term-1")).to_contain_text("One window for all permits")
    expect(page.locator("#term-1")).to_contain_text("carried over")


def opened_for_review(office):
    """Write a draft and open it; return the addresses of the draft and of the link to comment."""
    press(office, "Start a draft")
    draft = office.url
    follow(office, "Edit: Purpose and work")
    fill(office, dict.fromkeys(HEADINGS, "Each side carries out its own action items."))
    press(office, "Save")
    told(office, "“Purpose and work” is saved.")
    follow(office, "Open for review")
    closes = clock.today("UTC") + timedelta(days=20)
    field(office, "Open for comments until").fill(closes.isoformat())
    press(office, "Open for review")
    title(office, "Links to hand over")
    handed = office.locator("#hand-over .card", has_text="Huda Salem")
    return draft, heading_to(handed.get_by_label("Address of the link").input_value())


def change_after_the_review(office):
    """Take the comment up in the draft; the comparison shows what that changed."""
    draft = office.url
    follow(office, "Edit: Communication protocol")
    field(office, "How consultation runs").fill("Papers go out thirty days ahead.")
    press(office, "Save")
    follow(office, "Changes since the review")
    title(office, "What changed")
    expect(office.locator("ins")).to_contain_text("thirty days ahead")
    office.goto(draft)


def test_terms_of_reference_are_reviewed_by_link_answered_and_adopted(
    secretary, seat, visit, pass_days
):
    seat(1, Role.MEMBER, "Huda Salem", email="huda@example.org")
    office = visit("/bodies/1/terms-of-reference/", person_id=secretary)
    draft, link = opened_for_review(office)
    page = visit(link)
    title(page, "Comment on draft terms of reference")
    field(page, "Comment").fill("Small exporters need thirty days, not ten.")
    press(page, "Send the comment")
    expect(page.locator("main p[role=status]")).to_contain_text("Your comment is stored.")
    pass_days(21)
    office = visit(draft, person_id=secretary)
    follow(office, "Comments")
    said = office.locator("article", has_text="Small exporters need thirty days")
    expect(said).to_contain_text("by link")
    said.locator("summary").click()
    field(said, "What became of it").select_option("used")
    press(office, "Save the answer")
    told(office, "The answer is stored.")
    office.goto(draft)
    change_after_the_review(office)
    field(office, "Adopted on").fill(clock.today("UTC").isoformat())
    press(office, "Record the adoption")
    told(office, "The terms of reference are adopted.")
    expect(office.get_by_role("button", name="Record the adoption")).to_have_count(0)
