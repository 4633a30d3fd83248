"""The form for the rules of procedure: one field for each setting, none filled in for the body."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.procedure import rules
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import words


class Boxes(SelectMultipleField):  # type: ignore[misc]
    """Several choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Return values with their names as a field of choices takes them."""
    return [SelectChoice(value, name) for value, name in pairs]


def _number(label: str, about: str, least: int = 1, most: int = 366) -> IntegerField:
    between = NumberRange(least, most)
    return IntegerField(label, [Optional(), between], description=about)


def _choice(label: str, about: str, names: Mapping[Any, str]) -> SelectField:
    return SelectField(
        label, choices=choices((c.value, name) for c, name in names.items()), description=about
    )


def _open_choice(label: str, about: str, names: Mapping[Any, str]) -> SelectField:
    """Return a choice that the body may leave open, as it is until somebody chooses."""
    given = choices((c.value, name) for c, name in names.items())
    left_open = SelectChoice("", _("Not regulated"))
    return SelectField(label, choices=[left_open, *given], coerce=_or_none, description=about)


def _or_none(typed: str | None) -> str | None:
    return typed or None


def _roles(label: str, about: str) -> Boxes:
    return Boxes(
        label,
        choices=choices((r.value, name) for r, name in words.ROLES.items()),
        description=about,
    )


def _is_fraction(_form: Form, field: Field) -> None:
    if field.data and rules.fraction(field.data) is None:
        raise ValidationError(
            _("“%(typed)s” is not a share. Write it such as 2/3.", typed=field.data)
        )


class ProcedureForm(Form):
    """Every setting of the rules of procedure. Empty means: not regulated."""

    seen = HiddenField()
    cadence = _open_choice(
        _("How often the body meets"),
        _("The next due date and the record of kept and missed meetings follow from this."),
        words.CADENCES,
    )
    cadence_n = _number(_("How many"), _("Meetings, months or days, as chosen above."))
    cadence_months = Boxes(
        _("Months"),
        description=_("Only where the body meets in the same months each year."),
        coerce=int,
    )
    at_month_end = BooleanField(
        _("At the end of these months"), description=_("The meeting falls in the last days.")
    )
    conveners = _roles(
        _("Who calls a meeting"), _("None ticked: not regulated; whoever prepares it may call it.")
    )
    requesters = _roles(_("Who may ask for a further meeting"), _("In writing and with reasons."))
    notice_days = _number(
        _("Days of notice"), _("How many days before a meeting its notice is sent.")
    )
    notice_form = StringField(
        _("Form of the notice"), [Length(max=120)], description=_("Such as: in writing.")
    )
    agenda_days = _number(
        _("Days for the agenda"), _("Only if the agenda may go out later than the notice.")
    )
    urgent_notice_days = _number(
        _("Days of notice for urgent meetings"), _("Empty: no shorter notice exists."), least=0
    )
    urgent_form = StringField(
        _("Form of an urgent notice"), [Length(max=120)], description=_("Such as: by telephone.")
    )
    count_working_days = BooleanField(
        _("Count working days only"),
        description=_("Else calendar days; the last day is moved before weekends and holidays."),
    )
    agenda_release = _choice(
        _("Who releases the agenda"), _("It goes out when these have agreed."), words.RELEASES
    )
    late_items = _choice(
        _("Late items"), _("What happens to items proposed after the release."), words.LATE
    )
    chair_model = _open_choice(
        _("Chairs"), _("Two chairs may come from any sides, also from the same."), words.CHAIRS
    )
    chair_sides = Boxes(_("Sides of the chairs"), description=_("None ticked: any side."))
    substitution = _choice(
        _("Who acts for a chair who is away"),
        _("For that time, with all rights."),
        words.SUBSTITUTES,
    )
    parity = BooleanField(
        _("Parity"), description=_("Public and private side hold equally many seats.")
    )
    equal_seats = _number(
        _("Fixed equal numbers"), _("2 means two public and two private seats (2+2).")
    )
    min_private = _number(_("Private seats at least"), _("Seats of the private side."))
    min_sme = _number(
        _("Seats of small and medium enterprises at least"), _("Counted by the size of the firm.")
    )
    min_women = _number(
        _("Women at least"), _("Counted only where the person said so; nobody is asked to.")
    )
    min_women_percent = _number(_("Per cent women at least"), _("Of all seats."), most=100)
    seats_per_organisation = _number(
        _("Seats of one institution at most"), _("Keeps one voice from outweighing the others.")
    )
    share_percent = _number(
        _("Share of one institution at most, in per cent"),
        _("Of the seats, and of the items brought to agendas. Above it the site says so."),
        most=100,
    )
    organisation_kinds = Boxes(
        _("Kinds of institution"), description=_("None ticked: all kinds may hold seats.")
    )
    alternates = BooleanField(
        _("Alternates"), description=_("An appointed alternate may take a member's place.")
    )
    proxies = BooleanField(
        _("Proxies"), description=_("A member may speak for another who is away.")
    )
    guests_by_leave = BooleanField(
        _("Others only by leave"), description=_("Guests need leave before the meeting.")
    )
    absences_limit = _number(
        _("Absences in a row"), _("After so many the institution is asked to name somebody else.")
    )
    quorum_fraction = StringField(
        _("Quorum: share of the seats"),
        [Length(max=10), _is_fraction],
        description=_("Such as 2/3. Empty: no quorum. This site never assumes one."),
    )
    quorum_public = _number(_("Quorum: public side"), _("So many must be present."))
    quorum_private = _number(_("Quorum: private side"), _("So many must be present."))
    outcome = _choice(
        _("How the body decides"),
        _("A vote is possible only if it is chosen here."),
        words.OUTCOMES,
    )
    vote_fraction = StringField(
        _("Share of votes that carries"),
        [Length(max=10), _is_fraction],
        description=_("Such as 2/3; only where the body votes."),
    )
    may_adopt = BooleanField(
        _("The body may adopt"),
        description=_("Else what it works out is a proposal to the body above."),
    )
    silence_days = _number(
        _("Silence counts as agreement after"), _("Days. Empty: silence is never agreement.")
    )
    written_days = _number(
        _("Days for replies in writing"),
        _("Between meetings: how long each seat has at least. Empty: not regulated."),
    )
    urgent_written_days = _number(
        _("Days for replies in an urgent matter"), _("Empty: no shorter time exists.")
    )
    comment_days = _number(
        _("Days for comments on draft minutes"), _("How long members may comment.")
    )
    minutes_target_days = _number(
        _("Days until the minutes are sent"), _("Counted from the end of the meeting.")
    )
    languages = Boxes(_("Languages"), description=_("In which the body works."))
    further = TextAreaField(
        _("Further rules"), [Length(max=10000)], description=_("In words, where no setting fits.")
    )
    terms_id = SelectField(
        _("Adopted"), coerce=int, description=_("Alone from a day on, or with the draft terms.")
    )

    @property
    def procedure(self) -> Procedure:
        """Return what was typed as settings."""
        typed = {name: value for name, value in self.values.items() if value is not None}
        return Procedure.from_json(typed)


GROUPS = (
    (
        _("Meetings"),
        ("cadence", "cadence_n", "cadence_months", "at_month_end", "conveners", "requesters"),
    ),
    (
        _("Notice and agenda"),
        (
            "notice_days",
            "notice_form",
            "agenda_days",
            "urgent_notice_days",
            "urgent_form",
            "count_working_days",
            "agenda_release",
            "late_items",
        ),
    ),
    (_("Chairs"), ("chair_model", "chair_sides", "substitution")),
    (
        _("Seats"),
        (
            "parity",
            "equal_seats",
            "min_private",
            "min_sme",
            "min_women",
            "min_women_percent",
            "seats_per_organisation",
            "share_percent",
            "organisation_kinds",
        ),
    ),
    (_("Taking part"), ("alternates", "proxies", "guests_by_leave", "absences_limit")),
    (
        _("Deciding"),
        (
            "quorum_fraction",
            "quorum_public",
            "quorum_private",
            "outcome",
            "vote_fraction",
            "may_adopt",
            "silence_days",
            "written_days",
            "urgent_written_days",
        ),
    ),
    (_("Minutes and languages"), ("comment_days", "minutes_target_days", "languages", "further")),
)


def as_typed(procedure: Procedure) -> dict[str, Any]:
    """Return settings as the form takes them."""
    return {
        name: value.value if isinstance(value, Enum) else value
        for name, value in vars(procedure).items()
    }


class InForceForm(Form):
    """From which day the draft holds."""

    valid_from = DateField(_("In force from"), [InputRequired(REQUIRED)])
