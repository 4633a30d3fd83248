"""Changing meetings: planning, calling, replying, noting who is there."""

from ntfc.meetings.service.planning import cancel, change, plan

__all__ = ["cancel", "change", "plan"]
