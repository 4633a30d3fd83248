"""Items that go to another meeting, or off the agenda because their issue went elsewhere."""

from datetime import datetime
from typing import Any

from ntfc import audit, plugins
from ntfc.agendas import queries, rules
from ntfc.agendas.models import Agenda, AgendaItem, ItemState
from ntfc.agendas.service import guests
from ntfc.agendas.service.building import begin
from ntfc.agendas.service.papers import carry_papers
from ntfc.agendas.service.table import leave_table
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _, on_day, speaking
from ntfc.issues import queries as issues
from ntfc.issues.models import EventKind, Issue, IssueState
from ntfc.issues.service import handing
from ntfc.issues.service.moving import carry
from ntfc.issues.service.proposing import make_of_item
from ntfc.links.service import Issued
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.meetings.rules import first_day
from ntfc.permissions import Actor, requires
from ntfc.procedure.queries import language_of

KEPT = (
    *("kind", "title", "text", "expected_result", "asked", "questions", "note", "note_due_on"),
    *("minutes", "presenter", "is_confidential", "issue_id", "proposed_by_id", "proposed_for_id"),
)


@requires(rules.EDIT)
def move(
    item: AgendaItem,
    *,
    to: Meeting | None,
    reason: str,
    keep: bool = False,
    actor: Actor,
    now: datetime,
    to_hand_over: list[Issued] | None = None,
) -> AgendaItem | None:
    """Put an item on the next meeting, with its history; without one it proposes itself there.

    With *keep* it stays here too. Links that no mail carried are added to *to_hand_over*.
    """
    there = queries.agenda_of(to.id) if to is not None else None
    refuse_if(rules.obstacles_to_moving(item, there, reason, stays_only=keep and to is None))
    if to is not None and to.body_id != item.body_id:
        raise Refused(
            _(
                "That meeting is of another body. Hand the item to that body instead: “Act”, then "
                "“Hand to another body”."
            )
        )
    if to is not None and there is None:
        there = begin(to, actor=actor, now=now)
    arrived = _carry(item, there, reason, keep=keep, actor=actor, now=now)
    for part in item.agenda.items:  # what stands below an item is a part of it
        if part.parent_id == item.id and part.state is ItemState.PLANNED:
            below = arrived.id if arrived is not None else None
            _carry(part, there, reason, keep=keep, actor=actor, now=now, parent_id=below)
    guests.follow(item.agenda, actor=actor, now=now, to_hand_over=to_hand_over)
    return arrived


def _carry(
    item: AgendaItem, there: Agenda | None, reason: str, *, keep: bool, **made: Any
) -> AgendaItem | None:
    if not keep:
        leave(item, reason=reason, actor=made["actor"], now=made["now"])
        plugins.notify("ntfc_agenda_changed", agenda=item.agenda)
    return _arrive(item, there, reason, keep=keep, **made) if there is not None else None


@requires(rules.RUN)
def leave(item: AgendaItem, *, reason: str, actor: Actor, now: datetime) -> None:
    """Note that an item was not discussed at its meeting: it waits, with its issue, for another."""
    item.state, item.state_reason = ItemState.POSTPONED, reason
    issue = issues.find_issue(item.issue_id) if item.issue_id else None
    if issue is not None and issue.state is IssueState.ON_AGENDA:
        about = audit.subject_key(item.agenda.meeting)
        carry(
            issue,
            IssueState.ACCEPTED,
            EventKind.POSTPONED,
            actor=actor,
            now=now,
            reason=reason,
            about=about,
        )
    db.session.flush()
    audit.record(actor, "agenda.item_postponed", item)


def _arrive(
    item: AgendaItem,
    there: Agenda,
    why: str,
    *,
    keep: bool,
    actor: Actor,
    now: datetime,
    parent_id: int | None = None,
) -> AgendaItem:
    last = max((one.position for one in there.items), default=0)
    values: dict[str, Any] = {name: getattr(item, name) for name in KEPT}
    arrived = AgendaItem(
        agenda=there,
        body_id=there.body_id,
        parent_id=parent_id,
        position=last + 10,
        added_at=now,
        came_from_id=item.id,
        reason=_come_from(item.agenda.meeting, why),
        origin_key=rules.key_there(item, there.items, stays=keep),
        **values,
    )
    db.session.add(arrived)
    db.session.flush()
    carry_papers(item, arrived, now)
    issue = issues.find_issue(item.issue_id) if item.issue_id else None
    if issue is not None and not keep and issue.state is IssueState.ACCEPTED:
        about = audit.subject_key(there.meeting)
        carry(issue, IssueState.ON_AGENDA, EventKind.PLACED, actor=actor, now=now, about=about)
    plugins.notify("ntfc_agenda_changed", agenda=there)
    audit.record(actor, "agenda.item_moved", arrived, came_from=item.id)
    return arrived


