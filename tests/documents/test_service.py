import pytest
from sqlalchemy import select

from ntfc.db import db
from ntfc.documents import queries, rules
from ntfc.documents.models import Access, Document, DocumentReading, DocumentState
from ntfc.documents.service import keeping
from ntfc.errors import Overtaken, PermissionDenied, Refused
from ntfc.permissions import Role, can
from ntfc.seats.models import Seat
from ntfc.transaction import unit_of_work
from tests.documents.conftest import DAY, NOW, acting

PEOPLE = ("chair", "secretary", "member", "observer", "reader", "neighbour", "stranger")
EVERYBODY = set(PEOPLE)
READ_BY = {
    (Access.PUBLIC, "out"): EVERYBODY,
    (Access.MEMBERS, "out"): {"chair", "secretary", "member", "reader"},
    (Access.NAMED, "out"): {"chair", "secretary", "reader"},
    (Access.NON_DISCLOSURE, "out"): {"secretary", "reader"},
    (Access.NON_DISCLOSURE, "unsigned"): {"secretary"},
    (Access.PUBLIC, "draft"): {"chair", "secretary"},
    (Access.NON_DISCLOSURE, "draft"): {"secretary"},
    (Access.NAMED, "withdrawn"): {"chair", "secretary", "reader"},
    (Access.PUBLIC, "restricted"): {"chair", "secretary", "member", "observer", "reader"},
}


@pytest.mark.rule("R118")
@pytest.mark.parametrize(("access", "state"), READ_BY, ids=lambda one: getattr(one, "value", one))
def test_who_reads_a_paper_in_lists_by_the_guard_and_as_it_is_told(shelf, access, state):
    """The list, the guard and the answer to "who can see this?" never differ."""
    readers = READ_BY[access, state]
    document_id = shelf.add(access, readers=[shelf.reader], is_draft=state == "draft")
    if access is Access.NON_DISCLOSURE and state == "out":
        shelf.do(document_id, "sign", by=shelf.reader)
    if state == "withdrawn":
        shelf.do(document_id, "withdraw", reason="Old figures")
    if state == "restricted":
        with shelf.within(), unit_of_work():
            queries.get_body(shelf.body_id).is_restricted = True
    with shelf.within():
        document = queries.get_document(document_id)
        told = {one.person_id for one in queries.who_reads(document, DAY) if one.grounds}
        for name in PEOPLE:
            actor = acting(getattr(shelf, name))
            seen = set(db.session.scalars(select(Document.id).where(queries.visible(actor))))
            assert can(actor, rules.VIEW, document) is (name in readers), name
            assert (document_id in seen) is (name in readers), name
            concerned = access is not Access.PUBLIC or name not in ("neighbour", "stranger")
            if concerned and not (access is Access.PUBLIC and name == "reader"):
                assert (actor.person_id in told) is (name in readers), name
            opens = (name in readers and state != "withdrawn") or name == "secretary"
            assert can(actor, rules.TAKE, document) is opens, name


@pytest.mark.parametrize("access", Access)
def test_a_seat_that_stands_empty_is_told_as_whoever_is_appointed_would_read(
    shelf, client_for, access
):
    document_id = shelf.add(access)
    with shelf.within(), unit_of_work():
        for role, title in ((Role.MEMBER, "مقعد الميناء"), (Role.OBSERVER, "Seat of the press")):
            seat = Seat(body_id=shelf.body_id, role=role, title=title, created_on=DAY)
            db.session.add(seat)
    would = {
        Access.PUBLIC: {"مقعد الميناء", "Seat of the press"},
        Access.MEMBERS: {"مقعد الميناء"},
    }.get(access, set())
    with shelf.within():
        told = queries.who_reads(queries.get_document(document_id), DAY)
        vacant = {one.seat: bool(one.grounds) for one in told if one.is_vacant}
    assert vacant == {name: name in would for name in ("مقعد الميناء", "Seat of the press")}
    page = client_for(shelf.secretary).get(f"/documents/{document_id}/who").text
    assert page.count("vacant: whoever is appointed will read it") == len(would)
    assert page.count("vacant: whoever is appointed would not read it") == 2 - len(would)


