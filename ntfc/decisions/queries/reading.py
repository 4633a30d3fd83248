"""One decision with all that its page shows, and who may read which."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Row, and_, false, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body, Term
from ntfc.committees.models.vocabulary import FINAL
from ntfc.committees.queries import get_body, readable
from ntfc.db import db
from ntfc.decisions import rules
from ntfc.decisions.models import Addressee, Decision, DecisionEvent, Evidence, Reservation
from ntfc.documents.models import (
    Access,
    Document,
    DocumentState,
    DocumentStep,
    DocumentVersion,
)
from ntfc.documents.queries import visible as visible_papers
from ntfc.issues.models import Issue
from ntfc.mandates.queries import institutions_of
from ntfc.organisations.models import Organisation
from ntfc.permissions import CIRCLE, SEATED, Actor, Role
from ntfc.plugins import SeatedPerson
from ntfc.procedure import queries as procedure

__all__ = ["get_body", "institutions_of"]
MOST_PAPERS = 100  # newest first; an older one is named in words


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* reads a decision; `rules.VIEW` says the same."""
    if Role.PERSON not in actor.roles_in(None):
        return false()
    read = select(Body.id).where(readable(actor))
    return or_(
        Decision.body_id.in_(procedure.bodies_of(actor, CIRCLE)),
        and_(
            Decision.state.in_(rules.OUT),
            Decision.is_confidential.is_(False),
            Decision.body_id.in_(read),
        ),
    )


def _whole() -> Sequence[ExecutableOption]:
    return (
        joinedload(Decision.meeting),
        joinedload(Decision.item),
        joinedload(Decision.issue),
        joinedload(Decision.came_from),
        joinedload(Decision.document_version),
    )


def get_decision(decision_id: int) -> Decision:
    query = select(Decision).where(Decision.id == decision_id).options(*_whole())
    found: Decision = db.one_or_404(query)
    return found


def get_addressee(addressee_id: int) -> Addressee:
    query = select(Addressee).where(Addressee.id == addressee_id)
    found: Addressee = db.one_or_404(query.options(joinedload(Addressee.organisation)))
    return found


def find_addressee(addressee_id: int) -> Addressee | None:
    query = select(Addressee).where(Addressee.id == addressee_id)
    return db.session.scalars(query.options(joinedload(Addressee.organisation))).one_or_none()


def addressees_of(decision: Decision) -> Sequence[Addressee]:
    query = select(Addressee).where(Addressee.decision_id == decision.id).order_by(Addressee.id)
    return db.session.scalars(query.options(joinedload(Addressee.organisation))).all()


def reservations_of(decision: Decision) -> Sequence[Reservation]:
    query = select(Reservation).where(Reservation.decision_id == decision.id)
    whole = joinedload(Reservation.organisation)
    return db.session.scalars(query.order_by(Reservation.id).options(whole)).all()


def reserved_at(decision_ids: Sequence[int]) -> Mapping[int, Sequence[Reservation]]:
    """Return the reservations of each of these decisions, by the number of the decision."""
    found: dict[int, list[Reservation]] = {}
    query = select(Reservation).where(Reservation.decision_id.in_(decision_ids))
    whole = joinedload(Reservation.organisation)
    for one in db.session.scalars(query.order_by(Reservation.id).options(whole)):
        found.setdefault(one.decision_id, []).append(one)
    return found


def get_reservation(reservation_id: int) -> Reservation:
    query = select(Reservation).where(Reservation.id == reservation_id)
    found: Reservation = db.one_or_404(query.options(joinedload(Reservation.organisation)))
    return found


def get_evidence(evidence_id: int) -> Evidence:
    found: Evidence = db.one_or_404(select(Evidence).where(Evidence.id == evidence_id))
    return found


def evidence_of(decision: Decision) -> Sequence[Evidence]:
    """Return the files that show what became of a decision, oldest first."""
    query = select(Evidence).where(Evidence.decision_id == decision.id)
    return db.session.scalars(query.order_by(Evidence.id)).all()


