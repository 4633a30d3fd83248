"""What became of a proposal: of an issue that was brought, and of an idea how to solve one."""

from collections.abc import Iterator
from dataclasses import dataclass

from ntfc.i18n import _
from ntfc.issues.models import Idea, Issue, IssueState
from ntfc.mandates.models import Disposition

S = IssueState
# Its way says it already, with the reason that was told.
BY_ITS_WAY = {S.DECLINED: Disposition.NOT_USED, S.PARKED: Disposition.LATER}
NOT_ASKED = frozenset({S.WITHDRAWN, S.REDIRECTED})  # taken back, or answered by another


@dataclass(frozen=True)
class Became:
    """What became of a proposal, and why."""

    disposition: Disposition
    reason: str = ""


def became_of(issue: Issue) -> Became | None:
    """Return what became of an issue; None while it is on its way, and where nobody said it yet."""
    if issue.disposition is not None and issue.state not in BY_ITS_WAY:
        return Became(issue.disposition, issue.disposition_reason)
    found = BY_ITS_WAY.get(issue.state)
    return Became(found, issue.reason) if found else None


def became_of_idea(idea: Idea, issue: Issue) -> Became | None:
    """Return what became of an idea; that of an issue set aside or declined shares its way."""
    if idea.disposition is not None:
        return Became(idea.disposition, idea.disposition_reason)
    found = BY_ITS_WAY.get(issue.state)
    return Became(found, issue.reason) if found else None


def obstacles_to_disposing(
    issue: Issue, disposition: Disposition, reason: str, *, is_idea: bool = False
) -> Iterator[str]:
    """Say why it cannot be noted what became of a proposal."""
    if issue.state in NOT_ASKED:
        yield _("This issue was taken back, or another body answers it.")
    if not is_idea and issue.state is not S.CLOSED:
        yield _("What became of an issue is said when it is closed.")
    if disposition is not Disposition.USED and not reason.strip():
        yield _("Say why. Whoever proposed it reads it.")
