"""What the plugin adds to the site, and the hooks that it answers."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from flask import url_for

from ntfc import clock
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import Actor, Governed, Permission
from ntfc.plugins import NavItem, PersonalData, Plugin, Waiting, hookimpl
from ntfc_client_coordinators import demo, models, words
from ntfc_client_coordinators.queries import cases, firms, people, plans
from ntfc_client_coordinators.queries.cases import Wait
from ntfc_client_coordinators.rules import access
from ntfc_client_coordinators.rules.days import months_later
from ntfc_client_coordinators.rules.posts import Post
from ntfc_client_coordinators.service import committee
from ntfc_client_coordinators.service import desk as counting
from ntfc_client_coordinators.service import people as forgetting
from ntfc_client_coordinators.views import bp

HERE = Path(__file__).parent


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="client_coordinators",
        title=_("Client coordinators"),
        models=models.ALL,
        blueprints=(bp,),
        permissions=access.PERMISSIONS,
        nav=(
            NavItem(
                title=_("Client service"),
                endpoint="client_coordinators.index",
                icon="heart-handshake",
            ),
        ),
        trail=TRAIL,
        settings=(words.HOURS,),
        demo=demo.fill,
        migrations=str(HERE / "migrations"),
        translations=str(HERE / "translations"),
    )


TRAIL = {
    **{f"client_coordinators.{name}": word for name, word in words.DONE.items()},
    "client_coordinators.begun": _("A service for clients was begun"),
    "client_coordinators.set_up": _("The service for clients was set up"),
    "client_coordinators.appointed": _("A post in the service for clients was given"),
    "client_coordinators.post_kept": _("What is known of a post in the service was changed"),
    "client_coordinators.relieved": _("A post in the service for clients was taken away"),
    "client_coordinators.conduct_accepted": _("An officer accepted the code of conduct"),
    "client_coordinators.contact_logged": _("A talk with a firm was written down"),
    "client_coordinators.noted": _("A note of a firm was written down"),
    "client_coordinators.assigned": _("Who answers for a firm took a step"),
    "client_coordinators.case_moved": _("A case of a firm took a step"),
    "client_coordinators.case_noted": _("A note of a case was written down"),
    "client_coordinators.colleague_asked": _("A colleague was asked to look at a case"),
    "client_coordinators.checked": _("A colleague looked at a case"),
    "client_coordinators.firm_told": _("A firm was told what the committee answered"),
    "client_coordinators.plan_moved": _("A treatment plan was handed in or decided on"),
    "client_coordinators.carried_out": _("A control was carried out"),
    "client_coordinators.audit_planned": _("An audit of a firm was planned"),
    "client_coordinators.audited": _("What an audit found was written down"),
    "client_coordinators.due_noted": _("An authorisation or security of a firm was noted"),
    "client_coordinators.due_evaluated": _("A colleague evaluated an authorisation of a firm"),
    "client_coordinators.due_ended": _("An authorisation or security of a firm ended"),
}


WAITS = {
    Wait.CHECK: _("You are asked to look at it as a colleague."),
    Wait.TOLD: _("The committee answered: tell the firm."),
    Wait.LATE: _("The section is late with its answer: ask there."),
}


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name talks that are overdue, declarations that are missing, handovers to sign."""
    desk = firms.find_desk(actor) if actor.person_id is not None else None
    if desk is None or actor.person_id is None or not access.posts_of(actor, desk):
        return
    for row in people.undeclared(actor.person_id, today):
        yield Waiting(
            title=row.name,
            reason=_("The yearly declaration about shares in the firm is missing."),
            url=url_for("client_coordinators.declare", assignment_id=row.id),
            button=_("Declare"),
            since=row.planned_on,
        )
    for row in people.to_sign(actor, desk):
        yield Waiting(
            title=row.name,
            reason=_("A handover waits for your signature."),
            url=url_for("client_coordinators.handover", handover_id=row.id),
            button=_("Read it"),
            since=row.begun_on,
        )
    if Post.MANAGER in access.posts_of(actor, desk):
        yield from _of_manager(today)
    yield from _of_colleagues(actor.person_id, today)
    for case, wait in cases.waiting(actor, desk, today):
        yield Waiting(
            title=f"{case.number} · {case.title}",
            reason=WAITS.get(wait) or words.CASE_STATES[case.state],
            url=url_for("client_coordinators.case", case_id=case.id),
            button=_("Go on"),
            due=case.due_on,
            holds_up=case.is_urgent,
        )
    for row in people.overdue_talks(actor.person_id, today):
        yield Waiting(
            title=row.name,
            reason=_("A talk with the firm is due."),
            url=url_for("client_coordinators.firm", firm_id=row.id),
            button=_("See to it"),
            due=row.talk_due,
        )
    for row in people.running_out(actor.person_id, months_later(today, 1)):
        yield Waiting(
            title=f"{row.name} · {row.what}",
            reason=_("An authorisation or security runs out."),
            url=f"{url_for('client_coordinators.firm', firm_id=row.id)}#dues",
            button=_("See to it"),
            due=row.until,
        )


