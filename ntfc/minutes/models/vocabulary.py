"""The closed lists of words in which minutes are described."""

import enum


class MinutesState(enum.Enum):
    """Where minutes are in their life. They are never deleted."""

    LIVE = "live"  # typed while people talk
    DRAFT = "draft"  # the meeting is over; the secretariat words them
    CIRCULATED = "circulated"  # with all seats, for comments
    REVISED = "revised"  # after the comments
    APPROVED = "approved"


# Seen by those who take part, not only by who leads and serves the body.
SHARED = frozenset({MinutesState.CIRCULATED, MinutesState.REVISED, MinutesState.APPROVED})


class VersionKind(enum.Enum):
    """For what a version of the whole was given to people."""

    CIRCULATED = "circulated"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SHOWN = "shown"  # as it stood when it was opened by who approves, or taken away as a file


class RevisionKind(enum.Enum):
    """What became of a text that was saved. Every one is kept."""

    SAVED = "saved"  # it took the place of the text before
    SENT = "sent"  # it was brought together with what somebody else had saved meanwhile
    MERGED = "merged"  # the text that came of that
    BESIDE = "beside"  # it waits beside the text until a person brings both together


class Verdict(enum.Enum):
    """What somebody who must approve said."""

    APPROVED = "approved"
    RETURNED = "returned"


class Way(enum.Enum):
    """How an approval was given; the paper says so."""

    SIGNED_IN = "signed_in"
    LINK_AND_CODE = "link_and_code"
    SILENCE = "silence"  # by the rule that silence is agreement


class ErratumState(enum.Enum):
    """Where a correction is."""

    OPEN = "open"  # with those who approve
    APPROVED = "approved"
    RETURNED = "returned"  # with a reason; another one may be written
    WITHDRAWN = "withdrawn"
