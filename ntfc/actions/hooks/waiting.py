"""What waits for a person about actions."""

from collections.abc import Collection, Iterator
from datetime import date

from flask import url_for

from ntfc.actions import queries, rules
from ntfc.i18n import _, ngettext
from ntfc.permissions import Actor
from ntfc.plugins import Waiting
from ntfc.procedure import queries as procedure


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name one's own actions that are due, what is to be verified, and the dates asked for."""
    if actor.person_id is None:
        return
    for row in queries.own_due(actor, today + rules.SOON, today):
        overdue = row.until_on < today
        yield Waiting(
            title=row.title,
            reason=_("Your action is overdue.") if overdue else _("Your action is due soon."),
            url=url_for("actions.report", action_id=row.id),
            button=_("Say how it goes"),
            due=row.until_on,
            body_name=row.name,
        )
    served = procedure.bodies_of(actor, rules.VERIFY.roles)
    if served:
        yield from _of_heads(served)


def _of_heads(served: Collection[int]) -> Iterator[Waiting]:
    """Yield what waits for those who lead or serve these bodies."""
    for row in queries.to_verify(served):
        yield Waiting(
            title=ngettext(
                "%(num)d action reported as done", "%(num)d actions reported as done", row.number
            ),
            reason=_("It counts once somebody else than its owner has looked."),
            url=url_for("actions.of_body", body_id=row.id, show="claimed"),
            button=_("Verify"),
            body_name=row.name,
        )
    for row in queries.reports_to_send(served):
        yield Waiting(
            title=_("The report of the quarter to the sponsor"),
            reason=_("It was made by itself. Look at it and send it."),
            url=url_for("actions.kept_report", report_id=row.id),
            button=_("Look at it"),
            body_name=row.name,
        )
    for row in queries.dates_to_answer(served):
        yield Waiting(
            title=_("A new date for “%(title)s”", title=row.title),
            reason=_("Its owner asks for it and gives a reason."),
            url=url_for("actions.answer_date", action_id=row.action_id),
            button=_("Answer"),
            body_name=row.name,
        )
