import pytest
from flask_babel import force_locale
from sqlalchemy import select

from ntfc.committees import queries as bodies
from ntfc.committees.models import Body
from ntfc.committees.service import life
from ntfc.db import db
from ntfc.errors import Overtaken, PermissionDenied, Refused
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.models import (
    Answer,
    EventKind,
    Idea,
    Issue,
    IssueEvent,
    IssueState,
    Strength,
    Wording,
)
from ntfc.issues.service import asking, handing, moving, proposing
from ntfc.permissions import SYSTEM, LinkHolder, Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import AgendaRelease, Procedure
from ntfc.transaction import unit_of_work
from tests.issues.conftest import DAY, FACTS, NOW, acting

S, E = IssueState, EventKind


@pytest.fixture
def body_id(make_body):
    return make_body()


@pytest.fixture
def chair(seat, body_id):
    return seat(body_id, Role.CHAIR, "Samer Khatib")


@pytest.fixture
def secretary(seat, body_id):
    return seat(body_id, Role.SECRETARY, "Rana Odeh")


@pytest.fixture
def member(seat, body_id):
    return seat(body_id, Role.MEMBER, "Mariam Tesfaye")


@pytest.fixture
def issue_id(raise_issue, body_id, member):
    return raise_issue(body_id, member)


@pytest.fixture
def do(app):
    """Return a function that does one act in a unit of work of its own."""

    def do(person_id, function, subject_id, **values):
        with app.test_request_context(), unit_of_work():
            actor = acting(person_id) if isinstance(person_id, int) else person_id
            result = function(queries.get_issue(subject_id), **values, actor=actor)
            db.session.flush()
            return [one.link.act for one in result] if isinstance(result, list) else None

    return do


def kinds(app, issue_id):
    with app.test_request_context():
        return [event.kind for event in queries.events_of(queries.get_issue(issue_id))]


def state_of(app, issue_id):
    with app.test_request_context():
        return queries.get_issue(issue_id).state


def test_numbers_of_a_body_run_on_and_each_body_has_its_own(
    app, make_body, seat, raise_issue, body_id, member
):
    other = make_body("Working Group")
    elsewhere = seat(other, name="Omar Said")
    made = [
        raise_issue(body_id, member),
        raise_issue(other, elsewhere),
        raise_issue(body_id, member),
    ]
    with app.test_request_context():
        numbers = [(i.body_id, i.number) for i in map(queries.get_issue, made)]
    assert numbers == [(body_id, 1), (other, 1), (body_id, 2)]


def test_one_brings_issues_only_where_one_sits(app, make_person, body_id):
    stranger = make_person("Nobody Here")
    with app.test_request_context(), pytest.raises(PermissionDenied):
        proposing.propose(
            queries.get_body(body_id), facts=FACTS, actor=acting(stranger), now=NOW, today=DAY
        )


def test_a_chair_accepts_and_the_author_reads_it_in_the_history(app, do, chair, issue_id):
    do(chair, moving.accept, issue_id, now=NOW, today=DAY)
    assert state_of(app, issue_id) is S.ACCEPTED
    assert kinds(app, issue_id) == [E.PROPOSED, E.ACCEPTED]


def test_the_secretary_needs_the_word_of_a_chair(app, do, chair, secretary, issue_id):
    with pytest.raises(Refused, match="Say who decided"):
        do(secretary, moving.accept, issue_id, now=NOW, today=DAY)
    do(secretary, moving.accept, issue_id, word_of=chair, now=NOW, today=DAY)
    with app.test_request_context():
        last = queries.events_of(queries.get_issue(issue_id))[-1]
        assert (last.person_id, last.word_of_id) == (secretary, chair)


def test_where_coordinators_release_they_decide(app, do, seat, body_id, chair, secretary, issue_id):
    coordinator = seat(body_id, Role.COORDINATOR, "Omar Darwish")
    with app.test_request_context(), unit_of_work():
        procedures.lay_down(
            db.session.get_one(Body, body_id),
            procedure=Procedure(agenda_release=AgendaRelease.COORDINATORS),
            valid_from=DAY,
            actor=SYSTEM,
            now=NOW,
        )
    with pytest.raises(Refused, match="Rule 7"):
        do(chair, moving.accept, issue_id, now=NOW, today=DAY)
    do(coordinator, moving.decline, issue_id, reason="Later", now=NOW, today=DAY)
    with app.test_request_context():
        assert queries.get_issue(issue_id).reason == "Later"