def _of_manager(today: date) -> Iterator[Waiting]:
    """Name what the team manager decides on, and which firms are due to change hands."""
    for row in plans.to_decide():
        yield Waiting(
            title=row.name,
            reason=_("A treatment plan waits for your decision."),
            url=url_for("client_coordinators.plan", plan_id=row.id),
            button=_("Read it"),
            since=row.begun_on,
        )
    if count := people.rotations_due(today):
        yield Waiting(
            title=_("Rotation and mentoring"),
            reason=_("Firms whose rotation is due: %(count)s", count=count),
            url=url_for("client_coordinators.report", key="rotation"),
            button=_("See to it"),
        )


def _of_colleagues(person_id: int, today: date) -> Iterator[Waiting]:
    """Name what a colleague looks at who does not answer for the firm."""
    for row in plans.to_audit(person_id, months_later(today, 1)):
        yield Waiting(
            title=row.name,
            reason=_("You audit this firm."),
            url=url_for("client_coordinators.audit", audit_id=row.id),
            button=_("Go on"),
            due=row.planned_on,
        )
    for row in plans.to_evaluate(person_id):
        yield Waiting(
            title=f"{row.firm} · {row.name}",
            reason=_("You are asked to look at it as a colleague."),
            url=url_for("client_coordinators.evaluate", due_id=row.id),
            button=_("Go on"),
        )


@hookimpl
def ntfc_issue_moved(issue: Issue, step: str, reason: str, actor: Actor, now: datetime) -> None:
    """Bring what became of a general problem back to the cases it came from."""
    committee.hear(issue, step, reason, actor=actor, now=now, today=clock.today(""))


@hookimpl
def ntfc_objections(action: Permission, subject: Governed) -> list[str]:
    """Object to erasing somebody on whom firms count: they would have nobody, and nobody knew."""
    if action is not ERASE or not isinstance(subject, Person):
        return []
    return counting.words_for_leaving(subject.id)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give what is kept of a person, for the person's own copy."""
    yield PersonalData(
        name="client_coordinators.places",
        title=_("Posts in the service for clients, and firms answered for"),
        tables=people.PLACES,
        columns={"what": _("What"), "where": _("Where")},
        rows=people.places_of(person.id),
        stays=_("Who answered for a firm belongs to the file of the firm."),
    )
    yield PersonalData(
        name="client_coordinators.declarations",
        title=_("Declarations about shares in firms"),
        tables=people.DECLARED,
        columns={"on": _("On"), "where": _("Where"), "what": _("What"), "note": _("Note")},
        rows=people.declared_by(person.id),
        stays=_("Who answered for a firm belongs to the file of the firm."),
    )
    yield PersonalData(
        name="client_coordinators.log",
        title=_("What was written down of firms"),
        tables=people.ACTS,
        columns={"on": _("On"), "what": _("What")},
        rows=people.acts_of(person.id),
        stays=_("Every step is kept so that an auditor can retrace it."),
    )


@hookimpl
def ntfc_person_erased(person: Person) -> None:
    forgetting.forget(person.id)
