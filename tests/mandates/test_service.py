from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ntfc.accounts.models import Credential
from ntfc.committees import service as bodies
from ntfc.committees.models import Body, BodyKind, Mode, State
from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused
from ntfc.jobs import Job
from ntfc.links.models import Link
from ntfc.mandates import queries, rules, service
from ntfc.mandates.models import Disposition, TermsComment, TermsOfReference, TermsState
from ntfc.mandates.rules import sections
from ntfc.organisations.models import Organisation
from ntfc.permissions import SEATED, SYSTEM, Insider, LinkHolder, Role, can
from ntfc.procedure import queries as procedure
from ntfc.procedure import service as rules_of_procedure
from ntfc.procedure.models import Procedure
from ntfc.seats.models import Appointment, Seat
from ntfc.transaction import unit_of_work

NOW = datetime(2026, 7, 13, 9, tzinfo=UTC)
MONDAY, FRIDAY = date(2026, 7, 13), date(2026, 7, 24)
LATER = date(2026, 7, 27)


def acting(body_id, *roles, person_id=1):
    return Insider(person_id=person_id, name="A", token="t", roles={body_id: frozenset(roles)})


@pytest.fixture
def config(config):
    """Mail leaves this instance, so that what would be sent can be read."""
    return replace(config, smtp_url="smtp://mail.example", mail_from="ntfc@example.org")


@pytest.fixture
def made(make_body, make_institution, seat):
    """What stands in the database before the work begins."""
    body_id = make_body()
    chamber = make_institution("Chamber", represents="Small exporters of the north")
    health = make_institution("Ministry of Health")
    return SimpleNamespace(
        body=body_id,
        chamber=chamber,
        health=health,
        member=seat(body_id, organisation_id=chamber, email="nadia@example.org"),
        silent=seat(body_id, name="Omar Said", email="omar@example.org"),
        offline=seat(body_id, Role.FACILITATOR, name="Leila Haddad"),
        attends=[
            seat(body_id, role, name=f"The {role.value}", email=f"{role.value}@example.org")
            for role in (Role.EXPERT, Role.OBSERVER, Role.GUEST)
        ],
    )


@pytest.fixture
def body(app, made):
    number = made.body
    with app.app_context(), unit_of_work():
        yield db.session.get_one(Body, number)


@pytest.fixture
def secretary(body):
    return acting(body.id, Role.SECRETARY)


def started(body, actor, **values):
    terms = service.start_version(body, actor=actor, now=NOW, today=MONDAY)
    for name, value in values.items():
        setattr(terms, name, value)
    db.session.flush()
    return terms


def adopted(terms, day, today=LATER):
    actor = acting(terms.body_id, Role.CHAIR)
    service.adopt(terms, adopted_on=day, actor=actor, today=today, now=NOW)


def mails():
    jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
    return [job.payload for job in jobs]


WRITTEN = {
    "objectives": "Trade flows.",
    "responsibilities": "Each party carries out its own action items.",
    "engagement": "As equals.",
    "activities": "A road map.",
}


@pytest.mark.rule("R23")
def test_each_day_keeps_the_version_that_held_then(body, secretary):
    first = started(body, secretary, **WRITTEN)
    adopted(first, date(2026, 1, 5))
    second = started(body, secretary, objectives="Trade flows faster.")
    assert second.activities == "A road map."
    adopted(second, MONDAY)
    assert queries.version_valid_on(body, date(2026, 1, 4)) is None
    assert queries.version_valid_on(body, date(2026, 7, 12)) is first
    assert queries.version_valid_on(body, MONDAY) is second
    assert first.objectives == "Trade flows."


def test_adopted_terms_never_change_whatever_tries(body, secretary):
    terms = started(body, secretary, **WRITTEN)
    adopted(terms, MONDAY)
    with pytest.raises(Refused, match="never change"):
        save(terms, secretary)
    terms.objectives = "Something else"
    with pytest.raises(RuntimeError, match="start a new version"):
        db.session.flush()
    db.session.rollback()


def save(terms, actor, seen=None, **values):
    service.save_section(
        terms,
        section="purpose",
        values=WRITTEN | values,
        seen=seen or sections.fingerprint(terms, "purpose"),
        actor=actor,
        today=MONDAY,
    )


