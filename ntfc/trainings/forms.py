"""What is typed about a session."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from ntfc.forms import REQUIRED, Boxes, Form, options
from ntfc.i18n import _
from ntfc.organisations.models import Camp

LEADS = (
    ("", _("Both sides together")),
    (Camp.PUBLIC.value, _("The public side")),
    (Camp.PRIVATE.value, _("The private side")),
)


class TrainingForm(Form):
    title = StringField(_("Session"), [DataRequired(REQUIRED), Length(max=200)])
    skills = StringField(
        _("Skills"),
        [DataRequired(REQUIRED), Length(max=300)],
        description=_("Such as: resolving conflicts, listening, speaking plainly."),
    )
    held_on = DateField(_("Day"), [InputRequired(REQUIRED)])
    led_by = SelectField(_("Led by"), choices=options(LEADS))

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed, as it is kept."""
        return {
            "title": self.title.data.strip(),
            "skills": self.skills.data.strip(),
            "held_on": self.held_on.data,
            "led_by": Camp(self.led_by.data) if self.led_by.data else None,
        }


class CameForm(Form):
    came = Boxes(_("Institutions"), coerce=int, choices=[])

    def offer(self, institutions: Iterable[tuple[int, str]]) -> Self:
        """Offer the institutions that can have come."""
        self.came.choices = options(institutions)
        return self

    def beside(self, number: int) -> Self:
        """Return the form with ids of its own: a page has one for each session."""
        for field in self:
            field.id = f"{field.name}-{number}"
        return self
