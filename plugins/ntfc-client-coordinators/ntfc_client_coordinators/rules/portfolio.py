"""How much one coordinator takes on, and when the next talk with a firm is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ntfc.i18n import _
from ntfc_client_coordinators.rules.days import months_later

WHOLE = 100  # percent of somebody's working time


class Level(Enum):
    """How large, how much, how difficult."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Talk(Enum):
    """On what occasion one spoke with a firm."""

    DAILY = "daily"
    OPERATIONAL = "operational"
    STRATEGIC = "strategic"
    OUTLINE = "outline"
    VISIT = "visit"


# What is answered from day to day does not stand in for the talk that is due.
IN_RHYTHM = frozenset(Talk) - {Talk.DAILY}


class Candidate(Enum):
    """How far a firm is on its way to a programme of trusted traders."""

    NONE = "none"
    INFORMED = "informed"
    PREPARING = "preparing"
    ASSESSED = "assessed"
    APPLIED = "applied"
    CERTIFIED = "certified"


@dataclass(frozen=True)
class Load:
    """What somebody has already, without the assignment in question."""

    share: int  # percent of working time
    firms: int
    has_exclusive: bool = False


@dataclass(frozen=True)
class Limits:
    """What a country fixed; None: it fixed nothing."""

    warn_share: int | None = None
    most_firms: int | None = None
    rotation_months: int | None = None


def share_faults(load: Load, share: int, *, is_exclusive: bool) -> Iterator[str]:
    """Say what stands against giving somebody one more firm."""
    if load.share + share > WHOLE:
        yield _(
            "That would be %(sum)s percent of the working time. %(free)s percent are free.",
            sum=load.share + share,
            free=max(0, WHOLE - load.share),
        )
    if load.has_exclusive:
        yield _("This person works for one firm only.")
    elif is_exclusive and load.firms:
        yield _("Who is to work for one firm only has no others.")


def share_warnings(load: Load, limits: Limits) -> Iterator[str]:
    """Say where somebody is at the limit of the country. It holds nothing back."""
    if limits.warn_share is not None and load.share >= limits.warn_share:
        yield _(
            "%(share)s percent of the working time is given; the limit to watch is %(limit)s.",
            share=load.share,
            limit=limits.warn_share,
        )
    if limits.most_firms is not None and load.firms > limits.most_firms:
        yield _(
            "%(firms)s firms; the country set %(most)s at most.",
            firms=load.firms,
            most=limits.most_firms,
        )


def talk_due(last: date, months: int | None) -> date | None:
    """Return when the next talk is due, counted from the last; None where no rhythm was agreed."""
    return months_later(last, months) if months else None


def rotation_due(since: date, limits: Limits) -> date | None:
    """Return when somebody else should take the firm (C11)."""
    return months_later(since, limits.rotation_months) if limits.rotation_months else None
