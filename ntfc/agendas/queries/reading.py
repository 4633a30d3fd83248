"""Agendas with all that their pages show, and who may see which."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from ntfc.agendas import rules
from ntfc.agendas.models import (
    Agenda,
    AgendaAgreement,
    AgendaItem,
    AgendaRemark,
    AgendaRequest,
    AgendaState,
    AgendaTemplate,
    ItemState,
)
from ntfc.agendas.queries.whole import get_agenda
from ntfc.agendas.rules.permits import ATTENDING, HEADS
from ntfc.db import db
from ntfc.issues.models import Issue, Measure
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import CLOSED, Meeting, MeetingBody, MeetingState
from ntfc.permissions import SEATED, Actor, Role
from ntfc.procedure import queries as procedure

NO_LONGER = (ItemState.DROPPED, ItemState.POSTPONED)


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* reads an agenda; `rules.VIEW` says the same."""
    if Role.PERSON not in actor.roles_in(None):
        return false()
    shown = select(Meeting.id).where(meetings.visible(actor))
    return or_(
        Agenda.body_id.in_(procedure.bodies_of(actor, HEADS)),
        Agenda.meeting_id.in_(_joined(procedure.bodies_of(actor, HEADS))),
        and_(Agenda.state == AgendaState.RELEASED, Agenda.meeting_id.in_(shown)),
        _asked(actor),
    )


def _joined(bodies: Collection[int]) -> Select[int]:
    """Select the joint meetings in which one of the bodies takes part."""
    return select(MeetingBody.meeting_id).where(MeetingBody.body_id.in_(bodies))


def _asked(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        AgendaRequest.agenda_id == Agenda.id, AgendaRequest.person_id == actor.person_id
    )


