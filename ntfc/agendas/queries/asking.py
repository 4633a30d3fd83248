"""Whom an agenda concerns before it goes out, and what proposes itself for it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from ntfc import plugins
from ntfc.agendas import rules
from ntfc.agendas.models import Agenda, AgendaItem, AgendaRequest, AgendaState, ItemKind, ItemState
from ntfc.agendas.queries.reading import remarks_on
from ntfc.agendas.queries.whole import whole
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import WORKING
from ntfc.committees.queries import holidays_between
from ntfc.committees.rules import is_working_day
from ntfc.db import db
from ntfc.issues.queries import releasers as releasers_of
from ntfc.meetings.models import CLOSED, Meeting, MeetingBody, MeetingState
from ntfc.meetings.rules import bodies_of, first_day
from ntfc.names import called
from ntfc.permissions import Actor, Role
from ntfc.plugins import AgendaProposal, ItemAct
from ntfc.procedure import queries as procedure
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import Releasers, WorkingDay, releasers_needed

SPEAKING = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MODERATOR, Role.COORDINATOR, Role.MEMBER})


def coordinators_of(body: Body, today: date) -> dict[int, int | None]:
    """Return who speaks for each institution of the body: its coordinator, else who sits for it.

    Gives persons by number, each with the institution.
    """
    found: dict[int | None, dict[int, Role]] = {}
    for seat in procedure.people_of(body, today):
        if seat.role in SPEAKING:
            found.setdefault(seat.organisation_id, {})[seat.person_id] = seat.role
    asked: dict[int, int | None] = {}
    for organisation_id, people in found.items():
        coordinating = [n for n, role in people.items() if role is Role.COORDINATOR]
        chosen = people if organisation_id is None or not coordinating else coordinating
        asked |= dict.fromkeys(chosen, organisation_id)
    return asked


def who_releases(
    body: Body, rules_then: Procedure, today: date
) -> tuple[Releasers, Mapping[int, str]]:
    """Return who must agree before the agenda goes out, and their names."""
    names = releasers_of(body, rules_then, today)
    return releasers_needed(rules_then, names, names), names


def joining(agenda: Agenda, today: date) -> list[rules.Assent]:
    """Return whose agreement the further bodies of a joint meeting ask for."""
    return [assent_of(joint.body, today) for joint in agenda.meeting.with_bodies]


def assents(agenda: Agenda, today: date) -> list[rules.Assent]:
    """Return whose agreement each body of the meeting asks for, the one that calls it first."""
    return [assent_of(agenda.body, today), *joining(agenda, today)]


def releasing_on(agenda: Agenda, today: date) -> frozenset[int]:
    """Return who releases the agenda, at a joint meeting by the rules of each body."""
    return frozenset().union(*(one.releasers.people for one in assents(agenda, today)))


def asked_on(agenda: Agenda, today: date) -> frozenset[int]:
    """Return to whom a draft of the agenda goes on a day."""
    bodies = bodies_of(agenda.meeting)
    return frozenset(one for body in bodies for one in coordinators_of(body, today))


def not_kept(agenda: Agenda, today: date) -> list[str]:
    """Return what a release today would pass over; it may go out all the same, with a reason.

    At a joint meeting each of the bodies keeps its own rules.
    """
    unanswered = [one for one in remarks_on(agenda) if one.answered_at is None]
    reasons = [*rules.not_heard(agenda, today, unanswered=len(unanswered))]
    meeting = agenda.meeting
    meeting_on = first_day(meeting)
    for body in bodies_of(meeting):
        settings, working = procedure.rules_on(body, today), working_day(body, meeting_on)
        for reason in rules.rules_not_kept(agenda, settings, today, meeting_on, working):
            own = body.id == agenda.body_id
            reasons.append(reason if own else rules.in_body(called(body), reason))
    return reasons


def assent_of(body: Body, today: date) -> rules.Assent:
    """Return whose agreement a body asks for before an agenda goes out."""
    settings = procedure.rules_on(body, today)
    return rules.Assent(body.name, settings, *who_releases(body, settings, today))


def proposals_for(meeting: Meeting, agenda: Agenda | None, actor: Actor) -> list[AgendaProposal]:
    """Return what proposes itself to a person for a meeting and stands on no agenda yet."""
    found, elsewhere = proposed(meeting, agenda, actor)
    return [one for one in found if one.key not in elsewhere]


def proposed(
    meeting: Meeting, agenda: Agenda | None, actor: Actor
) -> tuple[list[AgendaProposal], Mapping[str, Any]]:
    """Return what proposes itself and does not stand on this agenda yet.

    Beside it, what stands on the agenda of an earlier meeting that is still to come, by key. At a
    joint meeting each of the bodies brings what waits in it. What is in confidence, only those in
    the circle of the body are offered.
    """
    offered = [
        proposal
        for body in bodies_of(meeting)
        for answer in plugins.gather("ntfc_agenda_proposals", body=body, meeting=meeting)
        for proposal in answer
        if rules.is_offered(proposal, meeting, actor)
    ]
    found = rules.none_twice(offered, agenda.items if agenda else ())
    return found, _planned_earlier(meeting, [one.key for one in found]) if found else {}


def _planned_earlier(meeting: Meeting, keys: Collection[str]) -> Mapping[str, Any]:
    query = (
        select(AgendaItem.origin_key, Meeting.id, Meeting.starts_at, Meeting.time_zone)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(AgendaItem.body_id == meeting.body_id, AgendaItem.origin_key.in_(keys))
        .where(AgendaItem.state == ItemState.PLANNED, AgendaItem.origin_key != rules.FOLLOW_UP_KEY)
        .where(Meeting.state.not_in(CLOSED), Meeting.starts_at < meeting.starts_at)
    )
    return {row.origin_key: row for row in db.session.execute(query)}


def acts_on(agenda: Agenda, actor: Actor) -> Mapping[int, Sequence[ItemAct]]:
    """Return what *actor* may do with the items, as other features offer it, by item."""
    found: dict[int, list[ItemAct]] = {}
    for answer in plugins.gather("ntfc_item_acts", agenda=agenda, actor=actor):
        for act in answer:
            found.setdefault(act.item_id, []).append(act)
    return found


def left_over(body_id: int, before: Meeting) -> Sequence[AgendaItem]:
    """Return what earlier meetings postponed or never reached, and no later agenda took up.

    What stood on a meeting that was called off comes again at any other one.
    """
    again = aliased(AgendaItem)
    taken_up = exists().where(again.came_from_id == AgendaItem.id)
    done = aliased(AgendaItem)  # else nobody noted which items were reached
    called_off = Meeting.state == MeetingState.CANCELLED
    was_led = exists().where(done.agenda_id == Agenda.id, done.state == ItemState.DISCUSSED)
    query = (
        select(AgendaItem)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(AgendaItem.body_id == body_id, Meeting.id != before.id, ~taken_up)
        .where(or_(Meeting.starts_at < before.starts_at, called_off))
        .where(
            or_(
                AgendaItem.state == ItemState.POSTPONED,
                and_(
                    AgendaItem.state == ItemState.PLANNED,
                    AgendaItem.kind != ItemKind.FORMAL,
                    AgendaItem.began_at.is_(None),
                    or_(called_off, and_(Meeting.state == MeetingState.HELD, was_led)),
                ),
            )
        )
        .order_by(Meeting.starts_at, AgendaItem.parent_id.is_not(None), AgendaItem.position)
    )
    found = db.session.scalars(query).all()
    return [item for item in found if not rules.is_brought_anew(item)]


def reporting_bodies(body_id: int) -> Sequence[Any]:
    """Return the bodies at work right below, whose reports belong on the agenda.

    A restricted one is left out: not even its name is for everybody who reads an agenda.
    """
    query = select(Body.id, Body.name).where(
        Body.parent_id == body_id, Body.state.in_(WORKING), Body.is_restricted.is_(False)
    )
    return db.session.execute(query.order_by(Body.name)).all()


def working_day(body: Body, day: date) -> WorkingDay:
    """Return how to tell whether the body works on a day around *day*."""
    near = timedelta(days=120)
    holidays = holidays_between(body, day - near, day + near)
    return lambda one: is_working_day(body, one, holidays)


def drafts_to_agree(bodies: Collection[int]) -> Sequence[Agenda]:
    """Return the agendas of these bodies that somebody may still have to agree to."""
    query = (
        select(Agenda)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(or_(Agenda.body_id.in_(bodies), _joined_by(bodies)), Meeting.state.not_in(CLOSED))
        .where(
            or_(
                Agenda.state == AgendaState.WITH_COORDINATORS,
                and_(Agenda.state == AgendaState.DRAFT, Agenda.asked_at.is_not(None)),
                _has_late_items(),
            )
        )
        .order_by(Meeting.starts_at)
        .options(*whole())
    )
    return db.session.scalars(query).all()


def _joined_by(bodies: Collection[int]) -> Any:
    joined = select(MeetingBody.meeting_id).where(MeetingBody.body_id.in_(bodies))
    return Agenda.meeting_id.in_(joined)


def _has_late_items() -> Any:
    return and_(
        Agenda.state == AgendaState.RELEASED,
        exists().where(
            AgendaItem.agenda_id == Agenda.id,
            AgendaItem.released_at.is_(None),
            AgendaItem.state == ItemState.PLANNED,
        ),
    )


def drafts_to_remark_on(person_id: int, today: date) -> Sequence[Agenda]:
    """Return the drafts sent to a person on which remarks are still taken."""
    query = (
        select(Agenda)
        .join(AgendaRequest, AgendaRequest.agenda_id == Agenda.id)
        .where(AgendaRequest.person_id == person_id)
        .where(Agenda.state == AgendaState.WITH_COORDINATORS, Agenda.remarks_close_on >= today)
        .order_by(Agenda.remarks_close_on)
    )
    return db.session.scalars(query).all()


def meetings_to_prepare(
    bodies: Collection[int], since: datetime, until: datetime
) -> Sequence[Meeting]:
    """Return the meetings of these bodies in a span of time whose agenda is not released."""
    released = exists().where(Agenda.meeting_id == Meeting.id, Agenda.state == AgendaState.RELEASED)
    query = (
        select(Meeting)
        .where(Meeting.body_id.in_(bodies), Meeting.starts_at.between(since, until), ~released)
        .where(Meeting.state.in_((MeetingState.PLANNED, MeetingState.CONVENED)))
        .order_by(Meeting.starts_at)
    )
    return db.session.scalars(query).all()


def mark_of(agenda: Agenda) -> str:
    """Return the mark of the agenda as it reads now, which those who release it agree to."""
    return rules.fingerprint(rules.canonical(rules.lined_up(agenda.items)))
