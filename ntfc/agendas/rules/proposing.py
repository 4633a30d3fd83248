"""What proposes itself for an agenda: each thing once, whoever names it."""

from collections.abc import Iterable

from ntfc.agendas.models import AgendaItem
from ntfc.meetings.models import Meeting
from ntfc.permissions import CIRCLE, Actor
from ntfc.plugins import AgendaProposal


def is_offered(proposal: AgendaProposal, meeting: Meeting, actor: Actor) -> bool:
    """Tell whether a line is offered to a person: one in confidence to the circle of its body.

    At a joint meeting nobody is: once on the agenda, the other bodies at the table would read it.
    """
    if not proposal.is_confidential:
        return True
    return not meeting.with_bodies and not CIRCLE.isdisjoint(actor.roles_in(meeting.body_id))


def none_twice(
    offered: Iterable[AgendaProposal], items: Iterable[AgendaItem]
) -> list[AgendaProposal]:
    """Return in their order the proposals that do not stand among *items* yet, each once.

    An issue that was left over waits as an issue, too: it is offered with its history.
    """
    keys, issues = set(), set()
    for item in items:
        keys.add(item.origin_key)
        issues.add(item.issue_id)
    found = []
    for one in sorted(offered, key=lambda one: one.order):
        if one.key in keys or (one.issue_id is not None and one.issue_id in issues):
            continue
        keys.add(one.key)
        issues.add(one.issue_id)
        found.append(one)
    return found
