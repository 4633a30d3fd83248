"""Minutes as files: what is in confidence stays in, and a file is known again by its bytes."""

import hashlib
import io
from datetime import UTC, datetime

import docx
import pytest
from click.testing import CliRunner
from flask_babel import force_locale
from pypdf import PdfReader

from ntfc.actions.models import Action
from ntfc.db import db
from ntfc.directions import apart
from ntfc.minutes import queries, rules
from ntfc.minutes.hooks.commands import minutes as commands
from ntfc.minutes.models import Minutes, MinutesSection
from ntfc.minutes.views import printing
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work
from tests.recording import NINE, TODAY

CANARY = "wortwechsel"


def words(answer):
    assert answer.status_code == 200
    if answer.mimetype == "application/pdf":
        pages = PdfReader(io.BytesIO(answer.data)).pages
        said = " ".join(page.extract_text() for page in pages)
        return said.replace("\u2068", "").replace("\u2069", "")  # they keep a name in its place
    document = docx.Document(io.BytesIO(answer.data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    feet = [line.text for line in document.sections[0].footer.paragraphs]
    said = " ".join([line.text for line in document.paragraphs] + cells + feet)
    return said.replace("\u2068", "").replace("\u2069", "")


@pytest.fixture
def in_confidence(app, way, make_minutes):
    """Make the only section of the minutes one in confidence that holds the canary."""
    way.write(f"<p>Said in confidence: {CANARY}.</p>")
    with app.app_context(), unit_of_work():
        db.session.get_one(MinutesSection, way.section_id).is_confidential = True


@pytest.fixture
def approved(way):
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    return way


def url(way, audience="members", kind="pdf"):
    return f"/minutes/{way.minutes_id}/{audience}.{kind}"


def compare(client, content):
    data = {"file": (io.BytesIO(content), "minutes.pdf")}
    answer = client.post("/minutes/recognise", data=data)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_what_is_in_confidence_is_in_no_file_for_everybody(in_confidence, way, client_for, kind):
    secretary = client_for(way.secretary)
    assert CANARY in words(secretary.get(url(way, kind=kind)))
    assert CANARY not in words(secretary.get(url(way, "public", kind)))
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    erratum = way.correct(reads=CANARY, should_read=f"{CANARY} twice")
    for chair in way.chairs:
        way.approve(chair, on=erratum)
    assert f"{CANARY} twice" in words(secretary.get(url(way, kind=kind)))
    public = secretary.get(url(way, "public", kind))
    assert CANARY not in words(public)
    assert CANARY.encode() not in public.data


def test_who_does_not_sit_at_the_table_gets_the_version_for_everybody(
    in_confidence, approved, client_for, make_body, seat
):
    outsider = client_for(seat(make_body("Elsewhere"), Role.MEMBER))
    said = words(outsider.get(url(approved)))
    assert CANARY not in said
    assert "Public version" in said


def test_the_paper_says_who_approved_when_and_how(approved, client_for):
    said = words(client_for(approved.secretary).get(url(approved)))
    for part in ("Amal Nasser", "Karim Odeh", "signed in", "Approved on", "Fingerprint"):
        assert part in said, part
    assert "Draft" not in said
    assert approved.mark()[:4] in said
    word = client_for(approved.secretary).get(url(approved, kind="docx")).data
    (foot, *_more) = docx.Document(io.BytesIO(word)).sections[0].footer.paragraphs
    # From right to left its parts would change places: it is compared by eye.
    assert apart(rules.spoken(approved.mark())) in foot.text


def test_a_draft_says_so_on_its_face(way, client_for):
    said = words(client_for(way.secretary).get(url(way)))
    assert "Draft. Not approved" in said
    assert "The committee met at nine." in said


def test_a_paper_has_one_name_for_its_body_that_of_its_reader_or_of_its_day(app, way):
    def named():
        with app.test_request_context(), force_locale("fr"):
            minutes = queries.get_minutes(way.minutes_id)
            ready = queries.ready_to_print(minutes, "members", NINE)
            drawn = rules.paper_of(ready.document, ready.printing)
            assert ready.document.body == called  # the text itself has not changed
            return drawn.letterhead[-1], drawn.facts[0].value

    with app.app_context(), unit_of_work():
        body = db.session.get_one(Minutes, way.minutes_id).body
        called, body.names_by_language = body.main_name, {"fr": "Le comité"}
    assert named() == ("Le comité", "Le comité")
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    with app.app_context(), unit_of_work():
        db.session.get_one(Minutes, way.minutes_id).body.main_name = "The council"
    assert named() == (called, called)


def test_approved_minutes_are_handed_out_as_the_very_same_file(approved, client_for, monkeypatch):
    """Also when a later release would draw them otherwise."""
    client = client_for(approved.secretary)
    first = client.get(url(approved)).data
    monkeypatch.setattr(printing.rules, "paper_of", None)
    assert client.get(url(approved)).data == first


def test_a_file_is_recognised_by_its_bytes(approved, client_for):
    client = client_for(approved.secretary)
    file = client.get(url(approved)).data
    assert "and unchanged: the approved" in compare(client_for(None), file)
    with approved.app.test_request_context():
        (paper,) = queries.papers_with(hashlib.sha256(file).hexdigest())
        paper.minutes.meeting.time_zone = "Asia/Amman"
        paper.at = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # half past one on the next day there
        with db.session.no_autoflush:
            assert "July 1, 2026" in rules.recognised(paper, corrections=0)
        db.session.rollback()
    assert "No file with these bytes" in compare(client, file[:-1] + b" ")
    erratum = approved.correct()
    for chair in approved.chairs:
        approved.approve(chair, on=erratum)
    assert "Corrections were approved since" in compare(client, file)
    assert "met at ten" in words(client.get(url(approved)))


def test_a_draft_is_recognised_as_one(way, client_for):
    client = client_for(way.secretary)
    assert "It is not the approved text" in compare(client, client.get(url(way)).data)


def test_comparing_without_a_file_says_what_is_missing(client_for):
    answer = client_for(None).post("/minutes/recognise", data={})
    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_the_command_line_recognises_a_file(app, approved, client_for, tmp_path):
    file = tmp_path / "minutes.pdf"
    file.write_bytes(client_for(approved.secretary).get(url(approved)).data)
    with app.app_context():
        found = CliRunner().invoke(commands, ["verify", str(file)])
        file.write_bytes(b"%PDF-1.7 something else")
        other = CliRunner().invoke(commands, ["verify", str(file)])
    assert found.exit_code == 0
    assert "and unchanged" in found.output
    assert other.exit_code == 1
    assert "No file with these bytes" in other.output


@pytest.mark.parametrize("address", ["secret.pdf", "members.exe"])
def test_another_kind_of_file_is_not_there(way, client_for, address):
    client = client_for(way.secretary)
    assert client.get(f"/minutes/{way.minutes_id}/{address}").status_code == 404


def test_what_was_taken_on_stands_first_and_in_confidence_only_for_those_who_met(
    app, way, client_for, make_organisation
):
    owner_id = make_organisation("Customs")
    with app.app_context(), unit_of_work():
        minutes = db.session.get_one(Minutes, way.minutes_id)
        actions = [
            Action(
                owner_id=owner_id,
                body=minutes.body,
                number=number,
                title=title,
                meeting_id=minutes.meeting_id,
                due_on=due_on,
                is_date_open=due_on is None,
                is_confidential=hidden,
                added_at=NINE,
            )
            for number, title, due_on, hidden in (
                (1, "Publish the fees", TODAY, False),
                (2, f"Look into {CANARY}", None, True),
            )
        ]
        db.session.add_all(actions)
    secretary = client_for(way.secretary)
    said = words(secretary.get(url(way)))
    assert said.index("Publish the fees") < said.index("The committee met")
    assert "Customs" in said
    assert "Date to be set" in said
    assert CANARY in said
    assert CANARY not in words(secretary.get(url(way, "public")))
