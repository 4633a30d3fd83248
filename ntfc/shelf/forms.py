"""What an administrator types to change plugins: a fresh code, and the name of what is deleted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _, on_day
from ntfc.plugins import Setting

TOO_LONG = _("This is too long: at most %(max)d characters.")


class CodeForm(Form):
    """The second factor, given anew for just this change."""

    code = StringField(
        _("Code"),
        [InputRequired(REQUIRED), Length(max=40, message=TOO_LONG)],
        description=_("Six digits from the app on your telephone, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code", "dir": "ltr", "autocapitalize": "characters"},
    )


class InstallForm(CodeForm):
    """Installing: *sum* is that of the file as it was when the page was read."""

    sum = HiddenField()


class PurgeForm(CodeForm):
    """Deleting all that a plugin stored asks for its name."""

    def __init__(self, data: Any = None, *, plugin: str) -> None:
        super().__init__(data)
        self.plugin = plugin

    name = StringField(
        _("Name of the plugin"),
        [InputRequired(REQUIRED), Length(max=60, message=TOO_LONG)],
        description=_("Type it as it stands above, so that nothing else is deleted by mistake."),
        render_kw={"dir": "ltr", "autocomplete": "off"},
    )

    def validate_name(self, field: StringField) -> None:
        typed = (field.data or "").strip().replace("-", "_")
        if typed != self.plugin:
            raise ValidationError(_("That is not its name. Nothing was deleted."))


class SettingsForm(Form):
    """What administrators set for one plugin. What is left empty is as the plugin has it."""

    @property
    def set_values(self) -> dict[str, Any]:
        """Return what was typed by the names of the settings; None for what was left empty."""
        typed = {field.name.removeprefix(PREFIX): field.data for field in self}
        return {name: None if value == "" else value for name, value in typed.items()}


PREFIX = "set_"  # a setting may be called as a form calls something of its own, such as data


def settings_form(
    settings: Iterable[Setting], stored: Mapping[str, Any], typed: Any = None
) -> SettingsForm:
    """Return the form of the settings of one plugin, with what is set or what was typed."""
    fields: dict[str, Any] = {f"{PREFIX}{each.name}": _field(each) for each in settings}
    form: SettingsForm = type("PluginSettingsForm", (SettingsForm,), fields)(
        typed, data={f"{PREFIX}{name}": value for name, value in stored.items()}
    )
    return form


def _field(setting: Setting) -> Field:
    how: dict[str, Any] = {"description": _about(setting)}
    if setting.kind is bool:
        return BooleanField(setting.title, **how)
    if setting.kind is int:
        between = NumberRange(setting.least, setting.most)
        return IntegerField(setting.title, [Optional(), between], **how)
    if setting.kind is date:
        return DateField(setting.title, [Optional()], **how)
    if setting.options:
        left_open = [("", _("Not set"))] if setting.default is None else []
        return SelectField(setting.title, choices=options([*left_open, *setting.options]), **how)
    return StringField(setting.title, [Length(max=200, message=TOO_LONG)], **how)


def _about(setting: Setting) -> str:
    """Say what a setting is about, and what holds where it is left empty."""
    if setting.default in (None, "") or setting.kind is bool or setting.options:
        return setting.about
    holds = in_words(setting, setting.default)
    left = _("Left empty, it is %(default)s.", default=holds)
    return _("%(about)s %(left)s", about=setting.about, left=left) if setting.about else left


def in_words(setting: Setting, value: Any) -> str:
    """Return what is set as somebody reads it."""
    if value is None:
        return ""
    if setting.kind is bool:
        return _("Yes") if value else _("No")
    if setting.kind is date:
        return on_day(value)
    return dict(setting.options).get(value, str(value))
