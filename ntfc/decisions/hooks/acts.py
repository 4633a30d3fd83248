"""What may be done about decisions by a one-time link."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.decisions import queries, rules
from ntfc.decisions.forms import AnswerForm
from ntfc.decisions.forms.polling import form_for
from ntfc.decisions.models import Addressee, PollState, Voice
from ntfc.decisions.service import adopting, letters, poll_letters, polling
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _, in_one
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder


def _answer(holder: LinkHolder, addressee: Addressee, values: dict[str, Any]) -> None:
    try:
        adopting.answer(
            addressee,
            kind=values["answer"],
            text=values["text"] or "",
            actor=holder,
            now=clock.now(),
            today=clock.today(addressee.body.time_zone),
        )
    except Refused as refusal:
        raise FieldRefused("text", " ".join(map(str, refusal.reasons))) from refusal


def _still(person: Person, addressee: Addressee) -> str | None:
    if person.id in queries.speakers_of(addressee.decision, addressee.organisation_id):
        return None
    return _("This link no longer applies, since others speak for the institution now.")


def _reply(holder: LinkHolder, voice: Voice, values: dict[str, Any]) -> None:
    try:
        polling.reply(
            voice,
            kind=values["answer"],
            text=values.get("text") or "",
            actor=holder,
            now=clock.now(),
            today=clock.today(voice.body.time_zone),
        )
    except Refused as refusal:
        field = "text" if "text" in values else "answer"
        raise FieldRefused(field, " ".join(map(str, refusal.reasons))) from refusal


def _still_asked(person: Person, voice: Voice) -> str | None:
    today = clock.today(voice.body.time_zone)
    if voice.poll.state is PollState.STOPPED:
        return rules.ASKED_NO_MORE
    if voice.poll.state is not PollState.OPEN or rules.is_over(voice.poll, today):
        return rules.TIME_IS_OVER
    if person.id not in queries.speakers_in(voice.poll, today).get(voice.seat_id, ()):
        return _("This link no longer applies, since somebody else sits in the seat now.")
    return None


ACTS = (
    Act(
        name=letters.ANSWER_ACT,
        title=_("Answer what is addressed to your institution"),
        permission=rules.ANSWER,
        load=queries.find_addressee,
        describe=lambda one: in_one(
            part for part in (called(one.body), rules.label(one.decision)) if part
        ),
        form=lambda typed, one: AnswerForm(typed, data={"answer": one.answer, "text": one.text}),
        do=_answer,
        button=_("Send the answer"),
        after=_("The answer is stored with the decision."),
        template="decisions/_by_link.html",
        still=_still,
        is_repeatable=True,
    ),
    Act(
        name=poll_letters.REPLY_ACT,
        title=_("Say what your seat says"),
        permission=rules.REPLY,
        load=queries.find_voice,
        describe=lambda voice: in_one([called(voice.body), voice.name]),
        form=lambda typed, voice: form_for(voice)(
            typed, data={"answer": voice.answer, "text": voice.text}
        ),
        do=_reply,
        button=_("Send the answer"),
        after=_("The answer is stored."),
        template="decisions/_voice.html",
        still=_still_asked,
        is_repeatable=True,
    ),
)
