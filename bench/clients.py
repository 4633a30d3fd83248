"""The pages of client coordinators beside bare ones, with 10,000 firms and 50,000 cases.

`python3 run.py bench clients` fills one service straight into the tables, with a coordinator for
every 25 firms, and asks for each page and its bare twin (`bare.py`) in turn, as the team manager.
`--flat` asks for each page with 100 firms, with 1,000 and with 10,000.
"""

import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # `run.py` starts Python without it

from clientele import MONTH, TODAY, YEAR, fill
from modules import Module, main

SOON = TODAY + timedelta(days=92)
P = "plugin_client_coordinators__"
X = "/x/client_coordinators"
DESK = (f"SELECT * FROM {P}desks", f"SELECT * FROM {P}officers WHERE person_id = 1")
ANSWERS = f"""LEFT JOIN {P}assignments a ON a.firm_id = f.id AND a.state IN ('active', 'handover')
              LEFT JOIN people p ON p.id = a.person_id"""
OPEN = "state <> 'closed'"
IN_MONTH = f"SELECT firm_id, COUNT(*) n FROM {P}cases WHERE received_at >= '{MONTH}' GROUP BY 1"
OUT = f"""SELECT firm_id, COUNT(*) n, SUM(front_minutes) front, SUM(back_minutes) back
          FROM {P}cases WHERE heard_at >= '{MONTH}' GROUP BY 1"""
LEFT = f"SELECT firm_id, COUNT(*) n FROM {P}cases WHERE {OPEN} GROUP BY 1"
SPOKEN = f"""SELECT firm_id, COUNT(*) n, SUM(talk = 'visit') visits FROM {P}contacts
             WHERE "on" >= '{MONTH}' GROUP BY 1"""
OF_MONTH = f"""LEFT JOIN ({IN_MONTH}) i ON i.firm_id = f.id LEFT JOIN ({OUT}) o ON o.firm_id = f.id
               LEFT JOIN ({LEFT}) l ON l.firm_id = f.id LEFT JOIN ({SPOKEN}) s ON s.firm_id = f.id
               WHERE COALESCE(i.n, o.n, l.n, s.n) IS NOT NULL"""
FIRST = "LIMIT 200"
WAITED = f"""SELECT {{what}}, COUNT(*), MAX(CASE WHEN k = (n + 1) / 2 THEN minutes END) FROM (
             SELECT *, ROW_NUMBER() OVER (PARTITION BY {{what}} ORDER BY minutes) k,
             COUNT(*) OVER (PARTITION BY {{what}}) n FROM (
             SELECT f.size, p.name, c.front_minutes + c.back_minutes minutes FROM {P}cases c
             JOIN {P}firms f ON f.id = c.firm_id LEFT JOIN people p ON p.id = c.opened_by_id
             WHERE c.heard_at >= '{YEAR}')) GROUP BY 1"""
