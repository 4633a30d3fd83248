"""Who may do what with minutes."""

from typing import Any

from ntfc.committees.models import Body
from ntfc.i18n import _
from ntfc.meetings import rules as meetings
from ntfc.minutes.models import SHARED, Minutes, MinutesState
from ntfc.permissions import CIRCLE, OFFICE, Actor, Permission, Role, can

HEADS = meetings.HEADS


def minutes_of(subject: Any) -> Minutes:
    """Return the minutes that *subject* is or is a part of."""
    found: Minutes = subject if isinstance(subject, Minutes) else subject.minutes
    return found


def bodies_of(minutes: Minutes) -> list[Body]:
    """Return the bodies whose minutes these are: several after a joint meeting."""
    return meetings.bodies_of(minutes.meeting)


def _coordinates(actor: Actor, subject: Any) -> bool:
    """Where nobody serves a body, the coordinator named in its record writes; never the chair."""
    body = subject.body if hasattr(subject, "body") else subject.minutes.body
    return meetings.is_self(actor, body.coordinator_id)


def _may_view(actor: Actor, subject: Any) -> bool:
    """Drafts are for those who take part once they are circulated; what is approved, for all who
    may see the meeting.
    """
    minutes = minutes_of(subject)
    if minutes.state is MinutesState.APPROVED:
        return can(actor, meetings.VIEW, minutes.meeting)
    circle = CIRCLE if minutes.state in SHARED else HEADS
    return _coordinates(actor, minutes) or any(
        circle & actor.roles_in(body.id) for body in bodies_of(minutes)
    )


def reads_confidential(actor: Actor, minutes: Minutes) -> bool:
    """Tell whether *actor* belongs to a table that met, and does not only attend."""
    return _coordinates(actor, minutes) or any(
        CIRCLE & actor.roles_in(body.id) for body in bodies_of(minutes)
    )


def _reads_comments(actor: Actor, subject: Any) -> bool:
    return reads_confidential(actor, minutes_of(subject))


def _may_view_erratum(actor: Actor, subject: Any) -> bool:
    """A correction is read as its section is: what was said in confidence stays at the table."""
    minutes = minutes_of(subject)
    trusted = reads_confidential(actor, minutes)
    return trusted or (not subject.is_confidential and _may_view(actor, subject))


def _is_named(actor: Actor, subject: Any) -> bool:
    """Tell whether a chair named *actor* to approve; whether it counts today, the rules say."""
    return actor.person_id is not None and any(
        one.person_id == actor.person_id and one.ended_at is None
        for one in minutes_of(subject).stand_ins
    )


LIST = Permission("minutes.list", _("Look through the minutes"), frozenset({Role.PERSON}))
VIEW = Permission("minutes.view", _("Read minutes"), HEADS, _may_view, hides=True)
START = Permission(
    "minutes.start", _("Begin the minutes of a meeting"), OFFICE, _coordinates, behind=meetings.VIEW
)
WRITE = Permission("minutes.write", _("Write minutes"), OFFICE, _coordinates, behind=VIEW)
CIRCULATE = Permission(
    "minutes.circulate", _("Circulate minutes for comments"), OFFICE, _coordinates, behind=VIEW
)
COMMENT = Permission(
    "minutes.comment", _("Comment on circulated minutes"), CIRCLE, _coordinates, behind=VIEW
)
VIEW_COMMENTS = Permission(
    "minutes.comments_view",
    _("Read what was said about minutes"),
    CIRCLE,
    _reads_comments,
    hides=True,
)
DISPOSE = Permission(
    "minutes.dispose",
    _("Say what became of a comment on minutes"),
    OFFICE,
    _coordinates,
    behind=VIEW,
)
VIEW_ERRATUM = Permission(
    "minutes.erratum_view", _("Read a correction to minutes"), CIRCLE, _may_view_erratum, hides=True
)
# Who of them, and for which seat, the rules of procedure say: see approval.py. Never the office.
APPROVE = Permission(
    "minutes.approve",
    _("Approve minutes"),
    frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MODERATOR, Role.COORDINATOR, Role.ALTERNATE}),
    _is_named,
    behind=VIEW,
)
NAME = Permission(
    "minutes.name",
    _("Name who approves minutes in one's place"),
    frozenset({Role.CHAIR}),
    behind=VIEW,
)
PERMISSIONS = (
    LIST,
    VIEW,
    START,
    WRITE,
    CIRCULATE,
    COMMENT,
    VIEW_COMMENTS,
    DISPOSE,
    VIEW_ERRATUM,
    APPROVE,
    NAME,
)
