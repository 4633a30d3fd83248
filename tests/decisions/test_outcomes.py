"""What a text can come to: refused with a reason, approved with conditions, a version adopted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.agendas.models import ItemKind
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.models import Addressee, Decision, DecisionKind, DecisionState, HowAgreed
from ntfc.decisions.service import poll_letters, polling
from ntfc.documents.models import Access
from ntfc.errors import Refused
from ntfc.issues.models import Issue
from ntfc.jobs import Job
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from ntfc.transaction import unit_of_work
from tests.decisions.conftest import DAY, NOW
from tests.documents.conftest import PDF, Shelf

K, H, S = DecisionKind, HowAgreed, DecisionState


@pytest.fixture
def config(config):
    return replace(config, smtp_url="smtp://mail.example", mail_from="ntfc@example.org")


@pytest.fixture
def shelf(app, table, make_body, seat, make_person):
    shelf = Shelf(app, make_body, seat, make_person)
    shelf.elsewhere, shelf.body_id = shelf.body_id, table.body_id
    return shelf


def mails(app):
    with app.app_context():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
        return [(job.payload["to"], job.payload["subject"], job.payload["body"]) for job in jobs]


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.rule("R138")
def test_what_is_not_accepted_has_a_reason_that_whoever_proposed_it_is_told(app, table, make_body):
    upper = make_body("Council")
    one = table.draft("No inspections at all", K.RECOMMENDATION)
    with table.within(), unit_of_work():
        db.session.get_one(Person, table.member).email = "mariam@example.org"
        issue = Issue(
            body=get_body(table.body_id),
            number=1,
            title="No inspections",
            problem="They take time.",
            expected_result="None.",
            raised_by_id=table.member,
            raised_at=NOW,
        )
        db.session.add(issue)
        db.session.flush()
        db.session.get_one(Decision, one).issue_id = issue.id
        body = get_body(table.body_id)
        body.parent_id, body.path = upper, f"/{upper}/{body.id}/"
    for reason in ("", " \n"):
        with pytest.raises(Refused, match="Say why it was not accepted"):
            table.adopt(one, H.NOT_ACCEPTED, reason=reason)
    table.pass_up(one)
    with table.within():
        (row,) = queries.received_in(upper)
        above = row.id
    why = "The law asks customs to inspect."
    assert table.adopt(above, H.NOT_ACCEPTED, reason=why) is None
    found = table.decision(above)
    assert (found["state"], found["reason"], found["next_step"]) == (S.NOT_ADOPTED, why, "")
    assert table.steps(above)[-1] == "refused"
    ((to, subject, text),) = mails(app)
    assert (to, subject) == ("mariam@example.org", "What you proposed was not accepted")
    assert why in text
    assert "No inspections at all" in text
    with pytest.raises(Refused, match="Not adopted"):
        table.adopt(above, H.NOT_ACCEPTED, reason="Twice")
    assert len(mails(app)) == 1


def test_no_mail_says_what_a_text_in_confidence_is_about(app, table, seat, client_for):
    observer = seat(table.body_id, Role.OBSERVER, "Lina Haddad", organisation_id=table.customs)
    client = client_for(observer)
    with table.within(), unit_of_work():
        people = {"officer": table.officer, "member": table.member, "lina": observer}
        for name, number in people.items():
            db.session.get_one(Person, number).email = f"{name}@example.org"
    secret = {"is_confidential": True}
    one = table.draft("Canary", K.RECOMMENDATION, **secret)
    table.address(one, table.customs, DAY + timedelta(days=30))
    assert table.adopt(one) == 1
    refused = table.draft("Canary", **secret)
    with table.within(), unit_of_work():
        db.session.get_one(Decision, refused).drafted_by_id = table.member
    table.adopt(refused, H.NOT_ACCEPTED, reason="The law", next_step="Canary")
    asked = table.draft("Canary", **secret)
    asking = rules.Asking(closes_on=DAY + timedelta(days=9), is_urgent=True, why="Canary")
    table.do(SYSTEM, polling.ask_in_writing, asked, asking=asking, today=DAY)
    with table.within(), unit_of_work():
        (round_,) = queries.polls_of(queries.get_decision(asked))
        poll_letters.tell_outcome(round_.poll, actor=SYSTEM, today=DAY)
        polling.stop(round_.poll, reason="Canary", actor=SYSTEM, now=NOW)
    sent = mails(app)
    assert "samer@example.org" in {to for to, _s, text in sent if "are asked no more" in text}
    told = {to for to, _subject, _text in sent}
    assert {"officer@example.org", "member@example.org", "samer@example.org"} <= told
    assert "lina@example.org" not in told  # attends, and may not read it
    assert "Canary" not in "".join(f"{subject} {text}" for _to, subject, text in sent)
    assert "The law" in "".join(text for _to, _subject, text in sent)
    assert "Canary" not in client.get("/").text
    assert "Canary" in client_for(table.officer).get("/").text


@pytest.mark.rule("R140")
def test_an_item_for_approval_gives_an_approval_with_conditions_that_stay(table, client_for):
    given = {item: rules.kind_from(item) for item in ItemKind}
    assert {item for item in ItemKind if given[item] is K.APPROVAL} == {ItemKind.APPROVAL}
    client = client_for(table.secretary)
    typed = {
        "title": "Night shift",
        "text": "Customs may open by night.",
        "conditions": "Two lanes",
    }
    kinds = ("decision", "approval")
    first, second = (
        client.post(f"/bodies/{table.body_id}/decisions/new", data={**typed, "kind": kind}).location
        for kind in kinds
    )
    refused = client.post(f"{first}/outcome", data={"how": "consensus"})
    assert (refused.status_code, "Conditions belong to an approval" in refused.text) == (409, True)
    assert "Two lanes" in page_of(client.get(f"{second}/outcome")).select_one("#read-back").text
    assert client.post(f"{second}/outcome", data={"how": "consensus"}).status_code == 303
    words = page_of(client.get(second)).select_one("#words")
    assert [one.text for one in words.select("ol li")] == ["Two lanes"]
    with table.within(), unit_of_work():
        db.session.get_one(Decision, int(second.rsplit("/", 1)[1])).conditions = ""
        with pytest.raises(RuntimeError, match="never changes"):
            db.session.flush()
        db.session.rollback()


@pytest.mark.rule("R141")
def test_a_version_of_a_document_is_adopted_and_stays_the_one_that_was(table, shelf, client_for):
    study, secret = shelf.add(title="Time study"), shelf.add(Access.NAMED, "Margins")
    (version,) = shelf.version_ids(study)
    client, new = client_for(table.secretary), f"/bodies/{table.body_id}/decisions/new"
    choices = page_of(client.get(new)).select("#document_version_id option")
    assert [(one["value"], one.text) for one in choices] == [
        ("", "None"),
        (str(version), "Time study, version 1"),
    ]
    typed = {"kind": "adoption", "title": "The study", "text": "It is adopted."}
    hidden = {"document_version_id": str(shelf.version_ids(secret)[0])}
    refused = client.post(new, data={**typed, **hidden})
    assert refused.status_code == 422
    assert page_of(refused).select_one("#document_version_id-error").text.strip()
    bare = client.post(new, data=typed).location
    assert "Say which document" in client.post(f"{bare}/outcome", data={"how": "consensus"}).text
    one = client.post(new, data={**typed, "document_version_id": str(version)}).location
    client.post(f"{one}/outcome", data={"how": "consensus"})
    again = {"content": shelf.file(PDF + b"% again"), "change": "", "seen": 1}
    shelf.do(study, "add_version", by=table.secretary, **again)
    link = page_of(client.get(one)).select_one(f'#words a[href="/documents/{study}"]')
    assert link.text == "Time study, version 1"
    found = table.decision(int(one.rsplit("/", 1)[1]))
    assert (found["state"], found["document_version_id"]) == (S.ADOPTED, version)


@pytest.mark.rule("R135")
def test_an_opinion_goes_to_the_ministry_with_the_day_by_which_it_answers(app, table):
    due = DAY + timedelta(days=30)
    one = table.draft("Fees in one list", K.OPINION)
    table.address(one, table.customs, due)
    with table.within(), unit_of_work():
        db.session.get_one(Person, table.officer).email = "omar@example.org"
    assert table.adopt(one) == 1
    ((to, _subject, text),) = mails(app)
    assert to == "omar@example.org"
    for part in ("Opinion 1: Fees in one list", "An answer is asked for by July 1, 2026"):
        assert part in text, part
    with table.within():
        asked = db.session.scalars(select(Addressee)).one()
        assert (asked.organisation_id, asked.due_on, asked.answer) == (table.customs, due, None)
