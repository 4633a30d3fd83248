"""Declarations of interest at an item: who may make one, who steps out, and what follows.

Who steps out takes no part in the item: no position of his institution is noted and no vote of his
seat taken, unless somebody else of it stays.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from ntfc.blocks import Run
from ntfc.directions import apart
from ntfc.i18n import _
from ntfc.minutes.rules.contents import Interest, Part, said_of
from ntfc.minutes.rules.positions import Voice
from ntfc.paper import Block, Heading, Para, text


@dataclass(frozen=True, kw_only=True)
class Present:
    """Somebody of the attendance list who is there, and by what he is found again."""

    who: str  # seat-, person- or typed- and a number
    name: str
    organisation: str = ""
    seat_id: int | None = None
    person_id: int | None = None
    organisation_id: int | None = None
    attendance_id: int = 0
    is_typed: bool = False

    @property
    def title(self) -> str:
        parts = dict.fromkeys(part for part in (self.name, self.organisation) if part)
        return " · ".join(parts)

    @property
    def voice(self) -> str:
        """Return by what the positions know whom he speaks for."""
        return f"org-{self.organisation_id}" if self.organisation_id else self.who


@dataclass(frozen=True, kw_only=True)
class AsTyped:
    """What somebody declares, as the secretary types it; the times are those of the clock."""

    text: str
    stepped_out: bool = False
    left: time | None = None
    back: time | None = None
    day: date | None = None  # of both, where the meeting has several
    back_day: date | None = None  # of coming back, where that is another one

    @property
    def back_on(self) -> date | None:
        return self.back_day or self.day


@dataclass(frozen=True, kw_only=True)
class Declaring:
    """The same; the times are instants."""

    text: str
    stepped_out: bool = False
    left_at: datetime | None = None
    back_at: datetime | None = None


@dataclass(frozen=True)
class Declared:
    """A declaration as it is noted; *seen* counts its changes."""

    who: str
    interest: Interest
    seen: int = 0
    seat_id: int | None = None
    day: date | None = None  # of its times
    back_day: date | None = None

    @property
    def is_out(self) -> bool:
        """Tell whether he has not come back yet."""
        return self.interest.stepped_out and not self.interest.back_at


def as_sent(parts: Sequence[Part], sent: Sequence[Part]) -> tuple[Part, ...]:
    """Return the sections with no days at declarations where the text that went out tells none.

    They were not kept then: nobody is asked to approve anew what nobody changed.
    """
    told = {(part.key, one) for part in sent for one in part.interests}
    return tuple(
        replace(
            part,
            interests=tuple(
                one.undated if (part.key, one.undated) in told else one for one in part.interests
            ),
        )
        for part in parts
    )


def interest_lines(interests: Sequence[Interest]) -> Iterator[Block]:
    """Yield the declarations for a paper."""
    if interests:
        yield Heading(str(_("Declarations of interest")), 3)
    for one in interests:
        declared, stepped = said_of(_apart(one))
        yield Para((*text(f"{declared} "), Run(stepped, frozenset({"strong"}))))


def _apart(one: Interest) -> Interest:
    """Return a declaration whose typed words turn nothing of the sentence around them."""
    firm = apart(one.organisation) if one.organisation else ""
    return replace(one, name=apart(one.name), organisation=firm, text=apart(one.text.strip()))


def obstacles_to_declaring(declaring: Declaring, now: datetime) -> Iterator[str]:
    """Say why a declaration cannot be noted as it was typed."""
    if not declaring.stepped_out and (declaring.left_at or declaring.back_at):
        yield _("There is a time of leaving or coming back: say that the person stepped out.")
    if declaring.back_at and not declaring.left_at:
        yield _("Say first when the person stepped out.")
    elif declaring.left_at and declaring.back_at and declaring.back_at < declaring.left_at:
        yield _("The person cannot be back before having left.")
    if any(moment and moment > now for moment in (declaring.left_at, declaring.back_at)):
        yield _("This time is still to come.")


def silent(there: Iterable[Present], out: Collection[str]) -> set[str]:
    """Return whose position is not noted: of those who are *out*, where nobody else of it stays."""
    stays = {one.voice for one in there if one.who not in out}
    return {one.voice for one in there if one.who in out} - stays


def obstacles_to_speaking(voice: Voice, quiet: Collection[str]) -> Iterator[str]:
    """Say why no position of somebody is noted."""
    if voice.who in quiet:
        yield _(
            "%(name)s stepped out for this item because of an interest: no position is noted.",
            name=voice.title,
        )
