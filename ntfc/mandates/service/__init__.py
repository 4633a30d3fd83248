"""Changing terms of reference: drafting and adopting them, and reviewing a draft jointly."""

from ntfc.mandates.service.drafts import (
    Overtaken,
    add_matter,
    adopt,
    remove_matter,
    save_section,
    start_version,
    withdraw,
)
from ntfc.mandates.service.review import comment, dispose, extend_review, open_review, remind

__all__ = [
    "Overtaken",
    "add_matter",
    "adopt",
    "comment",
    "dispose",
    "extend_review",
    "open_review",
    "remind",
    "remove_matter",
    "save_section",
    "start_version",
    "withdraw",
]
