"""The pages of meetings."""

from ntfc.meetings.views import lists, planning, show
from ntfc.meetings.views.common import bp

__all__ = ["bp", "lists", "planning", "show"]
