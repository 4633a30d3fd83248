"""Reports as pages, all of them as one workbook, and the month on paper."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import Response, abort, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.files import download, printed
from ntfc.htmx import render
from ntfc.i18n import _, direction, language, on_day, tag_of
from ntfc.paper import Block, Heading, Paper, Para, text
from ntfc.paper import Table as Printed
from ntfc.permissions import authorize
from ntfc.workbook import write
from ntfc_client_coordinators import tables
from ntfc_client_coordinators.queries import firms
from ntfc_client_coordinators.rules import access, reports
from ntfc_client_coordinators.rules.days import months_later
from ntfc_client_coordinators.rules.reports import Table
from ntfc_client_coordinators.views.common import bp, today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(most: int | None = reports.MOST) -> tables.Asked:
    desk = firms.read_desk(current_user)
    authorize(current_user, access.REPORT, desk)
    day = today()
    return tables.Asked(
        desk=desk,
        month=reports.month_of(request.args.get("month", ""), day, _begins),
        today=day,
        year_ago=_begins(months_later(day, -12)),
        most=most,
    )


def _begins(day: date) -> datetime:
    return clock.start_of(day, "")


@bp.get("/reports/<key>")
def report(key: str) -> Response:
    asked = _asked()
    if key not in tables.REPORTS:
        abort(404)
    title, make = tables.REPORTS[key]
    return render(
        "client_coordinators/report.html",
        title=title,
        key=key,
        month=asked.month,
        found=make(asked),
        names={one: name for one, (name, _make) in tables.REPORTS.items()},
        crumbs=[(_("Client service"), url_for(".index"))],
    )


@bp.get("/reports.xlsx")
def workbook() -> Response:
    """Give all reports as sheets of one workbook, with all their rows."""
    asked = _asked(most=None)
    found = [table for _title, make in tables.REPORTS.values() for table in make(asked)]
    sheets = [
        (
            f"{number}. {table.title}"[:31],
            table.heads,
            [*table.rows, *([[table.note]] if table.note else [])],
            (),
        )
        for number, table in enumerate(found, 1)
    ]
    return download(write(sheets), f"{_('Client service')} {asked.month.code}.xlsx", XLSX)


@bp.get("/reports/month.pdf")
def month_pdf() -> Response:
    asked = _asked()
    paper = Paper(
        title=str(_("Monthly report")),
        subtitle=str(_("Client service")),
        language=tag_of(language()),
        direction=direction(),
        reference=asked.month.code,
        blocks=tuple(_blocks(tables.monthly(asked))),
        footer=f"{_('Client service')} · {asked.month.code}",
    )
    return printed(paper, f"{_('Monthly report')} {asked.month.code}.pdf")


def _blocks(found: Sequence[Table]) -> list[Block]:
    blocks: list[Block] = []
    for table in found:
        blocks.append(Heading(str(table.title)))
        if not table.rows:
            blocks.append(Para(text(str(_("Nothing this month.")))))
            continue
        rows = tuple(tuple(_cell(cell) for cell in row) for row in table.first_rows)
        widths = (3, *(2 for _column in table.columns[1:]))
        blocks.append(Printed(head=tuple(table.heads), rows=rows, widths=widths))
        if table.page_note:
            blocks.append(Para(text(str(table.page_note))))
    return blocks


def _cell(cell: Any) -> str:
    if isinstance(cell, date):
        return str(on_day(cell))
    return "" if cell is None else str(cell)
