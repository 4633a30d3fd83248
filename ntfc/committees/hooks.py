"""How bodies join in with the rest of the site."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app, url_for

from ntfc import clock
from ntfc.audit import subject_key
from ntfc.committees import models, queries, rules, service
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import FINAL
from ntfc.committees.queries import personal
from ntfc.committees.rules.words import purposes
from ntfc.committees.service.personal import forget
from ntfc.committees.views import bp, by_link
from ntfc.i18n import _, ngettext, on_day
from ntfc.jobs import JobKind
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, Insider
from ntfc.plugins import (
    AgendaProposal,
    ChoiceList,
    Duty,
    Extra,
    NavItem,
    OpenWork,
    PersonalData,
    Plugin,
    Waiting,
    hookimpl,
)
from ntfc.transaction import unit_of_work

A_DAY = timedelta(days=1)
TRAIL = {
    "body.carried_over": _("A body went on into a new term"),
    "body.changed": _("A body was changed"),
    "body.contact_added": _("A contact of a body was added"),
    "body.contact_ended": _("A contact of a body ended"),
    "body.final_report_given": _("The final report of a body was given"),
    "body.leaders_told": _("The leaders of a body were told what an administrator changed"),
    "body.handed_over_retitled": _("What a body had left open was given another title"),
    "body.moved": _("A body was moved in the tree"),
    "body.name_added": _("A name of a body was added"),
    "body.name_removed": _("A name of a body was taken away"),
    "body.not_carried_over": _("A body did not go on into a new term"),
    "body.person_forgotten": _("What bodies held of a person was erased"),
    "body.renamed": _("A body was renamed"),
    "body.started": _("A body was started"),
    "body.state_changed": _("The state of a body changed"),
    "body.succeeded": _("A body was succeeded by another"),
    "priority.carried_over": _("A priority was carried over"),
    "priority.confirmed": _("A priority was confirmed"),
    "priority.delivered": _("A priority was delivered"),
    "priority.named": _("A priority was named"),
    "priority.owned": _("Owners of a priority were named"),
    "priority.withdrawn": _("A priority was withdrawn"),
    "setup.begun": _("The checklist of a body was begun"),
    "setup.step_added": _("A step of the set-up was added"),
    "setup.step_changed": _("A step of the set-up was changed"),
    "setup.step_done": _("A step of the set-up was done"),
    "setup.step_skipped": _("A step of the set-up was left out"),
    "term.end_changed": _("The last day of a term was changed"),
    "term.started": _("A term was started"),
}


def end_bodies_that_are_over(_payload: dict[str, Any]) -> None:
    """Close what is past its last day and expire what is past its term, one body at a time."""
    site: str = current_app.extensions["ntfc.config"].time_zone
    with unit_of_work():
        numbers = queries.with_an_end()
    for number in numbers:
        with unit_of_work():
            body = queries.get_body(number)
            service.end_what_is_over(body, today=clock.today(body.time_zone or site), actor=SYSTEM)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="committees",
        title=_("Bodies"),
        acts=(by_link.CONFIRM,),
        models=(
            models.BodyKind,
            models.Body,
            models.BodySector,
            models.BodyName,
            models.BodyContact,
            models.Succession,
            models.Term,
            models.Priority,
            models.PriorityOwner,
            models.Confirmation,
            models.SetupStep,
            models.HandedOver,
        ),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("Bodies"),
                endpoint="committees.index",
                icon="sitemap",
                order=20,
                permission=rules.LIST,
            ),
        ),
        jobs=(JobKind(name="committees.end_bodies", run=end_bodies_that_are_over, every=A_DAY),),
        trail=TRAIL,
    )


@hookimpl
def ntfc_open_work(body: Body) -> Iterator[OpenWork]:
    """Name the priorities still to be delivered, the steps not settled, and the bodies below."""
    for priority in queries.open_priorities_of(body):
        yield OpenWork(title=priority.text, what=_("Priority"), key=subject_key(priority))
    for step in queries.steps_of(body.id):
        if step.done_on is None and step.skipped_on is None:
            yield OpenWork(
                title=step.title,
                what=_("Step of the set-up"),
                due=step.due_on,
                key=subject_key(step),
            )
    for child in queries.children_of(body):
        if child.state not in FINAL:
            yield OpenWork(
                title=child.name,
                what=_("Body below"),
                key=subject_key(child),
                for_circle=child.is_restricted,
            )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the steps, reports, confirmations and ends that wait for this person."""
    if not isinstance(actor, Insider):
        return
    yield from _steps(actor)
    yield from _reports(actor)
    yield from _confirmations(actor)
    yield from _ends(actor, today)


def _steps(actor: Insider) -> Iterator[Waiting]:
    for row in queries.steps_to_take(actor):
        yield Waiting(
            title=row.title,
            reason=_("A step of the set-up that you own."),
            url=url_for("committees.setup", body_id=row.id),
            button=_("Open the checklist"),
            due=row.due_on,
            body_name=row.name,
        )


