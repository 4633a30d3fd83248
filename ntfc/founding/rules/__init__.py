"""What a body takes from the library, and in which words the library is read."""

from ntfc.founding.rules.plan import (
    PERMISSIONS,
    READ,
    SETTLE,
    Part,
    Plan,
    Proposal,
    last_day_of_term,
    obstacles_to_starting_from,
    plan_from,
)
from ntfc.founding.rules.words import MATTERS, SIDES, word

__all__ = [
    "MATTERS",
    "PERMISSIONS",
    "READ",
    "SETTLE",
    "SIDES",
    "Part",
    "Plan",
    "Proposal",
    "last_day_of_term",
    "obstacles_to_starting_from",
    "plan_from",
    "word",
]
