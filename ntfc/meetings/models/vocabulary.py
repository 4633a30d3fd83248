"""The closed lists of words in which meetings are described."""

import enum


class MeetingKind(enum.Enum):
    """Why a meeting is called."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    EXTRAORDINARY = "extraordinary"
    JOINT = "joint"


class MeetingState(enum.Enum):
    """Where a meeting is in its life. Meetings are never deleted."""

    PLANNED = "planned"
    CONVENED = "convened"
    UNDER_WAY = "under_way"
    HELD = "held"
    CANCELLED = "cancelled"


CALLED = frozenset({MeetingState.CONVENED, MeetingState.UNDER_WAY, MeetingState.HELD})
AT_HAND = frozenset({MeetingState.CONVENED, MeetingState.UNDER_WAY})  # called, and not over
BEGUN = frozenset({MeetingState.UNDER_WAY, MeetingState.HELD})
CLOSED = frozenset({MeetingState.HELD, MeetingState.CANCELLED})


class TakesPartAs(enum.Enum):
    """As what somebody is invited or was there."""

    SEAT = "seat"
    EXPERT = "expert"
    GUEST = "guest"
    OBSERVER = "observer"
    PUBLIC = "public"  # in the room of a meeting in public, not invited


class Reply(enum.Enum):
    """What somebody who was invited answered."""

    COMING = "coming"
    REMOTE = "remote"
    APOLOGY = "apology"
    ALTERNATE = "alternate"  # somebody else comes for the seat


class ShortWay(enum.Enum):
    """How somebody with little time takes part; from afar is an answer of its own."""

    OWN_ITEMS = "own_items"
    IN_WRITING = "in_writing"


class NoticeKind(enum.Enum):
    """What people were told of a meeting."""

    CONVENED = "convened"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMINDER = "reminder"


class Way(enum.Enum):
    """How one person was told."""

    MAIL = "mail"
    LINK = "link"  # a mail with a one-time link
    BY_HAND = "by_hand"  # no mail leaves: the secretary hands it over
    SPOKEN = "spoken"  # by telephone or in the room


class Presence(enum.Enum):
    """How a seat was there. Taking part from afar counts in full."""

    PRESENT = "present"
    ALTERNATE = "alternate"
    REMOTE = "remote"
    EXCUSED = "excused"
    ABSENT = "absent"


class LetterState(enum.Enum):
    """What became of a letter to an institution whose seat stayed empty."""

    DRAFT = "draft"
    SENT = "sent"
    DROPPED = "dropped"
