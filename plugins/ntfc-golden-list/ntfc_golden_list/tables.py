"""The reports: which there are, and the tables of each, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date

from ntfc.i18n import _, on_day
from ntfc_golden_list import words
from ntfc_golden_list.models import Programme
from ntfc_golden_list.queries import benefits as uses
from ntfc_golden_list.queries import programmes, registers
from ntfc_golden_list.queries import reports as queries
from ntfc_golden_list.queries.building import actions
from ntfc_golden_list.rules import benefits, building, reports
from ntfc_golden_list.rules.judging import Size
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.rules.reports import FUNNEL, Period, Table
from ntfc_golden_list.texts import said

AGAINST = (State.SUSPENDED, State.REMOVED, State.REJECTED)


@dataclass(frozen=True)
class Asked:
    """A report that is asked for: of which programme and days, and whether customs reads it."""

    programme: Programme
    period: Period
    today: date
    is_customs: bool = False

    @property
    def id(self) -> int:
        return self.programme.id

    @property
    def as_of(self) -> str:
        return _("As of %(day)s", day=on_day(self.today))


def _month(day: date) -> str:
    return str(format_date(day, "MMM y"))


def _named(counted: Mapping[Any, int], names: Mapping[Any, str] | None = None) -> list[list[Any]]:
    """Return counts with their names, the largest first; what has no name is said so."""
    known = names or {}
    told = [[known.get(key, key) or _("not stated"), number] for key, number in counted.items()]
    return sorted(told, key=lambda row: (-row[1], row[0]))


def funnel(asked: Asked) -> list[Table]:
    columns = [f"#{words.STATES[step]}" for step in FUNNEL]
    months = [(month, _month(month)) for month in asked.period.months]
    roles = [(part.code, part.title) for part in asked.programme.roles]
    by = queries.came_by(asked.id, asked.period)
    found = [
        Table(
            title=_("By month"),
            columns=[_("Month"), *columns],
            rows=[*reports.funnel(queries.came_by_month(asked.id, asked.period, FUNNEL), months)],
            drawn=1,
        ),
        Table(
            title=_("By role"),
            columns=[_("Role"), *columns],
            rows=[*reports.funnel(by["role"], roles)],
            drawn=1,
            note=_("A firm with two roles counts in both."),
        ),
    ]
    for what, title in BY.items():
        counted = by[what]
        keys = [*Size] if what == "size" else sorted({key for key, _step in counted})
        groups = [(key, words.SIZES.get(key, key) or _("not stated")) for key in keys]
        rows = [*reports.funnel(counted, groups)]
        found.append(Table(title=title, columns=[title, *columns], rows=rows, drawn=1))
    return found


BY = {"size": _("By size"), "region": _("By region"), "sector": _("By sector")}


def steps(asked: Asked) -> list[Table]:
    told = queries.days_by_step(asked.id, asked.period)
    order = {state: number for number, state in enumerate(State)}
    rows = [
        [words.STATES[state], number, round(average), most]
        for state, (number, average, most) in sorted(
            told.items(), key=lambda one: (-one[1][1], order[one[0]])
        )
    ]
    columns = [_("Stood at"), "#" + _("Files"), "#" + _("Days on average"), "#" + _("Days at most")]
    return [Table(title=_("Days for each step"), columns=columns, rows=rows, drawn=2)]


def holders(asked: Asked) -> list[Table]:
    kinds = {one.id: one.title for one in asked.programme.kinds}
    roles = {part.code: part.title for part in asked.programme.roles}
    by = queries.holders_by(asked.id, asked.today)
    parts: list[tuple[str, Mapping[Any, int], Mapping[Any, str], bool]] = [
        (_("Class"), by["class"], kinds, False),
        (_("Size"), by["size"], words.SIZES, True),
        (_("Role"), by["role"], roles, False),
        (_("Sector"), by["sector"], {}, True),
        (_("Region"), by["region"], {}, True),
    ]
    return [
        Table(
            title=title,
            columns=[title, "#" + _("Firms")],
            rows=_named(counted, names),
            drawn=1,
            note=asked.as_of,
            is_whole=is_whole,
        )
        for title, counted, names, is_whole in parts
    ]


def against(asked: Asked) -> list[Table]:
    counted = queries.came_by_month(asked.id, asked.period, AGAINST)
    columns = [_("Month"), *(f"#{words.STATES[state]}" for state in AGAINST)]
    rows = [
        [_month(month), *(counted.get((month, state), 0) for state in AGAINST)]
        for month in asked.period.months
    ]
    found = [Table(title=_("By month"), columns=columns, rows=rows, drawn=1)]
    if asked.is_customs:
        cases = queries.cases_against(asked.id, asked.period, AGAINST)
        columns = [_("On"), _("Firm"), _("What"), _("Grounds"), _("By")]
        told = [[on, firm, words.STATES[to], why, by or ""] for on, to, why, firm, by in cases]
        note = _("For customs only. The latest first, at most %(most)s.", most=queries.MOST_CASES)
        found.append(Table(title=_("With their grounds"), columns=columns, rows=told, note=note))
    return found


def appeals(asked: Asked) -> list[Table]:
    opened, ended = queries.ends_of_appeals(asked.id, asked.period)
    return [
        Table(
            title=title,
            columns=[title, "#" + _("Appeals")],
            rows=_named(counted, words.STATES),
            drawn=1,
        )
        for title, counted in ((_("Appealed against"), opened), (_("Ended in"), ended))
    ]


def used(asked: Asked) -> list[Table]:
    columns = [_("Benefit"), "#" + _("Used"), "#" + _("Minutes saved"), "#" + _("Money saved")]
    rows = [
        [said(name), int(times), int(minutes), round(money)]
        for name, times, minutes, money in queries.used(asked.id, asked.period)
    ]
    note = _("What was promised, unused first.")
    return [
        Table(title=_("Use of benefits"), columns=columns, rows=rows, drawn=1, note=note),
        _effects(asked),
    ]


def _effects(asked: Asked) -> Table:
    """Return what was measured last of each effect; nobody grants them."""
    found, names = uses.measured(asked.id), programmes.benefits_of(asked.id)
    rows = [[one.title, found[one.id].on, found[one.id].text] for one in names if one.id in found]
    columns = [_("Effect"), _("Measured on"), _("What was found")]
    return Table(title=_("Effects measured"), columns=columns, rows=rows)


def idle(asked: Asked) -> list[Table]:
    """Return how many firms use nothing of what was promised; to customs, which ones."""
    number = queries.idle(asked.id, asked.period, asked.today)
    rows = [
        [_("Holding the status"), programmes.holding(asked.id, asked.today)],
        [_("Used no benefit"), number],
    ]
    columns, title = [_("What"), "#" + _("Firms")], _("Firms that use no benefit")
    found = [Table(title=title, columns=columns, rows=rows, drawn=1, note=asked.as_of)]
    if asked.is_customs:
        told = queries.idle_firms(asked.id, asked.period, asked.today)
        columns = [_("Firm"), _("Number in the register of firms"), _("Contact")]
        note = _("For customs only. At most %(most)s.", most=queries.MOST_CASES)
        table = [[name, number, contact or _("nobody yet")] for name, number, contact in told]
        found.append(Table(title=_("Which ones"), columns=columns, rows=table, note=note))
    return found


def evaluations(asked: Asked) -> list[Table]:
    start = asked.programme.pilot_on
    found = building.evaluations(start, actions(asked.id), asked.today)
    rows = [[on_day(one.due_on), _state_of(one, asked.today)] for one in found]
    note = "" if start else _("Say on the page of the programme when the pilot began.")
    columns = [_("Due on"), _("State")]
    return [
        Table(title=_("Evaluations of the first year"), columns=columns, rows=rows, note=note),
        _pilot(asked),
    ]


def _state_of(one: building.Evaluation, today: date) -> str:
    if one.done_on is not None:
        return _("done on %(day)s", day=on_day(one.done_on))
    return reports.days_late(one.due_on, today)


def _pilot(asked: Asked) -> Table:
    """Return how the programme does since its pilot began, in a few numbers."""
    day, since = asked.today, Period(asked.programme.pilot_on or asked.period.first, asked.today)
    came = queries.came_by_month(asked.id, since, (State.APPLICATION, State.CERTIFIED))
    totals = uses.totals(asked.id)
    plain = uses.plain(
        programmes.benefits_of(asked.id), {key: one[0] for key, one in totals.items()}
    )
    kept = benefits.kept(plain, day)
    rows = [
        [_("Applications"), sum(n for (_m, to), n in came.items() if to is State.APPLICATION)],
        [_("Certified"), sum(n for (_m, to), n in came.items() if to is State.CERTIFIED)],
        [_("Benefits promised"), kept.promised],
        [_("Benefits delivered"), kept.delivered],
        [_("Benefits ever used"), kept.used],
        [_("Minutes saved"), int(sum(one[1] for one in totals.values()))],
        [_("Files that are late"), programmes.late(asked.id, day)],
    ]
    title = _("Evaluation of the pilot")
    return Table(title=title, columns=[_("What"), "#" + _("Number")], rows=rows, note=asked.as_of)


def measures(asked: Asked) -> list[Table]:
    rows = uses.plain(programmes.benefits_of(asked.id), {})
    covered = benefits.covered(rows, asked.today)
    columns = [_("Measure"), _("State")]
    told = [
        [name, _("delivered") if measure in covered else _("not delivered")]
        for measure, name in words.MEASURES.items()
    ]
    note = _("%(number)s of 7 are delivered.", number=len(covered))
    return [Table(title=_("Measures of the agreement"), columns=columns, rows=told, note=note)]


def visits(asked: Asked) -> list[Table]:
    counted = queries.visits_by_month(asked.id, asked.period)
    rows = [
        [_month(month), counted.get((month, "planned"), 0), counted.get((month, "made"), 0)]
        for month in asked.period.months
    ]
    columns = [_("Month"), "#" + _("Planned"), "#" + _("Made")]
    return [Table(title=_("Visits"), columns=columns, rows=rows, drawn=1)]


def improvements(asked: Asked) -> list[Table]:
    rows = [
        [words.AREAS.get(area, area), number, int(late)]
        for area, number, late in queries.open_improvements(asked.id, asked.today)
    ]
    columns = [_("Part"), "#" + _("Open"), "#" + _("Late")]
    return [
        Table(title=_("Open improvements"), columns=columns, rows=rows, drawn=1, note=asked.as_of)
    ]


def partners(asked: Asked) -> list[Table]:
    rows = [
        [one.code, words.RECOGNITIONS[one.recognition], on_day(one.since) if one.since else "–"]
        for one in registers.partners(asked.id)
    ]
    columns = [_("Partner"), _("How far recognition is"), _("Since")]
    title = _("Recognition by partners")
    return [Table(title=title, columns=columns, rows=rows, note=asked.as_of)]


Report = Callable[[Asked], Sequence[Table]]
REPORTS: Mapping[str, tuple[str, Report]] = {
    "funnel": (_("From interest to certificate"), funnel),
    "steps": (_("Days for each step"), steps),
    "holders": (_("Who holds the status"), holders),
    "against": (_("Suspended, withdrawn, refused"), against),
    "appeals": (_("Appeals and what came of them"), appeals),
    "benefits": (_("Use of benefits"), used),
    "idle": (_("Firms that use no benefit"), idle),
    "evaluations": (_("Evaluations and pilot"), evaluations),
    "measures": (_("Measures of the agreement"), measures),
    "visits": (_("Visits planned and made"), visits),
    "partners": (_("Recognition by partners"), partners),
    "improvements": (_("Open improvements"), improvements),
}
