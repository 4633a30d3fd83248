"""What becomes of a page or a change when a plugin fails at run time, on both databases."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select, text

from ntfc import audit, plugins
from ntfc.clock import now
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.people.models import Person
from ntfc.permissions import ADMINISTER, SITE, SYSTEM
from ntfc.plugins import PersonalData, Waiting, hookimpl
from ntfc.transaction import unit_of_work

WAITING = Waiting(title="x", reason="y", url="/", button="Go")


def module(**hooks):
    """A plugin of these hooks; each is marked as an author would mark it."""
    return SimpleNamespace(**{name: hookimpl(function) for name, function in hooks.items()})


@pytest.fixture
def join(app):
    def join(name, **hooks):
        app.extensions["ntfc.plugins"].register(module(**hooks), name=name)

    return join


def add(name):
    db.session.add(Person(name=name, created_at=now()))
    db.session.flush()


def people(app):
    with app.app_context():
        return sorted(db.session.scalars(select(Person.name)))


def waiting():
    asked = plugins.gather("ntfc_waiting", actor=SYSTEM, today=now().date())
    return [item for answer in asked for item in answer]


def raises(*_):
    raise ZeroDivisionError


def leaves(*_):
    raise SystemExit(0)


def fails_late(actor):
    yield WAITING
    raise ZeroDivisionError


def asks_nonsense(actor):
    db.session.execute(text("SELECT * FROM nowhere"))


def commits(*_):
    add("of the plugin")
    db.session.commit()


def rolls_back(*_):
    add("of the plugin")
    db.session.rollback()


def closes(actor):
    db.session.remove()


def own_transaction(actor):
    with unit_of_work():
        add("of the plugin")


def a_word(actor):
    return "come"


def other_things(actor):
    return [{"title": "x"}]


def unreadable(actor):
    return [Waiting(title=Unreadable(), reason="", url="/", button="")]


class Unreadable:
    def __str__(self):
        raise KeyError("name")


def an_instant(actor):
    return [Waiting(title="x", reason="", url="/", button="", due=now())]


def no_number(actor):
    return [Waiting(title=5, reason="", url="/", button="")]


WRONG = [
    an_instant,
    no_number,
    raises,
    leaves,
    fails_late,
    asks_nonsense,
    commits,
    rolls_back,
    closes,
    own_transaction,
    a_word,
    other_things,
    unreadable,
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_failing_offer_is_left_out_and_undone(app, join, wrong, caplog):
    join("flaky", ntfc_waiting=wrong)
    join("sound", ntfc_waiting=lambda: [WAITING])
    with app.test_request_context(), unit_of_work():
        add("before")
        assert WAITING in waiting()
        add("after")
    assert people(app) == ["after", "before"]
    assert "flaky failed in ntfc_waiting and is left out" in caplog.text


def test_a_hook_may_use_savepoints_of_its_own(app, join):
    def careful(actor):
        with db.session.begin_nested():
            add("of the plugin")

    join("careful", ntfc_waiting=careful)
    with app.test_request_context(), unit_of_work():
        waiting()
    assert people(app) == ["of the plugin"]


def test_a_fault_of_the_core_is_not_laid_on_a_plugin(app, join, caplog):
    join("sound", ntfc_waiting=lambda: [WAITING])
    with (
        app.test_request_context(),
        pytest.raises(Exception, match="belongs to somebody already"),
        unit_of_work(),
    ):
        for _ in range(2):
            db.session.add(Person(name="x", email="a@example.org", created_at=now()))
        waiting()
    assert "sound failed" not in caplog.text
    assert people(app) == []


def objections():
    return [str(reason) for reason in plugins.objections(ADMINISTER, SITE, SYSTEM)]


@pytest.mark.parametrize("wrong", [raises, leaves, asks_nonsense, commits, rolls_back])
def test_a_failing_guard_counts_as_an_objection(app, join, wrong):
    join("flaky", ntfc_objections=wrong)
    join("sound", ntfc_objections=lambda action: [f"no {action.name}"])
    with app.test_request_context(), unit_of_work():
        reasons = objections()
        add("after")
    assert reasons == [
        "The module “flaky” could not check this and so holds it back.",
        "no site.administer",
    ]
    assert people(app) == ["after"]


@pytest.mark.parametrize("answer", [None, [], (), "", iter(())])
def test_a_guard_without_reasons_lets_pass(app, join, answer):
    join("sound", ntfc_objections=lambda: answer)
    with app.test_request_context(), unit_of_work():
        assert objections() == []


def test_one_reason_may_be_a_plain_sentence(app, join):
    join("plain", ntfc_objections=lambda: "Not on a Friday.")
    with app.test_request_context(), unit_of_work():
        assert objections() == ["Not on a Friday."]


@pytest.mark.parametrize("wrong", [raises, leaves, asks_nonsense, commits])
def test_what_a_failing_listener_did_is_undone_and_the_event_goes_on(app, join, wrong, caplog):
    told = []

    def half_done(body):
        add("half done")
        audit.record(SYSTEM, "test.half_done")
        wrong(body)

    join("flaky", ntfc_body_started=half_done)
    join("sound", ntfc_body_started=lambda body: told.extend([body]))
    with app.test_request_context(), unit_of_work():
        add("of the core")
        plugins.notify("ntfc_body_started", body=SITE, actor=SYSTEM, now=None)
    assert told == [SITE]
    assert people(app) == ["of the core"]
    assert "flaky failed in ntfc_body_started" in caplog.text
    with app.app_context():
        assert db.session.scalars(select(audit.AuditEntry)).all() == []
        assert audit.verify() == []


@pytest.mark.parametrize("wrong", [raises, leaves, asks_nonsense, commits])
def test_a_failing_obligation_undoes_the_whole_and_names_every_module(app, join, wrong):
    told = []

    def half_done():
        def listener(person):
            add("half done")
            wrong(person)

        return listener

    join("flaky", ntfc_address_changed=half_done())
    join("other", ntfc_address_changed=half_done())
    join("sound", ntfc_address_changed=lambda person: told.extend([person]))
    with app.test_request_context(), pytest.raises(Refused) as refused, unit_of_work():
        person = Person(name="of the core", created_at=now())
        db.session.add(person)
        db.session.flush()
        plugins.insist("ntfc_address_changed", person=person, actor=SYSTEM, now=now())
    reasons = [str(reason) for reason in refused.value.reasons]
    assert [reason.split("”")[0] for reason in reasons] == [
        "The module “flaky",
        "The module “other",
    ]
    assert len(told) == 1
    assert people(app) == []


def test_what_sound_modules_answer_to_an_obligation_is_returned(app, join):
    kept = PersonalData(name="stamps", title="Stamps", columns={}, rows=[])
    join("sound", ntfc_personal_data=lambda: [kept])
    with app.test_request_context(), unit_of_work():
        person = Person(name="Amal", created_at=now())
        db.session.add(person)
        db.session.flush()
        assert [kept] in plugins.insist("ntfc_personal_data", person=person)


@pytest.mark.parametrize("wrong", [a_word, other_things, raises])
def test_an_answer_of_another_kind_is_a_failure_of_the_obligation(app, join, wrong):
    def gives(person):
        return wrong(person)

    join("flaky", ntfc_personal_data=gives)
    with app.test_request_context(), unit_of_work():
        person = Person(name="Amal", created_at=now())
        db.session.add(person)
        db.session.flush()
        with pytest.raises(Refused, match="flaky"):
            plugins.insist("ntfc_personal_data", person=person)


def test_a_page_survives_a_failing_plugin(app, join, client_for, make_person):
    join("flaky", ntfc_waiting=asks_nonsense)
    answer = client_for(make_person()).get("/")
    assert answer.status_code == 200