def test_versions_run_on_and_a_stale_one_is_told(shelf):
    document_id = shelf.add()
    second = shelf.file(b"%PDF-1.7 three scanners", "more.pdf")
    shelf.do(document_id, "add_version", content=second, change="Three now", seen=1)
    for seen, refusal in ((1, Refused), (2, Refused)):  # the very same file again
        with pytest.raises(refusal, match="very version"):
            shelf.do(document_id, "add_version", content=second, change="Again", seen=seen)
    with pytest.raises(Overtaken, match="version 2"):
        shelf.do(document_id, "add_version", content=shelf.file(), change="Back", seen=1)
    with pytest.raises(PermissionDenied):
        shelf.do(
            document_id, "add_version", content=shelf.file(), change="x", seen=2, by=shelf.member
        )
    assert shelf.column(document_id, "latest") == 2
    with shelf.within():
        numbers = [v.number for v in queries.versions_of(queries.get_document(document_id))]
    assert numbers == [2, 1]
    assert shelf.column(shelf.add(), "number") == shelf.column(document_id, "number") + 1


def test_what_was_withdrawn_stays_as_it_was(shelf):
    document_id = shelf.add()
    with pytest.raises(Refused, match="Say why"):
        shelf.do(document_id, "withdraw", reason=" ")
    shelf.do(document_id, "withdraw", reason="Old figures")
    for name, values in {
        "withdraw": {"reason": "Twice"},
        "give_out": {},
        "change": {"facts": {"title": "x"}, "seen": 2},
        "name_readers": {"person_ids": [shelf.reader]},
        "add_version": {"content": shelf.file(), "change": "x", "seen": 1},
    }.items():
        with pytest.raises(Refused, match="withdrawn"):
            shelf.do(document_id, name, **values)
    assert shelf.column(document_id, "withdrawn_reason") == "Old figures"


def test_a_chair_who_puts_a_paper_under_non_disclosure_undertakes_the_same(shelf):
    own = shelf.add(Access.NON_DISCLOSURE, by=shelf.chair)
    with shelf.within():
        assert can(acting(shelf.chair), rules.KEEP, queries.get_document(own))
    later = shelf.add(by=shelf.chair)
    version = shelf.column(later, "version")
    facts = {"access": Access.NON_DISCLOSURE}
    shelf.do(later, "change", facts=facts, seen=version, by=shelf.chair)
    with shelf.within():
        assert can(acting(shelf.chair), rules.VIEW, queries.get_document(later))
        assert not can(acting(shelf.member), rules.VIEW, queries.get_document(later))


def test_openings_are_noted_where_readers_are_named_and_nowhere_else(shelf):
    for access, lines in ((Access.NAMED, 1), (Access.MEMBERS, 0)):
        document_id = shelf.add(access, readers=[shelf.reader])
        (version_id,) = shelf.version_ids(document_id)
        with shelf.within(), unit_of_work():
            version = queries.get_version(version_id)
            keeping.note_reading(version, actor=acting(shelf.reader), now=NOW)
        with shelf.within():
            log = queries.readings_of(queries.get_document(document_id))
            assert [line.name for line in log] == ["Hala Qudsi"] * lines
    with shelf.within(), pytest.raises(RuntimeError), unit_of_work():
        db.session.delete(db.session.scalars(select(DocumentReading)).one())


def test_a_draft_reaches_its_readers_once_it_is_given_out(shelf, client_for):
    document_id = shelf.add(readers=[shelf.reader], is_draft=True)
    with shelf.within():
        told = queries.who_reads(queries.get_document(document_id), DAY)
        now = {one.person_id for one in told if one.grounds}
        later = {one.person_id: one.later for one in told if one.later}
    assert now == {shelf.secretary, shelf.chair}
    assert {shelf.member, shelf.reader} <= set(later)
    page = client_for(shelf.secretary).get(f"/documents/{document_id}/who").text
    assert page.count("Not yet") == len(later)
    assert "once it is given out: sits in the body" in page
    assert shelf.column(document_id, "state") is DocumentState.DRAFT
    shelf.do(document_id, "give_out")
    with pytest.raises(Refused, match="already"):
        shelf.do(document_id, "give_out")
    with shelf.within():
        document = queries.get_document(document_id)
        assert can(acting(shelf.member), rules.VIEW, document)
        told = queries.who_reads(document, DAY)
        given = {one.person_id: one.grounds for one in told if one.grounds}
        assert {who: why for who, why in given.items() if who not in now} == later
        assert not any(one.later for one in told)