@pytest.mark.rule("R99")
def test_the_secretariats_words_hold_once_the_author_agrees(app, do, secretary, member, issue_id):
    words = {"title": "Joint inspections", "problem": "Unloaded twice", "expected_result": "Once"}
    do(secretary, moving.offer_wording, issue_id, words=words, now=NOW)
    with app.test_request_context(), unit_of_work():
        issue = queries.get_issue(issue_id)
        wording = queries.open_wording_of(issue)
        assert issue.title == FACTS["title"]
        for other in (secretary,):
            with pytest.raises(PermissionDenied):
                moving.answer_wording(
                    wording, answer=Answer.AGREED, remark="", actor=acting(other), now=NOW
                )
        moving.answer_wording(
            wording, answer=Answer.AGREED, remark="Thanks", actor=acting(member), now=NOW
        )
        assert issue.title == "Joint inspections"
        assert "joint" in issue.search_text
        with pytest.raises(Overtaken):
            moving.answer_wording(
                wording, answer=Answer.KEPT, remark="", actor=acting(member), now=NOW
            )
    assert kinds(app, issue_id) == [E.PROPOSED, E.WORDED, E.AGREED]


def test_an_author_keeps_the_own_words(app, do, secretary, member, issue_id):
    words = {"title": "X", "problem": "Y", "expected_result": "Z"}
    for title in ("X", "XX"):  # the newer offer takes the place of the older
        do(secretary, moving.offer_wording, issue_id, words={**words, "title": title}, now=NOW)
    with app.test_request_context(), unit_of_work():
        assert db.session.scalars(select(Wording.title)).all() == ["XX"]
        wording = queries.open_wording_of(queries.get_issue(issue_id))
        moving.answer_wording(
            wording, answer=Answer.KEPT, remark="Mine is clear", actor=acting(member), now=NOW
        )
    with app.test_request_context():
        assert queries.get_issue(issue_id).title == FACTS["title"]


def test_a_link_for_consent_agrees_to_just_that_wording(app, do, secretary, member, issue_id):
    words = {"title": "X", "problem": "Y", "expected_result": "Z"}
    do(secretary, moving.offer_wording, issue_id, words=words, now=NOW)
    with app.test_request_context(), unit_of_work():
        wording = queries.open_wording_of(queries.get_issue(issue_id))
        holder = LinkHolder(person_id=member, name="M", permission=rules.CONSENT, subject=wording)
        moving.answer_wording(wording, answer=Answer.AGREED, remark="", actor=holder, now=NOW)
        last = queries.events_of(wording.issue)[-1]
        assert last.by_link


def test_supporting_twice_changes_how_much(app, do, seat, body_id, member, issue_id):
    other = seat(body_id, name="Grace Mwangi")
    for strength in (Strength.HELPFUL, Strength.PRESSING):
        do(other, proposing.support, issue_id, strength=strength, organisation_id=None, now=NOW)
    with app.test_request_context():
        (support,) = queries.supports_of(queries.get_issue(issue_id))
        assert support.strength is Strength.PRESSING
    with pytest.raises(Refused, match="yourself"):
        do(
            member,
            proposing.support,
            issue_id,
            strength=Strength.HELPFUL,
            organisation_id=None,
            now=NOW,
        )
    do(other, proposing.take_support_back, issue_id)
    with app.test_request_context():
        assert queries.supports_of(queries.get_issue(issue_id)) == []


@pytest.mark.rule("R117")
def test_everybody_in_a_seat_may_add_a_possible_solution(app, do, seat, body_id, issue_id):
    observer = seat(body_id, Role.OBSERVER, "Ingrid Solberg")
    do(observer, proposing.add_idea, issue_id, text="A shared calendar", now=NOW)
    with app.test_request_context():
        (idea,) = queries.ideas_of(queries.get_issue(issue_id))
        assert idea.text == "A shared calendar"


