"""Promising, delivering and recording benefits; what a firm tells its contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete

from ntfc.audit import record
from ntfc.clock import day_of
from ntfc.db import db
from ntfc.errors import FieldRefused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc.texts import named_in
from ntfc_golden_list.models import Benefit, File, Measured, Noticed, Programme, Used, UseTotal
from ntfc_golden_list.queries import benefits as queries
from ntfc_golden_list.queries import programmes, registers
from ntfc_golden_list.rules import access, lines
from ntfc_golden_list.rules import benefits as rules
from ntfc_golden_list.rules.programme import Notice

IMPORTED, TYPED = "import", "typed"


def _as_rule(row: Benefit) -> rules.Benefit:
    return queries.plain([row], {})[0]


@requires(access.MANAGE)
def promise(made: Programme, *, benefit: Benefit, on: date, actor: Actor) -> None:
    """Promise a benefit to the firms of a programme."""
    refuse_if(rules.promise_faults(_as_rule(benefit)))
    benefit.promised_on = on
    record(actor, "golden_list.promised", made, benefit=benefit.code)


@requires(access.MANAGE)
def deliver(made: Programme, *, benefit: Benefit, on: date, actor: Actor) -> None:
    """Say that firms really get a benefit since a day."""
    refuse_if(rules.delivery_faults(_as_rule(benefit), on))
    benefit.delivered_on = on
    record(actor, "golden_list.delivered", made, benefit=benefit.code)


@dataclass(frozen=True)
class Uses(lines.Read):
    """A table of uses that was read, with what is kept of each good line."""

    uses: Sequence[Used] = ()


def look_at_uses(made: Programme, text: str, today: date) -> Uses:
    """Read a table of uses, and keep nothing of it."""
    table = lines.table_of(text)
    wrong = [*lines.heading_faults(table, lines.USES_WANTED)]
    if wrong or not table.lines:
        return Uses((), wrong or [_("There is no line with a use.")])
    known = {one.code: one for one in programmes.benefits_of(made.id)}
    files = queries.files_by_certificate(made.id, {line["certificate"] for line in table.lines})
    good, uses = [], []
    for line in table.lines:
        faults = [lines.said(line, fault) for fault in lines.use_faults(line, files, known, today)]
        use = None if faults else _use(line, files[line["certificate"]], known[line["benefit"]])
        if isinstance(use, Used):
            good.append(line)
            uses.append(use)
        else:
            wrong += faults or [lines.said(line, ("times", str(use)))]
    return Uses(good, wrong, uses)


@requires(access.WORK)
def record_uses(made: Programme, *, text: str, now: datetime, actor: Actor) -> int:
    """Take a table of uses: all of it, or nothing and what is wrong by line."""
    found = look_at_uses(made, text, day_of(now, ""))
    refuse_if(found.wrong)
    _keep(found.uses)
    record(actor, "golden_list.uses_recorded", made, lines=len(found.uses), at=now.isoformat())
    return len(found.uses)


@requires(access.WORK)
def record_use(
    made: Programme,
    *,
    file: File,
    benefit: Benefit,
    month: date,
    use: rules.Use,
    note: str,
    now: datetime,
    actor: Actor,
) -> None:
    """Take one use that was typed; what was told of the same month before is replaced."""
    refuse_if(rules.use_faults(use, _as_rule(benefit)))
    if month > day_of(now, ""):
        raise FieldRefused("month", _("This month lies ahead."))
    _keep([_used(file.id, benefit, month.replace(day=1), use, TYPED, note)])
    record(actor, "golden_list.uses_recorded", made, lines=1, at=now.isoformat())


def _keep(uses: Sequence[Used]) -> None:
    """Keep uses; a month that is told again counts once, from whichever source it comes."""
    known = queries.known_uses({use.file_id for use in uses})
    for use in uses:
        old = known.get((use.file_id, use.benefit_id, use.month))
        if old is None:
            db.session.add(use)
            known[use.file_id, use.benefit_id, use.month] = use
        else:
            for name in ("times", "money_saved", "minutes_without", "minutes_with", "note"):
                setattr(old, name, getattr(use, name))
            old.source = use.source
    db.session.flush()
    _add_up({use.month for use in uses}, {use.benefit_id for use in uses})


def _add_up(months: set[date], benefit_ids: set[int]) -> None:
    """Keep the sums that pages show: they need not be added up of all uses each time."""
    touched = UseTotal.month.in_(months) & UseTotal.benefit_id.in_(benefit_ids)
    db.session.execute(delete(UseTotal).where(touched))
    rows = queries.sums_of(months, benefit_ids)
    names = ("benefit_id", "month", "times", "minutes", "money")
    db.session.add_all(UseTotal(**dict(zip(names, row, strict=True))) for row in rows)
    db.session.flush()


def _use(line: lines.Line, file_id: int, benefit: Benefit) -> Used | str:
    """Return what a good line tells, or why it cannot be taken."""
    without, took = (
        lines.number_of(line[name], lines.MINUTES_DIGITS)
        for name in ("minutes_without", "minutes_with")
    )
    use = rules.Use(
        times=lines.count_of(line["times"]) or 0,
        minutes_without=without,
        minutes_with=took,
        money_saved=lines.number_of(line["money"], lines.MONEY_DIGITS),
    )
    faults = [*rules.use_faults(use, _as_rule(benefit))]
    month = lines.month_of(line["month"])
    if faults or month is None:
        return next(iter(faults), "")
    return _used(file_id, benefit, month, use, IMPORTED)


def _used(
    file_id: int, benefit: Benefit, month: date, use: rules.Use, source: str, note: str = ""
) -> Used:
    return Used(
        file_id=file_id,
        benefit_id=benefit.id,
        month=month,
        times=use.times,
        minutes_without=use.minutes_without,
        minutes_with=use.minutes_with,
        money_saved=use.money_saved,
        source=source,
        note=note,
    )


@requires(access.WORK)
def measure(
    made: Programme, *, benefit: Benefit, on: date, text: str, today: date, actor: Actor
) -> None:
    """Note what an effect of the programme was found to be; the committee reads it."""
    refuse_if(rules.measure_faults(_as_rule(benefit), on, today))
    if named_in(text, registers.names_of_firms(made.id)):
        raise FieldRefused("text", _("The committee reads this: name no firm."))
    db.session.add(Measured(benefit_id=benefit.id, on=on, text=text, by_id=actor.person_id))
    record(actor, "golden_list.measured", made, benefit=benefit.code)


@requires(access.SPEAK)
def tell(file: File, *, kind: Notice, text: str, now: datetime, actor: Actor) -> None:
    """Tell customs of a change in the firm, or of something suspicious."""
    row = Noticed(file_id=file.id, kind=kind, text=text, by_id=actor.person_id, at=now)
    db.session.add(row)
    db.session.flush()
    record(actor, "golden_list.noticed", file, kind=kind.value)


@requires(access.WORK)
def take_note(made: Programme, *, row: Noticed, actor: Actor) -> None:
    """Say that customs has read what a firm told."""
    row.seen_by_id = actor.person_id
    record(actor, "golden_list.notice_read", made)
