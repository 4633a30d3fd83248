"""The forms of minutes."""

from typing import Any

from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import DataRequired, Length

from ntfc.forms import REQUIRED, Form, RichTextField, options
from ntfc.i18n import _
from ntfc.minutes.rules import LONGEST_TEXT


class SectionForm(Form):
    """The text of a section. *seen* is the text from which the writer started."""

    text = RichTextField(
        _("Text"),
        [
            Length(
                max=LONGEST_TEXT,
                message=_(
                    "This is too long for one section. Nothing was saved and all is still here: "
                    "put a part of it into another section."
                ),
            )
        ],
    )
    seen = HiddenField()
    writer = HiddenField()

    @property
    def started_from(self) -> int:
        return _number(self.seen.data)

    @property
    def written_by(self) -> int:
        """Return who typed the text, as the page knew it; 0 when the page did not say."""
        return _number(self.writer.data)


def _number(typed: Any) -> int:
    text = str(typed or "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class TitleForm(Form):
    title = StringField(_("Title"), [DataRequired(REQUIRED), Length(max=300)])


class TogetherForm(Form):
    """Which text stands in the end, for each place where two differ."""

    seen = HiddenField()

    @property
    def started_from(self) -> int:
        return _number(self.seen.data)

    @property
    def choices(self) -> list[Any]:
        return [field.data for field in self if isinstance(field, RadioField)]


CHOICES = (
    ("both", _("Keep both, one after the other")),
    ("theirs", _("Keep the text that stands")),
    ("mine", _("Keep the text that waits")),
)


def together_form(typed: Any, places: int, seen: int) -> TogetherForm:
    """Return the form with one choice for each place."""
    fields = {
        f"place_{number}": RadioField(
            _("What stands here in the end"), choices=options(CHOICES), default="both"
        )
        for number in range(places)
    }
    made: type[TogetherForm] = type("PlacesForm", (TogetherForm,), fields)
    return made(typed, data={"seen": seen} if typed is None else None)
