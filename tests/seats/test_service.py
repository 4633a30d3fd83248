"""What happens when seats and appointments are changed, without any page."""

from datetime import timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select

from ntfc import plugins
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused
from ntfc.organisations.models import Camp, Side
from ntfc.people import service as people_service
from ntfc.people.models import Gender, Person
from ntfc.people.rules import ERASE
from ntfc.permissions import SYSTEM, Insider, LinkHolder, Role, can
from ntfc.plugins import hookimpl
from ntfc.procedure import queries as procedure
from ntfc.seats import queries, rules
from ntfc.seats.models import Appointment, Capacity, ConductAcceptance, Declaration, Seat
from ntfc.seats.service import appointments, conduct, seats
from ntfc.seats.service.appointments import Terms
from ntfc.seats.views.by_link import ACCEPT
from tests.seats.conftest import LONG_AGO, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def table(make):
    """Return a body with one seat of customs and one of traders, and two people."""

    class Table:
        body = make.body()
        customs = make.organisation("Customs", side="customs", kind="customs_administration")
        traders = make.organisation("Chamber of Trade", kind="chamber")
        public = make.seat(body, organisation_id=customs)
        private = make.seat(body, organisation_id=traders)
        amal = make.person("Amal Haddad")
        karim = make.person("Karim Saleh")

    return Table()


def appoint(seat_id, person_id, actor=SYSTEM, **terms):
    terms.setdefault("starts_on", TODAY)
    return appointments.appoint(
        queries.get_seat(seat_id),
        person=db.session.get_one(Person, person_id),
        terms=Terms(**terms),
        now=now(),
        actor=actor,
    )


def sitting(seat_id, day=TODAY):
    body_id = db.session.get_one(Seat, seat_id).body_id
    place = next(p for p in queries.places_of(body_id, day) if p.id == seat_id)
    return place.holder.name if place.holder else None


@pytest.mark.rule("R47")
def test_an_appointment_keeps_authorities_text_and_tenure_and_its_end_is_announced(in_app, table):
    made = appoint(
        table.private,
        table.amal,
        authorities=("Secretary for Trade", "Secretary of the Treasury"),
        instrument="Decree 12 of 3 March 2026",
        ends_on=TODAY + 90 * DAY,
    )
    db.session.expire(made)
    assert made.authorities == ["Secretary for Trade", "Secretary of the Treasury"]
    assert made.instrument == "Decree 12 of 3 March 2026"
    assert (made.starts_on, made.ends_on) == (TODAY, TODAY + 90 * DAY)
    ending = queries.ahead(insider(Role.MEMBER), TODAY).ending
    assert [one.place.id for one in ending] == [table.private]
    assert not queries.ahead(insider(Role.MEMBER), TODAY - DAY).ending


def insider(role, body_id=1, person_id=99, **more):
    return Insider(
        person_id=person_id, name="x", token="x", roles={body_id: frozenset({role})}, **more
    )


def test_replacing_ends_the_one_and_starts_the_other_in_one_step(in_app, table):
    first = appoint(table.private, table.amal, starts_on=LONG_AGO)
    with pytest.raises(Refused, match="Amal Haddad holds this seat"):
        appoint(table.private, table.karim)
    appoint(table.private, table.karim, replaces=True)
    assert first.ended_on == TODAY
    assert sitting(table.private, TODAY - DAY) == "Amal Haddad"
    assert sitting(table.private, TODAY) == "Karim Saleh"


def test_an_alternate_sits_beside_the_representative(in_app, table):
    appoint(table.private, table.amal)
    appoint(table.private, table.karim, capacity=Capacity.ALTERNATE)
    place = next(p for p in queries.places_of(table.body, TODAY) if p.id == table.private)
    assert place.holder.name == "Amal Haddad"
    assert [one.name for one in place.alternates] == ["Karim Saleh"]


@pytest.mark.rule("R34")
def test_a_parity_rule_asks_for_a_reason_and_cites_itself(in_app, table, make):
    make.rules(table.body, parity=True)
    second = make.seat(table.body, organisation_id=table.customs)
    appoint(table.public, table.amal)
    with pytest.raises(Refused, match="Rule 11"):
        appoint(second, table.karim)
    made = appoint(second, table.karim, reason="The private side is to follow")
    assert made.change_reason == "The private side is to follow"
    assert len(made.despite) == 1
    with force_locale("fr"):
        assert str(made.despite[0]).startswith("Règle ")


