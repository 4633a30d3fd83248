"""Promising, delivering and recording benefits; what a firm tells its contact."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import InvalidOperation

from sqlalchemy import delete

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import Benefit, File, Noticed, Programme, Used, UseTotal
from ntfc_golden_list.queries import benefits as queries
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules import benefits as rules
from ntfc_golden_list.rules.programme import Notice

IMPORTED = "import"


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


@requires(access.WORK)
def record_uses(made: Programme, *, text: str, now: datetime, actor: Actor) -> int:
    """Take a table of uses: all of it, or nothing and what is wrong by line."""
    lines, wrong = rules.rows_of_uses(rules.table_of(text))
    by_code = {one.code: one for one in programmes.benefits_of(made.id)}
    files = queries.files_by_certificate(made.id, {line["certificate"] for line in lines})
    uses = [_use(line, files, by_code) for line in lines]
    told = [_("Line %(number)s: %(why)s", number=number, why=why) for number, why in wrong]
    told += [
        _("Certificate %(certificate)s, benefit %(benefit)s: %(why)s", **line, why=use)
        for line, use in zip(lines, uses, strict=True)
        if not isinstance(use, Used)
    ]
    refuse_if(told)
    if not uses:
        raise Refused(_("There is no line with a use."))
    _keep([use for use in uses if isinstance(use, Used)])
    record(actor, "golden_list.uses_recorded", made, lines=len(uses), at=now.isoformat())
    return len(uses)


def _keep(uses: Sequence[Used]) -> None:
    known = queries.known_uses({use.file_id for use in uses}, IMPORTED)
    for use in uses:
        old = known.get((use.file_id, use.benefit_id, use.month))
        if old is None:
            db.session.add(use)
            known[use.file_id, use.benefit_id, use.month] = use
        else:
            old.times, old.money_saved = use.times, use.money_saved
            old.minutes_without, old.minutes_with = use.minutes_without, use.minutes_with
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


def _use(
    line: Mapping[str, str], files: Mapping[str, int], known: Mapping[str, Benefit]
) -> Used | str:
    """Return what a line tells, or why it cannot be taken."""
    file, benefit = files.get(line["certificate"]), known.get(line["benefit"])
    if file is None:
        return _("there is no such certificate")
    if benefit is None:
        return _("there is no such benefit")
    try:
        month = date.fromisoformat(f"{line['month']}-01")
        without, took = (
            rules.number_of(line[name], rules.MINUTES_DIGITS)
            for name in ("minutes_without", "minutes_with")
        )
        money = rules.number_of(line["money"], rules.MONEY_DIGITS)
    except (ValueError, InvalidOperation):
        return _("a month such as 2030-03 and plain numbers are wanted")
    use = rules.Use(
        times=int(line["times"]), minutes_without=without, minutes_with=took, money_saved=money
    )
    faults = [*rules.use_faults(use, _as_rule(benefit))]
    if faults:
        return faults[0]
    return Used(
        file_id=file,
        benefit_id=benefit.id,
        month=month,
        times=use.times,
        minutes_without=without,
        minutes_with=took,
        money_saved=money,
        source=IMPORTED,
    )


@requires(access.SPEAK)
def tell(file: File, *, kind: Notice, text: str, now: datetime, actor: Actor) -> None:
    """Tell customs of a change in the firm, or of something suspicious."""
    _tell(file, kind, text, now, actor)


@requires(access.FOLLOW)
def tell_by_link(file: File, *, kind: Notice, text: str, now: datetime, actor: Actor) -> None:
    """Tell customs the same by the link by which one follows the file."""
    _tell(file, kind, text, now, actor)


def _tell(file: File, kind: Notice, text: str, now: datetime, actor: Actor) -> None:
    row = Noticed(file_id=file.id, kind=kind, text=text, by_id=actor.person_id, at=now)
    db.session.add(row)
    db.session.flush()
    record(actor, "golden_list.noticed", file, kind=kind.value)


@requires(access.WORK)
def take_note(made: Programme, *, row: Noticed, actor: Actor) -> None:
    """Say that customs has read what a firm told."""
    row.seen_by_id = actor.person_id
    record(actor, "golden_list.notice_read", made)
