"""What the rules of procedure ask for: every check on them and by them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ntfc.i18n import _, ngettext
from ntfc.organisations.models import Camp
from ntfc.permissions import Role
from ntfc.procedure.models import (
    AgendaRelease,
    CadenceKind,
    ChairModel,
    Procedure,
    RulesOfProcedure,
)
from ntfc.procedure.rules import words
from ntfc.procedure.rules.articles import Names
from ntfc.procedure.rules.cadence import WorkingDay, working_day_up_to, working_days_before
from ntfc.procedure.rules.sentences import cite


@dataclass(frozen=True, kw_only=True)
class SeatFacts:
    """What composition looks at in one seat. *is_woman* is None when the person did not say."""

    camp: Camp | None
    organisation: str = ""  # its name; empty for a seat of a person
    organisation_kind: str = ""  # its code
    is_sme: bool = False
    is_woman: bool | None = None


@dataclass(frozen=True)
class Releasers:
    """Who must agree before an agenda goes out; *all_of_them*, or any one of them."""

    people: frozenset[int]
    all_of_them: bool

    def suffice(self, agreed: Collection[int]) -> bool:
        missing = self.people.difference(agreed)
        return bool(self.people) and (not missing if self.all_of_them else missing != self.people)


def obstacles_to_adopting(
    draft: RulesOfProcedure, valid_from: date, latest: date | None, *, led_by_another: bool
) -> Iterator[str]:
    """Say what keeps a draft from being put in force from a day on."""
    if draft.valid_from is not None:
        yield _("These rules are in force already. Draft a new version to change them.")
    if draft.terms_id is not None:
        yield _("These rules are adopted together with the draft terms of reference, not alone.")
    if led_by_another:
        yield _("Somebody chairs or moderates this body and puts its rules in force.")
    yield from obstacles_to_holding(draft.procedure, valid_from, latest)


def obstacles_to_holding(
    procedure: Procedure, valid_from: date, latest: date | None
) -> Iterator[str]:
    """Say what keeps rules from holding from a day on; *latest* is the day of those before."""
    if latest is not None and valid_from <= latest:
        yield too_early(latest)
    yield from faults(procedure)


def too_early(latest: date) -> str:
    """Say that rules of an earlier day are in the way."""
    return _("The rules before these hold from %(day)s. Choose a later day.", day=words.day(latest))


def faults(procedure: Procedure) -> Iterator[str]:
    """Say where settings contradict each other or leave out what makes them work."""
    uncounted = (None, CadenceKind.AS_NEEDED, CadenceKind.FIXED_MONTHS)
    counted = procedure.cadence not in uncounted
    if counted and not procedure.cadence_n:
        yield _("Say how many meetings, months or days the rhythm counts.")
    if procedure.cadence is CadenceKind.FIXED_MONTHS and not procedure.cadence_months:
        yield _("Choose the months in which the body meets.")
    yield from _notice_faults(procedure)
    yield from _seat_faults(procedure)


def _notice_faults(procedure: Procedure) -> Iterator[str]:
    notice, urgent = procedure.notice_days, procedure.urgent_notice_days
    if notice is not None and urgent is not None and urgent >= notice:
        yield _("Notice of an urgent meeting must be shorter than the ordinary notice.")
    if notice is not None and (procedure.agenda_days or 0) > notice:
        yield _("The agenda cannot be due before the notice.")
    written, at_once = procedure.written_days, procedure.urgent_written_days
    if at_once is not None and (written is None or at_once >= written):
        yield _("The time for replies in an urgent matter must be shorter than the ordinary one.")


def _seat_faults(procedure: Procedure) -> Iterator[str]:
    equal, least = procedure.equal_seats, procedure.min_private
    if equal is not None and least is not None and least > equal:
        yield _("More private seats are asked for than the equal numbers leave.")


def notice_deadline(
    procedure: Procedure, meeting_on: date, is_working_day: WorkingDay, *, urgent: bool = False
) -> date | None:
    """Return the last day on which notice may be sent, in the days of the body; None: no rule."""
    days = procedure.urgent_notice_days if urgent else procedure.notice_days
    if days is None:
        return None
    return _days_before(procedure, meeting_on, days, is_working_day)


def agenda_deadline(
    procedure: Procedure, meeting_on: date, is_working_day: WorkingDay
) -> date | None:
    """Return the last day on which the agenda may go out: its own, else that of the notice."""
    if procedure.agenda_days is None:
        return notice_deadline(procedure, meeting_on, is_working_day)
    return _days_before(procedure, meeting_on, procedure.agenda_days, is_working_day)


def _days_before(
    procedure: Procedure, meeting_on: date, days: int, is_working_day: WorkingDay
) -> date:
    if procedure.count_working_days:
        return working_days_before(meeting_on, days, is_working_day)
    return working_day_up_to(meeting_on - timedelta(days=days), is_working_day)


def notice_problems(
    procedure: Procedure,
    meeting_on: date,
    sent_on: date,
    is_working_day: WorkingDay,
    *,
    urgent: bool = False,
) -> Iterator[str]:
    """Say, with the rule, when notice is or would be sent too late."""
    deadline = notice_deadline(procedure, meeting_on, is_working_day, urgent=urgent)
    if deadline is not None and sent_on > deadline:
        yield _(
            "Notice had to be sent by %(day)s. %(rule)s",
            day=words.day(deadline),
            rule=cite(procedure, "urgent_notice_days" if urgent else "notice_days"),
        )


def may_convene(procedure: Procedure, roles: Collection[Role]) -> bool:
    """Tell whether these roles may call a meeting; where nothing is regulated, yes."""
    return not procedure.conveners or any(role.value in procedure.conveners for role in roles)


def releasers_needed(
    procedure: Procedure, chairs: Collection[int], coordinators: Collection[int]
) -> Releasers:
    """Return which of the persons in office must agree to an agenda."""
    if procedure.agenda_release is AgendaRelease.COORDINATORS:
        return Releasers(frozenset(coordinators), all_of_them=True)
    everyone = procedure.agenda_release is AgendaRelease.ALL_CHAIRS
    return Releasers(frozenset(chairs), all_of_them=everyone)


def outputs_are_proposals(procedure: Procedure) -> bool:
    """Tell whether what the body agrees on goes to the body above it for adoption."""
    return not procedure.may_adopt


def fraction(text: str) -> Fraction | None:
    """Return the share that a text such as 2/3 means, if it is one between 0 and 1."""
    above, slash, below = text.partition("/")
    if not (slash and above.strip().isdecimal() and below.strip().isdecimal()) or not int(below):
        return None
    share = Fraction(int(above), int(below))
    return share if 0 < share <= 1 else None


def quorum_met(procedure: Procedure, present: Mapping[Camp, int], seats: int) -> bool | None:
    """Tell whether enough are present; None when the body asks for no quorum."""
    needed = _quorum_needs(procedure, seats)
    if not needed:
        return None
    everyone = sum(present.values())
    return all(
        (everyone if camp is None else present.get(camp, 0)) >= number
        for camp, number in needed.items()
    )


def _quorum_needs(procedure: Procedure, seats: int) -> dict[Camp | None, Fraction | int]:
    share = fraction(procedure.quorum_fraction)
    asked: dict[Camp | None, Fraction | int | None] = {
        None: share * seats if share is not None else None,
        Camp.PUBLIC: procedure.quorum_public,
        Camp.PRIVATE: procedure.quorum_private,
    }
    return {camp: number for camp, number in asked.items() if number is not None}


def composition_problems(
    seats: Sequence[SeatFacts], procedure: Procedure, names: Names
) -> list[str]:
    """Return every way in which these seats break a rule, each with the rule it breaks."""
    public = sum(1 for seat in seats if seat.camp is Camp.PUBLIC)
    private = sum(1 for seat in seats if seat.camp is Camp.PRIVATE)
    sme = sum(1 for seat in seats if seat.is_sme)
    equal = procedure.equal_seats
    broken = {
        "parity": procedure.parity and public != private,
        "equal_seats": equal is not None and (public, private) != (equal, equal),
        "min_private": private < (procedure.min_private or 0),
        "min_sme": sme < (procedure.min_sme or 0),
    }
    told = _(
        "Now: %(public)s public, %(private)s private, %(sme)s of small or medium size.",
        public=public,
        private=private,
        sme=sme,
    )
    problems = [f"{cite(procedure, key)} {told}" for key, wrong in broken.items() if wrong]
    return [
        *problems,
        *_women_problems(seats, procedure),
        *_organisation_problems(seats, procedure, names),
    ]


def _women_problems(seats: Sequence[SeatFacts], procedure: Procedure) -> Iterator[str]:
    women = sum(1 for seat in seats if seat.is_woman)
    silent = sum(1 for seat in seats if seat.is_woman is None)
    too_few = women < (procedure.min_women or 0)
    percent = procedure.min_women_percent or 0
    if too_few or women * 100 < percent * len(seats):
        told = ngettext(
            "Now: %(num)d woman known, %(silent)s did not say.",
            "Now: %(num)d women known, %(silent)s did not say.",
            women,
            silent=silent,
        )
        yield f"{cite(procedure, 'min_women')} {told}"


def _organisation_problems(
    seats: Sequence[SeatFacts], procedure: Procedure, names: Names
) -> Iterator[str]:
    named = [seat for seat in seats if seat.organisation]
    most = procedure.seats_per_organisation
    for name in sorted({seat.organisation for seat in named}):
        held = sum(1 for seat in named if seat.organisation == name)
        if most is not None and held > most:
            rule = cite(procedure, "seats_per_organisation")
            yield _("%(rule)s %(name)s holds %(held)s.", rule=rule, name=name, held=held)
        share = procedure.share_percent
        if share is not None and is_above(share, held, len(seats)):
            rule = cite(procedure, "share_percent")
            yield _("%(rule)s %(name)s holds %(held)s.", rule=rule, name=name, held=held)
    kinds = procedure.organisation_kinds
    for name in sorted(
        {seat.organisation for seat in named if seat.organisation_kind not in kinds}
    ):
        if kinds:
            rule = cite(procedure, "organisation_kinds", names)
            yield _("%(rule)s %(name)s is of another kind.", rule=rule, name=name)


def is_above(percent: int, part: int, whole: int) -> bool:
    """Tell whether a part is more than so many percent of the whole."""
    return part * 100 > percent * whole


def chairs_asked(procedure: Procedure) -> int | None:
    """Return how many chairs the rules ask for at one time; None: not regulated."""
    several = {None: None, ChairModel.NONE: 0, ChairModel.TWO: 2}
    return several.get(procedure.chair_model, 1)


def chair_problems(procedure: Procedure, sides: Sequence[str], names: Names) -> list[str]:
    """Return what is wrong with the chairs in office, given the side of each."""
    asked = chairs_asked(procedure)
    rule = cite(procedure, "chair_model", names)
    problems: list[str] = []
    if asked is not None and len(sides) != asked:
        problems.append(_("%(rule)s Now in office: %(held)s.", rule=rule, held=len(sides)))
    allowed = procedure.chair_sides
    if allowed and any(side not in allowed for side in sides):
        problems.append(_("%(rule)s A chair comes from another side.", rule=rule))
    return problems
