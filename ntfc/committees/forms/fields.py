"""The fields that forms about bodies have in common."""

import difflib
import enum
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from wtforms import DateField, Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc import countries, days
from ntfc.committees.rules import words
from ntfc.forms import REQUIRED
from ntfc.i18n import _, language
from ntfc.texts import is_blank
from ntfc.typed import number_or_none

LONGEST_TEXT = 20_000
Pairs = Sequence[tuple[Any, Any]]


def choices_of(entries: type[enum.Enum]) -> list[SelectChoice]:
    """Return what a field offers of a closed list."""
    return options(words.choices_of(entries))


def options(pairs: Pairs) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


def typed_options(pairs: Pairs) -> list[SelectChoice]:
    """Return options whose words people typed: each runs in the direction of its own script."""
    return [SelectChoice(value, label, {"dir": "auto"}) for value, label in pairs]


def required_line(label: str, length: int = 200, **options: Any) -> Field:
    return StringField(label, [InputRequired(REQUIRED), Length(max=length)], **options)


def line(label: str, length: int = 200, **options: Any) -> Field:
    return StringField(label, [Length(max=length)], **options)


def text(label: str, *, rows: int = 3, **options: Any) -> Field:
    return TextAreaField(label, [Length(max=LONGEST_TEXT)], render_kw={"rows": rows}, **options)


def day(label: str, **options: Any) -> Field:
    return DateField(label, [Optional()], **options)


def required_day(label: str, **options: Any) -> Field:
    return DateField(label, [InputRequired(REQUIRED)], **options)


class EnumField(SelectField):  # type: ignore[misc]
    """One entry of a closed list; empty where nothing need be chosen."""

    def __init__(
        self, label: str, entries: type[enum.Enum], *, empty: str | None = None, **options: Any
    ) -> None:
        self.listed = entries
        super().__init__(label, coerce=self._entry, **options)
        first = [] if empty is None else [SelectChoice("", empty)]
        self.choices = [*first, *choices_of(entries)]

    def _entry(self, value: Any) -> enum.Enum | None:
        if value in (None, "", "None"):
            return None
        return value if isinstance(value, self.listed) else self.listed(value)

    def pre_validate(self, _form: Any) -> None:
        if self.data is None and all(choice.value for choice in self.choices):
            raise ValidationError(REQUIRED)


class IdField(SelectField):  # type: ignore[misc]
    """One row of a list by its number; the view sets what is offered."""

    def __init__(self, label: str, *, empty: str | None = None, **options: Any) -> None:
        self.empty = empty
        super().__init__(label, choices=[], coerce=number_or_none, **options)

    def offer(self, rows: Pairs) -> None:
        """Set what may be chosen."""
        first = [] if self.empty is None else [SelectChoice("", self.empty)]
        self.choices = [*first, *typed_options(rows)]


class Checks(SelectMultipleField):  # type: ignore[misc]
    """Several of a few, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class LinesField(TextAreaField):  # type: ignore[misc]
    """A list, one entry a line."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0] if valuelist else ""
        self.data = [entry.strip() for entry in typed.splitlines() if not is_blank(entry)]

    def _value(self) -> str:
        return "\n".join(self.data or [])


class DaysField(TextAreaField):  # type: ignore[misc]
    """Days with their names, one a line: 2026-05-25 Independence Day."""

    def process_data(self, value: Any) -> None:
        self.typed: str | None = None
        self.data = value or []

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0] if valuelist else ""
        self.data = []
        for number, typed in enumerate(self.typed.splitlines(), start=1):
            if typed.strip():
                self.data.append(self._entry(number, typed))

    def _entry(self, number: int, typed: str) -> dict[str, str]:
        first, _blank, name = typed.strip().partition(" ")
        try:
            found = date.fromisoformat(first)
        except ValueError:
            message = _(
                "Line %(number)s must begin with a day written as 2026-05-25, then its name.",
                number=number,
            )
            raise ValueError(message) from None
        if not days.is_meant(found):
            raise ValueError(
                _("Line %(number)s: choose a day from 1900-01-01 to 2199-12-31.", number=number)
            )
        return {"date": found.isoformat(), "name": name.strip()[:120]}

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return self.in_words(self.data)

    def in_words(self, days: Sequence[Mapping[str, str]]) -> str:
        """Return the days as they are typed."""
        return "\n".join(f"{entry['date']} {entry['name']}".strip() for entry in days)


def known_time_zone(_form: Any, field: Field) -> None:
    """Refuse a time zone that does not exist, and name one that is near."""
    if not field.data or field.data in available_timezones():
        return
    near = difflib.get_close_matches(field.data, available_timezones(), n=1, cutoff=0.5)
    hint = _("Did you mean %(near)s?", near=near[0]) if near else _("Write it as Asia/Amman.")
    raise ValidationError(_("There is no time zone “%(name)s”.", name=field.data) + " " + hint)


def country_choices(codes: Sequence[str] | None = None) -> list[SelectChoice]:
    """Return countries by code, with their names in the reader's language."""
    pairs = countries.names(language()).items()
    offered = [pair for pair in pairs if codes is None or pair[0] in codes]
    return options([("", _("not stated")), *offered])
