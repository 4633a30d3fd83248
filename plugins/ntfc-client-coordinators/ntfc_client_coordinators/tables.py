"""The reports: which there are, and the tables of each, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Executable

from ntfc.clock import day_of
from ntfc.i18n import _
from ntfc.issues.rules import words as issue_words
from ntfc_client_coordinators import words
from ntfc_client_coordinators.models import Desk
from ntfc_client_coordinators.queries import reports as queries
from ntfc_client_coordinators.queries import waiting
from ntfc_client_coordinators.queries import workload as working_time
from ntfc_client_coordinators.rules import cases, portfolio
from ntfc_client_coordinators.rules.assigning import is_declared
from ntfc_client_coordinators.rules.reports import Month, Table

WEEK = timedelta(days=7)
FIRM, WHO, STATE = _("Firm"), _("Answers for it"), _("Stands at")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A report that is asked for: of the service, for a month and the year until today."""

    desk: Desk
    month: Month
    today: date
    year_ago: datetime
    most: int | None = None  # rows of a table that are shown; None: all

    def rows(self, query: Executable) -> Sequence[Any]:
        return queries.rows(query, self.most)


def _heads(first: str) -> tuple[str, ...]:
    return (
        first,
        "#" + _("Cases in"),
        "#" + _("Cases out"),
        _("Front office, on average"),
        _("Back office, on average"),
        "#" + _("Open now"),
        "#" + _("Talks"),
        "#" + _("Visits"),
    )


