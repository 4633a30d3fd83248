"""Confirming a priority by a one-time link, for chairs who never sign in."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.committees import queries, rules, service
from ntfc.committees.models import Priority
from ntfc.i18n import _
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder


def _describe(priority: Priority) -> str:
    body = queries.get_body(priority.body_id)
    return _("A priority of %(body)s: %(priority)s", body=called(body), priority=priority.text)


def _still(person: Person, priority: Priority) -> str | None:
    is_settled = priority.withdrawn_on is not None or priority.delivered_on is not None
    is_confirmed = person.id in queries.confirmed_by(priority.id)
    chairs = queries.chairs_of(queries.get_body(priority.body_id))
    if person.id in chairs and not is_settled and not is_confirmed:
        return None
    return _(
        "This link no longer applies: the priority is settled, or you do not chair this body any more."
    )


def _confirm(holder: LinkHolder, priority: Priority, _values: dict[str, Any]) -> None:
    service.confirm_priority(priority, now=clock.now(), actor=holder)


CONFIRM = Act(
    name="priority.confirm",
    title=_("Confirm a priority"),
    permission=rules.CONFIRM,
    load=queries.find_priority,
    describe=_describe,
    still=_still,
    do=_confirm,
    button=_("Confirm"),
    after=_("You have confirmed the priority."),
)
