"""What became of issues raised before: told to the meeting, and to whoever brought them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.actions import hooks
from ntfc.actions.queries import status as queries
from ntfc.actions.rules.status import Doing, Raised, became_in_words, brought_in_words
from ntfc.actions.service import status
from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.agendas.rules import FOLLOW_UP_KEY
from ntfc.db import db
from ntfc.decisions.models import Decision, DecisionKind, DecisionState
from ntfc.issues.models import IssueState
from ntfc.issues.queries import get_issue
from ntfc.issues.service import moving
from ntfc.jobs import Job
from ntfc.mandates.models import Disposition
from ntfc.meetings.models import MeetingState
from ntfc.meetings.queries import get_meeting
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.rules import Facts
from ntfc.parking_lot.service import parking
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.actions.conftest import DAY, NOW
from tests.issues.conftest import raise_issue
from tests.minutes.test_printing import words
from tests.recording import make_meeting

__all__ = ["make_meeting", "raise_issue"]
WEEK = timedelta(days=7)


@pytest.fixture
def config(config):
    return replace(config, smtp_url="smtp://mail.example", mail_from="ntfc@example.org")


@pytest.fixture
def raised(table, raise_issue, make_meeting):
    """Bring issues, of which one each is parked, answered, in work, and settled long ago."""
    found = {
        name: raise_issue(table.body_id, who, title=name)
        for name, who in (
            ("Scanner", table.member),
            ("Passes", table.member),
            ("Fees", table.officer),
            ("Old", table.member),
        )
    }
    make_meeting(table.body_id, starts_at=NOW - 2 * WEEK, state=MeetingState.HELD, number=1)
    coming = make_meeting(
        table.body_id, starts_at=NOW + timedelta(days=3), state=MeetingState.CONVENED, number=2
    )
    with table.within(), unit_of_work():
        for person in (table.member, table.officer):
            db.session.get_one(Person, person).email = f"p{person}@example.org"
        for name, weeks in (("Scanner", 1), ("Passes", 1), ("Fees", 1), ("Old", 3)):
            told = {"actor": SYSTEM, "now": NOW - weeks * WEEK}
            moving.accept(get_issue(found[name]), word_of=table.chair, **told, today=DAY)
        moving.close(get_issue(found["Old"]), reason="Long ago.", actor=SYSTEM, now=NOW - 3 * WEEK)
        moving.close(
            get_issue(found["Passes"]),
            reason="Passes hold a year now.",
            disposition=Disposition.PARTLY,
            actor=SYSTEM,
            now=NOW - WEEK,
        )
        parking.park(
            get_issue(found["Scanner"]),
            facts=Facts(
                cause=Cause.LACKS_FACTS,
                reason="Nobody counted.",
                asked_by_id=table.chair,
                owner_id=table.member,
                review_on=date(2026, 9, 1),
                next_step="",
            ),
            actor=SYSTEM,
            now=NOW,
            today=DAY,
        )
        decided = Decision(
            body_id=table.body_id,
            kind=DecisionKind.DECISION,
            state=DecisionState.ADOPTED,
            number=1,
            title="One table of fees",
            text="One.",
            adopted_on=DAY,
            issue_id=found["Fees"],
            drafted_at=NOW,
        )
        db.session.add(decided)
    table.take("Draft the table", issue_id=found["Fees"])
    table.take("In confidence", issue_id=found["Fees"], is_confidential=True)
    return coming


def mails(table):
    with table.within():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
        found = [(job.payload["name"], job.payload["body"]) for job in jobs]
    return [one for one in found if "This became of the issues you brought" in one[1]]


@pytest.mark.rule("R163")
def test_each_meeting_and_each_proposer_is_told_what_became_of_issues_raised_before(
    table, raised, client_for, raise_issue
):
    client, url = client_for(table.member), f"/meetings/{raised}/status"
    assert "What became of 3 issues raised before" in client.get(f"/meetings/{raised}/").text
    page = BeautifulSoup(client.get(url).text, "html.parser").select_one("#raised")
    said = " ".join(page.get_text(" ").split())
    for expected in (
        "Parked since June 1, 2026. Facts are missing. Nobody counted.",
        "It comes up again on September 1, 2026.",
        "Closed since May 25, 2026. Passes hold a year now.",
        "What became of the proposal: Partly used",
        "Decision 1: One table of fees",
        "Draft the table (Chamber of Commerce, by June 11, 2026",
    ):
        assert expected in said
    assert "In confidence" not in said
    assert "Long ago" not in said  # the meeting before heard of it
    paper = " ".join(words(client.get(f"{url}.pdf")).split())
    assert "What became of issues raised before" in paper
    assert "Passes hold a year now." in paper
    # It is at hand at the item with which each meeting begins.
    with table.within(), unit_of_work():
        meeting = get_meeting(raised)
        agenda = Agenda(meeting=meeting, body=meeting.body, begun_at=NOW)
        item = AgendaItem(
            agenda=agenda,
            body_id=meeting.body_id,
            position=1,
            added_at=NOW,
            title="What became of what was agreed",
            origin_key=FOLLOW_UP_KEY,
        )
        db.session.add(item)
        db.session.flush()
        acts = [one for one in hooks.ntfc_item_acts(agenda, SYSTEM) if one.url == url]
        assert [(one.item_id, one.in_meeting) for one in acts] == [(item.id, True)]
    # Each who brought something reads of one's own, once for each meeting, and no word of others'.
    for _again in range(2):
        with table.within(), unit_of_work():
            (meeting,) = queries.meetings_to_report(NOW)
            status.tell_who_brought(meeting, actor=SYSTEM, now=NOW, today=DAY)
    told = dict(mails(table))
    assert len(mails(table)) == 2
    assert "Passes hold a year now." in told["Mariam Tesfaye"]
    assert "Fees" not in told["Mariam Tesfaye"]
    assert "Draft the table" in told["Omar Said"]
    with table.within():
        assert queries.meetings_to_report(NOW - WEEK) == []
        assert queries.meetings_to_report(NOW + WEEK) == []


def test_the_job_tells_before_each_meeting_that_is_called(table, raised, monkeypatch):
    monkeypatch.setattr(hooks.clock, "now", lambda: NOW)
    with table.within():
        hooks.tell_who_brought({})
    assert len(mails(table)) == 2


def test_where_an_issue_is_reads_in_a_few_words():
    one = Raised(
        issue_id=1,
        number=7,
        title="Fees",
        by="Chamber",
        raised_on=date(2026, 1, 2),
        state=IssueState.IN_FOLLOW_UP,
        since=date(2026, 3, 4),
        doing=(Doing(title="Draft it"), Doing(title="Send it", owner="Customs", look="overdue")),
    )
    assert brought_in_words(one) == "Brought by Chamber on January 2, 2026."
    first, *tasks = became_in_words(one)
    assert first.endswith("since March 4, 2026.")
    assert tasks == ["Action: Draft it (Open)", "Action: Send it (Customs, Overdue)"]