def test_a_section_is_saved_and_a_second_editor_sees_both_texts(body, secretary):
    terms = started(body, secretary)
    seen = sections.fingerprint(terms, "purpose")
    save(terms, secretary, seen)
    with pytest.raises(service.Overtaken) as overtaken:
        save(terms, secretary, seen, objectives="Mine")
    assert overtaken.value.stored["objectives"] == "Trade flows."
    assert terms.objectives == "Trade flows."


def test_two_people_in_two_sections_do_not_meet(body, secretary):
    terms = started(body, secretary)
    seen = sections.fingerprint(terms, "limits")
    save(terms, secretary)
    service.save_section(
        terms,
        section="limits",
        values={"negotiable": ["Fees"], "not_negotiable": ["The law"]},
        seen=seen,
        actor=secretary,
        today=MONDAY,
    )
    assert (terms.negotiable, terms.objectives) == (["Fees"], "Trade flows.")


@pytest.mark.rule("R18")
def test_matters_of_others_are_linked_to_them_and_copied(body, secretary, made):
    health = db.session.get_one(Organisation, made.health)
    terms = started(body, secretary, accountable_to="The Minister", accountable_how="In writing")
    for name, value in WRITTEN.items():
        setattr(terms, name, value)
    matter = service.add_matter(
        terms, organisation=health, matter="Food checks", actor=secretary, today=MONDAY
    )
    dropped = service.add_matter(
        terms, organisation=health, matter="Seeds", actor=secretary, today=MONDAY
    )
    service.remove_matter(terms, matter=dropped, actor=secretary, today=MONDAY)
    adopted(terms, MONDAY)
    with pytest.raises(Refused, match="never change"):
        service.remove_matter(terms, matter=matter, actor=secretary, today=MONDAY)
    copy = service.start_version(body, actor=secretary, now=NOW, today=LATER)
    assert [(m.text, m.organisation_id) for m in copy.matters] == [("Food checks", health.id)]
    assert (copy.accountable_to, copy.accountable_how) == ("The Minister", "In writing")


# The joint review.


def opened(body, secretary, closes_on=FRIDAY):
    terms = started(body, secretary, **WRITTEN)
    issued = service.open_review(terms, closes_on=closes_on, actor=secretary, today=MONDAY, now=NOW)
    return terms, issued


def said(terms, made, text="Publish the fees.", today=MONDAY, actor=None, who=None, **values):
    return service.comment(
        terms,
        section="purpose",
        said=text,
        actor=actor or acting(terms.body_id, Role.MEMBER, person_id=who or made.member),
        today=today,
        now=NOW,
        **{"organisation_id": made.chamber, "on_behalf_of": "", **values},
    )


def answer(comment, secretary, disposition=Disposition.USED, reason="", today=LATER):
    service.dispose(
        comment, disposition=disposition, reason=reason, actor=secretary, today=today, now=NOW
    )


@pytest.mark.rule("R19")
def test_a_review_from_opening_to_adoption(body, secretary, made):
    terms, _issued = opened(body, secretary)
    with pytest.raises(Refused, match="under review"):
        save(terms, secretary, objectives="Changed behind their backs")
    comment = said(terms, made)
    with pytest.raises(Refused, match="The review closed on July 24, 2026"):
        said(terms, made, today=LATER)
    with pytest.raises(Refused, match="1 comment is without an answer"):
        adopted(terms, LATER)
    answer(comment, secretary, Disposition.PARTLY, "The law fixes some of them.")
    service.save_section(
        terms,
        section="purpose",
        values=WRITTEN | {"objectives": "Trade flows; fees are published."},
        seen=sections.fingerprint(terms, "purpose"),
        actor=secretary,
        today=LATER,
    )
    assert terms.reviewed["objectives"] == "Trade flows."
    adopted(terms, LATER)
    assert terms.state is TermsState.ADOPTED
    outcome = mails()[-1]
    assert outcome["to"] == "nadia@example.org"
    assert "Publish the fees." in outcome["body"]
    told = "What became of it: Partly used. The law fixes some of them."
    assert told in outcome["body"]  # in words: an arrow would point the wrong way in Arabic


