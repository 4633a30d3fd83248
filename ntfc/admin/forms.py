"""The filters of the trail."""

from collections.abc import Iterable
from typing import Any

from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from ntfc.forms import Form, options
from ntfc.i18n import _


class TrailForm(Form):
    """Which acts to show: what was done, by whom, to what, and when."""

    action = SelectField(_("What"), [Optional()], default="")
    who = StringField(
        _("Who"), [Length(max=200)], description=_("A name or a part of it, or a number.")
    )
    subject = StringField(
        _("On what"), [Length(max=80)], description=_("Such as bodies, or bodies:7.")
    )
    since = DateField(_("From"), [Optional()])
    until = DateField(_("Until"), [Optional()])

    def validate_until(self, field: DateField) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            self.refuse("until", _("This day lies before the first one."))


def trail_form(typed: Any, actions: Iterable[tuple[str, str]]) -> TrailForm:
    """Return the filters with what was asked for and the actions to choose from."""
    form = TrailForm(typed)
    known = list(actions)
    form.action.choices = options([("", str(_("Everything"))), *known])
    return form
