"""What a plugin may say, and the hooks it may answer. Core features join in the same way."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from click import Command
from flask import Blueprint
from markupsafe import Markup
from pluggy import HookimplMarker, HookspecMarker
from sqlalchemy.orm import registry

from ntfc.acts import Act
from ntfc.db import TYPES, Base
from ntfc.jobs import JobKind
from ntfc.permissions import BE_HERE, Actor, Governed, Permission, Role

if TYPE_CHECKING:
    from sqlalchemy import Select

    from ntfc.people.models import Person

API = 1  # additive changes do not move it
OLDEST_API = 1  # the oldest one whose plugins still run

hookspec = HookspecMarker("ntfc")
hookimpl = HookimplMarker("ntfc")


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """An entry of the main menu, shown to whoever holds *permission* for the site."""

    title: str
    endpoint: str
    icon: str
    order: int = 50
    permission: Permission = BE_HERE


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that waits for a person: what, why, by when, and the one button that does it."""

    title: str
    reason: str
    url: str
    button: str
    due: date | None = None
    body_name: str = ""


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
class Duty:
    """What a person is to the site, in a few words; the lowest *order* is told first."""

    person_id: int
    text: str
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class OpenWork:
    """Something a body has not finished; who takes the body's work over takes this."""

    title: str
    what: str
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class DueMeeting:
    """By which day a body is to meet next, by which rule, and from which day that is counted."""

    body_id: int
    on: date
    rule: str
    since: date
    is_overdue: bool


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
    that title.
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


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """Everything a feature or plugin declares about itself."""

    name: str
    title: str
    api: int = API
    models: Sequence[type] = ()
    blueprints: Sequence[Blueprint] = ()
    permissions: Sequence[Permission] = ()
    nav: Sequence[NavItem] = ()
    jobs: Sequence[JobKind] = ()
    acts: Sequence[Act] = ()
    commands: Sequence[Command] = ()
    trail: Mapping[str, str] = field(default_factory=dict)  # action: what it says in words
    translations: str = ""
    migrations: str = ""


def own_registry() -> registry:
    """Return the registry of one plugin's models, beside the core's tables but not among them.

    ``class Base(DeclarativeBase): registry = own_registry()``. A misspelt relationship then breaks
    the plugin's own mappers, never a query of the core.
    """
    return registry(metadata=Base.metadata, type_annotation_map=TYPES)


class Hooks:
    """The hooks, each with the sentence that plugins/README.md explains at length."""

    # Declaration: asked once, while the application is put together.

    @hookspec
    def ntfc_plugin(self) -> Plugin:  # type: ignore[empty-body]
        """Say who the plugin is and all that it adds."""

    # Offers: asked while something is shown. A failing offer is left out.

    @hookspec
    def ntfc_waiting(self, actor: Actor, today: date) -> Iterable[Waiting]:  # type: ignore[empty-body]
        """Name what waits for the person, for the home page."""

    @hookspec
    def ntfc_listed_people(self) -> "Select[int]":  # type: ignore[empty-body]
        """Select the ids of people whom everyone who signs in may know, by seat or contact role."""

    @hookspec
    def ntfc_affiliations(  # type: ignore[empty-body]
        self, person_ids: Collection[int]
    ) -> Mapping[int, Sequence[str]]:
        """Name, for a list of people, where each of them belongs."""

    @hookspec
    def ntfc_duties(self, person_ids: Collection[int]) -> Iterable[Duty]:  # type: ignore[empty-body]
        """Name what each of the people is to the site: its administrator, a chair, a sponsor."""

    @hookspec
    def ntfc_person_panel(self, person: "Person", actor: Actor) -> Markup:  # type: ignore[empty-body]
        """Show on the page of a person what the feature knows, as far as *actor* may see it."""

    @hookspec
    def ntfc_body_panel(self, body: Governed, actor: Actor) -> Panel | None:
        """Show a part of a body's page; None when there is nothing for this person."""

    @hookspec
    def ntfc_meeting_panel(self, meeting: Governed, actor: Actor) -> Panel | None:
        """Show a part of a meeting's page; None when there is nothing for this person."""

    @hookspec
    def ntfc_open_work(self, body: Governed) -> Iterable[OpenWork]:  # type: ignore[empty-body]
        """Name what *body* has not finished, for whoever takes its work over."""

    @hookspec
    def ntfc_next_due(self, body_ids: Collection[int]) -> Iterable[DueMeeting]:  # type: ignore[empty-body]
        """Name by which day each of the bodies is to meet next; a body without a rule is left out."""

    @hookspec
    def ntfc_days_met(self, body_ids: Collection[int]) -> Mapping[int, Sequence[date]]:  # type: ignore[empty-body]
        """Name on which days each of the bodies met; a body that never did is left out."""

    @hookspec
    def ntfc_organisation_panel(self, organisation: Any, actor: Actor) -> Markup:  # type: ignore[empty-body]
        """Show what belongs to an institution, as a card of its page."""

    @hookspec
    def ntfc_choice_lists(self) -> Iterable[ChoiceList]:  # type: ignore[empty-body]
        """Name the lists that administrators extend on the page of lists."""

    @hookspec
    def ntfc_people_of_body(self, body: Governed) -> Iterable[SeatedPerson]:  # type: ignore[empty-body]
        """Name who sits in *body* now, once for each seat."""

    @hookspec
    def ntfc_issue_panel(self, issue: Governed, actor: Actor) -> Panel | None:
        """Show a part of an issue's page; None when there is nothing for this person."""

    @hookspec
    def ntfc_agenda_proposals(  # type: ignore[empty-body]
        self, body: Governed, meeting: Governed
    ) -> Iterable[AgendaProposal]:
        """Name what should be on the agenda of a meeting of *body*, each line with its reason."""

    # Guards: asked before a change. A failing guard counts as an objection.

    @hookspec
    def ntfc_objections(  # type: ignore[empty-body]
        self, action: Permission, subject: Governed, actor: Actor
    ) -> Iterable[str]:
        """Give the reasons, if any, why *action* must not happen to *subject*."""

    # Obligations: asked of all; if one fails, the whole change is refused and undone.

    @hookspec
    def ntfc_personal_data(self, person: "Person") -> Iterable[PersonalData]:  # type: ignore[empty-body]
        """Give all that is kept of the person, for the person's own copy."""

    @hookspec
    def ntfc_person_erased(self, person: "Person", actor: Actor, now: datetime) -> None:
        """Remove what the feature keeps of the person; the row itself is already neutral."""

    @hookspec
    def ntfc_address_changed(self, person: "Person", actor: Actor, now: datetime) -> None:
        """Stop what still goes by the old e-mail address of the person."""

    # Events: told after a change. What a failing listener did is undone, and logged.

    @hookspec
    def ntfc_body_started(self, body: Governed, actor: Actor, now: datetime) -> None:
        """A body was started: begin what belongs to a body of its kind."""

    @hookspec
    def ntfc_issue_moved(self, issue: Governed, step: str, actor: Actor, now: datetime) -> None:
        """An issue went on; *step* is a value of ``ntfc.issues.models.EventKind``."""

    @hookspec
    def ntfc_agenda_changed(self, agenda: Governed) -> None:
        """The lines of an agenda changed: one came, went, moved or reads otherwise."""

    @hookspec
    def ntfc_body_closed(self, body: Governed, heir: Governed | None) -> None:
        """The body is over: hand its open work to *heir*, or leave it with the body if None."""
