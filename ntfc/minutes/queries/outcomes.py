"""What came out of a meeting: decided, recommended, not agreed on, set aside, or still open."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, or_, select

from ntfc.agendas.models import AgendaItem
from ntfc.db import db
from ntfc.decisions import queries as decisions
from ntfc.decisions.models import Addressee, DecisionState, HowAgreed
from ntfc.decisions.rules import label
from ntfc.issues.models import Issue
from ntfc.minutes.rules import Addressed, Outcome, Reserved, SetAside
from ntfc.organisations.models import Organisation
from ntfc.parking_lot.models import Parking, WayOut
from ntfc.people.models import Person

ORDER = (DecisionState.ADOPTED, DecisionState.PASSED_UP, DecisionState.NOT_ADOPTED)


def outcomes_of(meeting_id: int) -> list[tuple[int | None, Outcome]]:
    """Return what a meeting gave: by number, then what was passed up, then what was not agreed.

    What institutions answer later, and what is only drafted, is no part of it. Each comes with the
    item at which it was given.
    """
    rows = [row for row in decisions.of_meeting(meeting_id) if row.state in ORDER]
    rows.sort(key=lambda row: (ORDER.index(row.state), row.term_number, row.number or 0, row.id))
    numbers = [row.id for row in rows]
    reserved: dict[int, list[Reserved]] = defaultdict(list)
    for one in decisions.reserved_in(numbers):
        reserved[one.decision_id].append(Reserved(organisation=one.organisation, text=one.text))
    addressed = _addressed(numbers)
    hidden = _hidden(row.item_id for row in rows)
    return [
        (row.item_id, _outcome(row, reserved[row.id], addressed[row.id], row.item_id in hidden))
        for row in rows
    ]


def _outcome(
    row: Any, reserved: Sequence[Reserved], addressed: Sequence[Addressed], is_hidden: bool
) -> Outcome:
    return Outcome(
        kind=row.kind.value,
        state=row.state.value,
        number=f"{label(row)} ({row.joining})".strip() if row.joining else label(row),
        title=row.title,
        text=row.text,
        paper=row.paper,
        how=row.how.value if row.how else "",
        next_step=row.next_step,
        reason=row.reason if row.how is HowAgreed.NOT_ACCEPTED else "",
        conditions=row.conditions,
        is_binding=row.is_binding,
        applies_to_all=row.applies_to_all,
        is_confidential=row.is_confidential or is_hidden,
        reservations=tuple(reserved),
        addressees=tuple(addressed),
    )


def _addressed(decision_ids: Sequence[int]) -> dict[int, list[Addressed]]:
    if not decision_ids:
        return {}
    query = (
        select(Addressee.decision_id, Organisation.name, Addressee.due_on)
        .join(Organisation, Organisation.id == Addressee.organisation_id)
        .where(Addressee.decision_id.in_(decision_ids))
        .order_by(Addressee.id)
    )
    found: dict[int, list[Addressed]] = defaultdict(list)
    for decision_id, name, due_on in db.session.execute(query):
        due = due_on.isoformat() if due_on else ""
        found[decision_id].append(Addressed(organisation=name, due_on=due))
    return found


def _hidden(item_ids: Iterable[int | None]) -> set[int | None]:
    """Return which of these items are kept in confidence; what comes of them is, too."""
    numbers = {one for one in item_ids if one is not None}
    if not numbers:
        return set()
    query = select(AgendaItem.id).where(AgendaItem.id.in_(numbers), AgendaItem.is_confidential)
    return {*db.session.scalars(query)}


def parked_in(meeting: Any) -> list[tuple[int | None, SetAside]]:
    """Return what was set aside in a meeting, in the order in which it was.

    What becomes of it afterwards is no part of it. What was parked before the day came, so that it
    left the agenda, is not either; nor is what turned out to concern one case.
    """
    zone = ZoneInfo(meeting.time_zone)
    first = meeting.starts_at.astimezone(zone).date()
    return [
        (row.item_id, _set_aside(row))
        for row in db.session.execute(_parked(), {"meeting_id": meeting.id})
        if row.parked_at.astimezone(zone).date() >= first
    ]


@cache
def _parked() -> Select[*tuple[Any, ...]]:
    """Put together once: making it anew at each page takes longer than the answer."""
    return (
        select(
            Issue.number,
            Issue.title,
            Parking.cause,
            Parking.reason,
            Parking.next_step,
            Parking.review_on,
            Parking.parked_at,
            Person.name.label("owner"),
            Parking.item_id,
            AgendaItem.is_confidential,
        )
        .join(Issue, Issue.id == Parking.issue_id)
        .join(Person, Person.id == Parking.owner_id)
        .outerjoin(AgendaItem, AgendaItem.id == Parking.item_id)
        .where(Parking.meeting_id == bindparam("meeting_id"))
        .where(or_(Parking.way_out.is_(None), Parking.way_out != WayOut.ONE_CASE))
        .order_by(Parking.id)
    )


def _set_aside(row: Any) -> SetAside:
    return SetAside(
        number=row.number,
        title=row.title,
        cause=row.cause.value,
        reason=row.reason,
        next_step=row.next_step,
        review_on=row.review_on.isoformat(),
        owner=row.owner,
        is_confidential=bool(row.is_confidential),
    )