def _served(row: Any) -> list[Any]:
    """Return what the month brought, with the two clocks of a case on average."""
    clocks = [
        words.clock(int(spent) // row.heard) if row.heard else "" for spent in (row.front, row.back)
    ]
    return [row.name, row.came, row.heard, *clocks, row.still, row.talks, row.visits]


def monthly(asked: Asked) -> list[Table]:
    """Return the month: cases in and out, times, talks, what firms need, who came and who left."""
    month = asked.month
    portfolios = [_served(row) for row in asked.rows(queries.by_portfolio(month))]
    nobody = [[row[0] or _("Nobody yet"), *row[1:]] for row in portfolios]
    of_firms = [_served(row) for row in asked.rows(queries.by_firm(month))]
    said = asked.rows(queries.said(month))
    moved = asked.rows(queries.came_and_left(month))
    return [
        Table(_("By portfolio"), _heads(WHO), nobody),
        Table(_("By firm"), _heads(FIRM), of_firms),
        Table(
            _("Needs, trends and suggestions"),
            (FIRM, _("About"), _("What was said")),
            [(row.name, words.KINDS[row.kind], row.text) for row in said],
        ),
        Table(
            _("New and lost clients"),
            (FIRM, _("Since"), _("Left on")),
            [(row.name, row.began, row.left_on) for row in moved],
        ),
    ]


def workload(asked: Asked) -> list[Table]:
    limits = asked.desk.limits
    rows = []
    for row in working_time.workload(asked.desk):
        warnings = portfolio.share_warnings(portfolio.Load(row.share, row.firms), limits)
        rows.append((row.name, row.share, row.firms, " ".join(map(str, warnings))))
    heads = (_("Name"), "#" + _("Percent"), "#" + _("Firms"), _("To be seen to"))
    return [Table(_("Workload"), heads, rows)]


def rhythm(asked: Asked) -> list[Table]:
    rows = [
        (row.name, row.who, row.last, row.talk_due, _late(row.talk_due, asked.today))
        for row in asked.rows(queries.rhythm(asked.today))
    ]
    heads = (FIRM, WHO, _("Last talk"), _("Next talk"), _("To be seen to"))
    held = [
        (row.name, row.who, row.on, words.TALKS[row.talk])
        for row in asked.rows(queries.spoken(asked.today - WEEK))
    ]
    return [
        Table(_("Talks"), heads, rows, note=_("Due until a month ahead.")),
        Table(_("Held in the last seven days"), (FIRM, WHO, _("On"), _("Occasion")), held),
    ]


def _late(day: date | None, today: date) -> str:
    return _("Overdue") if day is not None and day < today else ""


def rotation(asked: Asked) -> list[Table]:
    rows = [
        (row.name, row.who, words.STATES[row.state], row.rotation_on)
        for row in asked.rows(queries.rotation(asked.today))
    ]
    heads = (FIRM, WHO, STATE, _("Rotation due"))
    return [Table(_("Rotation and mentoring"), heads, rows)]


def declarations(asked: Asked) -> list[Table]:
    rows = [
        (row.name, row.who, row.declared_on, _declared(row, asked.today))
        for row in asked.rows(queries.undeclared(asked.today))
    ]
    heads = (FIRM, WHO, _("Declared on"), _("To be seen to"))
    return [Table(_("Declarations"), heads, rows)]


def _declared(row: Any, today: date) -> str:
    if row.has_shares:
        return _("Has shares in the firm")
    return "" if is_declared(row.declared_on, today) else _("Declaration missing")


def second_persons(asked: Asked) -> list[Table]:
    checked = [
        (row.name, words.TOPICS[row.topic], row.by, row.colleague, row.checked_on)
        for row in asked.rows(queries.checked_cases())
    ]
    audited = [
        (row.name, words.AUDITS[row.kind], row.planned_on, row.who, row.done_on)
        for row in asked.rows(queries.audits())
    ]
    evaluated = [
        (row.name, row.what, row.who, row.confirmed_on) for row in asked.rows(queries.evaluated())
    ]
    return [
        Table(
            _("Refunds, assessments and authorisations"),
            (FIRM, _("About"), _("Prepared by"), _("Colleague"), _("Colleague agreed on")),
            checked,
        ),
        Table(
            _("Authorisations"),
            (FIRM, _("Name or number"), _("Colleague"), _("Colleague agreed on")),
            evaluated,
        ),
        Table(
            _("Audits"),
            (FIRM, _("Kind of audit"), _("Planned for"), _("Carried out by"), _("Carried out on")),
            audited,
        ),
    ]


def plans(asked: Asked) -> list[Table]:
    rows = [
        (row.name, row.number, row.decided_on, words.CYCLES.get(row.cycle, ""), row.high or 0)
        for row in asked.rows(queries.plans())
    ]
    heads = (
        FIRM,
        _("Version"),
        _("Decided on"),
        _("Step of the cycle"),
        "#" + _("High risks left uncovered"),
    )
    return [Table(_("Treatment plans"), heads, rows, note=_("Firms without a plan stand first."))]


def papers(asked: Asked) -> list[Table]:
    rows = [
        (row.name, words.PAPERS[row.kind], row.what, row.amount, row.until)
        for row in asked.rows(queries.expiring(asked.today))
    ]
    heads = (FIRM, _("What it is"), _("Name or number"), _("Amount"), _("Valid until"))
    title = _("Authorisations and securities")
    return [Table(title, heads, rows, note=_("Those that run out within three months."))]


def issues(asked: Asked) -> list[Table]:
    rows = [
        (row.number, row.kept_title, issue_words.STATES[row.state], day_of(row.raised_at, ""))
        for row in asked.rows(queries.issues())
    ]
    heads = ("#" + _("Number"), _("Issue"), STATE, _("Brought on"))
    return [Table(_("General problems"), heads, rows, note=_("No firm is named."))]


def candidates(asked: Asked) -> list[Table]:
    rows = [
        (row.name, words.CANDIDATES[row.candidate], row.times)
        for row in asked.rows(queries.candidates())
    ]
    heads = (FIRM, _("Step reached"), "#" + _("Times guided"))
    return [Table(_("Candidates"), heads, rows)]


def service(asked: Asked) -> list[Table]:
    """Return how long firms waited, by size and by person: alike for all, or not (C14, C10)."""
    by_size = asked.rows(waiting.waited_by_size(asked.year_ago))
    by_person = asked.rows(waiting.waited_by_person(asked.year_ago))
    heads = ("#" + _("Cases"), _("Half of them took longer than"))
    note = _("Firms of one size wait more than twice as long as those of another.")
    return [
        Table(
            _("By size of the firm"),
            (_("Size"), *heads),
            [(words.LEVELS[row.of], row.number, words.clock(int(row.middle))) for row in by_size],
            note=note if cases.is_unequal([int(row.middle) for row in by_size]) else "",
        ),
        Table(
            _("By person"),
            (_("Name"), *heads),
            [(row.name or "", row.number, words.clock(int(row.middle))) for row in by_person],
        ),
    ]


REPORTS: Mapping[str, tuple[str, Callable[[Asked], Sequence[Table]]]] = {
    "month": (_("The month"), monthly),
    "workload": (_("Workload"), workload),
    "talks": (_("Talks"), rhythm),
    "rotation": (_("Rotation and mentoring"), rotation),
    "declarations": (_("Declarations"), declarations),
    "colleagues": (_("Second persons"), second_persons),
    "plans": (_("Treatment plans"), plans),
    "papers": (_("Authorisations and securities"), papers),
    "issues": (_("General problems"), issues),
    "candidates": (_("Candidates"), candidates),
    "service": (_("Service compared"), service),
}
