"""Rules of procedure: the settings by which a body works, in versions with a first day."""

import enum
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.constraints import SENTENCE, only_one
from ntfc.db import Model
from ntfc.i18n import _


class CadenceKind(enum.Enum):
    """How often a body meets."""

    PER_YEAR = "per_year"
    MIN_PER_YEAR = "min_per_year"
    MAX_GAP_MONTHS = "max_gap_months"
    MAX_GAP_DAYS = "max_gap_days"
    FIXED_MONTHS = "fixed_months"
    PER_TERM = "per_term"
    AS_NEEDED = "as_needed"


class ChairModel(enum.Enum):
    """How many chairs a body has. They may come from any side."""

    NONE = "none"
    ONE = "one"
    TWO = "two"
    ROTATING = "rotating"


class AgendaRelease(enum.Enum):
    """Who must agree before an agenda goes out."""

    CHAIR = "chair"
    ALL_CHAIRS = "all_chairs"
    COORDINATORS = "coordinators"


class LateItems(enum.Enum):
    """What happens to an item proposed after the agenda went out."""

    ALLOW = "allow"
    REFUSE = "refuse"
    CHAIRS_DECIDE = "chairs_decide"


class Outcome(enum.Enum):
    """How the body comes to a decision."""

    CONSENSUS = "consensus"
    VOTE = "vote"


class Substitution(enum.Enum):
    """Who acts for a chair who is away."""

    NONE = "none"
    VICE_CHAIR = "vice_chair"
    ALTERNATE = "alternate"
    NAMED = "named"  # whom the chair names each time


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """The settings of one version. What is left empty is not regulated; no number is invented."""

    cadence: CadenceKind | None = None
    cadence_n: int | None = None
    cadence_months: tuple[int, ...] = ()  # 1 is January
    at_month_end: bool = False
    conveners: tuple[str, ...] = ()  # roles; empty: not regulated
    requesters: tuple[str, ...] = ()  # roles that may ask for a meeting in writing
    notice_days: int | None = None
    notice_form: str = ""  # such as: in writing
    agenda_days: int | None = None  # when the agenda goes out later than the notice
    urgent_notice_days: int | None = None
    urgent_form: str = ""  # such as: by telephone
    count_working_days: bool = False
    agenda_release: AgendaRelease = AgendaRelease.CHAIR
    late_items: LateItems = LateItems.CHAIRS_DECIDE
    chair_model: ChairModel | None = None
    chair_sides: tuple[str, ...] = ()  # codes of sides; empty: any side
    substitution: Substitution = Substitution.NONE
    parity: bool = False
    equal_seats: int | None = None  # 2 means two public and two private seats
    min_private: int | None = None
    min_sme: int | None = None
    min_women: int | None = None
    min_women_percent: int | None = None
    seats_per_organisation: int | None = None
    share_percent: int | None = None  # of seats, and of items, above which one is pointed out
    organisation_kinds: tuple[str, ...] = ()  # codes; empty: all kinds
    alternates: bool = False
    proxies: bool = False
    guests_by_leave: bool = False
    absences_limit: int | None = None  # in a row
    quorum_fraction: str = ""  # such as 2/3 of the seats
    quorum_public: int | None = None
    quorum_private: int | None = None
    outcome: Outcome = Outcome.CONSENSUS
    vote_fraction: str = ""
    may_adopt: bool = True  # else outputs are proposals to the parent
    silence_days: int | None = None
    comment_days: int | None = None
    minutes_target_days: int | None = None
    languages: tuple[str, ...] = ()
    written_days: int | None = None  # for replies between meetings
    urgent_written_days: int | None = None
    further: str = ""  # rules in words that no setting expresses

    def as_json(self) -> dict[str, Any]:
        """Return the settings as the database keeps them."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Procedure":
        """Read settings back; a setting unknown to this release is passed over."""
        hints = get_type_hints(cls)
        known = {name: value for name, value in stored.items() if name in hints}
        return cls(**{name: _typed(hints[name], value) for name, value in known.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _typed(hint: Any, value: Any) -> Any:
    """Give a stored value the type that its setting is declared with."""
    if isinstance(value, list):
        return tuple(value)
    kinds = [kind for kind in (hint, *get_args(hint)) if isinstance(kind, enum.EnumMeta)]
    return kinds[0](value) if kinds and value is not None else value


class RulesOfProcedure(Model):
    """One version of a body's rules. Without a first day it is a draft; in force it stays as is."""

    __tablename__ = "rules_of_procedure"
    __table_args__ = (
        UniqueConstraint("body_id", "number"),
        UniqueConstraint(
            "body_id",
            "valid_from",
            info={SENTENCE: _("Other rules hold from this day on already: choose a later one.")},
        ),
        only_one(
            "uq_rules_of_procedure_draft",
            "body_id",
            where="valid_from IS NULL",
            sentence=_("The body has a draft of its rules already."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    # Set: this draft is adopted together with these terms of reference, not alone.
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("terms_of_reference.id"), index=True)
    valid_from: Mapped[date | None] = mapped_column(index=True)
    settings: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body: Mapped[Body] = relationship(lazy="raise")

    @property
    def procedure(self) -> Procedure:
        return Procedure.from_json(self.settings)
