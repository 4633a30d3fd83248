"""Changing meetings: planning, calling, replying, noting who is there."""

from ntfc.meetings.service.calling import Sending, cancel, convene, remind, tell_changes
from ntfc.meetings.service.feeds import end_feed, note_reading, open_feed
from ntfc.meetings.service.invitations import Comes, choose_items, invite, reply, withdraw
from ntfc.meetings.service.planning import change, plan
from ntfc.meetings.service.proof import hand_over, note_what_left
from ntfc.meetings.service.telling import links_again

__all__ = [
    "Comes",
    "Sending",
    "cancel",
    "change",
    "choose_items",
    "convene",
    "end_feed",
    "hand_over",
    "invite",
    "links_again",
    "note_reading",
    "note_what_left",
    "open_feed",
    "plan",
    "remind",
    "reply",
    "tell_changes",
    "withdraw",
]
