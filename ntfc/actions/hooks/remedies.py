"""How priorities that are off track show themselves: on their page, and for the next agenda."""

from collections.abc import Iterator
from typing import Any

from flask import url_for

from ntfc.actions import rules
from ntfc.actions.queries.remedies import off_track_in
from ntfc.actions.rules.remedies import OVER
from ntfc.committees import queries as committees
from ntfc.committees.models import Body, Priority
from ntfc.i18n import _, on_day
from ntfc.permissions import Actor, can
from ntfc.plugins import AgendaProposal, PriorityProgress

MINUTES, ORDER = 15, 8
ON_TRACK = "actions.on_track"


def progress_of(body: Body, actor: Actor) -> Iterator[PriorityProgress]:
    """Yield how each open priority goes: off track or not, and where that is changed."""
    off = {row.priority_id: row for row in off_track_in(body.id, actor)}
    changes = can(actor, rules.ADD, body)

    def page(endpoint: str, priority: Priority) -> str:
        return url_for(endpoint, body_id=body.id, priority_id=priority.id) if changes else ""

    for priority in committees.open_priorities_of(body):
        row = off.get(priority.id)
        known = {} if row is None else {**_said(row), "on_track_url": page(ON_TRACK, priority)}
        address = page("actions.off_track", priority)
        yield PriorityProgress(priority_id=priority.id, off_track_url=address, **known)


def _said(row: Any) -> dict[str, Any]:
    """Return what is off track since when and why, and the remedy if its reader may know of it."""
    return {
        "off_track_since": row.since_on,
        "reason": row.reason,
        "remedy": row.title if row.may_read else "",
        "remedy_url": url_for("actions.show", action_id=row.action_id) if row.may_read else "",
        "is_remedy_over": row.state in OVER,
    }


def off_track_proposals(body: Body) -> Iterator[AgendaProposal]:
    """Yield one line for each priority that is off track; a remedy in confidence is not named."""
    for row in off_track_in(body.id):
        values = {"day": on_day(row.since_on), "what": row.title}
        if row.is_confidential:
            reason = _("This priority is off track since %(day)s.", **values)
        elif row.state in OVER:
            reason = _(
                "This priority is off track since %(day)s, and its remedy is over: %(what)s.",
                **values,
            )
        else:
            reason = _("This priority is off track since %(day)s. Remedy: %(what)s.", **values)
        yield AgendaProposal(
            key=f"priorities:{row.priority_id}",
            title=row.text,
            text=row.reason,
            reason=reason,
            minutes=MINUTES,
            order=ORDER,
        )
