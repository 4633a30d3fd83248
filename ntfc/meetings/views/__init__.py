"""The pages of meetings."""

from ntfc.meetings.views import (
    absences,
    calendar,
    calling,
    lists,
    papers,
    people,
    planning,
    presence,
    show,
)
from ntfc.meetings.views.common import bp

__all__ = [
    "absences",
    "bp",
    "calendar",
    "calling",
    "lists",
    "papers",
    "people",
    "planning",
    "presence",
    "show",
]
