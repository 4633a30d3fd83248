"""What may be done with the items of an agenda: park them with one click, or hand them on."""

from collections.abc import Iterator

from flask import url_for

from ntfc.agendas.models import Agenda, AgendaItem, ItemState
from ntfc.i18n import _
from ntfc.issues.models import Issue, IssueState
from ntfc.issues.rules import CARRY, STEPS
from ntfc.parking_lot import queries, rules
from ntfc.permissions import Actor, can
from ntfc.plugins import ItemAct


def acts_on(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Offer to park what stands on the table, and to look at what was parked."""
    if not can(actor, rules.PARK, agenda):
        return
    parked = [item.id for item in agenda.items if item.state is ItemState.PARKED]
    by_item = queries.parked_items(parked) if parked else {}
    park = str(_("Park it"))
    above = agenda.body.parent_id is not None
    hand = str(_("Escalate, or hand to another body") if above else _("Hand to another body"))
    for item in agenda.items:
        if item.id in by_item:
            url = url_for("parking_lot.amend", parking_id=by_item[item.id])
            yield ItemAct(item_id=item.id, title=_("Owner and review date"), url=url)
        elif _may_be_parked(item, actor):
            url = url_for("parking_lot.park_item", item_id=item.id)
            asks = url_for("parking_lot.park_new", item_id=item.id)
            yield ItemAct(
                item_id=item.id, title=park, url=url, at_once=True, asks=asks, in_meeting=True
            )
        if item.issue is not None and _may_go_on(item.issue, actor):
            url = url_for("issues.hand_over", issue_id=item.issue.id)
            yield ItemAct(item_id=item.id, title=hand, url=url, in_meeting=True)


def _may_go_on(issue: Issue, actor: Actor) -> bool:
    """Tell whether the issue may go to another body, as to the one above."""
    return IssueState.REDIRECTED in STEPS[issue.state] and can(actor, CARRY, issue)


def _may_be_parked(item: AgendaItem, actor: Actor) -> bool:
    if any(rules.obstacles_to_parking_item(item)):
        return False
    if item.issue is None:
        return True
    return IssueState.PARKED in STEPS[item.issue.state] and can(actor, rules.PARK, item.issue)
