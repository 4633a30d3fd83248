"""Who may do what with papers, and why: the same function guards a paper and tells its readers."""

import enum
from collections.abc import Collection, Iterator
from typing import Any

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.documents.models import (
    NOT_OUT,
    NOT_TAKEN_IN,
    Access,
    Document,
    DocumentReader,
    DocumentState,
    DocumentStep,
    DocumentVersion,
)
from ntfc.i18n import _
from ntfc.permissions import CIRCLE, LEADERS, OFFICE, SEATED, Actor, Permission, Role, can

HEADS = OFFICE | LEADERS
LOGGED = frozenset({Access.NAMED, Access.NON_DISCLOSURE})  # who opened one is noted


class Ground(enum.Enum):
    """Why somebody reads a paper."""

    OFFICE = "office"  # keeps the papers of the body
    LEADER = "leader"
    EVERYBODY = "everybody"  # who may read the papers of the body
    SEAT = "seat"
    NAMED = "named"
    SIGNED = "signed"
    ENDORSES = "endorses"  # a body to which the paper came
    JOINS = "joins"  # a body that joins a meeting at which the paper is looked at
    PREPARES = "prepares"  # leads or serves such a body, and prepares the meeting with it
    INVITED = "invited"  # as a guest, to an item at which the paper stands
    SENDER = "sender"  # sent it in, and waits for an answer


def document_of(subject: Any) -> Document:
    """Return the paper that a version or a reader belongs to, or the paper itself."""
    if isinstance(subject, DocumentVersion | DocumentReader | DocumentStep):
        return subject.document
    return subject  # type: ignore[no-any-return]


def named(actor: Actor, document: Document) -> DocumentReader | None:
    """Return the line that names *actor* as a reader; the holder of a link is never named."""
    if actor.person_id is None or Role.PERSON not in actor.roles_in(None):
        return None
    return next((one for one in document.readers if one.person_id == actor.person_id), None)


def is_sender(actor: Actor, document: Document) -> bool:
    """Tell whether *actor* sent a paper in that was not taken in."""
    signed_in = Role.PERSON in actor.roles_in(None)
    is_own = actor.person_id is not None and document.added_by_id == actor.person_id
    return document.state in NOT_TAKEN_IN and is_own and signed_in


def grounds(
    actor: Actor,
    document: Document,
    joined: Collection[int] | None = None,
    invited: Collection[int] | None = None,
    prepared: Collection[int] | None = None,
    *,
    once_out: bool = False,
) -> Iterator[Ground]:
    """Yield every reason why *actor* reads a paper; none: it is not read.

    *joined*, *invited*, *prepared*: `document.joined_by`, `invited` and `prepared_by`, if they were
    looked up already. *once_out* asks why a draft is read when it has been given to its readers.
    """
    roles, reader = actor.roles_in(document.body_id), named(actor, document)
    under_undertaking = document.access is Access.NON_DISCLOSURE
    has_signed = reader is not None and reader.signed_at is not None
    if roles & OFFICE:
        yield Ground.OFFICE
    if roles & LEADERS and (has_signed or not under_undertaking):
        yield Ground.LEADER
    if has_signed or not under_undertaking:
        yield from _passing(actor, document)
    if once_out or document.state not in NOT_OUT:
        yield from _given(actor, document, has_signed=has_signed)
        yield from _joining(actor, document, joined)
        yield from _preparing(actor, document, prepared)
        yield from _as_guest(actor, document, invited)
    elif is_sender(actor, document):
        yield Ground.SENDER


def _given(actor: Actor, document: Document, *, has_signed: bool) -> Iterator[Ground]:
    """Yield why *actor* reads a paper that is with its readers, by its class."""
    roles, reader = actor.roles_in(document.body_id), named(actor, document)
    under_undertaking = document.access is Access.NON_DISCLOSURE
    if document.access is Access.PUBLIC and can(actor, READ, document.body):
        yield Ground.EVERYBODY
    if document.access in (Access.PUBLIC, Access.MEMBERS) and roles & CIRCLE:
        yield Ground.SEAT
    if reader is not None and (has_signed or not under_undertaking):
        yield Ground.SIGNED if under_undertaking else Ground.NAMED


