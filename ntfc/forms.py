"""The base of every form: it checks the shape of what was typed, never whether it is allowed."""

from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.utils import unset_value

from ntfc import arrival
from ntfc.i18n import _, language
from ntfc.plaintext import as_text, from_text
from ntfc.richtext import clean
from ntfc.typed import LARGEST, storable


def _stripped(value: Any) -> Any:
    return storable(value).strip() if isinstance(value, str) else value


def _fits(_form: wtforms.Form, field: wtforms.Field) -> None:
    """Refuse a number that no column holds, also where a field names no limit of its own."""
    if isinstance(field.data, int) and abs(field.data) > LARGEST:
        raise wtforms.ValidationError(_("This number is too large."))


class Form(wtforms.Form):  # type: ignore[misc]
    """Trims what was typed, leaves out what no database stores, and speaks the reader's language."""

    class Meta:
        def bind_field(self, form: Any, unbound: UnboundField, options: Mapping[str, Any]) -> Any:
            filters = [*unbound.kwargs.get("filters", ())]
            if issubclass(unbound.field_class, wtforms.StringField) and not issubclass(
                unbound.field_class, wtforms.PasswordField
            ):
                filters.append(_stripped)
            field = unbound.bind(form=form, **options, filters=filters)
            if isinstance(field, wtforms.IntegerField):
                field.validators = [*field.validators, _fits]
            return field

        @property
        def locales(self) -> list[str]:
            return [language(), "en"]

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


def options(pairs: Iterable[tuple[Any, str]], group: str | None = None) -> list[SelectChoice]:
    """Return pairs of value and label as the choices of a field, under a common heading."""
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]
