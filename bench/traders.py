"""The pages of trusted traders beside bare ones, with 10,000 firms and 200,000 uses of benefits.

`python3 run.py bench traders` fills one programme straight into the tables and asks for each page
and its bare twin (`bare.py`) in turn. `--flat` asks for each page with 100 firms, with 1,000 and
with 10,000: what a page costs must not follow what is stored more than its sums do.
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # `run.py` starts Python without it

from modules import Module, main
from sqlalchemy import insert, select

from ntfc.clock import now
from ntfc.db import db
from ntfc.permissions import SITE, SYSTEM

USES = 20  # of each firm
P = "plugin_golden_list__"
AT = "/x/golden_list/programmes/1"
PROGRAMME = (
    f"SELECT * FROM {P}programmes WHERE id = 1",
    f"SELECT * FROM {P}officers WHERE programme_id = 1",
    f"SELECT * FROM {P}kinds WHERE programme_id = 1",
    f"SELECT * FROM {P}parts WHERE programme_id = 1",
)
DESK = f"""SELECT f.*, m.name, m.size, m.sector FROM {P}files f JOIN {P}firms m ON m.id = f.firm_id
           WHERE f.programme_id = 1 AND f.due_on IS NOT NULL ORDER BY f.due_on, f.id LIMIT 50"""
BY_STATE = f"SELECT state, COUNT(*) FROM {P}files WHERE programme_id = 1 GROUP BY state"
CAME = f"""SELECT {{what}}, v."to", COUNT(DISTINCT v.file_id) FROM {P}moves v
           JOIN {P}files f ON f.id = v.file_id JOIN {P}firms m ON m.id = f.firm_id
           WHERE f.programme_id = 1 AND v."on" BETWEEN '{{first}}' AND '{{last}}' GROUP BY 1, 2"""
IN_FORCE = f"""SELECT {{what}}, COUNT(DISTINCT f.id) FROM {P}certificates c
               JOIN {P}files f ON f.id = c.file_id JOIN {P}firms m ON m.id = f.firm_id
               WHERE f.programme_id = 1 AND f.state = 'monitoring' AND c.ended_on IS NULL GROUP BY 1"""
BENEFITS = f"SELECT * FROM {P}benefits WHERE programme_id = 1"
TOTALS = f"""SELECT b.*, SUM(t.times), SUM(t.minutes), SUM(t.money) FROM {P}benefits b
             LEFT JOIN {P}use_totals t ON t.benefit_id = b.id WHERE b.programme_id = 1 GROUP BY b.id"""
TODAY = now().date()
APPLIED = f"""SELECT f.state, COUNT(*), SUM(EXISTS(SELECT 1 FROM {P}moves v WHERE v.file_id = f.id
              AND v."to" = 'application')) FROM {P}files f WHERE f.programme_id = 1 GROUP BY f.state"""
DAYS = {"first": TODAY - timedelta(days=364), "last": TODAY}
PAGES = {
    "desk": (
        f"{AT}/desk",
        (*PROGRAMME, DESK, f"SELECT COUNT(*) FROM {P}files WHERE programme_id = 1"),
    ),
    "figures": (
        f"{AT}/figures",
        (*PROGRAMME, BY_STATE, APPLIED, IN_FORCE.format(what="1"), BENEFITS),
    ),
    "benefits": (f"{AT}/benefits", (*PROGRAMME, TOTALS)),
    "report: way in": (
        f"{AT}/reports/funnel",
        (
            *PROGRAMME,
            *(
                CAME.format(what=what, **DAYS)
                for what in (
                    "strftime('%Y-%m', v.\"on\")",
                    "f.roles",
                    "m.size",
                    "m.region",
                    "m.sector",
                )
            ),
        ),
    ),
    "report: holders": (
        f"{AT}/reports/holders",
        (
            *PROGRAMME,
            *(
                IN_FORCE.format(what=what)
                for what in ("c.kind_id", "m.size", "c.roles", "m.sector", "m.region")
            ),
        ),
    ),
    "report: uses": (f"{AT}/reports/benefits", (*PROGRAMME, TOTALS)),
}


def _programme(person_id, firms):
    from ntfc_golden_list import models  # noqa: PLC0415  -- laid down a moment ago
    from ntfc_golden_list.queries.benefits import sums_of  # noqa: PLC0415
    from ntfc_golden_list.rules.judging import Size  # noqa: PLC0415
    from ntfc_golden_list.rules.lifecycle import Post, State  # noqa: PLC0415
    from ntfc_golden_list.service import programmes  # noqa: PLC0415

    chance, today = random.Random(7), TODAY
    made = programmes.begin(SITE, profile="safe", country="XX", now=now(), actor=SYSTEM)
    held = {"programme_id": made.id, "person_id": person_id, "is_held": True}
    posts = [held | {"post": post, "since": today, "conduct_on": today} for post in Post][:3]
    db.session.execute(
        insert(models.Officer), [one | {"is_third_party": False, "method": ""} for one in posts]
    )
    kind, edition = (db.session.scalar(select(one.id)) for one in (models.Kind, models.Edition))
    benefits = db.session.scalars(select(models.Benefit.id)).all()
    way = (State.INTEREST, State.CANDIDATE, State.SELF_ASSESSMENT, State.APPLICATION)
    way = (*way, State.VALIDATION, State.CERTIFIED, State.MONITORING)
    rows = {name: [] for name in ("Firm", "File", "Moved", "Certificate", "Used")}
    for n in range(1, firms + 1):
        steps = way[: chance.randint(1, len(way))] if n % 2 else way
        start = today - timedelta(days=chance.randint(100, 700))
        rows["Firm"].append(
            {"id": n, "name": f"Firm {n}", "registration": f"R-{n}", "size": [*Size][n % 3]}
            | {"sector": f"Sector {n % 9}", "region": f"Region {n % 7}"}
        )
        rows["File"].append(
            {"id": n, "programme_id": made.id, "firm_id": n, "number": n, "roles": ["importer"]}
            | {"state": steps[-1], "since": start, "opened_on": start, "kind_id": kind}
            | {"due_on": today + timedelta(days=n % 300) if n % 3 else None, "version": 1}
        )
        rows["Moved"] += [
            {
                "file_id": n,
                "number": k,
                "start": steps[k - 2] if k > 1 else None,
                "to": to,
                "days": 9,
            }
            | {"on": start + timedelta(days=9 * k), "at": now(), "reasons": "", "details": {}}
            for k, to in enumerate(steps, 1)
        ]
        if steps == way:
            rows["Certificate"].append(
                {"file_id": n, "kind_id": kind, "edition_id": edition, "number": f"C-{n}"}
                | {"code": f"code{n}", "roles": ["importer"], "given_on": start, "conditions": ""}
            )
        rows["Used"] += [
            {
                "file_id": n,
                "benefit_id": benefits[u % 20],
                "month": date(today.year - 1, u % 12 + 1, 1),
            }
            | {
                "times": 3,
                "minutes_without": 30,
                "minutes_with": 10,
                "source": "import",
                "note": "",
            }
            for u in range(USES)
        ]
    for name, values in rows.items():
        db.session.execute(insert(getattr(models, name)), values)
    months = {row["month"] for row in rows["Used"]}
    names = ("benefit_id", "month", "times", "minutes", "money")
    db.session.add_all(
        models.UseTotal(**dict(zip(names, row, strict=True))) for row in sums_of(months, benefits)
    )


if __name__ == "__main__":
    main(Module("golden_list", _programme, PAGES), "run.py bench traders", __doc__)
