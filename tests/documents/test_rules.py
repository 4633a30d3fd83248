from types import SimpleNamespace

import pytest

from ntfc import filekinds
from ntfc.committees.models import Body
from ntfc.documents.models import Access, DocumentState
from ntfc.documents.rules import permits
from ntfc.errors import Refused
from ntfc.filekinds import MOST_UNPACKED, kind_of, named_as
from ntfc.permissions import Insider, Role
from tests.documents.conftest import office, packed

ODT = "application/vnd.oasis.opendocument.text"
TAKEN = [
    (b"%PDF-1.7 x", "PDF.exe", "pdf"),
    (b"\x89PNG\r\n\x1a\n x", "a", "png"),
    (b"\xff\xd8\xff x", "a.jpeg", "jpg"),
    (office(), "a.pdf", "docx"),
    (office("spreadsheetml.sheet"), "a", "xlsx"),
    (office("presentationml.presentation"), "a", "pptx"),
    (packed(mimetype=ODT), "a", "odt"),
    (packed(mimetype=ODT.replace("text", "spreadsheet")), "a", "ods"),
    (packed(mimetype=ODT.replace("text", "presentation")), "a", "odp"),
    ("post;lorries\nالشرق;12\n".encode(), "figures.csv", "csv"),
    ("ﻻ".encode("utf-16"), "a", "txt"),
    ("caf\xe9".encode("latin-1"), "a.txt", "txt"),
]
NOT_TAKEN = [
    (b"", filekinds.EMPTY),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", filekinds.OLD_OFFICE),
    (b"{\\rtf1 x}", filekinds.RICH_TEXT),
    (b"MZ\x90\x00", filekinds.PROGRAM),
    (b"#!/bin/sh\nrm", filekinds.PROGRAM),
    (b"Rar!\x1a", filekinds.PACKED),
    (b"PK\x03\x04 and no more", filekinds.BROKEN),
    (packed(a="b"), filekinds.PACKED),
    (b"\xef\xbb\xbf <!DOCTYPE html><script>", filekinds.WEB_PAGE),
    (b"<svg onload=x>", filekinds.WEB_PAGE),
    (b"GIF89a\x00\x01", filekinds.UNKNOWN),
    (b"\x00\x01\x02", filekinds.UNKNOWN),
    (office(word__vbaProject__bin="x", **{"word/vbaProject.bin": "x"}), filekinds.WITH_MACROS),
    (packed(**{"[Content_Types].xml": "sheet.macroEnabled.main+xml"}), filekinds.WITH_MACROS),
    (packed(**{"mimetype": ODT, "Basic/Standard/Module1.xml": "x"}), filekinds.WITH_MACROS),
    (office("visio.drawing"), filekinds.UNKNOWN),
    (packed(mimetype="application/epub+zip"), filekinds.UNKNOWN),
]


@pytest.mark.parametrize(("content", "name", "ending"), TAKEN, ids=range(len(TAKEN)))
def test_a_file_is_known_by_its_content_and_named_as_it_is(content, name, ending):
    kind = kind_of(content, name)
    assert kind.ending == ending
    shown = named_as(kind, name)
    assert filekinds.ENDINGS[shown.rpartition(".")[2]] is kind
    assert not shown.endswith((".exe", ".exe.pdf"))


@pytest.mark.parametrize(("content", "why"), NOT_TAKEN, ids=range(len(NOT_TAKEN)))
def test_what_is_not_taken_is_refused_in_a_sentence(content, why):
    with pytest.raises(Refused) as refusal:
        kind_of(content)
    assert refusal.value.reasons[0] == why


def test_an_archive_that_is_far_larger_inside_is_refused_unopened(monkeypatch):
    monkeypatch.setattr(filekinds, "MOST_UNPACKED", 10)
    assert MOST_UNPACKED > 10
    with pytest.raises(Refused, match="larger inside"):
        kind_of(office())


@pytest.mark.parametrize("access", Access)
def test_who_joins_or_is_invited_reads_what_members_read_and_nothing_that_names_its_readers(access):
    member = Insider(person_id=1, name="x", token="", roles={2: frozenset({Role.MEMBER})})
    chair = Insider(person_id=3, name="x", token="", roles={4: frozenset({Role.CHAIR})})
    beside = Insider(person_id=4, name="x", token="", roles={4: frozenset({Role.MEMBER})})
    expert = Insider(person_id=7, name="x", token="")
    body = Body(id=1, is_restricted=True)
    facts = {"state": DocumentState.OUT, "body_id": 1, "body": body, "joined_by": {2}}
    facts |= {
        "prepared_by": {4},
        "added_by_id": None,
    }  # not joined yet: its chair prepares the meeting
    paper = SimpleNamespace(access=access, readers=(), steps=(), invited={7}, **facts)
    for_members = access in (Access.PUBLIC, Access.MEMBERS)
    for who, why in (
        (member, permits.Ground.JOINS),
        (chair, permits.Ground.PREPARES),
        (expert, permits.Ground.INVITED),
    ):
        assert [*permits.grounds(who, paper)] == ([why] if for_members else [])
        assert [*permits.grounds(who, paper, joined={3}, invited={8}, prepared={5})] == []
    assert [*permits.grounds(beside, paper)] == []
    paper.state = DocumentState.DRAFT  # a draft is with those who keep the papers of its body
    assert [*permits.grounds(chair, paper)] == []
