"""Every proposal gets an answer, and whoever made it is told."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc.jobs import Job
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work


@pytest.fixture
def config(config):
    return replace(config, smtp_url="smtp://mail.example", mail_from="ntfc@example.org")


@pytest.fixture
def body_id(make_body):
    return make_body()


@pytest.fixture
def people(seat, body_id):
    return {
        "chair": seat(body_id, Role.CHAIR, "Samer Khatib"),
        "secretary": seat(body_id, Role.SECRETARY, "Rana Odeh"),
        "member": seat(body_id, name="Mariam Tesfaye", email="mariam@example.org"),
        "other": seat(body_id, name="Grace Mwangi", email="grace@example.org"),
    }


@pytest.fixture
def browser(client_for, people):
    return lambda name: client_for(people[name])


@pytest.fixture
def issue_id(raise_issue, body_id, people):
    return raise_issue(body_id, people["member"])


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.rule("R139")
def test_every_proposal_gets_an_answer_with_its_reason_and_whoever_made_it_is_told(
    app, browser, people, issue_id, body_id, raise_issue
):
    def mails():
        with app.app_context():
            jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
            return " ".join(job.payload["body"] for job in jobs)

    office, page = browser("secretary"), f"/issues/{issue_id}"
    listed = f"/bodies/{body_id}/proposals"
    assert "Every proposal has its answer" in office.get(listed).text
    for text in ("A shared calendar.", "One seal for both."):
        browser("other").post(f"{page}/ideas", data={"text": text})
    assert office.get(listed).text.count("What became of it:") == 2
    assert browser("member").get(listed).status_code == 403
    idea = office.get(listed).text.split("/issue-ideas/")[1].split("/")[0]
    # Not used without a reason is refused, with what was typed; nobody's answer is taken by default.
    blank = office.post(f"/issue-ideas/{idea}/became", data={"reason": "It needs a law."})
    assert blank.status_code == 422
    assert "It needs a law." in blank.text
    bare = office.post(f"/issue-ideas/{idea}/became", data={"disposition": "later"})
    assert bare.status_code == 409
    assert "Say why" in bare.text
    done = {"disposition": "partly", "reason": "Customs keeps it alone."}
    assert office.post(f"/issue-ideas/{idea}/became", data=done).status_code == 303
    shown = " ".join(page_of(browser("other").get(page)).select_one("#ideas").text.split())
    assert "Partly used Customs keeps it alone." in shown
    assert "What became of your idea: Partly used." in mails()
    # Closing asks what became of the issue itself; its author is told with the reason.
    browser("chair").post(f"{page}/accept")
    assert office.post(f"{page}/close", data={"reason": "Two posts share one."}).status_code == 422
    closed = {"reason": "Two posts share one.", "disposition": "partly"}
    assert office.post(f"{page}/close", data=closed).status_code == 303
    assert "What became of your proposal: Partly used." in mails()
    assert "Partly used" in page_of(browser("member").get(page)).select_one("#became").text
    # What was declined or parked needs no other answer; its ideas share it, and their authors read it.
    other = raise_issue(body_id, people["member"], title="Fees differ")
    browser("other").post(f"/issues/{other}/ideas", data={"text": "One table of fees."})
    browser("chair").post(f"/issues/{other}/decline", data={"reason": "The ministry sets them."})
    assert (
        "Not used" in page_of(browser("member").get(f"/issues/{other}")).select_one("#became").text
    )
    assert mails().count("What became of your idea: Not used.") == 1
    # What is left stands in the list until it is answered, and the office is reminded of it.
    assert "One seal for both." in office.get(listed).text
    assert "One table of fees." not in office.get(listed).text
    with app.test_request_context(), unit_of_work():
        issue = db.session.get_one(Issue, issue_id)
        issue.disposition = None  # closed before this was asked
    assert "1 proposal without an answer" in office.get("/").text
    assert office.get(f"{page}/became").status_code == 200
    done = {"disposition": "used", "reason": ""}
    assert office.post(f"{page}/became", data=done).status_code == 303
    assert "1 proposal without an answer" not in office.get("/").text
    assert office.post(f"/issues/{other}/became", data=done).status_code == 409
    # Opened again, it waits for another answer.
    office.post(f"{page}/reopen", data={"reason": "It came back."})
    assert page_of(office.get(page)).select_one("#became") is None