def _come_from(meeting: Meeting, why: str) -> str:
    """Say on which agenda an item stood before, and why it goes on at another meeting."""
    day = on_day(first_day(meeting))
    return _("From the agenda of %(day)s. %(why)s", day=day, why=why)


@requires(rules.RUN)
def drop_with_issue(
    item: AgendaItem, *, issue: Issue, is_case: bool, actor: Actor, now: datetime
) -> None:
    """Take an item off because its issue went elsewhere; of one case no word stays."""
    item.state, item.state_reason = ItemState.DROPPED, issue.reason
    if is_case:
        on = first_day(item.agenda.meeting)
        with speaking(language_of(item.agenda.body, on), is_letter=False):
            item.title, item.state_reason = str(_("An item that concerned one case")), ""
        item.text = item.expected_result = item.note = item.reason = ""
        item.questions = []
    leave_table(item, now)
    db.session.flush()
    guests.follow(item.agenda, actor=actor, now=now)
    audit.record(actor, "agenda.item_dropped", item, one_case=is_case)


@requires(rules.EDIT)
def reword(item: AgendaItem, *, issue: Issue, actor: Actor) -> None:
    """Let an item that is not out yet say what its author agreed that the issue says."""
    if item.released_at is not None:
        return
    said = rules.of_issue(issue)
    for name in ("title", "text", "expected_result"):
        setattr(item, name, said[name])
    db.session.flush()
    plugins.notify("ntfc_agenda_changed", agenda=item.agenda)
    audit.record(actor, "agenda.item_changed", item)


@requires(rules.RUN)
def set_aside(item: AgendaItem, *, reason: str, actor: Actor, now: datetime) -> None:
    """Note that the issue of an item was parked; a line that nobody has yet is taken off.

    At the table it stays where it is: the record is written under its number.
    """
    agenda = item.agenda
    stays = item.released_at is not None or agenda.meeting.state is MeetingState.UNDER_WAY
    item.state = ItemState.PARKED if stays else ItemState.DROPPED
    item.state_reason = reason
    leave_table(item, now)
    db.session.flush()
    guests.follow(agenda, actor=actor, now=now)
    audit.record(actor, "agenda.item_parked", item)


@requires(rules.RUN)
def make_issue(
    item: AgendaItem, *, expected_result: str = "", actor: Actor, now: datetime
) -> Issue:
    """Make an issue of an item that has none, so that it can be carried on elsewhere."""
    refuse_if(rules.obstacles_to_making_issue(item))
    made = make_of_item(
        item.agenda.body,
        facts={
            "title": item.title,
            "problem": item.text or item.title,
            "expected_result": expected_result or item.expected_result or item.title,
            "asked": list(item.asked),
            "questions": list(item.questions),
            "note": item.note,
        },
        raised_by_id=item.proposed_by_id,
        raised_for_id=item.proposed_for_id,
        about=audit.subject_key(item.agenda.meeting),
        actor=actor,
        now=now,
    )
    issue = issues.get_issue(made.id)
    item.issue = issue
    db.session.flush()
    audit.record(actor, "agenda.item_given_issue", item, issue=issue.id)
    return issue


@requires(rules.RUN)
def hand_over(
    item: AgendaItem,
    *,
    to: Body,
    reason: str,
    attempts: str = "",
    expected_result: str = "",
    actor: Actor,
    now: datetime,
) -> Issue:
    """Make an issue of an item that has none and hand it to another body, in one act."""
    issue = make_issue(item, expected_result=expected_result, actor=actor, now=now)
    return handing.hand_over(issue, to=to, reason=reason, attempts=attempts, actor=actor, now=now)
