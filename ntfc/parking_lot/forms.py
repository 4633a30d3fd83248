"""What is typed about parked issues: shape and length only."""

from collections.abc import Iterable

from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from ntfc.forms import REQUIRED, Form, OneKnown, OneOf, options
from ntfc.i18n import _
from ntfc.mandates.rules.wording import DISPOSITIONS
from ntfc.parking_lot.rules import CAUSES
from ntfc.seen import Seen

LONG = Length(max=20000)
WAITS = 0  # in place of an agenda: with those that wait for one


def _text(label: str, about: str = "", *, required: bool = False) -> TextAreaField:
    return TextAreaField(
        label,
        [DataRequired(REQUIRED), LONG] if required else [LONG],
        description=about,
        render_kw={"rows": 3, "dir": "auto"},
    )


def _review_on() -> DateField:
    return DateField(
        _("Look at it again on"),
        [InputRequired(REQUIRED)],
        description=_("From then on it proposes itself for the agenda."),
    )


def _next_step() -> TextAreaField:
    return _text(_("Next step"), _("What happens until then, and who does it."))


class ParkForm(Form):
    """Why, who asked, who owns it, when it comes back: all proposed, so that one look suffices."""

    seen = Seen()
    cause = OneOf(_("Why it is set aside"), CAUSES)
    reason = _text(_("In a few words"), _("Whoever raised it and everybody in a seat reads it."))
    asked_by_id = SelectField(_("Asked by"), coerce=int)
    owner_id = SelectField(
        _("Owner"), coerce=int, description=_("Is reminded, and brings it back.")
    )
    review_on = _review_on()
    next_step = _next_step()

    def offer(self, people: Iterable[tuple[int, str]], owners: Iterable[tuple[int, str]]) -> None:
        """Set who can have asked, and who can own it."""
        self.asked_by_id.choices = options(people)
        self.owner_id.choices = options(owners)


class NextForm(Form):
    """What the owner says: the next step, and perhaps another day."""

    seen = Seen()
    next_step = _next_step()
    review_on = _review_on()


class IdeaByLinkForm(Form):
    text = _text(_("A possible solution"), required=True)


class ReturnForm(Form):
    """Back to an agenda that is being prepared, or among those that wait for one."""

    agenda_id = SelectField(_("To which agenda"), coerce=int)
    reason = _text(_("Why now"), _("It stays in the history of the issue."))

    def offer(self, agendas: Iterable[tuple[int, str]]) -> None:
        """Offer agendas to come, the nearest chosen; waiting for a later one is always possible."""
        own = [*agendas, (WAITS, _("Wait for the next agenda"))]
        self.agenda_id.choices = options(own)
        if self.agenda_id.data is None:
            self.agenda_id.data = own[0][0]


class ToBodyForm(Form):
    """To the parent body, or to a sister."""

    to_id = OneKnown(_("To"))
    reason = _text(_("Why"), _("Both bodies and the author read it."), required=True)
    attempts = _text(
        _("What else was tried"), _("The record of the parking lot goes along by itself.")
    )

    def offer(self, bodies: Iterable[tuple[int, str]]) -> None:
        """Set to which bodies it may go."""
        self.to_id.offer(bodies)


class BecomesIssue(Form):
    """What stands on the table without an issue becomes one first; a single case never does."""

    expected_result = _text(_("What should come out of it"), required=True)
    concerns_one_case = RadioField(
        _("Does this concern one case?"),
        validators=[InputRequired(REQUIRED)],
        choices=[
            SelectChoice("no", _("No: others meet the same")),
            SelectChoice("yes", _("Yes: one shipment, licence, fine or dispute")),
        ],
    )

    @property
    def is_one_case(self) -> bool:
        return bool(self.concerns_one_case.data == "yes")


class ParkItemForm(ParkForm, BecomesIssue):
    """Setting aside what has no issue yet."""


class HandItemForm(ToBodyForm, BecomesIssue):
    """Handing to another body what has no issue yet, and so no record of the parking lot."""

    attempts = _text(
        _("What was tried so far"), _("A higher body asks for it: what, when and with whom.")
    )


class MergeForm(Form):
    into_id = OneKnown(_("Into"))
    reason = _text(_("Why"), _("Whoever raised it reads it."), required=True)

    def offer(self, issues: Iterable[tuple[int, str]]) -> None:
        """Set into which issues it may go."""
        self.into_id.offer(issues)


class CloseForm(Form):
    disposition = OneOf(
        _("What became of the proposal"),
        DISPOSITIONS,
        empty=_("Choose"),
        validators=[InputRequired(REQUIRED)],
    )
    reason = _text(
        _("Why"),
        _("It is told to who raised the issue and to who asked to park it."),
        required=True,
    )
