"""What is typed. Forms check the shape of it, and keep whatever was typed."""

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from ntfc.forms import REQUIRED, Form, Lines, OneKnown, OneOf, options
from ntfc.i18n import _
from ntfc.seen import Seen
from ntfc_client_coordinators import words
from ntfc_client_coordinators.rules.log import OF_FIRMS, Kind

LONG = Length(max=4000)
LINE = Length(max=200)


def _number(value: object) -> int | None:
    return int(str(value)) if value not in (None, "", "None") else None


class SetUpForm(Form):
    label = OneOf(_("What customs calls who answers for a firm"), words.LABELS)
    of_body_id = SelectField(
        _("Committee that is told of general problems"), [Optional()], coerce=_number
    )
    warn_share = IntegerField(
        _("Warn from this share of the working time (percent)"),
        [Optional(), NumberRange(min=1, max=100)],
    )
    most_firms = IntegerField(_("Firms for one person at most"), [Optional(), NumberRange(min=1)])
    rotation_months = IntegerField(
        _("Somebody else takes the firm after months"),
        [Optional(), NumberRange(min=1, max=1200)],
    )
    grants = BooleanField(
        _("Who answers for a firm also keeps its authorisations"),
        description=_("New ones are evaluated by a colleague in any case."),
    )


class OfficerForm(Form):
    email = StringField(
        _("E-mail address of the person"), [InputRequired(REQUIRED), Length(max=254)]
    )
    post = OneOf(_("Post"), words.POSTS)
    office = StringField(_("Office or section"), [Optional(), Length(max=120)])
    branch = StringField(_("Knows best"), [Optional(), Length(max=120)])


class FirmForm(Form):
    FOLDS = (
        (
            _("More about the firm"),
            ("volume", "complexity", "divisions", "countries", "access", "candidate"),
        ),
    )

    name = StringField(_("Name of the firm"), [InputRequired(REQUIRED), LINE])
    registration = StringField(
        _("Number in the register of firms"), [InputRequired(REQUIRED), Length(max=60)]
    )
    branch = StringField(_("What it deals in"), [Optional(), Length(max=120)])
    size = OneOf(_("Size"), words.LEVELS)
    cadence_months = IntegerField(
        _("A talk every so many months"),
        [Optional(), NumberRange(min=1, max=120)],
        description=_("Empty: no rhythm is agreed, and no talk is ever overdue."),
    )
    people = Lines(
        _("Whom to call there"),
        [Optional()],
        description=_("One on each line: name, division, number."),
    )
    volume = OneOf(_("Volume"), words.LEVELS)
    complexity = OneOf(_("Complexity"), words.LEVELS)
    divisions = Lines(_("Divisions"), [Optional()], description=_("One on each line"))
    countries = Lines(_("Countries"), [Optional()], description=_("One on each line"))
    access = TextAreaField(_("What customs sees in the systems of the firm"), [Optional(), LONG])
    candidate = OneOf(_("On the way to a programme of trusted traders"), words.CANDIDATES)


class EditFirmForm(FirmForm):
    is_opened_full = True
    seen = Seen()


class SubstituteForm(Form):
    substitute_id = OneKnown(
        _("Stands in"), description=_("The firm reaches somebody at all times.")
    )
    share = IntegerField(
        _("Share of the working time (percent)"),
        [InputRequired(REQUIRED), NumberRange(min=1, max=100)],
    )
    is_exclusive = BooleanField(_("Works for this firm only"))


class AssignForm(SubstituteForm):
    person_id = OneKnown(_("Answers for the firm"))


class StepForm(Form):
    reason = OneOf(_("Reason"), words.REASONS, empty=_("No change"), validators=[Optional()])


class DeclareForm(Form):
    has_shares = RadioField(
        _("Shares in the firm, or in a firm of the same group"),
        [InputRequired(REQUIRED)],
        choices=options([("no", words.SHARES[False]), ("yes", words.SHARES[True])]),
    )
    note = TextAreaField(_("Note"), [Optional(), LONG])


