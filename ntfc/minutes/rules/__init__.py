"""The rules of minutes: who may do what, and when."""

from ntfc.minutes.rules.permits import (
    LIST,
    PERMISSIONS,
    START,
    VIEW,
    WRITE,
    bodies_of,
    reads_confidential,
)
from ntfc.minutes.rules.words import (
    ALL_MINUTES,
    LONGEST_TEXT,
    MERGED_FOR_YOU,
    STATES,
    TYPED_BY_ANOTHER,
    title_of,
)
from ntfc.minutes.rules.writing import (
    STILL_THERE,
    Following,
    follows,
    is_new_sitting,
    obstacles_to_bringing_together,
    obstacles_to_starting,
    obstacles_to_taking_out,
    obstacles_to_writing,
    order_after_move,
    order_following,
)

__all__ = [
    "ALL_MINUTES",
    "LIST",
    "LONGEST_TEXT",
    "MERGED_FOR_YOU",
    "PERMISSIONS",
    "START",
    "STATES",
    "STILL_THERE",
    "TYPED_BY_ANOTHER",
    "VIEW",
    "WRITE",
    "Following",
    "bodies_of",
    "follows",
    "is_new_sitting",
    "obstacles_to_bringing_together",
    "obstacles_to_starting",
    "obstacles_to_taking_out",
    "obstacles_to_writing",
    "order_after_move",
    "order_following",
    "reads_confidential",
    "title_of",
]
