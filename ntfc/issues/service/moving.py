"""Deciding on issues and carrying them on; each step is told, with its reason, and stays."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import delete

from ntfc import audit, plugins
from ntfc.committees import queries as bodies
from ntfc.committees import service as ends
from ntfc.db import db
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.models import (
    Answer,
    EventKind,
    Idea,
    Issue,
    IssueEvent,
    IssueState,
    Wording,
)
from ntfc.issues.service import letters
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.models import Disposition
from ntfc.permissions import OFFICE, SYSTEM, Actor, requires
from ntfc.procedure.queries import rules_on
from ntfc.texts import fold

BLANKED = ("problem", "expected_result", "context", "position", "note", "crossings", "search_text")


def _move(
    issue: Issue,
    to: IssueState,
    kind: EventKind,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    about: str = "",
    word_of: int | None = None,
) -> None:
    """Bring the issue to its new state, if it may go there, and add the line to its history."""
    refuse_if(rules.obstacles_to_moving(issue, to))
    issue.state, issue.reason = to, reason
    db.session.add(
        IssueEvent.of(issue, kind, actor=actor, now=now, text=reason, about=about, word_of=word_of)
    )
    _went_on(issue, kind, reason, actor=actor, now=now)


def _went_on(issue: Issue, kind: EventKind, reason: str, *, actor: Actor, now: datetime) -> None:
    db.session.flush()
    step = kind.value
    plugins.insist("ntfc_issue_moved", issue=issue, step=step, reason=reason, actor=actor, now=now)


def tell_origin(
    origin: Issue,
    kind: EventKind,
    *,
    by: Issue,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Add to an issue what became of it as *by*, in which it went on, and tell whoever listens."""
    about = audit.subject_key(by)
    db.session.add(IssueEvent.of(origin, kind, actor=actor, now=now, text=reason, about=about))
    _went_on(origin, kind, reason, actor=actor, now=now)


@requires(rules.CARRY)
def carry(
    issue: Issue,
    to: IssueState,
    kind: EventKind,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    about: str = "",
) -> None:
    """Carry an issue on, as agendas, the parking lot and what follows a meeting do."""
    _move(issue, to, kind, actor=actor, now=now, reason=reason, about=about)
    audit.record(actor, "issue.carried", issue, to=to.value, about=about)


def _refuse_others(issue: Issue, word_of: int | None, *, actor: Actor, today: date) -> None:
    """Let only those decide who release the agenda, or the secretariat on the word of one."""
    procedure = rules_on(issue.body, today)
    refuse_if(
        rules.obstacles_to_screening(
            procedure,
            queries.releasers(issue.body, procedure, today),
            actor_id=actor.person_id,
            is_office=actor is SYSTEM or not OFFICE.isdisjoint(actor.roles_in(issue.body_id)),
            word_of=word_of,
        )
    )


@requires(rules.SCREEN)
def accept(
    issue: Issue, *, word_of: int | None = None, actor: Actor, now: datetime, today: date
) -> None:
    """Take an issue up: it waits for an agenda from now on."""
    _refuse_others(issue, word_of, actor=actor, today=today)
    _move(issue, IssueState.ACCEPTED, EventKind.ACCEPTED, actor=actor, now=now, word_of=word_of)
    audit.record(actor, "issue.accepted", issue, word_of=word_of)
    letters.tell_author(issue, kind=EventKind.ACCEPTED, reason="", actor=actor, now=now)


@requires(rules.SCREEN)
def decline(
    issue: Issue,
    *,
    reason: str,
    law: str = "",
    word_of: int | None = None,
    actor: Actor,
    now: datetime,
    today: date,
) -> None:
    """Decline an issue, with a reason that its author and everybody in a seat can read."""
    refuse_if(
        rules.obstacles_to_declining(
            is_about_process=issue.is_about_process, reason=reason, law=law
        )
    )
    _refuse_others(issue, word_of, actor=actor, today=today)
    told = f"{reason}\n{law}".strip()
    _move(
        issue,
        IssueState.DECLINED,
        EventKind.DECLINED,
        actor=actor,
        now=now,
        reason=told,
        word_of=word_of,
    )
    audit.record(actor, "issue.declined", issue, word_of=word_of)
    _answer_back(issue, EventKind.DECLINED, told, actor=actor, now=now)


