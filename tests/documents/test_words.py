"""The words of papers are read by the worker, in a process that may be lost."""

import io
from datetime import timedelta

import docx
import pytest

from ntfc import extraction, filekinds, jobs, paper, storage
from ntfc.clock import now
from ntfc.documents import queries
from ntfc.documents.models import WordsState
from ntfc.documents.service.keeping import Content
from tests.documents.conftest import NOW, office

CYCLE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9999999>>endobj\ntrailer<</Root 1 0 R>>"


def drawn(said):
    words = paper.Paper(
        title="Study", language="en", direction="ltr", blocks=(paper.Para(paper.text(said)),)
    )
    return paper.pdf(words, at=NOW)


def typed(said):
    made, held = docx.Document(), io.BytesIO()
    made.add_paragraph(said)
    made.add_table(1, 1).cell(0, 0).text = "97 of 412"
    made.save(held)
    return held.getvalue()


@pytest.fixture
def read(shelf):
    """Add a paper with this file, let the worker do what is due, and return what it noted."""

    def read(content, name):
        kept = shelf.file(content, name)
        document_id = shelf.add(content=kept)
        with shelf.app.app_context():
            while jobs.work(now() + timedelta(days=1)):
                pass
            version = queries.latest_of(queries.get_document(document_id))
            return queries.words_of(version), document_id

    return read


def test_the_words_of_every_kind_are_found(shelf, read):
    for content, name in (
        (drawn("One scanner waits"), "a.pdf"),
        (typed("One scanner waits"), "a.docx"),
        (b"One scanner waits", "a.txt"),
    ):
        found, _document = read(content, name)
        assert found.state is WordsState.READ, found.reason
        assert "One scanner waits" in found.text
    assert "97 of 412" in read(typed("x"), "b.docx")[0].text
    written = shelf.add(content=Content(written={"text": "<p>By hand</p>"}))
    with shelf.within():
        version = queries.latest_of(queries.get_document(written))
        assert "By hand" in queries.words_of(version).text


def test_a_file_that_cannot_be_read_hurts_nothing_and_says_so(shelf, read, client_for):
    for content, name, why in (
        (b"%PDF-1.7 and no more", "a.pdf", extraction.DAMAGED),
        (CYCLE, "b.pdf", None),
        (office(), "c.docx", extraction.DAMAGED),
    ):
        found, document_id = read(content, name)
        assert found.state is WordsState.FAILED
        assert why is None or found.reason == str(why)
        for who, told in ((shelf.secretary, True), (shelf.member, False)):
            page = client_for(who).get(f"/documents/{document_id}").text
            assert ("It is found by its title only" in page) is told


def test_what_a_withdrawn_paper_said_is_erased_for_good_unless_another_says_it(
    app, shelf, client_for
):
    first, second = shelf.add(), shelf.add()
    name = shelf.file().file
    for document_id, is_kept in ((first, True), (second, False)):
        (version_id,) = shelf.version_ids(document_id)
        address = f"/document-versions/{version_id}/erase"
        client = client_for(shelf.secretary)
        assert client.post(address, data={"reason": "A name in it"}).status_code == 409
        shelf.do(document_id, "withdraw", reason="A name in it")
        assert client_for(shelf.member).post(address).status_code == 403
        assert client.post(address, data={"reason": ""}).status_code == 422
        assert client.post(address, data={"reason": "A name in it"}).status_code == 303
        assert client.get(f"/document-versions/{version_id}/file").status_code == 410
        assert "A name in it" in client.get(f"/documents/{document_id}").text
        with app.app_context():
            while jobs.work(now() + timedelta(days=1)):
                pass
            assert storage.exists(name) is is_kept


def test_whoever_takes_too_long_or_too_much_is_ended():
    with pytest.raises(extraction.Unreadable, match="too long"):
        extraction.words_of(drawn("x"), filekinds.PDF.media, seconds=0.01)
    assert not extraction.is_read(filekinds.PNG.media)