class ContactForm(Form):
    """Twenty seconds on a phone: what it was, and what was agreed. All else can wait."""

    FOLDS = ((_("More"), ("on", "participants", "topics", "private")),)

    talk = OneOf(_("Occasion"), words.TALKS)
    agreed = TextAreaField(
        _("What was agreed"), [InputRequired(REQUIRED), LONG], render_kw={"rows": 3}
    )
    on = DateField(_("Day"), [Optional()], description=_("Empty: today"))
    participants = StringField(_("Who took part"), [Optional(), Length(max=1000)])
    topics = TextAreaField(_("Topics"), [Optional(), LONG])
    private = TextAreaField(
        _("Private note"), [Optional(), LONG], description=_("Nobody but you reads it.")
    )


class NoteForm(Form):
    kind = OneOf(_("About"), {one: words.KINDS[one] for one in OF_FIRMS})
    text = TextAreaField(_("Note"), [InputRequired(REQUIRED), LONG])


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


class PlanForm(Form):
    cycle = OneOf(_("Step of the cycle"), words.CYCLES)
    reasons = TextAreaField(_("Why these controls, and how often"), [Optional(), LONG])
    seen = Seen()


class RiskForm(Form):
    area = OneOf(_("Lies in"), words.AREAS)
    what = StringField(_("Risk"), [InputRequired(REQUIRED), Length(max=300)])
    level = OneOf(_("How high"), words.RISKS)
    measures = TextAreaField(_("What is done about it"), [Optional(), LONG])
    remaining = OneOf(_("What remains"), words.RISKS)
    is_covered = BooleanField(_("Covered by the control programme"))
    reason = TextAreaField(
        _("Why it is left uncovered"),
        [Optional(), LONG],
        description=_("Staff is limited: what is not covered is left so on purpose."),
    )


class EditRiskForm(RiskForm):
    seen = Seen()


class ControlForm(Form):
    kind = OneOf(_("Kind of control"), words.CONTROLS)
    what = StringField(_("Control"), [InputRequired(REQUIRED), Length(max=300)])
    risk_id = SelectField(_("Looks at the risk"), [Optional()], coerce=_number)
    how_often = StringField(_("How often"), [Optional(), Length(max=120)])
    by_whom = StringField(_("By whom"), [Optional(), Length(max=120)])


class DecideForm(Form):
    agrees = RadioField(
        _("Decision"),
        [InputRequired(REQUIRED)],
        choices=options([("yes", _("The plan holds")), ("no", _("Back to be written anew"))]),
    )
    text = TextAreaField(_("Reasons"), [Optional(), LONG])


class AuditForm(Form):
    kind = OneOf(_("Kind of audit"), words.AUDITS)
    planned_on = DateField(_("Planned for"), [InputRequired(REQUIRED)])
    auditor_id = OneKnown(_("Carried out by"))
    scope = StringField(_("What is looked at"), [Optional(), Length(max=300)])
    country = StringField(
        _("Other country"), [Optional(), Length(max=120)], description=_("Of a joint audit")
    )


class FoundForm(Form):
    done_on = DateField(_("Carried out on"), [InputRequired(REQUIRED)])
    result = TextAreaField(_("What was found"), [InputRequired(REQUIRED), LONG])


class DueForm(Form):
    kind = OneOf(_("What it is"), words.PAPERS)
    name = StringField(_("Name or number"), [InputRequired(REQUIRED), LINE])
    amount = StringField(_("Amount"), [Optional(), Length(max=60)])
    until = DateField(_("Valid until"), [Optional()])
    evaluated_by_id = SelectField(
        _("Evaluated by"),
        [Optional()],
        coerce=_number,
        description=_("A new authorisation is evaluated by a colleague."),
    )


class HandoverForm(Form):
    points = TextAreaField(
        _("Open points"),
        [InputRequired(REQUIRED), LONG],
        description=_("Cases, the plan, due dates: what the next one has to know."),
    )
    introduced = TextAreaField(
        _("Introduced to"),
        [Optional(), LONG],
        description=_("Whom the next one met at the firm, and when."),
    )
    seen = Seen()
