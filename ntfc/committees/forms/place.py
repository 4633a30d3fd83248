"""Where a body meets, and in which calendar its days count."""

from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import Length, ValidationError

from ntfc.committees.forms.bodies import EditForm
from ntfc.committees.forms.fields import (
    Checks,
    DaysField,
    EnumField,
    country_choices,
    known_time_zone,
    line,
    options,
)
from ntfc.committees.models import Body, Mode
from ntfc.committees.queries.calendars import regions
from ntfc.committees.rules.words import WEEKDAYS
from ntfc.i18n import _


class PlaceForm(EditForm):
    country = SelectField(_("Country"))
    place = line(_("Place"))
    mode = EnumField(_("How it meets"), Mode)
    time_zone = StringField(
        _("Time zone"),
        [Length(max=60), known_time_zone],
        description=_("Such as Asia/Amman; empty: the time zone of the site."),
    )
    weekend = Checks(_("Weekend"), coerce=int, choices=options(list(enumerate(WEEKDAYS))))
    holiday_country = SelectField(_("Holidays of"))
    holiday_region = SelectField(_("Region of the holidays"), validate_choice=False)
    own_holidays = DaysField(
        _("Further holidays"),
        description=_("One a line, such as 2026-05-25 Port day."),
        render_kw={"rows": 4},
    )

    def offer(self, with_holidays: list[str], body: Body) -> None:
        """Fill the lists to choose from; what the body has stays, also where it is not known now."""
        self.country.choices = country_choices()
        self.holiday_country.choices = country_choices(with_holidays)
        self.kept = (body.holiday_country, body.holiday_region)
        self.offer_regions()

    def offer_regions(self) -> None:
        """Offer the regions of the country that is chosen."""
        country = self.holiday_country.data or ""
        found = {**regions(country)}
        if country == self.kept[0] and self.kept[1]:
            found.setdefault(self.kept[1], self.kept[1])
        named = sorted(found.items(), key=lambda pair: pair[1].casefold())
        self.holiday_region.choices = options([("", _("The whole country")), *named])

    def set_beside(self, stands: Any) -> None:
        super().set_beside(stands)
        self.offer_regions()

    def validate_holiday_region(self, field: Any) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(
                _(
                    "The country of the holidays has no such region. Choose one of those offered "
                    "now, or the whole country."
                )
            )

    def validate_weekend(self, field: Any) -> None:
        if len({*field.data}) == len(WEEKDAYS):
            raise ValidationError(
                _(
                    "Leave at least one day of the week to work on: notice and due dates count in them."
                )
            )
