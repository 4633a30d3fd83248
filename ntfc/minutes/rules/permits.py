"""Who may do what with minutes."""

from typing import Any

from ntfc.committees.models import Body
from ntfc.i18n import _
from ntfc.meetings import rules as meetings
from ntfc.minutes.models import SHARED, Minutes, MinutesState
from ntfc.permissions import CIRCLE, OFFICE, Actor, Insider, Permission, Role, can

HEADS = meetings.HEADS
CHAIRS = frozenset({Role.CHAIR})
APPROVERS = CHAIRS | {Role.VICE_CHAIR, Role.MODERATOR, Role.COORDINATOR, Role.ALTERNATE}


def minutes_of(subject: Any) -> Minutes:
    """Return the minutes that *subject* is or is a part of."""
    found: Minutes = subject if isinstance(subject, Minutes) else subject.minutes
    return found


def bodies_of(minutes: Minutes) -> list[Body]:
    """Return the bodies whose minutes these are: several after a joint meeting."""
    return meetings.bodies_of(minutes.meeting)


def _coordinates(actor: Actor, subject: Any) -> bool:
    """Where no secretary serves a body, the coordinator in its record writes; never the chair."""
    body = subject.body if hasattr(subject, "body") else subject.minutes.body
    return isinstance(actor, Insider) and body.id in actor.steps_in


def _may_view(actor: Actor, subject: Any) -> bool:
    """Drafts are for those who take part once they are circulated; what is approved, for all who
    may see the meeting.
    """
    minutes = minutes_of(subject)
    if minutes.state is MinutesState.APPROVED:
        return can(actor, meetings.VIEW, minutes.meeting)
    circle = CIRCLE if minutes.state in SHARED else HEADS
    return _coordinates(actor, minutes) or holds_in_any(circle, actor, minutes)


def holds_in_any(roles: frozenset[Role], actor: Actor, subject: Any) -> bool:
    """Tell whether *actor* has one of these roles in a body that met."""
    return any(roles & actor.roles_in(body.id) for body in bodies_of(minutes_of(subject)))


def reads_confidential(actor: Actor, minutes: Minutes) -> bool:
    """Tell whether *actor* belongs to a table that met, and does not only attend."""
    return _coordinates(actor, minutes) or holds_in_any(CIRCLE, actor, minutes)


def _may_view_erratum(actor: Actor, subject: Any) -> bool:
    """A correction is read as its section is: what was said in confidence stays at the table."""
    minutes = minutes_of(subject)
    trusted = reads_confidential(actor, minutes)
    return trusted or (not subject.is_confidential and _may_view(actor, subject))


def _sits_there(actor: Actor, subject: Any) -> bool:
    """All who take part in a body that met have their say, also where it only joined."""
    return reads_confidential(actor, minutes_of(subject))


def _chairs(actor: Actor, subject: Any) -> bool:
    return holds_in_any(CHAIRS, actor, subject)


def _approves(actor: Actor, subject: Any) -> bool:
    """Tell whether *actor* leads a body that joined, or a chair named the person to approve.

    Whether either counts today, the rules of procedure say.
    """
    if holds_in_any(APPROVERS, actor, subject):
        return True
    return actor.person_id is not None and any(
        one.person_id == actor.person_id and one.ended_at is None
        for one in minutes_of(subject).stand_ins
    )


def _keeps_phrases(actor: Actor, subject: Any) -> bool:
    """Those of a body are kept by its secretariat, those for all bodies by who runs the site."""
    if subject.body_id is None:
        return Role.ADMINISTRATOR in actor.roles_in(None)
    return not OFFICE.isdisjoint(actor.roles_in(subject.body_id))


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
    "minutes.comment", _("Comment on circulated minutes"), CIRCLE, _sits_there, behind=VIEW
)
VIEW_COMMENTS = Permission(
    "minutes.comments_view",
    _("Read what was said about minutes"),
    CIRCLE,
    _sits_there,
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
    APPROVERS,
    _approves,
    behind=VIEW,
)
KEEP_PHRASES = Permission(
    "minutes.phrases", _("Keep phrases for the record"), holds=_keeps_phrases, hides=True
)
NAME = Permission(
    "minutes.name",
    _("Name who approves minutes in one's place"),
    CHAIRS,
    _chairs,
    behind=VIEW,
)
READ_BY_LINK = Permission("minutes.read_by_link", _("Read approved minutes by a link"))
PERMISSIONS = (
    READ_BY_LINK,
    KEEP_PHRASES,
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