def test_an_alternate_changes_no_balance(in_app, table, make):
    make.rules(table.body, parity=True)
    second = make.seat(table.body, organisation_id=table.customs)
    appoint(table.public, table.amal)
    assert appoint(second, table.karim, capacity=Capacity.ALTERNATE).despite == []


def test_a_module_that_objects_is_told_who_would_sit(in_app, table):
    seen = []

    class Decree:
        @hookimpl
        def ntfc_objections(self, action, subject):
            if action is rules.APPOINT:
                seen.append(subject)
                if subject.after.public > subject.after.private + 1:
                    return ["Decree 7 asks for equal numbers."]
            return []

    in_app.extensions["ntfc.plugins"].register(Decree(), name="decree")
    appoint(table.public, table.amal)
    draft = seen[-1]
    assert (draft.before.public, draft.after.public) == (0, 1)
    assert draft.after.of(Camp.PUBLIC) == 1
    assert draft.after.by_side == {"customs": 1}
    assert draft.body.id == draft.body_id == table.body
    assert draft.seat.id == table.public
    assert draft.person.name == "Amal Haddad"
    more = seats.add_seat(
        db.session.get_one(Body, table.body),
        values=values(table.customs),
        today=TODAY,
        actor=SYSTEM,
    )
    with pytest.raises(Refused, match="Decree 7"):
        appoint(more.id, table.karim)


def values(organisation_id=None, **more):
    return {
        "role": Role.MEMBER,
        "title": "",
        "position": 100,
        "organisation_id": organisation_id,
        "nominated_by_id": None,
        "side_id": None,
        "is_permanent": True,
        "term_months": None,
        "is_named": False,
        "agreement": "",
        "agreement_ends_on": None,
        "expectation": None,
        "dissemination": "",
        "exception": "",
        **more,
    }


def add(table, **more):
    body = db.session.get_one(Body, table.body)
    return seats.add_seat(body, values=values(**more), today=TODAY, actor=SYSTEM)


def test_rules_on_kinds_and_numbers_of_institutions_hold_when_a_seat_is_added(in_app, table, make):
    make.rules(table.body, organisation_kinds=("chamber",), seats_per_organisation=1)
    with pytest.raises(Refused, match="another kind"):
        add(table, organisation_id=table.customs, exception="But we want them")
    with pytest.raises(Refused, match="would hold 2"):
        add(table, organisation_id=table.traders)
    added = add(table, organisation_id=table.traders, exception="The decree names two")
    assert added.exception == "The decree names two"
    assert add(table, organisation_id=table.customs, role=Role.OBSERVER)


def test_of_several_seats_one_wrong_institution_stops_all(in_app, table, make):
    make.rules(table.body, organisation_kinds=("chamber",))
    third = make.organisation("Chamber of Mines", kind="chamber")
    before = len(queries.places_of(table.body, TODAY))
    body = db.session.get_one(Body, table.body)
    with pytest.raises(Refused, match="Customs"):
        seats.add_seats(
            body,
            organisation_ids=[third, table.customs],
            values=values(),
            today=TODAY,
            actor=SYSTEM,
        )
    assert len(queries.places_of(table.body, TODAY)) == before


def change(seat_id, **more):
    seat = queries.get_seat(seat_id)
    facts = values(more.pop("organisation_id", seat.organisation_id), **more)
    seats.change_seat(seat, values=facts, version=seat.version, today=TODAY, actor=SYSTEM)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"organisation_id": "customs"}, "for its institution: close it"),
        ({"role": Role.CHAIR}, "this kind of seat: close it"),
        ({"role": Role.SECRETARY}, "this kind of seat: close it"),
        ({"side_id": "customs"}, "on its side: close it"),
    ],
)
def test_a_seat_in_which_somebody_sat_stays_what_it_was(in_app, table, wish, told):
    sides = {side.code: side.id for side in db.session.scalars(select(Side))}
    meant = {"organisation_id": {"customs": table.customs}, "side_id": sides}
    wish = {name: meant.get(name, {}).get(value, value) for name, value in wish.items()}
    change(table.public, **wish)  # nobody sat in this one
    appoint(table.private, table.amal, starts_on=LONG_AGO, ends_on=LONG_AGO + DAY)
    with pytest.raises(Refused, match=told):
        change(table.private, **wish)
    seat = queries.get_seat(table.private)
    assert (seat.role, seat.organisation_id, seat.side_id) == (Role.MEMBER, table.traders, None)


def test_a_seat_in_which_somebody_sat_may_still_be_described(in_app, table):
    appoint(table.private, table.amal)
    side_id = queries.get_seat(table.private).organisation.side_id
    change(table.private, title="Speaker of traders", side_id=side_id)  # the same side, said aloud
    assert queries.get_seat(table.private).title == "Speaker of traders"


