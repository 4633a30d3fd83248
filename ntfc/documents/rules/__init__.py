"""The rules for papers: plain facts in, an answer or the reasons against it out."""

from collections.abc import Iterator
from typing import Protocol

from ntfc.documents.models import NOT_TAKEN_IN, Access, DocumentState
from ntfc.documents.rules.endorsing import (
    behind,
    has_passed,
    is_endorsed,
    last_said,
    next_step,
    obstacles_to_planning,
    obstacles_to_saying,
    obstacles_to_sending,
    open_step,
    was_returned,
)
from ntfc.documents.rules.permits import (
    ADD,
    ENDORSE,
    HEADS,
    KEEP,
    LOGGED,
    PERMISSIONS,
    READ_ALL,
    SEND_IN,
    SETTLE,
    SIGN,
    TAKE,
    VIEW,
    WHO,
    Ground,
    document_of,
    grounds,
    named,
)
from ntfc.documents.rules.words import (
    ACCESSES,
    CHOICES,
    SPREAD,
    STATES,
    TONES,
    word,
)
from ntfc.documents.rules.written import TITLES, paper_of, parts_of, plain, reference, stored
from ntfc.i18n import _

__all__ = [
    "ACCESSES",
    "ADD",
    "CHOICES",
    "ENDORSE",
    "HEADS",
    "KEEP",
    "LOGGED",
    "PERMISSIONS",
    "READ_ALL",
    "SEND_IN",
    "SETTLE",
    "SIGN",
    "SPREAD",
    "STATES",
    "TAKE",
    "TITLES",
    "TONES",
    "VIEW",
    "WHO",
    "Ground",
    "behind",
    "document_of",
    "grounds",
    "has_passed",
    "is_endorsed",
    "last_said",
    "named",
    "next_step",
    "obstacles_to_adding_version",
    "obstacles_to_erasing",
    "obstacles_to_giving_out",
    "obstacles_to_keeping",
    "obstacles_to_naming",
    "obstacles_to_planning",
    "obstacles_to_saying",
    "obstacles_to_sending",
    "obstacles_to_settling",
    "obstacles_to_withdrawing",
    "open_step",
    "paper_of",
    "parts_of",
    "plain",
    "reference",
    "stored",
    "title_of",
    "was_returned",
    "word",
]
LONGEST_TITLE = 300


class Kept(Protocol):
    """What the rules need to know of a paper."""

    access: Access
    state: DocumentState


def title_of(typed: str, file_name: str) -> str:
    """Return how a paper is called: as typed, else as its file."""
    stem = file_name.rpartition(".")[0] or file_name
    return (typed.strip() or stem.replace("_", " ").strip())[:LONGEST_TITLE]


def obstacles_to_keeping(document: Kept) -> Iterator[str]:
    """Yield why a paper is no longer changed."""
    if document.state is DocumentState.WITHDRAWN:
        yield _("This paper was withdrawn. It stays as it was.")
    if document.state in NOT_TAKEN_IN:
        yield _("This paper was sent in: take it in first, or return it.")


def obstacles_to_adding_version(document: Kept, *, is_same: bool) -> Iterator[str]:
    """Yield why this is no new version of a paper; *is_same*: as the latest one, byte by byte."""
    yield from obstacles_to_keeping(document)
    if is_same:
        yield _("This is the very version that stands here already.")


def obstacles_to_naming(document: Kept) -> Iterator[str]:
    """Yield why nobody is named as a reader of a paper."""
    yield from obstacles_to_keeping(document)
    if document.access is Access.PUBLIC:
        yield _("This paper is public: everybody reads it.")


def obstacles_to_giving_out(document: Kept) -> Iterator[str]:
    """Yield why a paper is not given to its readers now."""
    yield from obstacles_to_keeping(document)
    if document.state is DocumentState.OUT:
        yield _("This paper was given to its readers already.")


def obstacles_to_withdrawing(document: Kept, reason: str) -> Iterator[str]:
    yield from obstacles_to_keeping(document)
    if not reason.strip():
        yield _("Say why the paper is withdrawn: its readers are told.")


def obstacles_to_settling(document: Kept) -> Iterator[str]:
    """Yield why nothing is said any more to a paper that was sent in."""
    if document.state is not DocumentState.SENT_IN:
        yield _("This paper was answered already. Open the page again.")


def obstacles_to_erasing(document: Kept, *, has_content: bool, reason: str) -> Iterator[str]:
    """Yield why what a version says is not erased: only of a withdrawn paper, and with a reason."""
    if document.state not in (DocumentState.WITHDRAWN, DocumentState.SENT_BACK):
        yield _("Withdraw the paper first: what its readers have before them is not erased.")
    if not has_content:
        yield _("This version was erased already.")
    if not reason.strip():
        yield _("Say why it is erased. The reason stays, what the version said does not.")
