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
from ntfc.i18n import Sentence
from ntfc.jobs import JobKind
from ntfc.permissions import Actor, Governed, Permission
from ntfc.plugins.known import KnownFirm
from ntfc.plugins.offers import (
    AgendaProposal,
    ChoiceList,
    DemoCountry,
    DueMeeting,
    Duty,
    Health,
    ItemAct,
    MeetingItem,
    NavItem,
    OpenWork,
    Panel,
    PersonalData,
    PriorityProgress,
    ProgrammeLine,
    PublicPaper,
    SeatedPerson,
    Setting,
    Tab,
    Waiting,
)

if TYPE_CHECKING:
    from sqlalchemy import Select

    from ntfc.organisations.models import Camp
    from ntfc.people.models import Person

API = 1  # additive changes do not move it
OLDEST_API = 1  # the oldest one whose plugins still run

hookspec = HookspecMarker("ntfc")
hookimpl = HookimplMarker("ntfc")


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """Everything a feature or plugin declares about itself."""

    name: str
    title: str
    api: int = API
    models: Sequence[type] = ()
    blueprints: Sequence[Blueprint] = ()
    open_pages: Sequence[str] = ()  # endpoints that strangers may come to
    open_forms: Sequence[str] = ()  # those that they may send something to, too
    permissions: Sequence[Permission] = ()
    nav: Sequence[NavItem] = ()
    jobs: Sequence[JobKind] = ()
    acts: Sequence[Act] = ()
    commands: Sequence[Command] = ()
    trail: Mapping[str, str] = field(default_factory=dict)  # action: what it says in words
    settings: Sequence[Setting] = ()  # what administrators set: see settings_of()
    demo: Callable[[DemoCountry], None] | None = None  # fills the demonstration
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
    def ntfc_body_panel(self, body: Governed, actor: Actor, tab: Tab) -> Panel | None:
        """Show a part of one of a body's pages; None when there is nothing for this person."""

    @hookspec
    def ntfc_meeting_panel(self, meeting: Governed, actor: Actor) -> Panel | None:
        """Show a part of a meeting's page; None when there is nothing for this person."""

    @hookspec
    def ntfc_meeting_topics(self, meeting: Governed) -> Iterable[str]:  # type: ignore[empty-body]
        """Name in a line each what everybody may know to be on a meeting in public."""

    @hookspec
    def ntfc_meeting_papers(self, meeting: Governed) -> Iterable[PublicPaper]:  # type: ignore[empty-body]
        """Name the papers of a meeting in public that everybody may take."""

    @hookspec
    def ntfc_papers_joined(self) -> "Select[int, int]":  # type: ignore[empty-body]
        """Select papers and the further bodies whose seats read them, such as at a joint meeting."""

    @hookspec
    def ntfc_papers_prepared(self) -> "Select[int, int]":  # type: ignore[empty-body]
        """Select papers and the further bodies whose leaders and offices read them beforehand."""

    @hookspec
    def ntfc_papers_invited(self) -> "Select[int, int, str]":  # type: ignore[empty-body]
        """Select papers, the people who read them as guests, and to what they are invited."""

    @hookspec
    def ntfc_meeting_items(self, meeting: Governed, actor: Actor) -> Iterable[MeetingItem]:  # type: ignore[empty-body]
        """Name the items of a meeting for which guests may come, as far as *actor* reads them."""

    @hookspec
    def ntfc_open_items(self, meeting: Governed, actor: Actor) -> Iterable[MeetingItem]:  # type: ignore[empty-body]
        """Name the items of a meeting of which nobody noted yet whether they were reached."""

    @hookspec
    def ntfc_opening_warnings(self, meeting: Governed) -> Iterable[str]:  # type: ignore[empty-body]
        """Say what whoever opens the meeting now should know first; it holds nothing back."""

    @hookspec
    def ntfc_meeting_programme(self, meeting: Governed) -> Iterable[ProgrammeLine]:  # type: ignore[empty-body]
        """Name the lines of a meeting that all who are invited may know, with time and papers."""

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
    def ntfc_next_meetings(  # type: ignore[empty-body]
        self, body_ids: Collection[int], actor: Actor
    ) -> Mapping[int, date]:
        """Name on which day each of the bodies meets next, as far as *actor* may know."""

    @hookspec
    def ntfc_organisation_panel(self, organisation: Any, actor: Actor) -> Markup:  # type: ignore[empty-body]
        """Show what belongs to an institution, as a card of its page."""

    @hookspec
    def ntfc_choice_lists(self) -> Iterable[ChoiceList]:  # type: ignore[empty-body]
        """Name the lists that administrators extend on the page of lists."""

    @hookspec
    def ntfc_people_of_body(self, body: Governed, today: date) -> Iterable[SeatedPerson]:  # type: ignore[empty-body]
        """Name who sits in *body* on a day, once for each seat."""

    @hookspec
    def ntfc_issue_panel(self, issue: Governed, actor: Actor) -> Panel | None:
        """Show a part of an issue's page; None when there is nothing for this person."""

    @hookspec
    def ntfc_agenda_proposals(  # type: ignore[empty-body]
        self, body: Governed, meeting: Governed
    ) -> Iterable[AgendaProposal]:
        """Name what should be on the agenda of a meeting of *body*, each line with its reason."""

    @hookspec
    def ntfc_priority_progress(  # type: ignore[empty-body]
        self, body: Governed, actor: Actor
    ) -> Iterable[PriorityProgress]:
        """Name how priorities of the body's term go, and what is done where one is off track."""

    @hookspec
    def ntfc_item_acts(self, agenda: Governed, actor: Actor) -> Iterable[ItemAct]:  # type: ignore[empty-body]
        """Name what *actor* may do with the items of an agenda, for all of them at once."""

    @hookspec
    def ntfc_stepped_out(self, item_id: int) -> Iterable[int]:  # type: ignore[empty-body]
        """Name the seats that take no part in an item of an agenda, because of an interest."""

    @hookspec
    def ntfc_institutions_heard(  # type: ignore[empty-body]
        self, meeting_ids: Collection[int]
    ) -> "Iterable[tuple[int, Camp | None]]":
        """Name the institutions that spoke at meetings, each with its side of the table."""

    @hookspec
    def ntfc_report_lines(  # type: ignore[empty-body]
        self, body: Governed, first: date, last: date
    ) -> Iterable[str | Sentence]:
        """Say in a line each how work went in a span of days, for the report to the sponsor."""

    @hookspec
    def ntfc_known_firms(  # type: ignore[empty-body]
        self, numbers: Collection[str], name: str
    ) -> Iterable[KnownFirm]:
        """Name firms that a programme knows: those with one of these numbers, or, unless it is empty, this name."""

    @hookspec
    def ntfc_health(self, today: date) -> Iterable[Health]:  # type: ignore[empty-body]
        """Say in a line each whether all is well with what the plugin looks after."""

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

    @hookspec
    def ntfc_issue_moved(
        self, issue: Governed, step: str, reason: str, actor: Actor, now: datetime
    ) -> None:
        """An issue went on, or its answer came back; *reason* are the words told with it.

        *step* is a value of ``ntfc.issues.models.EventKind``.
        """

    @hookspec
    def ntfc_meeting_ended(
        self, meeting: Governed, reached: Collection[str] | None, actor: Actor, now: datetime
    ) -> None:
        """A meeting was closed or called off; *reached* are the keys of items, None if unknown."""

    # Events: told after a change. What a failing listener did is undone, and logged.

    @hookspec
    def ntfc_body_started(self, body: Governed, actor: Actor, now: datetime) -> None:
        """A body was started: begin what belongs to a body of its kind."""

    @hookspec
    def ntfc_agenda_changed(self, agenda: Governed) -> None:
        """The lines of an agenda changed: one came, went, moved or reads otherwise."""

    @hookspec
    def ntfc_bodies_at_work(self, bodies: frozenset[int]) -> None:
        """Something was done in the bodies of these numbers, and is about to be kept."""

    @hookspec
    def ntfc_body_closed(
        self, body: Governed, heir: Governed | None, on: date, actor: Actor
    ) -> None:
        """The body is over: hand its open work to *heir*, or leave it with the body if None."""
