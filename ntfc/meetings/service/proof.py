"""Keeping the proof of sending, also when the mail itself was swept away."""

from datetime import datetime

from ntfc import audit
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.jobs import JobState
from ntfc.meetings import rules
from ntfc.meetings.models import NoticeRecipient
from ntfc.meetings.queries.proof import to_settle
from ntfc.permissions import SYSTEM, Actor, Site, requires


@requires(rules.CONVENE)
def hand_over(recipient: NoticeRecipient, *, now: datetime, actor: Actor) -> None:
    """Note that somebody was told by hand or by word of mouth."""
    refuse_if(rules.obstacles_to_handing_over(recipient))
    recipient.sent_at = now
    db.session.flush()
    audit.record(actor, "meeting.handed_over", recipient)


@requires(rules.CONVENE)
def note_what_left(_site: Site, *, actor: Actor = SYSTEM) -> int:  # noqa: ARG001  -- guarded
    """Write to each proof what became of its mail; return how many were written."""
    found = to_settle()
    for recipient, job in found:
        if job.state is JobState.DONE:
            recipient.sent_at = job.done_at
        else:
            recipient.failed_at = job.done_at or job.due
    db.session.flush()
    return len(found)
