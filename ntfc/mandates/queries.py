"""Reading terms of reference, their reviews and what was said."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from ntfc.committees.models import Body
from ntfc.committees.queries import readable
from ntfc.db import db
from ntfc.mandates import rules
from ntfc.mandates.models import (
    Matter,
    ReviewRequest,
    TermsComment,
    TermsOfReference,
    TermsState,
)
from ntfc.organisations.models import Contact, Organisation, Representation
from ntfc.people.models import Person
from ntfc.permissions import CIRCLE, Actor, Role
from ntfc.procedure import queries as procedure


def get_terms(terms_id: int) -> TermsOfReference:
    query = select(TermsOfReference).where(TermsOfReference.id == terms_id)
    found: TermsOfReference = db.one_or_404(query.options(*_whole()))
    return found


def find_terms(terms_id: int) -> TermsOfReference | None:
    query = select(TermsOfReference).where(TermsOfReference.id == terms_id)
    return db.session.scalars(query.options(*_whole())).one_or_none()


def _whole() -> tuple[ExecutableOption, ExecutableOption]:
    matters = selectinload(TermsOfReference.matters).joinedload(Matter.organisation)
    return joinedload(TermsOfReference.body), matters


def get_matter(matter_id: int) -> Matter:
    whole = joinedload(Matter.terms)
    query = select(Matter).where(Matter.id == matter_id)
    query = query.options(
        whole.joinedload(TermsOfReference.body), whole.selectinload(TermsOfReference.matters)
    )
    found: Matter = db.one_or_404(query)
    return found


def get_organisation(organisation_id: int) -> Organisation:
    query = select(Organisation).where(Organisation.id == organisation_id)
    found: Organisation = db.one_or_404(query)
    return found


def get_comment(comment_id: int) -> TermsComment:
    terms = joinedload(TermsComment.terms)
    query = select(TermsComment).where(TermsComment.id == comment_id)
    found: TermsComment = db.one_or_404(
        query.options(terms.joinedload(TermsOfReference.body), joinedload(TermsComment.person))
    )
    return found


def version_valid_on(body: Body, day: date) -> TermsOfReference | None:
    """Return the terms of reference that hold in *body* on *day*: the last adopted by then."""
    query = (
        select(TermsOfReference)
        .where(TermsOfReference.body_id == body.id, TermsOfReference.adopted_on <= day)
        .order_by(TermsOfReference.adopted_on.desc(), TermsOfReference.number.desc())
        .limit(1)
        .options(*_whole())
    )
    return db.session.scalars(query).one_or_none()


def draft_of(body: Body) -> TermsOfReference | None:
    """Return the draft that is worked on or under review in *body*, if any."""
    query = select(TermsOfReference).where(
        TermsOfReference.body_id == body.id, TermsOfReference.state.in_(rules.OPEN_STATES)
    )
    return db.session.scalars(query.options(*_whole())).one_or_none()


def versions(body: Body, actor: Actor) -> Sequence[TermsOfReference]:
    """Return the versions of *body* that *actor* may read, the newest first."""
    query = visible(actor).where(TermsOfReference.body_id == body.id)
    newest = query.order_by(TermsOfReference.number.desc())
    return db.session.scalars(newest.options(joinedload(TermsOfReference.body))).all()


def visible(actor: Actor) -> Select[TermsOfReference]:
    """Select what *actor* may read: what was adopted, and from the circle of a body drafts too."""
    query = select(TermsOfReference).join(Body, Body.id == TermsOfReference.body_id)
    if Role.PERSON not in actor.roles_in(None):
        return query.where(false())
    adopted = and_(TermsOfReference.state == TermsState.ADOPTED, readable(actor))
    return query.where(or_(adopted, _own(actor)))


def visible_comments(actor: Actor) -> Select[TermsComment]:
    """Select the comments that *actor* may read: those of the bodies they belong to."""
    query = select(TermsComment).join(Body, Body.id == TermsComment.body_id)
    return query.where(_own(actor) if Role.PERSON in actor.roles_in(None) else false())


def _own(actor: Actor) -> ColumnElement[bool]:
    circle = procedure.bodies_of(actor, CIRCLE)
    return or_(Body.id.in_(circle), Body.coordinator_id == actor.person_id)


def latest_adoption(body_id: int) -> date | None:
    query = select(func.max(TermsOfReference.adopted_on))
    return db.session.scalar(query.where(TermsOfReference.body_id == body_id))


def highest_number(body_id: int) -> int:
    query = select(func.max(TermsOfReference.number))
    return db.session.scalar(query.where(TermsOfReference.body_id == body_id)) or 0


def comments_on(terms: TermsOfReference) -> Sequence[TermsComment]:
    """Return what was said about a draft, in the order in which it was said."""
    query = (
        select(TermsComment)
        .where(TermsComment.terms_id == terms.id)
        .order_by(TermsComment.at, TermsComment.id)
        .options(joinedload(TermsComment.person), joinedload(TermsComment.organisation))
    )
    return db.session.scalars(query).all()


def undisposed(terms: TermsOfReference) -> int:
    """Return how many comments have no answer yet."""
    query = select(func.count()).where(
        TermsComment.terms_id == terms.id, TermsComment.disposition.is_(None)
    )
    return db.session.scalar(query) or 0


def said_already(terms: TermsOfReference, words: dict[str, Any]) -> TermsComment | None:
    """Return the comment that says just this already and awaits its answer."""
    query = select(TermsComment).filter_by(terms_id=terms.id, **words)
    return db.session.scalars(query.where(TermsComment.disposition.is_(None)).limit(1)).first()


def requests_of(terms: TermsOfReference) -> Sequence[ReviewRequest]:
    """Return who was asked to comment, by name."""
    query = (
        select(ReviewRequest)
        .where(ReviewRequest.terms_id == terms.id)
        .join(Person, Person.id == ReviewRequest.person_id)
        .order_by(Person.name)
        .options(joinedload(ReviewRequest.person))
    )
    return db.session.scalars(query).all()


signs_in = procedure.signs_in  # who asks for comments, and whoever writes to people, asks it here


def people_named(numbers: Collection[int]) -> Sequence[Person]:
    query = select(Person).where(Person.id.in_(numbers), Person.erased_at.is_(None))
    return db.session.scalars(query.order_by(Person.name)).all()


def institutions_of(person_id: int | None, body: Body) -> list[tuple[int, str]]:
    """Return the institutions a person may speak for here: of the seats, and as contact."""
    seats = procedure.institutions_of_seats(person_id, body)
    as_contact = select(Contact.organisation_id).where(
        Contact.person_id == person_id, Contact.ended_on.is_(None)
    )
    query = select(Organisation.id, Organisation.name).where(
        or_(Organisation.id.in_(seats), Organisation.id.in_(as_contact))
    )
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Organisation.name))]


def speaks_for_others(organisation_id: int) -> bool:
    """Tell whether an institution is recorded as an association that represents others."""
    behind = exists().where(Representation.association_id == organisation_id)
    query = select(Organisation.id).where(
        Organisation.id == organisation_id, or_(Organisation.represents != "", behind)
    )
    return db.session.scalar(query) is not None


def all_institutions() -> list[tuple[int, str]]:
    query = select(Organisation.id, Organisation.name).where(Organisation.closed_on.is_(None))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Organisation.name))]


def under_review(ends_by: date) -> Sequence[TermsOfReference]:
    """Return the drafts whose review closes by *ends_by*."""
    query = select(TermsOfReference).where(
        TermsOfReference.state == TermsState.IN_REVIEW,
        TermsOfReference.review_closes_on <= ends_by,
    )
    return db.session.scalars(query.options(joinedload(TermsOfReference.body))).all()


def silent_requests(terms: TermsOfReference) -> Sequence[ReviewRequest]:
    """Return who was asked, said nothing yet and was not reminded of this closing date."""
    spoke = select(TermsComment.person_id).where(TermsComment.terms_id == terms.id)
    query = select(ReviewRequest).where(
        ReviewRequest.terms_id == terms.id,
        ReviewRequest.person_id.not_in(spoke),
        or_(
            ReviewRequest.reminded_for.is_(None),
            ReviewRequest.reminded_for != terms.review_closes_on,
        ),
    )
    return db.session.scalars(query.options(joinedload(ReviewRequest.person))).all()


def asked_to_comment(person_id: int, today: date) -> Sequence[TermsOfReference]:
    """Return the open reviews in which a person was asked and has said nothing yet."""
    spoke = exists().where(
        TermsComment.terms_id == TermsOfReference.id, TermsComment.person_id == person_id
    )
    query = (
        select(TermsOfReference)
        .join(ReviewRequest, ReviewRequest.terms_id == TermsOfReference.id)
        .where(ReviewRequest.person_id == person_id, ~spoke)
        .where(TermsOfReference.state == TermsState.IN_REVIEW)
        .where(TermsOfReference.review_closes_on >= today)
        .order_by(TermsOfReference.review_closes_on)
    )
    return db.session.scalars(query.options(joinedload(TermsOfReference.body))).all()


def outstanding(bodies: Sequence[int], today: date) -> Sequence[tuple[TermsOfReference, int]]:
    """Return the closed reviews of these bodies with how many comments have no answer."""
    open_ones = (
        select(func.count())
        .where(TermsComment.terms_id == TermsOfReference.id, TermsComment.disposition.is_(None))
        .scalar_subquery()
    )
    query = (
        select(TermsOfReference, open_ones)
        .where(TermsOfReference.body_id.in_(bodies))
        .where(TermsOfReference.state == TermsState.IN_REVIEW)
        .where(TermsOfReference.review_closes_on < today, open_ones > 0)
        .options(joinedload(TermsOfReference.body))
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def protocols_overdue(bodies: Sequence[int], today: date) -> Sequence[TermsOfReference]:
    """Return the terms in force of these bodies whose protocol should have been reviewed."""
    later = aliased(TermsOfReference)
    is_replaced = exists().where(
        later.body_id == TermsOfReference.body_id,
        later.state == TermsState.ADOPTED,
        later.number > TermsOfReference.number,
    )
    query = (
        select(TermsOfReference)
        .where(TermsOfReference.body_id.in_(bodies), ~is_replaced)
        .where(TermsOfReference.state == TermsState.ADOPTED)
        .where(TermsOfReference.protocol_review_on < today)
    )
    return db.session.scalars(query.options(joinedload(TermsOfReference.body))).all()


def said_by(person_id: int) -> list[dict[str, Any]]:
    """Return all comments of a person, for the person's own copy."""
    query = (
        select(
            TermsComment.at,
            TermsComment.section,
            TermsComment.text,
            TermsComment.disposition,
            TermsComment.reason,
        )
        .where(TermsComment.person_id == person_id)
        .order_by(TermsComment.at)
    )
    return [
        {**row, "disposition": row["disposition"].value if row["disposition"] else ""}
        for row in db.session.execute(query).mappings()
    ]


def asked_of(person_id: int) -> list[dict[str, Any]]:
    """Return the reviews a person was asked to join, for the person's own copy."""
    query = select(Body.name.label("body"), ReviewRequest.asked_at.label("at"))
    query = query.join(Body, Body.id == ReviewRequest.body_id)
    rows = db.session.execute(query.where(ReviewRequest.person_id == person_id))
    return [dict(row) for row in rows.mappings()]
