"""Whatever is pressed twice at one moment is done once, whichever feature it belongs to.

Each case reads its page, yields, and acts; `press_twice` does that in two transactions at once.
"""

from contextlib import suppress
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from ntfc.accounts.rules import RESET_PASSWORD
from ntfc.actions.models import Action
from ntfc.actions.service import recording
from ntfc.clock import now
from ntfc.committees import queries as bodies
from ntfc.committees import service as committees
from ntfc.committees.models import Confirmation, Priority, SetupStep, Term
from ntfc.committees.rules import USUAL_STEPS
from ntfc.db import db
from ntfc.documents.models import Access, Document
from ntfc.documents.service import keeping as papers
from ntfc.errors import Refused
from ntfc.issues.models import Issue
from ntfc.issues.queries import get_issue
from ntfc.issues.service import handing, proposing
from ntfc.links import service as links
from ntfc.links.models import Link
from ntfc.lists import service as lists
from ntfc.mandates import service as mandates
from ntfc.mandates.models import TermsOfReference
from ntfc.once import once
from ntfc.organisations import queries as organisations
from ntfc.organisations import service as directory
from ntfc.organisations.models import (
    Contact,
    Organisation,
    OrganisationKind,
    Representation,
    Sector,
)
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM, Insider, Role
from ntfc.plugins import ChoiceList
from ntfc.procedure import service as procedures
from ntfc.procedure.models import Procedure, RulesOfProcedure
from ntfc.procedure.rules import too_early
from ntfc.seats import queries as seats
from ntfc.seats.models import (
    Appointment,
    Capacity,
    CodeOfConduct,
    ConductAcceptance,
    Declaration,
    Seat,
)
from ntfc.seats.service import appointments, conduct
from ntfc.transaction import unit_of_work
from tests.recording import at_once

DAY = date(2026, 11, 20)
SECTORS = ChoiceList(key="sectors", title="Sectors", about="", model=Sector)


@pytest.fixture
def scene(app, make_body, seat):
    """A body with a chair, and two institutions."""

    class Scene:
        body = make_body()
        chair = seat(body, Role.CHAIR, "Amal Haddad", email="amal@customs.example")
        union, member = (institution(app, name) for name in ("Traders' union", "Olive growers"))

        @property
        def actor(self):
            roles = {self.body: frozenset({Role.CHAIR, Role.SECRETARY})}
            return Insider(person_id=self.chair, name="Amal", token="", roles=roles)

    return Scene()


def institution(app, name):
    with app.app_context(), unit_of_work():
        kind = db.session.scalars(select(OrganisationKind.id)).first()
        values = {"name": name, "kind_id": kind}
        return directory.add_organisation(SITE, values=values, now=now(), actor=SYSTEM).id


def start_a_term(scene):
    body = bodies.get_body(scene.body)
    yield
    committees.start_term(body, starts_on=DAY, ends_on=None, today=DAY, actor=scene.actor)


def begin_the_checklist(scene):
    body = bodies.get_body(scene.body)
    yield
    committees.begin_checklist(body, actor=scene.actor)


def draft_terms(scene):
    body = bodies.get_body(scene.body)
    yield
    mandates.start_version(body, actor=scene.actor, now=now(), today=DAY)


def draft_rules(scene):
    body = bodies.get_body(scene.body)
    yield
    procedures.save_draft(
        body, procedure=Procedure(), terms_id=None, seen=0, actor=scene.actor, now=now()
    )


def lay_rules_down(scene):
    body = bodies.get_body(scene.body)
    yield
    procedures.lay_down(body, procedure=Procedure(), valid_from=DAY, actor=scene.actor, now=now())


def put_forward(scene):
    place = seats.get_seat(db.session.scalars(select(Seat.id)).one())
    person = db.session.get_one(Person, scene.chair)
    yield
    appointments.nominate(
        place,
        person=person,
        nominated_by_id=scene.union,
        competence="Transit",
        capacity=Capacity.ALTERNATE,
        today=DAY,
        now=now(),
        actor=scene.actor,
    )


