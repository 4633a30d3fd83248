"""The form of a declaration of interest."""

from collections.abc import Iterable
from typing import Self

from wtforms import BooleanField, HiddenField, SelectField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
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
    seen = HiddenField()

    def offer(self, known: Iterable[tuple[str, str]]) -> Self:
        """Offer those who are there."""
        self.who.choices = options([("", _("Choose")), *known])
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
        )

    @property
    def started_from(self) -> int:
        seen = self.seen.data or ""
        return int(seen) if str(seen).isdecimal() else 0