@requires(rules.CARRY)
def close(
    issue: Issue,
    *,
    reason: str,
    disposition: Disposition | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Close an issue with a reason that is told to whoever raised it, and what became of it."""
    refuse_if(rules.obstacles_to_closing(reason))
    issue.disposition, issue.disposition_reason = disposition, reason if disposition else ""
    _move(issue, IssueState.CLOSED, EventKind.CLOSED, actor=actor, now=now, reason=reason)
    audit.record(actor, "issue.closed", issue)
    _answer_back(issue, EventKind.CLOSED, reason, actor=actor, now=now)


def _answer_back(
    issue: Issue, kind: EventKind, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Tell the author, and add the answer to the history in each body the issue came from."""
    letters.tell_author(issue, kind=kind, reason=reason, actor=actor, now=now)
    if kind is EventKind.DECLINED:
        for idea in queries.ideas_of(issue):
            letters.tell_of_idea(idea, issue=issue, actor=actor, now=now)
    for origin in queries.origins_of(issue):
        tell_origin(origin, EventKind.ANSWERED, by=issue, reason=reason, actor=actor, now=now)


@requires(rules.REVISE)
def withdraw(issue: Issue, *, reason: str, actor: Actor, now: datetime) -> None:
    """Withdraw one's own issue before it is on an agenda; it stays in the record."""
    _move(issue, IssueState.WITHDRAWN, EventKind.WITHDRAWN, actor=actor, now=now, reason=reason)
    audit.record(actor, "issue.withdrawn", issue)
    links.revoke_all_of(issue, actor=SYSTEM, now=now)


@requires(rules.CARRY)
def reopen(issue: Issue, *, reason: str, actor: Actor, now: datetime) -> None:
    """Open a settled issue again, with all its history."""
    to = IssueState.ACCEPTED if issue.state is IssueState.CLOSED else IssueState.PROPOSED
    issue.disposition, issue.disposition_reason = None, ""
    _move(issue, to, EventKind.REOPENED, actor=actor, now=now, reason=reason)
    audit.record(actor, "issue.reopened", issue)
    letters.tell_author(issue, kind=EventKind.REOPENED, reason=reason, actor=actor, now=now)


@requires(rules.CLASSIFY)
def send_to_case_channel(
    issue: Issue, *, where: str, say: Callable[[], str], actor: Actor, now: datetime
) -> None:
    """Remove the text of an issue that turned out to concern one case, and say where it belongs.

    It goes wherever the issue came from, too. *say* gives the title that stays, in the language of the body.
    """
    links.revoke_all_of(issue, actor=SYSTEM, now=now)
    _move(issue, IssueState.REDIRECTED, EventKind.ONE_CASE, actor=actor, now=now, reason=where)
    audit.record(actor, "issue.one_case", issue)
    letters.tell_author(issue, kind=EventKind.ONE_CASE, reason=where, actor=actor, now=now)
    title = say()
    _forget_the_case(issue, title)
    for origin in queries.origins_of(issue):
        _forget_the_case(origin, title)
        tell_origin(origin, EventKind.ONE_CASE, by=issue, actor=actor, now=now)
    db.session.flush()


def _forget_the_case(issue: Issue, title: str) -> None:
    """Leave of an issue its number and a title that says nothing of the case."""
    for name in BLANKED:
        setattr(issue, name, "")
    issue.title, issue.questions = title, []
    for one in bodies.handed_over_as([audit.subject_key(issue)]):
        ends.retitle_what_was_handed_over(one, title=title, actor=SYSTEM)
    db.session.execute(delete(Wording).where(Wording.issue_id == issue.id))
    db.session.execute(delete(Idea).where(Idea.issue_id == issue.id))


@requires(rules.WORD)
def offer_wording(
    issue: Issue, *, words: dict[str, str], actor: Actor, now: datetime
) -> Issued | None:
    """Offer the author other words; return the link to hand over when no mail carried it."""
    refuse_if(rules.obstacles_to_wording(issue, words))
    before = queries.open_wording_of(issue)
    if before is not None:  # the newer offer takes the place of one nobody answered
        links.revoke_all_of(before, actor=SYSTEM, now=now)
        db.session.delete(before)
    wording = Wording(
        body_id=issue.body_id,
        issue=issue,
        offered_by_id=actor.person_id,
        offered_at=now,
        **words,
    )
    db.session.add(wording)
    db.session.add(IssueEvent.of(issue, EventKind.WORDED, actor=actor, now=now))
    db.session.flush()
    audit.record(actor, "issue.worded", issue, wording=wording.id)
    return letters.ask_consent(issue, wording=wording, actor=actor, now=now)


@requires(rules.CONSENT)
def answer_wording(
    wording: Wording, *, answer: Answer, remark: str, actor: Actor, now: datetime
) -> None:
    """Agree to the secretariat's words, which then are the issue's, or keep one's own."""
    if wording.answer is not None:
        raise Overtaken(_("You have answered this already."))
    issue = wording.issue
    wording.answer, wording.remark, wording.answered_at = answer, remark, now
    agreed = answer is Answer.AGREED
    if agreed:
        for name in ("title", "problem", "expected_result"):
            setattr(issue, name, getattr(wording, name))
        issue.search_text = fold(f"{issue.title} {issue.problem} {issue.expected_result}")[:4000]
    kind = EventKind.AGREED if agreed else EventKind.KEPT
    db.session.add(IssueEvent.of(issue, kind, actor=actor, now=now, text=remark))
    db.session.flush()
    audit.record(actor, "issue.wording_answered", issue, answer=answer.value)
    if agreed:
        _went_on(issue, kind, remark, actor=actor, now=now)
