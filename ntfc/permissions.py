"""Who may do what: permissions are granted to the roles that a person's seats give."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from flask import has_request_context, request

from ntfc.errors import PermissionDenied
from ntfc.i18n import _
from ntfc.transaction import AUTHORIZED


class Role(str, Enum):
    """What a person is in a body, by the seat held there; the last two hold for the whole site."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MODERATOR = "moderator"
    COORDINATOR = "coordinator"
    MEMBER = "member"
    ALTERNATE = "alternate"
    FACILITATOR = "facilitator"
    EXPERT = "expert"
    OBSERVER = "observer"
    GUEST = "guest"
    PERSON = "person"  # anyone who has signed in
    ADMINISTRATOR = "administrator"  # runs the site; opens no restricted paper


CHAIRS = frozenset({Role.CHAIR, Role.MODERATOR})  # a moderator leads where there is no chair
LEADERS = CHAIRS | {Role.VICE_CHAIR}
# Who keeps a body's papers. The coordinator of an institution speaks for that institution only;
# the coordinator of the body itself is named in its record.
OFFICE = frozenset({Role.SECRETARY})
SEATED = frozenset(Role) - {Role.PERSON, Role.ADMINISTRATOR}
# To whom a draft is circulated: those who attend only (experts, observers, guests) read what holds.
CIRCLE = SEATED - {Role.EXPERT, Role.OBSERVER, Role.GUEST}


class Governed(Protocol):
    """Anything a permission can be about: it knows its body, or None for the whole site."""

    @property
    def body_id(self) -> int | None: ...


class Actor(Protocol):
    """Whoever is acting: a person signed in, the holder of a link, or SYSTEM for jobs."""

    @property
    def person_id(self) -> int | None: ...

    def roles_in(self, body_id: int | None) -> frozenset[Role]:
        """Return the roles held in a body; for None, all roles held anywhere on the site."""
        ...

    def is_granted(self, permission: "Permission", subject: Governed) -> bool:
        """Tell whether a one-time link or the like grants just this."""
        ...


@dataclass(frozen=True, eq=False)
class Permission:
    """Held by *roles* in the subject's body, and by whoever *holds* says so without a seat.

    One that *hides* guards reading: who does not hold it is not even told that the subject exists.
    One *behind* such a permission is refused in the same way to whoever does not hold that one.
    """

    name: str
    title: str
    roles: frozenset[Role] = frozenset()
    holds: Callable[[Actor, Any], bool] = lambda _actor, _subject: False
    hides: bool = False
    behind: "Permission | None" = None


@dataclass(frozen=True)
class Site:
    """The site as a whole, as the subject of a permission."""

    body_id: None = None


SITE = Site()


class Nobody:
    """A visitor who has not signed in."""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    person_id = None
    name = ""

    def roles_in(self, body_id: int | None) -> frozenset[Role]:  # noqa: ARG002  -- an Actor
        return frozenset()

    def is_granted(self, permission: Permission, subject: Governed) -> bool:  # noqa: ARG002
        return False

    def get_id(self) -> None:
        return None


@dataclass(frozen=True)
class Standing:
    """What the seats make of a person today: the roles in each body, and the seats themselves."""

    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    seats: frozenset[int] = frozenset()
    steps_in: frozenset[int] = frozenset()  # bodies that nobody serves, with this coordinator


@dataclass(frozen=True, kw_only=True)
class Insider:
    """A person who has signed in, with the roles and seats held at this moment."""

    person_id: int
    name: str
    token: str
    language: str = ""
    time_zone: str = ""
    is_administrator: bool = False
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    seats: frozenset[int] = frozenset()
    steps_in: frozenset[int] = frozenset()  # bodies that nobody serves, with this coordinator
    apart: frozenset[int] = frozenset()  # bodies in which running the site gives no role

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def roles_in(self, body_id: int | None) -> frozenset[Role]:
        runs_it = self.is_administrator and body_id not in self.apart
        everywhere = {Role.PERSON} | ({Role.ADMINISTRATOR} if runs_it else set())
        if body_id is not None:
            return self.roles.get(body_id, frozenset()) | everywhere
        return frozenset(everywhere).union(*self.roles.values())

    def is_granted(self, permission: Permission, subject: Governed) -> bool:  # noqa: ARG002
        return False

    def get_id(self) -> str:
        """Return what the session cookie carries: the token of the device, not the person."""
        return self.token


