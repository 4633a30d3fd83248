"""Reading meetings: each function loads all that its page shows, in a fixed number of queries."""

from ntfc.meetings.queries.items import items_of, keys_of, open_items_of, titles_for
from ntfc.meetings.queries.lists import (
    MeetingPage,
    MeetingRow,
    coming,
    newest_held,
    of_body,
    past,
    presences_of,
    replies_of,
)
from ntfc.meetings.queries.meetings import (
    complete,
    find_meeting,
    get_body,
    get_meeting,
    still_open,
    whole,
)
from ntfc.meetings.queries.planning import (
    bodies_to_join,
    hosts_of,
    joinable,
    meetings_before,
    meetings_near,
)
from ntfc.meetings.queries.replies import (
    alternates_for,
    find_guest,
    find_invitation,
    find_stand_in,
    get_invitation,
    own_invitation,
    replies_in,
    sits_there,
    tally_of,
    unanswered,
)
from ntfc.meetings.queries.rhythm import (
    Met,
    days_of,
    holiday_names,
    met_on,
    next_days,
    next_of,
)
from ntfc.meetings.queries.visibility import visible
from ntfc.procedure.queries import working_days

__all__ = [
    "MeetingPage",
    "MeetingRow",
    "Met",
    "alternates_for",
    "bodies_to_join",
    "coming",
    "complete",
    "days_of",
    "find_guest",
    "find_invitation",
    "find_meeting",
    "find_stand_in",
    "get_body",
    "get_invitation",
    "get_meeting",
    "holiday_names",
    "hosts_of",
    "items_of",
    "joinable",
    "keys_of",
    "meetings_before",
    "meetings_near",
    "met_on",
    "newest_held",
    "next_days",
    "next_of",
    "of_body",
    "open_items_of",
    "own_invitation",
    "past",
    "presences_of",
    "replies_in",
    "replies_of",
    "sits_there",
    "still_open",
    "tally_of",
    "titles_for",
    "unanswered",
    "visible",
    "whole",
    "working_days",
]
