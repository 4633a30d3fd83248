"""What is typed to start a body from the library."""

from typing import Any

from wtforms import DateField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _


class Parts(SelectMultipleField):  # type: ignore[misc]
    """The sub-bodies of the entry, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class StartFromForm(Form):
    parent_id = SelectField(_("Where in the tree"), choices=[])
    name = StringField(_("Name"), [InputRequired(REQUIRED), Length(max=200)])
    short_name = StringField(_("Short name"), [Optional(), Length(max=60)])
    parts = Parts(_("Start these bodies below it"), choices=[])
    starts_on = DateField(_("First day of the first term"), [Optional()])

    def offer(self, places: list[tuple[int | None, str]], parts: list[str]) -> None:
        """Set where the body may stand and which parts it may have."""
        self.parent_id.choices = [
            SelectChoice(
                str(number or ""), _("below %(name)s", name=name) if number else _("At the top")
            )
            for number, name in places
        ]
        self.parts.choices = [SelectChoice(name, name) for name in parts]
        if not parts:
            del self.parts

    @property
    def chosen_parts(self) -> list[Any]:
        return self.parts.data or [] if "parts" in self else []
