from datetime import date

import pytest

from ntfc.accounts.models import Credential
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, Role, can
from ntfc.plugins import SeatedPerson, hookimpl
from ntfc.procedure import queries, rules, service
from ntfc.procedure.models import CadenceKind, ChairModel, Procedure, RulesOfProcedure
from ntfc.transaction import unit_of_work

QUARTERLY = Procedure(cadence=CadenceKind.PER_YEAR, cadence_n=4)
MONDAY = date(2026, 7, 13)


class Seats:
    """A plugin that says who sits where."""

    def __init__(self, *people):
        self.people = people

    @hookimpl
    def ntfc_people_of_body(self, body):
        return iter(self.people) if body else ()


def acting(body_id, *roles, person_id=1):
    return Insider(person_id=person_id, name="A", token="t", roles={body_id: frozenset(roles)})


@pytest.fixture
def body(app, make_body):
    with app.app_context(), unit_of_work():
        yield db.session.get_one(Body, make_body())


def drafted(body, procedure=QUARTERLY, *, seen=0, terms_id=None):
    return service.save_draft(
        body,
        procedure=procedure,
        terms_id=terms_id,
        seen=seen,
        actor=acting(body.id, Role.SECRETARY),
        now=now(),
    )


def test_a_body_without_rules_works_by_neutral_ones(body):
    assert queries.rules_on(body, MONDAY) == Procedure()


@pytest.mark.rule("R127")
def test_the_chair_model_changes_from_a_day_on(body):
    chair = acting(body.id, Role.CHAIR)
    for model, day in ((ChairModel.ONE, date(2026, 1, 1)), (ChairModel.TWO, MONDAY)):
        draft = drafted(body, Procedure(chair_model=model))
        service.put_in_force(draft, valid_from=day, actor=chair)
    assert queries.rules_on(body, date(2026, 7, 12)).chair_model is ChairModel.ONE
    assert queries.rules_on(body, MONDAY).chair_model is ChairModel.TWO
    assert queries.rules_on(body, date(2025, 12, 31)) == Procedure()
    assert queries.rules_of([body.id], MONDAY)[body.id].chair_model is ChairModel.TWO
    assert [row.number for row in queries.versions(body)] == [2, 1]


def test_a_draft_does_not_hold(body):
    drafted(body)
    assert queries.rules_on(body, date(2100, 1, 1)) == Procedure()


def test_a_second_editor_is_told_and_shown_what_was_saved(body):
    draft = drafted(body)
    first = draft.version
    drafted(body, Procedure(notice_days=9), seen=first)
    with pytest.raises(service.Overtaken) as overtaken:
        drafted(body, Procedure(notice_days=5), seen=first)
    assert overtaken.value.stored.notice_days == 9


def test_contradictions_are_refused(body):
    with pytest.raises(Refused, match="shorter than the ordinary"):
        drafted(body, Procedure(notice_days=2, urgent_notice_days=4))
    assert queries.draft_of(body) is None


def test_members_draft_nothing(body):
    with pytest.raises(PermissionDenied):
        service.save_draft(
            body,
            procedure=QUARTERLY,
            terms_id=None,
            seen=0,
            actor=acting(body.id, Role.MEMBER),
            now=now(),
        )


def who_signs_in(name):
    """Return the number of a person with a password."""
    person = Person(name=name, created_at=now())
    db.session.add(Credential(person=person, password_hash="x", password_set_at=now()))
    db.session.flush()
    return person.id


def test_the_secretary_puts_rules_in_force_only_where_there_is_no_chair(app, body):
    manager = app.extensions["ntfc.plugins"]
    seats = Seats(SeatedPerson(person_id=who_signs_in("Amal"), role=Role.CHAIR))
    manager.register(seats, name="somebody")
    draft = drafted(body)
    secretary = acting(body.id, Role.SECRETARY)
    with pytest.raises(Refused, match="chairs or moderates this body"):
        service.put_in_force(draft, valid_from=MONDAY, actor=secretary)
    manager.unregister(seats)
    service.put_in_force(draft, valid_from=MONDAY, actor=secretary)
    assert queries.rules_on(body, MONDAY) == QUARTERLY


def test_a_moderator_puts_rules_in_force_only_where_there_is_no_chair(app, body):
    manager = app.extensions["ntfc.plugins"]
    moderator = SeatedPerson(person_id=who_signs_in("Amal"), role=Role.MODERATOR)
    chaired = Seats(moderator, SeatedPerson(person_id=who_signs_in("Badr"), role=Role.CHAIR))
    moderated = Seats(moderator)
    draft = drafted(body)
    for seats, role in ((chaired, Role.MODERATOR), (moderated, Role.SECRETARY)):
        manager.register(seats, name="somebody")
        with pytest.raises(Refused, match="chairs or moderates this body"):
            service.put_in_force(draft, valid_from=MONDAY, actor=acting(body.id, role))
        manager.unregister(seats)
    manager.register(moderated, name="somebody")
    service.put_in_force(draft, valid_from=MONDAY, actor=acting(body.id, Role.MODERATOR))
    assert queries.rules_on(body, MONDAY) == QUARTERLY


def test_rules_in_force_stay_in_the_record(body):
    draft = drafted(body)
    service.put_in_force(draft, valid_from=MONDAY, actor=acting(body.id, Role.CHAIR))
    with pytest.raises(Refused, match="stay in the record"):
        service.discard_draft(draft, actor=acting(body.id, Role.SECRETARY))
    with pytest.raises(Refused, match="in force already"):
        service.put_in_force(draft, valid_from=MONDAY, actor=acting(body.id, Role.CHAIR))


def test_a_draft_is_dropped(body):
    draft = drafted(body)
    service.discard_draft(draft, actor=acting(body.id, Role.SECRETARY))
    assert queries.draft_of(body) is None


def test_a_new_body_gets_its_first_rules_in_one_step(body):
    service.lay_down(body, procedure=QUARTERLY, valid_from=MONDAY, actor=SYSTEM, now=now())
    assert queries.rules_on(body, MONDAY) == QUARTERLY
    with pytest.raises(Refused, match="Choose a later day"):
        service.lay_down(body, procedure=QUARTERLY, valid_from=MONDAY, actor=SYSTEM, now=now())


@pytest.mark.parametrize(
    "role", [Role.SECRETARY, Role.MEMBER, Role.OBSERVER, Role.EXPERT, Role.GUEST, None]
)
@pytest.mark.parametrize("restricted", [True, False])
def test_lists_show_what_may_be_read(app, make_body, role, restricted):
    number, other = make_body(is_restricted=restricted), make_body("Other", coordinator_id=None)
    with app.app_context(), unit_of_work():
        for body_id in (number, other):
            body = db.session.get_one(Body, body_id)
            service.lay_down(body, procedure=QUARTERLY, valid_from=MONDAY, actor=SYSTEM, now=now())
            drafted(body)
        db.session.flush()
        actor = acting(number, *([role] if role else []))
        seen = {row.id for row in db.session.scalars(queries.visible(actor))}
        everything = db.session.query(RulesOfProcedure).all()
        for row in everything:
            row.body = db.session.get_one(Body, row.body_id)
        assert seen == {row.id for row in everything if can(actor, rules.VIEW, row)}
        drafts = 1 if role in (Role.SECRETARY, Role.MEMBER) else 0
        assert len(seen) == (2 if role or not restricted else 1) + drafts
