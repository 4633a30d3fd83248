"""The forms at the table."""

from typing import Self

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from ntfc.forms import Form
from ntfc.i18n import _


class AskedForm(Form):
    """The answer to one thing that was asked. *seen* is the answer from which the writer started."""

    text = TextAreaField(_("Answer"), [Length(max=20000)], render_kw={"rows": 3})
    key = HiddenField()
    seen = HiddenField()

    def beside(self, number: int) -> Self:
        """Return the form with ids of its own: a page has one for each thing asked."""
        for field in self:
            field.id = f"{field.name}-{number}"
        return self
