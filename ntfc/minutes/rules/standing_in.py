"""Whom a chair who is away names to approve: only where the rules of procedure say so."""

from collections.abc import Collection, Iterator, Sequence

from ntfc.i18n import _
from ntfc.minutes.models import Minutes, MinutesState
from ntfc.minutes.rules.approval import Held
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure, Substitution
from ntfc.procedure.rules import cite


def chairs_of(person_id: int | None, seats: Sequence[Held]) -> list[Held]:
    """Return the chair seats in which a person sits."""
    return [one for one in seats if one.role is Role.CHAIR and person_id in one.holders]


def may_be_named(seats: Sequence[Held], circle: Collection[int]) -> list[int]:
    """Return whom a chair may name: who takes part, neither chairs nor serves the body."""
    taken = {
        who for one in seats if one.role in (Role.CHAIR, Role.SECRETARY) for who in one.holders
    }
    return sorted(set(circle) - taken)


def obstacles_to_naming(
    minutes: Minutes,
    procedure: Procedure,
    own: Sequence[Held],
    person_id: int | None,
    free: Collection[int],
) -> Iterator[str]:
    """Say everything that keeps a chair from naming this person."""
    if procedure.substitution is not Substitution.NAMED:
        yield _(
            "%(rule)s So nobody is named for these minutes.", rule=cite(procedure, "substitution")
        )
    if minutes.state is MinutesState.APPROVED:
        yield _("These minutes are approved already.")
    if not own:
        yield _("Only who sits in the seat of a chair names somebody for it.")
    if person_id not in free:
        yield _("Name somebody who takes part in the body and neither chairs nor serves it.")
