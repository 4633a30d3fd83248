"""What the plugin adds to the site, and the hooks that it answers."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import url_for

from ntfc.clock import today
from ntfc.committees.models import Body
from ntfc.i18n import _, on_day
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.plugins import AgendaProposal, KnownFirm, NavItem, PersonalData, Plugin, Waiting, hookimpl
from ntfc_golden_list import acts, demo, jobs, models, words
from ntfc_golden_list.queries import building, people, programmes
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.service import people as forgetting
from ntfc_golden_list.service.files import ACTING
from ntfc_golden_list.texts import said
from ntfc_golden_list.views import bp

HERE = Path(__file__).parent


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="golden_list",
        title=_("Trusted traders"),
        models=models.ALL,
        blueprints=(bp,),
        open_pages=("golden_list.programme", "golden_list.statistics", "golden_list.verify"),
        open_forms=("golden_list.come", "golden_list.come_by_mail"),
        permissions=access.PERMISSIONS,
        nav=(
            NavItem(title=_("Trusted traders"), endpoint="golden_list.index", icon="certificate"),
        ),
        jobs=jobs.JOBS,
        acts=acts.ACTS,
        trail=TRAIL,
        demo=demo.fill,
        migrations=str(HERE / "migrations"),
        translations=str(HERE / "translations"),
    )


TRAIL = {
    "golden_list.begun": _("A trusted-trader programme was begun"),
    "golden_list.set_up": _("A trusted-trader programme was set up"),
    "golden_list.opened": _("A trusted-trader programme was opened to a role"),
    "golden_list.rules_written": _("Rules of a trusted-trader programme were written"),
    "golden_list.described": _("What a trusted-trader programme is made of was changed"),
    "golden_list.criteria_written": _("Requirements of a trusted-trader programme were written"),
    "golden_list.published": _("Rules of a trusted-trader programme were published"),
    "golden_list.appointed": _("A post in a trusted-trader programme was given"),
    "golden_list.relieved": _("A post in a trusted-trader programme was taken away"),
    "golden_list.conduct_accepted": _("An officer accepted the code of conduct"),
    "golden_list.interested": _("A firm showed interest"),
    "golden_list.nominated": _("Customs nominated a firm"),
    "golden_list.consented": _("A nominated firm consented"),
    "golden_list.contact_given": _("A firm was given its contact"),
    "golden_list.answered": _("A firm answered questions"),
    "golden_list.asked": _("A colleague was asked for a part of the answers"),
    "golden_list.asked_no_more": _("A part of the answers is no longer asked of a colleague"),
    "golden_list.person_added": _("Somebody was added who speaks for a firm"),
    "golden_list.person_left": _("Somebody was taken off who spoke for a firm"),
    "golden_list.lead_changed": _("Somebody else signs for a firm"),
    "golden_list.reminded": _("People were reminded of what is due in a trusted-trader file"),
    "golden_list.moved": _("A trusted-trader file took a step"),
    "golden_list.checked": _("A check of a firm was noted"),
    "golden_list.check_settled": _("The result of a check became known"),
    "golden_list.checked_again": _("A check of a firm was looked at by a second officer"),
    "golden_list.site_added": _("Premises of a firm were named"),
    "golden_list.site_removed": _("Premises of a firm were taken off"),
    "golden_list.visit_planned": _("A visit to a firm was planned"),
    "golden_list.visited": _("A visit to a firm was noted"),
    "golden_list.visit_corrected": _("What was noted of a visit was corrected"),
    "golden_list.evidence_added": _("A firm sent evidence"),
    "golden_list.photo_added": _("What was seen on a visit was kept"),
    "golden_list.taken_over": _("Holders of before were taken over"),
    "golden_list.promised": _("A benefit was promised"),
    "golden_list.delivered": _("A benefit was delivered"),
    "golden_list.uses_recorded": _("Uses of benefits were recorded"),
    "golden_list.measured": _("An effect of a trusted-trader programme was measured"),
    "golden_list.recognised": _("How far recognition with a partner is was noted"),
    "golden_list.told_committee": _("A general problem of firms was brought to the committee"),
    "golden_list.noticed": _("A firm told customs something"),
    "golden_list.notice_read": _("What a firm told was read"),
    "golden_list.action_planned": _("An action of building a programme was planned"),
    "golden_list.step_noted": _("A step of the file of a firm was noted"),
    "golden_list.revised": _("A new version of the rules of a programme was begun"),
    "golden_list.rule_read": _("The central unit said how a rule is read"),
    "golden_list.learnt": _("A lesson was kept for all centres"),
    "golden_list.proposed": _("A benefit was proposed"),
    "golden_list.proposal_answered": _("A proposal for a benefit was answered"),
    "golden_list.firm_changed": _("What is known of a firm was changed"),
    "golden_list.control_ended": _("A control of a firm was ended"),
    "golden_list.noted": _("Customs noted something of a firm"),
    "golden_list.control_added": _("A control of a firm was noted"),
}


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name what a firm has to send, and what the desk has that is due."""
    if actor.person_id is None:
        return
    for file in programmes.files_of(actor):
        if file.state in ACTING:
            yield Waiting(
                title=file.firm.name,
                reason=words.STATES[file.state],
                url=url_for("golden_list.file", file_id=file.id),
                button=_("Go on"),
                due=file.due_on,
            )
    for file in people.unread(actor):
        yield Waiting(
            title=file.firm.name,
            reason=_("The firm told customs something."),
            url=url_for("golden_list.file", file_id=file.id),
            button=_("Read it"),
        )
    for made, one in building.evaluations_late(actor, today):
        yield Waiting(
            title=made.title,
            reason=_("Evaluation after %(months)s months", months=one.months),
            url=url_for("golden_list.action", programme_id=made.id, number=one.number),
            button=_("See to it"),
            due=one.due_on,
        )
    for file in people.overdue(actor, today):
        yield Waiting(
            title=file.firm.name,
            reason=words.STATES[file.state],
            url=url_for("golden_list.file", file_id=file.id),
            button=_("See to it"),
            due=file.due_on,
        )


