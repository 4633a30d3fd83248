"""The pages, below /x/client_coordinators/. Each view loads, authorizes, validates, does, answers."""

from ntfc_client_coordinators.views import (  # noqa: F401  -- each adds its pages
    assigning,
    cases,
    checking,
    desk,
    firms,
    papers,
    plans,
    reports,
)
from ntfc_client_coordinators.views.common import bp

__all__ = ["bp"]
