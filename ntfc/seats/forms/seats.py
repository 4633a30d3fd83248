"""What is typed about seats."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.organisations.rules import choice_name
from ntfc.permissions import Role
from ntfc.seats.models import Expectation
from ntfc.seats.rules import EXPECTATIONS, ROLES
from ntfc.seen import Seen
from ntfc.typed import number_or_none

NOT_STATED = _("Not stated")
LONGEST_TERM = 600  # months


def options(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Return values and their names as the fields offer them."""
    return [SelectChoice(value, name) for value, name in pairs]


ROLE_CHOICES = options((role.value, name) for role, name in ROLES.items())


def expectation_or_none(text: Any) -> Expectation | None:
    if isinstance(text, Expectation):
        return text
    return Expectation(text) if text not in (None, "", "None") else None


def text_of(form: Form) -> dict[str, Any]:
    """Return what was typed; a text that was not sent at all is an empty one."""
    return {
        name: "" if value is None and isinstance(form[name], StringField) else value
        for name, value in form.values.items()
    }


class TermFields(Form):
    is_permanent = BooleanField(_("Permanent seat"), default=True)
    term_months = IntegerField(
        _("Months of a term"),
        [Optional(), NumberRange(1, LONGEST_TERM)],
        description=_("For a seat held for a term: the end of each appointment is proposed."),
    )
    exception = TextAreaField(
        _("Reason, where it does not keep a rule of procedure"),
        [Length(max=2000)],
        render_kw={"rows": 2},
    )


class SeatForm(TermFields):
    ORDER: tuple[str, ...] = (
        "role",
        "organisation_id",
        "nominated_by_id",
        "side_id",
        "title",
        "is_permanent",
        "term_months",
        "is_named",
        "agreement",
        "agreement_ends_on",
        "expectation",
        "dissemination",
        "position",
        "exception",
        "seen",
    )

    role = SelectField(
        _("Kind of seat"), choices=ROLE_CHOICES, coerce=Role, default=Role.MEMBER.value
    )
    title = StringField(
        _("Name of the seat"),
        [Length(max=200)],
        description=_("Where it has one, such as: Director General of Customs."),
    )
    organisation_id = SelectField(_("The seat belongs to"), coerce=number_or_none)
    nominated_by_id = SelectField(
        _("Or to a person whom this institution puts forward"),
        coerce=number_or_none,
        description=_("Where the founding act appoints persons, not institutions."),
    )
    side_id = SelectField(_("Side at the table"), coerce=number_or_none)
    position = IntegerField(_("Place in the list"), [NumberRange(0, 9999)], default=100)
    is_named = BooleanField(_("The holder is to stay the same person; a change needs a reason"))
    agreement = StringField(
        _("Agreement on which the seat hangs"),
        [Length(max=300)],
        description=_("Such as a memorandum of understanding."),
    )
    agreement_ends_on = DateField(
        _("Last day of the agreement"),
        [Optional()],
        description=_("The day after, the seat rests until the agreement is renewed."),
    )
    expectation = SelectField(
        _("What the member expects of the body"),
        coerce=expectation_or_none,
        choices=options([("", NOT_STATED), *((e.value, name) for e, name in EXPECTATIONS.items())]),
    )
    dissemination = TextAreaField(
        _("How information is spread and views are gathered"),
        [Length(max=5000)],
        render_kw={"rows": 3},
    )
    seen = Seen()

    def offer(self, organisations: Iterable[Any], sides: Iterable[Any]) -> None:
        """Fill the lists to choose from."""
        named = options([("", NOT_STATED), *((row.id, row.name) for row in organisations)])
        self.organisation_id.choices = named
        self.nominated_by_id.choices = named
        usual = _("As its institution")
        self.side_id.choices = options(
            [("", usual), *((side.id, choice_name(side)) for side in sides)]
        )

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed about the seat itself."""
        return {name: value for name, value in text_of(self).items() if name != "seen"}


class SeatsForm(TermFields):
    ORDER: tuple[str, ...] = (
        "role",
        "is_permanent",
        "term_months",
        "organisation_ids",
        "exception",
    )

    role = SelectField(
        _("Kind of seat"), choices=ROLE_CHOICES, coerce=Role, default=Role.MEMBER.value
    )
    organisation_ids = SelectMultipleField(
        _("Institutions, each of which gets such a seat"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, organisations: Iterable[Any]) -> None:
        """Fill the list to choose from."""
        self.organisation_ids.choices = options((row.id, row.name) for row in organisations)

    @property
    def facts(self) -> dict[str, Any]:
        """Return what holds for each of the seats."""
        return {name: v for name, v in text_of(self).items() if name != "organisation_ids"}


class CloseForm(Form):
    ORDER: tuple[str, ...] = ("on", "reason")

    on = DateField(_("Closed from"), [InputRequired(REQUIRED)])
    reason = TextAreaField(
        _("Reason"), [InputRequired(REQUIRED), Length(max=2000)], render_kw={"rows": 2}
    )


class ReviewForm(Form):
    ORDER: tuple[str, ...] = ("dissemination",)

    dissemination = TextAreaField(
        _("How information is spread and views are gathered"),
        [InputRequired(REQUIRED), Length(max=5000)],
        render_kw={"rows": 4},
    )
