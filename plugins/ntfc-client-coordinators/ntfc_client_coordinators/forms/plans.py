"""What is typed about plans, audits, and what runs out."""

from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, OneKnown, OneOf, options
from ntfc.i18n import _
from ntfc.seen import Seen
from ntfc.typed import number_or_none
from ntfc_client_coordinators import words

LONG = Length(max=4000)
LINE = Length(max=200)


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
    risk_id = SelectField(_("Looks at the risk"), [Optional()], coerce=number_or_none)
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
        coerce=number_or_none,
        description=_("A new authorisation is evaluated by a colleague."),
    )
