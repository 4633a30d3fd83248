"""What is written down of a firm, and stays (C8)."""

from enum import Enum


class Kind(Enum):
    """What a line of the log is about."""

    STEP = "step"
    TALK = "talk"
    PLAN = "plan"
    AUDIT = "audit"
    PAPER = "paper"
    COMPLIANCE = "compliance"
    SIGNAL = "signal"  # read by the coordinator and the manager only
    IMPROVEMENT = "improvement"
    NEED = "need"
    GUIDANCE = "guidance"
    ABROAD = "abroad"
    HOSPITALITY = "hospitality"
    MANAGER = "manager"
    CONSULTED = "consulted"
    ANSWER = "answer"
    CHECKED = "checked"
    TOLD = "told"
    FACTS = "facts"  # given from the file while an appeal runs


RESTRICTED = frozenset({Kind.SIGNAL})
# What is noted of a firm by hand; the other lines are written by the steps themselves.
OF_FIRMS = (
    Kind.COMPLIANCE,
    Kind.SIGNAL,
    Kind.IMPROVEMENT,
    Kind.NEED,
    Kind.GUIDANCE,
    Kind.ABROAD,
    Kind.HOSPITALITY,
    Kind.MANAGER,
)
