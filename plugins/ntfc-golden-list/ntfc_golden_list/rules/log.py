"""What customs notes of a firm as time goes by. It stays inside customs, and is only added to."""

import enum
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from ntfc.i18n import _


class Entry(enum.Enum):
    """What a note is about."""

    GUIDANCE = "guidance"
    INCIDENT = "incident"
    HEARING = "hearing"
    RISK = "risk"


class Risk(enum.Enum):
    """How risky the firm is held to be."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Weighed(Protocol):
    """A note as far as the risk goes."""

    @property
    def on(self) -> date: ...
    @property
    def risk(self) -> Risk | None: ...


def entry_faults(
    kind: Entry, on: date, risk: Risk | None, today: date
) -> Iterator[tuple[str, str]]:
    """Yield what stands against a note: the field, and a sentence. A hearing may lie ahead."""
    if on > today and kind is not Entry.HEARING:
        yield "on", _("This day lies ahead: note it when it has happened.")
    if kind is Entry.RISK and risk is None:
        yield "risk", _("Say how the risk is weighed.")


def risk_now(entries: Iterable[Weighed]) -> Risk | None:
    """Return the risk as it was weighed last; of one day, what was noted last counts."""
    found: Weighed | None = None
    for one in entries:
        if one.risk is not None and (found is None or one.on >= found.on):
            found = one
    return found.risk if found else None
