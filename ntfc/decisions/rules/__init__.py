"""The rules for decisions: who may do what, when one is adopted, and who answers."""

from ntfc.decisions.rules.adopting import (
    is_settled,
    obstacles_to_addressing,
    obstacles_to_adopting,
    obstacles_to_answering,
    obstacles_to_changing,
    obstacles_to_passing_up,
    obstacles_to_withdrawing,
    warnings,
)
from ntfc.decisions.rules.permits import (
    ADDRESS,
    ADOPT,
    ANSWER,
    DRAFT,
    HEADS,
    OUT,
    PERMISSIONS,
    READ_ALL,
    VIEW,
)
from ntfc.decisions.rules.words import ANSWERS, HOWS, KINDS, STATES, TONES, label, standing, word

__all__ = [
    "ADDRESS",
    "ADOPT",
    "ANSWER",
    "ANSWERS",
    "DRAFT",
    "HEADS",
    "HOWS",
    "KINDS",
    "OUT",
    "PERMISSIONS",
    "READ_ALL",
    "STATES",
    "TONES",
    "VIEW",
    "is_settled",
    "label",
    "obstacles_to_addressing",
    "obstacles_to_adopting",
    "obstacles_to_answering",
    "obstacles_to_changing",
    "obstacles_to_passing_up",
    "obstacles_to_withdrawing",
    "standing",
    "warnings",
    "word",
]
