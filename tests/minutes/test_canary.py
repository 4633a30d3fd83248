"""A word that stands in everything kept in confidence is in nothing that others are given."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import url_for
from sqlalchemy import func, select

from ntfc import clock, tokens
from ntfc.actions.models import Action
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import Agenda, AgendaItem, AgendaState
from ntfc.agendas.rules import lined_up
from ntfc.agendas.service import releasing
from ntfc.blocks import Block, Run
from ntfc.db import db
from ntfc.decisions.models import Decision, DecisionKind, DecisionState
from ntfc.documents.models import Access, Document
from ntfc.documents.service import keeping
from ntfc.jobs import Job
from ntfc.meetings.models import CalendarFeed, Invitation, Meeting, MeetingState, TakesPartAs
from ntfc.minutes import rules
from ntfc.minutes.models import MinutesSection, MinutesState, SectionAnswer
from ntfc.minutes.service import consultation
from ntfc.permissions import SYSTEM, Role
from ntfc.transaction import unit_of_work
from tests.minutes.test_extracts import settings
from tests.minutes.test_printing import CANARY, words
from tests.recording import NINE, TODAY

__all__ = ["settings"]
TEXT = f"<p>Said openly.</p><p>[!] Said quietly: {CANARY}.</p><ul><li>[!]{CANARY}</li><li>And on.</li></ul>"
FILES = ("public.pdf", "public.docx", "members.pdf", "members.docx", "summary.pdf")


@pytest.fixture
def secrets(way, make_organisation):
    """Put the word into a paragraph, a section, an item, a question, and all that came of them."""
    way.write(TEXT)
    customs = make_organisation("Customs")
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        meeting.is_public, body = True, meeting.body
        agenda = Agenda(meeting=meeting, body=body, begun_at=NINE, state=AgendaState.RELEASED)
        facts = {"body_id": body.id, "position": 1, "title": f"On {CANARY}", "added_at": NINE}
        facts |= {"released_at": NINE, "text": CANARY, "presenter": CANARY, "note": CANARY}
        item = AgendaItem(agenda=agenda, is_confidential=True, questions=[CANARY], **facts)
        fees = {"title": "On fees", "position": 2, "added_at": NINE, "released_at": NINE}
        db.session.add_all([item, AgendaItem(agenda=agenda, body_id=body.id, **fees)])
        db.session.flush()
        section = MinutesSection(
            body_id=body.id,
            minutes_id=way.minutes_id,
            item_id=item.id,
            position=9,
            title=f"On {CANARY}",
            html=f"<p>{CANARY}</p>",
            is_confidential=True,
        )
        db.session.add(section)
        db.session.flush()
        known = {"kind": "question", "question": CANARY, "key": rules.key_of("question", CANARY)}
        answer = SectionAnswer(section_id=section.id, text=CANARY, at=NINE, **known)
        shared = {"body": body, "meeting_id": meeting.id, "title": f"Do {CANARY}"}
        action = Action(number=1, owner_id=customs, due_on=TODAY, added_at=NINE, **shared)
        action.is_confidential = True
        open_one = {**shared, "title": "Publish the fees"}
        due = Action(number=2, owner_id=customs, due_on=TODAY, added_at=NINE, **open_one)
        decision = Decision(
            kind=DecisionKind.DECISION,
            state=DecisionState.ADOPTED,
            number=1,
            text=CANARY,
            item_id=item.id,
            drafted_at=NINE,
            is_confidential=True,
            **shared,
        )
        times = {"added_at": NINE, "changed_at": NINE}
        paper = Document(body=body, number=1, title=CANARY, access=Access.NON_DISCLOSURE, **times)
        db.session.add_all([answer, action, due, decision, paper])
    return way


def read(answer):
    """Return every word of an answer, and of the parts of a file."""
    if answer.mimetype.startswith("text/") or answer.mimetype == "application/json":
        return answer.text
    inside = ""
    if not answer.mimetype.endswith("pdf"):
        with ZipFile(io.BytesIO(answer.data)) as parts:
            inside = " ".join(
                parts.read(name).decode("utf-8", "ignore") for name in parts.namelist()
            )
    return inside if "spreadsheet" in answer.mimetype else words(answer) + inside


@pytest.mark.rule("R158")
def test_what_is_in_confidence_is_in_nothing_that_others_are_given(
    secrets, client_for, make_body, seat
):
    way, url = secrets, f"/minutes/{secrets.minutes_id}"
    outsider_id = seat(make_body("Elsewhere"), Role.MEMBER, "Omar Said", email="omar@example.org")
    secretary, outsider, visitor = (client_for(who) for who in (way.secretary, outsider_id, None))
    with way.app.app_context(), unit_of_work():  # still under way, so that it is announced
        meeting = db.session.scalars(select(Meeting)).one()
        ended, meeting.ends_at = meeting.ends_at, clock.now() + timedelta(days=1)
        body_id, meeting_id = meeting.body_id, meeting.id
        agenda_id = db.session.scalars(select(Agenda.id)).one()
        feed = CalendarFeed(token_hash=tokens.hash_of("calendar"), created_at=NINE)
        feed.person_id = outsider_id
        db.session.add(feed)
    announced = visitor.get("/announced")
    assert "12" in announced.text
    assert CANARY not in announced.text
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        meeting.ends_at, meeting.state = ended, MeetingState.HELD
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    erratum = way.correct(reads=f"quietly: {CANARY}", should_read=f"loudly: {CANARY}")
    for chair in way.chairs:
        way.approve(chair, on=erratum)
    assert way.look()[0].state is MinutesState.APPROVED

    # Those at the table read it all, each paragraph with its class; so the search below can find.
    whole = read(secretary.get(f"{url}/members.pdf"))
    assert whole.count(CANARY) >= 9
    assert "[In confidence]" in whole
    assert "[!]" not in whole
    assert read(secretary.get(f"{url}/")).count(CANARY) >= 8

    pages = [f"{url}{rest}" for rest in ("/", "/approve", "/approval", "/summary", "/stand-in")]
    pages += [f"{url}/{name}" for name in FILES]
    pages += [
        *("/", "/minutes/", "/decisions/", "/actions/", "/feed/calendar/meetings.ics"),
        *(f"/meetings/{meeting_id}{rest}" for rest in ("/", "/agenda", "/calendar.ics")),
        *(f"/agendas/{agenda_id}{rest}" for rest in ("/agenda.pdf", "/run")),
        *("/documents/", "/parking-lot/", "/issues/", "/meetings/"),
        *(f"/bodies/{body_id}{rest}" for rest in ("/", "/decisions", "/documents")),
    ]
    for page in pages:
        answer = outsider.get(page, follow_redirects=True)
        assert answer.status_code == 200, page
        assert CANARY not in read(answer), page
    assert outsider.get(f"/minutes/errata/{erratum}").status_code == 404
    shown = outsider.get(f"{url}/").text
    assert "Said openly." in shown
    assert shown.count("[…]") == 2
    assert "3.4" in read(outsider.get(f"{url}/approve"))  # numbers are those of the whole
    for page in (f"/meetings/{meeting_id}/agenda", f"/agendas/{agenda_id}/agenda.pdf"):
        assert CANARY in read(secretary.get(page)), page  # those at the table read all of it
        assert "On fees" in read(outsider.get(page)), page
    # The secretariat hands out the same to everybody, and nothing in confidence in letters.
    for name in (*FILES[:2], "summary.pdf", "letter.pdf"):
        assert CANARY not in read(secretary.get(f"{url}/{name}")), name
    assert "Publish the fees" in read(secretary.get(f"{url}/letter.pdf"))
    assert secretary.get(f"{url}/letter.pdf?number=2").status_code == 404
    sent = secretary.post(f"{url}/letters", data={"number": "1", "way": "mail"})
    assert sent.status_code in (303, 409)
    with way.app.app_context():
        mails = [str(one.payload) for one in db.session.scalars(select(Job))]
    assert len(mails) >= 2
    assert not [one for one in mails if CANARY in one]


@pytest.mark.database("sqlite")
def test_no_page_or_file_of_the_site_says_it_to_who_is_not_at_the_table(
    secrets, client_for, committee, seat
):
    """Every address that can be asked, with the numbers of everything, by who only attends."""
    way = secrets
    with way.app.app_context():
        known = {
            f"{model.__tablename__[:-1]}_id": db.session.scalars(
                select(model.id).order_by(model.id.desc())
            ).first()
            for model in (Action, Agenda, Decision, Document, Meeting)
        }
        known |= {"item_id": 1, "body_id": committee, "minutes_id": way.minutes_id}
        known |= {"section_id": db.session.scalars(select(func.max(MinutesSection.id))).one()}
        with way.app.test_request_context():
            asked = [
                url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
                for rule in way.app.url_map.iter_rules()
                if "GET" in rule.methods and rule.arguments <= {*known}
            ]
    assert len(asked) > 150
    client, open_ones = client_for(seat(committee, Role.OBSERVER, "Ingrid Solberg")), 0
    for page in asked:
        answer = client.get(page)
        open_ones += answer.status_code == 200
        assert CANARY not in read(answer), page
    assert open_ones > 30


def test_the_mark_is_found_whatever_its_look_and_its_paragraph_stays_whole():
    looks = (Run(" [", frozenset({"em"})), Run("!] After", frozenset({"strong"})), Run(" all"))
    (said,) = rules.spelled_out([Block("quote", looks)])
    assert said.text == "[In confidence] After all"
    assert (said.kind, said.runs[1].marks) == ("quote", frozenset({"strong"}))
    assert rules.spelled_out([Block("p", (Run("Stop [!] here"),))])[0].text == "Stop [!] here"
    assert rules.html_spelled_out("<p>As it is.</p>") == "<p>As it is.</p>"


@pytest.mark.database("sqlite")
def test_no_mail_that_goes_out_says_it(secrets, client_for):
    """All that the site sends by itself, and what people have sent, with calendars and all."""
    way = secrets
    circulate = {"because": "At last.", "closes_on": TODAY + timedelta(days=20)}
    way.act(consultation.circulate, way.secretary, **circulate)
    way.act(consultation.take_back, way.secretary, reason="One more word.")
    way.submit()
    with way.app.app_context(), unit_of_work():
        meeting, agenda = (db.session.scalars(select(one)).one() for one in (Meeting, Agenda))
        meeting_id, body_id = meeting.id, meeting.body_id
        meeting.state, ahead = MeetingState.CONVENED, clock.now() + timedelta(days=9)
        meeting.starts_at, meeting.ends_at = ahead, ahead + timedelta(hours=2)
        action = db.session.scalars(select(Action).where(Action.is_confidential)).one()
        action.person_id, action.until_on, action.details = way.chairs[0], TODAY, CANARY
        document = db.session.scalars(select(Document)).one()
        people = {"person_ids": [*way.chairs], "actor": SYSTEM, "now": NINE}
        keeping.name_readers(document, **people)
        agenda_id = agenda.id
    with way.app.test_request_context(), unit_of_work():
        agenda = agendas.get_agenda(agenda_id)
        out = lined_up(agenda.items)
        assert CANARY in str([line.item.title for line in out])
        releasing._tell(agenda, out, actor=SYSTEM, now=NINE, today=TODAY)
    office = client_for(way.secretary)
    asked = {"answer": "coming", "note": CANARY}
    with way.app.app_context(), unit_of_work():
        guest = Invitation(meeting_id=meeting_id, person_id=way.chairs[0], invited_at=NINE)
        guest.body_id, guest.kind = body_id, TakesPartAs.GUEST
        db.session.add(guest)
        db.session.flush()
        number = guest.id
    assert office.post(f"/meetings/{meeting_id}/remind", data={"message": "Soon"}).status_code < 400
    assert office.post(f"/invitations/{number}/reply", data=asked).status_code == 303
    with way.app.app_context():
        kinds = [one for one in way.app.extensions["ntfc.jobs"].values() if one.every is not None]
    for kind in kinds:
        with way.app.test_request_context():
            kind.run({})
    with way.app.app_context():
        mails = [one.payload for one in db.session.scalars(select(Job).where(Job.kind == "mail"))]
    subjects = " ".join(one["subject"] for one in mails)
    for word in (
        "Comment on",
        "taken back",
        "Approve",
        "a paper",
        "Agenda:",
        "Reminder",
        "overdue",
    ):
        assert word in subjects, word
    assert any("BEGIN:VEVENT" in (one["calendar"] or "") for one in mails)
    assert not [one for one in mails if CANARY in str(one)]
