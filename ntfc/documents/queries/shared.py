"""Who reads a paper beside its own body: the seats of further bodies, and guests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select

from ntfc import plugins
from ntfc.documents.models import Document


@dataclass(frozen=True)
class Shared:
    """How features let further people read papers: the seats of other bodies, and guests."""

    joined: tuple[Select[Any], ...]
    prepared: tuple[Select[Any], ...]
    invited: tuple[Select[Any], ...]


def shared() -> Shared:
    """Return how features let the seats of further bodies, and guests, read a paper."""
    return Shared(
        joined=tuple(plugins.gather("ntfc_papers_joined")),
        prepared=tuple(plugins.gather("ntfc_papers_prepared")),
        invited=tuple(plugins.gather("ntfc_papers_invited")),
    )


def papers_shown_to_guest(person_id: Any, given: Iterable[Select[Any]]) -> ColumnElement[bool]:
    """Return the condition that a person reads a paper as a guest."""
    found = (one.subquery() for one in given)
    return or_(
        false(),
        *(Document.id.in_(select(part.c[0]).where(part.c[1] == person_id)) for part in found),
    )


def joined_papers(bodies: Any, given: Iterable[Select[Any]]) -> ColumnElement[bool]:
    """Return the condition that seats of one of *bodies* read a paper that is another body's."""
    found = (one.subquery() for one in given)
    return or_(
        false(),
        *(Document.id.in_(select(joined.c[0]).where(joined.c[1].in_(bodies))) for joined in found),
    )
