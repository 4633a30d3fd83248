"""The forms about people."""

from typing import Any
from zoneinfo import available_timezones

from wtforms import BooleanField, EmailField, SelectField, StringField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.people.models import Gender
from ntfc.people.rules import ADDRESS
from ntfc.seen import Seen

ZONES = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
GENDERS = {
    Gender.WOMAN: _("Woman"),
    Gender.MAN: _("Man"),
    Gender.OTHER: _("Other"),
}


def _plain(value: Any) -> str:
    return str(value.value) if isinstance(value, Gender) else str(value or "")


class DetailsForm(Form):
    """What both the office and the person may say."""

    seen = Seen()
    name = StringField(_("Name"), [InputRequired(REQUIRED), Length(max=200)])
    phone = TelField(_("Telephone"), [Length(max=60)])
    language = SelectField(
        _("Language"), default="", description=_("In which mails and pages are written.")
    )
    time_zone = SelectField(
        _("Time zone"),
        default="",
        choices=[SelectChoice("", _("As the site")), *(SelectChoice(z, z) for z in ZONES)],
        description=_("In which times are shown."),
    )

    def offer(self, languages: list[tuple[str, str]]) -> None:
        """Let one choose among the languages of the site."""
        named = [SelectChoice(code, name) for code, name in languages]
        self.language.choices = [SelectChoice("", _("As the site")), *named]

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed, without the number that tells whose text is older."""
        return {name: value for name, value in super().values.items() if name != "seen"}


class PersonForm(DetailsForm):
    """What the office keeps of a person."""

    email = EmailField(
        _("E-mail address"),
        [
            Optional(),
            Length(max=254),
            Regexp(ADDRESS, message=_("This is not an e-mail address, such as name@example.org.")),
        ],
        description=_("Links and invitations go here. It may be empty."),
    )
    is_champion = BooleanField(
        _("Champion"),
        description=_("A respected leader who speaks for reform and draws others in."),
    )


class ProfileForm(DetailsForm):
    """What a person says of oneself."""

    gender = SelectField(
        _("Gender"),
        default="",
        coerce=_plain,
        choices=[
            SelectChoice("", _("I do not say")),
            *(SelectChoice(gender.value, word) for gender, word in GENDERS.items()),
        ],
        description=_("Only you can say this, and you need not. It counts in the gender balance."),
    )

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed, the gender as one of ours."""
        return super().values | {"gender": Gender(self.gender.data) if self.gender.data else None}


class EraseForm(Form):
    """The second look before a person's data go."""

    name = StringField(_("Type the name of the person"), [InputRequired(REQUIRED)])

    def __init__(self, data: Any, expected: str) -> None:
        super().__init__(data)
        self.expected = expected

    def validate_name(self, field: StringField) -> None:
        """Refuse another name than the one on the page."""
        if " ".join(field.data.split()) != " ".join(self.expected.split()):
            raise ValidationError(_("This is not the name of this person, as written above."))
