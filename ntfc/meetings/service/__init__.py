"""Changing meetings: planning, calling, replying, noting who is there."""

from ntfc.meetings.service.calling import Sending, cancel, convene, remind, tell_changes
from ntfc.meetings.service.invitations import invite, reply, withdraw
from ntfc.meetings.service.planning import change, plan
from ntfc.meetings.service.proof import hand_over, note_what_left

__all__ = [
    "Sending",
    "cancel",
    "change",
    "convene",
    "hand_over",
    "invite",
    "note_what_left",
    "plan",
    "remind",
    "reply",
    "tell_changes",
    "withdraw",
]
