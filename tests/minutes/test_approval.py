"""From the revised draft to the text that is locked for ever, and its corrections."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask_babel import force_locale
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from ntfc import constraints
from ntfc.actions.models import Action
from ntfc.actions.service import recording
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused
from ntfc.jobs import Job
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.minutes import queries, rules
from ntfc.minutes.models import (
    ErratumState,
    MinutesState,
    ReadBack,
    SectionAnswer,
    Verdict,
    Way,
)
from ntfc.minutes.rules import Given, Held, Place, Task
from ntfc.minutes.service import errata, overtime
from ntfc.organisations.models import Camp, Organisation, OrganisationKind
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import ChairModel, Procedure, Substitution
from ntfc.transaction import unit_of_work
from tests.approving import LATER, A
from tests.recording import NINE, TODAY, at_once, insider

CHAIRS = [
    Held(seat_id=1, role=Role.CHAIR, organisation="Customs", holders=(1,), alternates=(11,)),
    Held(seat_id=2, role=Role.CHAIR, holders=(2,), alternates=(12,)),
]
OTHERS = [
    Held(seat_id=3, role=Role.VICE_CHAIR, holders=(3,)),
    Held(seat_id=4, role=Role.SECRETARY, holders=(4,)),
]
SIDES = [
    Held(seat_id=5, role=Role.COORDINATOR, camp=Camp.PUBLIC, holders=(5,)),
    Held(seat_id=6, role=Role.COORDINATOR, camp=Camp.PRIVATE, holders=(6, 4)),
    Held(seat_id=7, role=Role.COORDINATOR, camp=Camp.PRIVATE, holders=(7,)),
]
MODERATOR = Held(seat_id=8, role=Role.MODERATOR, holders=(8,))
VACANT = Held(seat_id=2, role=Role.CHAIR, alternates=(12,))


@pytest.mark.parametrize(
    ("seats", "settings", "expected"),
    [
        ([*CHAIRS, *OTHERS], {}, [((1,), ()), ((2,), ())]),
        (
            [*CHAIRS, *OTHERS],
            {"substitution": Substitution.ALTERNATE},
            [((1,), (11,)), ((2,), (12,))],
        ),
        (
            [*CHAIRS, *OTHERS],
            {"substitution": Substitution.VICE_CHAIR},
            [((1,), (3,)), ((2,), (3,))],
        ),
        # A vacant chair: whoever acts by the rules, else those the rules name beside the other.
        (
            [CHAIRS[0], VACANT],
            {"substitution": Substitution.ALTERNATE},
            [((1,), (11,)), ((12,), ())],
        ),
        ([CHAIRS[0], VACANT, MODERATOR], {}, [((1,), ()), ((8,), ())]),
        ([CHAIRS[0], MODERATOR], {"chair_model": ChairModel.TWO}, [((1,), ()), ((8,), ())]),
        # Never the office, not even with a coordinator's seat; nobody is told as nobody.
        ([*OTHERS, *SIDES], {}, [((5,), ()), ((6, 7), ())]),
        (OTHERS, {}, [((), ()), ((), ())]),
    ],
)
def test_every_chair_in_office_approves_else_those_the_rules_name(seats, settings, expected):
    found = rules.places(9, Procedure(**settings), seats)
    assert [(place.people, place.stand_ins) for place in found] == expected


def test_an_approval_counts_for_one_text_and_for_whoever_speaks_in_the_place_today():
    needed = [
        Place(key="a", title="A", people=(1,), stand_ins=(3,)),
        Place(key="b", title="B", people=(2,), stand_ins=(3,)),
    ]
    given = [
        Given(place="a", person_id=1, fingerprint="x"),
        Given(place="b", person_id=2, fingerprint="y"),
    ]
    assert rules.missing(needed, given, "x") == needed[1:]
    assert rules.missing(needed, [Given(place="a", person_id=9, fingerprint="x")], "x") == needed
    assert not rules.is_complete([], [], "x")
    assert rules.is_complete(needed[:1], given, "x")
    assert rules.speaks_in(needed, 3) == [(needed[0], True)]  # one stands in for one alone
    assert rules.speaks_in(needed, 2) == [(needed[1], False)]
    assert not rules.may_answer(needed, 4)


@pytest.fixture
def settings():
    """Mail is written and kept, as in the demonstration."""
    return {"demo": True}


def test_what_is_in_confidence_is_left_out_for_who_only_reads(way):
    with way.app.test_request_context():
        document = queries.document_of(queries.get_minutes(way.minutes_id))
    secret = replace(document.parts[0], is_confidential=True)
    task = Task(number=1, title="Secret", is_confidential=True)
    shown = rules.for_outsiders(replace(document, parts=(secret,), tasks=(task,)))
    assert (shown.parts, shown.tasks) == ((), ())
    assert rules.for_outsiders(document) == document


def test_a_meeting_is_over_when_it_was_closed_or_its_time_has_passed():
    def meeting(state, hours):
        return SimpleNamespace(state=state, ends_at=LATER + timedelta(hours=hours))

    assert rules.is_over(meeting(MeetingState.HELD, 1), LATER)
    assert rules.is_over(meeting(MeetingState.CONVENED, 0), LATER)
    assert not rules.is_over(meeting(MeetingState.UNDER_WAY, 1), LATER)


def test_after_a_joint_meeting_each_place_says_of_which_body():
    place = Place(key="a", title="Chair", people=(1,))
    assert [one.title for one in rules.of_body([place], "Council")] == ["Chair (Council)"]


def test_both_chairs_approve_one_text_and_it_is_locked(way):
    assert way.submit() != []  # two who do not sign in: a code for each
    first, second = way.chairs
    way.approve(first)
    assert "approved this text already" in way.told(way.approve, first)
    minutes, version, _given = way.look()
    assert (minutes.state, version) == (MinutesState.REVISED, None)
    way.approve(second)
    minutes, version, given = way.look()
    assert minutes.state is MinutesState.APPROVED
    assert minutes.fingerprint == version.fingerprint == rules.fingerprint_of(version.text)
    assert {one.fingerprint for one in given} == {minutes.fingerprint}
    assert {one.way for one in given} == {Way.SIGNED_IN}
    assert "approved already" in way.told(way.approve, first)
    assert "stays as it is" in way.told(way.write, "<p>No.</p>")
    assert "Correct them by an erratum" in way.told(way.take_back)


def test_the_secretariat_and_members_approve_nothing(way, seat, committee):
    way.submit()
    for person_id in (way.secretary, seat(committee, Role.MEMBER, "Member")):
        with pytest.raises(PermissionDenied):
            way.approve(person_id)
    assert "others approve" in way.told(
        way.approve, seat(committee, Role.VICE_CHAIR, "Vice without a rule")
    )


def sent_to(way, address):
    """Return the mails to an address, the oldest first."""
    with way.app.app_context():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
        return [job.payload for job in jobs if job.payload["to"] == address]


def test_what_is_changed_ends_every_approval_and_tells_why(way):
    way.submit()
    way.approve(way.chairs[0])
    assert "Take it back first" in way.told(way.write, "<p>Else.</p>")
    stale = way.mark()
    way.take_back("A name was wrong.")
    way.write("<p>The committee met at ten.</p>")
    assert "not with you" in way.told(way.approve, way.chairs[1], stale)
    way.submit()
    assert "has changed since you opened it" in way.told(way.approve, way.chairs[1], stale)
    way.approve(way.chairs[1])
    minutes, _version, given = way.look()
    assert minutes.state is not MinutesState.APPROVED
    assert [one.void_because for one in given if one.voided_at] == ["A name was wrong."]
    told = [mail["subject"] for mail in sent_to(way, "ama@example.org")]
    assert told.count("Your approval no longer holds") == 1


def test_a_fact_of_the_meeting_changed_meanwhile_ends_the_approval_before(way):
    way.submit()
    way.approve(way.chairs[0])
    with way.app.app_context(), unit_of_work():
        db.session.scalars(select(Meeting)).one().place = "Another hall"
    way.approve(way.chairs[1])
    minutes, _version, given = way.look()
    assert minutes.state is MinutesState.REVISED
    assert [one.person_id for one in given if one.voided_at is None] == [way.chairs[1]]
    way.approve(way.chairs[0])
    assert '"place":"Another hall"' in way.look()[1].text


def test_a_chair_returns_the_text_with_a_reason(way):
    way.submit()
    way.approve(way.chairs[0])
    way.send_back(way.chairs[1], "Customs said no.")
    minutes, _version, (returned, voided) = way.look()
    assert (minutes.submitted_at, minutes.state) == (None, MinutesState.REVISED)
    assert (returned.verdict, returned.reason) == (Verdict.RETURNED, "Customs said no.")
    assert voided.void_because == "Customs said no."
    way.write("<p>The committee met; customs said no.</p>")
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    assert way.look()[0].state is MinutesState.APPROVED


def test_a_new_holder_of_the_seat_approves_anew(way, make_person):
    way.submit()
    way.approve(way.chairs[0])
    successor = make_person("New Chair")
    way.replace(way.chairs[0], successor)
    way.approve(way.chairs[1])
    assert way.look()[0].state is MinutesState.REVISED
    way.approve(successor)
    minutes, version, given = way.look()
    assert minutes.fingerprint == version.fingerprint
    assert {one.person_id for one in given if one.voided_at is None} == {successor, way.chairs[1]}


@pytest.fixture
def lay_down(app, committee):
    def lay_down(**values):
        with app.test_request_context(), unit_of_work():
            procedures.lay_down(
                db.session.get_one(Body, committee),
                procedure=Procedure(**values),
                valid_from=TODAY - timedelta(days=30),
                actor=SYSTEM,
                now=LATER,
            )

    return lay_down


def pass_time(way, days):
    with way.app.test_request_context(), unit_of_work():
        overtime.settle(
            queries.get_minutes(way.minutes_id),
            actor=SYSTEM,
            today=TODAY + timedelta(days=days),
            now=LATER + timedelta(days=days),
        )


def test_silence_is_agreement_only_where_the_rules_say_so(way, lay_down):
    assert "do not take silence" in way.told(way.submit, silence=True)
    lay_down(silence_days=5)
    way.submit(silence=True)
    way.approve(way.chairs[0])
    pass_time(way, 5)
    assert way.look()[0].state is MinutesState.REVISED
    pass_time(way, 6)
    minutes, _version, given = way.look()
    assert minutes.state is MinutesState.APPROVED
    assert {one.person_id: one.way for one in given} == {
        way.chairs[0]: Way.SIGNED_IN,
        way.chairs[1]: Way.SILENCE,
    }


def test_who_was_not_asked_in_time_agrees_by_no_silence(way, lay_down, make_person):
    lay_down(silence_days=5)
    way.submit(silence=True)
    way.replace(way.chairs[1], make_person("New Chair"))
    pass_time(way, 6)
    assert way.look()[0].state is MinutesState.REVISED


def test_obstacles_to_the_approval_are_told_at_once(way, lay_down):
    lay_down(comment_days=10)
    for chair in way.chairs:
        way.end_seat(chair)
    told = way.told(way.submit)
    assert "not circulated" in told
    assert "The secretariat alone never approves." in told


@pytest.mark.rule("R157")
def test_a_correction_is_numbered_approved_and_leaves_both_readings(way):
    assert "not approved yet" in way.told(way.correct)
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    assert "do not stand in the text" in way.told(way.correct, "met at twelve")
    returned = way.correct()
    way.send_back(way.chairs[0], "It was nine.", on=returned)
    kept = way.correct(should_read="met at half past nine")
    way.approve(way.chairs[0], on=kept)
    way.approve(way.chairs[1], on=kept)
    with way.app.app_context():
        minutes = queries.get_minutes(way.minutes_id)
        good, bad = queries.errata_of(minutes)
        assert (good.number, good.state, good.reads) == (1, ErratumState.APPROVED, "met at nine")
        assert good.should_read == "met at half past nine"
        assert (bad.number, bad.state) == (None, ErratumState.RETURNED)
        assert (
            queries.approved_document(minutes).parts[0].html == "<p>The committee met at nine.</p>"
        )
    told = sent_to(way, "ama@example.org")
    of_minutes = next(mail for mail in told if mail["subject"] == "Minutes are approved")
    assert told[-1]["subject"] == "Correction 1 to minutes is approved"
    assert "The correction is approved" in told[-1]["body"]
    for mail in (of_minutes, told[-1]):  # no page that would ask this person to sign in
        (address,) = re.findall(r"http\S+", mail["body"])
        assert "/l/" in address
        assert "as often as you like, until" in mail["body"]
    back = next(
        mail for mail in sent_to(way, "samira@example.org") if "returned" in mail["subject"]
    )
    assert "http" not in back["body"]
    assert "on paper or as a file" in back["body"]


def test_a_correction_is_withdrawn_while_it_waits_and_never_after(locked):
    waiting = locked.correct(should_read="met at dusk")

    def withdraw(erratum, **told):
        errata.withdraw(erratum, actor=told["actor"], now=told["now"])

    locked.act(withdraw, locked.secretary, on=waiting)
    assert "with nobody now" in locked.told(locked.act, withdraw, locked.secretary, on=waiting)
    assert "not with you" in locked.told(locked.approve, locked.chairs[0], on=waiting)


STAYS = "Correct it by an erratum"
UNGIVEN = "only by a recorded approval"
OF_FILES = "stays as it was noted"
APPROVAL = (
    "INSERT INTO minutes_approvals (body_id, minutes_id, erratum_id, place, title, person_id,"
    " stands_in, verdict, way, fingerprint, reason, at, voided_at, void_because)"
    " SELECT body_id, minutes_id, erratum_id, 'seat:99', 'Chair', {person}, stands_in, verdict,"
    " way, fingerprint, reason, at, voided_at, void_because FROM minutes_approvals WHERE {which}"
)
SOMEBODY = "(SELECT min(id) FROM people)"
VERSION = (
    "INSERT INTO minutes_versions (body_id, minutes_id, number, kind, fingerprint, text, at)"
    " SELECT body_id, minutes_id, 99, '{kind}', fingerprint, '{{}}', at FROM minutes_versions"
    " WHERE kind = 'approved'"
)
SECTION = (
    "INSERT INTO minutes_sections (body_id, minutes_id, position, title, title_is_own,"
    " is_confidential, html, revision_id) SELECT body_id, minutes_id, 99, 'Forged', title_is_own,"
    " is_confidential, '<p>Forged.</p>', 0 FROM minutes_sections"
)
ERRATUM = (
    "INSERT INTO errata (body_id, minutes_id, number, title, is_confidential, reads, should_read,"
    " reason, state, proposed_at, ended_at, fingerprint) SELECT body_id, minutes_id, 9, title,"
    " is_confidential, reads, 'Forged.', reason, state, proposed_at, ended_at, fingerprint"
    " FROM errata WHERE state = 'approved'"
)
ON_THE_OPEN = "UPDATE errata SET {what} WHERE state = 'open'"
PAPER = (
    "INSERT INTO issued_papers (body_id, minutes_id, fingerprint, kind, audience, language,"
    " errata, is_approved, content, at) SELECT body_id, id, {text}, 'pdf', 'members', 'en', 0,"
    " {approved}, 'forged', started_at FROM minutes"
)
ANSWER = (
    "INSERT INTO section_answers (section_id, kind, key, question, text, at, version) SELECT"
    " section_id, kind, 'x', question, 'Forged.', at, 1 FROM section_answers"
)
READ_BACK = (
    "INSERT INTO section_read_backs (section_id, mark, at) SELECT section_id, 'x', at"
    " FROM section_read_backs"
)
FORGERIES = {
    "UPDATE minutes SET state = 'draft'": STAYS,
    "UPDATE minutes SET fingerprint = 'x'": STAYS,
    "DELETE FROM minutes": STAYS,
    "UPDATE minutes_sections SET html = '<p>Forged.</p>'": STAYS,
    "DELETE FROM minutes_sections": STAYS,
    SECTION: STAYS,
    "UPDATE minutes_approvals SET person_id = person_id WHERE erratum_id IS NULL": STAYS,
    "UPDATE minutes_approvals SET voided_at = at WHERE erratum_id IS NOT NULL": STAYS,
    "DELETE FROM minutes_approvals WHERE erratum_id IS NULL": STAYS,
    "DELETE FROM minutes_approvals WHERE erratum_id IS NOT NULL": STAYS,
    APPROVAL.format(person=SOMEBODY, which="erratum_id IS NULL"): STAYS,
    APPROVAL.format(person=SOMEBODY, which="erratum_id IS NOT NULL"): STAYS,
    "UPDATE minutes_versions SET text = '{}'": STAYS,
    "DELETE FROM minutes_versions": STAYS,
    VERSION.format(kind="approved"): STAYS,
    VERSION.format(kind="submitted"): STAYS,
    "UPDATE errata SET should_read = 'Forged.'": STAYS,
    "DELETE FROM errata WHERE state = 'approved'": STAYS,
    ERRATUM: UNGIVEN,
    ON_THE_OPEN.format(what="state = 'approved'"): UNGIVEN,
    ON_THE_OPEN.format(
        what="state = 'approved', number = 2, ended_at = proposed_at, fingerprint = 'x'"
    ): UNGIVEN,
    ON_THE_OPEN.format(what="number = 7"): UNGIVEN,
    ON_THE_OPEN.format(what="should_read = 'Forged.'"): STAYS,
    "UPDATE issued_papers SET fingerprint = 'x'": OF_FILES,
    "DELETE FROM issued_papers": OF_FILES,
    PAPER.format(text="'forged'", approved="(1 = 1)"): OF_FILES,
    PAPER.format(text="'forged'", approved="(1 = 0)"): OF_FILES,
    ANSWER: STAYS,
    "UPDATE section_answers SET text = 'Forged.'": STAYS,
    "DELETE FROM section_answers": STAYS,
    READ_BACK: STAYS,
    "UPDATE section_read_backs SET mark = 'x'": STAYS,
    "DELETE FROM section_read_backs": STAYS,
}
IN_PLACE = {  # SQLite alone can put a row in the place of another
    "REPLACE INTO minutes (id, body_id, meeting_id, state, started_at, because, fingerprint,"
    " version) SELECT id, body_id, meeting_id, 'draft', started_at, '', '', 1 FROM minutes": STAYS,
    "REPLACE INTO minutes_versions SELECT * FROM minutes_versions WHERE kind <> 'approved'": STAYS,
    "REPLACE INTO minutes_approvals SELECT * FROM minutes_approvals": STAYS,
    "REPLACE INTO errata SELECT * FROM errata WHERE state = 'open'": STAYS,
    "REPLACE INTO issued_papers SELECT * FROM issued_papers": OF_FILES,
    "UPDATE OR REPLACE errata SET id = 1 WHERE state = 'open'": STAYS,
    "REPLACE INTO section_answers SELECT * FROM section_answers": STAYS,
    "REPLACE INTO section_read_backs SELECT * FROM section_read_backs": STAYS,
}


@pytest.mark.rule("R157")
def test_the_database_itself_refuses_to_change_what_is_approved(locked, client_for, database):
    assert (
        client_for(locked.secretary).get(f"/minutes/{locked.minutes_id}/members.pdf").status_code
        == 200
    )  # and is noted
    locked.correct("met at", "sat at")  # still open
    for statement, expected in (FORGERIES | (IN_PLACE if database == "sqlite" else {})).items():
        with locked.app.app_context(), db.engine.connect() as connection:
            with pytest.raises(IntegrityError) as refused:
                connection.execute(text(statement))
            assert expected in str(constraints.sentence_of(refused.value)), statement


def test_no_text_becomes_final_that_nobody_approved(way):
    """Before the lock: neither the text itself nor a version or file of it is called so by hand."""
    way.submit()
    for statement, expected in (
        ("UPDATE minutes SET state = 'approved', fingerprint = 'x'", UNGIVEN),
        (VERSION.format(kind="approved").replace("= 'approved'", "= 'submitted'"), UNGIVEN),
        (PAPER.format(text="fingerprint", approved="(1 = 1)"), OF_FILES),
        (PAPER.format(text="'forged'", approved="(1 = 0)"), OF_FILES),  # a text that never was
    ):
        with way.app.app_context(), db.engine.connect() as connection:
            with pytest.raises(IntegrityError) as refused:
                connection.execute(text(statement))
            assert expected in str(constraints.sentence_of(refused.value)), statement
    way.approve(way.chairs[0])
    for change in (
        "UPDATE minutes_approvals SET person_id = person_id + 1",
        "UPDATE minutes_approvals SET name = 'Somebody Else'",
    ):
        with (
            way.app.app_context(),
            db.engine.connect() as connection,
            pytest.raises(IntegrityError),
        ):
            connection.execute(text(change))


@pytest.fixture
def locked(way):
    """Approved minutes with an answer, a reading back, and an approved correction."""
    with way.app.app_context(), unit_of_work():
        of_section = {"section_id": way.section_id, "at": LATER}
        asked = {"kind": "question", "key": "k", "question": "When?", "text": "At nine."}
        db.session.add_all([SectionAnswer(**asked, **of_section), ReadBack(mark="m", **of_section)])
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    erratum_id = way.correct()
    for chair in way.chairs:
        way.approve(chair, on=erratum_id)
    return way


ORDERS = (  # what happens one after the other; what stands together happens at one moment
    [("first", "second", "rewrite")],
    [("first",), ("second", "rewrite")],
    [("second", "first"), ("rewrite",)],
    [("rewrite", "first"), ("second",)],
    [("rewrite",), ("second", "first")],
)


@pytest.mark.database("postgresql")
def test_two_chairs_approve_while_the_secretary_takes_back_and_saves(way, make_minutes):
    for days, order in enumerate(ORDERS * 2, 1):
        starts_at = NINE - timedelta(days=days)
        way.minutes_id, (way.section_id,) = make_minutes(A, starts_at=starts_at, number=days)
        way.submit()
        seen = way.mark()

        def approve(number, seen=seen):
            with suppress(Refused):
                way.approve(way.chairs[number], seen)

        def rewrite():
            with suppress(Refused):
                way.take_back()
                way.write("<p>Another text.</p>")

        acts = {"first": partial(approve, 0), "second": partial(approve, 1), "rewrite": rewrite}
        for together in order:
            at_once(*(acts[name] for name in together))
        minutes, version, given = way.look()
        standing = {(one.person_id, one.fingerprint) for one in given if one.voided_at is None}
        outcome = (minutes.state, version and version.fingerprint, standing)
        locked = (MinutesState.APPROVED, seen, {(chair, seen) for chair in way.chairs})
        assert outcome in (locked, (MinutesState.REVISED, None, set())), order
        assert (outcome == locked) == (way.mark() == seen), order
        if order[-1] == ("rewrite",):
            assert outcome == locked
        if order[0] == ("rewrite",):
            assert outcome != locked


@pytest.fixture
def take_on(way):
    """Return a function that records an action of the meeting."""

    def take_on(title, **facts):
        with way.app.test_request_context(), unit_of_work():
            minutes = queries.get_minutes(way.minutes_id)
            port = db.session.scalar(select(Organisation).where(Organisation.name == "Port"))
            if port is None:
                kind = db.session.scalars(select(OrganisationKind).limit(1)).one()
                of_kind = {"kind_id": kind.id, "side_id": kind.side_id, "created_at": LATER}
                port = Organisation(name="Port", name_key="port", **of_kind)
                db.session.add(port)
                db.session.flush()
            action, _issued = recording.add(
                minutes.body,
                facts={"title": title, "owner_id": port.id, **facts},
                origin=recording.Origin(meeting=minutes.meeting),
                actor=insider(way.secretary),
                now=LATER,
                today=TODAY,
            )
            return action.id

    return take_on


@pytest.mark.rule("R155")
def test_an_action_without_date_keeps_minutes_from_becoming_final(way, take_on):
    take_on("Dredge the basin", person_id=way.chairs[0])
    assert "Action 1" in way.told(way.submit)
    with way.app.app_context(), unit_of_work():
        db.session.scalars(select(Action)).one().is_date_open = True
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    assert way.look()[0].state is MinutesState.APPROVED


@pytest.mark.rule("R155")
def test_an_action_added_after_submission_keeps_the_text_from_becoming_final_too(
    way, take_on, lay_down, client_for
):
    lay_down(silence_days=2)
    way.submit(silence=True)
    way.approve(way.chairs[0])
    seen = way.mark()
    take_on("Dredge the basin", person_id=way.chairs[0])
    assert "has changed" in way.told(way.approve, way.chairs[1], seen)
    for chair in way.chairs:
        assert "Action 1" in way.told(way.approve, chair)
    for who, page in ((way.secretary, "approval"), (way.chairs[1], "approve")):
        shown = client_for(who).get(f"/minutes/{way.minutes_id}/{page}").text
        assert "cannot become final yet" in shown
        assert "Action 1" in shown
    pass_time(way, 9)  # nor by silence
    minutes, _version, given = way.look()
    assert minutes.state is MinutesState.REVISED
    assert [one.person_id for one in given if one.voided_at] == [way.chairs[0]]  # and is told
    with way.app.app_context(), unit_of_work():
        db.session.scalars(select(Action)).one().due_on = TODAY + timedelta(days=20)
    for chair in way.chairs:
        way.approve(chair)
    assert way.look()[0].state is MinutesState.APPROVED


@pytest.mark.rule("R154")
def test_what_was_taken_on_stands_at_the_top_and_is_part_of_what_is_approved(
    way, take_on, client_for
):
    take_on("Dredge the basin", person_id=way.chairs[0], due_on=TODAY + timedelta(days=9))
    way.submit()
    page = BeautifulSoup(
        client_for(way.chairs[0]).get(f"/minutes/{way.minutes_id}/approve").text, "html.parser"
    )
    (row,) = page.select("#tasks tbody tr")
    told = [" ".join(cell.text.split()) for cell in row.select("td")]
    assert told == ["1. Dredge the basin", "Port, Amal Nasser", "March 11, 2026"]
    assert page.select_one("#tasks").find_next(id="text")


def test_what_becomes_of_an_action_later_changes_no_text_that_waits_for_approval(way, take_on):
    for title in ("Dredge the basin", "Publish the fees"):
        take_on(title, person_id=way.chairs[0], due_on=TODAY + timedelta(days=9))
    way.submit()
    way.approve(way.chairs[0])
    agreed = way.mark()
    with way.app.test_request_context(), unit_of_work():
        first, second = db.session.scalars(select(Action).order_by(Action.number))
        secretary = insider(way.secretary)
        recording.cancel(first, reason="The basin is deep.", actor=secretary, now=LATER)
        facts = {"title": "Publish them all", "due_on": TODAY + timedelta(days=20)}
        told = {"actor": secretary, "now": LATER, "today": TODAY}
        recording.change(second, facts=facts, seen=second.version, **told)
    assert way.mark() == agreed
    way.approve(way.chairs[1])
    minutes, version, _given = way.look()
    assert minutes.state is MinutesState.APPROVED
    assert [task.title for task in rules.from_canonical(version.text).tasks] == [
        "Dredge the basin",
        "Publish the fees",
    ]


def test_in_a_text_that_is_back_corrections_of_an_action_follow(way, take_on):
    take_on("Dredge the basin", person_id=way.chairs[0], due_on=TODAY + timedelta(days=9))
    way.submit()
    agreed = way.mark()
    with way.app.test_request_context(), unit_of_work():
        action = db.session.scalars(select(Action)).one()
        recording.cancel(action, reason="A slip.", actor=insider(way.secretary), now=LATER)
    assert way.mark() == agreed
    way.take_back()
    assert way.mark() != agreed


def test_an_outcome_changed_meanwhile_ends_approvals_at_once_and_asks_again(
    way, take_on, client_for
):
    way.submit()
    first, second = way.chairs
    way.approve(first)
    take_on("Dredge the basin", person_id=second, due_on=TODAY + timedelta(days=9))
    _minutes, _version, given = way.look()
    assert [one.person_id for one in given if one.voided_at] == [first]
    mails = sent_to(way, "ama@example.org")
    assert mails[-2]["subject"] == "Your approval no longer holds"
    assert "changed after you approved" in mails[-2]["body"]
    assert "asks you to approve" in mails[-1]["body"]  # once more
    count = len(mails)
    take_on("Publish the fees", person_id=second, due_on=TODAY + timedelta(days=9))
    assert len(sent_to(way, "ama@example.org")) == count  # nothing more ended
    # Whatever changes by the way of no service: no page takes it for the text that was approved.
    way.approve(first)
    with way.app.app_context(), unit_of_work():
        db.session.scalars(select(Meeting)).one().title = "Another title"
    chair, url = client_for(first), f"/minutes/{way.minutes_id}"
    assert f"{url}/approve" in chair.get("/").text
    page = BeautifulSoup(chair.get(f"{url}/approve").text, "html.parser")
    assert "You have approved" not in page.text
    assert page.select_one("#answer form button")
    status = BeautifulSoup(chair.get(f"{url}/approval").text, "html.parser")
    assert len(status.select(".approvals > li")) == 2
    assert status.select_one(".approvals").text.count("not yet") == 2
    assert "changed after you approved" in status.text


def test_the_text_to_approve_is_the_same_for_readers_of_every_language(app, way, committee):
    with app.app_context(), unit_of_work():
        db.session.get_one(Body, committee).names_by_language = {"ar": "اللجنة"}
    with app.app_context():
        minutes = queries.get_minutes(way.minutes_id)
        english = rules.fingerprint_of(queries.text_of(minutes))
        with force_locale("ar"):
            assert minutes.body.name == "اللجنة"
            assert rules.fingerprint_of(queries.text_of(minutes)) == english
