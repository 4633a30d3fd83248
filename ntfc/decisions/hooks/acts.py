"""What may be done about decisions by a one-time link."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.decisions import queries, rules
from ntfc.decisions.forms import AnswerForm
from ntfc.decisions.models import Addressee
from ntfc.decisions.service import adopting, letters
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
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
    if person.id in queries.speakers_of(addressee.body, addressee.organisation_id):
        return None
    return _("This link no longer applies, since others speak for the institution now.")


ACTS = (
    Act(
        name=letters.ANSWER_ACT,
        title=_("Answer what is addressed to your institution"),
        permission=rules.ANSWER,
        load=queries.find_addressee,
        describe=lambda one: f"{one.body.name}, {rules.label(one.decision)}".rstrip(", "),
        form=lambda typed, _addressee: AnswerForm(typed),
        do=_answer,
        button=_("Send the answer"),
        after=_("The answer is stored with the decision."),
        template="decisions/_by_link.html",
        still=_still,
        is_repeatable=True,
    ),
)
