"""The minutes of a meeting, section by section, with every text that was ever saved."""

from ntfc.minutes.models.consultation import MinutesComment, MinutesRequest, MinutesVersion
from ntfc.minutes.models.record import Minutes, MinutesSection, SectionRevision, SectionWriter
from ntfc.minutes.models.vocabulary import SHARED, MinutesState, RevisionKind, VersionKind

__all__ = [
    "SHARED",
    "Minutes",
    "MinutesComment",
    "MinutesRequest",
    "MinutesSection",
    "MinutesState",
    "MinutesVersion",
    "RevisionKind",
    "SectionRevision",
    "SectionWriter",
    "VersionKind",
]
