"""The rules of signing in: what a password must be, how failures slow, when a session is over."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise

from ntfc.errors import Misconfigured
from ntfc.i18n import _, ngettext
from ntfc.permissions import Permission, Role

OWN = Permission(
    "account.own",
    _("Look after one's own account"),
    holds=lambda actor, person: actor.person_id is not None and actor.person_id == person.id,
)
# Held by nobody: only a link sent for it (reset, invitation) or a command grants it.
CHOOSE_PASSWORD = Permission("account.choose_password", _("Choose a password by a link"))

# Names under which others find these: acts of links, kinds of jobs.
RESET_PASSWORD = "accounts.reset_password"  # noqa: S105  -- the name of an act
FORGOTTEN = "accounts.forgotten"

SHORTEST, LONGEST = 12, 200
LEAST_OF_ITS_OWN = 8  # what must be left of a password without the person's own names

SHARED_LASTS = timedelta(hours=12)
OWN_LASTS = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)
HALF_LASTS = timedelta(minutes=15)  # to find the telephone, or to set the second factor up
SETUP_LASTS = timedelta(hours=24)
RESET_LASTS = timedelta(hours=4)
RECOVERY_CODES = 10


def obstacles_to_password(
    password: str, personal: Collection[str], common: Collection[str]
) -> Iterator[str]:
    """Name all that is wrong with a new password: length first, and no rules of composition."""
    if len(password) < SHORTEST:
        yield ngettext(
            "Use at least %(least)d characters; this has %(num)d. A short sentence is easy to keep in mind.",
            "Use at least %(least)d characters; this has %(num)d. A short sentence is easy to keep in mind.",
            len(password),
            least=SHORTEST,
        )
    if len(password) > LONGEST:
        yield _("Use at most %(most)d characters.", most=LONGEST)
    if is_common(password, common):
        yield _(
            "This password is among the first that are tried. Choose one that only you would think of."
        )
    if is_personal(password, personal):
        yield _(
            "This is little more than your name, your e-mail address or the name of this site. "
            "Choose something that is not known about you."
        )


def is_common(password: str, common: Collection[str]) -> bool:
    """Tell whether it is a common password, also with digits put on or repeated."""
    whole = password.casefold()
    unit = _repeated_unit(whole)
    candidates = {whole, unit, _without_ends(whole), _repeated_unit(_without_ends(whole))}
    return len(set(unit)) <= 3 or _is_run(whole) or not candidates.isdisjoint(common)


def _without_ends(text: str) -> str:
    """Take away the digits and signs with which people make a short password long."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _repeated_unit(text: str) -> str:
    """Return the shortest piece of which *text* is a repetition: itself, if of none."""
    return text[: (text + text).find(text, 1)] if text else text


def _is_run(text: str) -> bool:
    """Tell whether it only counts up or down, as 123456789012 does."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


def is_personal(password: str, personal: Collection[str]) -> bool:
    """Tell whether little is left once the words known about the person are taken away."""
    left = original = re.sub(r"[\W_]+", "", password.casefold())
    for word in sorted(words_of(personal), key=len, reverse=True):
        left = left.replace(word, "")
    return left != original and len(left) < LEAST_OF_ITS_OWN


def words_of(personal: Collection[str]) -> set[str]:
    """Return the words of names and addresses, long enough to mean something."""
    found: set[str] = set()
    for text in personal:
        words = [word for word in re.split(r"[\W_]+", text.casefold()) if len(word) >= 3]
        found.update(words, ["".join(words)])
    return found - {""}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How failures slow and lock: *free* of them cost nothing, each further one doubles the wait."""

    free: int
    first_wait: timedelta
    lock_at: int
    lock_for: timedelta
    memory: timedelta


MOST_DOUBLINGS = 16  # of seconds: beyond any lock, and far from what a timedelta can hold

# One account: ten tries, then two an hour, however many addresses somebody commands.
PER_ACCOUNT = Limits(
    free=3,
    first_wait=timedelta(seconds=5),
    lock_at=10,
    lock_for=timedelta(minutes=30),
    memory=timedelta(hours=24),
)
# One device in which the person has signed in before: no stranger can use its tries up.
PER_DEVICE = PER_ACCOUNT
# One address: a whole ministry may stand behind it, so it forgives more and forgets sooner.
PER_ADDRESS = Limits(
    free=20,
    first_wait=timedelta(seconds=2),
    lock_at=100,
    lock_for=timedelta(minutes=15),
    memory=timedelta(hours=1),
)
# Asking for a new password, from one address: right or wrong, each counts.
PER_ASKING = Limits(
    free=5,
    first_wait=timedelta(seconds=30),
    lock_at=20,
    lock_for=timedelta(minutes=30),
    memory=timedelta(hours=1),
)


def wait(failures: Sequence[datetime], now: datetime, limits: Limits) -> timedelta:
    """Return how long to wait before the next try: nothing, a growing while, or the lock."""
    counted = [min(at, now) for at in failures if now - at < limits.memory]
    if len(counted) <= limits.free:
        return timedelta(0)
    pause = limits.lock_for
    if len(counted) < limits.lock_at:
        doublings = min(len(counted) - limits.free - 1, MOST_DOUBLINGS)
        pause = min(pause, limits.first_wait * 2**doublings)
    return max(max(counted) + pause - now, timedelta(0))


def is_locked(failures: Sequence[datetime], now: datetime, limits: Limits) -> bool:
    """Tell whether so many failures count that each further one locks."""
    return len([at for at in failures if now - at < limits.memory]) >= limits.lock_at


class Step(Enum):
    """What a device still owes after the password."""

    NOTHING = "nothing"
    CODE = "code"  # a code of the second factor
    ENROL = "enrol"  # the role asks for a second factor, and there is none yet


def still_owed(
    *, has_factor: bool, proved: bool, held: Collection[Role], demanded: frozenset[Role]
) -> Step:
    """Return what must happen before somebody who gave the password may do anything."""
    if proved:
        return Step.NOTHING
    if has_factor:
        return Step.CODE
    return Step.NOTHING if demanded.isdisjoint(held) else Step.ENROL


def is_over(*, stays: bool, is_administrator: bool, last_seen_at: datetime, now: datetime) -> bool:
    """Tell whether a session ended by itself: 30 days unused on one's own device, else 12 hours.

    An administrator's ends after 12 hours everywhere: who runs the site proves it each day.
    """
    lasts = OWN_LASTS if stays and not is_administrator else SHARED_LASTS
    return now - last_seen_at >= lasts


def roles_named(names: Collection[str]) -> frozenset[Role]:
    """Return the roles that the setting second_factor_roles names."""
    known = {role.value for role in Role}
    for name in names:
        if name not in known:
            raise Misconfigured(
                _(
                    "second_factor_roles names the role %(role)s, which does not exist. The roles "
                    "are: %(known)s.",
                    role=repr(name),
                    known=", ".join(sorted(known)),
                )
            )
    return frozenset(Role(name) for name in names)


def local_path(wanted: str | None) -> str | None:
    """Return *wanted* if it leads to a page of this site, else None."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    # Browsers take a backslash for a slash and skip tabs and line ends: /\evil is //evil to them.
    if "\\" in wanted or any(ord(sign) <= 32 or ord(sign) == 127 for sign in wanted):
        return None
    return wanted
