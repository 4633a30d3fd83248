"""What is typed about an entry of a list: its names, and whatever its list asks besides."""

from collections.abc import Iterator
from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _, languages_here
from ntfc.names import of_language
from ntfc.organisations.models import Choice
from ntfc.plugins import ChoiceList, Extra

IN_LANGUAGE = "name_in_"


class EntryForm(Form):
    name = StringField(_("Name"), [InputRequired(REQUIRED), Length(max=120)])

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed as an entry keeps it, its names in other languages in one."""
        values = self.values
        others = {name for name in values if name.startswith(IN_LANGUAGE)}
        names = {name.removeprefix(IN_LANGUAGE): values[name] or "" for name in others}
        known = {name: value for name, value in values.items() if name not in others}
        return {**known, "names_by_language": names}


def form_for(choices: ChoiceList) -> type[EntryForm]:
    """Return the form of the entries of one list."""
    names = dict(_other_names())  # made first, they stand below the first name
    extras: dict[str, Any] = {extra.name: _field(extra) for extra in choices.extras}
    return type("ListEntryForm", (EntryForm,), {**names, **extras})


def _other_names() -> Iterator[tuple[str, Field]]:
    """Yield a field for the name in each language of the site after its first."""
    for code, language in languages_here()[1:]:
        label = _("Name (%(language)s)", language=language)
        about = _("Who reads that language sees this name.")
        look = {"lang": code.replace("_", "-")}
        field = StringField(label, [Length(max=120)], description=about, render_kw=look)
        yield f"{IN_LANGUAGE}{of_language(code)}", field


def opened(choices: ChoiceList, entry: Choice) -> EntryForm:
    """Return the form as it opens for an entry."""
    others = {f"{IN_LANGUAGE}{code}": name for code, name in entry.names_by_language.items()}
    extras = {extra.name: getattr(entry, extra.name) for extra in choices.extras}
    return form_for(choices)(data={"name": entry.main_name, **others, **extras})


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
