import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask_babel import force_locale
from sqlalchemy import select

from ntfc.agendas import queries as agendas
from ntfc.agendas.models import ItemState
from ntfc.agendas.service import building, running
from ntfc.committees.models import Body, HandedOver
from ntfc.committees.service import life
from ntfc.db import db
from ntfc.errors import Overtaken, PermissionDenied, Refused
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.issues.models import IssueState, Measure
from ntfc.issues.service import handing, moving, proposing
from ntfc.jobs import Job
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import MeetingState
from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.hooks import send_reminders
from ntfc.parking_lot.models import Cause, Parking, WayOut
from ntfc.parking_lot.service import leaving, reminding
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure.models import Procedure
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import DAY, NOW, acting
from tests.parking_lot.conftest import REVIEW

S = IssueState
LATER = NOW + timedelta(days=30)


@pytest.fixture
def config(config):
    """Mail leaves this instance, so that what would be sent can be read."""
    return replace(
        config, smtp_url="smtp://mail.example", mail_from="ntfc@example.org", languages=("en", "fr")
    )


def mails(lot):
    with lot.within():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
        return [(job.payload["name"], job.payload["subject"], job.payload["body"]) for job in jobs]


def proposals(lot, meeting_id, agenda_id=None):
    with lot.within():
        agenda = agendas.get_agenda(agenda_id) if agenda_id else None
        found = agendas.proposals_for(meetings.get_meeting(meeting_id), agenda, SYSTEM)
        return {one.key: (str(one.title), str(one.reason)) for one in found}


@pytest.mark.rule("R145")
def test_an_issue_is_set_aside_with_reason_day_meeting_and_who_asked(lot, make_person):
    meeting = lot.meeting()
    agenda = lot.begin(meeting)
    issue = lot.issue()
    with lot.within():
        offered = agendas.proposals_for(
            meetings.get_meeting(meeting), agendas.get_agenda(agenda), SYSTEM
        )
    lot.do(lot.secretary, building.take, agenda, proposals=offered, procedure=Procedure(), now=NOW)
    with lot.within():
        number = lot.items(agenda)["Opened twice"]
        with force_locale("fr"):  # whoever clicked read English
            assert "a été accept" in str(agendas.get_item(number).reason)
    with pytest.raises(PermissionDenied):
        lot.park_item(number, by=make_person("Rima Outside"))
    made = lot.look(lot.park_item(lot.items(agenda)["Opened twice"]))
    assert made.issue.state is S.PARKED
    assert (made.cause, made.reason) == (Cause.NEEDS_THOUGHT, "Figures differ")
    assert (made.asked_by_id, made.owner_id) == (lot.chair, lot.member)
    assert (made.parked_at, made.meeting_id, made.review_on) == (NOW, meeting, REVIEW)
    assert lot.steps(issue)[-1] == "parked"
    assert "Figures differ" in lot.issue_now(issue).reason


def test_the_line_stays_where_people_have_it_and_goes_from_a_draft(lot):
    meeting = lot.meeting()
    agenda = lot.begin(meeting, "Fees", "Seals", "Quays")
    fees, seals, quays = (lot.items(agenda)[title] for title in ("Fees", "Seals", "Quays"))
    lot.park_item(seals)
    with lot.within(), unit_of_work():
        agendas.get_item(fees).released_at = NOW
    lot.call(meeting, MeetingState.UNDER_WAY)
    lot.on_item(lot.secretary, running.take_up, fees, now=NOW)
    for item in (fees, quays):  # at the table also a line that was never sent out
        lot.park_item(item)
    with lot.within():
        seen = agendas.get_agenda(agenda)
        assert {item.title: item.state for item in seen.items} == {
            "Fees": ItemState.PARKED,
            "Seals": ItemState.DROPPED,
            "Quays": ItemState.PARKED,
        }
        assert seen.current_item_id is None
        assert all(item.issue.title == item.title for item in seen.items)


def test_what_has_no_issue_becomes_one_that_carries_on(lot):
    meeting = lot.meeting()
    agenda = lot.begin(meeting)
    facts = {"title": "Lights at the gate", "text": "Two are out", "proposed_by_id": lot.member}
    lot.do(lot.secretary, building.add_item, agenda, facts=facts, procedure=Procedure(), now=NOW)
    made = lot.look(lot.park_item(lot.items(agenda)["Lights at the gate"]))
    assert (made.issue.title, made.issue.problem) == ("Lights at the gate", "Two are out")
    assert made.issue.raised_by_id == lot.member
    assert lot.steps(made.issue_id) == ["placed", "parked"]


