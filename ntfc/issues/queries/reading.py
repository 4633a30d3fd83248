"""One issue with all that its page shows."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from ntfc.committees import queries as committees
from ntfc.committees.models import Body, BodyKind
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.issues import rules
from ntfc.issues.models import EventKind, Idea, Issue, IssueEvent, IssueState, Support, Wording
from ntfc.mandates import queries as mandates
from ntfc.people.models import Person
from ntfc.permissions import CIRCLE, SEATED, Actor, Role
from ntfc.procedure import queries as procedure
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import releasers_needed

ALIKE_AMONG = 400  # the newest open issues, compared by their titles


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* reads an issue; `rules.VIEW` says the same."""
    if Role.PERSON not in actor.roles_in(None):
        return false()
    home = aliased(Body)  # the register joins the body too
    coordinated = exists().where(home.id == Issue.body_id, home.coordinator_id == actor.person_id)
    is_open = exists().where(home.id == Issue.body_id, home.is_restricted.is_(False))
    sits = Issue.body_id.in_(procedure.bodies_of(actor, SEATED))
    return or_(
        Issue.body_id.in_(procedure.bodies_of(actor, CIRCLE)),
        Issue.raised_by_id == actor.person_id,
        and_(Issue.state.in_(rules.TAKEN_UP), or_(is_open, sits)),
        coordinated,
    )


def get_body(body_id: int) -> Body:
    return committees.get_body(body_id)


def find_body(body_id: int) -> Body | None:
    return db.session.get(Body, body_id)


def _whole() -> Sequence[ExecutableOption]:
    return (
        joinedload(Issue.raised_by),
        joinedload(Issue.raised_for),
        joinedload(Issue.handled_by),
        joinedload(Issue.came_from),
        selectinload(Issue.sectors),
    )


def get_issue(issue_id: int) -> Issue:
    found: Issue = db.one_or_404(select(Issue).where(Issue.id == issue_id).options(*_whole()))
    return found


def find_issue(issue_id: int) -> Issue | None:
    query = select(Issue).where(Issue.id == issue_id).options(*_whole())
    return db.session.scalars(query).one_or_none()


def find_wording(wording_id: int) -> Wording | None:
    whole = joinedload(Wording.issue).joinedload(Issue.raised_by)
    query = select(Wording).where(Wording.id == wording_id).options(whole)
    return db.session.scalars(query).one_or_none()


def get_wording(wording_id: int) -> Wording:
    whole = joinedload(Wording.issue).joinedload(Issue.raised_by)
    found: Wording = db.one_or_404(select(Wording).where(Wording.id == wording_id).options(whole))
    return found


def open_wording_of(issue: Issue) -> Wording | None:
    """Return the wording on which the author has not said a word yet."""
    query = select(Wording).where(Wording.issue_id == issue.id, Wording.answer.is_(None))
    return db.session.scalars(query.order_by(Wording.id.desc()).limit(1)).one_or_none()


def supports_of(issue: Issue) -> Sequence[Support]:
    """Return who supports the issue, in the order in which they said so."""
    query = select(Support).where(Support.issue_id == issue.id).order_by(Support.at, Support.id)
    whole = (joinedload(Support.person), joinedload(Support.organisation))
    return db.session.scalars(query.options(*whole)).all()


def support_by(issue: Issue, person_id: int | None) -> Support | None:
    query = select(Support).where(Support.issue_id == issue.id, Support.person_id == person_id)
    return db.session.scalars(query).one_or_none()


def ideas_of(issue: Issue) -> Sequence[Idea]:
    query = select(Idea).where(Idea.issue_id == issue.id).order_by(Idea.at, Idea.id)
    return db.session.scalars(query.options(joinedload(Idea.person))).all()


def events_of(*issues: Issue) -> Sequence[IssueEvent]:
    """Return the history of the issue or issues, oldest first."""
    numbers = [issue.id for issue in issues]
    query = select(IssueEvent).where(IssueEvent.issue_id.in_(numbers)).order_by(IssueEvent.id)
    whole = (joinedload(IssueEvent.person), joinedload(IssueEvent.word_of))
    return db.session.scalars(query.options(*whole)).all()


def taken_in(events: Sequence[IssueEvent]) -> Sequence[Issue]:
    """Return the issues that were merged into one, as its history names them."""
    about = {event.about for event in events if event.kind is EventKind.TAKEN_IN}
    if not about:
        return []
    numbers = [int(key.partition(":")[2]) for key in about]
    query = select(Issue).where(Issue.id.in_(numbers)).order_by(Issue.id)
    return db.session.scalars(query.options(*_whole())).all()


