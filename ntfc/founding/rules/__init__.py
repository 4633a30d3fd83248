"""What a body takes from the library, and in which words the library is read."""

from ntfc.founding.rules.permits import PERMISSIONS, READ, SETTLE
from ntfc.founding.rules.plan import (
    Part,
    Plan,
    at_home,
    obstacles_to_starting_from,
    plan_from,
)
from ntfc.founding.rules.proposals import Proposal
from ntfc.founding.rules.settings import Length, last_day_of_term
from ntfc.founding.rules.told import levels, told
from ntfc.founding.rules.words import MATTERS, SIDES, word

__all__ = [
    "MATTERS",
    "PERMISSIONS",
    "READ",
    "SETTLE",
    "SIDES",
    "Length",
    "Part",
    "Plan",
    "Proposal",
    "at_home",
    "last_day_of_term",
    "levels",
    "obstacles_to_starting_from",
    "plan_from",
    "told",
    "word",
]
