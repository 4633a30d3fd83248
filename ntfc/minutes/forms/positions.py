"""The form of a position."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms import BooleanField, HiddenField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from ntfc.forms import Form, options
from ntfc.i18n import _
from ntfc.minutes.models import Stance
from ntfc.minutes.rules.positions import Said, Voice
from ntfc.minutes.rules.stances import STANCES

NEEDS_WORDS = {Stance.WITH_CHANGES.value, Stance.OTHER.value}


class PositionForm(Form):
    """Where somebody stands. *seen* is the note from which the writer started."""

    who = SelectField(_("Institution or side"), [InputRequired()], choices=[])
    # None stands there first: a position is never taken for somebody by default.
    stance = SelectField(
        _("Position"),
        [InputRequired()],
        choices=options([("", _("Choose")), *((one.value, word) for one, word in STANCES.items())]),
    )
    text = TextAreaField(_("In its own words"), [Length(max=20000)], render_kw={"rows": 3})
    is_confidential = BooleanField(_("In confidence: not for anybody outside the table"))
    seen = HiddenField()

    def offer(self, voices: Iterable[Voice]) -> Self:
        """Offer those who may take a position."""
        self.who.choices = [("", _("Choose")), *((one.who, one.title) for one in voices)]
        return self

    def beside(self, number: int) -> Self:
        """Return the form with ids of its own: a page has one for each position."""
        for field in self:
            field.id = f"{field.name}-{number}"
        return self

    def validate_text(self, field: Any) -> None:
        if self.stance.data in NEEDS_WORDS and not field.data:
            raise ValidationError(_("Say in words what the position is."))

    @property
    def said(self) -> Said:
        return Said(Stance(self.stance.data), self.text.data or "", self.is_confidential.data)

    @property
    def started_from(self) -> int:
        seen = self.seen.data or ""
        return int(seen) if str(seen).isdecimal() else 0
