"""Who may do what, by hand: `check_plugin` compares it with the plugin, in both directions."""

from datetime import date

from ntfc_client_coordinators import models
from ntfc_client_coordinators.rules import cases, plans
from ntfc_client_coordinators.rules.assigning import State
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.portfolio import Level, Talk
from ntfc_client_coordinators.rules.posts import Post

from ntfc.clock import now
from ntfc.db import db
from ntfc.people.models import Person

X = "/x/client_coordinators"
F = f"{X}/firms/<int:firm_id>"
A = f"{X}/assignments/<int:assignment_id>"
H = f"{X}/handovers/<int:handover_id>"
CASE = f"{X}/cases/<int:case_id>"
PLAN = f"{X}/plans/<int:plan_id>"
C = "client_coordinators"
ROUTES = {
    f"GET {X}/": "site.be_here",
    f"POST {X}/begin": f"{C}.begin",
    f"GET {X}/set-up": f"{C}.set_up",
    f"POST {X}/set-up": f"{C}.set_up",
    f"GET {X}/officers": f"{C}.set_up",
    f"POST {X}/officers": f"{C}.set_up",
    f"GET {X}/officers/<int:officer_id>": f"{C}.set_up",
    f"POST {X}/officers/<int:officer_id>": f"{C}.set_up",
    f"POST {X}/officers/<int:officer_id>/relieve": f"{C}.set_up",
    f"POST {X}/conduct": f"{C}.work",
    f"GET {X}/workload": f"{C}.lead",
    f"GET {X}/firms/known": f"{C}.lead",
    f"GET {X}/firms/new": f"{C}.lead",
    f"POST {X}/firms/new": f"{C}.lead",
    f"GET {F}": f"{C}.read",
    f"GET {F}/edit": f"{C}.care",
    f"POST {F}/edit": f"{C}.care",
    f"POST {F}/leave": f"{C}.lead",
    f"POST {F}/come-back": f"{C}.lead",
    f"GET {F}/contact": f"{C}.care",
    f"POST {F}/contact": f"{C}.care",
    f"GET {F}/talks": f"{C}.read",
    f"GET {F}/note": f"{C}.care",
    f"POST {F}/note": f"{C}.care",
    f"GET {F}/assign": f"{C}.lead",
    f"POST {F}/assign": f"{C}.lead",
    f"GET {F}/cases/new": f"{C}.care",
    f"POST {F}/cases/new": f"{C}.care",
    f"GET {X}/cases": f"{C}.work",
    f"GET {X}/reports/<key>": f"{C}.report",
    f"GET {X}/reports/month.pdf": f"{C}.report",
    f"GET {X}/reports.xlsx": f"{C}.report",
    f"GET {X}/precedents": f"{C}.work",
    f"GET {CASE}": f"{C}.case",
    f"GET {CASE}/steps/<step>": f"{C}.step",
    f"POST {CASE}/steps/<step>": f"{C}.step",
    f"GET {CASE}/note": f"{C}.step",
    f"POST {CASE}/note": f"{C}.step",
    f"POST {CASE}/told": f"{C}.care",
    f"GET {CASE}/colleague": f"{C}.care",
    f"POST {CASE}/colleague": f"{C}.care",
    f"GET {CASE}/check": f"{C}.check",
    f"POST {CASE}/check": f"{C}.check",
    f"GET {CASE}/issue": f"{C}.care",
    f"POST {CASE}/issue": f"{C}.care",
    f"GET {CASE}/precedent": f"{C}.care",
    f"POST {CASE}/precedent": f"{C}.care",
    f"POST {F}/plans/new": f"{C}.care",
    f"GET {PLAN}": f"{C}.read",
    f"GET {PLAN}/edit": f"{C}.care",
    f"POST {PLAN}/edit": f"{C}.care",
    f"GET {PLAN}/risks/new": f"{C}.care",
    f"POST {PLAN}/risks/new": f"{C}.care",
    f"GET {X}/risks/<int:risk_id>": f"{C}.care",
    f"POST {X}/risks/<int:risk_id>": f"{C}.care",
    f"GET {PLAN}/controls/new": f"{C}.care",
    f"POST {PLAN}/controls/new": f"{C}.care",
    f"POST {X}/controls/<int:control_id>/drop": f"{C}.care",
    f"POST {X}/controls/<int:control_id>/carried-out": f"{C}.care",
    f"POST {PLAN}/hand-in": f"{C}.care",
    f"GET {PLAN}/decide": f"{C}.lead",
    f"POST {PLAN}/decide": f"{C}.lead",
    f"GET {F}/audits/new": f"{C}.care",
    f"POST {F}/audits/new": f"{C}.care",
    f"GET {X}/audits/<int:audit_id>": f"{C}.audit",
    f"POST {X}/audits/<int:audit_id>": f"{C}.audit",
    f"GET {F}/dues/new": f"{C}.care",
    f"POST {F}/dues/new": f"{C}.care",
    f"GET {X}/dues/<int:due_id>/evaluate": f"{C}.evaluate",
    f"POST {X}/dues/<int:due_id>/evaluate": f"{C}.evaluate",
    f"POST {X}/dues/<int:due_id>/end": f"{C}.care",
    f"GET {A}/rearrange": f"{C}.lead",
    f"POST {A}/rearrange": f"{C}.lead",
    f"GET {A}/steps/<to>": f"{C}.lead",
    f"POST {A}/steps/<to>": f"{C}.lead",
    f"GET {A}/declare": f"{C}.declare",
    f"POST {A}/declare": f"{C}.declare",
    f"GET {H}": f"{C}.hand_over",
    f"POST {H}": f"{C}.hand_over",
    f"POST {H}/sign": f"{C}.hand_over",
}
HOLDERS = {
    f"{C}.begin": {"administrator"},
    f"{C}.set_up": {"administrator"},  # and the manager
    # by a post in the service, or by a firm for which one answers
    f"{C}.lead": set(),
    f"{C}.work": set(),
    f"{C}.report": set(),
    f"{C}.read": set(),
    f"{C}.care": set(),
    f"{C}.declare": set(),
    f"{C}.hand_over": set(),
    f"{C}.pass_on": set(),
    # by the firm, the section, or as the colleague who was asked
    f"{C}.case": set(),
    f"{C}.step": set(),
    f"{C}.check": set(),
    f"{C}.audit": set(),
    f"{C}.evaluate": set(),
}
EXAMPLES = {"to": "ended", "step": "answered_directly", "key": "month"}
DAY = date(2020, 1, 1)


