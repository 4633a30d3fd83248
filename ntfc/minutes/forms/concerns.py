"""What is typed in a round of concerns."""

from collections.abc import Iterable
from typing import Self

from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _


class ConcernsForm(Form):
    """Concerns as they were voiced; nobody is named unless the writer says whom."""

    concerns = TextAreaField(
        _("Concerns, one a line"),
        [DataRequired(REQUIRED), Length(max=10_000)],
        render_kw={"rows": 5, "dir": "auto"},
    )
    raised_by = SelectField(
        _("Raised by"),
        choices=[],
        description=_(
            "Name an institution only where it wishes so. Without a name nothing is kept of who "
            "spoke; a name that is taken out of the section is not read in its earlier texts either."
        ),
    )

    def offer(self, institutions: Iterable[str]) -> Self:
        """Offer those around the table, after nobody."""
        self.raised_by.choices = [("", _("Nobody is named")), *((one, one) for one in institutions)]
        return self
