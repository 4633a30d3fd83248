"""The pages of actions; importing them puts each on the blueprint."""

from ntfc.actions.views import (
    checking,
    levels,
    lists,
    overview,
    recording,
    remedies,
    reporting,
    show,
    sponsoring,
    status,
)
from ntfc.actions.views.common import bp

__all__ = [
    "bp",
    "checking",
    "levels",
    "lists",
    "overview",
    "recording",
    "remedies",
    "reporting",
    "show",
    "sponsoring",
    "status",
]
