"""What is typed about the Council and its partners."""

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ntfc.forms import REQUIRED, Form, Lines, OneKnown, options
from ntfc.i18n import _


class CouncilForm(Form):
    name = StringField(_("Name"), [InputRequired(REQUIRED), Length(max=200)])
    place = SelectField(
        _("Its place among the bodies"),
        description=_("Beside the national committee on trade facilitation, or below a body."),
    )

    def offer(self, places: list[tuple[int | None, str]]) -> None:
        """Set where the Council may stand."""
        self.place.choices = options(
            (str(number or ""), name or _("A body of its own")) for number, name in places
        )


INSTITUTION = OneKnown(_("Institution"))  # made first: it is asked for first


class WeightForm(Form):
    importance = IntegerField(_("Importance"), [InputRequired(REQUIRED)])
    impact = IntegerField(_("Impact"), [InputRequired(REQUIRED)])
    note = StringField(_("Note"), [Length(max=500)])


class PartnerForm(WeightForm):
    organisation_id = INSTITUTION


class PartnersForm(Form):
    lines = Lines(
        _("One partner on each line"),
        [InputRequired(REQUIRED)],
        description=_(
            "Institution; importance; impact; note. As typed, or as copied from a table with these columns."
        ),
        render_kw={"rows": 12},
    )
