"""What is typed about agendas: shape and length only."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from ntfc.agendas.rules import KINDS, WORDS
from ntfc.agendas.rules.offering import kinds_for
from ntfc.committees.models import Purpose
from ntfc.forms import REQUIRED, Boxes, Form, Lines, OneOf, options, steered
from ntfc.i18n import _
from ntfc.issues.rules import words as issue_words
from ntfc.issues.rules.offering import verbs_for
from ntfc.seen import Seen

CHANGED = _("The agenda has changed since you opened it. Nothing was stored: look at it again.")
LONG = Length(max=20000)
LONGEST = 14 * 24 * 60  # minutes of the longest meeting


def _text(label: str, about: str = "", rows: int = 3) -> TextAreaField:
    return TextAreaField(label, [LONG], description=about, render_kw={"rows": rows, "dir": "auto"})


def _minutes() -> IntegerField:
    return IntegerField(_("Time in minutes"), [Optional(), NumberRange(1, LONGEST)])


def _title() -> StringField:
    return StringField(_("Item"), [DataRequired(REQUIRED), Length(max=200)])


class AddForm(Form):
    """A line typed on the page of the agenda itself."""

    title = _title()
    kind = OneOf(_("Kind"), KINDS)
    minutes = _minutes()

    def steer(self, purpose: Purpose) -> None:
        """Offer first the kinds of item that fit the purpose of the body."""
        self.kind.choices = steered(*kinds_for(purpose))


class ItemForm(AddForm):
    """All that can be said of an item."""

    FOLDS = (
        (_("What is asked of the body"), ("expected_result", "asked", "questions")),
        (_("Note for the meeting"), ("note", "note_due_on")),
    )
    is_opened_full = True

    seen = Seen()
    presenter = StringField(_("Presented by"), [Length(max=200)])
    text = _text(_("What it is about"))
    is_confidential = BooleanField(
        _("In confidence"),
        description=_("Read by those who sit at the table; guests and observers do not see it."),
    )
    is_standing = BooleanField(_("Comes again at each meeting"))
    expected_result = _text(_("What should come out of it"))
    asked = Boxes(
        _("The body is asked to"),
        choices=options((verb.value, name) for verb, name in issue_words.VERBS.items()),
    )
    questions = Lines(
        _("Questions to discuss"),
        description=_("One on each line. Each gets its own answer in the minutes."),
        render_kw={"rows": 3, "dir": "auto"},
    )
    note = _text(_("Note"), _("What everybody should have read before."), rows=6)
    note_due_on = DateField(_("The note is due on"), [Optional()])

    def steer(self, purpose: Purpose) -> None:
        super().steer(purpose)
        self.asked.choices = steered(*verbs_for(purpose))

    def name_author(self, name: str) -> None:
        """Say at the fields whose words they hold."""
        for field in WORDS:
            self[field].description = _(
                "In the words of %(name)s, who is asked before they change.", name=name
            )

    @property
    def facts(self) -> dict[str, object]:
        """Return what was typed as the item keeps it."""
        known = {name: value for name, value in self.values.items() if name != "seen"}
        return {
            name: "" if value is None and isinstance(self[name], StringField) else value
            for name, value in known.items()
        }


class BeginForm(Form):
    """With which lines an agenda begins."""

    template = RadioField(_("Begin with"), validators=[InputRequired(REQUIRED)])
    take_all = BooleanField(_("Take in all that proposes itself"), default=True)

    def offer(self, templates: Iterable[tuple[str, str, str]]) -> None:
        """Set the agendas to begin with: key, name, what it is."""
        self.template.choices = [
            SelectChoice(key, _("%(name)s: %(about)s", name=name, about=about) if about else name)
            for key, name, about in templates
        ]


class MoveForm(Form):
    """To which meeting an item goes, and why."""

    to_id = SelectField(_("To"), coerce=int)
    reason = TextAreaField(
        _("Why"), [DataRequired(REQUIRED), LONG], render_kw={"rows": 3, "dir": "auto"}
    )
    keep = BooleanField(
        _("Keep it here too"), description=_("For what goes on over several meetings.")
    )

    def offer(self, meetings: Sequence[tuple[int, str]]) -> None:
        """Set the meetings to come; without one the item proposes itself at the next."""
        later = SelectChoice(0, _("The next meeting, which is not planned yet"))
        self.to_id.choices = [*options(meetings), later]


class SendForm(Form):
    closes_on = DateField(_("Remarks until"), [InputRequired(REQUIRED)])


class RemarkForm(Form):
    item_id = SelectField(_("About"), coerce=int)
    text = TextAreaField(
        _("Remark"),
        [DataRequired(REQUIRED), LONG],
        id="remark-text",
        render_kw={"rows": 4, "dir": "auto"},
    )

    def offer(self, items: Iterable[tuple[int, str]]) -> None:
        """Set the items one may remark on, beside the agenda as a whole."""
        pairs = [SelectChoice(number, title, {"dir": "auto"}) for number, title in items]
        self.item_id.choices = [SelectChoice(0, _("The agenda as a whole")), *pairs]
        if self.item_id.data is None:
            self.item_id.data = 0


class AnswerForm(Form):
    answer = TextAreaField(
        _("What became of it"), [DataRequired(REQUIRED), LONG], render_kw={"rows": 2, "dir": "auto"}
    )


class AgreeForm(Form):
    """One button; *seen* marks the agenda as the person sees it, and no browser brings it back."""

    seen = HiddenField(render_kw={"autocomplete": "off"})
    mark = ""

    def reads(self, mark: str) -> None:
        """Say which agenda the page shows now."""
        self.mark = mark

    def validate(self, *args: Any, **values: Any) -> bool:
        """Agree to nothing but what the page showed; it shows what there is now."""
        is_good: bool = super().validate(*args, **values)
        if not self.mark or self.seen.data == self.mark:
            return is_good
        self.seen.data = self.mark
        self.form_errors: list[str] = [*self.form_errors, CHANGED]
        return False


class ReleaseForm(Form):
    because = _text(
        _("Why it goes out all the same"),
        _("Asked where a rule of procedure is not kept. It stands beside the agenda."),
        rows=2,
    )


class TemplateForm(Form):
    name = StringField(_("Name"), [DataRequired(REQUIRED), Length(max=120)])