def test_a_body_that_is_over_takes_nobody(in_app, table):
    body = db.session.get_one(Body, table.body)
    body.state = type(body.state)("closed")
    db.session.flush()
    with pytest.raises(Refused, match="over"):
        appoint(table.private, table.amal)
    with pytest.raises(Refused, match="over"):
        add(table, organisation_id=table.traders)


def test_two_administrators_name_one_first_secretary(in_app, make):
    number, amal, karim = make.body(), make.person("Amal"), make.person("Karim")
    root = make.person("Root", is_administrator=True)
    body = db.session.get_one(Body, number)
    admin = Insider(person_id=root, name="x", token="x", is_administrator=True)

    def name(person_id, role=Role.SECRETARY):
        return appointments.set_up_office(
            body,
            role=role,
            organisation_id=None,
            person=db.session.get_one(Person, person_id),
            terms=Terms(starts_on=TODAY),
            now=now(),
            today=TODAY,
            actor=admin,
        )

    with pytest.raises(Refused, match="which institution the chair"):
        name(amal, Role.CHAIR)
    with pytest.raises(Refused, match="does not let you name yourself"):
        name(root)
    name(amal)
    with pytest.raises(Refused, match="has a secretary"):
        name(karim)
    assert queries.standing_of(amal, TODAY).roles == {body.id: {Role.SECRETARY}}


def test_nominating_is_for_the_office_and_the_coordinator_of_the_institution(in_app, table, make):
    make.contact(table.traders, table.amal)
    own = insider(Role.COORDINATOR, body_id=777, person_id=table.amal)
    seat, other = queries.get_seat(table.private), queries.get_seat(table.public)
    assert can(own, rules.NOMINATE, seat)
    assert not can(own, rules.NOMINATE, other)
    assert not can(own, rules.APPOINT, seat)
    assert not can(insider(Role.MEMBER, 777, table.amal), rules.NOMINATE, seat)
    nominated = appointments.nominate(
        seat,
        person=db.session.get_one(Person, table.karim),
        nominated_by_id=table.traders,
        competence="Transit",
        capacity=Capacity.REPRESENTATIVE,
        today=TODAY,
        now=now(),
        actor=own,
    )
    assert queries.standing_of(table.karim, TODAY).roles == {}
    assert [row.person for row in queries.nominations_in(table.body)] == ["Karim Saleh"]
    made = appointments.appoint(
        seat,
        person=nominated.person,
        terms=Terms(starts_on=TODAY),
        nomination=nominated,
        now=now(),
        actor=SYSTEM,
    )
    assert made is nominated
    assert made.competence == "Transit"
    with pytest.raises(Refused, match="dealt with already"):
        appointments.appoint(
            seat,
            person=nominated.person,
            terms=Terms(starts_on=TODAY),
            nomination=nominated,
            now=now(),
            actor=SYSTEM,
        )


@pytest.mark.parametrize("role", sorted(rules.ROLES, key=str))
def test_lists_show_just_what_may_be_seen(in_app, make, role):
    open_body, closed_body = make.body(), make.body("Quiet Group", is_restricted=True)
    for body in (open_body, closed_body):
        make.seat(body)
        with_text = make.person(f"Author {body}")
        db.session.add(Declaration(body_id=body, person_id=with_text, text="x", declared_on=TODAY))
    db.session.flush()
    actors = [
        insider(role, closed_body),
        insider(role, open_body),
        insider(role, closed_body, person_id=with_text),
        Insider(person_id=1, name="x", token="x", is_administrator=True),
        Insider(person_id=2, name="x", token="x"),
    ]
    pairs = (
        (queries.visible, rules.VIEW, Seat),
        (queries.visible_declarations, rules.DECLARATIONS, Declaration),
    )
    for actor in actors:
        for visible, permission, model in pairs:
            shown = {row.id for row in db.session.scalars(visible(actor))}
            may = {r.id for r in db.session.scalars(select(model)) if can(actor, permission, r)}
            assert shown == may


