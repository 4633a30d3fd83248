"""How papers join in with the rest of the site."""

from collections.abc import Iterator
from datetime import date

from flask import url_for

from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.documents import models, queries, rules
from ntfc.documents.hooks.jobs import forget_file, read_words
from ntfc.documents.hooks.personal import kept_of
from ntfc.documents.service import endorsing
from ntfc.documents.service.erasing import FORGET_JOB
from ntfc.documents.service.keeping import WORDS_JOB
from ntfc.documents.views import bp
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.jobs import JobKind
from ntfc.people.models import Person
from ntfc.permissions import OFFICE, Actor, Entrusted, can
from ntfc.plugins import (
    AgendaProposal,
    NavItem,
    OpenWork,
    Panel,
    PersonalData,
    Plugin,
    Tab,
    Waiting,
    hookimpl,
)
from ntfc.procedure.queries import bodies_of

NEWEST = 5
TRAIL = {
    "document.added": _("A paper was added"),
    "document.body_said": _("A body endorsed or returned a paper"),
    "document.changed": _("What is said of a paper was changed"),
    "document.erased": _("What a version of a paper said was erased"),
    "document.given_out": _("A paper was given to its readers"),
    "document.reader_named": _("A reader of a paper was named"),
    "document.reader_removed": _("A reader of a paper is named no longer"),
    "document.sent_back": _("A paper that was sent in was returned"),
    "document.sent_in": _("Somebody at the table sent a paper in"),
    "document.taken_in": _("A paper that was sent in was taken in"),
    "document.sent_to_body": _("A paper went to a body for endorsement"),
    "document.signed": _("A reader undertook not to disclose a paper"),
    "document.signed_on_paper": _("It was noted that a reader signed on paper"),
    "document.version_added": _("A paper got a new version"),
    "document.way_planned": _("The way of a paper through bodies was planned"),
    "document.words_read": _("The words of a paper were read, or could not be"),
    "document.withdrawn": _("A paper was withdrawn"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="documents",
        title=_("Papers"),
        models=(
            models.Document,
            models.DocumentReader,
            models.DocumentVersion,
            models.DocumentReading,
            models.DocumentStep,
            models.DocumentWords,
        ),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        jobs=(
            JobKind(name=WORDS_JOB, run=read_words),
            JobKind(name=FORGET_JOB, run=forget_file),
        ),
        nav=(
            NavItem(
                title=_("Papers"),
                endpoint="documents.index",
                icon="files",
                order=25,
                permission=rules.READ_ALL,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body its newest papers."""
    if tab is not Tab.WORK or not can(actor, committees.READ, body):
        return None
    rows, count = queries.listed(actor, queries.Filters(body_id=body.id), 1)
    html = drawn("documents/_body_panel.html", body=body, rows=rows[:NEWEST], count=count)
    return Panel(
        id="documents",
        title=_("Papers"),
        html=html,
        order=17,
    )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:  # noqa: ARG001
    """Name the papers that open once the person has signed not to disclose them."""
    if actor.person_id is None:
        return
    for row in queries.to_sign(actor.person_id):
        yield Waiting(
            title=row.title,
            reason=_("You are named as a reader. It opens once you undertake not to disclose it."),
            url=url_for("documents.sign", document_id=row.id),
            button=_("Read the undertaking"),
            body_name=row.name,
        )
    for row in queries.sent_in_to(bodies_of(actor, OFFICE)):
        yield Waiting(
            title=row.title,
            reason=_("%(name)s sent this paper in. Take it in, or return it.", name=row.sender)
            if row.sender
            else _("This paper was sent in. Take it in, or return it."),
            url=url_for("documents.show", document_id=row.id),
            button=_("Look at it"),
            body_name=row.body,
        )
    for row in queries.waiting_with(bodies_of(actor, rules.HEADS)):
        step = queries.get_step(row.id)
        if can(actor, rules.ENDORSE, step):
            yield Waiting(
                title=row.title,
                reason=_("The paper came to this body, which endorses or returns it."),
                url=url_for("documents.say", document_step_id=row.id),
                button=_("Record what it says"),
                body_name=row.body,
                holds_up=True,
            )


@hookimpl
def ntfc_agenda_proposals(body: Body) -> Iterator[AgendaProposal]:
    """Propose the papers that came to the body; those in confidence are left to its chairs."""
    for row in queries.waiting_with([body.id]):
        if row.access not in rules.LOGGED:
            yield AgendaProposal(
                key=f"documents:{row.document_id}:endorse",
                title=row.title,
                reason=_("The paper came to this body for endorsement."),
                kind="approval",
                minutes=15,
                order=52,
            )


@hookimpl
def ntfc_open_work(body: Body) -> Iterator[OpenWork]:
    """Name the papers that came to the body and that it has not answered.

    The circle of a body reads this, so no paper for named readers is named.
    """
    for row in queries.waiting_with([body.id]):
        if row.access in rules.LOGGED:
            continue
        yield OpenWork(
            title=row.title,
            what=_("Paper to be endorsed"),
            key=f"documents:{row.document_id}",
            for_circle=True,
        )


@hookimpl
def ntfc_body_closed(body: Body, heir: Body | None, actor: Actor) -> None:
    """Leave the papers that came to the body to the one that takes its work over."""
    if heir is None:
        return
    for row in queries.waiting_with([body.id]):
        endorsing.hand_on(queries.get_step(row.id), to=heir, actor=Entrusted(actor))


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that papers keep of a person."""
    return kept_of(person)