def test_who_takes_part_is_asked_once_and_who_has_no_mail_gets_a_link_to_hand_over(
    body, secretary, made
):
    terms, issued = opened(body, secretary)
    asked = {request.person_id for request in queries.requests_of(terms)}
    assert asked == {made.member, made.silent, made.offline}
    assert [one.link.person_id for one in issued] == [made.offline]
    links = db.session.scalars(select(Link)).all()
    assert {link.person_id for link in links} == asked
    assert all(link.act == "terms.comment" for link in links)
    assert {mail["to"] for mail in mails()} == {"nadia@example.org", "omar@example.org"}
    assert "July 24, 2026 (11 days)" in mails()[0]["body"]


def test_an_extension_is_told_to_all_with_its_reason(body, secretary, made):
    terms, _issued = opened(body, secretary)
    before = len(mails())
    service.extend_review(
        terms,
        closes_on=date(2026, 8, 7),
        reason="Members meet in August only.",
        actor=secretary,
        today=MONDAY,
        now=NOW,
    )
    told = mails()[before:]
    assert {mail["to"] for mail in told} == {"nadia@example.org", "omar@example.org"}
    assert all("Members meet in August only." in mail["body"] for mail in told)
    assert terms.extensions[0]["from"] == "2026-07-24"
    said(terms, made, today=LATER)


def test_who_left_since_is_neither_told_of_more_time_nor_reminded(body, secretary, made):
    terms, _issued = opened(body, secretary)
    before = len(mails())
    held = select(Appointment).where(Appointment.person_id == made.silent)
    db.session.delete(db.session.scalars(held).one())
    service.extend_review(
        terms, closes_on=LATER, reason="More time", actor=secretary, today=MONDAY, now=NOW
    )
    service.remind(terms, actor=SYSTEM, today=date(2026, 7, 26), now=NOW)
    assert {mail["to"] for mail in mails()[before:]} == {"nadia@example.org"}


@pytest.mark.rule("R60")
def test_views_of_small_firms_stand_with_their_association(body, secretary, made):
    terms, _issued = opened(body, secretary)
    comment = said(terms, made, on_behalf_of="small exporters of the north")
    assert comment.organisation_id == made.chamber
    with pytest.raises(Refused, match="come through an association"):
        said(terms, made, who=made.silent, organisation_id=None, on_behalf_of="small ones")
    with pytest.raises(Refused, match="not known to speak for this institution"):
        said(terms, made, organisation_id=made.health)


@pytest.mark.rule("R42")
def test_whoever_holds_the_seat_of_an_institution_speaks_for_it_and_the_seat_stays_its_own(
    body, secretary, made
):
    terms, _issued = opened(body, secretary)
    comment = said(terms, made, organisation_id=None)
    assert (comment.organisation_id, comment.person_id) == (made.chamber, made.member)
    assert said(terms, made, who=made.silent, organisation_id=None).organisation_id is None
    held = db.session.scalars(select(Appointment).where(Appointment.person_id == made.member)).one()
    seat = db.session.get_one(Seat, held.seat_id)
    held.ended_on = MONDAY  # the person goes; seat and view remain the institution's
    db.session.flush()
    db.session.expire_all()
    assert seat.organisation_id == made.chamber
    assert comment.organisation_id == made.chamber


def test_reminders_go_once_to_those_who_said_nothing(body, secretary, made):
    terms, _issued = opened(body, secretary)
    said(terms, made)
    before = len(mails())
    for _run in range(2):
        service.remind(terms, actor=SYSTEM, today=date(2026, 7, 22), now=NOW)
    assert [mail["to"] for mail in mails()[before:]] == ["omar@example.org"]
    service.remind(terms, actor=SYSTEM, today=MONDAY, now=NOW)
    assert len(mails()) == before + 1


def test_a_second_review_waits_for_the_answers_of_the_first(body, secretary, made):
    terms, _issued = opened(body, secretary)
    comment = said(terms, made)
    later = {"closes_on": date(2026, 8, 30), "actor": secretary, "today": LATER, "now": NOW}
    with pytest.raises(Refused, match="without an answer"):
        service.open_review(terms, **later)
    answer(comment, secretary)
    service.open_review(terms, **later)
    assert len(queries.requests_of(terms)) == 3


