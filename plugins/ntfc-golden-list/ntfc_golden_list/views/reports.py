"""Reports as pages and as a workbook; they name no firm, but the grounds that customs reads."""

from datetime import date

from flask import Response, abort, request, url_for
from flask_login import current_user

from ntfc.files import download
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.permissions import authorize, can
from ntfc.workbook import write
from ntfc_golden_list import tables
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules import access, reports
from ntfc_golden_list.views.common import bp, crumbs, today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(programme_id: int) -> tables.Asked:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.COUNT, made)
    first, last = (request.args.get(name, type=date.fromisoformat) for name in ("first", "last"))
    return tables.Asked(
        made,
        reports.period(first, last, today()),
        today(),
        is_customs=can(current_user, access.WORK, made),
    )


@bp.get("/programmes/<int:programme_id>/reports")
def all_reports(programme_id: int) -> Response:
    return report(programme_id, "funnel")


@bp.get("/programmes/<int:programme_id>/reports/<key>")
def report(programme_id: int, key: str) -> Response:
    asked = _asked(programme_id)
    if key not in tables.REPORTS:
        abort(404)
    title, make = tables.REPORTS[key]
    return render(
        "golden_list/report.html",
        title=title,
        key=key,
        programme=asked.programme,
        period=asked.period,
        found=make(asked),
        names={one: name for one, (name, _make) in tables.REPORTS.items()},
        crumbs=[
            *crumbs(asked.programme),
            (_("Figures"), url_for("golden_list.figures", programme_id=asked.id)),
        ],
    )


@bp.get("/programmes/<int:programme_id>/reports.xlsx")
def workbook(programme_id: int) -> Response:
    """Give all reports as sheets of one workbook."""
    asked = _asked(programme_id)
    found = [
        (f"{title} - {table.title}" if table.title != title else title, table)
        for title, make in tables.REPORTS.values()
        for table in make(asked)
    ]
    sheets = [
        (
            reports.sheet_name(number, title),
            [column.removeprefix("#") for column in table.columns],
            [*table.rows, *([[table.note]] if table.note else [])],
            (),
        )
        for number, (title, table) in enumerate(found, 1)
    ]
    name = f"{asked.programme.title} {asked.today.isoformat()}.xlsx"
    return download(write(sheets), name, XLSX)
