"""The pages of meetings."""

from ntfc.meetings.views import (
    absences,
    announced,
    calendar,
    calling,
    conducting,
    lists,
    observers,
    papers,
    people,
    planning,
    presence,
    show,
)
from ntfc.meetings.views.common import bp

__all__ = [
    "absences",
    "announced",
    "bp",
    "calendar",
    "calling",
    "conducting",
    "lists",
    "observers",
    "papers",
    "people",
    "planning",
    "presence",
    "show",
]
