"""Bringing an issue: four answers first, everything else folded."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ntfc.committees.models import Level, Purpose
from ntfc.committees.rules import words as committees
from ntfc.forms import REQUIRED, Boxes, Form, Lines, OneOf, options, steered
from ntfc.i18n import _
from ntfc.issues.rules import ONE_CASE, words
from ntfc.issues.rules.offering import verbs_for
from ntfc.organisations.rules import SIZES
from ntfc.seen import Seen
from ntfc.typed import number_or_none

LONG = Length(max=20000)
OPEN = _("Not said")


def text(label: str, about: str = "", rows: int = 3) -> TextAreaField:
    return TextAreaField(label, [LONG], description=about, render_kw={"rows": rows, "dir": "auto"})


def required_text(label: str, about: str, rows: int = 4) -> TextAreaField:
    return TextAreaField(
        label,
        [DataRequired(REQUIRED), LONG],
        description=about,
        render_kw={"rows": rows, "dir": "auto"},
    )


def title() -> StringField:
    return StringField(
        _("The issue in one line"),
        [DataRequired(REQUIRED), Length(max=200)],
        description=_("Such as: two agencies open the same container on the same day."),
    )


def problem() -> TextAreaField:
    return required_text(
        _("What is the matter"), _("Whom it meets, where, and how often. No names of firms.")
    )


def expected_result() -> TextAreaField:
    return required_text(
        _("What should come out of it"),
        _("A result that one can see: a step, a time, a form that goes."),
        rows=3,
    )


def _several(label: str, pairs: Iterable[tuple[Any, str]], **more: Any) -> Boxes:
    return Boxes(label, choices=options(pairs), **more)


def _no_case(_form: Form, field: Field) -> None:
    if field.data == "yes":
        raise ValidationError(ONE_CASE)


class WeighedForm(Form):
    """How far an issue reaches and what it would take."""

    breadth = OneOf(_("How many traders it touches"), words.BREADTHS, empty=OPEN)
    sector_ids = Boxes(_("Sectors"), coerce=int)
    sizes = _several(_("Sizes of firms"), ((size.value, name) for size, name in SIZES.items()))
    crossings = StringField(_("Border crossings and ports"), [Length(max=300)])
    level = OneOf(_("Level"), {level: committees.WORDS[level] for level in Level}, empty=OPEN)
    implication = OneOf(_("What it is"), words.IMPLICATIONS, empty=OPEN)
    effort = OneOf(_("Effort"), words.EFFORTS, empty=OPEN)
    benefit = OneOf(_("Benefit"), words.BENEFITS, empty=OPEN)
    contention = OneOf(
        _("How contested it is"),
        words.CONTENTIONS,
        empty=OPEN,
        description=_("A new body does well to begin with what hardly anybody contests."),
    )
    handled_by_id = SelectField(
        _("Already handled by"), coerce=number_or_none, validators=[Optional()]
    )
    note_due_on = DateField(
        _("The informative note is due on"),
        [Optional()],
        description=_("Before the meeting, so that everybody can read it."),
    )

    def offer(
        self, sectors: Iterable[tuple[int, str]], bodies: Iterable[tuple[int, str]] | None
    ) -> None:
        """Set which sectors and bodies may be chosen; without bodies nobody is asked for one."""
        pairs = list(sectors)
        self.sector_ids.choices = options(pairs)
        if not pairs:
            del self.sector_ids
        if bodies is None:
            del self.handled_by_id
        else:
            own = [SelectChoice(number, name, {"dir": "auto"}) for number, name in bodies]
            self.handled_by_id.choices = [SelectChoice("", _("No other body")), *own]

    @property
    def chosen_sectors(self) -> list[int]:
        return list(self.sector_ids.data or ()) if "sector_ids" in self else []

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was typed as the issue keeps it."""
        known = {name: value for name, value in self.values.items() if name not in NO_FACTS}
        return {
            name: "" if value is None and isinstance(self[name], StringField) else value
            for name, value in known.items()
        }


NO_FACTS = {"concerns_one_case", "organisation_id", "sector_ids", "ideas", "seen", "alike_seen"}
REACH = ("breadth", "sector_ids", "sizes", "crossings")
WORTH = ("effort", "benefit", "contention", "level", "implication")


class ReviseForm(WeighedForm):
    """One's own issue, while nobody has decided on it."""

    FOLDS = (
        (_("What the body is asked to do"), ("asked", "questions", "ideas")),
        (_("How far it reaches, and what it is worth"), (*REACH, *WORTH)),
        (
            _("What stands behind it"),
            ("context", "position", "note", "note_due_on", "handled_by_id", "is_about_process"),
        ),
    )
    is_opened_full = True

    seen = Seen()
    title = title()
    problem = problem()
    expected_result = expected_result()
    asked = _several(
        _("The body is asked to"),
        ((verb.value, name) for verb, name in words.VERBS.items()),
    )
    questions = Lines(
        _("Questions to discuss"),
        description=_("One on each line. Each gets its own answer in the minutes."),
        render_kw={"rows": 3, "dir": "auto"},
    )
    context = text(
        _("Context"), _("What others should know first: rules, figures, what was tried.")
    )
    position = text(_("Your position"), _("What you hold of it, apart from the context."))
    note = text(_("Informative note"), _("What everybody should have read before the meeting."))
    is_about_process = BooleanField(
        _("It is about how the body itself works"),
        description=_("Such suggestions are refused only where the law stands against them."),
    )

    def steer(self, purpose: Purpose) -> None:
        """Offer first what a body of this purpose is asked to do; all else stays below."""
        self.asked.choices = steered(*verbs_for(purpose))


class ProposalForm(ReviseForm):
    """A new issue."""

    is_opened_full = False

    seen = None  # type: ignore[assignment]  # there is none before it is opened again
    alike_seen = HiddenField()
    ideas = Lines(
        _("Possible solutions"),
        description=_("One on each line. Others may add theirs."),
        render_kw={"rows": 3, "dir": "auto"},
    )
    concerns_one_case = RadioField(
        _("Does this concern one case?"),
        validators=[InputRequired(REQUIRED), _no_case],
        choices=[
            SelectChoice("no", _("No: others meet the same")),
            SelectChoice("yes", _("Yes: one shipment, licence, fine or dispute")),
        ],
    )
    organisation_id = SelectField(_("In the name of"), coerce=int)

    @property
    def is_one_case(self) -> bool:
        return bool(self.concerns_one_case.data == "yes")

    def speak_for(self, institutions: Iterable[tuple[int, str]]) -> None:
        """Offer the institutions to speak for; the first of them is chosen."""
        own = [SelectChoice(number, name, {"dir": "auto"}) for number, name in institutions]
        self.organisation_id.choices = [SelectChoice(0, _("Myself")), *own]
        if self.organisation_id.data is None:
            self.organisation_id.data = own[0].value if own else 0


class ClassifyForm(WeighedForm):
    """What the secretariat adds: how far the issue reaches, and who else has it."""
