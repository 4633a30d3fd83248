"""Who works here: the posts, and what the one who answers for a firm is called."""

from enum import Enum


class Post(Enum):
    """What somebody is in the service for clients."""

    MANAGER = "manager"  # leads the team: assigns firms, decides plans
    COORDINATOR = "coordinator"
    SECTION = "section"  # the back office
    AUDITOR = "auditor"  # a colleague who audits and looks over shoulders


class Label(Enum):
    """What a country calls the one who answers for a firm."""

    COORDINATOR = "coordinator"
    AMBASSADOR = "ambassador"
    ACCOUNT_MANAGER = "account_manager"
    CLIENT_MANAGER = "client_manager"
