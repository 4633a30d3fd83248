"""The ways the site says no. No Flask here: rules, services and jobs raise these too."""

from collections.abc import Iterable
from typing import Any


class PermissionDenied(Exception):  # noqa: N818  -- it is an answer, not a malfunction
    """The actor does not hold the permission; *hidden* says that even existence stays untold."""

    def __init__(self, permission: str, *, hidden: bool = False) -> None:
        super().__init__(permission)
        self.hidden = hidden


class Refused(Exception):  # noqa: N818  -- it is an answer, not a malfunction
    """A rule of the committee forbids this; *reasons* say why, in words for the person."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(str(reason) for reason in reasons))
        self.reasons = reasons


def refuse_if(reasons: Iterable[str]) -> None:
    """Refuse with every reason there is, if there is any."""
    found = [*reasons]
    if found:
        raise Refused(*found)


class FieldRefused(Refused):
    """What was typed in *field* cannot stand; a view shows the reason there, and keeps the rest."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Overtaken(Refused):
    """Somebody changed the same thing meanwhile; a view shows both versions, and keeps both.

    *stands* is the thing as it is stored now: a form shows at each field what differs there.
    """

    def __init__(self, *reasons: str, stands: Any = None) -> None:
        super().__init__(*reasons)
        self.stands = stands


class Misconfigured(Exception):  # noqa: N818  -- shown to the person at the command line as it is
    """A setting, file or folder of the instance is wrong; the message says which and what to do."""


class Gone(Exception):  # noqa: N818  -- it is an answer, not a malfunction
    """What was asked for existed and is over; *reason* says so and what to do next."""

    def __init__(self, reason: str) -> None:
        super().__init__(str(reason))
        self.reason = reason


def with_words_of(sentence: str, said: object) -> str:
    """Return a sentence with what another program said below it: that is in whatever language it speaks."""
    lines = (line.strip() for line in str(said).splitlines())
    return "\n    ".join([str(sentence), *filter(None, lines)])