@pytest.mark.rule("R82")
def test_an_issue_handed_up_keeps_its_history_and_the_answer_comes_back(
    app, do, make_body, seat, body_id, chair, member, issue_id
):
    upper_id = make_body("Council")
    with app.app_context(), unit_of_work():
        local = db.session.get_one(Body, body_id)
        local.parent_id, local.path = upper_id, f"/{upper_id}/{body_id}/"
    above = seat(upper_id, Role.CHAIR, "Layla Mansour")
    other = seat(body_id, name="Grace Mwangi")
    do(
        other,
        proposing.support,
        issue_id,
        strength=Strength.PRESSING,
        organisation_id=None,
        now=NOW,
    )
    with app.test_request_context(), unit_of_work():
        issue, to = queries.get_issue(issue_id), queries.get_body(upper_id)
        with pytest.raises(Refused, match="what was tried"):
            handing.hand_over(issue, to=to, reason="Too big", actor=acting(chair), now=NOW)
        received = handing.hand_over(
            issue, to=to, reason="Too big", attempts="Spring", actor=acting(chair), now=NOW
        ).id
    with app.test_request_context():
        copy = queries.get_issue(received)
        assert (copy.number, copy.state, copy.raised_by_id) == (1, S.PROPOSED, member)
        assert copy.came_from_id == issue_id
        assert len(queries.supports_of(copy)) == 1
        assert state_of(app, issue_id) is S.REDIRECTED
    do(above, moving.decline, received, reason="No money this year", now=NOW, today=DAY)
    with app.test_request_context():
        last = queries.events_of(queries.get_issue(issue_id))[-1]
        assert (last.kind, last.text) == (E.ANSWERED, "No money this year")
        assert last.about == f"issues:{received}"


@pytest.mark.rule("R95")
def test_what_turns_out_to_be_one_case_loses_its_text_and_keeps_its_number(
    app, do, secretary, member, raise_issue, body_id
):
    canary = "zanzibar"
    issue_id = raise_issue(
        body_id,
        member,
        **{
            name: f"{canary} {name}"
            for name in ("title", "problem", "expected_result", "context", "position", "note")
        },
        questions=[f"{canary}?"],
        crossings=canary,
    )
    do(secretary, proposing.add_idea, issue_id, text=f"Release {canary}", now=NOW)
    words = {"title": canary, "problem": canary, "expected_result": canary}
    do(secretary, moving.offer_wording, issue_id, words=words, now=NOW)
    do(
        secretary,
        moving.send_to_case_channel,
        issue_id,
        where="The appeals desk, room 4",
        say=lambda: "One case",
        now=NOW,
    )
    with app.test_request_context():
        issue = queries.get_issue(issue_id)
        assert (issue.number, issue.state, issue.title) == (1, S.REDIRECTED, "One case")
        for model in (Issue, IssueEvent, Idea, Wording):
            for row in db.session.scalars(select(model)):
                kept = {c.key: getattr(row, c.key) for c in model.__mapper__.columns}
                assert canary not in str(kept)


def test_a_settled_issue_is_opened_again_with_its_history(app, do, chair, issue_id):
    do(chair, moving.decline, issue_id, reason="Not now", now=NOW, today=DAY)
    do(chair, moving.reopen, issue_id, reason="Now it is", now=NOW)
    assert kinds(app, issue_id) == [E.PROPOSED, E.DECLINED, E.REOPENED]
    do(chair, moving.accept, issue_id, now=NOW, today=DAY)
    do(chair, moving.close, issue_id, reason="Solved", now=NOW)
    do(chair, moving.reopen, issue_id, reason="It came back", now=NOW)
    assert state_of(app, issue_id) is S.ACCEPTED


def test_only_the_author_withdraws_and_revises(app, do, chair, member, issue_id):
    for function, values in (
        (moving.withdraw, {"reason": "Gone"}),
        (proposing.revise, {"facts": FACTS, "sector_ids": (), "seen": 1}),
        (proposing.write_note, {"text": "Read this"}),
    ):
        with pytest.raises(PermissionDenied):
            do(chair, function, issue_id, **values, now=NOW)
    do(member, proposing.write_note, issue_id, text="Read this", now=NOW)
    with pytest.raises(Overtaken):
        do(member, proposing.revise, issue_id, facts=FACTS, sector_ids=(), seen=1, now=NOW)
    new = {**FACTS, "title": "Opened twice"}
    do(member, proposing.revise, issue_id, facts=new, sector_ids=(), seen=2, now=NOW)
    do(member, moving.withdraw, issue_id, reason="Settled by a call", now=NOW)
    assert state_of(app, issue_id) is S.WITHDRAWN
    with pytest.raises(Refused, match="settled"):
        do(member, proposing.write_note, issue_id, text="Late", now=NOW)


