"""What may be done with the items of an agenda: park them with one click, or hand them on."""

from collections.abc import Iterator

from flask import url_for

from ntfc.agendas.models import Agenda, AgendaItem, ItemState
from ntfc.agendas.rules import obstacles_to_making_issue
from ntfc.i18n import _
from ntfc.issues.models import IssueState
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
        onward = _way_onward(item, actor)
        if onward:
            yield ItemAct(item_id=item.id, title=hand, url=onward, in_meeting=True)


def _way_onward(item: AgendaItem, actor: Actor) -> str | None:
    """Return where an item goes to another body, as to the one above; of a bare line an issue is made."""
    issue = item.issue
    if issue is None:
        url = url_for("parking_lot.hand_item", item_id=item.id)
        return None if any(obstacles_to_making_issue(item)) else url
    goes = IssueState.REDIRECTED in STEPS[issue.state] and can(actor, CARRY, issue)
    return url_for("issues.hand_over", issue_id=issue.id) if goes else None


def _may_be_parked(item: AgendaItem, actor: Actor) -> bool:
    if any(rules.obstacles_to_parking_item(item)):
        return False
    if item.issue is None:
        return True
    return IssueState.PARKED in STEPS[item.issue.state] and can(actor, rules.PARK, item.issue)
