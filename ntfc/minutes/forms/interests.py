"""The form of a declaration of interest."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.meetings.rules.words import long_day
from ntfc.minutes.rules.interests import AsTyped


class InterestForm(Form):
    """Who declares what. *seen* is the note from which the writer started."""

    who = SelectField(_("Who declares it"), [InputRequired(REQUIRED)], choices=[])
    text = TextAreaField(
        _("Which interest"), [InputRequired(REQUIRED), Length(max=2000)], render_kw={"rows": 2}
    )
    stepped_out = BooleanField(_("Steps out for this item"))
    left = TimeField(_("Out at"), [Optional()])
    back = TimeField(_("Back at"), [Optional()])
    day = SelectField(_("Day"), [Optional()], choices=[])
    back_day = SelectField(_("Day of coming back"), [Optional()], choices=[])
    seen = HiddenField()

    def offer(self, known: Iterable[tuple[str, str]], days: Sequence[date] = ()) -> Self:
        """Offer those who are there, and the days where there are several."""
        self.who.choices = options([("", _("Choose")), *known])
        named = [(day.isoformat(), long_day(day)) for day in days]
        self.day.choices = options([("", _("Choose the day")), *named])
        self.back_day.choices = options([("", _("The same day")), *named])
        self.asks_for_day = len(days) > 1
        return self

    def beside(self, number: int) -> Self:
        """Return the form with ids of its own: a page has one for each declaration."""
        for field in self:
            field.id = f"{field.name}-{number}"
        return self

    @property
    def said(self) -> AsTyped:
        return AsTyped(
            text=self.text.data or "",
            stepped_out=self.stepped_out.data,
            left=self.left.data,
            back=self.back.data,
            day=date.fromisoformat(self.day.data) if self.day.data else None,
            back_day=date.fromisoformat(self.back_day.data) if self.back_day.data else None,
        )

    def validate_back_day(self, _field: SelectField) -> None:
        if self.back.data is None and not self.back.errors:
            raise ValidationError(_("Type the time, too."))

    @property
    def started_from(self) -> int:
        seen = self.seen.data or ""
        return int(seen) if str(seen).isdecimal() else 0
