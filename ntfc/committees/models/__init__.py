"""Bodies in a tree, their names, their ancestors in time, their terms, and how they end."""

from ntfc.committees.models.bodies import (
    Body,
    BodyContact,
    BodyKind,
    BodyName,
    BodySector,
    Succession,
)
from ntfc.committees.models.ending import HandedOver
from ntfc.committees.models.terms import Confirmation, Priority, PriorityOwner, SetupStep, Term
from ntfc.committees.models.vocabulary import (
    FINAL,
    OVER,
    PREPARING,
    WORKING,
    ActKind,
    Designation,
    Level,
    Mode,
    NameKind,
    Purpose,
    Reach,
    State,
    SuccessionKind,
)

__all__ = [
    "FINAL",
    "OVER",
    "PREPARING",
    "WORKING",
    "ActKind",
    "Body",
    "BodyContact",
    "BodyKind",
    "BodyName",
    "BodySector",
    "Confirmation",
    "Designation",
    "HandedOver",
    "Level",
    "Mode",
    "NameKind",
    "Priority",
    "PriorityOwner",
    "Purpose",
    "Reach",
    "SetupStep",
    "State",
    "Succession",
    "SuccessionKind",
    "Term",
]
