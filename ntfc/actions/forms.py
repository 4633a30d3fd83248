"""What is typed about actions: shape and length only."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.seen import Seen
from ntfc.typed import number_or_none

LONG = Length(max=20000)


def _text(label: str, about: str = "", *, required: bool = False, rows: int = 3) -> TextAreaField:
    first = [DataRequired(REQUIRED)] if required else []
    return TextAreaField(
        label, [*first, LONG], description=about, render_kw={"rows": rows, "dir": "auto"}
    )


class ActionForm(Form):
    """What, who, by when: short enough to be typed while people talk."""

    FOLDS: ClassVar[Sequence[tuple[str, Sequence[str]]]] = (
        (_("More"), ("details", "is_confidential")),
    )

    title = StringField(_("What is to be done"), [DataRequired(REQUIRED), Length(max=300)])
    owner_id = SelectField(_("Institution"), coerce=number_or_none, validators=[Optional()])
    person_id = SelectField(
        _("Person"),
        coerce=number_or_none,
        validators=[Optional()],
        description=_("Who sits for one institution only acts for that one."),
    )
    due_on = DateField(_("By when"), [Optional()])
    is_date_open = BooleanField(_("The date is to be set"))
    details = _text(_("Details"))
    is_confidential = BooleanField(
        _("In confidence"),
        description=_("Read by those at the table and by whoever does it, by nobody else."),
    )

    def offer(
        self,
        seated: Iterable[tuple[int, str]],
        others: Iterable[tuple[int, str]],
        people: Sequence[tuple[int, str]],
    ) -> None:
        """Set which institutions and people may be chosen; those at the table stand first."""
        self.owner_id.choices = [
            SelectChoice("", _("Not said yet")),
            *(SelectChoice(n, name, {"dir": "auto"}, _("At the table")) for n, name in seated),
            *(SelectChoice(n, name, {"dir": "auto"}, _("Others")) for n, name in others),
        ]
        self.person_id.choices = [
            SelectChoice("", _("Nobody by name")),
            *(SelectChoice(number, name, {"dir": "auto"}) for number, name in people),
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed as the action keeps it."""
        values = {name: value for name, value in self.values.items() if name != "seen"}
        return {**values, "details": values["details"] or ""}


class EditForm(ActionForm):
    is_opened_full = True

    seen = Seen()


class RemedyForm(ActionForm):
    """Why a priority is off track, and what is done: an action that is open, or a new one."""

    FOLDS: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()
    ORDER = ("reason", "action_id", "title", "owner_id", "person_id", "due_on")

    is_date_open = None
    details = None
    is_confidential = None
    reason = _text(_("Why it is off track"), required=True)
    action_id = SelectField(
        _("Remedy"),
        coerce=number_or_none,
        validators=[Optional()],
        description=_("An open action of the body, or a new one below."),
    )
    title = StringField(_("Or a new action: what is to be done"), [Length(max=300)])

    @property
    def unfolded(self) -> list[Any]:
        return [self[name] for name in self.ORDER]

    def offer_open(self, actions: Iterable[tuple[int, str]]) -> None:
        own = [SelectChoice(number, title, {"dir": "auto"}) for number, title in actions]
        self.action_id.choices = [SelectChoice("", _("A new one")), *own]

    def validate(self, *args: Any, **values: Any) -> bool:
        """Ask for exactly one remedy."""
        is_right = super().validate(*args, **values)
        if bool(self.action_id.data) == bool(self.title.data):
            self.refuse("action_id", _("Choose an open action or name a new one: one of the two."))
            return False
        return is_right

    @property
    def facts(self) -> dict[str, Any]:
        """Return the new action as it is kept."""
        asked = ("title", "owner_id", "person_id", "due_on")
        return {name: self[name].data for name in asked}


DONE, GOES, LATER = "done", "goes", "later"


class ReportForm(Form):
    """How an action goes: done, under way, or delayed with a new date."""

    # None is chosen beforehand: to press the button is to say so.
    how = RadioField(
        _("How does it go?"),
        [InputRequired(REQUIRED)],
        choices=[
            SelectChoice(DONE, _("It is done")),
            SelectChoice(GOES, _("It is under way")),
            SelectChoice(LATER, _("It is delayed: I ask for a new date")),
        ],
    )
    text = _text(_("In a few words"), _("What was done, or why it is delayed."))
    evidence = StringField(
        _("Where it can be seen"),
        [Length(max=2000)],
        description=_("Such as the number of a letter or the address of a page."),
    )
    due_on = DateField(_("The new date you ask for"), [Optional()])

    def validate(self, *args: Any, **values: Any) -> bool:
        """Ask for the date and the reason of a delay, and for words on what is under way."""
        is_right = super().validate(*args, **values)
        missing = []
        if self.how.data == LATER and self.due_on.data is None and not self.due_on.errors:
            missing.append("due_on")
        if self.how.data in (LATER, GOES) and not self.text.data:
            missing.append("text")
        for name in missing:
            self.refuse(name, REQUIRED)
        return is_right and not missing


class VerifyForm(Form):
    text = StringField(
        _("How you know"),
        [Length(max=2000)],
        description=_("If you like: what you looked at."),
    )


class ReasonForm(Form):
    reason = _text(_("Why"), _("The owner reads it, and it stays in the record."), required=True)


class AnswerDateForm(Form):
    is_granted = RadioField(
        _("The new date"),
        [InputRequired(REQUIRED)],
        choices=[SelectChoice("yes", _("Grant it")), SelectChoice("no", _("Refuse it"))],
    )
    answer = _text(_("A word on it"), _("Needed where it is refused."))