@hookimpl
def ntfc_agenda_proposals(body: Body, meeting: Any) -> Iterator[AgendaProposal]:
    """Offer the figures of its programmes to a committee: numbers, and no firm."""
    day = today("")
    for programme in programmes.of_body(body.id):
        counted = programmes.counted(programme.id)
        yield AgendaProposal(
            key=f"golden_list:{programme.id}:{meeting.id}",
            title=_("Figures of the programme %(name)s", name=programme.title),
            reason=_(
                "As of %(day)s. Files: %(files)s; firms that hold the status: %(holding)s; late: %(late)s.",
                day=on_day(day),
                files=sum(counted.values()),
                holding=programmes.holding(programme.id, day),
                late=programmes.late(programme.id, day),
            ),
            kind="information",
        )


@hookimpl
def ntfc_report_lines(body: Body, first: date, last: date) -> Iterator[str]:
    """Say how programmes went: numbers, and no firm."""
    for programme in programmes.of_body(body.id):
        moved = programmes.moved_between(programme.id, first, last)
        yield _(
            "%(name)s: firms newly interested: %(interested)s, applications: %(applied)s, "
            "certified: %(certified)s, suspended: %(suspended)s.",
            name=programme.title,
            interested=moved.get(State.INTEREST, 0),
            applied=moved.get(State.APPLICATION, 0),
            certified=moved.get(State.CERTIFIED, 0),
            suspended=moved.get(State.SUSPENDED, 0),
        )


@hookimpl
def ntfc_known_firms(numbers: Collection[str], name: str) -> Iterator[KnownFirm]:
    """Name firms of its programmes, and where each stands."""
    for row in programmes.known_firms(numbers, name):
        yield KnownFirm(
            registration=row.registration,
            name=row.name,
            sector=row.sector,
            standing=f"{said(row.programme)} · {words.STATES[row.state]}",
        )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give what is kept of a person, for the person's own copy. Vetting is about firms, and stays in."""
    places = people.places_of(person.id)
    yield PersonalData(
        name="golden_list.places",
        title=_("Firms for which the person speaks, and posts in programmes"),
        tables=people.PLACES,
        columns={"what": _("What"), "where": _("Where")},
        rows=places,
        stays=_("Who spoke for a firm, and who held a post, belongs to the file of the firm."),
    )
    yield PersonalData(
        name="golden_list.steps",
        title=_("Steps taken, answers given and findings made"),
        tables=people.ACTS,
        columns={"on": _("On"), "what": _("What")},
        rows=people.acts_of(person.id),
        stays=_("What was decided on a firm stays with the reasons, and with who decided it."),
    )


@hookimpl
def ntfc_person_erased(person: Person, now: datetime) -> None:
    forgetting.forget(person.id, now=now)
