"""The decree: its rule with plain numbers, and on real appointments with the plugin installed."""

import importlib
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ntfc import admission, clock, plugins
from ntfc.committees.models import Designation
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.plugins import generations
from ntfc.seats.models import Appointment, Capacity
from ntfc.seats.rules import Tally
from ntfc.transaction import unit_of_work
from tests.day import that_is
from tests.seats.conftest import Maker
from tests.seats.test_service import TODAY, appoint

FOLDER = Path(__file__).parent.parent.parent / "plugins" / "ntfc-parity-decree"


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """The plugin as `ntfc plugins install FOLDER` lays it down."""
    folder = tmp_path_factory.mktemp("generation")
    with generations.wheel_of(FOLDER) as wheel:
        generations.fill(folder, [wheel])
    return folder


@pytest.fixture
def rule(installed):
    sys.path.append(str(installed))
    yield importlib.import_module("ntfc_parity_decree.rules").obstacles
    sys.path.remove(str(installed))


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        ((0, 0), (1, 0), True),  # somebody has to be first
        ((1, 0), (2, 0), False),
        ((1, 0), (1, 1), True),
        ((1, 1), (1, 2), True),
        ((1, 2), (1, 3), False),
        ((5, 0), (5, 1), True),  # towards balance, however far away
        ((5, 1), (6, 1), False),
        ((5, 1), (5, 1), True),  # a member replaced on the same side, or one of neither
        ((6, 1), (5, 2), True),
        ((2, 1), (1, 2), True),  # a seat changed sides, and the difference stays one
    ],
)
def test_the_rule(rule, before, after, passes):
    reasons = [str(reason) for reason in rule(Tally(*before), Tally(*after))]
    assert (reasons == []) is passes
    if not passes:
        (sentence,) = reasons
        assert f"{after[0]} public and {after[1]} private" in sentence


@pytest.fixture
def settings(installed):
    return {
        "plugins": ("parity_decree",),
        "plugins_folder": installed,
        "languages": ("en", "fr", "ar"),
    }


@pytest.mark.database("sqlite")
def test_it_is_fit_and_not_set_aside(app, installed, check_plugin, monkeypatch, warm):
    monkeypatch.setattr(admission, "start", warm.start)
    check_plugin("parity_decree", installed)
    assert app.extensions["ntfc.set_aside"] == {}


@pytest.fixture
def table(app):
    return Table(Maker(app))


class Table:
    """A body with three seats of customs and two of traders, and a person for each of them."""

    def __init__(self, make):
        self.make = make
        self.customs = make.organisation("Customs", side="customs", kind="customs_administration")
        self.traders = make.organisation("Chamber of Trade", kind="chamber")

    def of(self, **values):
        body = self.make.body(**values)
        public = [self.make.seat(body, organisation_id=self.customs) for _ in range(3)]
        private = [self.make.seat(body, organisation_id=self.traders) for _ in range(2)]
        return public, private

    def take(self, seat, **terms):
        person = self.make.person(f"Person {seat}")
        with self.make.app.test_request_context(), unit_of_work():
            appoint(seat, person, **terms)

    def appointments(self):
        with self.make.app.app_context():
            return db.session.scalar(db.select(db.func.count(Appointment.id)))


def test_an_appointment_away_from_parity_is_refused_and_one_towards_it_goes_through(table):
    public, private = table.of(designation=Designation.NEW_BODY)
    table.take(public[0])
    with pytest.raises(Refused, match="2 public and 0 private"):
        table.take(public[1])
    assert table.appointments() == 1
    table.take(private[0])
    table.take(public[1])
    with pytest.raises(Refused, match="3 public and 1 private"):
        table.take(public[2])
    table.take(private[1])
    table.take(public[2])
    assert table.appointments() == 5


def test_a_decree_may_allow_more_than_one(table, set_plugin):
    public, _private = table.of(designation=Designation.NEW_BODY)
    set_plugin("parity_decree", difference=2)
    table.take(public[0])
    table.take(public[1])
    with pytest.raises(Refused, match="3 public and 0 private"):
        table.take(public[2])


def test_alternates_do_not_count(table):
    public, _private = table.of(designation=Designation.NEW_BODY)
    table.take(public[0])
    table.take(public[1], capacity=Capacity.ALTERNATE)
    assert table.appointments() == 2


def test_other_bodies_are_left_alone(table):
    public, _private = table.of(designation=None)
    for seat in public:
        table.take(seat)
    assert table.appointments() == 3


def test_it_says_how_the_committee_sits_today(table, monkeypatch):
    """Also where nobody was appointed lately: somebody left, and the sides are unequal."""
    public, private = table.of(designation=Designation.NEW_BODY, name="Parity Board")
    table.of(designation=None)
    table.take(public[0])
    table.take(private[0])
    table.take(public[1])
    assert told(table.make.app) == [("2 public and 1 private members sit there.", True)]
    with table.make.app.app_context(), unit_of_work():
        db.session.execute(db.update(Appointment).values(ended_on=TODAY))
        db.session.execute(
            db.update(Appointment).where(Appointment.seat_id.in_(public)).values(ended_on=None)
        )
    ((sentence, is_well),) = told(table.make.app)
    assert sentence.startswith("2 public and 0 private members sit there, and the decree asks")
    assert not is_well
    declared = table.make.app.extensions["ntfc.declared"]
    (command,) = next(each.commands for each in declared if each.name == "parity_decree")
    monkeypatch.setattr(clock, "datetime", that_is(TODAY))
    with table.make.app.app_context():
        said = CliRunner().invoke(command, ["show"])
    assert said.exit_code == 1
    assert said.stderr.strip() == f"Parity Board: {sentence}"


def told(app):
    """How the plugin says the committees do, without their names."""
    with app.test_request_context():
        lines = plugins.by_plugin("ntfc_health", today=TODAY)["parity_decree"]
        return [(str(line.text).partition(": ")[2], line.is_well) for line in lines]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Le décret exige"), ("ar", "يقتضي المرسوم"), ("en", "The decree")],
)
def test_the_sentence_is_in_the_readers_language(table, language, words):
    public, _private = table.of(designation=Designation.NEW_BODY)
    table.take(public[0])
    person = table.make.person()
    with table.make.app.test_request_context(headers={"Accept-Language": language}):
        with pytest.raises(Refused) as refused, unit_of_work():
            appoint(public[1], person)
        assert str(refused.value.reasons[0]).startswith(words)
