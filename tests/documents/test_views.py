import io

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.db import db
from ntfc.documents.models import Access, Document, DocumentReader
from tests.documents.conftest import PDF, office


@pytest.fixture
def browser(client_for, shelf):
    return lambda name: client_for(getattr(shelf, name))


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def sent(content=PDF, name="فاحصات.pdf", **typed):
    return {"file": (io.BytesIO(content), name), "access": "members", **typed}


def test_a_paper_goes_up_in_two_steps_and_comes_down_as_it_was(app, shelf, browser):
    client, body = browser("secretary"), f"/bodies/{shelf.body_id}/documents"
    assert client.get(f"{body}/new").status_code == 200
    answer = client.post(f"{body}/new", data=sent())
    assert answer.status_code == 303
    page = page_of(client.get(answer.location))
    assert page.h1.text.strip().startswith("فاحصات")
    taken = browser("member").get(page.select_one(".page-top-actions a")["href"])
    assert taken.data == PDF
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert taken.content_type == "application/pdf"
    more = sent(b"%PDF-1.7 more", change="Three now", seen="1")
    assert client.post(f"{answer.location}/versions/new", data=more).status_code == 303
    assert "Three now" in browser("member").get(answer.location).text
    assert "فاحصات" in browser("chair").get(body).text
    assert "فاحصات" not in browser("observer").get(body).text
    assert "فاحصات" in client.get("/documents/?q=فاحصات").text


@pytest.mark.parametrize("form", ["new", "write"])
def test_who_reads_it_is_sent_as_the_form_offers_it(shelf, browser, form):
    """A browser sends what stands on the page, and that is what is taken."""
    client, address = browser("secretary"), f"/bodies/{shelf.body_id}/documents/{form}"
    offered = page_of(client.get(address)).select("[name=access]")
    assert {one["value"] for one in offered} == {access.value for access in Access}
    (chosen,) = [one["value"] for one in offered if one.has_attr("checked")]
    typed = sent(access=chosen, title="As it opens") if form == "new" else {"access": chosen}
    answer = client.post(address, data={**typed, "title": "As it opens"})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"MZ\x90", "budget.pdf", "a program"),
        (office(**{"word/vbaProject.bin": "x"}), "a.docx", "macros"),
        (b"<html><script>", "a.txt", "web page"),
        (b"", "a.pdf", "empty"),
    ],
    ids=["program", "macros", "web", "empty"],
)
def test_a_file_that_is_not_taken_is_refused_and_what_was_typed_stays(
    app, shelf, browser, content, name, told
):
    data = sent(content, name, title="One calendar", source="Customs")
    answer = browser("secretary").post(f"/bodies/{shelf.body_id}/documents/new", data=data)
    assert answer.status_code == 422
    page = page_of(answer)
    assert told in page.select_one("#file-error").text
    assert page.select_one("#title")["value"] == "One calendar"
    with app.app_context():
        assert db.session.query(Document).count() == 0


def test_a_form_that_comes_back_still_has_its_file(app, shelf, browser):
    """A browser does not send a file twice; the mark of one person serves nobody else."""
    address = f"/bodies/{shelf.body_id}/documents/new"
    answer = browser("secretary").post(address, data=sent(title="x" * 301))
    assert answer.status_code == 422
    mark = page_of(answer).select_one("#file_carried")["value"]
    again = {"file_carried": mark, "access": "members", "title": "Shorter"}
    assert browser("chair").post(address, data=again).status_code == 422
    assert (
        browser("secretary").post(address, data={**again, "file_carried": "x"}).status_code == 422
    )
    assert browser("secretary").post(address, data=again).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Document.title)).all() == ["Shorter"]


