"""What goes out of minutes: one page for members' organisations, and a letter to each institution."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from ntfc.actions.models import Action
from ntfc.db import db
from ntfc.decisions.models import Addressee
from ntfc.jobs import Job
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Minutes, MinutesLetter
from ntfc.minutes.rules import Outcome, SetAside, Task
from ntfc.organisations.models import Contact, Organisation
from ntfc.paper import pdf
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work
from tests.minutes.test_outcomes import came_out
from tests.minutes.test_printing import CANARY, approved, compare, words
from tests.recording import NINE, TODAY

__all__ = ["approved", "came_out"]


@pytest.fixture
def settings():
    """Mail is written and kept, as in the demonstration."""
    return {"demo": True}


@pytest.fixture
def took_on(came_out, committee, seat, make_organisation):
    """Let customs take something on, openly and in confidence, and a port without a mail address."""
    way, port = came_out, make_organisation("Port")
    with way.app.app_context():
        customs = db.session.scalars(
            select(Organisation.id).where(Organisation.name == "Customs")
        ).one()
    seat(committee, Role.MEMBER, "Omar Said", organisation_id=customs, email="omar@example.org")
    with way.app.app_context(), unit_of_work():
        minutes = db.session.get_one(Minutes, way.minutes_id)
        facts = (
            (1, "Print the list", customs, False),
            (2, CANARY, customs, True),
            (3, "Dredge the basin", port, False),
        )
        for number, title, owner_id, hidden in facts:
            db.session.add(
                Action(
                    body=minutes.body,
                    number=number,
                    title=title,
                    owner_id=owner_id,
                    due_on=TODAY,
                    meeting_id=minutes.meeting_id,
                    is_confidential=hidden,
                    added_at=NINE,
                )
            )
    return way


@pytest.fixture
def contact_of(app):
    def contact_of(organisation, person_id):
        with app.app_context(), unit_of_work():
            query = select(Organisation.id).where(Organisation.name == organisation)
            number = db.session.scalars(query).one()
            db.session.add(Contact(organisation_id=number, person_id=person_id, starts_on=TODAY))

    return contact_of


def pages_of(answer):
    return len(PdfReader(io.BytesIO(answer.data)).pages)


@pytest.mark.rule("R159")
def test_members_pass_on_one_page_in_which_nothing_is_in_confidence(took_on, client_for):
    client, url = client_for(took_on.secretary), f"/minutes/{took_on.minutes_id}/summary"
    page, file = client.get(url).text, client.get(f"{url}.pdf")
    assert pages_of(file) == 1
    for said in ("Recommendation 4/1: One calendar", "Advisory, not binding", "Print the list"):
        assert said in page, said
        assert said in words(file), said
    for hidden in (CANARY, CANARY.capitalize()):
        assert hidden not in page
        assert hidden not in words(file)
    assert "Gate two" in words(file)
    assert "Draft. Not approved" in words(file)
    assert "the summary of a draft of" in compare(client_for(None), file.data)


def test_the_one_page_stays_one_page_however_much_was_decided(way):
    with way.app.test_request_context():
        minutes = queries.get_minutes(way.minutes_id)
        ready = queries.ready_to_print(minutes, "public", NINE)
        document = rules.from_canonical(rules.canonical(ready.document))
        long = "A very long title that goes on and on " * 8
        full = vars(document) | {
            "outcomes": (Outcome(kind="decision", state="adopted", title=long, text=long),) * 40,
            "tasks": (Task(number=100, title=long, owner=long, due_on="2026-03-03"),) * 40,
            "parked": (SetAside(number=9, title=long, cause="no_time", review_on="2026-04-04"),)
            * 40,
        }
        made = pdf(rules.summary_paper(type(document)(**full), ready.printing), at=ready.at)
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 1
    assert "107 more stand in the minutes." in " ".join(reader.pages[0].extract_text().split())


def test_each_institution_gets_the_extract_that_concerns_it_by_mail_or_on_paper(
    took_on, client_for, make_person, contact_of
):
    way, url = took_on, f"/minutes/{took_on.minutes_id}/letters"
    file = f"/minutes/{took_on.minutes_id}/letter.pdf?number=1"
    client = client_for(way.secretary)
    assert "not approved yet" in client.get(url).text
    refused = client.post(url, data={"number": 1, "way": "mail"})
    assert refused.status_code == 409
    assert client.get(file).status_code == 409
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    summary = f"/minutes/{way.minutes_id}/summary"
    assert "correction" not in client.get(summary).text
    early = [client.get(one).data for one in (f"{summary}.pdf", file)]
    early_words = [compare(client_for(None), one) for one in early]
    assert "and unchanged: the summary of the approved" in early_words[0]
    assert "and unchanged: a letter with an extract of the approved" in early_words[1]
    assert [client.get(one).data for one in (f"{summary}.pdf", file)] == early  # noted once
    wrong = way.correct("Print the list", "Print both lists", "task:1")
    for chair in way.chairs:
        way.approve(chair, on=wrong)
    assert "Corrections were approved since: take the summary" in compare(client, early[0])
    assert "Corrections were approved since: take the letter" in compare(client, early[1])
    since = "1 correction was approved since"
    assert since in client.get(summary).text
    assert since in words(client.get(f"{summary}.pdf"))
    page = client.get(url).text
    assert page.index("Customs") < page.index("Port")
    assert "Omar Said" in page
    letter = words(client.get(file))
    for said in (
        "To",
        "Customs",
        "One calendar",
        "answer by",
        "Print the list",
        "read “Print both lists”",
        "approved minutes",
    ):
        assert said in letter, said
    for hidden in (CANARY, "Dredge the basin", "Fees are published"):
        assert hidden not in letter, hidden
    assert "both lists" not in words(client.get(file.replace("=1", "=2")))
    assert client.post(url, data={"number": 1, "way": "mail"}).status_code == 303
    with way.app.app_context():
        mails = [one.payload for one in db.session.scalars(select(Job)) if one.kind == "mail"]
        told = [one for one in mails if one["subject"].startswith("What a meeting asks")]
    (mail,) = told
    assert mail["to"] == "omar@example.org"
    for said in (
        "One calendar",
        "Advisory, not binding",
        "Print the list",
        "both lists",
        "Extract of the",
    ):
        assert said in mail["body"], said
    assert CANARY not in mail["body"]
    # Nobody of the port can be mailed: said, and the paper is noted.
    nobody = client.post(url, data={"number": 2, "way": "mail"})
    assert nobody.status_code == 409
    assert "Print the letter instead" in nobody.text
    assert client.post(url, data={"number": 2, "way": "paper"}).status_code == 303
    page = client.get(url).text
    assert "Mailed on" in page
    assert "Sent on paper on" in page
    with way.app.app_context():
        letters = db.session.scalars(select(MinutesLetter).order_by(MinutesLetter.id))
        sent = [(one.institution, one.mailed_to) for one in letters]
        assert db.session.scalars(select(Addressee)).one().answer is None
    assert sent == [("Customs", 1), ("Port", 0)]
    contact_of("Port", make_person("Lina Farah", email="lina@example.org"))
    assert "Lina Farah" in client.get(url).text
    assert client.post(url, data={"number": 2, "way": "mail"}).status_code == 303
    for number in (0, 3, "x"):
        assert client.post(url, data={"number": number}).status_code == 404
