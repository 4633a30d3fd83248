"""The base of every form: it checks the shape of what was typed, never whether it is allowed."""

import enum
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any, TypeVar

import wtforms
from flask import request
from flask_babel import format_date
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.meta import DefaultMeta
from wtforms.utils import unset_value
from wtforms.validators import InputRequired, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc import arrival, days
from ntfc.errors import FieldRefused, Overtaken, Refused
from ntfc.fieldwords import Said
from ntfc.folds import Folds
from ntfc.i18n import _, language, with_commas
from ntfc.once import once
from ntfc.plaintext import as_text, from_text
from ntfc.richtext import clean, words
from ntfc.seen import put_beside
from ntfc.texts import is_blank
from ntfc.typed import LARGEST, number_or_none, storable

T = TypeVar("T")
Pairs = Iterable[tuple[Any, str]]


def _stripped(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    kept = storable(value).strip()
    return "" if is_blank(kept) else kept


def _in_words(field: wtforms.Field, value: Any) -> str:
    """Return a stored value as somebody would read it in a field."""
    if hasattr(field, "in_words"):
        return str(field.in_words(value))
    if isinstance(field, wtforms.BooleanField):
        return _("Yes") if value else _("No")
    if hasattr(field, "iter_choices"):
        several = [*value] if isinstance(value, (list, tuple, set)) else [value]
        chosen = [each if each is None else field.coerce(each) for each in several]
        labels = [
            str(label)
            for entry, label, *_more in field.iter_choices()
            if field.coerce(entry) in chosen
        ]
        return with_commas(labels or [str(each) for each in several if each])
    if isinstance(value, (list, tuple)):
        return with_commas(map(str, value))
    if isinstance(value, (date, time)):
        return value.isoformat("minutes") if isinstance(value, time) else format_date(value, "long")
    return words(value) if isinstance(field, RichTextField) else str("" if value is None else value)


def _fits(_form: wtforms.Form, field: wtforms.Field) -> None:
    """Refuse a number that no column holds, also where a field names no limit of its own."""
    if isinstance(field.data, int) and abs(field.data) > LARGEST:
        raise wtforms.ValidationError(_("This number is too large."))


def _can_be_meant(_form: wtforms.Form, field: wtforms.Field) -> None:
    """Refuse a day so far away that nothing can be counted from it."""
    if isinstance(field.data, date) and not days.is_meant(field.data):
        raise wtforms.ValidationError(days.OUT_OF_RANGE)


def _says_something(_form: wtforms.Form, field: wtforms.Field) -> None:
    """Refuse a text of blanks where one is asked for: what nobody sees is no answer."""
    asked = next((each for each in field.validators if isinstance(each, InputRequired)), None)
    if asked and field.data == "":
        raise StopValidation(asked.message or REQUIRED)


# What every field of a kind is asked, whatever else the form asks of it.
ASKED = (
    (wtforms.IntegerField, _fits),
    (wtforms.DateField, _can_be_meant),
    (wtforms.StringField, _says_something),
)


class Form(Folds):
    """Trims what was typed, leaves out what no database stores, and speaks the reader's language."""

    class Meta:
        def bind_field(self, form: Any, unbound: UnboundField, options: Mapping[str, Any]) -> Any:
            filters = [*unbound.kwargs.get("filters", ())]
            if issubclass(unbound.field_class, wtforms.StringField) and not issubclass(
                unbound.field_class, wtforms.PasswordField
            ):
                filters.append(_stripped)
            field = unbound.bind(form=form, **options, filters=filters)
            asked = [check for kind, check in ASKED if isinstance(field, kind)]
            field.validators = [*field.validators, *asked]
            return field

        def render_field(self, field: Any, look: dict[str, Any]) -> Any:
            if isinstance(field, wtforms.DateField) and field.data and not field.raw_data:
                look = {"value": field.data.isoformat(), **look}  # year 1 has four figures, too
            return DefaultMeta.render_field(self, field, look)

        @property
        def locales(self) -> list[str]:
            return [language(), "en"]

        def get_translations(self, form: Any) -> Said:
            return Said(DefaultMeta.get_translations(self, form))

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed, by field, as the service takes it."""
        return {name: field.data for name, field in self._fields.items()}

    def validate(self, *args: Any, **values: Any) -> bool:
        """Check each field, and that no more was sent than the site takes."""
        is_right: bool = super().validate(*args, **values)
        if not arrival.is_too_large() or self._prefix:  # a form within a form says it once
            return is_right
        self.form_errors: list[str] = [*self.form_errors, self._too_large()]
        return False

    def _too_large(self) -> str:
        if any(isinstance(field, wtforms.FileField) for field in self):
            return _(
                "The file is larger than %(most)s MB. What you typed is still here: choose a smaller file, or make it smaller, and send it again.",
                most=arrival.largest(),
            )
        return _(
            "This text is too long to be kept. It is still here: shorten it, or send it in parts."
        )

    def set_beside(self, stands: Any) -> None:
        """Show at each field what somebody else saved meanwhile; the next save knows of it.

        A field that was left alone takes what is stored.
        """
        if stands is not None:
            put_beside(self, stands, _in_words)

    def refuse(self, field: str, message: str) -> None:
        """Put *message* at a field: what only the service could find out."""
        self._fields[field].errors = [*self._fields[field].errors, message]


class RichTextField(wtforms.TextAreaField):  # type: ignore[misc]
    """A text with a look. Its data is clean HTML, whether it was typed in the editor or not.

    The editor sends HTML as NAME-html. Without scripts a textarea sends plain signs as NAME; what
    was not touched there keeps the look of *before*, the text that the textarea held at first.
    """

    is_rich = True
    before = ""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        typed = formdata.get(f"{self.name}-html") if formdata else None
        if typed is not None:
            self.data = clean(typed)
        if self.data and is_blank(words(self.data)):
            self.data = ""
        if typed is not None or self.raw_data:  # type: ignore[has-type]
            self.raw_data = [self.data]  # a text of blanks is none

    def process_data(self, value: str | None) -> None:
        self.data = self.before = value or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = from_text(valuelist[0], self.before)

    def _value(self) -> str:
        return as_text(self.data or "")


REQUIRED = _("This field is required.")


class Boxes(wtforms.SelectMultipleField):  # type: ignore[misc]
    """Several of a few, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Lines(wtforms.TextAreaField):  # type: ignore[misc]
    """A list, one entry on each line."""

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        lines = storable(valuelist[0]).splitlines() if valuelist else []
        self.data = [line.strip() for line in lines if not is_blank(line)]


class OneOf(wtforms.SelectField):  # type: ignore[misc]
    """One entry of a closed list, by the words for each; *empty* is what stands for none."""

    def __init__(
        self, label: str, words: Mapping[Any, str], *, empty: str | None = None, **more: Any
    ) -> None:
        self.by_value: dict[Any, enum.Enum] = {entry.value: entry for entry in words}
        first = [] if empty is None else [SelectChoice("", empty)]
        given = [*first, *options((entry.value, name) for entry, name in words.items())]
        super().__init__(label, choices=given, coerce=self._entry, **more)

    def _entry(self, value: Any) -> enum.Enum | None:
        if value in (None, "", "None"):
            return None
        found = self.by_value.get(getattr(value, "value", value))
        if found is None:
            raise ValueError(value)
        return found


class OneKnown(wtforms.SelectField):  # type: ignore[misc]
    """One thing by its number: among several, none is chosen beforehand."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, [InputRequired(REQUIRED)], coerce=number_or_none, **more)

    def offer(self, known: Iterable[tuple[int, str]]) -> None:
        """Set what there is to choose from."""
        several = options(known)
        self.choices = several if len(several) == 1 else [SelectChoice("", _("Choose")), *several]


def steered(first: Pairs, others: Pairs) -> list[SelectChoice]:
    """Return the entries of a closed list as choices: some first, all others below a heading."""
    if not others:
        return options((entry.value, name) for entry, name in first)
    above = options(((entry.value, name) for entry, name in first), _("By its purpose"))
    return [*above, *options(((entry.value, name) for entry, name in others), _("Others"))]


def options(pairs: Iterable[tuple[Any, str]], group: str | None = None) -> list[SelectChoice]:
    """Return pairs of value and label as the choices of a field, under a common heading."""
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]


def typed(form_class: type[Form], **values: Any) -> Any:
    """Return the form as it was sent, or as it opens with *values*."""
    return form_class(request.form) if request.method == "POST" else form_class(data=values)


def taken(form: Form, act: Callable[[], T], more: str = "") -> tuple[T | None, int]:
    """Have what a form asks for done once, if it was sent and is good: see ntfc/once.py.

    Returns what *act* gave, or None and the status of the page that shows the form again: whatever
    is wrong stands in the form itself, with all that was typed.
    """
    if request.method != "POST":
        return None, 200
    if not form.validate():
        return None, 422
    try:
        return once(act, more), 200
    except FieldRefused as error:
        form.refuse(error.field, error.reason)
        return None, 422
    except Refused as error:
        if isinstance(error, Overtaken):
            form.set_beside(error.stands)
        form.form_errors = [*form.form_errors, *error.reasons]
        return None, 409
