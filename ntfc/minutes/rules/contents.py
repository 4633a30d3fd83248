"""What stands in minutes: the meeting, who was there, the sections, and what came out of it.

These are plain words and facts, with no number of the database but those that tell sections apart.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from ntfc.blocks import Block, Blocks, Run
from ntfc.minutes.rules.stances import in_one_line
from ntfc.minutes.rules.stepping_out import declared_in_words, stepped_out_in_words
from ntfc.richtext import read


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day on which the meeting sat, in universal time."""

    starts_at: str
    ends_at: str
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Somebody who was there, or was expected; *presence* as the meeting noted it."""

    name: str
    organisation: str = ""
    side: str = ""
    role: str = ""
    kind: str = ""
    presence: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the body answered to a question, or to an action that was asked of it."""

    kind: str
    question: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where an institution stands, or with no *name* a whole side, in words of its own."""

    stance: str
    name: str = ""
    camp: str = ""
    text: str = ""
    is_confidential: bool = False


DAYS_OF_INTEREST = ("left_on", "back_on")


@dataclass(frozen=True, kw_only=True)
class Interest:
    """Somebody declared an interest of his own; the hours by the clock where the meeting was.

    The days on which he left and came back stand there where the meeting has several.
    """

    name: str
    text: str
    organisation: str = ""
    stepped_out: bool = False
    left_at: str = ""
    back_at: str = ""
    left_on: str = ""
    back_on: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is kept of it: no days where there are none, as before they were known."""
        return {n: value for n, value in asdict(self).items() if value or n not in DAYS_OF_INTEREST}

    @property
    def undated(self) -> "Interest":
        """Return it as it stood in texts before the days were known."""
        return replace(self, left_on="", back_on="")


def said_of(one: Interest) -> tuple[str, str]:
    """Return who declared what, and whether he stepped out."""
    stepped = stepped_out_in_words(
        one.left_at,
        one.back_at,
        stepped_out=one.stepped_out,
        left_on=one.left_on,
        back_on=one.back_on,
    )
    return declared_in_words(one.name, one.organisation, one.text), stepped


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section: its number in the database only tells it apart from the others."""

    key: int
    title: str
    html: str
    is_confidential: bool = False
    answers: tuple[Answer, ...] = ()
    positions: tuple[Position, ...] = ()
    interests: tuple[Interest, ...] = ()
    read_back_at: str = ""  # when it was agreed to at the table just as it stands, universal time
    number: str = ""  # as the agenda says it, such as 2.1
    begins: str = ""  # the numbers of its paragraphs, where that is not its own number

    @property
    def cited(self) -> str:
        """Return with what the numbers of its paragraphs begin."""
        return self.begins or self.number

    @property
    def heading(self) -> str:
        """Return its number and title in one line."""
        stop = "" if "." in self.number else "."
        return f"{self.number}{stop} {self.title}" if self.number else self.title

    @property
    def blocks(self) -> Blocks:
        """Return the paragraphs, as they are counted and commented on."""
        return read(self.html)

    @property
    def whole(self) -> Blocks:
        """Return every paragraph, those of the answers, positions and declarations too."""
        said = [f"{one.question}: {one.text}" for one in self.answers]
        said += [f"{declared} {stepped}" for declared, stepped in map(said_of, self.interests)]
        said += [in_one_line(one.name, one.camp, one.stance, one.text) for one in self.positions]
        return (*self.blocks, *(Block("p", (Run(line),)) for line in said))


@dataclass(frozen=True, kw_only=True)
class Task:
    """What somebody took on: who, and by when; *is_date_open* says that the date is to be set."""

    number: int
    title: str
    owner: str = ""
    person: str = ""
    due_on: str = ""
    is_date_open: bool = False
    is_confidential: bool = False

    @property
    def due(self) -> date | None:
        return date.fromisoformat(self.due_on) if self.due_on else None


@dataclass(frozen=True, kw_only=True)
class Reserved:
    """An institution joined a consensus with a reservation, in its own words."""

    organisation: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """An institution to which something is addressed, and the day by which it answers."""

    organisation: str
    due_on: str = ""

    @property
    def due(self) -> date | None:
        return date.fromisoformat(self.due_on) if self.due_on else None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the body decided, recommended or could not agree on; *number* as it is spoken of."""

    kind: str
    state: str
    title: str
    text: str
    number: str = ""
    paper: str = ""
    how: str = ""
    next_step: str = ""
    is_binding: bool = False
    applies_to_all: bool = False
    is_confidential: bool = False
    conditions: str = ""
    reason: str = ""  # why it was not accepted
    reservations: tuple[Reserved, ...] = ()
    addressees: tuple[Addressed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """An issue that was parked: why, what is next, who owns it, when it comes back."""

    number: int
    title: str
    cause: str
    review_on: str
    reason: str = ""
    next_step: str = ""
    owner: str = ""
    is_confidential: bool = False

    @property
    def review(self) -> date:
        return date.fromisoformat(self.review_on)


@dataclass(frozen=True, kw_only=True)
class Document:
    """The whole of the minutes."""

    body: str
    number: int | None
    kind: str
    title: str
    time_zone: str
    place: str
    mode: str
    days: tuple[Day, ...]
    attendees: tuple[Attendee, ...]
    parts: tuple[Part, ...]
    tasks: tuple[Task, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    parked: tuple[SetAside, ...] = ()
