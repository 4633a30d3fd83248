"""One agenda with its meeting and all its items."""

from collections.abc import Sequence
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


def _complete(agenda: Agenda | None) -> Agenda | None:
    """Return an agenda with its meeting and its items, each read by a ready question."""
    if agenda is None:
        return None
    meetings.complete(agenda.meeting)
    number = {"id": agenda.id}
    items, requests, issues, people, places = (
        db.session.scalars(query, number).all() for query in _parts()
    )
    fill_in(agenda, items=items, requests=requests)
    by_issue, by_person, by_place = ({row.id: row for row in r} for r in (issues, people, places))
    for item in items:
        fill_in(
            item,
            agenda=agenda,
            issue=by_issue.get(item.issue_id),
            proposed_by=by_person.get(item.proposed_by_id),
            proposed_for=by_place.get(item.proposed_for_id),
        )
    return agenda


# Put together once: making these anew at each request would take longer than the answers.


@cache
def _by_number() -> Select[Agenda]:
    return _alone().where(Agenda.id == bindparam("id"))


@cache
def _by_meeting() -> Select[Agenda]:
    return _alone().where(Agenda.meeting_id == bindparam("id"))


def _alone() -> Select[Agenda]:
    meeting = joinedload(Agenda.meeting)
    later = (meeting.lazyload(Meeting.with_bodies), meeting.lazyload(Meeting.guests))
    return select(Agenda).options(lazyload(Agenda.requests), *later)


@cache
def _parts() -> tuple[Select[Any], ...]:
    number: BindParameter[int] = bindparam("id")
    items = select(AgendaItem).where(AgendaItem.agenda_id == number)
    of_items = (
        (Issue, AgendaItem.issue_id),
        (Person, AgendaItem.proposed_by_id),
        (Organisation, AgendaItem.proposed_for_id),
    )
    return (
        items.order_by(AgendaItem.position).options(lazyload(AgendaItem.agenda)),
        select(AgendaRequest).where(AgendaRequest.agenda_id == number),
        *(
            select(model).where(model.id.in_(select(key).where(AgendaItem.agenda_id == number)))
            for model, key in of_items
        ),
    )
