"""The forms at the table."""

from collections.abc import Iterable
from typing import Self

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.minutes.rules.phrases import Phrase


class PhraseForm(Form):
    phrase = SelectField(_("Phrase"), choices=[])

    def offer(self, phrases: Iterable[Phrase]) -> None:
        """Offer the phrases of the meeting."""
        self.phrase.choices = options((one.key, f"{one.title}: {one.text}") for one in phrases)


class AskedForm(Form):
    """The answer to one thing that was asked. *seen* is the answer from which the writer started."""

    text = TextAreaField(_("Answer given"), [Length(max=20000)], render_kw={"rows": 3})
    key = HiddenField()
    seen = HiddenField()

    def beside(self, number: int) -> Self:
        """Return the form with ids of its own: a page has one for each thing asked."""
        for field in self:
            field.id = f"{field.name}-{number}"
        return self


class ReflectionForm(Form):
    """A reflection that is set aside."""

    text = TextAreaField(
        _("The reflection"),
        [DataRequired(REQUIRED), Length(max=5000)],
        description=_("Everybody who reads the papers of the body can read it."),
        render_kw={"rows": 4, "dir": "auto"},
    )