def test_the_history_of_an_issue_is_never_altered(app, issue_id):
    with app.test_request_context(), unit_of_work():
        event = db.session.scalars(select(IssueEvent)).first()
        event.text = "Something else"
        with pytest.raises(RuntimeError, match="never altered"):
            db.session.flush()
        db.session.rollback()
    with app.test_request_context(), unit_of_work():
        db.session.delete(db.session.scalars(select(IssueEvent)).first())
        with pytest.raises(RuntimeError, match="never altered"):
            db.session.flush()
        db.session.rollback()


def test_everybody_in_a_seat_is_asked_once(app, do, seat, body_id, secretary, member):
    seat(body_id, name="Grace Mwangi")
    with app.test_request_context(), unit_of_work():
        issued = asking.call_for_issues(
            queries.get_body(body_id),
            message="The east",
            closes_on=DAY.replace(day=20),
            actor=acting(secretary),
            now=NOW,
            today=DAY,
        )
        assert {one.link.person.name for one in issued} == {"Mariam Tesfaye", "Grace Mwangi"}
        with pytest.raises(Refused, match="future"):
            asking.call_for_issues(
                queries.get_body(body_id),
                message="",
                closes_on=DAY,
                actor=acting(secretary),
                now=NOW,
                today=DAY,
            )


def test_those_who_have_not_spoken_are_sounded_out(
    app, do, seat, body_id, secretary, chair, issue_id
):
    assert do(secretary, asking.sound_out, issue_id, now=NOW, today=DAY) == ["issues.support"]
    do(
        chair,
        proposing.support,
        issue_id,
        strength=Strength.HELPFUL,
        organisation_id=None,
        now=NOW,
    )
    with pytest.raises(Refused, match="has spoken"):
        do(secretary, asking.sound_out, issue_id, now=NOW, today=DAY)


def test_a_body_that_closes_hands_its_open_issues_to_its_heir(
    app, make_body, raise_issue, do, body_id, chair, member, issue_id
):
    declined = raise_issue(body_id, member)
    do(chair, moving.decline, declined, reason="No", now=NOW, today=DAY)
    heir_id = make_body("Council")
    with app.test_request_context(), unit_of_work():
        body = queries.get_body(body_id)
        body.parent_id, body.path = heir_id, f"/{heir_id}/{body_id}/"
    with app.test_request_context(), unit_of_work():
        life.close(queries.get_body(body_id), reason="Done", today=DAY, actor=acting(chair))
    with app.test_request_context():
        (received,) = queries.open_in(heir_id)
        assert received.came_from_id == issue_id
        assert state_of(app, issue_id) is S.REDIRECTED
        assert state_of(app, declined) is S.DECLINED
        by = db.session.scalars(select(IssueEvent).order_by(IssueEvent.id.desc())).first().person_id
        assert by == chair
        (kept,) = bodies.handed_over_as([f"issues:{issue_id}"])
        assert (kept.title, kept.for_circle) == (received.title, True)
    with app.test_request_context(), unit_of_work():
        say = lambda: _("An issue that concerned one case")  # noqa: E731
        received = queries.get_issue(received.id)
        moving.send_to_case_channel(received, where="Office", say=say, actor=SYSTEM, now=NOW)
        assert [one.title for one in bodies.handed_over_as([f"issues:{issue_id}"])] == [say()]
        origin = queries.get_issue(issue_id)
        assert (origin.problem, origin.expected_result) == ("", "")
    with app.test_request_context(), force_locale("fr"):
        (over,) = bodies.handed_over_as([f"issues:{issue_id}"])
        titles = {str(over.title), queries.get_issue(issue_id).title}
        assert titles == {"Une question qui concernait un cas particulier"}
    assert kinds(app, issue_id)[-1] is E.ONE_CASE
