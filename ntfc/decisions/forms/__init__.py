"""What is typed about decisions: shape and length only."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    FormField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ntfc.decisions.models import DecisionKind, HowAgreed
from ntfc.decisions.rules import ANSWERS, GOES_UP, HOWS, KINDS
from ntfc.decisions.rules.outside import MOST, recommendations
from ntfc.forms import REQUIRED, Form, OneKnown, OneOf
from ntfc.i18n import _
from ntfc.seen import Seen
from ntfc.typed import number_or_none

LONG = Length(max=20000)


def long_text(
    label: str, about: str = "", *, required: bool = False, rows: int = 3
) -> TextAreaField:
    """Return a field for several lines."""
    first = [DataRequired(REQUIRED)] if required else []
    return TextAreaField(
        label, [*first, LONG], description=about, render_kw={"rows": rows, "dir": "auto"}
    )


def _title() -> StringField:
    return StringField(_("In one line"), [DataRequired(REQUIRED), Length(max=300)])


class _Facts(Form):
    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed as the decision keeps it."""
        values = {name: value for name, value in self.values.items() if name != "seen"}
        texts = (name for name in values if isinstance(self[name], StringField))
        return values | {name: values[name] or "" for name in texts}


class DraftForm(_Facts):
    """The words that are put to the table."""

    FOLDS = (
        (_("Where a document is adopted"), ("document_version_id", "paper")),
        (_("More"), ("conditions", "applies_to_all", "is_confidential", "briefing")),
    )

    kind = OneOf(_("Kind"), KINDS)
    title = _title()
    text = long_text(_("The words that are adopted"), required=True, rows=6)
    is_binding = BooleanField(
        _("It is binding"),
        description=_("Otherwise it is advisory, and says so wherever it is read."),
    )
    paper = StringField(
        _("The document that is adopted"),
        [Length(max=300)],
        description=_("Its name and its version, such as a study and its date."),
    )
    document_version_id = SelectField(
        _("The document, from the papers"),
        coerce=number_or_none,
        description=_("The very version that is adopted: it is named and linked for good."),
    )
    conditions = long_text(
        _("Conditions of the approval"),
        _("One on each line: what has to be met for the approval to hold."),
    )
    applies_to_all = BooleanField(_("It applies to all concerned, not only to members"))
    is_confidential = BooleanField(
        _("In confidence"), description=_("Read by those at the table, by nobody else.")
    )
    briefing = long_text(
        _("Who briefed the members"),
        _(
            "Before a recommendation officials brief the members and answer questions: who, and when."
        ),
    )

    @property
    def folds(self) -> list[tuple[str, bool, list[Any]]]:
        """Open the fold of the document where one is adopted."""
        (title, told, fields), *more = super().folds
        return [(title, told or self.kind.data is DecisionKind.ADOPTION, fields), *more]

    def offer(self, versions: Iterable[Row[int, str, int]], *, kept: int | None = None) -> None:
        """Set the versions of papers that can be adopted; the one chosen before stays."""
        pairs = [
            (row.id, _("%(title)s, version %(n)s", title=row.title, n=row.number))
            for row in versions
        ]
        if kept is not None and kept not in dict(pairs):
            pairs.append((kept, _("The version that was chosen")))
        choices = [SelectChoice(number, name, {"dir": "auto"}) for number, name in pairs]
        self.document_version_id.choices = [SelectChoice("", _("None")), *choices]


class EditForm(DraftForm):
    is_opened_full = True

    seen = Seen()


class OutsideForm(_Facts):
    """What a forum outside recommended."""

    kind = OneOf(_("Kind"), KINDS)
    forum = StringField(_("Which forum"), [DataRequired(REQUIRED), Length(max=200)])
    forum_on = DateField(_("When"), [Optional()])
    title = StringField(_("In one line"), [Length(max=300)])
    text = long_text(_("In its words"), required=True, rows=6)
    is_list = BooleanField(
        _("This is a list: each paragraph is one of its own"),
        description=_("All are taken in at once, each with its first sentence as its line."),
    )

    @property
    def taken(self) -> list[dict[str, Any]]:
        """Return the facts of each that is taken in."""
        facts = {name: value for name, value in self.facts.items() if name != "is_list"}
        if not self.is_list.data:
            return [facts]
        listed = recommendations(self.text.data or "")
        return [{**facts, "title": title, "text": text} for title, text in listed]

    def validate_title(self, field: Any) -> None:
        is_typed = bool((field.data or "").strip())
        if self.is_list.data and is_typed:
            raise ValidationError(
                _("In a list each has its first sentence as its line: leave this empty, or untick.")
            )
        if not self.is_list.data and not is_typed:
            raise ValidationError(REQUIRED)

    def validate_text(self, field: Any) -> None:
        if self.is_list.data and len(recommendations(field.data or "")) > MOST:
            raise ValidationError(_("Take in at most %(num)s at once.", num=MOST))


