"""The things by which a plugin joins in: what it offers, shows, names and gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup

from ntfc.permissions import BE_HERE, Insider, Permission, Role

if TYPE_CHECKING:
    from ntfc.committees.models import Body
    from ntfc.organisations.models import Organisation
    from ntfc.people.models import Person


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """An entry of the main menu, shown to whoever holds *permission* for the site."""

    title: str
    endpoint: str
    icon: str
    order: int = 50
    permission: Permission = BE_HERE


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What administrators set for a plugin, such as how its officers are called.

    *kind* is str, int, bool or date. A text with *options* is one of these, each with its title. A
    number lies between *least* and *most*. Without a default, None is read until it is set.
    """

    name: str
    title: str
    about: str = ""
    kind: type = str
    default: Any = None
    options: Sequence[tuple[str, str]] = ()
    least: int = 0
    most: int = 1_000_000

    def fits(self, value: Any) -> bool:
        """Tell whether *value* can be what was set."""
        if not isinstance(value, self.kind) or type(value) is not self.kind:
            return False
        if isinstance(value, int) and self.kind is int:
            return self.least <= value <= self.most
        return not self.options or value in [known for known, _title in self.options]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that waits for a person: what, why, by when, and the one button that does it.

    *holds_up* says that others cannot go on before: it comes first. *since* is the day from which
    it waits, for what has no day by which it must be done.
    """

    title: str
    reason: str
    url: str
    button: str
    due: date | None = None
    body_name: str = ""
    holds_up: bool = False
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class Health:
    """What a plugin finds when it looks after itself: all is well, or what is not.

    *url* leads to where it is put right, if that is a page.
    """

    text: str
    is_well: bool
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """One kind of thing that is kept of a person: what it is, row by row.

    *columns* gives each key of a row its heading. *stays* says why the rows remain when the
    person is erased; empty means that they are removed then. *tables* names the tables it is about.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]
    stays: str = ""
    tables: Sequence[str] = ()


class Tab(StrEnum):
    """The pages of a body: what is to be done, who sits in it, and by what right it works."""

    WORK = "work"
    PEOPLE = "people"
    MANDATE = "mandate"


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of a page: its heading, the finished HTML below it, and where it stands."""

    id: str
    title: str
    html: Markup
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class SeatedPerson:
    """Someone who sits in a body now, in which role, and for which institution."""

    person_id: int
    role: Role
    organisation_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PublicPaper:
    """A paper that everybody may take, and where."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What a person is to the site, in a few words; the lowest *order* is told first."""

    person_id: int
    text: str
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class OpenWork:
    """Something a body has not finished; who takes the body's work over takes this.

    *key* names what it is, such as ``issues:12``. What is *for_circle* is read by those who work in
    the body only, as a proposal is that nobody decided on.
    """

    title: str
    what: str
    due: date | None = None
    key: str = ""
    for_circle: bool = False


@dataclass(frozen=True, kw_only=True)
class DueMeeting:
    """By which day a body is to meet next, by which rule, and from which day that is counted."""

    body_id: int
    on: date
    rule: str
    since: date
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class MeetingItem:
    """An item of a meeting."""

    key: str  # such as agenda_items:12
    title: str  # with its number, as people find it on the agenda
    likely: bool = True  # where it is asked which were reached: whether this one was, as it seems
    starts_in: int | None = None  # minutes after the meeting begins, where that is planned


@dataclass(frozen=True, kw_only=True)
class ProgrammeLine:
    """A line of a meeting that whoever is invited may know: when it is planned, and what to read.

    *characters* is how long the papers are that belong to it.
    """

    title: str
    starts_at: datetime | None = None
    minutes: int | None = None
    characters: int = 0


@dataclass(frozen=True, kw_only=True)
class Extra:
    """One more thing asked about an entry of a list: a yes or no, or one of several options."""

    name: str
    title: str
    options: Callable[[], Sequence[tuple[Any, str]]] | None = None  # none: yes or no


@dataclass(frozen=True, kw_only=True)
class ChoiceList:
    """A list that administrators extend: where it is kept, and what an entry says beside a name."""

    key: str
    title: str
    about: str
    model: type[Any]
    extras: Sequence[Extra] = ()
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class AgendaProposal:
    """A line that proposes itself for an agenda: what it is, why now, and how long it takes.

    *key* names what it is about, such as ``issues:12``: one key stands on an agenda once. *kind* is
    a value of ``ntfc.agendas.models.ItemKind``. *issue_id* and *item_id* name the issue, or the item
    of an earlier agenda, that it takes up again. What has the same *group* stands below one item of
    that title. What *is_confidential* becomes an item in confidence, and is offered within its own
    body alone: never at a joint meeting, where others would read it.
    """

    key: str
    title: str
    reason: str
    kind: str = "discussion"
    text: str = ""
    minutes: int | None = None
    issue_id: int | None = None
    item_id: int | None = None
    group: str = ""
    order: int = 50
    is_confidential: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemAct:
    """Something that may be done with an item of an agenda: what, and where.

    With *at_once* the address takes a POST, so that one click does it; else it is a page. *asks* is
    then a page that asks first, for where a click must not lead away, as from words being typed.
    *in_meeting*: also on the screen that leads through the meeting, while the item is discussed.
    """

    item_id: int
    title: str
    url: str
    at_once: bool = False
    asks: str = ""
    in_meeting: bool = False


@dataclass(frozen=True, kw_only=True)
class PriorityProgress:
    """How a priority of a body's term goes: on track, or off track since a day with a remedy.

    The addresses are those of the remedy, of the page that puts it off track or changes the
    remedy, and (by POST) of putting it on track again; empty where the person may not.
    """

    priority_id: int
    off_track_since: date | None = None
    reason: str = ""
    remedy: str = ""
    remedy_url: str = ""
    is_remedy_over: bool = False
    off_track_url: str = ""
    on_track_url: str = ""


class DemoCountry(Protocol):
    """The country of `ntfc demo`, as a plugin finds it that fills its part: its day, its people.

    People are named by the part of their address before the sign @ (ntfc/demo/people.csv),
    institutions by their code, bodies by a key such as ``national``.
    """

    today: date

    def day(self, ago: int) -> date:
        """Return the day that lies so many days back; below zero, ahead."""

    def at(self, ago: int, hour: int = 9) -> datetime:
        """Return an instant on that day."""

    def person(self, key: str) -> "Person": ...

    def acting(self, key: str, ago: int) -> Insider:
        """Return the person as signed in on that day, with the roles held then."""

    def body(self, key: str) -> "Body": ...

    def institution(self, code: str) -> "Organisation": ...
