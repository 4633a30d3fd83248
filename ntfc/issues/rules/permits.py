"""Who may do what with issues."""

from typing import Any

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.i18n import _
from ntfc.issues.models import Issue, IssueState, Wording
from ntfc.permissions import CIRCLE, LEADERS, OFFICE, SEATED, Actor, Permission, Role, can
from ntfc.procedure.rules import coordinates

# What the body took up is its own work; a proposal is read by the circle of the body.
TAKEN_UP = frozenset(
    {
        IssueState.ACCEPTED,
        IssueState.ON_AGENDA,
        IssueState.DISCUSSED,
        IssueState.PARKED,
        IssueState.IN_FOLLOW_UP,
        IssueState.CLOSED,
    }
)


def is_author(actor: Actor, subject: Any) -> bool:
    """Tell whether *actor* has signed in as whoever raised the issue; a link has not signed in."""
    issue = subject.issue if isinstance(subject, Wording) else subject
    return (
        isinstance(issue, Issue)
        and actor.person_id == issue.raised_by_id
        and Role.PERSON in actor.roles_in(None)
    )


def _reads(actor: Actor, subject: Any) -> bool:
    """The author reads it always; what was taken up is read as the papers of the body are."""
    if isinstance(subject, Body):  # that issues can be brought is known to whoever reads there
        return can(actor, READ, subject)
    issue = subject.issue if isinstance(subject, Wording) else subject
    if (
        getattr(issue, "body", None) is None
    ):  # an item of an agenda behind which no issue stands yet
        return False
    sits = not SEATED.isdisjoint(actor.roles_in(issue.body_id))
    reads = Role.PERSON in actor.roles_in(None) and (sits or not issue.body.is_restricted)
    taken_up = issue.state in TAKEN_UP and reads
    return is_author(actor, issue) or coordinates(actor, issue) or taken_up


READ_ALL = Permission("issue.read_all", _("Look through issues"), frozenset({Role.PERSON}))
VIEW = Permission("issue.view", _("Read an issue"), CIRCLE, _reads, hides=True)
PROPOSE = Permission(
    "issue.propose", _("Bring an issue to a body"), SEATED, coordinates, behind=VIEW
)
SUPPORT = Permission("issue.support", _("Support an issue, add an idea"), SEATED, behind=VIEW)
REVISE = Permission("issue.revise", _("Revise one's own issue"), holds=is_author, behind=VIEW)
CLASSIFY = Permission("issue.classify", _("Weigh and sort an issue"), OFFICE, behind=VIEW)
WORD = Permission("issue.word", _("Offer another wording"), OFFICE, behind=VIEW)
CONSENT = Permission(
    "issue.consent", _("Agree to a wording of one's issue"), holds=is_author, behind=VIEW
)
CALL = Permission("issue.call", _("Ask everybody for issues"), OFFICE | LEADERS, behind=VIEW)
SCREEN = Permission(
    "issue.screen",
    _("Accept or decline an issue"),
    OFFICE | LEADERS | {Role.COORDINATOR},
    behind=VIEW,
)
CARRY = Permission("issue.carry", _("Carry an issue on"), OFFICE | LEADERS, behind=VIEW)
PERMISSIONS = (
    READ_ALL,
    VIEW,
    PROPOSE,
    SUPPORT,
    REVISE,
    CLASSIFY,
    WORD,
    CONSENT,
    CALL,
    SCREEN,
    CARRY,
)
