"""The closed lists of words in which bodies are described."""

import enum


class Level(enum.Enum):
    """What a body works on: direction, objectives, or the issues of the day."""

    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"


class Purpose(enum.Enum):
    """What a body is there for: committees speak of policy, working groups find out how."""

    POLICY = "policy"  # to inform and to discuss policy
    SOLUTIONS = "solutions"  # to seek feedback and technical solutions
    BOTH = "both"


class Reach(enum.Enum):
    """How much of the country a body is for."""

    CENTRAL = "central"
    REGIONAL = "regional"
    LOCAL = "local"


class Mode(enum.Enum):
    """How a body usually meets."""

    ON_SITE = "on_site"
    ONLINE = "online"
    MIXED = "mixed"


class State(enum.Enum):
    """Where a body is in its life. Bodies are never deleted."""

    IDEA = "idea"
    BEING_FORMED = "being_formed"
    AWAITING_LEGAL_ACT = "awaiting_legal_act"
    INFORMAL = "informal"
    ACTIVE = "active"
    DORMANT = "dormant"
    EXPIRED = "expired"
    CLOSED = "closed"
    SUCCEEDED = "succeeded"


OVER = frozenset({State.EXPIRED, State.CLOSED, State.SUCCEEDED})
FINAL = frozenset({State.CLOSED, State.SUCCEEDED})
PREPARING = frozenset({State.IDEA, State.BEING_FORMED, State.AWAITING_LEGAL_ACT})
WORKING = frozenset({State.ACTIVE, State.INFORMAL})


class ActKind(enum.Enum):
    """What kind of text founded the body."""

    LAW = "law"
    CHARTER = "charter"
    DECREE = "decree"
    PROVISION = "provision"
    GOVERNMENT_DECISION = "government_decision"
    PROTOCOL = "protocol"
    MEMORANDUM = "memorandum"
    ORDER = "order"
    AGREEMENT = "agreement"
    RECOMMENDATION = "recommendation"
    OTHER = "other"


class Designation(enum.Enum):
    """How the body became the national committee of TFA Article 23.2."""

    NEW_BODY = "new_body"
    EXISTING_BODY = "existing_body"


class NameKind(enum.Enum):
    """Why a body has this further name."""

    TRANSLATION = "translation"
    SECOND = "second"  # one body may carry two names and two mandates
    FORMER = "former"


class SuccessionKind(enum.Enum):
    """How one body became another."""

    REFORMED = "reformed"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
