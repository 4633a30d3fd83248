"""The pages of meetings."""

from ntfc.meetings.views import calling, lists, people, planning, show
from ntfc.meetings.views.common import bp

__all__ = ["bp", "calling", "lists", "people", "planning", "show"]
