"""Putting an agenda together: beginning it, adding and changing items, bringing them in order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from ntfc import audit, plugins
from ntfc.agendas import queries, rules
from ntfc.agendas.models import Agenda, AgendaItem, ItemKind, ItemState
from ntfc.agendas.service import guests
from ntfc.agendas.service.papers import carry_papers
from ntfc.agendas.service.table import leave_table
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _, speaking, untranslated
from ntfc.issues import queries as issues
from ntfc.issues.models import EventKind, Issue, IssueState
from ntfc.issues.service.moving import carry
from ntfc.links.service import Issued
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules import first_day, local_day
from ntfc.permissions import Actor, requires
from ntfc.plugins import AgendaProposal
from ntfc.procedure.models import Procedure
from ntfc.procedure.queries import language_of, rules_on


@requires(rules.EDIT)
def begin(
    meeting: Meeting,
    *,
    lines: Sequence[Mapping[str, Any]] = (),
    proposals: Sequence[AgendaProposal] = (),
    actor: Actor,
    now: datetime,
) -> Agenda:
    """Begin the agenda of a meeting: standing items, those of a template, what proposed itself."""
    if queries.agenda_of(meeting.id) is not None:
        raise Refused(_("This meeting has an agenda already."))
    agenda = Agenda(
        meeting=meeting,
        body_id=meeting.body_id,
        body=meeting.body,
        begun_at=now,
        items=[],
        requests=[],
    )
    refuse_if(rules.obstacles_to_preparing(agenda))
    db.session.add(agenda)
    db.session.flush()
    for line in rules.begun_with(queries.standing_lines(meeting), lines):
        _add_line(agenda, line, now=now)
    _take_all(agenda, proposals, actor=actor, now=now)
    touch(agenda)
    audit.record(actor, "agenda.begun", agenda, meeting=meeting.id, items=len(agenda.items))
    return agenda


def touch(agenda: Agenda) -> None:
    """Move the agenda's version on too when only its items changed: two people may work on it."""
    flag_modified(agenda, "despite")
    db.session.flush()
    plugins.notify("ntfc_agenda_changed", agenda=agenda)


def _add(
    agenda: Agenda,
    *,
    now: datetime,
    parent_id: int | None = None,
    **facts: Any,
) -> AgendaItem:
    """Add an item at the end of the agenda, or before its closing where it has one."""
    late = agenda.supplements + 1 if agenda.released_at is not None else 0
    item = AgendaItem(
        agenda=agenda,
        body_id=agenda.body_id,
        parent_id=parent_id,
        position=0,
        added_at=now,
        supplement=late,
        **facts,
    )
    item.position = rules.place_of(agenda.items, item)
    db.session.add(item)
    db.session.flush()
    return item


def _add_line(agenda: Agenda, line: Mapping[str, Any], *, now: datetime) -> AgendaItem | None:
    """Add a line of a template with its parts; one that stands there already is not added again."""
    if _standing(agenda, line.get("origin_key")) is not None:
        return None
    known = {
        name: line[name] for name in (*rules.REPEATED, "is_standing", "origin_key") if name in line
    }
    known |= {name: str(known[name]) for name in ("title", "text") if name in known}
    kind = ItemKind(known.pop("kind", ItemKind.DISCUSSION.value))
    item = _add(agenda, now=now, kind=kind, **known)
    for part in line.get("parts", ()):
        below = _add_line(agenda, part, now=now)
        if below is not None:
            below.parent_id = item.id
    return item


def _standing(agenda: Agenda, key: str | None) -> AgendaItem | None:
    """Return the line that a key names, back on the agenda where it was taken off."""
    if key == rules.FOLLOW_UP_KEY:
        found = next((item for item in agenda.items if rules.is_follow_up(item)), None)
    else:
        found = next((item for item in agenda.items if key and item.origin_key == key), None)
    if found is not None and found.state is ItemState.DROPPED:
        found.state = ItemState.PLANNED
    return found


@requires(rules.EDIT)
def add_lines(
    agenda: Agenda, *, lines: Sequence[Mapping[str, Any]], actor: Actor, now: datetime
) -> None:
    """Add the lines of a template to a draft."""
    refuse_if(rules.obstacles_to_reordering(agenda))
    for line in lines:
        _add_line(agenda, line, now=now)
    touch(agenda)
    audit.record(actor, "agenda.lines_added", agenda, items=len(lines))


@requires(rules.EDIT)
def take(
    agenda: Agenda,
    *,
    proposals: Sequence[AgendaProposal],
    procedure: Procedure,
    actor: Actor,
    now: datetime,
) -> None:
    """Put what proposed itself on the agenda, each line once."""
    refuse_if(
        [
            *rules.obstacles_to_preparing(agenda),
            *rules.obstacles_to_late_items(agenda, procedure),
        ]
    )
    if not proposals:
        raise Refused(_("This is on the agenda already, or is no longer proposed."))
    _take_all(agenda, proposals, actor=actor, now=now)
    touch(agenda)
    audit.record(actor, "agenda.proposals_taken", agenda, keys=[p.key for p in proposals])


def _take_all(
    agenda: Agenda, proposals: Sequence[AgendaProposal], *, actor: Actor, now: datetime
) -> None:
    """Add the lines. A title is one text for everybody, in the language in which the body works."""
    on = first_day(agenda.meeting)
    with speaking(language_of(agenda.body, on), is_letter=False):
        for proposal in proposals:
            _take(agenda, proposal, actor=actor, now=now)


