"""How issues join in with the rest of the site."""

from collections.abc import Iterator
from datetime import date

from ntfc import audit, clock
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.htmx import drawn
from ntfc.i18n import _, ngettext
from ntfc.issues import models, queries, rules
from ntfc.issues.hooks.acts import ACTS
from ntfc.issues.hooks.personal import kept_of
from ntfc.issues.hooks.waiting import waiting_for
from ntfc.issues.rules import words
from ntfc.issues.service import handing
from ntfc.issues.views import bp
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import Actor, can
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

USUAL_MINUTES = 20  # what the agenda suggests for an issue
TRAIL = {
    "issue.accepted": _("An issue was accepted"),
    "issue.called_for": _("Everybody in a seat was asked for issues"),
    "issue.carried": _("An issue was carried on"),
    "issue.classified": _("An issue was weighed and sorted"),
    "issue.closed": _("An issue was closed"),
    "issue.declined": _("An issue was declined"),
    "issue.disposed": _("It was said what became of an issue"),
    "issue.idea_disposed": _("It was said what became of an idea"),
    "issue.idea_added": _("An idea was added to an issue"),
    "issue.made_of_item": _("An issue was made of an item of an agenda"),
    "issue.merged": _("An issue was merged into another"),
    "issue.noted": _("The note of an issue was written"),
    "issue.one_case": _("An issue concerned one case; its text was removed"),
    "issue.proposed": _("An issue was proposed"),
    "issue.received": _("An issue was received from another body"),
    "issue.reopened": _("An issue was opened again"),
    "issue.revised": _("An issue was revised"),
    "issue.sounded_out": _("People were asked whether an issue matters to them"),
    "issue.support_taken_back": _("Support of an issue was taken back"),
    "issue.supported": _("An issue was supported"),
    "issue.withdrawn": _("An issue was withdrawn"),
    "issue.worded": _("Another wording of an issue was offered"),
    "issue.wording_answered": _("The author answered the wording of an issue"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="issues",
        title=_("Issues"),
        models=(
            models.Issue,
            models.IssueSector,
            models.IssueCall,
            models.Wording,
            models.Support,
            models.Idea,
            models.IssueEvent,
        ),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        acts=ACTS,
        nav=(
            NavItem(
                title=_("Issues"),
                endpoint="issues.index",
                icon="messages",
                order=25,
                permission=rules.READ_ALL,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body what is on the way, and how to bring something."""
    if tab is not Tab.WORK or not can(actor, committees.READ, body):
        return None
    counts = queries.counted_in(actor, body.id)
    html = drawn(
        "issues/_panel.html",
        body=body,
        counts=[(words.STATES[state], counts[state]) for state in words.STATES if state in counts],
    )
    return Panel(id="issues", title=_("Issues"), html=html, order=15)


@hookimpl
def ntfc_agenda_proposals(body: Body) -> Iterator[AgendaProposal]:
    """Propose the issues that were accepted and wait, those with the most weight first."""
    for order, row in enumerate(queries.waiting_for_an_agenda(body.id)):
        voices = ngettext(
            "%(num)d voice beside the author", "%(num)d voices beside the author", row.voices
        )
        yield AgendaProposal(
            key=f"issues:{row.id}",
            title=row.title,
            reason=_(
                "Issue %(number)s was accepted and waits: %(voices)s, brought by %(name)s.",
                number=row.number,
                voices=voices,
                name=row.raised_for or row.raised_by,
            ),
            minutes=USUAL_MINUTES,
            issue_id=row.id,
            order=40 + min(order, 9),
        )


@hookimpl
def ntfc_open_work(body: Body) -> Iterator[OpenWork]:
    """Name the issues that the body has not finished; the parking lot names its own."""
    for issue in queries.open_in(body.id):
        if issue.state is models.IssueState.PARKED:
            continue
        yield OpenWork(
            title=issue.title,
            what=_("Issue"),
            key=audit.subject_key(issue),
            for_circle=issue.state not in rules.TAKEN_UP,
        )


@hookimpl
def ntfc_body_closed(body: Body, heir: Body | None, actor: Actor) -> None:
    """Hand every open issue to the heir, each with its history."""
    if heir is None:
        return
    for issue in queries.open_in(body.id):
        handing.hand_over(
            queries.get_issue(issue.id),
            to=heir,
            reason=_("%(name)s is over; %(heir)s goes on.", name=called(body), heir=called(heir)),
            attempts=_("The body is over."),
            actor=actor,
            now=clock.now(),
        )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the wordings to answer, the notes to write, the calls and the proposals to decide on."""
    return waiting_for(actor, today)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that issues keep of a person."""
    return kept_of(person)
