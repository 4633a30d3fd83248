"""What plugins about the same thing tell each other, without knowing each other."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class KnownFirm:
    """A firm as a programme of some plugin knows it, and in a few words how it stands there."""

    registration: str
    name: str
    standing: str
    sector: str = ""
