"""From which state an issue goes where, and what keeps it from going."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from ntfc.i18n import _
from ntfc.issues.models import Issue, IssueState
from ntfc.issues.rules.words import STATES
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import cite

S = IssueState
STEPS: Mapping[IssueState, frozenset[IssueState]] = {
    S.PROPOSED: frozenset({S.ACCEPTED, S.PARKED, S.DECLINED, S.WITHDRAWN, S.REDIRECTED}),
    S.ACCEPTED: frozenset({S.ON_AGENDA, S.PARKED, S.CLOSED, S.WITHDRAWN, S.REDIRECTED}),
    S.ON_AGENDA: frozenset({S.DISCUSSED, S.ACCEPTED, S.PARKED, S.REDIRECTED, S.WITHDRAWN}),
    S.DISCUSSED: frozenset({S.IN_FOLLOW_UP, S.CLOSED, S.PARKED, S.ON_AGENDA, S.REDIRECTED}),
    S.PARKED: frozenset({S.ACCEPTED, S.ON_AGENDA, S.CLOSED, S.REDIRECTED}),
    S.IN_FOLLOW_UP: frozenset({S.CLOSED, S.PARKED, S.ON_AGENDA, S.REDIRECTED}),
    S.CLOSED: frozenset({S.ACCEPTED}),
    S.DECLINED: frozenset({S.PROPOSED}),
    S.WITHDRAWN: frozenset({S.PROPOSED}),
    S.REDIRECTED: frozenset(),
}
SETTLED = frozenset({S.CLOSED, S.DECLINED, S.WITHDRAWN, S.REDIRECTED})
OPEN = frozenset(S) - SETTLED


def obstacles_to_moving(issue: Issue, to: IssueState) -> Iterator[str]:
    """Say why the issue cannot go there from where it is."""
    if to not in STEPS[issue.state]:
        yield _(
            "Issue %(number)s is “%(now)s” and cannot become “%(then)s”. Open its page to see "
            "what happened to it.",
            number=issue.number,
            now=STATES[issue.state],
            then=STATES[to],
        )


def obstacles_to_screening(
    procedure: Procedure,
    releasers: Collection[int],
    *,
    actor_id: int | None,
    is_office: bool,
    word_of: int | None,
) -> Iterator[str]:
    """Say why this person does not decide on the issue: whoever releases the agenda does.

    The secretariat may note what one of them said. Where nobody is in office who could, it decides.
    """
    if not releasers or actor_id in releasers:
        return
    if not is_office:
        yield _(
            "Who releases the agenda decides which issues are taken up. %(rule)s",
            rule=cite(procedure, "agenda_release"),
        )
    elif word_of not in releasers:
        yield _(
            "Say who decided: the secretariat notes it, it does not decide. %(rule)s",
            rule=cite(procedure, "agenda_release"),
        )


def obstacles_to_declining(*, is_about_process: bool, reason: str, law: str) -> Iterator[str]:
    """Say what is missing before an issue is declined."""
    if not reason.strip():
        yield _("Say why. Whoever raised the issue reads it.")
    if is_about_process and not law.strip():
        yield _(
            "This is a suggestion on how the body itself works. It is refused only where the law "
            "stands against it: name the law."
        )


def obstacles_to_handing_over(
    issue: Issue, to_body: int, *, is_above: bool, was_discussed: bool, attempts: str
) -> Iterator[str]:
    """Say why the issue cannot be handed to that body."""
    if to_body == issue.body_id:
        yield _("The issue is in this body already. Choose another.")
    if is_above and not was_discussed and not attempts.strip():
        yield _(
            "A higher body takes what could not be settled below: say what was tried, when and "
            "with whom."
        )


def obstacles_to_revising(issue: Issue) -> Iterator[str]:
    if issue.state is not S.PROPOSED:
        yield _(
            "The issue has been taken up, so its text stays as people know it. Add an idea, or "
            "ask the secretariat to offer another wording."
        )


def obstacles_to_supporting(issue: Issue, person_id: int | None) -> Iterator[str]:
    if issue.raised_by_id == person_id:
        yield _("You raised this issue yourself: it counts already.")
    if issue.state in SETTLED:
        yield _("This issue is settled. Bring it again if it has come back.")


def obstacles_to_adding_ideas(issue: Issue) -> Iterator[str]:
    if issue.state in SETTLED:
        yield _("This issue is settled, so no ideas are gathered any more.")


def obstacles_to_closing(reason: str) -> Iterator[str]:
    if not reason.strip():
        yield _("Say why. Whoever raised the issue reads it.")


def obstacles_to_wording(issue: Issue, words: Mapping[str, str]) -> Iterator[str]:
    """Say why these words cannot be offered to the author."""
    if issue.state in SETTLED:
        yield _("This issue is settled, so its words stay.")
    if all(getattr(issue, name) == text for name, text in words.items()):
        yield _("These are the words it has already.")
    if not all(text.strip() for text in words.values()):
        yield _("An issue has a title, says what is the matter, and what should come out of it.")


def obstacles_to_note_date(note_due_on: date | None, today: date) -> Iterator[str]:
    if note_due_on is not None and note_due_on < today:
        yield _("The day for the note lies in the past. Choose a later one.")


def obstacles_to_speaking(organisation_id: int | None, allowed: Collection[int]) -> Iterator[str]:
    """Say why a person cannot bring an issue in the name of that institution."""
    if organisation_id is not None and organisation_id not in allowed:
        yield _("You are not known to speak for this institution. Choose another.")
