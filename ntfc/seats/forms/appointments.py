"""What is typed about who sits in a seat."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, Regexp

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.organisations.rules import EMAIL
from ntfc.permissions import Role
from ntfc.seats.forms.seats import NOT_STATED, options
from ntfc.seats.models import Capacity
from ntfc.seats.rules import CAPACITIES, FIRST_ROLES, ROLES
from ntfc.typed import number_or_none


class PersonFields(Form):
    person_name = StringField(_("Name of the person"), [InputRequired(REQUIRED), Length(max=200)])
    person_email = EmailField(
        _("E-mail address"),
        [
            Optional(),
            Length(max=254),
            Regexp(EMAIL, message=_("This is no e-mail address, such as name@example.org.")),
        ],
        description=_(
            "Finds the person, or adds a new one. No account is needed: one can act by links."
        ),
    )


class NominateForm(PersonFields):
    ORDER: tuple[str, ...] = (
        "person_name",
        "person_email",
        "nominated_by_id",
        "competence",
        "capacity",
    )

    capacity = SelectField(
        _("Sits as"),
        choices=options((c.value, name) for c, name in CAPACITIES.items()),
        coerce=Capacity,
        default=Capacity.REPRESENTATIVE.value,
    )
    nominated_by_id = SelectField(_("Put forward by"), coerce=number_or_none)
    competence = TextAreaField(
        _("What the person knows and can do"),
        [Length(max=5000)],
        description=_("Knowledge of procedures, standing among those concerned."),
        render_kw={"rows": 3},
    )

    def offer(self, organisations: Iterable[Any]) -> None:
        """Fill the list to choose from."""
        self.nominated_by_id.choices = options(
            [("", NOT_STATED), *((row.id, row.name) for row in organisations)]
        )


class AppointForm(NominateForm):
    ORDER: tuple[str, ...] = (
        "person_name",
        "person_email",
        "capacity",
        "starts_on",
        "ends_on",
        "replaces",
        "authorities",
        "instrument",
        "instrument_file",
        "nominated_by_id",
        "competence",
        "reason",
    )

    starts_on = DateField(_("First day"), [InputRequired(REQUIRED)])
    ends_on = DateField(
        _("Last day"), [Optional()], description=_("Leave it open where no end is set.")
    )
    authorities = TextAreaField(
        _("Appointed by"),
        [Length(max=1000)],
        description=_("One authority in each line: there may be several."),
        render_kw={"rows": 2},
    )
    instrument = StringField(
        _("By what text"),
        [Length(max=300)],
        description=_("Such as: Decree 12 of 3 March 2026. For a guest: the mandate letter."),
    )
    instrument_file = FileField(_("The text as a file"))
    replaces = BooleanField(_("Whoever holds the seat on that day leaves it"))
    reason = TextAreaField(
        _("Reason, where one is asked for"),
        [Length(max=2000)],
        description=_("For a change in a named seat, or where a rule of procedure is not kept."),
        render_kw={"rows": 2},
    )


class FirstForm(PersonFields):
    ORDER: tuple[str, ...] = (
        "role",
        "organisation_id",
        "person_name",
        "person_email",
        "starts_on",
        "authorities",
        "instrument",
    )

    role = SelectField(
        _("Office"),
        choices=options((role.value, ROLES[role]) for role in FIRST_ROLES),
        coerce=Role,
        default=Role.SECRETARY.value,
    )
    organisation_id = SelectField(_("Sits for"), coerce=number_or_none)
    starts_on = DateField(_("First day"), [InputRequired(REQUIRED)])
    authorities = TextAreaField(_("Appointed by"), [Length(max=1000)], render_kw={"rows": 2})
    instrument = StringField(_("By what text"), [Length(max=300)])

    def offer(self, organisations: Iterable[Any]) -> None:
        """Fill the list to choose from."""
        self.organisation_id.choices = options(
            [("", NOT_STATED), *((row.id, row.name) for row in organisations)]
        )


class EndForm(Form):
    ORDER: tuple[str, ...] = ("on", "reason")

    on = DateField(
        _("Free from"),
        [InputRequired(REQUIRED)],
        description=_("From this day on the person no longer sits in the seat."),
    )
    reason = TextAreaField(
        _("Reason, if it is to be kept"), [Length(max=2000)], render_kw={"rows": 2}
    )


def lines(text: str | None) -> Sequence[str]:
    """Return what stands in the lines of a text, empty ones left out."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
