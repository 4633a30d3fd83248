"""How decisions join in with the rest of the site."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from ntfc import audit, clock
from ntfc.agendas.models import Agenda, ItemState
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.decisions import models, queries, rules
from ntfc.decisions.hooks.acts import ACTS
from ntfc.decisions.hooks.personal import kept_of
from ntfc.decisions.models import Decision, DecisionState
from ntfc.decisions.service import drafting
from ntfc.decisions.views import bp
from ntfc.i18n import _, ngettext
from ntfc.issues.models import Issue
from ntfc.meetings.models import Meeting
from ntfc.people.models import Person
from ntfc.permissions import Actor, can
from ntfc.plugins import (
    AgendaProposal,
    ItemAct,
    NavItem,
    OpenWork,
    Panel,
    PersonalData,
    Plugin,
    Waiting,
    hookimpl,
)

NEWEST = 5
OPEN_ITEMS = frozenset({ItemState.PLANNED, ItemState.DISCUSSED})
TRAIL = {
    "decision.addressed": _("A decision was addressed to an institution"),
    "decision.adopted": _("A decision was adopted"),
    "decision.answered": _("An institution answered a decision"),
    "decision.changed": _("The draft of a decision was changed"),
    "decision.drafted": _("A decision was drafted"),
    "decision.not_adopted": _("There was no consensus on a draft"),
    "decision.passed_up": _("A draft was proposed to the body above"),
    "decision.taken_in": _("A recommendation of another forum was taken in"),
    "decision.withdrawn": _("A draft was withdrawn"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="decisions",
        title=_("Decisions"),
        models=(models.Decision, models.Reservation, models.Addressee, models.DecisionEvent),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        acts=ACTS,
        nav=(
            NavItem(
                title=_("Decisions"),
                endpoint="decisions.index",
                icon="gavel",
                order=26,
                permission=rules.READ_ALL,
            ),
        ),
        trail=TRAIL,
    )


def _html(template: str, **values: Any) -> Markup:
    return Markup(render_template(template, **values))  # noqa: S704  -- our own template, escaped


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor) -> Panel | None:
    """Show on the page of a body what it adopted last."""
    if not can(actor, committees.READ, body):
        return None
    filters = queries.Filters(body_id=body.id)
    rows, count = queries.register(actor, filters, 1)
    html = _html("decisions/_panel.html", body=body, rows=rows[:NEWEST], count=count)
    return Panel(id="decisions", title=_("Decisions"), html=html, order=16)


@hookimpl
def ntfc_meeting_panel(meeting: Meeting, actor: Actor) -> Panel | None:
    """Show on the page of a meeting what it gave, and let its heads add to it."""
    rows = queries.shown_with(actor, Decision.meeting_id == meeting.id)
    adds = can(actor, rules.DRAFT, meeting.body)
    if not rows and not adds:
        return None
    html = _html("decisions/_of_meeting.html", meeting=meeting, rows=rows, adds=adds)
    return Panel(id="decisions", title=_("Decisions"), html=html, order=25)


@hookimpl
def ntfc_item_acts(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Offer to write down what is decided on an item, also in the meeting."""
    for item in agenda.items:
        if item.state in OPEN_ITEMS and can(actor, rules.DRAFT, item):
            url = url_for("decisions.new", body_id=item.body_id, item=item.id)
            yield ItemAct(
                item_id=item.id, title=_("Write down a decision"), url=url, in_meeting=True
            )


@hookimpl
def ntfc_issue_panel(issue: Issue, actor: Actor) -> Panel | None:
    """Show on the page of an issue what was decided on it."""
    rows = queries.shown_with(actor, Decision.issue_id == issue.id)
    if not rows:
        return None
    html = _html("decisions/_of_issue.html", rows=rows)
    return Panel(id="decisions", title=_("Decisions"), html=html, order=30)


@hookimpl
def ntfc_agenda_proposals(body: Body) -> Iterator[AgendaProposal]:
    """Propose what bodies below put forward, and the answers that are outstanding."""
    for row in queries.received_in(body.id):
        yield AgendaProposal(
            key=f"decisions:{row.id}",
            title=row.title,
            reason=_("Proposed by %(body)s, for adoption.", body=row.sender),
            kind="decision",
            minutes=15,
            order=35,
        )
    for row in queries.outstanding_in(body.id, clock.today(body.time_zone)):
        yield AgendaProposal(
            key=f"decisions:{row.id}:answers",
            title=row.title,
            reason=ngettext(
                "%(num)d answer is outstanding.", "%(num)d answers are outstanding.", row.missing
            ),
            kind="report",
            group=_("Answers outstanding"),
            minutes=5,
            order=36,
        )


@hookimpl
def ntfc_open_work(body: Body) -> Iterator[OpenWork]:
    """Name the drafts that the body has not dealt with, and what it watches."""
    for decision in queries.open_in(body.id):
        watched = decision.state is DecisionState.WATCHED
        what = _("Recommendation of another forum") if watched else _("Draft decision")
        yield OpenWork(
            title=decision.title,
            what=what,
            key=audit.subject_key(decision),
            for_circle=not watched or decision.is_confidential,
        )


@hookimpl
def ntfc_body_closed(body: Body, heir: Body | None, actor: Actor) -> None:
    """Hand every draft and all that is watched to the heir."""
    if heir is None:
        return
    reason = str(_("%(name)s is over; %(heir)s goes on.", name=body.name, heir=heir.name))
    for decision in queries.open_in(body.id):
        drafting.hand_on(decision, to=heir, reason=reason, actor=actor, now=clock.now())


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name what waits for an answer of the institutions for which the person sits."""
    if actor.person_id is None:
        return
    for row in queries.to_answer_by(actor.person_id, today):
        yield Waiting(
            title=row.title,
            reason=_("It is addressed to your institution, which is asked for an answer."),
            url=url_for("decisions.answer", addressee_id=row.id),
            button=_("Answer"),
            due=row.due_on,
            body_name=row.name,
        )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that decisions keep of a person."""
    return kept_of(person)
