"""What is typed about a topic."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from ntfc.forms import REQUIRED, Form
from ntfc.horizon.rules import LONGEST_REASON
from ntfc.i18n import _


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isdecimal() else None


class TopicForm(Form):
    title = StringField(_("Topic"), [DataRequired(REQUIRED), Length(max=200)])
    why = TextAreaField(
        _("Why it matters"),
        [DataRequired(REQUIRED), Length(max=2000)],
        render_kw={"rows": 2, "dir": "auto"},
    )
    source = StringField(
        _("Where it was heard of"),
        [Length(max=300)],
        description=_("A draft law, a notice of a neighbour, a report."),
    )
    expected_on = DateField(_("Expected on"), [Optional()])
    watcher_id = SelectField(_("Who watches it"), coerce=_number, choices=[])

    def offer(self, institutions: Iterable[tuple[int, str]]) -> Self:
        """Offer the institutions."""
        self.watcher_id.choices = [("", _("nobody yet")), *institutions]
        return self

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed, as it is kept."""
        return {
            "title": self.title.data.strip(),
            "why": self.why.data.strip(),
            "source": (self.source.data or "").strip(),
            "expected_on": self.expected_on.data,
            "watcher_id": self.watcher_id.data,
        }


class CloseForm(Form):
    reason = TextAreaField(
        _("What became of it"),
        [DataRequired(REQUIRED), Length(max=LONGEST_REASON)],
        render_kw={"rows": 2, "dir": "auto"},
    )

    def beside(self, number: int) -> Self:
        """Return the form with ids of its own: a page has one for each topic."""
        for field in self:
            field.id = f"{field.name}-{number}"
        return self
