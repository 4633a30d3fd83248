"""What an administrator types to change plugins: a fresh code, and the name of what is deleted."""

from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _

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
