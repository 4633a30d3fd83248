"""What agendas keep of a person, for the person's own copy."""

from typing import Any

from sqlalchemy import select

from ntfc.agendas.models import (
    Agenda,
    AgendaAgreement,
    AgendaItem,
    AgendaRemark,
    AgendaRequest,
    ItemPaper,
)
from ntfc.committees.models import Body
from ntfc.db import db


def _rows(query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(query).mappings()]


def released_by(person_id: int) -> list[dict[str, Any]]:
    query = select(Body.name.label("body"), Agenda.released_at.label("at"))
    query = query.join(Body, Body.id == Agenda.body_id)
    return _rows(query.where(Agenda.released_by_id == person_id))


def proposed_by(person_id: int) -> list[dict[str, Any]]:
    query = select(AgendaItem.title, AgendaItem.added_at.label("at"))
    return _rows(query.where(AgendaItem.proposed_by_id == person_id))


def asked_of(person_id: int) -> list[dict[str, Any]]:
    query = select(Body.name.label("body"), AgendaRequest.asked_at.label("at"))
    query = query.join(Body, Body.id == AgendaRequest.body_id)
    return _rows(query.where(AgendaRequest.person_id == person_id))


def remarked_by(person_id: int) -> list[dict[str, Any]]:
    query = select(AgendaRemark.at, AgendaRemark.text)
    return _rows(query.where(AgendaRemark.person_id == person_id))


def agreed_by(person_id: int) -> list[dict[str, Any]]:
    query = select(Body.name.label("body"), AgendaAgreement.at)
    query = query.join(Body, Body.id == AgendaAgreement.body_id)
    return _rows(query.where(AgendaAgreement.person_id == person_id))


def papers_added_by(person_id: int) -> list[dict[str, Any]]:
    query = select(AgendaItem.title, ItemPaper.added_at.label("at"))
    query = query.join(AgendaItem, AgendaItem.id == ItemPaper.item_id)
    return _rows(query.where(ItemPaper.added_by_id == person_id))