def test_nothing_in_confidence_becomes_an_issue_for_everybody(lot):
    agenda = lot.begin(lot.meeting())
    facts = {"title": "Three offers", "is_confidential": True}
    lot.do(lot.secretary, building.add_item, agenda, facts=facts, procedure=Procedure(), now=NOW)
    with pytest.raises(Refused, match="in confidence"):
        lot.park_item(lot.items(agenda)["Three offers"])


@pytest.mark.rule("R146")
def test_what_is_contentious_is_too_early_by_proposal_and_comes_up_at_its_review_date(lot):
    issue = lot.issue(contention=Measure.LARGE)
    with lot.within():
        known = issues.get_issue(issue)
        proposed = queries.proposed(
            known.body, issue=known, item=None, actor=acting(lot.secretary), today=DAY
        )
    assert proposed.cause is Cause.TOO_EARLY
    assert (proposed.asked_by_id, proposed.owner_id) == (
        min(lot.chair, lot.other_chair),
        lot.member,
    )
    assert proposed.review_on == DAY + rules.SEASON
    made = lot.park(issue, **vars(proposed))
    before, after = lot.meeting(80), lot.meeting(95)
    assert f"parkings:{made}" not in proposals(lot, before)
    assert f"parkings:{made}" in proposals(lot, after)


@pytest.mark.rule("R148")
def test_what_is_overdue_proposes_itself_once_and_is_put_on_with_one_click(lot):
    with lot.within(), unit_of_work():
        db.session.get_one(
            Body, lot.body_id
        ).time_zone = "Pacific/Pago_Pago"  # where it is the evening before
    made = lot.park(lot.issue(), next_step="Count them")
    meeting = lot.meeting(41)
    key, agenda = f"parkings:{made}", lot.begin(meeting)
    title, reason = proposals(lot, meeting, agenda)[key]
    assert title == "Opened twice"
    assert "Count them" in reason
    assert "Mariam Tesfaye" in reason
    assert "Parked on May 31, 2026" in reason
    with lot.within():
        assert queries.attempts_of(queries.get_parking(made).issue)[0].startswith("May 31, 2026")
        (row,) = queries.standing_in(SYSTEM, lot.body_id)
        assert (row.parked_on, row.age(DAY)) == (DAY - timedelta(days=1), 1)
        one = [
            p
            for p in agendas.proposals_for(
                meetings.get_meeting(meeting), agendas.get_agenda(agenda), SYSTEM
            )
            if p.key == key
        ]
    lot.do(lot.secretary, building.take, agenda, proposals=one, procedure=Procedure(), now=LATER)
    left = lot.look(made)
    assert (left.way_out, left.left_at, left.issue.state) == (WayOut.RETURNED, LATER, S.ON_AGENDA)
    assert not {key, f"issues:{left.issue_id}"} & set(proposals(lot, meeting, agenda))
    with pytest.raises(Refused, match="must lie after"):
        lot.park(lot.issue("Seals"), review_on=DAY)  # a review date is required, and ahead