def events_of(decision: Decision) -> Sequence[DecisionEvent]:
    """Return the history of the decision, oldest first."""
    query = select(DecisionEvent).where(DecisionEvent.decision_id == decision.id)
    whole = joinedload(DecisionEvent.person)
    return db.session.scalars(query.order_by(DecisionEvent.id).options(whole)).all()


def hops_of(decision: Decision) -> Sequence[Decision]:
    """Return the same matter in the bodies it came through and went to, the lowest first."""
    chain = [decision]
    while chain[0].came_from_id is not None:
        query = select(Decision).where(Decision.id == chain[0].came_from_id)
        chain.insert(0, db.session.scalars(query).one())
    while True:
        query = select(Decision).where(Decision.came_from_id == chain[-1].id).limit(1)
        above = db.session.scalars(query).one_or_none()
        if above is None:
            return chain
        chain.append(above)


def lock_body(body_id: int) -> None:
    """Wait until nobody else is numbering a decision of this body."""
    db.session.execute(select(Body.id).where(Body.id == body_id).with_for_update())


def last_number(body_id: int, term_number: int) -> int | None:
    """Return the number given last in a term; call it with the body locked."""
    of_term = (Decision.body_id == body_id, Decision.term_number == term_number)
    return db.session.scalar(select(func.max(Decision.number)).where(*of_term))


def term_on(body_id: int, day: date) -> int:
    """Return the number of the body's term on a day; 0 for a body without terms."""
    query = select(func.max(Term.number)).where(Term.body_id == body_id, Term.starts_on <= day)
    return db.session.scalar(query) or 0


def parent_of(body: Body) -> Body | None:
    """Return the body above, to which proposals go, while it lives."""
    query = select(Body).where(Body.id == body.parent_id, Body.state.not_in(FINAL))
    return db.session.scalars(query).one_or_none()


def institutions() -> list[tuple[int, str]]:
    query = select(Organisation.id, Organisation.name).where(Organisation.closed_on.is_(None))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Organisation.name))]


def proposers_of(decision: Decision) -> set[int]:
    """Return who brought what became this text: author of its issue, of its item, below, else it."""
    issue = db.session.get(Issue, decision.issue_id) if decision.issue_id else None
    item = db.session.get(AgendaItem, decision.item_id) if decision.item_id else None
    brought = {issue.raised_by_id} if issue else set()
    brought |= {item.proposed_by_id} if item and item.proposed_by_id else set()
    if decision.came_from_id is not None:
        brought |= proposers_of(db.session.get_one(Decision, decision.came_from_id))
    return brought or ({decision.drafted_by_id} if decision.drafted_by_id else set())


def adoptable(actor: Actor, body: Body) -> Sequence[Row[int, str, int]]:
    """Return the versions of papers a body can adopt, those it read or wrote: id, title, number.

    What only named people read is left out: the title of what is adopted is read by everybody.
    """
    came = select(DocumentStep.document_id).where(
        DocumentStep.by_body_id == body.id, DocumentStep.asked_at.is_not(None)
    )
    query = (
        select(DocumentVersion.id, Document.title, DocumentVersion.number)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(visible_papers(actor), or_(Document.body_id == body.id, Document.id.in_(came)))
        .where(Document.access.in_((Access.PUBLIC, Access.MEMBERS)))
        .where(Document.state == DocumentState.OUT, DocumentVersion.erased_at.is_(None))
        .order_by(Document.changed_at.desc(), Document.id, DocumentVersion.number.desc())
        .limit(MOST_PAPERS)
    )
    return db.session.execute(query).all()


def speakers_of(decision: Decision, organisation_id: int) -> list[int]:
    """Return who sits for an institution and is told what is addressed to it.

    What stands in confidence is for those at the table: who only attends is not asked.
    """
    return sorted({s.person_id for s in _told_of(decision) if s.organisation_id == organisation_id})


def unreached(decision: Decision) -> set[int]:
    """Return which institutions nobody here speaks for: they are written to by hand."""
    spoken_for = {seat.organisation_id for seat in _told_of(decision)}
    return {one.organisation_id for one in addressees_of(decision)} - spoken_for


def _told_of(decision: Decision) -> list[SeatedPerson]:
    told = CIRCLE if decision.is_confidential else SEATED
    return [seat for seat in procedure.people_now(decision.body) if seat.role in told]
