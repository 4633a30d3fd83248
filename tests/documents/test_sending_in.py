"""Papers that people at the table send in, and mails to those who are named to read one."""

import pytest
from sqlalchemy import select

from ntfc.db import db
from ntfc.documents import queries, rules
from ntfc.documents.models import Access, Document, DocumentState
from ntfc.documents.rules import Ground
from ntfc.jobs import Job
from ntfc.people.models import Person
from ntfc.transaction import unit_of_work
from tests.documents.conftest import PDF, acting
from tests.documents.test_views import page_of, sent


@pytest.fixture
def settings():
    return {"demo": True}  # mail is written and kept


@pytest.fixture
def browser(client_for, shelf):
    with shelf.within(), unit_of_work():
        for name in ("member", "reader", "secretary", "observer"):
            person = db.session.get_one(Person, getattr(shelf, name))
            person.email = f"{name}@example.org"
    return lambda name: client_for(getattr(shelf, name))


def mails(app):
    with app.app_context():
        jobs = db.session.scalars(select(Job).order_by(Job.id))
        return [(job.payload["to"], job.payload["body"]) for job in jobs if "to" in job.payload]


def sent_in(shelf, client, **typed):
    data = {name: value for name, value in sent(**typed).items() if name != "access"}
    return client.post(f"/bodies/{shelf.body_id}/documents/send-in", data=data)


def test_a_file_that_is_not_taken_is_refused_and_what_was_typed_stays(shelf, browser):
    answer = sent_in(shelf, browser("member"), content=b"MZ\x90", title="One calendar")
    assert answer.status_code == 422
    assert 'value="One calendar"' in answer.text
    empty = browser("member").post(f"/bodies/{shelf.body_id}/documents/send-in", data={})
    assert empty.status_code == 422
    assert sent_in(shelf, browser("stranger")).status_code in (403, 404)


def test_a_paper_that_is_sent_in_is_read_by_its_sender_and_the_secretariat_only(
    app, shelf, browser
):
    client = browser("member")
    page = sent_in(shelf, client, title="One calendar").location
    assert (
        "Waits for the secretariat" not in client.get("/documents/").text
    )  # not among the current
    assert "One calendar" in client.get("/documents/?show=sent").text
    assert "One calendar" not in browser("observer").get("/documents/?show=all").text
    assert browser("reader").get(page).status_code == 404
    assert "One calendar" in browser("secretary").get("/").text
    assert client.post(f"{page}/take-in", data={"title": "x", "access": "public"}).status_code in (
        403,
        404,
    )
    refused = browser("secretary").post(f"{page}/take-in", data={"title": "", "access": "named"})
    assert refused.status_code == 422
    taken = {"title": "One calendar", "access": "named"}
    assert browser("secretary").post(f"{page}/take-in", data=taken).status_code == 303
    assert client.get(page).status_code == 200  # its sender goes on reading it
    assert browser("observer").get(page).status_code == 404
    again = browser("secretary").post(f"{page}/send-back", data={"reason": "Late"})
    assert "answered already" in again.text
    assert [to for to, body in mails(app) if "taken in" in body] == ["member@example.org"]


def test_a_paper_that_is_returned_stays_with_the_reason_between_the_two(app, shelf, browser):
    client, office = browser("member"), browser("secretary")
    page = sent_in(shelf, client).location
    assert office.post(f"{page}/send-back", data={"reason": " "}).status_code == 422
    reason = "The figures are those of last year."
    assert office.post(f"{page}/send-back", data={"reason": reason}).status_code == 303
    assert reason in client.get(page).text
    ((to, letter),) = [(to, body) for to, body in mails(app) if reason in body]
    assert to == "member@example.org"
    assert (
        "was returned: “\u2068فاحصات\u2069”." in letter
    )  # an Arabic title turns nothing around it
    assert browser("chair").get(page).status_code == 200  # as other papers that are kept
    with shelf.within():
        one = db.session.scalars(select(Document)).one()
        assert one.state is DocumentState.SENT_BACK
        assert [*rules.grounds(acting(shelf.member), one)] == [Ground.SENDER]
        for name in ("member", "observer", "reader", "secretary"):
            actor = acting(getattr(shelf, name))
            seen = db.session.scalar(select(Document.id).where(queries.visible(actor)))
            assert (seen is not None) == any(rules.grounds(actor, one)), name


@pytest.mark.parametrize("is_told", [True, False])
def test_whoever_is_named_is_told_without_the_title_unless_nobody_is_to_be(
    app, shelf, browser, is_told
):
    number = shelf.add(access=Access.NAMED, title="Offers", by=shelf.secretary)
    typed = {"reader_ids": [shelf.reader], **({"is_told": "y"} if is_told else {})}
    page = f"/documents/{number}/readers"
    assert browser("secretary").post(page, data=typed).status_code == 303
    browser("secretary").post(page, data=typed)  # named already: nothing more is said
    told = [body for to, body in mails(app) if to == "reader@example.org"]
    assert len(told) == is_told
    assert all("Offers" not in body and f"/documents/{number}" in body for body in told)


def test_nobody_is_told_of_a_draft_before_it_is_given_out(app, shelf, browser):
    browser("reader")
    facts = {"access": Access.NON_DISCLOSURE, "readers": [shelf.reader], "is_draft": True}
    number = shelf.add(by=shelf.secretary, **facts)
    assert mails(app) == []
    shelf.do(number, "give_out")
    assert [to for to, body in mails(app) if "undertake" in body] == ["reader@example.org"]


def test_the_page_offers_what_may_be_done(shelf, browser):
    listed = f"/bodies/{shelf.body_id}/documents"
    page = page_of(browser("member").get(listed))
    assert page.select_one('.page-top-actions a[href$="/send-in"]')
    assert not page_of(browser("secretary").get(listed)).select_one('a[href$="/send-in"]')
    made = sent_in(shelf, browser("member"), content=PDF).location
    links = [a["href"] for a in page_of(browser("secretary").get(made)).select("main a")]
    assert any(link.endswith("/take-in") for link in links)
    assert not any(link.endswith(("/edit", "/readers", "/withdraw")) for link in links)
