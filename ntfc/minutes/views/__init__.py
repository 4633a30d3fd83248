"""The pages of minutes."""

from ntfc.minutes.views import (
    approve,
    arrange,
    concerns,
    consult,
    extracts,
    history,
    interests,
    own_phrases,
    phrases,
    printing,
    record,
    reflections,
    standing_in,
    table,
    together,
    voices,
)
from ntfc.minutes.views import errata as corrections
from ntfc.minutes.views.common import errata, minutes, sections

__all__ = [
    "approve",
    "arrange",
    "concerns",
    "consult",
    "corrections",
    "errata",
    "extracts",
    "history",
    "interests",
    "minutes",
    "own_phrases",
    "phrases",
    "printing",
    "record",
    "reflections",
    "sections",
    "standing_in",
    "table",
    "together",
    "voices",
]
