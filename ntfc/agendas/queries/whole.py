"""One agenda with its meeting and all its items."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from flask import abort
from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import joinedload, lazyload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from ntfc.agendas.models import Agenda, AgendaItem, AgendaRequest
from ntfc.db import db, fill_in
from ntfc.issues.models import Issue
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import Meeting
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person


def whole() -> Sequence[ExecutableOption]:
    items = selectinload(Agenda.items)
    return (
        items.lazyload(AgendaItem.agenda),  # it is at hand: joined, all of it would be read again
        joinedload(Agenda.meeting).selectinload(Meeting.days),
        items.joinedload(AgendaItem.issue),
        items.joinedload(AgendaItem.proposed_by),
        items.joinedload(AgendaItem.proposed_for),
    )


def get_agenda(agenda_id: int) -> Agenda:
    found = find_agenda(agenda_id)
    if found is None:
        abort(404)
    return found


def find_agenda(agenda_id: int) -> Agenda | None:
    return _complete(db.session.scalars(_by_number(), {"id": agenda_id}).one_or_none())


def agenda_of(meeting_id: int) -> Agenda | None:
    """Return the agenda of a meeting, if it was begun."""
    return _complete(db.session.scalars(_by_meeting(), {"id": meeting_id}).one_or_none())


def head_of(meeting_id: int) -> Agenda | None:
    """Return the agenda of a meeting for whoever asks for none of its items."""
    agenda = db.session.scalars(_by_meeting(), {"id": meeting_id}).one_or_none()
    if agenda is not None:
        fill_in(meetings.complete(agenda.meeting), body=agenda.body)
    return agenda


def _complete(agenda: Agenda | None) -> Agenda | None:
    """Return an agenda with its meeting and its items, each read by a ready question."""
    if agenda is None:
        return None
    fill_in(meetings.complete(agenda.meeting), body=agenda.body)
    items, requests = (db.session.scalars(query, {"id": agenda.id}).all() for query in _parts())
    fill_in(agenda, items=items, requests=requests)
    issues = _named(Issue, [item.issue_id for item in items])
    people = _named(Person, [item.proposed_by_id for item in items])
    places = _named(Organisation, [item.proposed_for_id for item in items])
    for item in items:
        fill_in(
            item,
            agenda=agenda,
            issue=issues.get(item.issue_id),
            proposed_by=people.get(item.proposed_by_id),
            proposed_for=places.get(item.proposed_for_id),
        )
    return agenda


def _named(model: Any, keys: Collection[int | None]) -> Mapping[int | None, Any]:
    """Return the rows that items name, by number; where none does, nothing is asked."""
    numbers = [*{key for key in keys if key is not None}]
    found = db.session.scalars(_numbered(model), {"numbers": numbers}) if numbers else ()
    return {row.id: row for row in found}


# Put together once: making these anew at each request would take longer than the answers.


@cache
def _by_number() -> Select[Agenda]:
    return _alone().where(Agenda.id == bindparam("id"))


@cache
def _by_meeting() -> Select[Agenda]:
    return _alone().where(Agenda.meeting_id == bindparam("id"))


def _alone() -> Select[Agenda]:
    meeting = joinedload(Agenda.meeting)
    later = (meeting.lazyload(part) for part in (Meeting.body, Meeting.with_bodies, Meeting.guests))
    return select(Agenda).options(lazyload(Agenda.requests), *later)


@cache
def _parts() -> tuple[Select[Any], ...]:
    number: BindParameter[int] = bindparam("id")
    items = select(AgendaItem).where(AgendaItem.agenda_id == number)
    return (
        items.order_by(AgendaItem.position).options(lazyload(AgendaItem.agenda)),
        select(AgendaRequest).where(AgendaRequest.agenda_id == number),
    )


@cache
def _numbered(model: Any) -> Select[Any]:
    numbers: Any = bindparam("numbers", expanding=True)
    return select(model).where(model.id.in_(numbers))
