"""Who may do what. A post in the service, or a firm of one's own in it, gives it; never a seat."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ntfc import clock
from ntfc.i18n import _
from ntfc.permissions import Actor, Permission, Role
from ntfc_client_coordinators.rules.assigning import ANSWERS, LIVE, is_declared
from ntfc_client_coordinators.rules.posts import Post


def posts_of(actor: Actor, subject: Any) -> frozenset[Post]:
    """Return the posts that *actor*, having signed in, holds in the service."""
    me = actor.person_id  # asked for once: there may be hundreds of posts
    if me is None or Role.PERSON not in actor.roles_in(None):
        return frozenset()
    posts = getattr(subject, "desk", subject).posts
    return frozenset(one.post for one in posts if one.person_id == me and one.is_held)


def has_accepted(person_id: int | None, desk: Any) -> bool:
    """Tell whether somebody accepted the code of conduct (C12)."""
    return any(one.person_id == person_id and one.is_held and one.conduct_on for one in desk.posts)


def _firm_of(subject: Any) -> Any:
    return getattr(subject, "firm", subject)


def _by_post(*posts: Post) -> Callable[[Actor, Any], bool]:
    wanted = frozenset(posts) or frozenset(Post)

    def holds(actor: Actor, subject: Any) -> bool:
        return not wanted.isdisjoint(posts_of(actor, getattr(_firm_of(subject), "desk", subject)))

    return holds


def _is_named(person_id: int | None, one: Any) -> bool:
    return one.state in LIVE and person_id in (one.person_id, one.substitute_id)


def declared(person_id: int | None, one: Any) -> tuple[date | None, bool]:
    """Return when somebody declared about shares for an assignment, and whether there are any."""
    if person_id == one.person_id:
        return one.declared_on, one.has_shares
    return one.substitute_declared_on, bool(one.substitute_has_shares)


def is_near(actor: Actor, firm: Any) -> bool:
    """Tell whether one answers for a firm, is planned for it or stands in, without shares in it."""
    me = actor.person_id
    own = [declared(me, one)[1] for one in firm.assignments if _is_named(me, one)]
    return (
        bool(own)
        and not any(own)
        and bool(posts_of(actor, firm.desk))
        and has_accepted(me, firm.desk)
    )


def answers(actor: Actor, firm: Any) -> bool:
    """Tell whether one answers for a firm now: its coordinator, or who stands in.

    Whoever did so declared within the year, and has no shares (C1).
    """
    me = actor.person_id
    return is_near(actor, firm) and any(
        is_declared(declared(me, one)[0], clock.today(""))
        for one in firm.assignments
        if one.state in ANSWERS and _is_named(me, one)
    )


def _reads(actor: Actor, subject: Any) -> bool:
    firm = _firm_of(subject)
    return is_near(actor, firm) or not posts_of(actor, firm.desk).isdisjoint(
        {Post.MANAGER, Post.AUDITOR}
    )


def _cares(actor: Actor, subject: Any) -> bool:
    return answers(actor, _firm_of(subject))


def _is_own(actor: Actor, assignment: Any) -> bool:
    return _is_named(actor.person_id, assignment) and bool(posts_of(actor, assignment.firm.desk))


def _hands_over(actor: Actor, handover: Any) -> bool:
    leaves = actor.person_id == handover.leaving.person_id and _is_own(actor, handover.leaving)
    return leaves or _reads(actor, handover)


def _passes_on(actor: Actor, handover: Any) -> bool:
    return _cares(actor, handover) or Post.MANAGER in posts_of(actor, handover.firm.desk)


def is_of_section(actor: Actor, case: Any) -> bool:
    """Tell whether a case was sent to the section in which one works."""
    return bool(case.section) and any(
        one.person_id == actor.person_id
        and one.is_held
        and one.post is Post.SECTION
        and one.office == case.section
        for one in case.firm.desk.posts
    )


def _sees_case(actor: Actor, case: Any) -> bool:
    if not posts_of(actor, case.firm.desk):
        return False
    return _reads(actor, case) or is_of_section(actor, case) or actor.person_id == case.checker_id


def _steps(actor: Actor, case: Any) -> bool:
    is_officer = bool(posts_of(actor, case.firm.desk))
    return is_officer and (answers(actor, case.firm) or is_of_section(actor, case))


def _checks(actor: Actor, case: Any) -> bool:
    return bool(posts_of(actor, case.firm.desk)) and actor.person_id == case.checker_id


def _evaluates(actor: Actor, due: Any) -> bool:
    return bool(posts_of(actor, due.firm.desk)) and actor.person_id == due.evaluated_by_id


def _audits(actor: Actor, audit: Any) -> bool:
    return bool(posts_of(actor, audit.firm.desk)) and actor.person_id == audit.auditor_id


def reads_restricted(actor: Actor, firm: Any) -> bool:
    """Tell whether one reads what is for the coordinator and the manager only."""
    return answers(actor, firm) or Post.MANAGER in posts_of(actor, firm.desk)


# Of the site.
BEGIN = Permission(
    "client_coordinators.begin",
    _("Begin a service for clients"),
    frozenset({Role.ADMINISTRATOR}),
)
# Of the service.
SET_UP = Permission(
    "client_coordinators.set_up",
    _("Set up the service for clients"),
    frozenset({Role.ADMINISTRATOR}),
    _by_post(Post.MANAGER),
)
LEAD = Permission(
    "client_coordinators.lead",
    _("Lead the service for clients"),
    holds=_by_post(Post.MANAGER),
    hides=True,
)
REPORT = Permission(
    "client_coordinators.report",
    _("Read the reports of the service for clients"),
    holds=_by_post(Post.MANAGER, Post.AUDITOR),
    hides=True,
)
WORK = Permission(
    "client_coordinators.work", _("Work in the service for clients"), holds=_by_post(), hides=True
)
# Of a firm. Who has nothing to do with it is not told that it is there.
READ = Permission(
    "client_coordinators.read", _("Read the file of a firm"), holds=_reads, hides=True
)
CARE = Permission("client_coordinators.care", _("Answer for a firm"), holds=_cares, behind=READ)
DECLARE = Permission(
    "client_coordinators.declare", _("Declare shares in a firm"), holds=_is_own, hides=True
)
# Whoever leaves for having shares still signs, and then the manager tells what is passed on.
HAND_OVER = Permission(
    "client_coordinators.hand_over",
    _("Read and sign a handover"),
    holds=_hands_over,
    hides=True,
)
PASS_ON = Permission(
    "client_coordinators.pass_on",
    _("Write down what is passed on at a handover"),
    holds=_passes_on,
    behind=HAND_OVER,
)
# Of a case. The section and the colleague who looks at it see the case, not the firm.
SEE_CASE = Permission("client_coordinators.case", _("Read a case"), holds=_sees_case, hides=True)
STEP = Permission(
    "client_coordinators.step", _("Take a step in a case"), holds=_steps, behind=SEE_CASE
)
CHECK = Permission(
    "client_coordinators.check", _("Look at a case as a colleague"), holds=_checks, behind=SEE_CASE
)
AUDIT = Permission(
    "client_coordinators.audit", _("Audit a firm as a colleague"), holds=_audits, hides=True
)
EVALUATE = Permission(
    "client_coordinators.evaluate",
    _("Evaluate an authorisation as a colleague"),
    holds=_evaluates,
    hides=True,
)
PERMISSIONS = (
    BEGIN,
    SET_UP,
    LEAD,
    REPORT,
    WORK,
    READ,
    CARE,
    DECLARE,
    HAND_OVER,
    PASS_ON,
    SEE_CASE,
    STEP,
    CHECK,
    AUDIT,
    EVALUATE,
)
