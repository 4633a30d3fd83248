"""What is typed about the service, firms, and who answers for them."""

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
from ntfc.typed import number_or_none
from ntfc_client_coordinators import words
from ntfc_client_coordinators.rules.log import OF_FIRMS

LONG = Length(max=4000)
LINE = Length(max=200)


class SetUpForm(Form):
    label = OneOf(_("What customs calls who answers for a firm"), words.LABELS)
    of_body_id = SelectField(
        _("Committee that is told of general problems"), [Optional()], coerce=number_or_none
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


class PostForm(Form):
    office = StringField(_("Office or section"), [Optional(), Length(max=120)])
    branch = StringField(_("Knows best"), [Optional(), Length(max=120)])
    training = TextAreaField(
        _("Training"), [Optional(), LONG], description=_("What was learnt for the post, and when.")
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


PERSON = OneKnown(_("Answers for the firm"))  # made first: it is asked for first


class ShareForm(Form):
    substitute_id = OneKnown(
        _("Stands in"), description=_("The firm reaches somebody at all times.")
    )
    share = IntegerField(
        _("Share of the working time (percent)"),
        [InputRequired(REQUIRED), NumberRange(min=1, max=100)],
    )
    is_exclusive = BooleanField(_("Works for this firm only"))


class AssignForm(ShareForm):
    person_id = PERSON


class RearrangeForm(ShareForm):
    seen = Seen()


class StepForm(Form):
    """A step that needs nothing but to be meant."""


class ReasonForm(Form):
    reason = OneOf(_("Reason"), words.REASONS, empty=_("Choose"), validators=[Optional()])


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
    topics = TextAreaField(
        _("Topics"),
        [Optional(), LONG],
        description=_(
            "Such as what is new at customs or at the firm, declarations, audits, authorisations, securities."
        ),
    )
    private = TextAreaField(
        _("Private note"), [Optional(), LONG], description=_("Nobody but you reads it.")
    )


class NoteForm(Form):
    kind = OneOf(_("About"), {one: words.KINDS[one] for one in OF_FIRMS})
    text = TextAreaField(_("Note"), [InputRequired(REQUIRED), LONG])


class HandoverForm(Form):
    points = TextAreaField(
        _("Open points"),
        [InputRequired(REQUIRED), LONG],
        description=_("Cases, the plan, due dates: what the next one has to know."),
    )
    introduced = TextAreaField(
        _("Introduced to"),
        [Optional(), LONG],
        description=_("Whom the next one met at the firm, and when; talks that both held."),
    )
    seen = Seen()
