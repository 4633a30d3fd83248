"""What is typed about cases."""

from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, OneKnown, OneOf, options
from ntfc.i18n import _
from ntfc_client_coordinators import words
from ntfc_client_coordinators.rules.log import Kind

LONG = Length(max=4000)
LINE = Length(max=200)


class CaseForm(Form):
    FOLDS = ((_("More"), ("text", "division", "caller", "due_on", "is_sensitive")),)

    title = StringField(_("What the firm asks"), [InputRequired(REQUIRED), LINE])
    topic = OneOf(_("About"), words.TOPICS)
    channel = OneOf(_("It came by"), words.CHANNELS)
    is_urgent = BooleanField(_("Urgent"))
    text = TextAreaField(_("In full"), [Optional(), LONG])
    division = StringField(_("Division"), [Optional(), Length(max=120)])
    caller = StringField(_("Who asked"), [Optional(), LINE])
    due_on = DateField(_("Answer due on"), [Optional()])
    is_sensitive = BooleanField(
        _("Sensitive"), description=_("Then the team manager is told before the firm is.")
    )


PART = OneOf(
    _("My role in this question"),
    words.PARTS,
    empty=_("Choose"),
    validators=[Optional()],
    description=_("Weigh it anew for each question of the firm."),
)


class CaseStepForm(Form):
    text = TextAreaField(_("What was said"), [Optional(), LONG])


class FrontStepForm(CaseStepForm):
    part = PART


class SendForm(FrontStepForm):
    section = SelectField(_("Section"), [InputRequired(REQUIRED)])
    due_on = DateField(_("Answer due on"), [Optional()])


class RedirectForm(FrontStepForm):
    where = OneOf(_("Where it goes"), words.PLACES)


class CaseNoteForm(Form):
    kind = OneOf(
        _("About"), {one: words.KINDS[one] for one in (Kind.CONSULTED, Kind.MANAGER, Kind.FACTS)}
    )
    text = TextAreaField(_("Note"), [InputRequired(REQUIRED), LONG])


class ColleagueForm(Form):
    person_id = OneKnown(_("Colleague"))


class CheckForm(Form):
    agrees = RadioField(
        _("What you found"),
        [InputRequired(REQUIRED)],
        choices=options([("yes", _("I agree")), ("no", _("I do not agree"))]),
    )
    text = TextAreaField(_("Reasons"), [InputRequired(REQUIRED), LONG])


class IssueForm(Form):
    title = StringField(_("The issue in one line"), [InputRequired(REQUIRED), LINE])
    problem = TextAreaField(_("What is the matter"), [InputRequired(REQUIRED), LONG])
    expected_result = TextAreaField(_("What should be reached"), [InputRequired(REQUIRED), LONG])


class LessonForm(Form):
    lesson = TextAreaField(
        _("How such a case is answered"),
        [InputRequired(REQUIRED), LONG],
        description=_("All colleagues read it. No firm is named."),
    )
