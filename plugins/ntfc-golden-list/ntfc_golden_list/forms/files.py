"""What is typed in the file of a firm, by the firm and by customs."""

from wtforms import (
    DateField,
    FileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    Regexp,
)

from ntfc.forms import REQUIRED, Boxes, Form, OneOf, options
from ntfc.i18n import _
from ntfc.people.rules import ADDRESS
from ntfc.seen import Seen
from ntfc.typed import number_or_none
from ntfc.uploads import WithFile
from ntfc_golden_list import words

LONG = Length(max=4000)
AN_ADDRESS = [
    InputRequired(REQUIRED),
    Length(max=254),
    Regexp(ADDRESS, message=_("This is not an e-mail address, such as name@example.org.")),
]


class FileStepForm(Form):
    step = SelectField(_("Step"), [DataRequired(REQUIRED)], coerce=int)
    done_on = DateField(_("Done on"), [InputRequired(REQUIRED)])
    product = TextAreaField(_("What came of it"), [Optional(), LONG])
    next_due = DateField(
        _("A new round is due on"),
        [Optional()],
        description=_("Where the round is to begin again in time."),
    )


class FirmForm(Form):
    name = StringField(_("Name of the firm"), [InputRequired(REQUIRED), Length(max=200)])
    registration = StringField(
        _("Number in the register of firms"), [InputRequired(REQUIRED), Length(max=60)]
    )
    size = OneOf(_("Size"), words.SIZES, empty=_("Choose"), validators=[InputRequired(REQUIRED)])
    sector = StringField(_("What it deals in"), [Optional(), Length(max=120)])
    region = StringField(_("Region"), [Optional(), Length(max=80)])
    roles = Boxes(_("Takes part as"), [DataRequired(REQUIRED)])


class KnownForm(FirmForm):
    """What customs knows of a firm; its roles are settled once the application is handed in."""

    seen = Seen()

    def is_news(self, name: str, stored: object) -> bool:
        """Tell whether somebody changed a field since the form was opened."""
        return bool(self.seen.held) and self.seen.is_news(self[name], stored)


class NominateForm(FirmForm):
    contact = StringField(_("Who speaks for the firm"), [InputRequired(REQUIRED), Length(max=200)])
    email = StringField(_("E-mail address"), AN_ADDRESS)


class AskForm(Form):
    name = StringField(_("Name"), [InputRequired(REQUIRED), Length(max=200)])
    email = StringField(_("E-mail address"), AN_ADDRESS)


class StepForm(Form):
    reasons = TextAreaField(_("Reasons"), [Optional(), LONG])


class SuspendForm(StepForm):
    review_on = DateField(
        _("Looked at again by"),
        [Optional()],
        description=_("A suspension may last long: from this day on it is among what is late."),
    )


class ClassForm(StepForm):
    kind_id = SelectField(_("Class"), [DataRequired(REQUIRED)], coerce=int)


class DecisionForm(ClassForm):
    conditions = TextAreaField(_("Conditions"), [Optional(), LONG])


class ContactForm(Form):
    person_id = SelectField(_("The firm speaks with"), [DataRequired(REQUIRED)], coerce=int)
    office = StringField(
        _("Office that helps the firm"),
        [Optional(), Length(max=120)],
        description=_("Where the firm clears its goods."),
    )


class SiteForm(Form):
    name = StringField(_("Premises"), [InputRequired(REQUIRED), Length(max=200)])


class CheckForm(Form):
    source = StringField(_("Asked"), [InputRequired(REQUIRED), Length(max=120)])
    result = SelectField(_("Result"), choices=options(words.CHECKS))
    note = TextAreaField(_("Note"), [Optional(), LONG])


class ResultForm(Form):
    result = SelectField(_("Result"), choices=options(words.CHECKS[1:]))
    note = TextAreaField(_("Note"), [Optional(), LONG])


class PlanForm(Form):
    on = DateField(_("Day of the visit"), [InputRequired(REQUIRED)])
    sites = Boxes(_("Premises to visit"), [DataRequired(REQUIRED)], coerce=int)
    reason = TextAreaField(_("Why these stand for all"), [Optional(), LONG])
    scope = TextAreaField(_("What is looked at"), [Optional(), LONG])


class NoticeForm(Form):
    kind = OneOf(_("About"), words.NOTICES)
    text = TextAreaField(_("What happened"), [InputRequired(REQUIRED), LONG])


class PaperForm(WithFile):
    criterion_id = SelectField(
        _("Proves"),
        [Optional()],
        coerce=number_or_none,
    )
    valid_until = DateField(
        _("Valid until"),
        [Optional()],
        description=_("For a certificate or report that exists already: it spares a second look."),
    )
    file = FileField(_("File"))


class DayForm(Form):
    on = DateField(_("Since"), [InputRequired(REQUIRED)])


class LogForm(Form):
    kind = OneOf(_("About"), words.ENTRIES, empty=_("Choose"), validators=[InputRequired(REQUIRED)])
    on = DateField(_("Day"), [InputRequired(REQUIRED)])
    text = TextAreaField(_("What is noted"), [InputRequired(REQUIRED), LONG])
    risk = OneOf(
        _("Risk of the firm from now on"),
        words.RISKS,
        empty=_("as before"),
        validators=[Optional()],
    )


class ControlForm(Form):
    what = StringField(_("Control"), [InputRequired(REQUIRED), Length(max=300)])
    how_often = StringField(_("How often"), [Optional(), Length(max=120)])
    by_whom = StringField(_("By whom"), [Optional(), Length(max=120)])
