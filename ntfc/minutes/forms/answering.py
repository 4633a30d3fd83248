"""What is typed of a comment on the minutes: what became of it, and why."""

from typing import Any, Self

from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from ntfc.forms import Form, options
from ntfc.i18n import _
from ntfc.mandates.models import Disposition
from ntfc.mandates.rules.wording import DISPOSITIONS


class AnswerForm(Form):
    disposition = SelectField(
        _("What became of it"),
        choices=options((kind.value, name) for kind, name in DISPOSITIONS.items()),
        coerce=Disposition,
    )
    reason = TextAreaField(
        _("Why"),
        [Length(max=20000)],
        description=_("Needed unless the comment was used in full."),
    )

    def beside(self, comment_id: int) -> Self:
        """Return the form with ids of its own: a page has one for each comment."""
        for field in self:
            field.id = f"{field.name}-{comment_id}"
        return self

    def validate(self, *args: Any, **values: Any) -> bool:
        is_good = super().validate(*args, **values)
        if self.disposition.data is not Disposition.USED and not (self.reason.data or "").strip():
            self.refuse("reason", _("Say why. Whoever made the comment reads it."))
            return False
        return bool(is_good)