def visible_items(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* reads an item; `rules.VIEW_ITEM` says the same."""
    if Role.PERSON not in actor.roles_in(None):
        return false()
    heads, seated = (procedure.bodies_of(actor, kind) for kind in (HEADS, SEATED - ATTENDING))
    headed = or_(AgendaItem.body_id.in_(heads), AgendaItem.agenda_id.in_(_agendas_joined(heads)))
    trusted = or_(
        AgendaItem.body_id.in_(seated),
        AgendaItem.agenda_id.in_(_agendas_joined(seated)),
        AgendaItem.agenda_id.in_(select(Agenda.id).where(_asked(actor))),
    )
    out = and_(
        AgendaItem.released_at.is_not(None),
        AgendaItem.agenda_id.in_(select(Agenda.id).where(visible(actor))),
    )
    drafted = AgendaItem.agenda_id.in_(
        select(Agenda.id).where(_asked(actor), Agenda.state != AgendaState.RELEASED)
    )
    open_or_trusted = or_(AgendaItem.is_confidential.is_(False), trusted)
    return or_(headed, and_(open_or_trusted, or_(out, drafted)))


def _agendas_joined(bodies: Collection[int]) -> Select[int]:
    return select(Agenda.id).where(Agenda.meeting_id.in_(_joined(bodies)))


def labels_of(meeting_id: int) -> dict[int, str]:
    """Return by item how the agenda of a meeting numbers it, such as 3.1."""
    rows: Any = db.session.execute(_placed(), {"meeting_id": meeting_id}).all()
    return {line.item.id: line.label for line in rules.lined_up(rows)}


@cache
def _placed() -> Select[*tuple[Any, ...]]:
    """Put together once: making it anew at each page takes longer than the answer."""
    columns = ("id", "parent_id", "supplement", "position", "state", "released_at", "ended_at")
    query = select(*(getattr(AgendaItem, name) for name in columns))
    of_meeting = Agenda.meeting_id == bindparam("meeting_id")
    return query.join(Agenda, Agenda.id == AgendaItem.agenda_id).where(of_meeting)


def get_item(item_id: int) -> AgendaItem:
    """Return an item with its whole agenda."""
    found: AgendaItem = db.one_or_404(_one(item_id))
    get_agenda(found.agenda_id)
    return found


def find_item(item_id: int) -> AgendaItem | None:
    return db.session.scalars(_one(item_id)).one_or_none()


def _one(item_id: int) -> Any:
    return (
        select(AgendaItem)
        .where(AgendaItem.id == item_id)
        .options(joinedload(AgendaItem.issue), joinedload(AgendaItem.proposed_by))
    )


def placements_of(issue: Issue) -> Sequence[AgendaItem]:
    """Return where an issue stood or stands on agendas, the latest first."""
    query = (
        select(AgendaItem)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(AgendaItem.issue_id == issue.id)
        .order_by(Meeting.starts_at.desc(), AgendaItem.id.desc())
    )
    return db.session.scalars(query).all()


def onward_of(item: AgendaItem) -> AgendaItem | None:
    """Return the item of a later agenda that takes this one up again."""
    query = select(AgendaItem).where(AgendaItem.came_from_id == item.id).limit(1)
    return db.session.scalars(query).one_or_none()


def off_table(agenda_id: int) -> Sequence[AgendaItem]:
    """Return what a meeting does not take any more, but for what is in confidence."""
    off = (*NO_LONGER, ItemState.PARKED)
    query = select(AgendaItem).where(AgendaItem.agenda_id == agenda_id, AgendaItem.state.in_(off))
    return db.session.scalars(query.where(AgendaItem.is_confidential.is_(False))).all()


def gone_on(item_ids: Collection[int]) -> Mapping[int, AgendaItem]:
    """Return by item the one of another agenda that took it up, whatever became of it there."""
    if not item_ids:
        return {}
    query = (
        select(AgendaItem)
        .where(AgendaItem.came_from_id.in_(item_ids), AgendaItem.state != ItemState.DROPPED)
        .order_by(AgendaItem.id)
    )
    return {item.came_from_id or 0: item for item in db.session.scalars(query)}


def taken_up_of(item_ids: Collection[int]) -> Mapping[int, AgendaItem]:
    """Return by item the one of another agenda by which it is taken up at a meeting to come."""
    if not item_ids:
        return {}
    query = (
        select(AgendaItem)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(AgendaItem.came_from_id.in_(item_ids), AgendaItem.state == ItemState.PLANNED)
        .where(Meeting.state.not_in(CLOSED), AgendaItem.is_confidential.is_(False))
        .order_by(AgendaItem.id)
    )
    return {item.came_from_id or 0: item for item in db.session.scalars(query)}


def open_items_of(issue_id: int) -> Sequence[AgendaItem]:
    """Return the items by which an issue stands on an agenda of a meeting that is not over."""
    query = (
        select(AgendaItem)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(AgendaItem.issue_id == issue_id, AgendaItem.state == ItemState.PLANNED)
        .where(Meeting.state.not_in(CLOSED))
    )
    return db.session.scalars(query).all()


def remarks_on(agenda: Agenda) -> Sequence[AgendaRemark]:
    return db.session.scalars(_said_to(), {"agenda_id": agenda.id}).all()


# Each look at an agenda asks these; putting a question together takes longer than its answer.


@cache
def _said_to() -> Select[AgendaRemark]:
    return (
        select(AgendaRemark)
        .where(AgendaRemark.agenda_id == bindparam("agenda_id"))
        .order_by(AgendaRemark.at, AgendaRemark.id)
        .options(joinedload(AgendaRemark.person), lazyload(AgendaRemark.agenda))
    )


@cache
def _asked_for() -> Select[AgendaRequest]:
    return (
        select(AgendaRequest)
        .where(AgendaRequest.agenda_id == bindparam("agenda_id"))
        .order_by(AgendaRequest.id)
        .options(joinedload(AgendaRequest.person), joinedload(AgendaRequest.organisation))
    )


@cache
def _agreed_to() -> Select[AgendaAgreement]:
    return (
        select(AgendaAgreement)
        .where(AgendaAgreement.agenda_id == bindparam("agenda_id"))
        .order_by(AgendaAgreement.id)
        .options(joinedload(AgendaAgreement.person))
    )


@cache
def _held() -> Select[int]:
    held = Meeting.state == MeetingState.HELD
    return select(Meeting.id).where(Meeting.body_id == bindparam("body_id"), held).limit(rules.FEW)


def get_remark(remark_id: int) -> AgendaRemark:
    query = select(AgendaRemark).where(AgendaRemark.id == remark_id)
    found: AgendaRemark = db.one_or_404(query.options(joinedload(AgendaRemark.person)))
    return found


def requests_of(agenda: Agenda) -> Sequence[AgendaRequest]:
    """Return whom the draft was sent to, with their institutions."""
    return db.session.scalars(_asked_for(), {"agenda_id": agenda.id}).all()


def agreements_on(agendas: Sequence[Agenda]) -> Mapping[int, Mapping[int, AgendaAgreement]]:
    """Return what each person agreed to last, by agenda and person, for several agendas at once."""
    query = (
        select(AgendaAgreement)
        .where(AgendaAgreement.agenda_id.in_([agenda.id for agenda in agendas]))
        .order_by(AgendaAgreement.id)
    )
    found: dict[int, dict[int, AgendaAgreement]] = {agenda.id: {} for agenda in agendas}
    for one in db.session.scalars(query):
        found[one.agenda_id][one.person_id] = one
    return found


def agreements_to(agenda: Agenda) -> Mapping[int, AgendaAgreement]:
    """Return what each person agreed to last, by person."""
    found = db.session.scalars(_agreed_to(), {"agenda_id": agenda.id})
    return {one.person_id: one for one in found}


def standing_lines(meeting: Meeting) -> list[dict[str, Any]]:
    """Return the items that come again, as they stood on the agenda before this one."""
    query = (
        select(Agenda)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(Agenda.body_id == meeting.body_id, Meeting.starts_at < meeting.starts_at)
        .where(Meeting.state != MeetingState.CANCELLED)
        .order_by(Meeting.starts_at.desc())
        .limit(1)
        .options(selectinload(Agenda.items))
    )
    before = db.session.scalars(query).one_or_none()
    items = before.items if before else ()
    kept = [i for i in items if i.is_standing and i.state is not ItemState.DROPPED]
    return [{**line, "is_standing": True} for line in rules.as_lines(kept)]


def templates_of(body_id: int) -> Sequence[AgendaTemplate]:
    query = select(AgendaTemplate).where(AgendaTemplate.body_id == body_id)
    return db.session.scalars(query.order_by(AgendaTemplate.name)).all()


def later_meetings(meeting: Meeting) -> Sequence[Meeting]:
    """Return the meetings of the body that are still to come after this one."""
    query = (
        select(Meeting)
        .where(Meeting.body_id == meeting.body_id, Meeting.id != meeting.id)
        .where(Meeting.starts_at > meeting.starts_at, Meeting.state.not_in(CLOSED))
        .order_by(Meeting.starts_at)
    )
    return db.session.scalars(query).all()


def meetings_held(body_id: int) -> int:
    return len(db.session.scalars(_held(), {"body_id": body_id}).all())


def contentions_of(agenda: Agenda) -> dict[int, Measure | None]:
    """Return how contested the issues on an agenda are, by issue."""
    return {item.issue.id: item.issue.contention for item in agenda.items if item.issue}
