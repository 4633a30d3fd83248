"""What is typed when the seats are asked: how, what each says, and the counting."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from wtforms import BooleanField, DateField, RadioField
from wtforms.validators import InputRequired

from ntfc.decisions.forms import long_text
from ntfc.decisions.models import PollWay, Voice, VoiceKind
from ntfc.decisions.rules import VOICES, VOTES, Asking
from ntfc.forms import REQUIRED, Form, OneOf, options
from ntfc.i18n import _
from ntfc.procedure.models import Procedure


class InWritingForm(Form):
    """How the seats are asked between meetings."""

    closes_on = DateField(_("Replies are taken until"), [InputRequired(REQUIRED)])
    takes_silence = BooleanField(
        _("Who says nothing is taken to agree"), description=_("As the rules of procedure have it.")
    )
    is_urgent = BooleanField(
        _("It is urgent"), description=_("With the shorter time of the rules, and a reason.")
    )
    why = long_text(_("Why it does not wait for the next meeting"), _("Every seat reads it."))

    def offer(self, procedure: Procedure, today: date) -> None:
        """Offer only what the rules of procedure know, and the first day they allow."""
        if procedure.silence_days is None:
            del self.takes_silence
        if procedure.written_days is None:
            self.is_urgent.description = ""  # no time of the rules that could be shorter
        elif procedure.urgent_written_days is None:
            del self.is_urgent
        days = max(procedure.written_days or 0, procedure.silence_days or 0)
        if self.closes_on.data is None and days and not procedure.count_working_days:
            self.closes_on.data = today + timedelta(days=days)

    @property
    def asking(self) -> Asking:
        typed = self.values
        return Asking(
            closes_on=typed["closes_on"],
            takes_silence=typed.get("takes_silence", False),
            is_urgent=typed.get("is_urgent", False),
            why=typed["why"] or "",
        )


def _answer(words: Mapping[VoiceKind, str]) -> RadioField:
    """Return the choice of an answer; none is chosen beforehand, for to press is to vote."""
    choices = options((kind.value, name) for kind, name in words.items())
    asked = [InputRequired(REQUIRED)]
    return RadioField(_("What your seat says"), asked, choices=choices, coerce=VoiceKind)


class VoiceForm(Form):
    """What a seat says to a text in writing."""

    answer = _answer(VOICES)
    text = long_text(
        _("In a few words"), _("Needed for a reservation, and where you do not agree.")
    )


class VoteForm(Form):
    """What a seat says in an open vote."""

    answer = _answer(VOTES)


def form_for(voice: Voice) -> type[Form]:
    """Return the form in which a seat answers."""
    return VoteForm if voice.poll.way is PollWay.VOTE else VoiceForm


def votes_form(voices: Sequence[Voice]) -> type[Form]:
    """Return a form with one choice for each seat, by which a vote at the table is noted."""
    fields = {f"voice{v.id}": OneOf(v.name, VOTES, empty=_("Not yet")) for v in voices}
    return type("VotesForm", (Form,), fields)


def votes_in(form: Form) -> dict[int, VoiceKind]:
    """Return what was noted, by the number of each voice; who said nothing is left out."""
    noted = {int(name.removeprefix("voice")): kind for name, kind in form.values.items()}
    return {number: kind for number, kind in noted.items() if kind is not None}


class CountForm(Form):
    """Counting what the seats said."""

    next_step = long_text(
        _("The next step"), _("Needed where a vote does not carry: who does what, and when.")
    )
