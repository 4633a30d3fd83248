"""What a body handles on another level than its own: issues, items of agendas, actions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, select

from ntfc.actions.models import Action
from ntfc.actions.queries.reading import visible
from ntfc.actions.rules import STILL_OPEN
from ntfc.agendas.models import AgendaItem, ItemState
from ntfc.committees.models import Body, Level
from ntfc.db import db
from ntfc.issues import queries as issues
from ntfc.issues.models import Issue
from ntfc.issues.rules import OPEN
from ntfc.permissions import Actor


def _elsewhere(body: Body) -> ColumnElement[bool]:
    if not body.levels:
        return false()  # nobody said on which level it works
    return Issue.level.not_in([level for level in Level if level.value in body.levels])


def handled_elsewhere(body: Body, actor: Actor) -> list[dict[str, Any]]:
    """Return the issues on another level, each with the items and actions by which it is handled."""
    wrong = and_(_elsewhere(body), issues.visible(actor))
    items = _items(body, wrong)
    actions = _actions(body, and_(wrong, visible(actor)))
    about = {row.issue_id for row in (*items, *actions)}
    own = and_(Issue.body_id == body.id, Issue.state.in_(OPEN))
    query = select(Issue).where(wrong, own | Issue.id.in_(about)).order_by(Issue.number, Issue.id)
    return [
        {
            "issue": issue,
            "placed": [row for row in items if row.issue_id == issue.id],
            "taken_on": [row for row in actions if row.issue_id == issue.id],
        }
        for issue in db.session.scalars(query)
    ]


def _items(body: Body, wrong: ColumnElement[bool]) -> Sequence[Any]:
    query = (
        select(AgendaItem)
        .join(Issue, Issue.id == AgendaItem.issue_id)
        .where(AgendaItem.body_id == body.id, AgendaItem.state == ItemState.PLANNED, wrong)
    )
    return db.session.scalars(query.order_by(AgendaItem.id)).all()


def _actions(body: Body, wrong: ColumnElement[bool]) -> Sequence[Any]:
    query = (
        select(Action.id, Action.number, Action.title, Action.issue_id)
        .join(Issue, Issue.id == Action.issue_id)
        .where(Action.body_id == body.id, Action.state.in_(STILL_OPEN), wrong)
    )
    return db.session.execute(query.order_by(Action.number)).all()


def count_elsewhere(body: Body) -> int:
    """Return how many issues a body is to deal with that are on another level."""
    query = select(func.count()).select_from(Issue)
    own = (Issue.body_id == body.id, Issue.state.in_(OPEN))
    return db.session.scalar(query.where(_elsewhere(body), *own)) or 0