def test_answers_wait_for_the_end_of_the_review(body, secretary, made):
    terms, _issued = opened(body, secretary)
    comment = said(terms, made)
    with pytest.raises(Refused, match="after the review"):
        answer(comment, secretary, today=FRIDAY)
    with pytest.raises(PermissionDenied):
        answer(comment, acting(body.id, Role.MEMBER))


def test_strangers_do_not_comment(body, secretary, made):
    terms, _issued = opened(body, secretary)
    with pytest.raises(PermissionDenied):
        said(terms, made, actor=acting(999, Role.MEMBER, person_id=made.member))


# Adopting and withdrawing.


def test_rules_drafted_with_the_terms_hold_from_their_adoption(body, secretary):
    terms = started(body, secretary, **WRITTEN)
    draft = rules_of_procedure.save_draft(
        body,
        procedure=Procedure(notice_days=9),
        terms_id=terms.id,
        seen=0,
        actor=secretary,
        now=NOW,
    )
    with pytest.raises(Refused, match="adopted together"):
        rules_of_procedure.put_in_force(draft, valid_from=MONDAY, actor=acting(body.id, Role.CHAIR))
    adopted(terms, MONDAY)
    assert procedure.rules_on(body, MONDAY).notice_days == 9
    assert procedure.rules_on(body, date(2026, 7, 12)).notice_days is None


def test_a_withdrawn_draft_stays_and_frees_the_way(body, secretary):
    terms = started(body, secretary, **WRITTEN)
    rules_draft = rules_of_procedure.save_draft(
        body, procedure=Procedure(), terms_id=terms.id, seen=0, actor=secretary, now=NOW
    )
    with pytest.raises(Refused, match="worked on already"):
        started(body, secretary)
    service.withdraw(terms, actor=secretary, now=NOW)
    assert rules_draft.terms_id is None
    again = started(body, secretary)
    assert (again.number, terms.state) == (2, TermsState.WITHDRAWN)
    with pytest.raises(Refused, match="Only a draft"):
        service.withdraw(terms, actor=secretary, now=NOW)


@pytest.mark.parametrize("leads", [Role.CHAIR, Role.MODERATOR])
def test_the_secretary_adopts_only_where_nobody_leads(app, make_body, seat, leads):
    number = make_body("Led")
    leader_id = seat(number, leads)
    with app.app_context(), unit_of_work():
        body = db.session.get_one(Body, number)
        db.session.add(Credential(person_id=leader_id, password_hash="x", password_set_at=NOW))
        office = acting(number, Role.SECRETARY)
        terms = started(body, office, **WRITTEN)
        with pytest.raises(Refused, match="chairs or moderates this body"):
            service.adopt(terms, adopted_on=MONDAY, actor=office, today=MONDAY, now=NOW)
        leader = acting(number, leads)
        service.adopt(terms, adopted_on=MONDAY, actor=leader, today=MONDAY, now=NOW)
        assert queries.version_valid_on(body, MONDAY) is terms


def test_the_secretary_enters_what_a_body_adopts_whose_chair_never_signs_in(app, make_body, seat):
    number = make_body("Led")
    seat(number, Role.CHAIR)
    with app.app_context(), unit_of_work():
        office = acting(number, Role.SECRETARY)
        terms = started(db.session.get_one(Body, number), office, **WRITTEN)
        service.adopt(terms, adopted_on=MONDAY, actor=office, today=MONDAY, now=NOW)
        assert terms.state is TermsState.ADOPTED


ATTENDS = {Role.EXPERT, Role.OBSERVER, Role.GUEST}


