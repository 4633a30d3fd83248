"""The minutes of a meeting, section by section, with every text that was ever saved."""

from ntfc.minutes.models.record import Minutes, MinutesSection, SectionRevision, SectionWriter
from ntfc.minutes.models.vocabulary import SHARED, MinutesState, RevisionKind

__all__ = [
    "SHARED",
    "Minutes",
    "MinutesSection",
    "MinutesState",
    "RevisionKind",
    "SectionRevision",
    "SectionWriter",
]
