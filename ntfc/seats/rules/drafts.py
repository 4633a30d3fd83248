"""What an appointment would change at the table, and the rules of procedure it would not keep."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules.articles import Names
from ntfc.procedure.rules.checks import chairs_asked
from ntfc.procedure.rules.sentences import cite
from ntfc.seats.models import Capacity
from ntfc.seats.rules.words import MEMBERSHIP


@dataclass(frozen=True)
class Remark:
    """A rule of procedure that an appointment does not keep, told with the rule it rests on."""

    text: str
    rule: str
    is_strict: bool = False


def obstacles_from(remarks: Iterable[Remark], reason: str) -> Iterator[str]:
    """Yield what stops an appointment: a strict rule always, another one unless a reason is given."""
    for remark in remarks:
        if remark.is_strict:
            yield _("%(told)s (%(rule)s)", told=remark.text, rule=remark.rule)
        elif not reason.strip():
            yield _(
                "%(told)s (%(rule)s) To go on all the same, give the reason.",
                told=remark.text,
                rule=remark.rule,
            )


@dataclass(frozen=True)
class Tally:
    """How many members sit on each half of the table, and by side."""

    public: int = 0
    private: int = 0
    other: int = 0
    by_side: Mapping[str, int] = field(default_factory=dict)  # by the code of the side

    def of(self, camp: Camp) -> int:
        return {Camp.PUBLIC: self.public, Camp.PRIVATE: self.private}.get(camp, self.other)


@dataclass(frozen=True)
class AppointmentDraft:
    """An appointment about to be made: what a module may object to, knowing who would sit then."""

    body: Any
    seat: Any
    person: Any
    capacity: Capacity
    starts_on: date
    before: Tally
    after: Tally

    @property
    def body_id(self) -> int:
        return int(self.body.id)


def remarks(
    procedure: Procedure,
    seat: Any,
    kind: str,
    before: Tally,
    after: Tally,
    chairs: Sequence[str],
    names: Names,
) -> Iterator[Remark]:
    """Yield the rules of procedure from which an appointment leads away.

    *kind* is the code of the kind of the seat's institution, empty without one; *chairs* are the
    sides of those who would chair, *names* the names of sides and kinds. Limits to certain kinds of institution are strict, because they
    say who belongs. Numbers are not: persons are appointed one at a time, so the body passes
    through states that keep no rule, and the founding act may say otherwise.
    """
    if kind and procedure.organisation_kinds and kind not in procedure.organisation_kinds:
        yield Remark(
            _("This institution is of another kind."),
            cite(procedure, "organisation_kinds", names),
            is_strict=True,
        )
    if seat.role in MEMBERSHIP:
        yield from _numbers(procedure, before, after)
    if seat.role is Role.CHAIR:
        yield from _chairs(procedure, chairs, names)


def _numbers(procedure: Procedure, before: Tally, after: Tally) -> Iterator[Remark]:
    gap_before, gap = abs(before.public - before.private), abs(after.public - after.private)
    told = _(
        "Then %(public)s public and %(private)s private members would sit.",
        public=after.public,
        private=after.private,
    )
    # One more on one side is how any pair begins; a wider gap than that is not on its way to parity.
    if procedure.parity and gap > max(gap_before, 1):
        yield Remark(told, cite(procedure, "parity"))
    most = procedure.equal_seats
    if most is not None and any(
        after.of(camp) > max(most, before.of(camp)) for camp in (Camp.PUBLIC, Camp.PRIVATE)
    ):
        yield Remark(told, cite(procedure, "equal_seats"))


def _chairs(procedure: Procedure, sides: Sequence[str], names: Names) -> Iterator[Remark]:
    most = chairs_asked(procedure)
    rule = cite(procedure, "chair_model", names)
    if most is not None and len(sides) > most:
        yield Remark(_("Then %(n)s would chair.", n=len(sides)), rule)
    if procedure.chair_sides and not set(sides) <= set(procedure.chair_sides):
        yield Remark(_("A chair would come from another side."), rule)


def seat_remarks(procedure: Procedure, kind: str, held: int, names: Names) -> Iterator[Remark]:
    """Yield the rules that a further seat of an institution of *kind* would not keep.

    *held* counts its seats with the new one. Too many are told, and need a reason; a kind that
    the rules leave out gets no seat.
    """
    if kind and procedure.organisation_kinds and kind not in procedure.organisation_kinds:
        yield Remark(
            _("This institution is of another kind."),
            cite(procedure, "organisation_kinds", names),
            is_strict=True,
        )
    most = procedure.seats_per_organisation
    if most is not None and held > most:
        yield Remark(
            _("The institution would hold %(held)s.", held=held),
            cite(procedure, "seats_per_organisation"),
        )
