"""Noting who is there, and wording a letter about an empty seat."""

from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.meetings.models import Presence, TakesPartAs
from ntfc.meetings.rules.words import WORDS

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


class ObserversForm(Form):
    """Names of those who come to listen."""

    names = TextAreaField(
        _("Names, one a line"),
        [InputRequired(REQUIRED), Length(max=20_000)],
        description=_("Such as: Lina Farah; The Daily Port"),
        render_kw={"rows": 3, "dir": "auto"},
    )


class MoveForm(Form):
    """When somebody left or came back; empty: now."""

    at = TimeField(_("At"), [Optional()])


class LetterForm(Form):
    """The words of a letter to an institution."""

    subject = StringField(_("Subject"), [InputRequired(REQUIRED), Length(max=300)])
    text = TextAreaField(
        _("Letter"), [InputRequired(REQUIRED), Length(max=10_000)], render_kw={"rows": 10}
    )
    reason = TextAreaField(
        _("Reason, if it is not sent"), [Length(max=1000)], render_kw={"rows": 2}
    )
