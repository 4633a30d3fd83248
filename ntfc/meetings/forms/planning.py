"""Planning a meeting and calling it off."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc.committees.models import Mode
from ntfc.committees.rules.words import choices_of as body_choices
from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _, with_commas
from ntfc.meetings.models import Meeting, MeetingKind
from ntfc.meetings.rules import DayPlan, Plan, Proposal, plans_of
from ntfc.meetings.rules.words import choices_of
from ntfc.seen import Seen
from ntfc.typed import number_or_none

LONGEST_TEXT = 10_000
WEB_ADDRESS = _("An address begins with https:// or http://.")


def typed_options(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Return options whose words people typed: each runs in the direction of its own script."""
    return [SelectChoice(value, label, {"dir": "auto"}) for value, label in pairs]


class DayForm(Form):
    """The first day, which every meeting has."""

    day = DateField(_("Day"), [InputRequired(REQUIRED)])
    starts = TimeField(_("From"), [InputRequired(REQUIRED)])
    ends = TimeField(_("Until"), [InputRequired(REQUIRED)])


class FurtherDayForm(Form):
    """A further day; left empty, it is none."""

    day = DateField(_("Day"), [Optional()])
    starts = TimeField(_("From"), [Optional()])
    ends = TimeField(_("Until"), [Optional()])
    place = StringField(_("Place, where it differs"), [Length(max=300)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for day and hours as soon as one of them is given."""
        good = bool(super().validate(extra_validators))
        asked = (self.day, self.starts, self.ends)
        if any(field.data for field in (*asked, self.place)):
            for field in asked:
                if not field.data and not field.errors:
                    field.errors = [REQUIRED]
                    good = False
        return good


class FurtherDays(FieldList):  # type: ignore[misc]
    """Any number of further days."""

    def in_words(self, days: Iterable[Mapping[str, Any]]) -> str:
        """Return days as one reads them beside one's own."""
        return with_commas(
            f"{day['day']:%Y-%m-%d} {day['starts']:%H:%M}\N{EN DASH}{day['ends']:%H:%M}"
            for day in days
        )


class PlanForm(Form):
    """A meeting in one short form."""

    seen = Seen()
    first = FormField(DayForm)
    further = FurtherDays(FormField(FurtherDayForm, _("Further day")), _("Further days"))
    kind = SelectField(
        _("Kind"),
        choices=options(choices_of(MeetingKind)),
        coerce=MeetingKind,
        default=MeetingKind.ORDINARY.value,
    )
    mode = SelectField(_("How the body meets"), choices=options(body_choices(Mode)), coerce=Mode)
    host_id = SelectField(_("Host"), coerce=number_or_none, validate_choice=True)
    place = StringField(_("Place"), [Length(max=300)])
    online_address = URLField(
        _("Address to take part from afar"),
        [Optional(), Length(max=500), Regexp(r"https?://", message=WEB_ADDRESS)],
        description=_("Only who is invited sees it. It can be added later, or never."),
    )
    how_to_join = TextAreaField(
        _("How to take part without it"),
        [Length(max=LONGEST_TEXT)],
        description=_("Such as a number to dial, or whom to call when the line is bad."),
        render_kw={"rows": 2},
    )
    title = StringField(
        _("Title"), [Length(max=200)], description=_("Left empty, it is called by its number.")
    )
    purpose = TextAreaField(
        _("Why it is called"),
        [Length(max=LONGEST_TEXT)],
        description=_("Such as the one issue of a meeting between two ordinary ones."),
        render_kw={"rows": 2},
    )
    is_public = BooleanField(
        _("The meeting is in public"),
        description=_("Its day, place and public papers are then announced to everybody."),
    )
    with_body_ids = SelectMultipleField(
        _("Meets together with"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    time_zone = StringField(_("Time zone"), [InputRequired(REQUIRED), Length(max=60)])

    def offer(self, hosts: Iterable[tuple[int, str]], bodies: Iterable[tuple[int, str]]) -> None:
        """Fill the lists to choose from."""
        self.host_id.choices = typed_options([("", _("not stated")), *hosts])
        self.with_body_ids.choices = typed_options(bodies)

    def set_beside(self, stands: Any) -> None:
        """Show what is stored of a meeting at the fields of the form, those of the days too."""
        if stands is None:
            return
        known = as_typed(stands)
        first = {f"first-{name}": value for name, value in known["first"].items()}
        super().set_beside(SimpleNamespace(**known | first, version=stands.version))

    @property
    def plan(self) -> Plan:
        """Return the meeting as the service takes it."""
        first = self.first.form
        days = [DayPlan(first.day.data, first.starts.data, first.ends.data)]
        days += [DayPlan(**entry.form.values) for entry in self.further if entry.form.day.data]
        texts = ("title", "purpose", "place", "online_address", "how_to_join")
        return Plan(
            days=tuple(days),
            time_zone=self.time_zone.data,
            host_id=self.host_id.data,
            is_public=self.is_public.data,
            with_body_ids=tuple(self.with_body_ids.data or ()),
            kind=self.kind.data,
            mode=self.mode.data,
            **{name: self[name].data or "" for name in texts},
        )


def opened(proposal: Proposal, *, zone: str, mode: Mode) -> dict[str, Any]:
    """Return what a new form is filled with."""
    return {
        "first": {"day": proposal.day, "starts": proposal.starts, "ends": proposal.ends},
        "host_id": proposal.host_id,
        "place": proposal.place,
        "mode": mode,
        "time_zone": zone,
    }


def as_typed(meeting: Meeting) -> dict[str, Any]:
    """Return a meeting as its form shows it."""
    first, *further = plans_of(meeting.days, meeting.time_zone)
    names = ("kind", "title", "purpose", "mode", "place", "online_address", "how_to_join")
    return {
        **{name: getattr(meeting, name) for name in names},
        "first": {"day": first.day, "starts": first.starts, "ends": first.ends},
        "further": [vars(day) for day in further],
        "host_id": meeting.host_id,
        "is_public": meeting.is_public,
        "with_body_ids": [joint.body_id for joint in meeting.with_bodies],
        "time_zone": meeting.time_zone,
        "seen": meeting.version,
    }