def _joining(actor: Actor, document: Document, joined: Collection[int] | None) -> Iterator[Ground]:
    """The seats of a body that joins a meeting read its papers as those of the body itself."""
    if document.access in (Access.PUBLIC, Access.MEMBERS):
        bodies = document.joined_by if joined is None else joined
        if any(CIRCLE & actor.roles_in(number) for number in bodies):
            yield Ground.JOINS


def _preparing(
    actor: Actor, document: Document, prepared: Collection[int] | None
) -> Iterator[Ground]:
    """Who leads or serves a body that joins agrees to the draft agenda, and so reads its papers."""
    if document.access in (Access.PUBLIC, Access.MEMBERS):
        bodies = document.prepared_by if prepared is None else prepared
        if any(HEADS & actor.roles_in(number) for number in bodies):
            yield Ground.PREPARES


def _as_guest(
    actor: Actor, document: Document, invited: Collection[int] | None
) -> Iterator[Ground]:
    """Who is invited to an item reads its papers, but none that is for those who are named."""
    signed_in = actor.person_id is not None and Role.PERSON in actor.roles_in(None)
    if signed_in and document.access in (Access.PUBLIC, Access.MEMBERS):
        people = document.invited if invited is None else invited
        if actor.person_id in people:
            yield Ground.INVITED


def _passing(actor: Actor, document: Document) -> Iterator[Ground]:
    """A body reads what came to it: its members as the class says, else who leads and serves it."""
    for_members = document.access in (Access.PUBLIC, Access.MEMBERS)
    reading = CIRCLE | HEADS if for_members else HEADS
    came_to = {step.by_body_id for step in document.steps if not step.is_planned}
    if any(reading & actor.roles_in(number) for number in came_to):
        yield Ground.ENDORSES


def _endorses(actor: Actor, step: DocumentStep) -> bool:
    heads = HEADS & actor.roles_in(step.by_body_id)
    return step.is_open and bool(heads) and _reads(actor, step)


def _reads(actor: Actor, subject: Any) -> bool:
    return any(grounds(actor, document_of(subject)))


def _takes(actor: Actor, subject: Any) -> bool:
    """What was withdrawn is opened by those who keep it only; that it was is read by all."""
    is_there = document_of(subject).state is not DocumentState.WITHDRAWN
    return is_there and _reads(actor, subject)


def _keeps(actor: Actor, subject: Any) -> bool:
    leads = not LEADERS.isdisjoint(actor.roles_in(subject.body_id))
    return leads and _reads(actor, subject)


def _signs(actor: Actor, document: Document) -> bool:
    is_asked = document.access is Access.NON_DISCLOSURE
    is_out = document.state is DocumentState.OUT
    return is_asked and is_out and named(actor, document) is not None


def _may_ask(actor: Actor, document: Document) -> bool:
    """Who sits in a restricted body is told to nobody from outside it."""
    body: Body = document.body
    return _reads(actor, document) and can(actor, READ, body)


READ_ALL = Permission("document.read_all", _("Look through papers"), frozenset({Role.PERSON}))
VIEW = Permission("document.view", _("Read a paper"), OFFICE, _reads, hides=True)
TAKE = Permission("document.take", _("Open a version of a paper"), OFFICE, _takes, behind=VIEW)
WHO = Permission("document.who", _("See who can read a paper"), OFFICE, _may_ask, behind=VIEW)
SIGN = Permission(
    "document.sign", _("Undertake not to disclose a paper"), frozenset(), _signs, hides=True
)
ADD = Permission("document.add", _("Add a paper"), HEADS, behind=READ)
SEND_IN = Permission("document.send_in", _("Send a paper to the secretariat"), SEATED, behind=READ)
SETTLE = Permission(
    "document.settle", _("Take a paper in that was sent, or return it"), OFFICE, behind=VIEW
)
KEEP = Permission("document.keep", _("Keep a paper up to date"), OFFICE, _keeps, behind=VIEW)
ENDORSE = Permission(
    "document.endorse", _("Say what a body says to a paper"), frozenset(), _endorses, behind=VIEW
)
PERMISSIONS = (READ_ALL, VIEW, TAKE, WHO, SIGN, ADD, SEND_IN, SETTLE, KEEP, ENDORSE)
