"""The rules for meetings: plain facts in, an answer or the reasons against it out."""

from ntfc.meetings.rules.permits import (
    ATTENDANCE,
    CONVENE,
    EDIT,
    HEADS,
    LETTERS,
    LIST,
    PERMISSIONS,
    PLAN,
    PROOF,
    REPLY,
    RUN,
    VIEW,
    bodies_of,
    is_self,
    was_called,
)

__all__ = [
    "ATTENDANCE",
    "CONVENE",
    "EDIT",
    "HEADS",
    "LETTERS",
    "LIST",
    "PERMISSIONS",
    "PLAN",
    "PROOF",
    "REPLY",
    "RUN",
    "VIEW",
    "bodies_of",
    "is_self",
    "was_called",
]
