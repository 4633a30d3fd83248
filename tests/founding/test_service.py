from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from ntfc.committees.models import Body, BodyKind, Term
from ntfc.db import db
from ntfc.founding import rules, service
from ntfc.founding.models import Matter, Suggestion
from ntfc.library import catalogue
from ntfc.mandates.models import TermsOfReference
from ntfc.permissions import SITE, Insider, Role
from ntfc.procedure import queries as procedures
from ntfc.procedure.models import Procedure
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
        starts_on=TODAY if plan.term_months else None,
        now=NOW,
        today=TODAY,
        actor=founder,
    )


@pytest.mark.rule("R14")
def test_every_entry_of_the_library_starts_a_body_with_the_facts_it_states(app, founder):
    with app.app_context():
        for entry in catalogue.entries():
            with unit_of_work():
                body_id = start(entry, founder).id
            check(entry, db.session.get_one(Body, body_id))
        started = db.session.scalars(select(Body).where(Body.parent_id.is_(None))).all()
        assert len(started) == 138


def check(entry, body):
    plan = rules.plan_from(entry)
    assert db.session.get_one(BodyKind, body.kind_id).code == plan.kind
    assert body.library_entry == entry.id
    if entry.levels:
        assert body.levels == [level.value for level in entry.levels]
    check_rules(entry, plan, procedures.draft_of(body))
    children = db.session.scalars(select(Body.name).where(Body.parent_id == body.id)).all()
    assert sorted(children) == sorted(p.name for p in entry.sub_bodies if not p.plural)
    kept = db.session.scalars(select(Suggestion).where(Suggestion.body_id == body.id)).all()
    parties = {s.text for s in kept if s.matter is Matter.PARTY}
    assert parties == {
        *entry.public_side,
        *entry.private_side,
        *(who for other in entry.other_sides for who in other.who),
    }
    terms = db.session.scalars(select(Term).where(Term.body_id == body.id)).all()
    assert len(terms) == (1 if plan.term_months else 0)
    texts = db.session.scalars(
        select(TermsOfReference.objectives).where(TermsOfReference.body_id == body.id)
    ).all()
    assert texts == (["\n".join(entry.objectives)] if entry.objectives else [])


def check_rules(entry, plan, draft):
    """What the entry states is in the draft; what it leaves open is open there too."""
    assert (draft is not None) == bool(plan.procedure)
    if draft is None:
        return
    rhythm, model = draft.procedure.cadence, draft.procedure.chair_model
    stated = [one for one in entry.cadence if one.meetings and one.of is None]
    assert (rhythm and rhythm.value) == (stated[0].kind.value if stated else None)
    assert draft.procedure.cadence_n == (stated[0].n if stated else None)
    led = entry.chairing is not None and entry.chairing.of is None
    assert (model and model.value) == (entry.chairing.model.value if led else None)
    others = set(vars(draft.procedure)) - set(plan.procedure)
    assert all(getattr(draft.procedure, name) == getattr(Procedure(), name) for name in others)


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