@dataclass(frozen=True, kw_only=True)
class LinkHolder:
    """Someone acting by a one-time link: just the one permission, on just the one subject."""

    person_id: int
    name: str
    permission: Permission
    subject: Governed
    language: str = ""
    time_zone: str = ""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    audit_kind = "link"

    def roles_in(self, body_id: int | None) -> frozenset[Role]:  # noqa: ARG002  -- an Actor
        return frozenset()

    def is_granted(self, permission: Permission, subject: Governed) -> bool:
        return permission is self.permission and subject is self.subject

    def get_id(self) -> None:
        return None


@dataclass(frozen=True)
class Entrusted:
    """Someone who was allowed the whole of an act, while its parts are done.

    Starting a body lets one write its first rules, though one holds no seat in it yet. Only a
    service that has checked the permission for the whole makes one.
    """

    behind: Actor

    is_authenticated = True

    @property
    def person_id(self) -> int | None:
        return self.behind.person_id

    @property
    def name(self) -> str:
        return str(getattr(self.behind, "name", ""))

    @property
    def audit_kind(self) -> str:
        """Tell by which way the one behind came, where that is known: the trail says it."""
        return str(self.behind.audit_kind)  # type: ignore[attr-defined]

    def roles_in(self, body_id: int | None) -> frozenset[Role]:  # noqa: ARG002  -- an Actor
        return frozenset(Role)

    def is_granted(self, permission: Permission, subject: Governed) -> bool:  # noqa: ARG002
        return True


class System:
    """Jobs and commands: whatever they do was decided when they were started."""

    person_id = None
    name = "ntfc"

    def roles_in(self, body_id: int | None) -> frozenset[Role]:  # noqa: ARG002  -- an Actor
        return frozenset(Role)

    def is_granted(self, permission: Permission, subject: Governed) -> bool:  # noqa: ARG002
        return True


SYSTEM = System()

# What anybody may do: sign in, reset a password, open a one-time link.
COME_IN = Permission("site.come_in", _("Come in"), holds=lambda _actor, _subject: True)
# What every person who has signed in may do: see the home page, one's own account.
BE_HERE = Permission("site.be_here", _("Use the site"), frozenset({Role.PERSON}))
ADMINISTER = Permission("site.administer", _("Run the site"), frozenset({Role.ADMINISTRATOR}))
PERMISSIONS = (COME_IN, BE_HERE, ADMINISTER)


def can(actor: Actor, permission: Permission, subject: Governed) -> bool:
    """Tell whether *actor* holds *permission* over *subject*."""
    return (
        not permission.roles.isdisjoint(actor.roles_in(subject.body_id))
        or permission.holds(actor, subject)
        or actor.is_granted(permission, subject)
    )


def only_as_administrator(actor: Actor, permission: Permission, subject: Governed) -> bool:
    """Tell whether *actor* holds *permission* for no other reason than running the site."""
    if not isinstance(actor, Insider) or not actor.is_administrator:
        return False
    by_seats = Insider(
        person_id=actor.person_id, name="", token="", roles=actor.roles, seats=actor.seats
    )
    return not can(by_seats, permission, subject)


def authorize(actor: Actor, permission: Permission, subject: Governed) -> None:
    """Raise PermissionDenied unless *actor* holds *permission* over *subject*."""
    if not can(actor, permission, subject):
        raise PermissionDenied(permission.name, hidden=_hides(actor, permission, subject))
    if has_request_context():
        request.environ[AUTHORIZED] = permission.name


def _hides(actor: Actor, permission: Permission, subject: Governed) -> bool:
    """Tell whether a refusal must look as if there were nothing."""
    behind = permission.behind
    return permission.hides or (behind is not None and not can(actor, behind, subject))


S = TypeVar("S", bound=Governed)
P = ParamSpec("P")
R = TypeVar("R")
ServiceFunction = Callable[Concatenate[S, P], R]


def requires(
    permission: Permission,
) -> Callable[[ServiceFunction[S, P, R]], ServiceFunction[S, P, R]]:
    """Let only an actor holding *permission* over the first argument call a service function."""

    def decorate(function: ServiceFunction[S, P, R]) -> ServiceFunction[S, P, R]:
        @wraps(function)
        def guarded(subject: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            actor: Any = kwargs["actor"]
            authorize(actor, permission, subject)
            return function(subject, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