def onward_of(issue: Issue) -> Sequence[Issue]:
    """Return what other bodies were handed of this issue."""
    return db.session.scalars(
        select(Issue).where(Issue.came_from_id == issue.id).order_by(Issue.id)
    ).all()


def further(onward: Sequence[Issue]) -> list[Issue]:
    """Return *onward* with all that bodies further on were handed of it."""
    found = list(onward)
    for one in found:  # grows while it is gone through
        found += onward_of(one)
    return found


def origins_of(issue: Issue) -> list[Issue]:
    """Return the issue as the bodies have it that handed it on, the nearest first."""
    found: list[Issue] = []
    origin_id = issue.came_from_id
    while origin_id is not None and origin_id not in {issue.id, *(one.id for one in found)}:
        found.append(db.session.scalars(select(Issue).where(Issue.id == origin_id)).one())
        origin_id = found[-1].came_from_id
    return found


def merged_with(issue: Issue) -> Issue | None:
    """Return the issue into which this one was merged last, as its history says."""
    about = [event.about for event in events_of(issue) if event.kind is EventKind.MERGED]
    number = about[-1].rpartition(":")[2] if about else ""
    return find_issue(int(number)) if number.isdecimal() else None


def was_discussed(issue: Issue) -> bool:
    """Tell whether the body has dealt with the issue before: its record shows the attempts."""
    return issue.state in {IssueState.DISCUSSED, IssueState.IN_FOLLOW_UP, IssueState.PARKED}


def alike(title: str, actor: Actor, *, but: int | None = None) -> Sequence[Issue]:
    """Return the open issues *actor* may read, in any body, whose titles speak of the same."""
    query = select(Issue.id, Issue.title).where(visible(actor), Issue.state.in_(rules.OPEN))
    if but is not None:
        query = query.where(Issue.id != but)
    rows = db.session.execute(query.order_by(Issue.id.desc()).limit(ALIKE_AMONG))
    near = rules.alike(title, {row.id: row.title for row in rows})[:5]
    found = {i.id: i for i in db.session.scalars(select(Issue).where(Issue.id.in_(near)))}
    return [found[number] for number in near]


def next_number(body_id: int) -> int:
    """Return the number of the body's next issue; call it with the body locked."""
    query = select(func.max(Issue.number)).where(Issue.body_id == body_id)
    return (db.session.scalar(query) or 0) + 1


def lock_body(body_id: int) -> None:
    """Wait until nobody else is numbering an issue of this body."""
    db.session.execute(select(Body.id).where(Body.id == body_id).with_for_update())


def releasers(body: Body, rules_then: Procedure, today: date) -> Mapping[int, str]:
    """Return who releases the body's agenda and so decides on issues, by number with names."""
    people = procedure.people_of(body, today)
    leading: set[int] = set()
    for role in (Role.CHAIR, Role.MODERATOR, Role.VICE_CHAIR):
        leading = leading or {one.person_id for one in people if one.role is role}
    coordinators = {one.person_id for one in people if one.role is Role.COORDINATOR}
    numbers = releasers_needed(rules_then, leading, coordinators).people
    return {row.id: row.name for row in db.session.execute(_named(), {"people": [*numbers]})}


@cache
def _named() -> Select[int, str]:
    people = Person.id.in_(bindparam("people", expanding=True))
    return select(Person.id, Person.name).where(people).order_by(Person.name)


def institutions_of(person_id: int | None, body: Body) -> list[tuple[int, str]]:
    """Return the institutions in whose name a person may bring an issue."""
    return mandates.institutions_of(person_id, body)


def may_be_handed_to(body_id: int, actor: Actor) -> list[tuple[int, str]]:
    """Return the living bodies that *actor* knows and that an issue of a body may go to."""
    query = select(Body.id, Body.name).where(
        committees.visible(actor), Body.state.not_in(FINAL), Body.id != body_id
    )
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Body.name))]


CASE_KINDS = ("appeal_body", "dispute_body", "integrity_body", "client_coordination")


def where_cases_belong(actor: Actor) -> Sequence[Body]:
    """Return the living bodies that hear single cases, as far as *actor* may know them."""
    query = (
        select(Body)
        .where(committees.visible(actor), Body.state.not_in(FINAL))
        .where(Body.kind.has(BodyKind.code.in_(CASE_KINDS)))
    )
    return db.session.scalars(query.order_by(Body.name)).all()