def _take(agenda: Agenda, proposal: AgendaProposal, *, actor: Actor, now: datetime) -> None:
    found = next((item for item in agenda.items if item.origin_key == proposal.key), None)
    if found is not None:
        found.reason = found.reason or proposal.reason
        return
    issue = issues.get_issue(proposal.issue_id) if proposal.issue_id else None
    facts = rules.of_issue(issue) if issue else {"text": str(proposal.text)}
    earlier = queries.find_item(proposal.item_id) if proposal.item_id else None
    if earlier is not None:
        facts |= rules.of_earlier(earlier)
    item = _add(
        agenda,
        now=now,
        parent_id=_above(agenda, proposal, earlier, now=now),
        **{
            "kind": ItemKind(proposal.kind),
            "title": str(proposal.title)[:200],
            "minutes": proposal.minutes,
            "is_confidential": proposal.is_confidential,
            **facts,
        },
        origin_key=proposal.key,
        is_standing=proposal.key == rules.FOLLOW_UP_KEY,
        reason=proposal.reason,
    )
    if earlier is not None:
        carry_papers(earlier, item, now)
    if issue is not None:
        _place(issue, item, actor=actor, now=now)


def _above(
    agenda: Agenda, proposal: AgendaProposal, earlier: AgendaItem | None, *, now: datetime
) -> int | None:
    """Return the item of which what proposed itself is a part."""
    if proposal.group:
        return _group(agenda, proposal.group, now=now)
    whole = earlier.parent_id if earlier is not None else None
    tops = (item for item in agenda.items if whole and item.parent_id is None)
    return next((item.id for item in tops if item.came_from_id == whole), None)


def _group(agenda: Agenda, title: str, *, now: datetime) -> int:
    """Return the item below which proposals of one group stand, made with the first of them."""
    follows_up = title == rules.FOLLOW_UP_TITLE
    key = rules.FOLLOW_UP_KEY if follows_up else f"group:{untranslated(title)}"[:120]
    found = _standing(agenda, key) or _add(
        agenda, now=now, kind=ItemKind.REPORT, title=str(title)[:200], origin_key=key
    )
    found.is_standing = found.is_standing or follows_up
    return found.id


def _place(issue: Issue, item: AgendaItem, *, actor: Actor, now: datetime) -> None:
    """Say in the history of the issue on which agenda it stands now."""
    about = audit.subject_key(item.agenda.meeting)
    if issue.state is IssueState.ON_AGENDA:
        return
    carry(issue, IssueState.ON_AGENDA, EventKind.PLACED, actor=actor, now=now, about=about)


@requires(rules.EDIT)
def add_item(
    agenda: Agenda,
    *,
    facts: Mapping[str, Any],
    parent_id: int | None = None,
    procedure: Procedure,
    actor: Actor,
    now: datetime,
) -> AgendaItem:
    """Add a line that somebody typed; after the release, under the rule for late items."""
    refuse_if(
        [
            *rules.obstacles_to_preparing(agenda),
            *rules.obstacles_to_late_items(agenda, procedure),
        ]
    )
    item = _add(
        agenda, now=now, parent_id=parent_id, **{"proposed_by_id": actor.person_id, **facts}
    )
    touch(agenda)
    audit.record(actor, "agenda.item_added", item, late=item.supplement)
    return item


@requires(rules.EDIT)
def take_off(
    item: AgendaItem, *, actor: Actor, now: datetime, to_hand_over: list[Issued] | None = None
) -> None:
    """Take a line off the draft; it may be put back. An issue waits for another agenda again.

    The links of guests that no mail carried are added to *to_hand_over*.
    """
    refuse_if(rules.obstacles_to_editing(item.agenda, item))
    for one in [item, *(part for part in item.agenda.items if part.parent_id == item.id)]:
        one.state = ItemState.DROPPED
        leave_table(one, now)
        issue = issues.find_issue(one.issue_id) if one.issue_id else None
        if issue is not None and issue.state is IssueState.ON_AGENDA:
            about = audit.subject_key(item.agenda.meeting)
            carry(
                issue, IssueState.ACCEPTED, EventKind.TAKEN_OFF, actor=actor, now=now, about=about
            )
    touch(item.agenda)
    guests.follow(item.agenda, actor=actor, now=now, to_hand_over=to_hand_over)
    audit.record(actor, "agenda.item_taken_off", item)


@requires(rules.EDIT)
def put_back(
    item: AgendaItem, *, actor: Actor, now: datetime, to_hand_over: list[Issued] | None = None
) -> None:
    """Put a line back that was taken off; the guests whom that sent away are asked anew."""
    agenda, late = (
        item.agenda,
        rules_on(item.agenda.body, local_day(now, item.agenda.meeting.time_zone)),
    )
    refuse_if(
        [*rules.obstacles_to_putting_back(item), *rules.obstacles_to_late_items(agenda, late)]
    )
    if agenda.released_at is not None:
        item.supplement = agenda.supplements + 1
    issue = issues.find_issue(item.issue_id) if item.issue_id else None
    if issue is not None:
        refuse_if(rules.obstacles_to_placing_anew(queries.open_items_of(issue.id)))
        _place(issue, item, actor=actor, now=now)
    item.state, item.ended_at = ItemState.PLANNED, None
    touch(agenda)
    guests.ask_anew(item, actor=actor, now=now, to_hand_over=to_hand_over)
    audit.record(actor, "agenda.item_put_back", item)