def fill(number, body_id, person_id):
    """Add one more firm with all that belongs to one; the person holds every post."""
    desk = db.session.scalar(db.select(models.Desk).limit(1)) or _desk(body_id, person_id)
    other = Person(name=f"نص {number}", created_at=now())
    db.session.add(other)
    db.session.flush()
    db.session.add(
        models.Officer(
            desk_id=desk.id, person_id=other.id, post=Post.COORDINATOR, since=DAY, office="نص"
        )
    )
    firm = models.Firm(
        desk=desk,
        name=f"نص {number}",
        registration=f"نص {number}",
        size=Level.SMALL,
        volume=Level.SMALL,
        complexity=Level.SMALL,
        divisions=["نص"],
        countries=["نص"],
        people=["نص"],
        cadence_months=1,
        talk_due=DAY,
        updated_on=DAY,
    )
    db.session.add(firm)
    db.session.flush()
    _parts(number, firm, other, person_id)


def _desk(body_id, person_id):
    desk = models.Desk(of_body_id=body_id, warn_share=1, most_firms=1, rotation_months=1)
    db.session.add(desk)
    db.session.flush()
    for post in Post:
        db.session.add(
            models.Officer(
                desk_id=desk.id, person_id=person_id, post=post, since=DAY, conduct_on=DAY
            )
        )
    db.session.flush()
    return desk


def _parts(number, firm, other, person_id):
    first = db.session.scalar(db.select(models.Firm).order_by(models.Firm.id).limit(1))
    days = {"planned_on": DAY, "began_on": DAY, "rotation_on": DAY}
    active = models.Assignment(
        firm=firm,
        person_id=person_id,
        substitute_id=other.id,
        share=1,
        state=State.HANDOVER,
        declared_on=now().date(),
        **days,
    )
    planned = models.Assignment(
        firm=first, person_id=other.id, share=1, state=State.PLANNED, planned_on=DAY
    )
    db.session.add_all([active, planned])
    db.session.flush()
    _plan(number, first, person_id)
    db.session.add_all(
        [
            models.Declared(
                assignment_id=active.id, person_id=person_id, on=DAY, has_shares=False, note="نص"
            ),
            models.Handover(from_id=active.id, to_id=planned.id, begun_on=DAY),
            models.Entry(
                firm_id=first.id,
                kind=Kind.STEP,
                at=now(),
                by_id=person_id,
                text="نص",
                details={"to": "active"},
            ),
            _case(number, first, person_id),
            models.Contact(
                firm_id=first.id,
                on=DAY,
                talk=Talk.VISIT,
                agreed="نص",
                private="نص",
                by_id=person_id,
                at=now(),
            ),
        ]
    )


def _case(number, firm, person_id):
    return models.Case(
        number=number,
        firm_id=firm.id,
        title="نص",
        text="نص",
        channel=cases.Channel.PHONE,
        topic=cases.Topic.REFUND,
        part=cases.Part.PREPARES,
        state=cases.State.FRONT,
        since=now(),
        received_at=now(),
        due_on=DAY,
        committee_on=DAY,
        section="نص",
        lesson="نص",
        opened_by_id=person_id,
        checker_id=person_id,
    )


def _plan(number, firm, person_id):
    plan = models.Plan(
        firm_id=firm.id,
        number=number,
        state=plans.State.HANDED_IN if number == 1 else plans.State.DRAFT,
        reasons="نص",
        begun_on=DAY,
        written_by_id=person_id,
    )
    db.session.add(plan)
    db.session.flush()
    one = db.session.scalar(db.select(models.Plan).order_by(models.Plan.id).limit(1))
    risk = models.Risk(
        plan_id=one.id,
        area=plans.Area.GOODS,
        what="نص",
        level=Level.SMALL,
        remaining=Level.SMALL,
        is_covered=True,
    )
    db.session.add(risk)
    db.session.flush()
    db.session.add_all(
        [
            models.Control(plan_id=one.id, risk_id=risk.id, kind=plans.Control.SYSTEMS, what="نص"),
            models.Audit(
                firm_id=firm.id,
                kind=plans.Audit.JOINT,
                scope="نص",
                planned_on=DAY,
                auditor_id=person_id,
            ),
            models.Due(
                firm_id=firm.id,
                kind=plans.Paper.SECURITY,
                name="نص",
                until=DAY,
                evaluated_by_id=person_id,
            ),
        ]
    )
