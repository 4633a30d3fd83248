"""What is typed about decisions: shape and length only."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ntfc.decisions.models import HowAgreed
from ntfc.decisions.rules import ANSWERS, HOWS, KINDS
from ntfc.forms import REQUIRED, Boxes, Form, OneOf
from ntfc.i18n import _

LONG = Length(max=20000)


def _text(label: str, about: str = "", *, required: bool = False, rows: int = 3) -> TextAreaField:
    first = [DataRequired(REQUIRED)] if required else []
    return TextAreaField(
        label, [*first, LONG], description=about, render_kw={"rows": rows, "dir": "auto"}
    )


def _title() -> StringField:
    return StringField(_("In one line"), [DataRequired(REQUIRED), Length(max=300)])


class _Facts(Form):
    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed as the decision keeps it."""
        values = {name: value for name, value in self.values.items() if name != "seen"}
        texts = (name for name in values if isinstance(self[name], StringField))
        return values | {name: values[name] or "" for name in texts}


class DraftForm(_Facts):
    """The words that are put to the table."""

    FOLDS = (
        (
            _("More"),
            ("paper", "applies_to_all", "is_confidential", "briefing"),
        ),
    )

    kind = OneOf(_("Kind"), KINDS)
    title = _title()
    text = _text(_("The words that are adopted"), required=True, rows=6)
    is_binding = BooleanField(
        _("It is binding"),
        description=_("Otherwise it is advisory, and says so wherever it is read."),
    )
    paper = StringField(
        _("The document that is adopted"),
        [Length(max=300)],
        description=_("Its name and its version, such as a study and its date."),
    )
    applies_to_all = BooleanField(_("It applies to all concerned, not only to members"))
    is_confidential = BooleanField(
        _("In confidence"), description=_("Read by those at the table, by nobody else.")
    )
    briefing = _text(
        _("Who briefed the members"),
        _(
            "Before a recommendation officials brief the members and answer questions: who, and when."
        ),
    )


class EditForm(DraftForm):
    is_opened_full = True

    seen = HiddenField()


class OutsideForm(_Facts):
    """What a forum outside recommended."""

    kind = OneOf(_("Kind"), KINDS)
    forum = StringField(_("Which forum"), [DataRequired(REQUIRED), Length(max=200)])
    forum_on = DateField(_("When"), [Optional()])
    title = _title()
    text = _text(_("In its words"), required=True, rows=6)


class OutcomeForm(Form):
    """What came out at the table."""

    how = SelectField(_("Outcome"), [InputRequired(REQUIRED)])
    reserving = Boxes(_("Who has reservations"), coerce=int)
    words = _text(_("Their reservation, in their words"))
    next_step = _text(
        _("The next step"), _("Needed where there was no consensus: who does what, and when.")
    )
    reason = _text(_("Why it was not accepted"), _("Whoever proposed it reads it."))

    def offer(self, institutions: Iterable[tuple[int, str]], *, votes: bool) -> None:
        """Set the outcomes that the rules of procedure know, and who may have reservations."""
        known = [h for h in HowAgreed if votes or h is not HowAgreed.VOTE]
        self.how.choices = [SelectChoice(how.value, HOWS[how]) for how in known]
        pairs = [SelectChoice(n, name, {"dir": "auto"}) for n, name in institutions]
        self.reserving.choices = pairs
        if not pairs:
            del self.reserving
            del self.words

    @property
    def reservations(self) -> Mapping[int, str]:
        named = self.reserving.data or () if "reserving" in self else ()
        return dict.fromkeys(named, self.words.data or "")


class AddressForm(Form):
    organisation_id = SelectField(_("Institution"), coerce=int)
    due_on = DateField(_("An answer is asked for by"), [Optional()])

    def offer(self, institutions: Iterable[tuple[int, str]]) -> None:
        self.organisation_id.choices = [
            SelectChoice(n, name, {"dir": "auto"}) for n, name in institutions
        ]


class AnswerForm(Form):
    answer = OneOf(_("The answer"), ANSWERS)
    text = _text(_("In a few words"), _("Needed where it is rejected or accepted only in part."))


class ReasonForm(Form):
    reason = _text(_("Why"), _("It stays in the record."), required=True)
