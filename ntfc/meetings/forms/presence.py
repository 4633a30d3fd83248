"""Noting who is there, and wording a letter about an empty seat."""

from collections.abc import Mapping

from wtforms import SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.meetings.models import Presence, TakesPartAs
from ntfc.meetings.rules.words import WORDS

LISTED = (TakesPartAs.PUBLIC, TakesPartAs.GUEST, TakesPartAs.OBSERVER)


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


class MoveForm(Form):
    """When somebody left or came back; empty: now."""

    at = TimeField(_("At"), [Optional()])


class LetterForm(Form):
    """The words of a letter to an institution."""

    subject = StringField(_("Subject"), [InputRequired(REQUIRED), Length(max=300)])
    text = TextAreaField(
        _("Letter"), [InputRequired(REQUIRED), Length(max=10_000)], render_kw={"rows": 10}
    )


def presences_in(form: Mapping[str, str]) -> dict[int, tuple[Presence | None, str]]:
    """Return what was changed in the list of presences, by seats.

    Each choice stands beside what it was when the page was made: of two who note at one moment,
    neither overwrites what the other changed and oneself did not.
    """
    known = {presence.value: presence for presence in Presence}
    found: dict[int, tuple[Presence | None, str]] = {}
    for key, value in form.items():
        number = key.removeprefix("seat-")
        if key == number or not number.isdecimal():
            continue
        said = form.get(f"note-{number}", "").strip()[:300]
        before = (form.get(f"was-{number}", ""), form.get(f"said-{number}", ""))
        if (value, said) != before:
            found[int(number)] = (known.get(value), said)
    return found
