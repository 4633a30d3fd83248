"""Proposals of which nobody has said yet what became of them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.issues.models import Idea, Issue, IssueState
from ntfc.issues.rules.becoming import BY_ITS_WAY, NOT_ASKED


def _closed() -> ColumnElement[bool]:
    return and_(Issue.state == IssueState.CLOSED, Issue.disposition.is_(None))


def closed_without_answer(body_id: int) -> Sequence[Issue]:
    """Return the issues of a body that were closed without saying what became of them."""
    query = select(Issue).where(Issue.body_id == body_id, _closed())
    return db.session.scalars(query.order_by(Issue.number)).all()


def ideas_without_answer(body_id: int) -> Sequence[Idea]:
    """Return the ideas in a body of which nobody said what became of them; settled issues first."""
    passed = [*BY_ITS_WAY, *NOT_ASKED]
    query = (
        select(Idea)
        .join(Issue, Issue.id == Idea.issue_id)
        .where(Issue.body_id == body_id, Idea.disposition.is_(None), Issue.state.not_in(passed))
        .order_by((Issue.state == IssueState.CLOSED).desc(), Idea.at, Idea.id)
    )
    return db.session.scalars(query.options(joinedload(Idea.issue), joinedload(Idea.person))).all()


def get_idea(idea_id: int) -> Idea:
    """Return an idea with its issue; 404 when there is none."""
    query = select(Idea).where(Idea.id == idea_id)
    found: Idea = db.one_or_404(query.options(joinedload(Idea.issue), joinedload(Idea.person)))
    return found


def owing_answers(bodies: Collection[int]) -> Sequence[Any]:
    """Return which of the bodies closed issues without an answer: id, name, how many."""
    query = (
        select(Body.id, Body.name, func.count().label("number"))
        .join(Issue, Issue.body_id == Body.id)
        .where(Body.id.in_(bodies), Body.state.not_in(FINAL), _closed())
        .group_by(Body.id, Body.name)
        .order_by(Body.name)
    )
    return db.session.execute(query).all()