class ReservationForm(Form):
    """What one institution reserves, in its words."""

    organisation_id = OneKnown(_("Institution"))
    text = long_text(_("Its reservation, in its words"), rows=2)

    def offer(self, institutions: Iterable[tuple[int, str]]) -> None:
        self.organisation_id.offer(institutions)

    def validate_text(self, field: Any) -> None:
        if self.organisation_id.data and not field.data:
            raise ValidationError(_("Write down what it reserves."))


class ReservedForm(ReservationForm):
    """One of several lines for reservations, which may stay empty."""

    organisation_id = SelectField(_("Institution"), coerce=number_or_none)

    def offer(self, institutions: Iterable[tuple[int, str]]) -> None:
        pairs = [SelectChoice(n, name, {"dir": "auto"}) for n, name in institutions]
        self.organisation_id.choices = [SelectChoice("", _("None")), *pairs]


RESERVATIONS_AT_ONCE = 3  # further ones are recorded on the page of the decision


class OutcomeForm(Form):
    """What came out at the table."""

    FOLDS = ((_("Where institutions have reservations"), ("reserved",)),)

    how = SelectField(_("Outcome"), [InputRequired(REQUIRED)])
    reserved = FieldList(
        FormField(ReservedForm, _("Reservation")),
        _("Who has reservations"),
        min_entries=RESERVATIONS_AT_ONCE,
        max_entries=RESERVATIONS_AT_ONCE,
    )
    next_step = long_text(
        _("The next step"), _("Needed where there was no consensus: who does what, and when.")
    )
    reason = long_text(
        _("Why it was not accepted"),
        _("Needed where it was not accepted. Whoever proposed it is told."),
    )
    on = DateField(_("On which day"), [InputRequired(REQUIRED)])

    def offer(
        self, institutions: Sequence[tuple[int, str]], *, votes: bool, goes_up: bool = False
    ) -> None:
        """Set the outcomes that the rules of procedure know, and who may have reservations."""
        left_out = {HowAgreed.WRITTEN} if votes else {HowAgreed.WRITTEN, HowAgreed.VOTE}
        known = [h for h in HowAgreed if h not in left_out and (h in GOES_UP or not goes_up)]
        del self["reason" if goes_up else "on"]
        self.how.choices = [SelectChoice(how.value, HOWS[how]) for how in known]
        for entry in self.reserved.entries:
            entry.form.offer(institutions)
        if not institutions:
            del self.reserved

    @property
    def folds(self) -> list[tuple[str, bool, list[Any]]]:
        """Open the fold where reservations were said to be, or some were typed."""
        told = self.how.data == HowAgreed.RESERVATIONS.value or bool(self.reservations)
        return [(title, is_open or told, fields) for title, is_open, fields in super().folds]

    @property
    def reservations(self) -> Mapping[int, str]:
        entries = (
            [entry.form.values for entry in self.reserved.entries] if "reserved" in self else []
        )
        found: dict[int, str] = {}
        for one in entries:
            if one["organisation_id"]:  # what one institution says in two places stands together
                before = found.get(one["organisation_id"], "")
                found[one["organisation_id"]] = f"{before}\n{one['text'] or ''}".strip()
        return found


class LiftForm(Form):
    """That an institution lifted its reservation."""

    lifted_on = DateField(_("Lifted on"), [InputRequired(REQUIRED)])
    note = long_text(_("In a few words"), _("Such as: the time table was agreed."))


class EvidenceForm(Form):
    """A file that shows what was answered or done."""

    title = StringField(_("What the file shows"), [DataRequired(REQUIRED), Length(max=200)])
    file = FileField(_("The file"))


class CarriedOutForm(Form):
    note = long_text(_("By what one sees that it is carried out"), required=True)


class AddressForm(Form):
    organisation_id = OneKnown(_("Institution"))
    due_on = DateField(_("An answer is asked for by"), [Optional()])

    def offer(self, institutions: Iterable[tuple[int, str]]) -> None:
        self.organisation_id.offer(institutions)


class AnswerForm(Form):
    """What an institution answers; nothing is chosen beforehand, for to press is to answer."""

    answer = OneOf(
        _("The answer"), ANSWERS, empty=_("Choose"), validators=[InputRequired(REQUIRED)]
    )
    text = long_text(
        _("In a few words"), _("Needed where it is rejected or accepted only in part.")
    )


class ReasonForm(Form):
    reason = long_text(_("Why"), _("It stays in the record."), required=True)
