"""Short forms: support, an idea, a note, a wording, a decision, an issue handed over."""

from collections.abc import Iterable, Mapping

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, OneKnown, OneOf, options
from ntfc.i18n import _
from ntfc.issues.forms.proposing import (
    LONG,
    expected_result,
    problem,
    required_text,
    text,
    title,
)
from ntfc.issues.models import Answer
from ntfc.issues.rules import words
from ntfc.mandates.rules.wording import DISPOSITIONS
from ntfc.typed import number_or_none


class VoiceForm(Form):
    """Support by link: how much it matters, and an idea; each may be left out."""

    strength = OneOf(
        _("Does it matter to you too?"),
        words.STRENGTHS,
        empty=_("It does not concern us"),
    )
    text = text(_("A possible solution"), _("If you know one."))


class SupportForm(Form):
    strength = OneOf(_("How much it matters to you"), words.STRENGTHS)
    organisation_id = SelectField(_("In the name of"), coerce=int)

    def speak_for(self, institutions: Iterable[tuple[int, str]]) -> None:
        """Offer institutions to speak for, the first of them chosen."""
        own = [SelectChoice(number, name, {"dir": "auto"}) for number, name in institutions]
        self.organisation_id.choices = [*own, SelectChoice(0, _("Myself"))]
        if self.organisation_id.data is None:
            self.organisation_id.data = self.organisation_id.choices[0].value


class IdeaForm(Form):
    text = TextAreaField(
        _("A possible solution"),
        [DataRequired(REQUIRED), LONG],
        id="idea-text",
        render_kw={"rows": 2, "dir": "auto"},
    )


class NoteForm(Form):
    text = required_text(
        _("Informative note"), _("What everybody should have read before the meeting."), rows=10
    )


class WordingForm(Form):
    title = title()
    problem = problem()
    expected_result = expected_result()


class ConsentForm(Form):
    # None is chosen beforehand: to press the button is to answer.
    answer = RadioField(
        _("Your answer"),
        [InputRequired(REQUIRED)],
        choices=options((answer.value, name) for answer, name in words.CONSENTS.items()),
        coerce=Answer,
    )
    remark = text(_("A remark, if you have one"))


class AcceptForm(Form):
    """Who decided, where the secretariat notes it."""

    word_of = SelectField(_("Decided by"), coerce=number_or_none, validators=[Optional()])

    def ask_whose_word(self, releasers: Mapping[int, str], *, is_own: bool) -> None:
        """Offer those who may decide; who decides in person is not asked."""
        if is_own or not releasers:
            del self.word_of
            return
        pairs = [SelectChoice(number, name, {"dir": "auto"}) for number, name in releasers.items()]
        self.word_of.choices = [SelectChoice("", _("Choose")), *pairs]

    @property
    def whose_word(self) -> int | None:
        return self.word_of.data if "word_of" in self else None


class DeclineForm(AcceptForm):
    reason = required_text(
        _("Why it is declined"), _("Whoever raised the issue and everybody in a seat reads it.")
    )
    law = StringField(
        _("The law that stands against it"),
        [Length(max=500)],
        description=_("Asked only for suggestions on how the body itself works."),
    )


class ReasonForm(Form):
    reason = required_text(_("Why"), _("It stays in the history of the issue."))


def became() -> OneOf:
    """Return the choice of what became of a proposal; none is taken by default."""
    return OneOf(
        _("What became of the proposal"),
        DISPOSITIONS,
        empty=_("Choose"),
        validators=[InputRequired(REQUIRED)],
    )


class DispositionForm(Form):
    """What became of a proposal."""

    disposition = became()
    reason = text(_("Why"), _("Needed unless it was used in full. Whoever proposed it reads it."))


class CloseForm(Form):
    """Closing an issue: what became of what it proposed, and why."""

    disposition = became()
    reason = required_text(_("Why"), _("It stays in the history of the issue."))


class CaseForm(Form):
    reason = required_text(
        _("Where to turn"),
        _("The author reads it: which office, which telephone, which time limit. No case data."),
    )


class HandOverForm(Form):
    to_id = OneKnown(_("To"))
    reason = required_text(_("Why"), _("Both bodies and the author read it."), rows=3)
    attempts = text(
        _("What was tried so far"),
        _("A higher body asks for it: what, when and with whom."),
    )

    def offer(self, bodies: Iterable[tuple[int, str]]) -> None:
        """Set to which bodies the issue may go."""
        self.to_id.offer(bodies)


class CallForm(Form):
    closes_on = DateField(_("Until"), [InputRequired(REQUIRED)])
    message = text(
        _("A few words of your own"),
        _("Such as: the meeting is on the border posts of the east."),
    )