@pytest.mark.rule("R262")
def test_each_member_accepts_the_code_of_conduct_with_its_date_and_again_when_it_changes(
    in_app, table
):
    body = db.session.get_one(Body, table.body)
    appoint(table.private, table.amal)
    member = insider(Role.MEMBER, table.body, table.amal)
    assert [b.id for b in queries.bodies_to_accept_in(table.amal, TODAY)] == [table.body]
    moment = now()
    conduct.accept_code(body, mark=queries.code_of(body.id).mark, now=moment, actor=member)
    assert queries.acceptances(body.id, queries.code_of(body.id).mark, TODAY)[0].at == moment
    assert not queries.bodies_to_accept_in(table.amal, TODAY)
    conduct.write_code(body, text="Be fair.", today=TODAY, actor=SYSTEM)
    assert queries.bodies_to_accept_in(table.amal, TODAY)
    conduct.accept_code(body, mark=queries.code_of(body.id).mark, now=now(), actor=member)
    assert not queries.bodies_to_accept_in(table.amal, TODAY)
    with pytest.raises(PermissionDenied):
        stranger = Insider(person_id=5, name="x", token="x")
        conduct.accept_code(body, mark="", now=now(), actor=stranger)


def test_a_seat_is_accepted_by_link_together_with_the_code(in_app, table):
    made = appoint(table.private, table.amal)
    subject = ACCEPT.load(made.id)
    form = ACCEPT.form(None, subject)
    holder = LinkHolder(
        person_id=table.amal, name="Amal Haddad", permission=ACCEPT.permission, subject=subject
    )
    ACCEPT.do(holder, subject, form.values)
    assert subject.accepted_on == TODAY
    assert not queries.unaccepted(table.amal, TODAY)
    assert not queries.bodies_to_accept_in(table.amal, TODAY)
    assert "National Committee" in str(ACCEPT.describe(subject))


def test_who_sits_is_not_erased_and_who_left_leaves_only_the_record(in_app, table):
    amal = db.session.get_one(Person, table.amal)
    amal.gender = Gender.WOMAN
    made = appoint(table.private, table.amal, competence="Transit", instrument="Decree 12")
    body = db.session.get_one(Body, table.body)
    member = insider(Role.MEMBER, table.body, table.amal)
    conduct.declare(body, text="I own a brokerage", today=TODAY, actor=member)
    conduct.accept_code(body, mark=queries.code_of(body.id).mark, now=now(), actor=member)
    kept = {
        section.name: section
        for answer in plugins.gather("ntfc_personal_data", person=amal)
        for section in answer
    }
    assert kept["appointments"].rows[0]["competence"] == "Transit"
    assert kept["declarations"].rows[0]["text"] == "I own a brokerage"
    assert len(kept["conduct"].rows) == 1
    told = plugins.objections(ERASE, amal, SYSTEM)
    assert any("National Committee" in str(reason) for reason in told)
    appointments.end(made, on=TODAY, reason="Moved away", actor=SYSTEM)
    people_service.erase(amal, actor=SYSTEM, now=now())
    db.session.expire_all()
    assert db.session.scalar(select(func.count()).select_from(Declaration)) == 0
    assert db.session.scalar(select(func.count()).select_from(ConductAcceptance)) == 0
    row = db.session.get_one(Appointment, made.id)
    assert (row.competence, row.end_reason, row.instrument) == ("", "", "Decree 12")
    assert sitting(table.private, TODAY - DAY) is None


def test_balance_and_continuity_come_from_the_database(in_app, table, make):
    appoint(table.private, table.amal, starts_on=LONG_AGO)
    appoint(table.public, table.karim)
    found = rules.continuity(
        queries.members_on(table.body, TODAY),
        queries.members_on(table.body, TODAY - timedelta(days=365)),
    )
    assert found.stayed == rules.Share(1, 2)
    places = queries.places_of(table.body, TODAY)
    assert {c: s.whole for c, s in rules.balance(places).items()}[Camp.PUBLIC] == 1
    assert rules.tally(places).by_side == {"customs": 1, "business": 1}


def test_genders_are_counted_and_never_listed(in_app, table, make):
    for number in range(3):
        person = make.person(f"W {number}", gender=Gender.WOMAN)
        make.sits(make.seat(table.body, organisation_id=table.traders), person)
    make.sits(make.seat(table.body, organisation_id=table.traders), make.person("Silent"))
    assert queries.genders_in(table.body, TODAY) == {Gender.WOMAN: 3}


def test_people_of_a_body_are_named_to_other_features(in_app, table):
    appoint(table.private, table.amal)
    appoint(table.private, table.karim, capacity=Capacity.ALTERNATE)
    body = db.session.get_one(Body, table.body)

    def seated(day):
        people = procedure.people_of(body, day)
        return [(p.person_id, p.role, p.organisation_id) for p in people]

    assert seated(TODAY) == [
        (table.amal, Role.MEMBER, table.traders),
        (table.karim, Role.ALTERNATE, table.traders),
    ]
    assert seated(TODAY - DAY) == []  # the day counts that was asked about
