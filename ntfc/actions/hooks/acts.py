"""What may be done about actions by a one-time link."""

from typing import Any

from ntfc import clock
from ntfc.actions import queries, rules
from ntfc.actions.forms import ReportForm
from ntfc.actions.models import Action
from ntfc.actions.rules import words
from ntfc.actions.service import letters
from ntfc.actions.views.reporting import say
from ntfc.acts import Act
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder


def _say(holder: LinkHolder, action: Action, values: dict[str, Any]) -> None:
    try:
        say(
            action,
            values,
            actor=holder,
            now=clock.now(),
            today=clock.today(action.body.time_zone),
        )
    except Refused as refusal:
        raise FieldRefused("how", " ".join(map(str, refusal.reasons))) from refusal


def _still(person: Person, action: Action) -> str | None:
    """A link lasts while the person answers for the action or coordinates its owner."""
    told = {*queries.owners(action), *queries.coordinators(action)}
    if person.id in told:
        return None if action.state in rules.STILL_OPEN else str(words.STATES[action.state])
    return _("This link no longer applies, since others answer for this action now.")


ACTS = (
    Act(
        name=letters.UPDATE_ACT,
        title=_("Say how an action goes"),
        permission=rules.REPORT,
        load=queries.find_action,
        describe=lambda action: _(
            "Action %(number)s, %(body)s", number=action.number, body=called(action.body)
        ),
        form=lambda typed, _action: ReportForm(typed),
        do=_say,
        button=_("Send"),
        after=_("Thank you. It is stored with the action."),
        template="actions/_by_link.html",
        still=_still,
        is_repeatable=True,
    ),
)
