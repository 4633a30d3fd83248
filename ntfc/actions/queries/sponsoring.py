"""What the sponsor of a body is told: the page of now, and the report of each quarter."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from ntfc import mail, plugins
from ntfc.actions.models import Action, ActionState, SponsorReport
from ntfc.actions.queries.following import overdue_in
from ntfc.actions.queries.lists import sides_of
from ntfc.actions.rules import by_side, late_by
from ntfc.committees.models import WORKING, Body
from ntfc.db import db
from ntfc.decisions import queries as decisions
from ntfc.decisions.rules import label
from ntfc.people.models import Person
from ntfc.sentences import packed


def verified_since(body_id: int, since: datetime) -> Sequence[Action]:
    """Return what was verified since a moment and stands in no confidence."""
    query = (
        select(Action)
        .where(Action.body_id == body_id, Action.state == ActionState.VERIFIED)
        .where(Action.verified_at > since, Action.is_confidential.is_(False))
        .order_by(Action.verified_at)
        .options(joinedload(Action.owner))
    )
    return db.session.scalars(query).all()


def sponsor_facts(body: Body, first: date, last: date, today: date) -> dict[str, Any]:
    """Return what the sponsor of a body is told of a span of time, as it is kept.

    What stands in confidence is no part of it.
    """
    body_id = body.id
    since, until = midnight(first), midnight(last + timedelta(days=1))
    unanswered = _open(decisions.outstanding_in(body_id, today))
    late = _open(overdue_in(body_id, today))
    verified = (one for one in verified_since(body_id, since) if _before(one.verified_at, until))
    adopted = (
        one
        for one in decisions.adopted_since(body_id, first)
        if one.adopted_on and one.adopted_on <= last
    )
    return {
        "on": today.isoformat(),
        "sides": [
            {**asdict(one), "camp": one.camp.value, "percent": one.percent}
            for one in by_side(sides_of(body_id), today)
        ],
        "verified": [[one.title, one.owner.name if one.owner else ""] for one in verified],
        "adopted": [
            {
                "number": label(one),
                "title": one.title,
                "kind": one.kind.value,
                "is_binding": one.is_binding,
            }
            for one in adopted
        ],
        "overdue": [[row.title, row.owner or "", late_by(row.until_on, today)] for row in late],
        "outstanding": [[row.title, row.missing] for row in unanswered],
        "pace": [
            packed(line)
            for lines in plugins.gather("ntfc_report_lines", body=body, first=first, last=last)
            for line in lines
        ],
    }


def _open(rows: Sequence[Any]) -> list[Any]:
    return [row for row in rows if not row.is_confidential]


def _before(moment: datetime | None, until: datetime) -> bool:
    return moment is not None and moment < until


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def get_sponsor_report(report_id: int) -> SponsorReport:
    found: SponsorReport = db.one_or_404(select(SponsorReport).where(SponsorReport.id == report_id))
    return found


def sponsor_of(body: Body) -> Person | None:
    return db.session.get(Person, body.sponsor_id) if body.sponsor_id else None


def goes_by_mail(sponsor: Person | None) -> bool:
    """Tell whether a report reaches the sponsor by mail; else it is handed over on paper."""
    return sponsor is not None and sponsor.email is not None and mail.is_written()


def sponsor_reports(body_id: int) -> Sequence[SponsorReport]:
    """Return the reports to the sponsor of a body, the newest first."""
    query = select(SponsorReport).where(SponsorReport.body_id == body_id)
    return db.session.scalars(query.order_by(SponsorReport.until_on.desc())).all()


def bodies_to_report(until: date) -> Sequence[Body]:
    """Return the bodies at work with a sponsor that have no report up to this day yet."""
    made = exists().where(SponsorReport.body_id == Body.id, SponsorReport.until_on >= until)
    query = (
        select(Body)
        .where(Body.state.in_(WORKING), Body.sponsor_id.is_not(None), ~made)
        .where(or_(Body.started_on.is_(None), Body.started_on <= until))
        .options(joinedload(Body.sponsor))
    )
    return db.session.scalars(query.order_by(Body.id)).all()


def reports_to_send(body_ids: Collection[int]) -> Sequence[Any]:
    """Return the newest report of each of the bodies where nobody has sent it."""
    newest = aliased(SponsorReport)
    later = exists().where(
        newest.body_id == SponsorReport.body_id, newest.until_on > SponsorReport.until_on
    )
    query = (
        select(SponsorReport.id, SponsorReport.until_on, Body.name)
        .join(Body, Body.id == SponsorReport.body_id)
        .where(SponsorReport.body_id.in_(body_ids), SponsorReport.sent_at.is_(None), ~later)
        .where(Body.sponsor_id.is_not(None))
    )
    return db.session.execute(query.order_by(SponsorReport.id)).all()


def sent_reports_by(person_id: int) -> list[dict[str, Any]]:
    """Return the reports to sponsors that a person sent, for the person's own copy."""
    query = select(SponsorReport.until_on.label("until"), SponsorReport.sent_at.label("at"))
    rows = db.session.execute(query.where(SponsorReport.sent_by_id == person_id))
    return [dict(row) for row in rows.mappings()]
