"""What is typed about a programme: its rules, its registers, what it is made of."""

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FileField,
    HiddenField,
    IntegerField,
    MonthField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
)

from ntfc.forms import REQUIRED, Form, OneOf, options
from ntfc.i18n import _
from ntfc.seen import Seen
from ntfc.typed import number_or_none
from ntfc_golden_list import words

LONG = Length(max=4000)
AMOUNT = [Optional(), NumberRange(min=0, max=10**7)]
TERM = [Optional(), NumberRange(min=1, max=1200)]  # of none at all there is no status
COUNT = [Optional(), NumberRange(min=0, max=1200)]


class BeginForm(Form):
    profile = SelectField(
        _("Begin from"),
        [DataRequired(REQUIRED)],
        choices=options(words.PROFILES.items()),
        description=_("It is copied; from then on it is your own."),
    )
    country = StringField(
        _("Country"),
        [Optional(), Regexp(r"[A-Za-z]{2}$", message=_("Two letters, such as JO."))],
        description=_("Two letters, where it is not the country of the profile."),
    )


class SetUpForm(Form):
    of_body_id = SelectField(
        _("Committee that reads the figures"),
        [Optional()],
        coerce=number_or_none,
    )
    stage = OneOf(_("How far the programme is"), words.STAGES)
    pilot_on = DateField(
        _("The pilot began on"),
        [Optional()],
        description=_("From it the evaluations of the first year are counted."),
    )
    register = OneOf(_("What everybody may read of who holds the status"), words.REGISTERS)
    validity_months = IntegerField(_("A certificate is valid for months"), TERM)
    review_months = IntegerField(_("Looked at again after months"), TERM)
    review_opens_days = IntegerField(
        _("A review opens days ahead"), COUNT, description=_("The firm is told by mail, once.")
    )
    waiting_months = IntegerField(_("After a refusal a firm waits for months"), COUNT)
    answer_days = IntegerField(_("An application sent back is completed within days"), COUNT)
    appeal_days = IntegerField(_("A firm may appeal within days"), COUNT)
    remind_days = IntegerField(
        _("People are reminded by mail days ahead"),
        COUNT,
        description=_(
            "Firms, before a certificate ends and before something must be improved; officers are "
            "told of what is late. Left empty, nobody is."
        ),
    )
    exempt = OneOf(
        _("Recognised before the programme is in full operation"),
        words.EXEMPTIONS,
        empty=_("No"),
        validators=[Optional()],
    )


class RulesForm(Form):
    requirements = TextAreaField(_("Who may come, and what is asked"), [Optional(), LONG])
    suspension = TextAreaField(_("When a status is suspended"), [Optional(), LONG])
    removal = TextAreaField(_("When a status is withdrawn"), [Optional(), LONG])
    appeal = TextAreaField(_("How a firm appeals, and to whom"), [Optional(), LONG])


class ActionForm(Form):
    owner = StringField(_("Who does it"), [Optional(), Length(max=200)])
    due_on = DateField(_("Due on"), [Optional()])
    done_on = DateField(_("Done on"), [Optional()])
    note = TextAreaField(_("Note"), [Optional(), LONG])


class ReadingForm(Form):
    code = SelectField(_("Requirement"), [DataRequired(REQUIRED)])
    since = DateField(_("Holds from"), [InputRequired(REQUIRED)])
    text = TextAreaField(_("How it is read"), [InputRequired(REQUIRED), LONG])


class LessonForm(Form):
    text = TextAreaField(_("What was learnt"), [InputRequired(REQUIRED), LONG])


class ProposalForm(Form):
    text = TextAreaField(_("What firms would like"), [InputRequired(REQUIRED), LONG])


class PartnerForm(Form):
    code = StringField(
        _("Partner"),
        [
            InputRequired(REQUIRED),
            Regexp(r"[A-Za-z]{2,3}$", message=_("Two or three letters, such as US.")),
        ],
        description=_("The letters of the country."),
    )
    recognition = OneOf(_("How far recognition is"), words.RECOGNITIONS)
    since = DateField(_("Since"), [Optional()])
    prefix = StringField(
        _("Our numbers begin there with"),
        [Optional(), Regexp(r"[A-Za-z0-9-]{0,10}$", message=_("At most ten letters or digits."))],
    )
    note = TextAreaField(_("Note"), [Optional(), LONG])
    seen = Seen()


class GeneralForm(Form):
    title = StringField(_("The problem in a line"), [InputRequired(REQUIRED), Length(max=200)])
    problem = TextAreaField(
        _("What happens, and to whom"),
        [InputRequired(REQUIRED), LONG],
        description=_("Name no firm: the committee hears of the problem only."),
    )
    firms = IntegerField(_("How many firms have it"), [InputRequired(REQUIRED), NumberRange(min=1)])


class DispositionForm(Form):
    disposition = OneOf(_("What becomes of it"), words.DISPOSITIONS)
    reason = TextAreaField(_("Reason"), [Optional(), LONG])


class OfficerForm(Form):
    email = StringField(
        _("E-mail address of the person"), [InputRequired(REQUIRED), Length(max=254)]
    )
    post = OneOf(_("Post"), words.POSTS)
    is_third_party = BooleanField(_("Comes from outside customs"))
    method = TextAreaField(
        _("Method"),
        [Optional(), LONG],
        description=_("For somebody from outside: by which written method they validate."),
    )
    overseer = StringField(
        _("Overseen by"),
        [Optional(), Length(max=254)],
        description=_("For somebody from outside: the e-mail address of a customs officer."),
    )


class PartForm(Form):
    opens_on = DateField(_("Open from"), [Optional()])


class UseForm(Form):
    benefit_id = SelectField(_("Benefit"), [DataRequired(REQUIRED)], coerce=int)
    month = MonthField(
        _("Month"), [InputRequired(REQUIRED)], description=_("As in 2030-03. It counts once.")
    )
    times = IntegerField(
        _("How often it was used"), [InputRequired(REQUIRED), NumberRange(min=1, max=10**6)]
    )
    minutes_without = DecimalField(_("Minutes that it takes without the benefit"), AMOUNT)
    minutes_with = DecimalField(_("Minutes that it takes with it"), AMOUNT)
    money_saved = DecimalField(_("Money saved in all"), AMOUNT)
    note = TextAreaField(_("Note"), [Optional(), LONG])


class MeasuredForm(Form):
    on = DateField(_("Measured on"), [InputRequired(REQUIRED)])
    text = TextAreaField(
        _("What was found"),
        [InputRequired(REQUIRED), LONG],
        description=_("With the figure, and what it was compared with. Name no firm."),
    )


class LinesForm(Form):
    """A table from a file, or pasted; nothing is kept before what it says was shown."""

    file = FileField(
        _("File"),
        render_kw={"accept": ".csv,.xlsx,.txt"},
        description=_(
            "CSV or Excel (xlsx). What is in it is shown first, and nothing is kept yet."
        ),
    )
    lines = TextAreaField(
        _("Lines"),
        [Optional(), Length(max=200_000)],
        render_kw={"rows": 12, "dir": "ltr"},
        description=_("As a spreadsheet saves them: the first line names the columns."),
    )
    looked = HiddenField()
