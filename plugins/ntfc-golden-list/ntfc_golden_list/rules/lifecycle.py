"""The life of a trusted-trader file: what stands in the way of a step, and what it leads to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ntfc.i18n import _, ngettext, on_day
from ntfc_golden_list.rules.states import (
    APPEAL_ENDS,
    APPEALABLE,
    APPLYING,
    AT_WORK,
    BEFORE_APPLYING,
    DECIDING,
    ENDED,
    JUDGED,
    LEADS,
    LEAVING,
    MOVERS,
    REASONED,
    VALIDATED,
    WITH_CLASS,
    Post,
    State,
    begins_round,
    is_round_open,
    judged_on,
    movers,
)
from ntfc_golden_list.rules.terms import Terms, reapply_from

__all__ = [
    "APPEALABLE",
    "APPEAL_ENDS",
    "APPLYING",
    "AT_WORK",
    "BEFORE_APPLYING",
    "DECIDING",
    "ENDED",
    "JUDGED",
    "LEADS",
    "LEAVING",
    "MOVERS",
    "REASONED",
    "UNVISITED",
    "VALIDATED",
    "WITH_CLASS",
    "Case",
    "Post",
    "State",
    "Step",
    "Visit",
    "after",
    "begins_round",
    "is_round_open",
    "judged_on",
    "movers",
    "obstacles",
    "steps_from",
]

S = State


@dataclass(frozen=True)
class Visit:
    """A visit that was made: when, by whom, and whether what the firm had said was true."""

    on: date
    validators: frozenset[int]
    on_premises: bool = True
    is_accurate: bool = True


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the guards know of a file."""

    state: State
    since: date | None = None  # the day of its last step
    round_from: date | None = None  # when this application or revalidation began
    was_nominated: bool = False
    has_consented: bool = True
    gaps: int = 0  # questions without an answer
    visits: tuple[Visit, ...] = ()
    unplanned: int = 0  # shortcomings without a dated plan
    unmet: int = 0  # of what must be met in full
    controls: int = 0  # lines of the control programme
    has_contact: bool = True
    is_round_open: bool = False  # an application or a revalidation that is not judged yet
    took_part: frozenset[int] = frozenset()  # in validating, in whichever round
    was_taken_over: bool = False
    was_certified: bool = False
    appealed_from: State | None = None
    ended_on: date | None = None  # when the status ended, or was refused

    @property
    def counting(self) -> tuple[Visit, ...]:
        """Return the visits to premises in this round: those before it prove nothing of today."""
        return tuple(
            visit
            for visit in self.visits
            if visit.on_premises and (self.round_from is None or visit.on >= self.round_from)
        )

    @property
    def validators(self) -> frozenset[int]:
        """Return who ever took part in validating the firm."""
        return self.took_part.union(*(visit.validators for visit in self.visits))


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a file: where to, when, by whom, and why."""

    to: State
    on: date
    by: int | None
    reasons: str = ""
    tells_of_appeal: bool = False


def steps_from(case: Case) -> frozenset[State]:
    """Return where a file may go at all, whoever asks."""
    found = LEADS[case.state]
    if case.state is S.APPEAL:
        found &= APPEAL_ENDS.get(case.appealed_from or S.REJECTED, frozenset())
        if not case.is_round_open:  # there is nothing to be looked at again
            found -= {S.REVALIDATION}
    return found


def obstacles(case: Case, step: Step, terms: Terms) -> Iterator[str]:
    """Yield what stands against a step: a sentence each, or nothing."""
    if step.to not in steps_from(case):
        yield _(
            "This step was taken already, or cannot be taken from where the file stands now. "
            "Nothing was changed."
        )
        return
    if case.since is not None and step.on < case.since:
        yield _("A step cannot lie before the one that was taken last.")
    if step.to in REASONED and not step.reasons.strip():
        yield _("Say why: the firm is sent the reasons.")
    if step.to in APPEALABLE and not step.tells_of_appeal:
        yield _("Tell the firm how it may appeal.")
    if step.by in case.validators and movers(case.state, step.to) & DECIDING:
        yield _("Whoever visited the firm does not decide on it.")
    yield from _before_applying(case, step, terms)
    yield from _after_a_visit(case, step)
    yield from _before_a_status(case, step)


def _before_applying(case: Case, step: Step, terms: Terms) -> Iterator[str]:
    if step.to in APPLYING and case.was_nominated and not case.has_consented:
        yield _("Customs nominated this firm: it becomes an applicant by its own consent only.")
    if step.to is S.APPLICATION and case.gaps:
        yield ngettext(
            "%(num)d question has no answer yet.",
            "%(num)d questions have no answer yet.",
            case.gaps,
        )
    if step.to is S.INTEREST:
        first = comes_again(case.state, case.ended_on, terms)
        if first is not None and step.on < first:
            yield _("The firm may come again from %(day)s.", day=on_day(first))


def comes_again(state: State, ended_on: date | None, terms: Terms) -> date | None:
    """Return from when a firm that was refused, or lost its status, may come again."""
    is_over = state in APPEALABLE and ended_on is not None
    return reapply_from(ended_on, terms) if is_over and ended_on else None


def _after_a_visit(case: Case, step: Step) -> Iterator[str]:
    judged = (case.state, step.to) in {
        (S.VALIDATION, S.DECISION),
        (S.VALIDATION, S.IMPROVEMENT),
        (S.REVALIDATION, S.IMPROVEMENT),
    }
    if judged and not case.counting:
        yield UNVISITED


UNVISITED = _("Nobody visited the premises in this round: a file on paper proves nothing.")


def _before_a_status(case: Case, step: Step) -> Iterator[str]:
    """Yield what stands against a status, given or confirmed."""
    if step.to is S.CERTIFIED or (step.to is S.MONITORING and case.is_round_open):
        yield from _judgement(case, step)
    elif step.to is S.MONITORING and not case.counting:
        yield UNVISITED
    if step.to in JUDGED and not case.controls:
        yield _("The control programme is empty: trusted firms are still controlled.")
    if step.to in JUDGED and not case.has_contact:
        yield _("The firm has no contact.")
    back = case.state in {S.APPEAL, S.SUSPENDED} and step.to is S.MONITORING
    if back and not (case.was_certified or case.was_taken_over):
        yield _("This firm never held the status.")


def _judgement(case: Case, step: Step) -> Iterator[str]:
    if not case.counting:
        yield UNVISITED
    if step.by is None:
        yield _("A status is given by a person, never by itself.")
    if not all(visit.is_accurate for visit in case.counting):
        yield _("What the firm said was found to be untrue: it cannot be admitted.")
    if case.unmet:
        yield ngettext(
            "%(num)d fundamental requirement is not met.",
            "%(num)d fundamental requirements are not met.",
            case.unmet,
        )
    if case.unplanned:
        yield ngettext(
            "%(num)d important requirement is neither met nor planned by a day.",
            "%(num)d important requirements are neither met nor planned by a day.",
            case.unplanned,
        )


def after(case: Case, step: Step) -> Case:
    """Return what is known of a file once a step was taken."""
    begins = begins_round(case.state, step.to)
    ended = None
    if step.to in ENDED:  # an appeal that fails does not make the firm wait anew
        ended = case.ended_on if case.state is S.APPEAL and case.ended_on else step.on
    elif step.to is S.APPEAL:
        ended = case.ended_on
    is_new = step.to is S.INTEREST
    return replace(
        case,
        state=step.to,
        since=step.on,
        round_from=None if is_new else step.on if begins else case.round_from,
        is_round_open=begins or (case.is_round_open and not is_new and step.to not in JUDGED),
        appealed_from=case.state if step.to is S.APPEAL else None,
        ended_on=ended,
        was_certified=not is_new and (case.was_certified or step.to is S.CERTIFIED),
        was_taken_over=not is_new and case.was_taken_over,
    )
