"""Reading meetings: each function loads all that its page shows, in a fixed number of queries."""

from ntfc.meetings.queries.meetings import find_meeting, get_meeting, whole
from ntfc.meetings.queries.visibility import visible

__all__ = ["find_meeting", "get_meeting", "visible", "whole"]