def test_a_stale_form_shows_the_difference_and_keeps_what_was_typed(shelf, browser):
    document_id = shelf.add()
    opened = page_of(browser("secretary").get(f"/documents/{document_id}/edit"))
    version = shelf.column(document_id, "version")
    shelf.do(document_id, "change", facts={"title": "Theirs"}, seen=version)
    typed = {"title": "Mine", "source": "Customs", "access": "members"}
    stale = {**typed, "seen": opened.select_one("#seen")["value"]}
    answer = browser("chair").post(f"/documents/{document_id}/edit", data=stale)
    page = page_of(answer)
    assert answer.status_code == 409
    assert "Theirs" in page.select_one("#title-error").text
    assert page.select_one("#title")["value"] == "Mine"
    again = {**typed, "seen": page.select_one("#seen")["value"]}
    assert browser("chair").post(f"/documents/{document_id}/edit", data=again).status_code == 303
    late = sent(b"%PDF-1.7 new", change="Mine", seen="0")
    answer = browser("chair").post(f"/documents/{document_id}/versions/new", data=late)
    assert answer.status_code == 409
    assert page_of(answer).select_one("#file_carried")["value"]


@pytest.mark.rule("R187")
def test_a_paper_under_non_disclosure_opens_with_the_undertaking_only(app, shelf, browser):
    document_id = shelf.add(Access.NON_DISCLOSURE, title="Canary", readers=[shelf.reader])
    (version_id,) = shelf.version_ids(document_id)
    for name in ("reader", "chair", "member", "stranger"):
        assert browser(name).get(f"/documents/{document_id}").status_code == 404
        assert browser(name).get(f"/document-versions/{version_id}/file").status_code == 404
    assert "Canary" in browser("reader").get("/").text
    reader, address = browser("reader"), f"/documents/{document_id}/non-disclosure"
    assert browser("member").get(address).status_code == 404
    assert reader.post(address).status_code == 422
    assert reader.post(address, data={"agreed": "y"}).status_code == 303
    assert reader.get(f"/document-versions/{version_id}/file").data == PDF
    log = page_of(browser("secretary").get(f"/documents/{document_id}/readers"))
    assert "Hala Qudsi" in log.select_one("#reading-table").text
    with app.app_context():
        reader_id = db.session.scalars(select(DocumentReader.id)).one()
    office = browser("secretary")
    assert office.post(f"/document-readers/{reader_id}/remove").status_code == 303
    assert reader.get(f"/documents/{document_id}").status_code == 404
    named = {"reader_ids": [str(shelf.member)]}
    assert office.post(f"/documents/{document_id}/readers", data=named).status_code == 303
    with app.app_context():
        reader_id = db.session.scalars(select(DocumentReader.id)).one()
    assert office.post(f"/document-readers/{reader_id}/signed").status_code == 303
    who = browser("member").get(f"/documents/{document_id}/who").text
    assert "signed not to disclose" in who


@pytest.mark.rule("R39")
def test_readers_are_told_whether_to_pass_a_paper_on(shelf, browser):
    spread = {Access.MEMBERS: "Tell those for whom", Access.NAMED: "Ask the secretariat"}
    for access, told in spread.items():
        document_id = shelf.add(access, readers=[shelf.reader])
        assert told in browser("reader").get(f"/documents/{document_id}").text


def test_a_withdrawn_paper_says_why_and_opens_to_those_who_keep_it(shelf, browser):
    document_id = shelf.add()
    (version_id,) = shelf.version_ids(document_id)
    address, file = f"/documents/{document_id}", f"/document-versions/{version_id}/file"
    assert browser("chair").post(f"{address}/withdraw", data={"reason": ""}).status_code == 422
    sent_back = browser("chair").post(f"{address}/withdraw", data={"reason": "Old figures"})
    assert sent_back.status_code == 303
    assert "Old figures" in browser("member").get(address).text
    assert browser("member").get(file).status_code == 403
    assert browser("secretary").get(file).status_code == 200


def test_the_lists_cost_the_same_for_one_paper_and_for_many(
    shelf, browser, assert_constant_queries
):
    shelf.add()

    def grow():
        for number in range(5):
            shelf.add(title=f"Paper {number}")

    for address in (f"/bodies/{shelf.body_id}/documents", f"/bodies/{shelf.body_id}/"):
        assert_constant_queries(browser("member"), address, grow)
