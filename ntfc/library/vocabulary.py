"""The closed lists of words in which the library states its facts."""

from enum import Enum


class Kind(str, Enum):
    """The kinds of body or mechanism, for an entry and for its sub-bodies."""

    ADVISORY_BODY = "advisory_body"
    APPEAL_BODY = "appeal_body"
    CAPACITY_BUILDING = "capacity_building"
    CLIENT_COORDINATION = "client_coordination"
    COMMITTEE = "committee"
    COUNCIL = "council"
    DISPUTE_BODY = "dispute_body"
    FORUM = "forum"
    INTEGRITY_BODY = "integrity_body"
    IT_USER_GROUP = "it_user_group"
    MEDIA_PROJECT = "media_project"
    MOU_FRAMEWORK = "mou_framework"
    NEWSLETTER = "newsletter"
    OBSERVERS_SCHEME = "observers_scheme"
    OTHER = "other"
    SINGLE_WINDOW = "single_window"
    TRAINING_EXCHANGE = "training_exchange"
    TRUSTED_TRADER_PROGRAMME = "trusted_trader_programme"
    WORKING_GROUP = "working_group"


class Status(str, Enum):
    """How far the mechanism had come when the paper was written."""

    AWAITING_LEGAL_ACT = "awaiting_legal_act"
    BEING_SET_UP = "being_set_up"
    CLOSED = "closed"
    OPERATING = "operating"
    PILOT = "pilot"
    PLANNED = "planned"
    PROJECT = "project"


class Level(str, Enum):
    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"


class Side(str, Enum):
    """For whom participants and chairs speak."""

    PUBLIC = "public"
    PRIVATE = "private"
    ACADEMIA = "academia"
    CITIZENS = "citizens"
    CIVIL_SOCIETY = "civil_society"
    DEVELOPMENT_PARTNERS = "development_partners"
    EXPERTS = "experts"
    FOREIGN_PARTNERS = "foreign_partners"
    INTERNATIONAL_ORGANISATIONS = "international_organisations"
    MEDIA = "media"
    TRADE_UNIONS = "trade_unions"


class ChairModel(str, Enum):
    NONE = "none"
    ONE = "one"
    TWO = "two"
    ROTATING = "rotating"


class CadenceKind(str, Enum):
    PER_YEAR = "per_year"
    MIN_PER_YEAR = "min_per_year"
    MAX_GAP_MONTHS = "max_gap_months"
    MAX_GAP_DAYS = "max_gap_days"
    FIXED_MONTHS = "fixed_months"
    PER_TERM = "per_term"
    AS_NEEDED = "as_needed"


class Mode(str, Enum):
    ON_SITE = "on_site"
    ONLINE = "online"
    MIXED = "mixed"


class TermOf(str, Enum):
    """Whose time is limited: the body's, each member's, each group's or the parent programme's."""

    BODY = "body"
    MEMBER = "member"
    GROUP = "group"
    PROGRAMME = "programme"


class CompositionKind(str, Enum):
    ASSOCIATIONS_ONLY = "associations_only"
    BALANCED = "balanced"
    PARITY = "parity"
    PER_SIDE = "per_side"
    PUBLIC_ONLY = "public_only"


class ActKind(str, Enum):
    """The form of the act that a body rests on."""

    AGREEMENT = "agreement"
    DECREE = "decree"
    EXECUTIVE_ORDER = "executive_order"
    GOVERNMENT_DECISION = "government_decision"
    LAW = "law"
    PROTOCOL = "protocol"
    PROVISION = "provision"
    RECOMMENDATION = "recommendation"


class Qualifier(str, Enum):
    ABOUT = "about"
    MORE_THAN = "more_than"


class Unit(str, Enum):
    DAYS = "days"
    PERCENT = "percent"
    USD_BILLION = "usd_billion"


class PartOfYear(str, Enum):
    MID = "mid"
    END = "end"
