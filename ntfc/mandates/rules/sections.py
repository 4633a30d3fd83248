"""The parts of terms of reference: what each is called, which texts it holds, how they compare."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntfc.differences import Change, word_changes
from ntfc.i18n import _
from ntfc.mandates.models import TermsOfReference


@dataclass(frozen=True)
class Section:
    """A part of the terms that is edited and commented on as one."""

    key: str
    title: str
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        "purpose",
        _("Purpose and work"),
        ("objectives", "responsibilities", "engagement", "activities"),
    ),
    Section("limits", _("What may be negotiated"), ("negotiable", "not_negotiable")),
    Section(
        "expectations",
        _("What each side expects of the other"),
        ("expected_of_public", "expected_of_private"),
    ),
    Section("accountability", _("Accountability"), ("accountable_to", "accountable_how")),
    Section("membership", _("Membership"), ("criteria", "applies_to_all")),
    Section(
        "protocol",
        _("Communication protocol"),
        ("protocol_start", "protocol_consulting", "protocol_results", "protocol_review_on"),
    ),
)
BY_KEY: Mapping[str, Section] = {section.key: section for section in SECTIONS}

LABELS: Mapping[str, str] = {
    "objectives": _("Objectives"),
    "responsibilities": _("Roles and responsibilities"),
    "engagement": _("Process of engagement"),
    "activities": _("Key activities"),
    "negotiable": _("Open to negotiation"),
    "not_negotiable": _("Not open to negotiation"),
    "expected_of_public": _("What is expected of the public side"),
    "expected_of_private": _("What is expected of the private side"),
    "accountable_to": _("To whom participants answer"),
    "accountable_how": _("How they answer"),
    "criteria": _("Criteria for membership"),
    "applies_to_all": _("Agreements apply to all concerned, not only to members"),
    "protocol_start": _("How the relation starts"),
    "protocol_consulting": _("How consultation runs"),
    "protocol_results": _("How results are told"),
    "protocol_review_on": _("The protocol is reviewed by"),
}
HEADINGS = SECTIONS[0].fields
TEXTS = tuple(name for section in SECTIONS for name in section.fields)


def title_of(key: str) -> str:
    """Return the name of a section, or of the whole for a comment on no section."""
    return BY_KEY[key].title if key in BY_KEY else _("The text as a whole")


def content_of(terms: TermsOfReference) -> dict[str, Any]:
    """Return the text of a version, as a new version starts from it."""
    return {name: getattr(terms, name) for name in TEXTS}


def frozen_content_of(terms: TermsOfReference) -> dict[str, Any]:
    """Return the text of a version as plain words that can be kept beside it."""
    return {name: as_words(value) for name, value in content_of(terms).items()}


def as_words(value: Any) -> str:
    """Return what one field says as text, so that two versions of it can be compared."""
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return "" if value is None else str(value)


def fingerprint(terms: TermsOfReference, key: str) -> str:
    """Return a mark of what a section says, to notice that somebody else changed it meanwhile."""
    words = "\n\n".join(as_words(getattr(terms, name)) for name in BY_KEY[key].fields)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def comparison(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[Section, list[tuple[str, list[Change]]]]]:
    """Return, by section, each field that reads differently, word by word."""
    found = []
    for section in SECTIONS:
        changed = [
            (LABELS[name], word_changes(as_words(before.get(name)), as_words(after.get(name))))
            for name in section.fields
            if as_words(before.get(name)) != as_words(after.get(name))
        ]
        if changed:
            found.append((section, changed))
    return found
