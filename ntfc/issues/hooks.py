"""How issues join in with the rest of the site."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from ntfc import clock
from ntfc.acts import Act
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _, ngettext
from ntfc.issues import models, queries, rules
from ntfc.issues.forms import ConsentForm, ProposalForm, VoiceForm
from ntfc.issues.models import Issue, Wording
from ntfc.issues.rules import words
from ntfc.issues.service import handing, letters, moving, proposing
from ntfc.issues.views import bp
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, LinkHolder, can
from ntfc.plugins import NavItem, OpenWork, Panel, PersonalData, Plugin, Waiting, hookimpl
from ntfc.procedure import queries as procedure

AHEAD = timedelta(days=14)  # how long before its day a note is asked for
TRAIL = {
    "issue.accepted": _("An issue was accepted"),
    "issue.called_for": _("Everybody in a seat was asked for issues"),
    "issue.carried": _("An issue was carried on"),
    "issue.classified": _("An issue was weighed and sorted"),
    "issue.closed": _("An issue was closed"),
    "issue.declined": _("An issue was declined"),
    "issue.idea_added": _("An idea was added to an issue"),
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


def _proposal_form(typed: Any, body: Body) -> ProposalForm:
    """Return the form behind a link: everybody asked may speak for any seat's institution."""
    form = ProposalForm(typed)
    form.offer([], None)
    seats = {seat.organisation_id for seat in procedure.people_of(body)}
    form.speak_for(queries.institutions_named(seats), preset=False)
    return form


def _propose(holder: LinkHolder, body: Body, values: dict[str, Any]) -> None:
    form = ProposalForm(data=values)
    form.offer([], None)
    try:
        proposing.propose(
            body,
            facts=form.facts,
            organisation_id=values["organisation_id"] or None,
            ideas=values["ideas"] or (),
            actor=holder,
            now=clock.now(),
            today=clock.today(body.time_zone),
        )
    except Refused as refusal:
        raise FieldRefused("organisation_id", " ".join(map(str, refusal.reasons))) from refusal


def _voice(holder: LinkHolder, issue: Issue, values: dict[str, Any]) -> None:
    try:
        if values["strength"] is not None:
            allowed = queries.institutions_of(holder.person_id, issue.body)
            proposing.support(
                issue,
                strength=values["strength"],
                organisation_id=allowed[0][0] if allowed else None,
                actor=holder,
                now=clock.now(),
            )
        if values["text"]:
            proposing.add_idea(issue, text=values["text"], actor=holder, now=clock.now())
    except Refused as refusal:
        raise FieldRefused("text", " ".join(map(str, refusal.reasons))) from refusal


def _answer(holder: LinkHolder, wording: Wording, values: dict[str, Any]) -> None:
    moving.answer_wording(
        wording,
        answer=values["answer"],
        remark=values["remark"] or "",
        actor=holder,
        now=clock.now(),
    )


ACTS = (
    Act(
        name=letters.PROPOSE_ACT,
        title=_("Bring an issue"),
        permission=rules.PROPOSE,
        load=queries.find_body,
        describe=lambda body: body.name,
        form=_proposal_form,
        do=_propose,
        button=_("Send the issue"),
        after=_("Your issue is stored. You will be told what becomes of it."),
        template="issues/_by_link.html",
        is_repeatable=True,
    ),
    Act(
        name=letters.SUPPORT_ACT,
        title=_("Does this matter to you too?"),
        permission=rules.SUPPORT,
        load=queries.find_issue,
        # Without its words: should it turn out to be one case, none of them stays anywhere.
        describe=lambda issue: _(
            "Issue %(number)s, %(body)s", number=issue.number, body=issue.body.name
        ),
        form=lambda typed, _issue: VoiceForm(typed),
        do=_voice,
        button=_("Send"),
        after=_("Thank you. Your voice counts with the issue."),
        template="issues/_issue_by_link.html",
    ),
    Act(
        name=letters.CONSENT_ACT,
        title=_("Another wording for your issue"),
        permission=rules.CONSENT,
        load=queries.find_wording,
        describe=lambda wording: wording.issue.body.name,
        form=lambda typed, _wording: ConsentForm(typed),
        do=_answer,
        button=_("Send the answer"),
        after=_("Your answer is stored."),
        template="issues/_wording.html",
    ),
)


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
def ntfc_body_panel(body: Body, actor: Actor) -> Panel | None:
    """Show on the page of a body what is on the way, and how to bring something."""
    if not can(actor, committees.READ, body):
        return None
    counts = queries.counted_in(actor, body.id)
    html = render_template(
        "issues/_panel.html",
        body=body,
        counts=[(words.STATES[state], counts[state]) for state in words.STATES if state in counts],
    )
    return Panel(id="issues", title=_("Issues"), html=Markup(html), order=15)  # noqa: S704  -- our own template, escaped