def test_an_issue_stands_there_once_also_when_two_press_at_one_moment(lot, database):
    issue = lot.issue()
    lot.park(issue)
    with pytest.raises(Refused, match="cannot become"):
        lot.park(issue)
    twin = lot.said()
    with lot.within(), pytest.raises(Refused, match="already"), unit_of_work():
        row = Parking(issue_id=issue, body_id=lot.body_id, parked_at=NOW, **vars(twin))
        db.session.add(row)
    if database == "postgresql":
        other, told = lot.issue("Seals"), []

        def press():
            try:
                lot.park(other)
            except (Refused, Exception) as error:  # noqa: BLE001  -- counted below
                told.append(error)

        both = [threading.Thread(target=press) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        with lot.within():
            rows = db.session.scalars(select(Parking).where(Parking.issue_id == other)).all()
        assert (len(rows), len(told)) == (1, 1)


def test_only_who_leads_parks_and_a_proposal_only_who_decides_on_proposals(lot):
    with pytest.raises(PermissionDenied):
        lot.park(lot.issue(), by=lot.member)
    proposal = lot.issue("Seals", accept=False)
    with pytest.raises(Refused, match="Say who decided"):
        lot.park(proposal, by=lot.secretary, asked_by_id=lot.member)
    assert lot.look(lot.park(proposal, by=lot.secretary)).issue.state is S.PARKED
    with pytest.raises(Refused, match="must sit in the body"):
        lot.park(lot.issue("Fees"), owner_id=lot.observer)


@pytest.mark.rule("R150")
def test_a_single_case_is_never_parked(lot):
    issue = lot.issue()
    made = lot.park(issue)
    with lot.within(), unit_of_work():
        moving.send_to_case_channel(
            issues.get_issue(issue),
            where="The appeal board",
            say=lambda: "One case",
            actor=acting(lot.secretary),
            now=NOW,
        )
    left = lot.look(made)
    assert (left.way_out, left.reason, left.way_out_reason) == (WayOut.ONE_CASE, "", "")
    with pytest.raises(Refused, match="cannot become"):
        lot.park(issue)


@pytest.mark.rule("R151")
def test_ideas_are_added_between_meetings_and_counted_since(lot):
    issue = lot.issue()
    made = lot.park(issue)
    lot.by_mail(member="mariam@example.org", secretary="rana@example.org")
    lot.on(made, "ask_for_ideas", by=lot.chair, now=NOW)
    assert {"Mariam Tesfaye", "Rana Odeh"} <= {
        name for name, _subject, body in mails(lot) if "Do you see a way?" in body
    }
    with lot.within(), unit_of_work():
        proposing.add_idea(
            issues.get_issue(issue), text="One seal", actor=acting(lot.member), now=LATER
        )
    with lot.within():
        rows = queries.standing_in(acting(lot.member), lot.body_id)
    assert [(row.ideas, row.age(LATER.date())) for row in rows] == [(1, 30)]


def test_ages_count_the_meetings_held_since(lot):
    lot.park(lot.issue(), now=NOW - timedelta(days=20), today=DAY - timedelta(days=20))
    lot.call(lot.meeting(-30), MeetingState.HELD)
    lot.call(lot.meeting(-10), MeetingState.HELD)
    lot.meeting(10)
    with lot.within():
        rows = queries.standing_in(acting(lot.member), lot.body_id)
    assert [row.meetings for row in rows] == [1]


@pytest.mark.rule("R149")
def test_every_way_out_is_there_and_noted(lot, make_body, seat):
    above, sister = make_body("Council"), make_body("Sister")
    with lot.within(), unit_of_work():
        body, top = (db.session.get_one(Body, number) for number in (lot.body_id, above))
        body.parent_id, body.path = above, f"{top.path}{body.id}/"
    ways = {}

    def go(name, title, **values):
        made = lot.park(lot.issue(title), next_step="Ask once more")
        lot.on(made, name, **values, now=LATER)
        ways[title] = lot.look(made)
        return ways[title]

    into = lot.issue("Into")
    assert go("take_up", "Back", reason="Facts came").way_out is WayOut.RETURNED
    up = go(
        "hand_over",
        "Up",
        to=lambda: issues.get_body(above),
        reason="Too big",
        attempts="Two letters",
    )
    assert up.way_out is WayOut.ESCALATED
    with lot.within(), unit_of_work():  # whoever brought the others reads another language
        author = db.session.get_one(Person, lot.member)
        author.language, author.email = "fr", "author@example.org"
        db.session.get_one(Body, sister).names_by_language = {"fr": "Voisine"}
        issues.get_issue(into).kept_title = _("An item that concerned one case")
    with lot.within():
        told = [e.text for e in issues.events_of(up.to_issue) if e.kind.value == "received"]
        record = queries.attempts_of(up.to_issue)  # of a further step up it is still part
    for words in ("Too big", "Two letters", "Figures differ", "Ask once more"):
        assert words in told[0]
        assert words in "".join(map(str, record))
    with lot.within(), force_locale("fr"):  # whoever reads it, in whatever language it was sent
        for line in (str(told[0]), "\n".join(map(str, record))):
            assert "Prochaine étape convenue\N{NO-BREAK SPACE}: Ask once more" in line
            assert "1 juin 2026" in line.replace("1er", "1")
            assert "parked" not in line
    assert (
        go("hand_over", "Aside", to=lambda: issues.get_body(sister), reason="Theirs").way_out
        is WayOut.HANDED_OVER
    )
    merged = go("merge", "Twin", into=lambda: issues.get_issue(into), reason="The same")
    assert (merged.way_out, merged.to_issue_id) == (WayOut.MERGED, into)
    *_others, aside, _accepted, _parked, twin = (body for *_to, body in mails(lot))
    assert "Voisine\nTheirs" in aside
    assert "Un point qui concernait un cas particulier\nThe same" in twin
    closed = go("close", "Done", reason="The gate is open")
    assert (closed.way_out, closed.way_out_reason) == (WayOut.CLOSED, "The gate is open")
    assert all(one.left_at == LATER and one.left_by_id == lot.secretary for one in ways.values())
    with pytest.raises(Refused, match="has left"):
        lot.on(closed.id, "close", reason="Twice", now=LATER)


def test_the_page_of_an_agenda_takes_it_back_too(lot):
    made = lot.park(lot.issue())
    agenda = lot.begin(lot.meeting())
    lot.on(made, "put_on", agenda=lambda: agendas.get_agenda(agenda), now=LATER, today=DAY)
    assert lot.look(made).way_out is WayOut.RETURNED


def test_however_an_issue_leaves_it_is_noted(lot, make_body):
    made = lot.park(lot.issue())
    with lot.within(), unit_of_work():
        moving.close(
            queries.get_parking(made).issue,
            reason="Settled by a call",
            actor=acting(lot.chair),
            now=LATER,
        )
    left = lot.look(made)
    assert (left.way_out, left.way_out_reason, left.left_by_id) == (
        WayOut.CLOSED,
        "Settled by a call",
        lot.chair,
    )


def test_closing_is_told_to_who_raised_it_and_to_who_asked(lot):
    lot.by_mail(member="mariam@example.org", chair="samer@example.org")
    made = lot.park(lot.issue())
    lot.on(made, "close", reason="One slip holds", now=LATER)
    told = [(name, body) for name, _subject, body in mails(lot) if "One slip holds" in body]
    assert {name for name, _body in told} == {"Mariam Tesfaye", "Samer Khatib"}


def test_who_added_an_idea_is_told_that_the_issue_is_parked(lot):
    lot.by_mail(member="mariam@example.org", secretary="rana@example.org")
    issue = lot.issue()
    with lot.within(), unit_of_work():
        for text in ("One seal", "No seal"):
            proposing.add_idea(
                issues.get_issue(issue), text=text, actor=acting(lot.secretary), now=NOW
            )
    lot.park(issue)
    told = [(name, body) for name, subject, body in mails(lot) if "your idea on" in subject]
    ((name, body),) = told
    assert name == "Rana Odeh"
    assert "Your idea stays with it." in body
    assert "It comes up again on" in body


def test_two_merged_keep_both_histories_and_the_answer_reaches_both(lot):
    one, other = lot.issue("Seals"), lot.issue("Two seals")
    made = lot.park(one)
    with lot.within(), unit_of_work():
        proposing.add_idea(issues.get_issue(one), text="Blue", actor=acting(lot.member), now=NOW)
    lot.on(made, "merge", into=lambda: issues.get_issue(other), reason="The same", now=LATER)
    assert lot.steps(one)[-1] == "merged"
    assert lot.steps(other)[-1] == "taken_in"
    with lot.within():
        record = queries.attempts_of(issues.get_issue(other))
        assert any("Figures differ" in line for line in record)  # tried with what it took in
        assert [line for line in record if "Blue" in line] == ["An idea: Blue"]
        assert [idea.text for idea in issues.ideas_of(issues.get_issue(other))] == ["Blue"]
        assert [idea.text for idea in issues.ideas_of(issues.get_issue(one))] == ["Blue"]
    with lot.within(), unit_of_work():
        moving.close(issues.get_issue(other), reason="Done", actor=acting(lot.chair), now=LATER)
    assert lot.steps(one)[-1] == "answered"


def test_the_page_of_the_one_that_goes_on_shows_the_whole_chain_of_all_merged_into_it(
    lot, client_for, make_person
):
    """Also of one merged before into one that was merged; who may not read them sees none of it."""
    first, second, last = (lot.issue(title) for title in ("Seals", "Two seals", "Three seals"))
    why = {one: f"Why {one} waits" for one in (first, second)}
    for one, into in ((first, second), (second, last)):
        made = lot.park(one, reason=why[one])
        lot.on(made, "merge", into=lambda n=into: issues.get_issue(n), reason="Same", now=LATER)
    with lot.within():
        numbers = {one: issues.get_issue(one).number for one in (first, second)}
    page = BeautifulSoup(client_for(lot.chair).get(f"/issues/{last}").text, "html.parser")
    told = page.select_one("#history").get_text(" ", strip=True)
    for one in (first, second):
        assert why[one] in told
        assert f"from issue {numbers[one]}" in told
        assert f"from issue {numbers[one]}" in page.select_one("#way").get_text(" ", strip=True)
    shown = client_for(make_person("Lina Aziz")).get(f"/issues/{last}").text
    assert "Three seals" in shown
    assert "from issue" not in shown
    with lot.within(), unit_of_work():
        moving.close(issues.get_issue(last), reason="Done", actor=acting(lot.chair), now=LATER)
    assert [lot.steps(one)[-1] for one in (first, second)] == ["answered", "answered"]


def test_who_saved_first_is_not_overwritten_and_the_new_owner_is_told(lot):
    made = lot.park(lot.issue())
    seen = lot.look(made).version
    values = {"owner_id": lot.other_chair, "next_step": "Ask"}
    lot.on(made, "amend", by=lot.chair, values=values, seen=seen, today=DAY)
    with pytest.raises(Overtaken):
        lot.on(made, "amend", by=lot.chair, values={"next_step": "Tell"}, seen=seen, today=DAY)
    now = lot.look(made)
    assert (now.owner_id, now.next_step) == (lot.other_chair, "Ask")
    with pytest.raises(PermissionDenied):
        lot.on(made, "amend", by=lot.member, values={}, seen=now.version, today=DAY)
    with pytest.raises(Refused, match="future"):
        lot.on(made, "amend", by=lot.chair, values={"review_on": DAY}, seen=now.version, today=DAY)


def test_owners_are_reminded_once_before_the_day_and_once_after_it(lot):
    made = lot.park(lot.issue())
    lot.by_mail(member="mariam@example.org")

    def remind(today):
        with lot.within(), unit_of_work():
            reminding.remind(queries.get_parking(made), actor=SYSTEM, now=LATER, today=today)
        return len([1 for name, *_ in mails(lot) if name == "Mariam Tesfaye"])

    before = remind(REVIEW - timedelta(days=20))
    counts = [remind(REVIEW + timedelta(days=ahead)) - before for ahead in (-7, -3, 0, 1, 9)]
    assert counts == [1, 1, 1, 2, 2]


def test_the_job_reminds_of_what_comes_near(lot, app):
    lot.park(lot.issue(), now=NOW, review_on=DAY + timedelta(days=1))
    with app.app_context():
        send_reminders({})
    with lot.within():
        found = db.session.scalars(select(Parking)).one()
        assert found.missed_for == DAY + timedelta(days=1)


def test_a_body_that_is_over_hands_its_parking_lot_on(lot, make_body):
    heir = make_body("Heir")
    made = lot.park(lot.issue(), next_step="Ask")
    waiting = lot.issue("Not parked")
    with lot.within(), unit_of_work():
        body = db.session.get_one(Body, lot.body_id)
        body.parent_id, body.path = heir, f"{db.session.get_one(Body, heir).path}{body.id}/"
    with lot.within(), unit_of_work():
        body = issues.get_body(lot.body_id)
        life.close(body, reason="Done", today=DAY, actor=acting(lot.chair))
        db.session.flush()
        kinds = db.session.scalars(select(HandedOver.kind).where(HandedOver.body_id == body.id))
        assert sorted(kinds) == ["Issue", "Parked issue"]
    left = lot.look(made)
    assert left.way_out is WayOut.ESCALATED
    with lot.within():
        [there] = queries.kept_parkings(heir)
        assert (there.issue.came_from_id, there.next_step) == (left.issue_id, "Ask")
        assert (there.review_on, there.owner_id) == (REVIEW, lot.member)
        assert issues.get_issue(waiting).state is S.REDIRECTED
        assert [issue.state for issue in issues.open_in(heir)].count(S.PARKED) == 1


def test_a_listener_that_hands_over_by_hand_does_not_park_at_the_other_body(lot, make_body, seat):
    sister = make_body("Sister")
    made = lot.park(lot.issue())
    with lot.within(), unit_of_work():
        handing.hand_over(
            issues.get_issue(queries.get_parking(made).issue_id),
            to=issues.get_body(sister),
            reason="Theirs",
            actor=acting(lot.chair),
            now=LATER,
        )
    with lot.within():
        assert list(queries.kept_parkings(sister)) == []
    assert seat(sister, Role.CHAIR, "Dina Aziz")


def test_no_issue_leaves_when_its_way_out_cannot_be_noted(lot, monkeypatch):
    made = lot.park(lot.issue())

    def fails(*_subject, **_values):
        raise LookupError("no room left")

    monkeypatch.setattr(leaving, "note_way_out", fails)
    with pytest.raises(Refused, match="parking_lot"), lot.within(), unit_of_work():
        moving.close(
            queries.get_parking(made).issue, reason="Over", actor=acting(lot.chair), now=LATER
        )
    with lot.within():
        kept = queries.get_parking(made)
        assert (kept.left_at, kept.issue.state) == (None, IssueState.PARKED)
