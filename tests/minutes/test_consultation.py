"""From the finished record to the answered comment."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ntfc import clock
from ntfc.actions.queries.sponsoring import sponsor_facts
from ntfc.actions.rules.sponsoring import lines_of
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import FieldRefused, PermissionDenied, Refused
from ntfc.mandates.models import Disposition
from ntfc.minutes import queries, rules
from ntfc.minutes.hooks import send_reminders
from ntfc.minutes.models import Minutes, MinutesState, VersionKind
from ntfc.minutes.service import consultation, letters, writing
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import Procedure
from ntfc.seats.models import Appointment
from ntfc.transaction import unit_of_work
from tests.recording import NINE, TODAY, insider
from tests.twice import sent_twice

A = "<p>The committee met at nine.</p><p>Customs spoke.</p>"
CLOSES = TODAY + timedelta(days=14)


@pytest.fixture
def member(committee, seat):
    return seat(committee, Role.MEMBER, "Nadia Mansour", email="nadia@example.org")


@pytest.fixture
def draft(make_minutes, secretary, member):
    """Minutes with a text, and the number of their section."""
    minutes_id, (section_id,) = make_minutes(A)
    return minutes_id, section_id


@pytest.fixture
def act(app):
    """Return a function that does something to minutes as a person, in one transaction."""

    def act(what, minutes_id, person_id, **values):
        with app.test_request_context(), unit_of_work():
            actor = SYSTEM if person_id is None else insider(person_id)
            return what(queries.get_minutes(minutes_id), actor=actor, **values)

    return act


def circulate(act, minutes_id, person_id, closes_on=CLOSES, because="", today=TODAY, at=NINE):
    return act(
        consultation.circulate,
        minutes_id,
        person_id,
        closes_on=closes_on,
        because=because,
        today=today,
        now=at,
    )


def circulate_now(act, minutes_id, person_id, days=14):
    """Circulate at this moment, for what a browser opens."""
    today = clock.today("UTC")
    closes_on = today + timedelta(days=days)
    return circulate(act, minutes_id, person_id, closes_on=closes_on, today=today, at=now())


def comment(act, minutes_id, person_id, said="At ten, not nine.", today=TODAY, **values):
    values = {"section_id": None, "paragraph": None, "organisation_id": None, **values}
    act(
        consultation.comment,
        minutes_id,
        person_id,
        said=said,
        today=today,
        now=now(),
        **values,
    )


@pytest.fixture
def comments(app):
    def comments(minutes_id):
        with app.app_context():
            return [*queries.comments_on(db.session.get_one(Minutes, minutes_id))]

    return comments


def state_of(app, minutes_id):
    with app.app_context():
        return db.session.get_one(Minutes, minutes_id).state


@pytest.mark.rule("R152")
def test_the_draft_goes_to_every_seat_and_waits_there(
    app, act, draft, secretary, member, seat, committee
):
    seat(committee, Role.OBSERVER, "Observer")
    minutes_id, _section = draft
    circulate(act, minutes_id, secretary)
    with app.app_context():
        asked = [
            r.person.name for r in queries.requests_of(db.session.get_one(Minutes, minutes_id))
        ]
        assert asked == ["Nadia Mansour"]
        assert db.session.get_one(Minutes, minutes_id).comments_close_on == CLOSES
        (waiting,) = queries.asked_to_comment(member, TODAY)
        assert waiting.id == minutes_id
        (version,) = queries.versions_of(waiting)
        assert version.kind is VersionKind.CIRCULATED
        assert rules.from_canonical(version.text).parts[0].html == A
        assert version.fingerprint == rules.fingerprint_of(version.text)


def test_the_text_stays_as_it_is_while_people_comment(app, act, draft, secretary, save, stands):
    minutes_id, section_id = draft
    circulate(act, minutes_id, secretary)
    with pytest.raises(Refused, match="stays as it is"):
        save(section_id, secretary, "<p>x</p>", stands(section_id)[0])
    assert stands(section_id)[1] == A


def test_what_is_written_after_the_closing_date_is_a_revision(
    app, act, draft, secretary, save, stands
):
    minutes_id, section_id = draft
    circulate(
        act,
        minutes_id,
        secretary,
        closes_on=TODAY + timedelta(days=1),
        today=TODAY - timedelta(days=9),
    )
    with app.app_context(), unit_of_work():
        db.session.get_one(Minutes, minutes_id).comments_close_on = TODAY - timedelta(days=1)
    save(section_id, secretary, "<p>x</p>", stands(section_id)[0])
    assert state_of(app, minutes_id) is MinutesState.REVISED


def test_everything_that_is_in_the_way_is_told_at_once(
    app, act, draft, secretary, deputy, save, stands
):
    minutes_id, section_id = draft
    seen = stands(section_id)[0]
    save(section_id, secretary, "<p>theirs</p>", seen)
    save(section_id, deputy, "<p>mine</p>", seen)
    with pytest.raises(Refused) as refused:
        circulate(act, minutes_id, secretary, closes_on=TODAY)
    told = [str(reason) for reason in refused.value.reasons]
    assert told == [
        "1 text waits beside another. Bring both together first.",
        "The closing date must lie in the future.",
    ]


def test_empty_minutes_go_to_nobody(act, make_minutes, secretary):
    minutes_id, _sections = make_minutes("")
    with pytest.raises(Refused, match="Nothing is written yet"):
        circulate(act, minutes_id, secretary)


@pytest.fixture
def ten_days(app, committee):
    """A rule of ten working days for comments, and five from meeting to circulation."""
    settings = Procedure(comment_days=10, minutes_target_days=5, count_working_days=True)
    with app.test_request_context(), unit_of_work():
        procedures.lay_down(
            db.session.get_one(Body, committee),
            procedure=settings,
            valid_from=date(2026, 1, 1),
            actor=SYSTEM,
            now=now(),
        )


def test_a_shorter_time_than_the_rule_needs_a_reason(app, act, draft, secretary, ten_days):
    minutes_id, _section = draft
    with pytest.raises(FieldRefused, match="Rule 26") as refused:
        circulate(act, minutes_id, secretary, closes_on=TODAY + timedelta(days=11))
    assert refused.value.field == "because"
    circulate(
        act, minutes_id, secretary, closes_on=TODAY + timedelta(days=11), because="Asked for."
    )
    with app.app_context():
        assert db.session.get_one(Minutes, minutes_id).because == "Asked for."


def test_the_time_of_the_rule_needs_none(act, draft, secretary, ten_days):
    minutes_id, _section = draft
    circulate(act, minutes_id, secretary, closes_on=TODAY + timedelta(days=14))


@pytest.mark.rule("R153")
def test_the_clock_runs_from_the_meeting_to_circulation(app, act, draft, secretary, ten_days):
    minutes_id, _section = draft

    def clock_on(day):
        with app.app_context():
            return queries.clock_of(queries.get_minutes(minutes_id), day)

    running = clock_on(TODAY + timedelta(days=8))
    assert (running.days, running.due_on, running.is_late) == (6, date(2026, 3, 9), True)
    circulate(act, minutes_id, secretary)
    with app.app_context(), unit_of_work():
        minutes = db.session.get_one(Minutes, minutes_id)
        minutes.circulated_at = minutes.meeting.ends_at + timedelta(days=4)
    stopped = clock_on(TODAY + timedelta(days=80))
    assert (stopped.days, stopped.is_late, stopped.in_working_days) == (4, False, True)
    with app.test_request_context():  # the figure stands in the report to the sponsor
        body = db.session.get_one(Minutes, minutes_id).body
        first, last = TODAY - timedelta(days=9), TODAY + timedelta(days=80)
        told = {
            title: lines
            for title, lines, _nothing in lines_of(sponsor_facts(body, first, last, last))
        }["How the work goes"]
        assert sponsor_facts(body, first - timedelta(days=99), first, last)["pace"] == []
    assert told == [
        "Draft minutes sent out: 1 of 1",
        "Working days from a meeting to its draft minutes, on average: 4",
        "Draft minutes later than the rules ask: 0",
    ]


@pytest.mark.rule("R152")
def test_comments_and_changes_are_logged_with_what_became_of_each(
    app, act, draft, secretary, member, comments, client_for
):
    minutes_id, section_id = draft
    circulate(act, minutes_id, secretary)
    comment(act, minutes_id, member, section_id=section_id, paragraph=0)
    (said,) = comments(minutes_id)
    assert (said.paragraph, said.text) == ("The committee met at nine.", "At ten, not nine.")
    answer = {"disposition": Disposition.USED, "reason": "", "now": now()}

    def dispose(today):
        with app.test_request_context(), unit_of_work():
            consultation.dispose(
                queries.get_comment(said.id), actor=insider(secretary), today=today, **answer
            )

    with pytest.raises(Refused, match="when all are in"):
        dispose(CLOSES)
    dispose(CLOSES + timedelta(days=1))
    (answered,) = comments(minutes_id)
    assert answered.disposition is Disposition.USED
    with app.test_request_context():
        told = letters._outcome(answered)
    assert told == "At ten, not nine.\nWhat became of it: Used in full."
    with app.test_request_context(), unit_of_work():
        section = queries.get_section(section_id)
        writing.save(
            section,
            html="<p>The committee met at ten.</p><p>Customs spoke.</p>",
            seen=section.revision_id,
            actor=insider(secretary),
            now=now(),
            today=CLOSES + timedelta(days=1),
        )
    with app.app_context():
        minutes = queries.get_minutes(minutes_id)
        (version,) = queries.versions_of(minutes)
        found = rules.changes(rules.from_canonical(version.text), queries.document_of(minutes))
    ((change, same),) = [part.paragraphs for part in found.parts]
    assert [c.text for c in change.words if c.kind != "same"] == ["nine.", "ten."]
    assert same.kind == "same"
    page = client_for(member).get(f"/minutes/{minutes_id}/comments").text
    assert "<del>nine.</del><ins>ten.</ins>" in page
    later = CLOSES + timedelta(days=9)
    circulate(act, minutes_id, secretary, today=CLOSES + timedelta(days=1), closes_on=later)
    with app.test_request_context():
        minutes = queries.get_minutes(minutes_id)
        since, again = queries.revised_since(minutes, queries.document_of(minutes))
    assert (since, again.parts) == (version.at, found.parts)


@pytest.mark.parametrize(
    "disposition", [Disposition.NOT_USED, Disposition.PARTLY, Disposition.LATER]
)
def test_a_comment_that_is_not_taken_up_in_full_needs_a_reason(disposition):
    minutes = SimpleNamespace(
        state=MinutesState.CIRCULATED, comments_close_on=TODAY, submitted_at=None
    )
    after = TODAY + timedelta(days=1)
    assert [*rules.obstacles_to_disposing(minutes, disposition, " ", after)]
    assert not [*rules.obstacles_to_disposing(minutes, disposition, "Because", after)]


def test_comments_after_the_closing_date_are_told_and_not_stored(
    act, draft, secretary, member, comments
):
    minutes_id, _section = draft
    circulate(act, minutes_id, secretary)
    with pytest.raises(Refused, match="Comments closed on"):
        comment(act, minutes_id, member, today=CLOSES + timedelta(days=1))
    assert comments(minutes_id) == []


def test_nobody_speaks_for_an_institution_of_others(act, draft, secretary, member):
    minutes_id, _section = draft
    circulate(act, minutes_id, secretary)
    with pytest.raises(Refused, match="not known to speak"):
        comment(act, minutes_id, member, organisation_id=1)


def test_an_observer_does_not_comment(act, draft, secretary, seat, committee):
    minutes_id, _section = draft
    circulate(act, minutes_id, secretary)
    with pytest.raises(PermissionDenied):
        comment(act, minutes_id, seat(committee, Role.OBSERVER, "Observer"))


def test_the_text_is_taken_back_with_a_reason_and_links_end(app, act, draft, secretary, member):
    minutes_id, _section = draft
    circulate(act, minutes_id, secretary)
    values = {"today": TODAY, "now": now()}
    with pytest.raises(Refused, match="Say why"):
        act(consultation.take_back, minutes_id, secretary, reason=" ", **values)
    act(consultation.take_back, minutes_id, secretary, reason="A name was wrong.", **values)
    assert state_of(app, minutes_id) is MinutesState.DRAFT
    with pytest.raises(Refused, match="with nobody now"):
        act(consultation.take_back, minutes_id, secretary, reason="Again.", **values)


def test_who_has_no_account_comments_by_link_on_one_paragraph(
    app, act, draft, secretary, member, client_for, comments
):
    minutes_id, section_id = draft
    (issued,) = circulate_now(act, minutes_id, secretary)
    path = "/l/" + issued.url.rpartition("/")[2]
    browser = client_for(None)
    page = browser.get(path)
    assert "1.1 The committee met at nine." in page.text
    assert "Customs spoke." in page.text
    refused = browser.post(
        path, data={"place": f"{section_id}:0", "said": " ", "organisation_id": 0}
    )
    assert refused.status_code == 422
    done = browser.post(
        path, data={"place": f"{section_id}:1", "said": "Twice.", "organisation_id": 0}
    )
    assert "Your comment is stored." in done.text
    (said,) = comments(minutes_id)
    assert (said.by_link, said.paragraph, said.person_id) == (True, "Customs spoke.", member)
    url = f"/minutes/{minutes_id}/comments"
    own = {"place": f"{section_id}:1", "said": "Signed in, now.", "organisation_id": 0}
    sent_twice(client_for(member), url, url, **own)
    assert len(comments(minutes_id)) == 2


def test_a_link_ends_with_the_seat(app, act, draft, secretary, member, client_for):
    minutes_id, _section = draft
    (issued,) = circulate_now(act, minutes_id, secretary)
    with app.app_context(), unit_of_work():
        for sitting in db.session.scalars(
            select(Appointment).where(Appointment.person_id == member)
        ):
            sitting.ended_on = clock.today("UTC")
    page = client_for(None).get("/l/" + issued.url.rpartition("/")[2])
    assert page.status_code == 410
    assert "You are not among them now." in page.text
    assert "nine" not in page.text


def test_who_said_nothing_is_reminded_once_for_each_closing_date(
    make_app, app, act, draft, secretary, member
):
    minutes_id, _section = draft
    today = clock.today("UTC")
    circulate_now(act, minutes_id, secretary, days=1)
    with app.app_context():
        send_reminders({})
        send_reminders({})
    with app.app_context():
        (request,) = queries.requests_of(db.session.get_one(Minutes, minutes_id))
        assert request.reminded_for == today + timedelta(days=1)
        assert queries.silent_requests(db.session.get_one(Minutes, minutes_id)) == []