@pytest.mark.parametrize("role", sorted(SEATED, key=lambda role: role.value))
def test_drafts_are_for_those_who_take_part_and_not_for_those_who_only_attend(
    body, secretary, made, role
):
    terms, _issued = opened(body, secretary)
    comment = said(terms, made)
    actor = acting(body.id, role)
    takes_part = role not in ATTENDS
    assert can(actor, rules.VIEW, terms) is takes_part
    assert can(actor, rules.COMMENT, terms) is takes_part
    assert can(actor, rules.VIEW_COMMENTS, comment) is takes_part


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.FACILITATOR, *sorted(ATTENDS), None])
@pytest.mark.parametrize("restricted", [True, False])
def test_lists_show_what_may_be_read(app, make_body, make_terms, seat, role, restricted):
    number, other = make_body(is_restricted=restricted), make_body("Other")
    person_id = seat(number)
    for body_id in (number, other):
        make_terms(body_id, state=TermsState.ADOPTED, adopted_on=MONDAY)
        draft = make_terms(body_id, number=2)
        with app.app_context(), unit_of_work():
            db.session.add(
                TermsComment(
                    body_id=body_id, terms_id=draft, person_id=person_id, text="Well", at=NOW
                )
            )
    actor = acting(number, *([role] if role else []))
    with app.app_context():
        everything = [queries.get_terms(n) for n in db.session.scalars(select(TermsOfReference.id))]
        seen = {row.id for row in db.session.scalars(queries.visible(actor))}
        assert seen == {row.id for row in everything if can(actor, rules.VIEW, row)}
        drafts = 1 if role and role not in ATTENDS else 0
        assert (
            len(seen) == (2 if not restricted else 1) + (1 if role and restricted else 0) + drafts
        )
        heard = {row.id for row in db.session.scalars(queries.visible_comments(actor))}
        comments = [queries.get_comment(n) for n in db.session.scalars(select(TermsComment.id))]
        assert heard == {row.id for row in comments if can(actor, rules.VIEW_COMMENTS, row)}
        assert len(heard) == drafts


@pytest.mark.rule("R78")
def test_a_topic_group_starts_with_its_days_and_a_draft_of_its_own_terms(app, make_body):
    parent = make_body("National Committee")
    secretary = acting(parent, Role.SECRETARY)
    with app.app_context(), unit_of_work():
        above = db.session.get_one(Body, parent)
        kind = db.session.scalars(select(BodyKind).where(BodyKind.code == "topic_group")).one()
        start = partial(bodies.start, above, kind=kind, name="Seals", now=NOW, actor=secretary)
        with pytest.raises(Refused, match="first and last day"):
            start()
        group = start(started_on=MONDAY, sunset_on=LATER)
        draft = queries.draft_of(group)
        assert (group.started_on, group.sunset_on) == (MONDAY, LATER)
        assert (draft.number, draft.state) == (1, TermsState.DRAFT)
        other = db.session.scalars(select(BodyKind).where(BodyKind.code == "council")).one()
        council = bodies.start(above, kind=other, name="Council", now=NOW, actor=secretary)
        assert queries.draft_of(council) is None


def test_the_same_words_sent_again_are_one_comment_until_it_is_answered(body, secretary, made):
    terms, _issued = opened(body, secretary)
    first = said(terms, made)
    assert said(terms, made).id == first.id
    assert said(terms, made, text="Publish the forms.").id != first.id
    assert [c.text for c in queries.comments_on(terms)] == [
        "Publish the fees.",
        "Publish the forms.",
    ]
    answer(first, secretary)
    assert said(terms, made).id != first.id


@pytest.mark.rule("R83")
def test_a_body_that_is_only_online_works_by_papers_and_remarks_under_its_moderator(body, made):
    """Nobody meets and there is no chair: the paper goes round by mail, remarks come by link."""
    body.mode = Mode.ONLINE
    moderator = acting(body.id, Role.MODERATOR, person_id=made.silent)
    bodies.change_state(body, to=State.INFORMAL, today=MONDAY, actor=moderator)
    terms = started(body, moderator, **WRITTEN)
    service.open_review(terms, closes_on=FRIDAY, actor=moderator, today=MONDAY, now=NOW)
    assert "/l/" in next(mail["body"] for mail in mails() if mail["to"] == "nadia@example.org")
    by_link = LinkHolder(
        person_id=made.member, name="Nadia", permission=rules.COMMENT, subject=terms
    )
    remark = said(terms, made, actor=by_link)
    assert remark.by_link
    answer(remark, moderator, reason="In point two")
    service.adopt(terms, adopted_on=LATER, actor=moderator, today=LATER, now=NOW)
    assert terms.state is TermsState.ADOPTED
