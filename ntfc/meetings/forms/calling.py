"""Calling a meeting and telling people about it."""

from collections.abc import Iterable

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.meetings.forms.planning import typed_options
from ntfc.typed import number_or_none

LONGEST_MESSAGE = 5000


class TellForm(Form):
    """What goes out with a notice."""

    message = TextAreaField(
        _("Some words of your own"),
        [Length(max=LONGEST_MESSAGE)],
        description=_("They stand at the head of the mail. Days, place and link are added."),
        render_kw={"rows": 3},
    )


class LateForm(TellForm):
    """A notice that may go out although a rule is not kept."""

    because = TextAreaField(
        _("Reason, where a rule is not kept"), [Length(max=2000)], render_kw={"rows": 2}
    )


class ConveneForm(LateForm):
    """In whose name the meeting is called."""

    caller_id = SelectField(_("Called by"), coerce=number_or_none)

    def offer(self, callers: Iterable[tuple[int, str]]) -> None:
        """Fill the list of those in whose name a meeting is called."""
        self.caller_id.choices = typed_options([*callers, ("", _("The body itself"))])


class CancelForm(Form):
    """Why a meeting does not take place."""

    reason = TextAreaField(
        _("Why it does not take place"),
        [InputRequired(REQUIRED), Length(max=2000)],
        description=_("Whoever was invited reads it."),
        render_kw={"rows": 3},
    )

    def of_meeting_not_called(self) -> None:
        """Say that nobody is written to: nobody was invited."""
        self.reason.description = _(
            "Nobody was invited yet, so no mail goes out. It stands on the page of the meeting."
        )