def write_a_code(scene):
    body = bodies.get_body(scene.body)
    yield
    conduct.write_code(body, text="Be fair.", today=DAY, actor=scene.actor)


def accept_the_code(scene):
    body = bodies.get_body(scene.body)
    mark = seats.code_of(body.id).mark
    yield
    conduct.accept_code(body, mark=mark, now=now(), actor=scene.actor)


def declare_an_interest(scene):
    body = bodies.get_body(scene.body)
    yield
    conduct.declare(body, text="My brother is a broker.", today=DAY, actor=scene.actor)


def add_an_institution(_scene):
    kind = db.session.scalars(select(OrganisationKind.id)).first()
    yield
    values = {"name": "Carriers", "kind_id": kind}
    directory.add_organisation(SITE, values=values, now=now(), actor=SYSTEM)


def represent(scene):
    union = organisations.get(scene.union)
    yield
    values = {"organisation_id": scene.member, "group_name": ""}
    directory.add_representation(union, values=values, actor=SYSTEM)


def represent_a_group(scene):
    union = organisations.get(scene.union)
    yield
    values = {"organisation_id": None, "group_name": "Carriers of the north"}
    directory.add_representation(union, values=values, actor=SYSTEM)


def name_a_contact(scene):
    union = organisations.get(scene.union)
    yield
    values = {"name": "Karim Saleh"}
    directory.add_contact(union, values=values, today=now().date(), now=now(), actor=SYSTEM)


def add_to_a_list(_scene):
    yield
    values = {"name": "Olive oil"}
    lists.add_entry(SITE, choices=SECTORS, values=values, actor=SYSTEM)


# What is pressed, how many rows it makes, and what the second press is told
CASES = {
    start_a_term: (Term, "The present term has no end: enter its last day first."),
    begin_the_checklist: (SetupStep, "This body has its checklist already."),
    draft_terms: (
        TermsOfReference,
        "A draft is being worked on already. Adopt or withdraw it first.",
    ),
    draft_rules: (
        RulesOfProcedure,
        "Somebody else saved this draft since you opened it. Both are shown: save again.",
    ),
    lay_rules_down: (RulesOfProcedure, too_early(DAY)),
    put_forward: (Appointment, "This person is put forward for this seat already."),
    write_a_code: (CodeOfConduct, None),
    accept_the_code: (ConductAcceptance, None),
    declare_an_interest: (Declaration, "You have declared this interest already."),
    add_an_institution: (Organisation, "“Carriers” is in the directory already."),
    represent: (Representation, "This member or group is in the list already."),
    represent_a_group: (Representation, "This member or group is in the list already."),
    name_a_contact: (Contact, "Karim Saleh is a contact of this institution already."),
    add_to_a_list: (Sector, "The list has “Olive oil” already."),
}


@pytest.mark.parametrize("act", CASES, ids=lambda act: act.__name__)
def test_what_is_pressed_twice_is_done_once(app, scene, press_twice, act):
    model, refusal = CASES[act]
    before = count(app, model)
    told = press_twice(lambda: act(scene))
    with app.app_context():
        assert told == [None, refusal and str(refusal)]
    once = count(app, model) - before
    assert once == (len(USUAL_STEPS) if model is SetupStep else 1)


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_a_priority_is_named_and_confirmed_once(app, scene, press_twice):
    with app.app_context(), unit_of_work():
        body = bodies.get_body(scene.body)
        committees.start_term(body, starts_on=DAY, ends_on=None, today=DAY, actor=scene.actor)

    def name():
        body = bodies.get_body(scene.body)
        yield
        committees.name_priority(body, text="Seals", named_by_id=None, today=DAY, actor=scene.actor)

    def confirm():
        priority = db.session.scalars(select(Priority)).one()
        yield
        committees.confirm_priority(priority, now=now(), actor=scene.actor)

    assert press_twice(name) == [None, "This is named as a priority already."]
    assert press_twice(confirm) == [None, "You have confirmed this priority already."]
    assert count(app, Confirmation) == 1