@hookimpl
def ntfc_open_work(body: Body) -> Iterator[OpenWork]:
    """Name the issues that the body has not finished."""
    for issue in queries.open_in(body.id):
        yield OpenWork(title=issue.title, what=_("Issue"))


@hookimpl
def ntfc_body_closed(body: Body, heir: Body | None) -> None:
    """Hand every open issue to the heir, each with its history."""
    if heir is None:
        return
    for issue in queries.open_in(body.id):
        handing.hand_over(
            queries.get_issue(issue.id),
            to=heir,
            reason=str(_("%(name)s is over; %(heir)s goes on.", name=body.name, heir=heir.name)),
            attempts=str(_("The body is over.")),
            actor=SYSTEM,
            now=clock.now(),
        )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the wordings to answer, the notes to write, the calls and the proposals to decide on."""
    if actor.person_id is None:
        return
    yield from _of_the_author(actor.person_id, today)
    yield from _calls(actor, today)
    led = procedure.bodies_of(actor, rules.SCREEN.roles)
    for row in queries.proposed_in(led) if led else ():
        yield Waiting(
            title=ngettext("%(num)d issue proposed", "%(num)d issues proposed", row.number),
            reason=_("Accept or decline each; the author is told."),
            url=url_for("issues.of_body", body_id=row.id, show="proposed"),
            button=_("Look at them"),
            body_name=row.name,
        )


def _of_the_author(person_id: int, today: date) -> Iterator[Waiting]:
    for row in queries.wordings_for(person_id):
        yield Waiting(
            title=_("Other words for “%(title)s”", title=row.title),
            reason=_("The secretariat suggests a wording of your issue."),
            url=url_for("issues.answer_wording", wording_id=row.id),
            button=_("Compare"),
            body_name=row.name,
        )
    for row in queries.notes_owed_by(person_id, today + AHEAD):
        yield Waiting(
            title=_("Note on “%(title)s”", title=row.title),
            reason=_("The others should read it before the meeting."),
            url=url_for("issues.note", issue_id=row.id),
            button=_("Write the note"),
            due=row.note_due_on,
            body_name=row.name,
        )


def _calls(actor: Actor, today: date) -> Iterator[Waiting]:
    for row in queries.calls_to_answer(actor, today):
        yield Waiting(
            title=_("What should be on the table?"),
            reason=_("You are asked for issues. If you have none, there is nothing to do."),
            url=url_for("issues.new", body_id=row.body_id),
            button=_("Bring an issue"),
            due=row.closes_on,
            body_name=row.name,
        )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that issues keep of a person; it stays as the record of the body, without a name."""
    at, title = _("When"), _("Issue")
    told: tuple[tuple[str, str, dict[str, str], list[dict[str, Any]]], ...] = (
        (
            "issues",
            _("Issues the person brought"),
            {"body": _("Body"), "at": at, "title": title, "problem": _("What is the matter")},
            queries.raised_by(person.id),
        ),
        (
            "issue_supports",
            _("Issues the person supported"),
            {"title": title, "at": at, "strength": _("How much")},
            queries.supported_by(person.id),
        ),
        (
            "issue_ideas",
            _("Ideas the person added to issues"),
            {"title": title, "at": at, "text": _("Idea")},
            queries.ideas_by(person.id),
        ),
        (
            "issue_wordings",
            _("Wordings the person offered for issues"),
            {"title": title, "at": at},
            queries.worded_by(person.id),
        ),
        (
            "issue_events",
            _("Steps of issues the person took"),
            {"title": title, "at": at, "kind": _("Step")},
            queries.done_by(person.id),
        ),
    )
    for table, name, columns, rows in told:
        yield PersonalData(
            name=table,
            tables=(table,),
            title=name,
            columns=columns,
            rows=rows,
            stays=_("It belongs to the record of the body; the name is taken off."),
        )
