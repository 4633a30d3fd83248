"""Firms with whom one speaks: what fills the service for clients before its pages are measured."""

import random
from datetime import timedelta

from sqlalchemy import insert

from ntfc.clock import now
from ntfc.db import db
from ntfc.people.models import Person

EACH, CASES = 25, 5  # firms of a coordinator, and cases of a firm
NOW = now()
TODAY = NOW.date()
MONTH, YEAR = TODAY.replace(day=1), TODAY - timedelta(days=365)


def fill(person_id, firms):
    """Fill the service of a country: firms, who answers for each, their cases, talks and plans."""
    from ntfc_client_coordinators import models  # noqa: PLC0415  -- laid down a moment ago
    from ntfc_client_coordinators.rules.posts import Post  # noqa: PLC0415

    people = [Person(name=f"Officer {n:03}", created_at=NOW) for n in range(max(2, firms // EACH))]
    desk = models.Desk(rotation_months=36, warn_share=90)
    db.session.add_all([desk, *people])
    db.session.flush()
    numbers = [one.id for one in people]
    held = {"desk_id": desk.id, "since": YEAR, "conduct_on": YEAR, "is_held": True, "branch": ""}
    posts = [(person_id, Post.MANAGER), *((one, Post.COORDINATOR) for one in numbers)]
    db.session.execute(
        insert(models.Officer),
        [held | {"person_id": who, "post": post, "office": "Marsa"} for who, post in posts],
    )
    chance = random.Random(7)
    for n in range(1, firms + 1):
        who, other = numbers[n % len(numbers)], numbers[(n + 1) % len(numbers)]
        _firm(models, n, desk.id, chance)
        _answering(models, n, who, other, chance)
        _served(models, n, who, other, chance)
    for model, rows in ROWS.items():
        db.session.execute(insert(model), rows)
    ROWS.clear()


ROWS = {}  # what is to be written, by model, those before that others point at


def _add(model, **values):
    ROWS.setdefault(model, []).append(values)


def _firm(models, n, desk_id, chance):
    from ntfc_client_coordinators.rules.portfolio import Candidate, Level  # noqa: PLC0415

    levels = {name: [*Level][n % 3] for name in ("size", "volume", "complexity")}
    lists = {"divisions": ["Works"], "countries": ["XX"], "people": ["A. Caller, works, 12345"]}
    due = TODAY + timedelta(days=chance.randint(-20, 160)) if n % 3 else None
    _add(
        models.Firm,
        **levels,
        **lists,
        id=n,
        desk_id=desk_id,
        name=f"Firm {n}",
        registration=f"R-{n}",
        branch=f"Branch {n % 9}",
        access="",
        candidate=[*Candidate][n % 6],
        cadence_months=3 if due else None,
        talk_due=due,
        updated_on=YEAR,
        left_on=TODAY if n % 400 == 0 else None,
        version=1,
    )


def _answering(models, n, who, other, chance):
    from ntfc_client_coordinators.rules.assigning import State  # noqa: PLC0415

    began = TODAY - timedelta(days=chance.randint(1, 900))
    declared = TODAY - timedelta(days=chance.randint(1, 380))
    _add(
        models.Assignment,
        id=n,
        firm_id=n,
        person_id=who,
        substitute_id=other,
        share=4,
        is_exclusive=False,
        state=State.ACTIVE,
        planned_on=began,
        began_on=began,
        rotation_on=began + timedelta(days=3 * 365),
        declared_on=declared,
        has_shares=False,
        substitute_declared_on=declared,
        substitute_has_shares=False,
        version=1,
    )
    told = {"on": declared, "has_shares": False, "note": ""}
    _add(models.Declared, assignment_id=n, person_id=who, **told)


def _served(models, n, who, other, chance):
    from ntfc_client_coordinators.rules import plans  # noqa: PLC0415
    from ntfc_client_coordinators.rules.portfolio import Level, Talk  # noqa: PLC0415

    for number in range(n * CASES - CASES + 1, n * CASES + 1):
        _case(models, number, n, who, other, chance)
    for talk in (Talk.DAILY, Talk.OUTLINE, Talk.VISIT):
        on = TODAY - timedelta(days=chance.randint(1, 400))
        texts = dict.fromkeys(("participants", "topics", "private"), "")
        _add(models.Contact, **texts, firm_id=n, on=on, talk=talk, agreed="So.", by_id=who, at=NOW)
    day = TODAY - timedelta(days=chance.randint(1, 500))
    if n % 2:
        plan = {"number": 1, "reasons": "", "begun_on": day, "decided_on": day, "version": 1}
        _add(
            models.Plan,
            **plan,
            id=n,
            firm_id=n,
            state=plans.State.DECIDED,
            cycle=plans.Cycle.PLAN,
            written_by_id=who,
        )
        risk = {
            "plan_id": n,
            "what": "Codes",
            "measures": "",
            "reason": "",
            "is_covered": n % 3 > 0,
        }
        level = {"area": plans.Area.GOODS, "level": Level.LARGE, "remaining": [*Level][n % 3]}
        _add(models.Risk, **risk, **level)
    if n % 4 == 0:
        audit = {"kind": plans.Audit.PARTIAL, "scope": "", "country": "", "result": ""}
        _add(models.Audit, **audit, firm_id=n, planned_on=day, auditor_id=other)
    until = TODAY + timedelta(days=chance.randint(-10, 400))
    security = {"kind": plans.Paper.SECURITY, "name": f"G-{n}", "amount": "1000"}
    _add(models.Due, **security, firm_id=n, until=until)


def _case(models, number, firm_id, who, other, chance):
    from ntfc_client_coordinators.rules import cases  # noqa: PLC0415
    from ntfc_client_coordinators.rules.log import Kind  # noqa: PLC0415

    came = NOW - timedelta(minutes=chance.randint(60, 730 * 24 * 60))
    minutes = chance.randint(5, 5000)
    closed = came < NOW - timedelta(days=30) or number % 3 == 0
    heard = min(NOW, came + timedelta(minutes=minutes)) if closed else None
    kinds = {"channel": cases.Channel.PHONE, "topic": [*cases.Topic][number % 7]}
    flags = {"is_urgent": number % 20 == 0, "is_sensitive": False, "version": 1}
    texts = dict.fromkeys(("text", "division", "caller", "section", "outcome", "lesson"), "")
    _add(
        models.Case,
        **kinds,
        **flags,
        **texts,
        id=number,
        number=number,
        firm_id=firm_id,
        title=f"Case {number}",
        part=cases.Part.INFORMS,
        state=cases.State.CLOSED if closed else cases.State.FRONT,
        since=came,
        received_at=came,
        heard_at=heard,
        closed_at=heard,
        front_minutes=minutes // 2 if closed else 0,
        back_minutes=minutes // 2 if closed else 0,
        opened_by_id=who,
        checker_id=other,
    )
    line = {"firm_id": firm_id, "about": f"case:{number}", "by_id": who, "text": ""}
    kind = Kind.NEED if number % 50 == 0 else Kind.STEP
    _add(models.Entry, **line, kind=kind, at=came, details={"to": "in_front_office"})
    if closed:
        _add(models.Entry, **line, kind=Kind.STEP, at=heard, details={"to": "closed"})
