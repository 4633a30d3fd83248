"""The forms for terms of reference: one for each section, for comments and for their answers."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.mandates.models import Disposition
from ntfc.mandates.rules.sections import LABELS, SECTIONS
from ntfc.mandates.rules.wording import DISPOSITIONS

LONG = Length(max=20000)


class LinesField(TextAreaField):  # type: ignore[misc]
    """A list, one entry on each line."""

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        lines = valuelist[0].splitlines() if valuelist else []
        self.data = [line.strip() for line in lines if line.strip()]


def _text(name: str, about: str = "") -> TextAreaField:
    return TextAreaField(LABELS[name], [LONG], description=about, render_kw={"rows": 6})


def _lines(name: str, about: str) -> LinesField:
    return LinesField(LABELS[name], description=about, render_kw={"rows": 6})


def choices(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Return values with their names as a field of choices takes them."""
    return [SelectChoice(value, name) for value, name in pairs]


class SectionForm(Form):
    """A section of the draft. *seen* marks the text from which the person started."""

    seen = HiddenField()

    @property
    def content(self) -> dict[str, Any]:
        """Return the texts of the section as they are stored."""
        typed = {name: value for name, value in self.values.items() if name != "seen"}
        return {
            name: "" if value is None and not isinstance(self[name], DateField) else value
            for name, value in typed.items()
        }


class PurposeForm(SectionForm):
    objectives = _text("objectives", _("What the body is for."))
    responsibilities = _text("responsibilities", _("Who does what in it."))
    engagement = _text("engagement", _("How the sides engage with each other."))
    activities = _text("activities", _("What the body does in the first place."))


class LimitsForm(SectionForm):
    negotiable = _lines("negotiable", _("One point on each line."))
    not_negotiable = _lines(
        "not_negotiable", _("One point on each line: what is fixed, and is said so.")
    )


class ExpectationsForm(SectionForm):
    expected_of_public = _text(
        "expected_of_public",
        _("Say what they do, such as: each party carries out its own action items."),
    )
    expected_of_private = _text(
        "expected_of_private",
        _("Say what they do, such as: members bring the views of those they speak for."),
    )


class AccountabilityForm(SectionForm):
    accountable_to = _text("accountable_to", _("Bodies, offices or members."))
    accountable_how = _text("accountable_how", _("Such as: a report every half year."))


class MembershipForm(SectionForm):
    criteria = _text("criteria", _("How it is decided who sits in the body."))
    applies_to_all = BooleanField(
        LABELS["applies_to_all"],
        description=_("Printed with the text: membership is no privilege."),
    )


class ProtocolForm(SectionForm):
    protocol_start = _text("protocol_start")
    protocol_consulting = _text("protocol_consulting")
    protocol_results = _text("protocol_results")
    protocol_review_on = DateField(
        LABELS["protocol_review_on"],
        [Optional()],
        description=_("After this day the site reminds the office that it is overdue."),
    )


SECTION_FORMS = {
    "purpose": PurposeForm,
    "limits": LimitsForm,
    "expectations": ExpectationsForm,
    "accountability": AccountabilityForm,
    "membership": MembershipForm,
    "protocol": ProtocolForm,
}


class MatterForm(Form):
    organisation_id = SelectField(
        _("Institution that acts"), coerce=int, validators=[InputRequired(REQUIRED)]
    )
    matter = TextAreaField(_("Matter on which it acts"), [InputRequired(REQUIRED), LONG])


class ReviewForm(Form):
    closes_on = DateField(
        _("Open for comments until"),
        [InputRequired(REQUIRED)],
        description=_("The day itself still counts. Associations need time to ask their members."),
    )


class ExtensionForm(ReviewForm):
    reason = TextAreaField(_("Why there is more time"), [InputRequired(REQUIRED), LONG])


class CommentForm(Form):
    """What somebody says about the draft. It brings the names of the parts it speaks about."""

    sections = SECTIONS
    labels = LABELS

    section = SelectField(
        _("About"),
        choices=choices(
            [("", _("The text as a whole")), *((part.key, part.title) for part in SECTIONS)]
        ),
    )
    said = TextAreaField(_("Comment"), [InputRequired(REQUIRED), LONG], render_kw={"rows": 6})
    organisation_id = SelectField(_("In the name of"), coerce=int)
    on_behalf_of = StringField(
        _("Views of smaller firms"),
        [Length(max=200)],
        description=_(
            "Only where an association passes on what smaller firms said: which firms, such as "
            "“small exporters of the north”."
        ),
    )

    def speak_for(self, institutions: Iterable[tuple[int, str]]) -> None:
        """Offer the institutions to speak for; the first of them is chosen."""
        own = choices([(0, _("The institution whose seat I hold, else myself")), *institutions])
        self.organisation_id.choices = own
        if self.organisation_id.data is None:
            self.organisation_id.data = own[1 if len(own) > 1 else 0].value

    @property
    def spoken(self) -> dict[str, Any]:
        """Return what was said as the service takes it."""
        values = self.values
        return {
            "section": values["section"] or "",
            "said": values["said"],
            "organisation_id": values["organisation_id"] or None,
            "on_behalf_of": values["on_behalf_of"] or "",
        }


def comment_form(typed: Any, institutions: Iterable[tuple[int, str]]) -> CommentForm:
    """Return the form with the institutions to speak for."""
    form = CommentForm(typed)
    form.speak_for(institutions)
    return form


class DispositionForm(Form):
    disposition = SelectField(
        _("What became of it"),
        choices=choices((kind.value, name) for kind, name in DISPOSITIONS.items()),
        coerce=Disposition,
    )
    reason = TextAreaField(
        _("Why"), [LONG], description=_("Needed unless the comment was used in full.")
    )

    def beside(self, comment_id: int) -> Self:
        """Return the form with ids of its own: a page has one for each comment."""
        for field in self:
            field.id = f"{field.name}-{comment_id}"
        return self


class AdoptionForm(Form):
    adopted_on = DateField(_("Adopted on"), [InputRequired(REQUIRED)])
