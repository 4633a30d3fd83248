"""Who speaks for a firm: adding, taking off, who signs; and what becomes of an erased person."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import FieldRefused, Refused, refuse_if
from ntfc.i18n import _
from ntfc.links import service as links
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import Asked, File, Firm, FirmPerson, Officer, PlaceChanged
from ntfc_golden_list.queries import people as queries
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules import people as rules
from ntfc_golden_list.rules.people import Change


def take_in(firm: Firm, person_id: int, *, now: datetime, actor: Actor, signs: bool) -> None:
    """Give somebody a place in a firm, anew if need be: there is one row for each person."""
    row = next((one for one in firm.people if one.person_id == person_id), None)
    if row is None:
        row = FirmPerson(firm_id=firm.id, person_id=person_id)
        firm.people.append(row)
    row.is_active, row.is_lead = True, signs
    _note(firm.id, [person_id], Change.JOINED, now, actor.person_id)
    if signs:
        _note(firm.id, [person_id], Change.LEADS, now, actor.person_id)
    db.session.flush()


def _note(
    firm_id: int, people: Iterable[int], change: Change, now: datetime, by: int | None
) -> None:
    db.session.add_all(
        PlaceChanged(firm_id=firm_id, person_id=number, change=change, at=now, by_id=by)
        for number in people
    )


def _places(firm: Firm) -> list[rules.Place]:
    return [rules.Place(one.person_id, one.is_lead, one.is_active) for one in firm.people]


@requires(access.SIGN)
def add(file: File, *, person: Person, now: datetime, actor: Actor) -> None:
    """Add somebody who speaks for the firm; the first one signs for it."""
    firm = file.firm
    is_officer = queries.is_officer(firm.id, person.id)
    for fault in rules.joining_faults(_places(firm), person.id, is_officer=is_officer):
        raise FieldRefused("email", fault)
    has_lead = any(one.is_lead and one.is_active for one in firm.people)
    take_in(firm, person.id, now=now, actor=actor, signs=not has_lead)
    record(actor, "golden_list.person_added", file, person=person.id)


@requires(access.SIGN)
def take_off(file: File, *, person_id: int, now: datetime, actor: Actor) -> None:
    """End somebody's place: the file is closed to them at once, and so are their links."""
    firm = file.firm
    for_customs = bool(access.posts_on(actor, file))
    refuse_if(rules.leaving_faults(_places(firm), person_id, for_customs=for_customs))
    for one in firm.people:
        if one.person_id == person_id:
            one.is_active = one.is_lead = False
    _note(firm.id, [person_id], Change.LEFT, now, actor.person_id)
    for known in queries.files_of_firm(firm.id):
        links.revoke_all_of(known, to=person_id, actor=actor, now=now)
    for asked in queries.asked_of(firm.id, person_id):
        _end(asked, now=now, actor=actor)
    db.session.flush()
    record(actor, "golden_list.person_left", file, person=person_id)


@requires(access.SIGN)
def hand_over(file: File, *, person_id: int, now: datetime, actor: Actor) -> None:
    """Let somebody else of the firm sign for it; who did so before speaks for it still."""
    firm = file.firm
    refuse_if(rules.leading_faults(_places(firm), person_id))
    for one in firm.people:
        one.is_lead = one.person_id == person_id
    _note(firm.id, [person_id], Change.LEADS, now, actor.person_id)
    db.session.flush()
    record(actor, "golden_list.lead_changed", file, person=person_id)


@requires(access.SIGN)
def ask_no_more(file: File, *, asked: Asked, now: datetime, actor: Actor) -> None:
    """Take back that somebody was asked for a part; what was answered stays."""
    if asked.ended_at is not None:
        raise Refused(_("This was taken back already."))
    _end(asked, now=now, actor=actor)
    record(actor, "golden_list.asked_no_more", file, area=asked.area)


def _end(asked: Asked, *, now: datetime, actor: Actor) -> None:
    asked.ended_at = now
    links.revoke_all_of(asked, actor=actor, now=now)


def forget(person_id: int, *, now: datetime) -> None:
    """End the places of an erased person. What was decided stays; the name is gone by itself."""
    db.session.execute(update(Officer).where(Officer.person_id == person_id).values(is_held=False))
    held = (FirmPerson.person_id == person_id) & FirmPerson.is_active
    for firm_id in db.session.scalars(select(FirmPerson.firm_id).where(held)).all():
        _note(firm_id, [person_id], Change.LEFT, now, None)
    db.session.execute(update(FirmPerson).where(held).values(is_active=False))
    db.session.execute(
        update(File).where(File.coordinator_id == person_id).values(coordinator_id=None)
    )
