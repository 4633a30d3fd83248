"""What came out of a meeting: part of the text that is approved, on the page and on paper."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.db import db
from ntfc.decisions.models import (
    Addressee,
    Decision,
    DecisionKind,
    DecisionState,
    HowAgreed,
    Reservation,
)
from ntfc.issues.models import Issue, IssueState
from ntfc.meetings.models import Meeting
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Minutes, MinutesState
from ntfc.parking_lot.models import Cause, Parking, WayOut
from ntfc.transaction import unit_of_work
from tests.minutes.test_printing import CANARY, words
from tests.recording import NINE, TODAY

DECIDED = (
    ("Fees are published", DecisionKind.DECISION, DecisionState.ADOPTED, 2, True, False),
    ("One calendar", DecisionKind.RECOMMENDATION, DecisionState.ADOPTED, 1, False, False),
    ("Opening at night", DecisionKind.DECISION, DecisionState.NOT_ADOPTED, None, False, False),
    ("A joint post", DecisionKind.OPINION, DecisionState.PASSED_UP, None, False, False),
    ("Still being drafted", DecisionKind.DECISION, DecisionState.DRAFT, None, False, False),
    ("The gate opens in May", DecisionKind.INFORMATION, DecisionState.ADOPTED, 4, False, False),
    ("Shifts at the port", DecisionKind.APPROVAL, DecisionState.ADOPTED, 5, True, False),
    (f"About {CANARY}", DecisionKind.GUIDANCE, DecisionState.ADOPTED, 3, False, True),
)


@pytest.fixture
def came_out(app, way, make_organisation):
    """Give the meeting something of every kind."""
    customs = make_organisation("Customs")
    with app.app_context(), unit_of_work():
        minutes = db.session.get_one(Minutes, way.minutes_id)
        made = {}
        for title, kind, state, number, binding, hidden in sorted(
            DECIDED, key=lambda facts: facts[3] or 9
        ):
            made[title] = Decision(
                body=minutes.body,
                kind=kind,
                state=state,
                number=number,
                previous=number - 1 if number and number > 1 else None,
                term_number=4 if number else 0,
                title=title,
                text=f"{title}, says the body.",
                is_binding=binding,
                applies_to_all=kind is DecisionKind.APPROVAL,
                conditions="Two lanes.\n\nNo fee" if kind is DecisionKind.APPROVAL else "",
                is_confidential=hidden,
                how=HowAgreed.RESERVATIONS if binding else None,
                next_step="The group tries again." if state is DecisionState.NOT_ADOPTED else "",
                meeting_id=minutes.meeting_id,
                drafted_at=NINE,
            )
            db.session.add(made[title])
            db.session.flush()
        fees, calendar = made["Fees are published"].id, made["One calendar"]
        db.session.add_all(
            [
                Reservation(
                    body_id=minutes.body_id,
                    decision_id=fees,
                    organisation_id=customs,
                    text="Not before May.",
                ),
                Addressee(
                    body_id=minutes.body_id,
                    decision=calendar,
                    organisation_id=customs,
                    due_on=TODAY + timedelta(days=60),
                ),
            ]
        )
        for number, (title, ago, way_out) in enumerate(
            (
                ("Gate two", 0, None),
                ("Parked long before", 9, None),
                ("One firm's matter", 0, WayOut.ONE_CASE),
            ),
            1,
        ):
            issue = Issue(
                body=minutes.body,
                number=number,
                state=IssueState.PARKED,
                title=title,
                problem="It is.",
                expected_result="It is not.",
                raised_by_id=way.secretary,
                raised_at=NINE,
            )
            parking = Parking(
                body_id=minutes.body_id,
                issue=issue,
                meeting_id=minutes.meeting_id,
                cause=Cause.LACKS_FACTS,
                reason="No counts.",
                next_step="Count the lorries.",
                asked_by_id=way.secretary,
                owner_id=way.secretary,
                review_on=TODAY + timedelta(days=30),
                parked_at=NINE - timedelta(days=ago),
                left_at=NINE if way_out else None,
                way_out=way_out,
            )
            db.session.add(parking)
    return way


def document_of(way):
    with way.app.test_request_context():
        return queries.document_of(queries.get_minutes(way.minutes_id))


@pytest.mark.rule("R51")
@pytest.mark.rule("R132")
@pytest.mark.rule("R136")
@pytest.mark.rule("R137")
@pytest.mark.rule("R147")
def test_what_came_out_is_on_the_page_and_on_paper_and_each_says_whether_it_binds(
    came_out, client_for
):
    way = came_out
    submit = client_for(way.secretary).get(f"/minutes/{way.minutes_id}/submit").text
    assert "Still being drafted" in submit
    way.submit()
    page = BeautifulSoup(
        client_for(way.chairs[0]).get(f"/minutes/{way.minutes_id}/approve").text, "html.parser"
    )
    told = [
        (" ".join(each.h3.text.split()), " ".join(each.strong.text.split()))
        for each in page.select("#outcomes article")
    ]
    assert told == [
        ("Recommendation 4/1: One calendar", "Advisory, not binding"),
        ("Decision 4/2: Fees are published", "Binding"),
        (f"Guidance to reflect further 4/3: About {CANARY} In confidence", "Advisory, not binding"),
        ("Information 4/4: The gate opens in May", "Advisory, not binding"),
        ("Approval 4/5: Shifts at the port", "Binding"),
        ("Opinion: A joint post", "A proposal to the body above. Advisory, not binding."),
        ("Decision: Opening at night", "Not adopted, so it is not binding."),
    ]
    said = page.select_one("#outcomes").text.replace("\u2068", "").replace("\u2069", "")
    scope = "It applies to all traders, not only to members."
    flagged = [each.h3.text for each in page.select("#outcomes article") if scope in each.text]
    assert [" ".join(name.split()) for name in flagged] == ["Approval 4/5: Shifts at the port"]
    for part in ("Customs: Not before May.", "Customs, answer by", "Next step: The group tries"):
        assert part in said, part
    (row,) = page.select("#parked tbody tr")
    for part in (
        "1. Gate two",
        "Facts are missing. \u2068No counts.\u2069",
        "Count the lorries.",
        "April 1",
    ):
        assert part in row.text, part
    assert "Samira Khoury" in row.text
    secretary = client_for(way.secretary)
    for kind in ("pdf", "docx"):
        paper = words(secretary.get(f"/minutes/{way.minutes_id}/members.{kind}"))
        for part in (*(one[0] for one in told[:2]), "Binding", "Gate two", "Count the", CANARY):
            assert part in paper, part
        assert paper.count(scope) == 1
        assert "Conditions: Two lanes; No fee" in paper
        order = ["Recommendation 4/1"] + (["The committee met"] if kind == "pdf" else [])
        assert [*map(paper.index, order)] == sorted(map(paper.index, order))
        public = words(secretary.get(f"/minutes/{way.minutes_id}/public.{kind}"))
        assert "Advisory, not binding" in public
        for hidden in (CANARY, "Still being drafted", "Parked long before", "One firm"):
            assert hidden not in public, hidden


@pytest.mark.parametrize("what", ["decision", "parked"])
def test_a_change_of_what_came_out_ends_approvals(came_out, what):
    way = came_out
    way.submit()
    way.approve(way.chairs[0])
    with way.app.app_context(), unit_of_work():
        if what == "decision":
            db.session.scalars(select(Reservation)).one().text = "Not before June."
        else:
            db.session.scalars(select(Parking).order_by(Parking.id)).first().next_step = "Ask."
    way.approve(way.chairs[1])
    minutes, _version, given = way.look()
    assert minutes.state is MinutesState.REVISED
    assert [one.person_id for one in given if one.voided_at] == [way.chairs[0]]
    way.approve(way.chairs[0])
    minutes, version, _given = way.look()
    assert minutes.state is MinutesState.APPROVED
    assert rules.from_canonical(version.text) == document_of(way)


def test_later_progress_ends_no_approval(came_out):
    way = came_out
    before = document_of(way)
    with way.app.app_context(), unit_of_work():
        db.session.scalars(select(Addressee)).one().text = "We work on it."
        for one in db.session.scalars(select(Parking).where(Parking.left_at.is_(None))):
            one.left_at, one.way_out = NINE + timedelta(days=9), WayOut.RETURNED
    assert document_of(way) == before


def test_minutes_without_decisions_keep_the_fingerprint_they_had_before_there_were_any(way):
    text = rules.canonical(document_of(way))
    assert {"outcomes", "parked"}.isdisjoint(json.loads(text))
    assert rules.canonical(rules.from_canonical(text)) == text


def test_what_comes_of_an_item_in_confidence_is_in_confidence(app, came_out):
    way = came_out
    with app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        agenda = Agenda(meeting=meeting, body=meeting.body, begun_at=NINE)
        item = AgendaItem(agenda=agenda, body_id=meeting.body_id, position=1, title="Quietly")
        item.is_confidential, item.added_at = True, NINE
        db.session.add(item)
        db.session.flush()
        for one in (*db.session.scalars(select(Decision)), *db.session.scalars(select(Parking))):
            one.item_id = item.id
    shown = rules.for_outsiders(document_of(way))
    assert (shown.outcomes, shown.parked) == ((), ())
