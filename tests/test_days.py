"""Days, choices and hours as they are typed: each form says the same clear sentence."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
import wtforms
from werkzeug.datastructures import MultiDict

from ntfc.committees.forms.fields import DaysField
from ntfc.committees.rules import is_working_day
from ntfc.forms import Form, options
from ntfc.minutes.rules.clock import day_after

BEYOND = "Choose a day from 1900-01-01 to 2199-12-31."
NO_DAY = "Write the day as 2026-12-31: year, month, day."
TYPED = {
    "1900-01-01": [],
    "2199-12-31": [],
    "0001-01-01": [BEYOND],
    "1899-12-31": [BEYOND],
    "2200-01-01": [BEYOND],
    "9999-12-31": [BEYOND],
    "31.12.2026": [NO_DAY],
    "2026-02-30": [NO_DAY],
}


@pytest.fixture
def settings():
    return {"languages": ("en", "fr", "ar")}


def every(kind):
    """Name each field of a kind in each form of the program, with a form in which it is typed."""
    waiting, seen = [Form], set()
    while waiting:
        form = waiting.pop()
        waiting += [one for one in form.__subclasses__() if one.__module__ != __name__]
        for name in dir(form):
            field = getattr(form, name)
            if isinstance(getattr(field, "field_class", None), type) and id(field) not in seen:
                seen.add(id(field))
                if issubclass(field.field_class, kind):
                    yield form.__name__, type("One", (Form,), {"one": field})


def test_every_day_of_every_form_can_be_meant_and_is_told_how_to_write_it(app):
    found = [*every(wtforms.DateField)]
    assert len(found) > 40
    with app.test_request_context():
        for name, one in found:
            for typed, said in TYPED.items():
                form = one(MultiDict({"one": typed}))
                form.validate()
                assert [*map(str, form.one.errors)] == said, (name, typed)
                assert form.one._value() == typed


def test_a_day_that_an_earlier_version_took_is_shown_and_told_where_it_is_edited(app):
    (_name, one) = next(every(wtforms.DateField))
    with app.test_request_context():
        for day in (date.min, date.max):
            sent = re.search(r'value="([^"]+)"', one(data={"one": day}).one())[1]
            assert sent == day.isoformat()
            form = one(MultiDict({"one": sent}))
            assert not form.validate()
            assert [*map(str, form.one.errors)] == [BEYOND]


def test_days_in_a_list_are_days_that_can_be_meant(app):
    ((_name, one),) = every(DaysField)
    with app.test_request_context():
        form = one(MultiDict({"one": "2026-05-25 Port day\n9999-12-31 The last"}))
        assert not form.validate()
        assert "Line 2: choose a day" in form.one.errors[0]


class Odd(Form):
    day = wtforms.DateField()
    hour = wtforms.TimeField()
    count = wtforms.IntegerField()
    entry = wtforms.SelectField(choices=options([(1, "One")]), coerce=int)
    entries = wtforms.SelectMultipleField(choices=options([(1, "One")]), coerce=int)
    name = wtforms.StringField(validators=[wtforms.validators.Length(max=3)])


WRONG = {"day": "soon", "hour": "25", "count": "x", "entry": "2", "entries": "9", "name": "long"}


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_a_field_says_in_every_language_what_to_do(app, code):
    with app.test_request_context(headers={"Cookie": f"language={code}"}):
        for values in (WRONG, WRONG | {"entry": "x", "entries": "x"}):
            form = Odd(MultiDict(values))
            form.validate()
            said = {name: str(errors[0]) for name, errors in form.errors.items()}
            assert set(said) == set(WRONG)
            assert "2026-12-31" in said["day"]
            assert "14:30" in said["hour"]
            assert "12" in said["count"]
            assert "4" in said["name"]
            assert "3" in said["name"]
            assert said["entry"] == said["entries"]
            assert ("Choose" in said["entry"]) == (code == "en")
            assert not any("valid" in text.lower() for text in said.values())


def test_a_calendar_without_a_working_day_ends_the_count():
    closed = SimpleNamespace(weekend=[*range(7)], own_holidays=[])
    rules = SimpleNamespace(count_working_days=True)
    friday = date(2026, 3, 6)
    assert day_after(friday, 5, rules, lambda day: is_working_day(closed, day, ())).year == 2026
    closed.weekend = [5, 6]
    found = day_after(friday, 5, rules, lambda day: is_working_day(closed, day, ()))
    assert found == date(2026, 3, 13)
