"""The minutes of a meeting, section by section, with every text that was ever saved."""

from ntfc.minutes.models.approval import ApprovalRequest, Erratum, MinutesApproval, StandIn
from ntfc.minutes.models.consultation import MinutesComment, MinutesRequest, MinutesVersion
from ntfc.minutes.models.interests import SectionInterest
from ntfc.minutes.models.issued import IssuedPaper
from ntfc.minutes.models.letters import MinutesLetter
from ntfc.minutes.models.phrases import OwnPhrase
from ntfc.minutes.models.positions import SectionPosition, Stance
from ntfc.minutes.models.record import Minutes, MinutesSection, SectionRevision, SectionWriter
from ntfc.minutes.models.table import ReadBack, SectionAnswer
from ntfc.minutes.models.vocabulary import (
    SHARED,
    ErratumState,
    MinutesState,
    RevisionKind,
    Verdict,
    VersionKind,
    Way,
)

__all__ = [
    "SHARED",
    "ApprovalRequest",
    "Erratum",
    "ErratumState",
    "IssuedPaper",
    "Minutes",
    "MinutesApproval",
    "MinutesComment",
    "MinutesLetter",
    "MinutesRequest",
    "MinutesSection",
    "MinutesState",
    "MinutesVersion",
    "OwnPhrase",
    "ReadBack",
    "RevisionKind",
    "SectionAnswer",
    "SectionInterest",
    "SectionPosition",
    "SectionRevision",
    "SectionWriter",
    "Stance",
    "StandIn",
    "Verdict",
    "VersionKind",
    "Way",
]
