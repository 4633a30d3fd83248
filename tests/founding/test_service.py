from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.founding import rules, service
from ntfc.founding.models import Suggestion
from ntfc.library import catalogue
from ntfc.permissions import SITE, Insider, Role
from ntfc.transaction import unit_of_work

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def founder(make_person):
    return Insider(person_id=make_person("Root"), name="Root", token="", is_administrator=True)


def start(entry, founder):
    plan = rules.plan_from(entry)
    return service.start_from(
        SITE,
        plan=plan,
        name=f"{plan.name} ({entry.id})",
        parts=[part.name for part in plan.parts],
        starts_on=TODAY if plan.term else None,
        now=NOW,
        today=TODAY,
        actor=founder,
    )


def test_the_library_leaves_both_rhythm_and_chairs_open_somewhere():
    plans = [rules.plan_from(entry).procedure for entry in catalogue.entries()]
    assert any(plan and "cadence" not in plan for plan in plans)
    assert any(plan and "chair_model" not in plan for plan in plans)


def test_nothing_half_done_is_stored_when_a_part_is_refused(app, founder):
    with app.app_context():
        plan = rules.plan_from(catalogue.get("usa-biec"))
        with pytest.raises(Exception, match="Fishing"), unit_of_work():
            service.start_from(
                SITE,
                plan=plan,
                name="Council",
                parts=["Fishing"],
                starts_on=None,
                now=NOW,
                today=TODAY,
                actor=founder,
            )
        assert db.session.scalars(select(Body)).all() == []


def test_a_suggestion_is_settled_once_the_body_decided(app, founder):
    with app.app_context():
        with unit_of_work():
            body_id = start(catalogue.get("usa-coac"), founder).id
        first = db.session.scalars(
            select(Suggestion.id).where(Suggestion.body_id == body_id)
        ).first()
        with unit_of_work():
            service.settle(
                db.session.get_one(Suggestion, first), today=TODAY, actor=rules_holder(body_id)
            )
        assert db.session.get_one(Suggestion, first).settled_on == TODAY


def rules_holder(body_id):
    return Insider(person_id=1, name="x", token="", roles={body_id: frozenset({Role.SECRETARY})})
