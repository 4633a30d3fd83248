"""What people type to sign in and to look after their accounts."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    StringField,
)
from wtforms.validators import EqualTo, InputRequired, Length, Regexp, ValidationError

from ntfc.accounts import rules
from ntfc.accounts.queries import passwords
from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _

EMAIL = _("This is not an e-mail address. It looks like name@ministry.example.")
TOO_LONG = _("This is too long: at most %(max)d characters.")


def email_field(label: str) -> EmailField:
    """Return a field for an e-mail address."""
    checks = [InputRequired(REQUIRED), Length(max=254, message=TOO_LONG)]
    shape = Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=EMAIL)
    return EmailField(label, [*checks, shape], render_kw={"autocomplete": "username"})


def old_password_field(label: str) -> PasswordField:
    """Return a field for a password that exists: anything may be typed, but not without end."""
    return PasswordField(
        label,
        [InputRequired(REQUIRED), Length(max=rules.LONGEST, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )


class SignInForm(Form):
    email = email_field(_("E-mail address"))
    password = old_password_field(_("Password"))
    stays = BooleanField(
        _("This is my own computer: keep me signed in"),
        description=_(
            "For 30 days after the last use. Otherwise you are signed out after 12 hours."
        ),
    )


class CodeForm(Form):
    code = StringField(
        _("Code"),
        [InputRequired(REQUIRED), Length(max=40, message=TOO_LONG)],
        description=_("Six digits from the app on your telephone, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code", "dir": "ltr", "autocapitalize": "characters"},
    )


class FirstCodeForm(Form):
    code = StringField(
        _("The six digits that the app shows now"),
        [InputRequired(REQUIRED), Length(max=40, message=TOO_LONG)],
        render_kw={"autocomplete": "one-time-code", "dir": "ltr", "inputmode": "numeric"},
    )


class ConfirmForm(CodeForm):
    password = old_password_field(_("Password"))


class ForgottenForm(Form):
    email = email_field(_("E-mail address"))


class NewPasswordForm(Form):
    """*known* are the words known about the person, which a password must not merely repeat."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, known: tuple[str, ...] = ()
    ) -> None:
        super().__init__(data)
        self.known = known

    password = PasswordField(
        _("New password"),
        [InputRequired(REQUIRED)],
        description=_("At least 12 characters of any kind. Four or five words in a row are good."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _("The new password again"),
        [InputRequired(REQUIRED), EqualTo("password", _("The two differ. Type both again."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_password(self, field: PasswordField) -> None:
        """Show at the field all that is wrong with the new password at once."""
        words = (*self.known, *self.also_known())
        wrong = [*rules.obstacles_to_password(field.data or "", words, passwords.common())]
        if wrong:
            field.errors.extend(wrong[:-1])
            raise ValidationError(wrong[-1])

    def also_known(self) -> tuple[str, ...]:
        """Return words known from the form itself."""
        return ()


class ChangePasswordForm(NewPasswordForm):
    current = old_password_field(_("Present password"))


class SetUpForm(NewPasswordForm):
    name = StringField(
        _("Your name"),
        [InputRequired(REQUIRED), Length(max=200, message=TOO_LONG)],
        render_kw={"autocomplete": "name"},
    )
    email = email_field(_("E-mail address"))

    def also_known(self) -> tuple[str, ...]:
        return self.name.data or "", self.email.data or ""