def test_of_two_links_for_one_act_one_is_open(app, scene, press_twice):
    def steps():
        person = db.session.get_one(Person, scene.chair)
        yield
        links.issue(person, RESET_PASSWORD, person, actor=SYSTEM, now=now())

    assert press_twice(steps) == [None, None]
    with app.app_context():
        ended = [link.revoked_at is not None for link in db.session.scalars(select(Link))]
        assert sorted(ended) == [False, True]


def test_an_institution_takes_the_name_of_a_closed_one_which_then_stays_closed(app, scene):
    with app.app_context(), unit_of_work():
        old = organisations.get(scene.member)
        yesterday = DAY - timedelta(days=1)
        directory.close(old, on=yesterday, today=DAY, actor=SYSTEM)
    new = institution(app, "OLIVE growers")
    with app.app_context(), unit_of_work():
        assert organisations.same_name("olive growers").id == new
        with pytest.raises(directory.KnownAlready):
            directory.reopen(organisations.get(scene.member), actor=SYSTEM)


@pytest.mark.database("postgresql")
@pytest.mark.needs("postgresql")
def test_many_at_one_moment_get_each_number_once_and_leave_none_out(app, make_body, make_person):
    """Issues raised and handed over, papers, actions: each kind is counted on its own in each body."""
    body, other = make_body("Council"), make_body("Group")
    roles = dict.fromkeys((body, other), frozenset({Role.SECRETARY, Role.CHAIR}))
    who = Insider(person_id=make_person(), name="Amal", token="", roles=roles)

    def issue(where, to=0):
        facts = {"title": "Twice", "problem": "x", "expected_result": "y"}
        one = proposing.propose(
            bodies.get_body(where), facts=facts, actor=who, now=now(), today=DAY
        )
        if to:
            handing.hand_over(
                get_issue(one.id), to=bodies.get_body(to), reason="Theirs", actor=who, now=now()
            )

    def paper(where):
        facts = {"title": "Fees", "access": Access.MEMBERS}
        content = papers.Content(written={"text": "<p>Fees</p>"})
        papers.add(bodies.get_body(where), facts=facts, content=content, actor=SYSTEM, now=now())

    def action(where):
        facts = {"title": "Publish", "is_date_open": True}
        recording.add(bodies.get_body(where), facts=facts, actor=SYSTEM, now=now(), today=DAY)

    acts = [(issue, body), (issue, other, body), (paper, body), (paper, other), (action, body)]

    def do(act, *where):
        with app.test_request_context(), unit_of_work():
            act(*where)

    at_once(*(partial(do, *one) for one in acts * 2))
    with app.app_context():
        for model, expected in ((Issue, [4, 2]), (Document, [2, 2]), (Action, [2, 0])):
            for where, count_of in zip((body, other), expected, strict=True):
                query = select(model.number).where(model.body_id == where)
                given = sorted(db.session.scalars(query))
                assert given == [*range(1, count_of + 1)], model


@pytest.mark.database("postgresql")
@pytest.mark.needs("postgresql")
def test_a_form_sent_twice_at_one_moment_is_done_once_and_both_are_led_there(app):
    """The second waits for the first; where the first is undone, the second does it."""
    done, answers = [], []

    def send(words, fails=False):
        told = {"data": {"form_ticket": "t", "title": words}, "method": "POST"}
        with app.test_request_context("/x", **told), suppress(Refused), unit_of_work():

            def act():
                if fails:
                    raise Refused("No.")
                done.append(words)
                return f"/{words}"

            answers.append(once(act))

    at_once(*[partial(send, "seals")] * 4)
    at_once(partial(send, "slots", fails=True), partial(send, "slots"))
    assert sorted(done) == ["seals", "slots"]
    assert answers.count("/seals") == 4
    assert "/slots" in answers
