"""Meetings and their days, who was invited and told, who was there."""

from ntfc.meetings.models.invitations import (
    CalendarFeed,
    Invitation,
    InvitationItem,
    Notice,
    NoticeRecipient,
)
from ntfc.meetings.models.meetings import Meeting, MeetingBody, MeetingDay
from ntfc.meetings.models.observers import PublicObserver
from ntfc.meetings.models.presence import AbsenceLetter, Attendance, AttendanceSpan
from ntfc.meetings.models.vocabulary import (
    AT_HAND,
    BEGUN,
    CALLED,
    CLOSED,
    LetterState,
    MeetingKind,
    MeetingState,
    NoticeKind,
    Presence,
    Reply,
    ShortWay,
    TakesPartAs,
    Way,
)

__all__ = [
    "AT_HAND",
    "BEGUN",
    "CALLED",
    "CLOSED",
    "AbsenceLetter",
    "Attendance",
    "AttendanceSpan",
    "CalendarFeed",
    "Invitation",
    "InvitationItem",
    "LetterState",
    "Meeting",
    "MeetingBody",
    "MeetingDay",
    "MeetingKind",
    "MeetingState",
    "Notice",
    "NoticeKind",
    "NoticeRecipient",
    "Presence",
    "PublicObserver",
    "Reply",
    "ShortWay",
    "TakesPartAs",
    "Way",
]
