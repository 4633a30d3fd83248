"""Noting who is there, and wording a letter about an empty seat."""

from collections.abc import Collection
from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import AnyOf, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.meetings.forms.planning import typed_options
from ntfc.meetings.models import Presence, TakesPartAs
from ntfc.meetings.rules.words import WORDS
from ntfc.plugins import MeetingItem

LISTED = (TakesPartAs.PUBLIC, TakesPartAs.GUEST, TakesPartAs.OBSERVER)
KNOWN = {presence.value: presence for presence in Presence}


def presence_or_none(value: Any) -> Presence | None:
    """Return how somebody is there; nothing takes the note back."""
    return KNOWN.get(value)


class PresenceForm(Form):
    """How one seat or guest is there: one button each."""

    whom = HiddenField(validators=[InputRequired(REQUIRED)])
    presence = StringField(_("How"), [AnyOf(["", *KNOWN])])
    note = StringField(_("Note"), [Length(max=300)])


class NamesForm(Form):
    """Names from a paper list."""

    names = TextAreaField(
        _("Names, one a line"),
        [InputRequired(REQUIRED), Length(max=20_000)],
        description=_("Such as: Umm Khaled; Market traders of the old town"),
        render_kw={"rows": 4},
    )
    kind = SelectField(
        _("They were there as"),
        choices=options((kind.value, WORDS[kind]) for kind in LISTED),
        coerce=TakesPartAs,
        default=TakesPartAs.PUBLIC.value,
    )


class OpenForm(Form):
    """That the meeting is to be opened although something speaks against it."""

    sure = HiddenField(default="y")


class CloseForm(Form):
    """Which items the meeting reached, as far as nobody noted it while it was led."""

    asked = HiddenField(default="y")
    reached = SelectMultipleField(
        _("Which items were reached?"),
        description=_("What is not ticked waits, and proposes itself for the next agenda."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, items: Collection[MeetingItem], *, was_asked: bool) -> None:
        """List the items; until somebody was asked, those are ticked that seem reached."""
        self.reached.choices = typed_options((item.key, item.title) for item in items)
        if not was_asked:
            self.reached.data = [item.key for item in items if item.likely]
        if not items:
            del self.reached


class ObserversForm(Form):
    """Names of those who come to listen."""

    names = TextAreaField(
        _("Names, one a line"),
        [InputRequired(REQUIRED), Length(max=20_000)],
        description=_("Such as: Lina Farah; The Daily Port"),
        render_kw={"rows": 3, "dir": "auto"},
    )


class MoveForm(Form):
    """When somebody left or came back; empty: now. The day is asked where there are several."""

    at = TimeField(_("At"), [Optional()])
    day = DateField(_("Day"), [Optional()])


class LetterForm(Form):
    """The words of a letter to an institution."""

    subject = StringField(_("Subject"), [InputRequired(REQUIRED), Length(max=300)])
    text = TextAreaField(
        _("Letter"), [InputRequired(REQUIRED), Length(max=10_000)], render_kw={"rows": 10}
    )
    reason = TextAreaField(
        _("Reason, if it is not sent"), [Length(max=1000)], render_kw={"rows": 2}
    )
