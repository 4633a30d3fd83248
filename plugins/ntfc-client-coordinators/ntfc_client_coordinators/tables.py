"""The reports: which there are, and the tables of each, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntfc.i18n import _
from ntfc.issues.rules import words as issue_words
from ntfc_client_coordinators import words
from ntfc_client_coordinators.models import Desk
from ntfc_client_coordinators.queries import firms
from ntfc_client_coordinators.queries import reports as queries
from ntfc_client_coordinators.rules import cases, portfolio
from ntfc_client_coordinators.rules.assigning import is_declared
from ntfc_client_coordinators.rules.days import months_later
from ntfc_client_coordinators.rules.reports import Month, Table

FIRM, WHO, STATE = _("Firm"), _("Answers for it"), _("Stands at")


@dataclass(frozen=True)
class Asked:
    """A report that is asked for: of the service, for a month, on a day."""

    desk: Desk
    month: Month
    today: date


def monthly(asked: Asked) -> list[Table]:
    """Return the month: cases in and out, times, talks, what firms need, who came and who left."""
    lines: dict[int, list[Any]] = {}

    def line(row: Any) -> list[Any]:
        return lines.setdefault(row.id, [row.name, 0, 0, "", "", 0, 0, 0])

    for row in queries.cases_in(asked.month):
        line(row)[1] = row.number
    for row in queries.cases_out(asked.month):
        line(row)[2:5] = [
            row.number,
            words.clock(row.front // row.number),
            words.clock(row.back // row.number),
        ]
    for row in queries.cases_open():
        line(row)[5] = row.number
    for row in queries.talks(asked.month):
        line(row)[6:8] = [row.number, row.visits]
    heads = (
        FIRM,
        "#" + _("Cases in"),
        "#" + _("Cases out"),
        _("Front office, on average"),
        _("Back office, on average"),
        "#" + _("Open now"),
        "#" + _("Talks"),
        "#" + _("Visits"),
    )
    return [
        Table(_("By firm"), heads, sorted(lines.values(), key=lambda one: str(one[0]))),
        Table(
            _("Needs, trends and suggestions"),
            (FIRM, _("About"), _("What was said")),
            [(row.name, words.KINDS[row.kind], row.text) for row in queries.said(asked.month)],
        ),
        Table(
            _("New and lost clients"),
            (FIRM, _("Since"), _("Left on")),
            [(row.name, row.began, row.left_on) for row in queries.came_and_left(asked.month)],
        ),
    ]


def workload(asked: Asked) -> list[Table]:
    limits = asked.desk.limits
    rows = []
    for row in firms.workload(asked.desk):
        warnings = portfolio.share_warnings(portfolio.Load(row.share, row.firms), limits)
        rows.append((row.name, row.share, row.firms, " ".join(map(str, warnings))))
    heads = (_("Name"), "#" + _("Percent"), "#" + _("Firms"), _("To be seen to"))
    return [Table(_("Workload"), heads, rows)]


def rhythm(asked: Asked) -> list[Table]:
    rows = [
        (row.name, row.who, row.last, row.talk_due, _late(row.talk_due, asked.today))
        for row in queries.rhythm(asked.today)
    ]
    heads = (FIRM, WHO, _("Last talk"), _("Next talk"), _("To be seen to"))
    return [Table(_("Talks"), heads, rows, note=_("Due until a month ahead."))]


def _late(day: date | None, today: date) -> str:
    return _("Overdue") if day is not None and day < today else ""


def rotation(asked: Asked) -> list[Table]:
    rows = [
        (row.name, row.who, words.STATES[row.state], row.rotation_on)
        for row in queries.rotation(asked.today)
    ]
    heads = (FIRM, WHO, STATE, _("Rotation due"))
    return [Table(_("Rotation and mentoring"), heads, rows)]


def declarations(asked: Asked) -> list[Table]:
    rows = [
        (row.name, row.who, row.declared_on, _declared(row, asked.today))
        for row in queries.undeclared(asked.today)
    ]
    heads = (FIRM, WHO, _("Declared on"), _("To be seen to"))
    return [Table(_("Declarations"), heads, rows)]


def _declared(row: Any, today: date) -> str:
    if row.has_shares:
        return _("Has shares in the firm")
    return "" if is_declared(row.declared_on, today) else _("Declaration missing")


def second_persons(_asked: Asked) -> list[Table]:
    checked = [
        (row.name, words.TOPICS[row.topic], row.by, row.colleague, row.checked_on)
        for row in queries.checked_cases()
    ]
    audited = [
        (row.name, words.AUDITS[row.kind], row.planned_on, row.who, row.done_on)
        for row in queries.audits()
    ]
    return [
        Table(
            _("Refunds, assessments and authorisations"),
            (FIRM, _("About"), _("Prepared by"), _("Colleague"), _("Colleague agreed on")),
            checked,
        ),
        Table(
            _("Audits"),
            (FIRM, _("Kind of audit"), _("Planned for"), _("Carried out by"), _("Carried out on")),
            audited,
        ),
    ]


def plans(_asked: Asked) -> list[Table]:
    rows = [
        (row.name, row.number, row.decided_on, words.CYCLES.get(row.cycle, ""), row.high or 0)
        for row in queries.plans()
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
        for row in queries.expiring(asked.today)
    ]
    heads = (FIRM, _("What it is"), _("Name or number"), _("Amount"), _("Valid until"))
    title = _("Authorisations and securities")
    return [Table(title, heads, rows, note=_("Those that run out within three months."))]


def issues(_asked: Asked) -> list[Table]:
    rows = [
        (row.number, row.kept_title, issue_words.STATES[row.state], row.raised_at.date())
        for row in queries.issues()
    ]
    heads = ("#" + _("Number"), _("Issue"), STATE, _("Brought on"))
    return [Table(_("General problems"), heads, rows, note=_("No firm is named."))]


def candidates(_asked: Asked) -> list[Table]:
    rows = [(row.name, words.CANDIDATES[row.candidate], row.times) for row in queries.candidates()]
    heads = (FIRM, _("Step reached"), "#" + _("Times guided"))
    return [Table(_("Candidates"), heads, rows)]


def service(asked: Asked) -> list[Table]:
    """Return how long firms waited, by size and by person: alike for all, or not (C14, C10)."""
    found = queries.answered(months_later(asked.today, -12))
    by_size = cases.compared((row.size.value, row.minutes) for row in found)
    by_person = cases.compared((row.who or "", row.minutes) for row in found)
    sizes = {size.value: word for size, word in words.LEVELS.items()}
    heads = ("#" + _("Cases"), _("Half of them took longer than"))
    note = _("Firms of one size wait more than twice as long as those of another.")
    return [
        Table(
            _("By size of the firm"),
            (_("Size"), *heads),
            [(sizes[one.group], one.cases, words.clock(one.middle)) for one in by_size],
            note=note if cases.is_unequal(by_size) else "",
        ),
        Table(
            _("By person"),
            (_("Name"), *heads),
            [(one.group, one.cases, words.clock(one.middle)) for one in by_person],
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
