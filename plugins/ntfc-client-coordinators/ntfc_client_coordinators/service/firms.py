"""Firms, and talks with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import FieldRefused
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_client_coordinators.models import Contact, Desk, Firm
from ntfc_client_coordinators.queries import log as queries
from ntfc_client_coordinators.rules import access
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.portfolio import IN_RHYTHM, Talk, talk_due
from ntfc_client_coordinators.service.log import write_down


@requires(access.LEAD)
def add(desk: Desk, *, values: Mapping[str, Any], now: datetime, today: date, actor: Actor) -> Firm:
    """Take a firm into the service."""
    known = select(Firm.id).where(Firm.registration == values["registration"])
    if db.session.scalar(known) is not None:
        raise FieldRefused("registration", _("This firm is known already."))
    firm = Firm(desk=desk, updated_on=today, **values)
    db.session.add(firm)
    db.session.flush()
    firm.talk_due = talk_due(today, firm.cadence_months)
    write_down(firm, Kind.STEP, now=now, actor=actor, text=str(firm.name), to="firm_added")
    record(actor, "client_coordinators.firm_added", firm)
    return firm


@requires(access.CARE)
def update(
    firm: Firm, *, values: Mapping[str, Any], now: datetime, today: date, actor: Actor
) -> None:
    """Keep the file of a firm current."""
    changed = [name for name, value in values.items() if getattr(firm, name) != value]
    for name, value in values.items():
        setattr(firm, name, value)
    firm.updated_on = today
    last = queries.last_talk(firm.id, IN_RHYTHM)
    firm.talk_due = talk_due(last or today, firm.cadence_months)
    write_down(firm, Kind.STEP, now=now, actor=actor, to="firm_updated", changed=changed)
    record(actor, "client_coordinators.firm_updated", firm)


@requires(access.LEAD)
def leave(desk: Desk, *, firm: Firm, on: date, now: datetime, actor: Actor) -> None:  # noqa: ARG001  -- its permission
    """Note that a firm left the service: then nobody has to answer for it."""
    firm.left_on = on
    write_down(firm, Kind.STEP, now=now, actor=actor, to="firm_left")
    record(actor, "client_coordinators.firm_left", firm)


@requires(access.LEAD)
def come_back(desk: Desk, *, firm: Firm, now: datetime, actor: Actor) -> None:  # noqa: ARG001  -- its permission
    """Take a firm in again that left, or was thought to."""
    firm.left_on = None
    write_down(firm, Kind.STEP, now=now, actor=actor, to="firm_back")
    record(actor, "client_coordinators.firm_back", firm)


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What is told of a talk: what it was, and what was agreed; the rest may be empty."""

    talk: Talk
    agreed: str
    on: date | None = None
    participants: str = ""
    topics: str = ""
    private: str = ""


@requires(access.CARE)
def log_contact(firm: Firm, *, spoken: Spoken, now: datetime, today: date, actor: Actor) -> Contact:
    """Write down that one spoke with a firm, and count the next talk from it."""
    told = {**vars(spoken), "on": spoken.on or today}
    if told["on"] > today:
        raise FieldRefused("on", _("This day is still to come."))
    contact = Contact(firm_id=firm.id, by_id=actor.person_id, at=now, **told)
    db.session.add(contact)
    if spoken.talk in IN_RHYTHM:
        db.session.flush()
        last = queries.last_talk(firm.id, IN_RHYTHM)
        firm.talk_due = talk_due(last or today, firm.cadence_months)
    write_down(firm, Kind.TALK, now=now, actor=actor, text=spoken.agreed, talk=spoken.talk.value)
    record(actor, "client_coordinators.contact_logged", firm, talk=spoken.talk.value)
    return contact
