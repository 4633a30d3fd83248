"""What is typed about an entry of a list: its name, and whatever its list asks besides."""

from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.plugins import ChoiceList, Extra


class EntryForm(Form):
    name = StringField(_("Name"), [InputRequired(REQUIRED), Length(max=120)])


def form_for(choices: ChoiceList) -> type[EntryForm]:
    """Return the form of the entries of one list."""
    extras: dict[str, Any] = {extra.name: _field(extra) for extra in choices.extras}
    return type("ListEntryForm", (EntryForm,), extras)


def _field(extra: Extra) -> Field:
    if extra.options is None:
        return BooleanField(extra.title)
    offered = options((_sent(value), title) for value, title in extra.options())
    known = {_sent(value): value for value, _title in extra.options()}
    return _Pick(extra.title, [InputRequired(REQUIRED)], choices=offered, known=known)


def _sent(value: Any) -> str:
    """Return an option as the browser sends it back."""
    return str(getattr(value, "value", value))


class _Pick(SelectField):  # type: ignore[misc]
    """One of several options, given to the service as the value that the column keeps."""

    def __init__(self, *args: Any, known: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, coerce=lambda given: known.get(_sent(given), given), **kwargs)