def _reports(actor: Insider) -> Iterator[Waiting]:
    for row in queries.reports_to_give(actor):
        yield Waiting(
            title=_("Final report"),
            reason=_("The body is over; its final report is asked for."),
            url=url_for("committees.report", body_id=row.id),
            button=_("Write the report"),
            body_name=row.name,
        )


def _confirmations(actor: Insider) -> Iterator[Waiting]:
    for row in queries.priorities_to_confirm(actor):
        yield Waiting(
            title=ngettext(
                "%(num)d priority to confirm", "%(num)d priorities to confirm", row.number
            ),
            reason=_("The leaders of the body confirm what the agency named."),
            url=url_for("committees.terms", body_id=row.id),
            button=_("Look at them"),
            body_name=row.name,
        )


def _ends(actor: Insider, today: date) -> Iterator[Waiting]:
    for row in queries.ends_ahead(actor, today):
        if rules.ends_soon(row.sunset_on, today):
            yield Waiting(
                title=_("Last day of the body"),
                reason=_("It closes then: see what is open, or give it a later day."),
                url=url_for("committees.show", body_id=row.id),
                button=_("Open the body"),
                due=row.sunset_on,
                body_name=row.name,
            )
        if row.ends_on is not None and row.ends_on <= today + rules.NOTICE_OF_END:
            yield Waiting(
                title=_("End of term %(number)s", number=row.number),
                reason=_("Renew the body, or let it expire."),
                url=url_for("committees.terms", body_id=row.id),
                button=_("Open the terms"),
                due=row.ends_on,
                body_name=row.name,
            )


@hookimpl
def ntfc_agenda_proposals(body: Body) -> Iterator[AgendaProposal]:
    """Propose to speak of a term that ends before long."""
    term = queries.latest_term(body.id)
    if term is None or term.ends_on is None:
        return
    if rules.ends_soon(term.ends_on, clock.today(body.time_zone)):
        yield AgendaProposal(
            key=f"terms:{term.id}",
            title=_("End of term %(number)s: renew the body, or let it expire", number=term.number),
            reason=_("The term ends on %(day)s.", day=on_day(term.ends_on)),
            kind="decision",
            minutes=15,
            order=30,
        )


@hookimpl
def ntfc_duties(person_ids: Collection[int]) -> Iterator[Duty]:
    """Name who stands behind a body at the top of the tree, and who coordinates it."""
    for row in queries.in_charge_at_the_top():
        if row.sponsor_id in person_ids:
            text = _("Sponsor, %(body)s", body=row.name)
            yield Duty(person_id=row.sponsor_id, text=text, order=20)
        if row.coordinator_id in person_ids:
            text = _("Coordinator, %(body)s", body=row.name)
            yield Duty(person_id=row.coordinator_id, text=text, order=20)


@hookimpl
def ntfc_choice_lists() -> Iterator[ChoiceList]:
    yield ChoiceList(
        key="body-kinds",
        title=_("Kinds of body"),
        about=_("What a body is, and what follows from it when one is started."),
        model=models.BodyKind,
        extras=(
            Extra(name="may_be_top", title=_("May stand at the top of the tree")),
            Extra(
                name="is_time_boxed",
                title=_("Works for a defined period, with terms of reference of its own"),
            ),
            Extra(name="is_permanent", title=_("Has no end")),
            Extra(name="ends_with_parent", title=_("Ends with the body above")),
            Extra(name="mirrors", title=_("Stands opposite another body")),
            Extra(name="purpose", title=_("Purpose"), options=purposes),
        ),
        order=60,
    )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that bodies keep of a person."""
    body = _("Body")
    yield PersonalData(
        name="in_charge",
        title=_("Bodies the person stands behind or coordinates"),
        columns={"body": body},
        rows=[{"body": found.name} for found in personal.bodies_in_charge_of(person.id)],
        tables=("bodies",),
    )
    yield PersonalData(
        name="body_contacts",
        title=_("Bodies the person is to be called about"),
        columns={"body": body, "note": _("Note"), "starts_on": _("From"), "ended_on": _("Until")},
        rows=personal.contact_rows(person.id),
        stays=_("That a body had a contact stays, without a name and without the note."),
        tables=("body_contacts",),
    )
    yield PersonalData(
        name="setup_steps",
        title=_("Steps of a set-up the person owns"),
        columns={"body": body, "title": _("Step"), "due_on": _("Due"), "done_on": _("Done")},
        rows=personal.step_rows(person.id),
        tables=("setup_steps",),
    )
    yield PersonalData(
        name="confirmations",
        title=_("Priorities the person confirmed"),
        columns={"priority": _("Priority"), "at": _("When")},
        rows=personal.confirmation_rows(person.id),
        stays=_("That a priority was confirmed stays, for it then holds; the name is taken off."),
        tables=("confirmations",),
    )


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor, now: datetime) -> None:
    """Take the person out of whatever is still to be done in bodies."""
    forget(person, on=clock.day_of(now, ""), actor=actor)