PAGES = {
    "firms": (
        f"{X}/",
        (
            *DESK,
            f"""SELECT f.*, a.*, p.name who, q.name substitute FROM {P}firms f {ANSWERS}
                LEFT JOIN people q ON q.id = a.substitute_id WHERE f.left_on IS NULL
                ORDER BY f.talk_due IS NULL, f.talk_due, f.id LIMIT 50""",
            f"SELECT COUNT(*) FROM {P}firms WHERE left_on IS NULL",
        ),
    ),
    "cases": (
        f"{X}/cases",
        (
            *DESK,
            f"""SELECT c.*, f.name FROM {P}cases c JOIN {P}firms f ON f.id = c.firm_id
                WHERE c.{OPEN} ORDER BY is_urgent DESC, received_at DESC, c.id DESC LIMIT 50""",
            f"SELECT COUNT(*) FROM {P}cases WHERE {OPEN}",
        ),
    ),
    "a firm": (
        f"{X}/firms/7",
        (
            *DESK,
            f"SELECT * FROM {P}firms WHERE id = 7",
            f"""SELECT a.*, p.name FROM {P}assignments a JOIN people p ON p.id = a.person_id
                WHERE firm_id = 7""",
            f"SELECT * FROM {P}declarations WHERE assignment_id = 7",
            f"SELECT id, number, title, state FROM {P}cases WHERE firm_id = 7 AND {OPEN}",
            f"SELECT * FROM {P}plans WHERE firm_id = 7",
            f"SELECT * FROM {P}audits WHERE firm_id = 7",
            f"SELECT * FROM {P}dues WHERE firm_id = 7",
            f'SELECT * FROM {P}contacts WHERE firm_id = 7 ORDER BY "on" DESC LIMIT 20',
            f"""SELECT e.*, p.name, COUNT(*) OVER () FROM {P}entries e
                JOIN people p ON p.id = e.by_id WHERE firm_id = 7 ORDER BY at DESC LIMIT 20""",
        ),
    ),
    "report: the month": (
        f"{X}/reports/month",
        (
            *DESK,
            f"SELECT f.name, i.*, o.*, l.*, s.* FROM {P}firms f {OF_MONTH} ORDER BY f.name {FIRST}",
            f"""SELECT p.name, SUM(i.n), SUM(o.n), SUM(o.front), SUM(o.back), SUM(l.n), SUM(s.n)
                FROM {P}firms f {ANSWERS} {OF_MONTH} GROUP BY p.id ORDER BY 1""",
            f"""SELECT e.text, f.name FROM {P}entries e JOIN {P}firms f ON f.id = e.firm_id
                WHERE e.kind IN ('need', 'improvement') AND e.at >= '{MONTH}' {FIRST}""",
            f"""SELECT f.name, MIN(a.began_on) began, f.left_on FROM {P}firms f
                JOIN {P}assignments a ON a.firm_id = f.id GROUP BY f.id
                HAVING began >= '{MONTH}' OR f.left_on >= '{MONTH}' ORDER BY 1 {FIRST}""",
        ),
    ),
    "report: talks": (
        f"{X}/reports/talks",
        (
            *DESK,
            f"""SELECT f.name, p.name who, f.talk_due, (SELECT MAX("on") FROM {P}contacts c
                WHERE c.firm_id = f.id AND c.talk <> 'daily') FROM {P}firms f {ANSWERS}
                WHERE f.talk_due <= '{TODAY + timedelta(days=30)}' ORDER BY 3, f.id {FIRST}""",
            f"""SELECT f.name, p.name who, c."on", c.talk FROM {P}contacts c
                JOIN {P}firms f ON f.id = c.firm_id LEFT JOIN people p ON p.id = c.by_id
                WHERE c."on" >= '{TODAY - timedelta(days=7)}' AND c.talk <> 'daily'
                ORDER BY 3 DESC, c.id DESC {FIRST}""",
        ),
    ),
    "report: declared": (
        f"{X}/reports/declarations",
        (
            *DESK,
            f"""SELECT * FROM (SELECT p.name who, f.name, a.declared_on d FROM {P}assignments a
                JOIN {P}firms f ON f.id = a.firm_id JOIN people p ON p.id = a.person_id
                WHERE a.state <> 'ended' AND (d IS NULL OR d <= '{YEAR}' OR has_shares) UNION ALL
                SELECT p.name who, f.name, a.substitute_declared_on d FROM {P}assignments a
                JOIN {P}firms f ON f.id = a.firm_id JOIN people p ON p.id = a.substitute_id
                WHERE a.state <> 'ended' AND (d IS NULL OR d <= '{YEAR}' OR substitute_has_shares))
                ORDER BY 1, 2 {FIRST}""",
        ),
    ),
    "report: colleagues": (
        f"{X}/reports/colleagues",
        (
            *DESK,
            f"""SELECT f.name, c.topic, b.name prepared, k.name colleague, c.checked_on
                FROM {P}cases c JOIN {P}firms f ON f.id = c.firm_id LEFT JOIN people b
                ON b.id = c.opened_by_id LEFT JOIN people k ON k.id = c.checker_id
                WHERE c.topic IN ('refund', 'assessment', 'authorisation') ORDER BY c.id DESC {FIRST}""",
            f"""SELECT f.name, d.name what, p.name who, d.confirmed_on FROM {P}dues d
                JOIN {P}firms f ON f.id = d.firm_id LEFT JOIN people p ON p.id = d.evaluated_by_id
                WHERE d.kind = 'authorisation' ORDER BY d.id DESC {FIRST}""",
            f"""SELECT f.name, a.kind, a.planned_on, p.name who, a.done_on FROM {P}audits a
                JOIN {P}firms f ON f.id = a.firm_id JOIN people p ON p.id = a.auditor_id
                ORDER BY a.planned_on DESC, a.id {FIRST}""",
        ),
    ),
    "report: plans": (
        f"{X}/reports/plans",
        (
            *DESK,
            f"""SELECT f.name, v.number, v.decided_on, v.cycle, (SELECT COUNT(*) FROM {P}risks r
                WHERE r.plan_id = v.id AND r.remaining = 'large' AND NOT r.is_covered)
                FROM {P}firms f LEFT JOIN {P}plans v ON v.firm_id = f.id AND v.state = 'decided'
                WHERE f.left_on IS NULL ORDER BY v.decided_on IS NOT NULL, v.decided_on, f.id {FIRST}""",
        ),
    ),
    "report: papers": (
        f"{X}/reports/papers",
        (
            *DESK,
            f"""SELECT f.name, d.kind, d.name what, d.amount, d.until FROM {P}dues d
                JOIN {P}firms f ON f.id = d.firm_id WHERE d.ended_on IS NULL
                AND d.until <= '{SOON}' ORDER BY d.until, d.id {FIRST}""",
        ),
    ),
    "report: service": (
        f"{X}/reports/service",
        (*DESK, WAITED.format(what="size"), WAITED.format(what="name")),
    ),
    "workload": (
        f"{X}/workload",
        (
            *DESK,
            f"""SELECT p.id, p.name, o.office, SUM(a.share), COUNT(a.id) FROM {P}officers o
                JOIN people p ON p.id = o.person_id LEFT JOIN {P}assignments a
                ON a.person_id = p.id AND a.state <> 'ended' WHERE o.post = 'coordinator'
                GROUP BY p.id ORDER BY p.name, p.id""",
        ),
    ),
}


if __name__ == "__main__":
    main(Module("client_coordinators", fill, PAGES), "run.py bench clients", __doc__)
