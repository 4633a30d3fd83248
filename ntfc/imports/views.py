"""Uploading a file, looking over what it would do, taking it over; and files to take away."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, request, url_for
from flask_login import current_user
from werkzeug.datastructures import CombinedMultiDict

from ntfc import clock, sheets
from ntfc.errors import Refused
from ntfc.files import download
from ntfc.htmx import done, render
from ntfc.i18n import _, time_zone
from ntfc.imports import queries, rules, service
from ntfc.imports.forms import UploadForm
from ntfc.imports.models import ImportFile
from ntfc.imports.rules import export
from ntfc.imports.rules.columns import INSTITUTIONS, TABLES, TITLES
from ntfc.imports.rules.plan import Plan, tables
from ntfc.organisations.rules import LIST
from ntfc.permissions import SITE, authorize
from ntfc.sheets import Sheet
from ntfc.transaction import before_writing

bp = Blueprint("imports", __name__, url_prefix="/organisations")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PER_PAGE = 100


def languages() -> tuple[str, ...]:
    offered: tuple[str, ...] = current_app.extensions["ntfc.config"].languages
    return tuple(dict.fromkeys(("en", *offered)))


@bp.get("/import")
def index() -> Response:
    authorize(current_user, rules.IMPORT, SITE)
    return upload_page(UploadForm())


def upload_page(form: UploadForm, status: int = 200) -> Response:
    values: dict[str, Any] = {"form": form, "waiting": queries.waiting(), "tables": TABLES}
    return render("imports/index.html", status=status, titles=TITLES, **values)


@bp.post("/import")
def upload() -> Response:
    with before_writing():
        authorize(current_user, rules.IMPORT, SITE)
        form = UploadForm(CombinedMultiDict([request.files, request.form]))
        if not form.validate():
            return upload_page(form, 422)
        try:
            sent = rules.looked_through(
                form.file.data.filename, form.encoding.data, form.file.data.read()
            )
        except Refused as refused:
            form.refuse("file", refused.reasons[0])
            return upload_page(form, 422)
    file = service.keep_file(SITE, upload=sent, now=clock.now(), actor=current_user)
    return done(url_for(".preview", file_id=file.id))


def read(file: ImportFile) -> list[Sheet]:
    """Return what is in a file that waits."""
    if file.content is None:
        raise Refused(_("This file was taken over or thrown away already. Upload it again."))
    return sheets.read(file.content, file.encoding)


def plan_of(found: list[Sheet]) -> Plan:
    """Compare what is in a file with what the site knows at this moment."""
    known = queries.known(languages(), clock.today(time_zone()))
    return rules.plan_import(tables(found, queries.headings(languages()), known.words), known)


def preview_page(file: ImportFile, plan: Plan, status: int = 200) -> Response:
    number = max(1, request.args.get("page", 1, type=int))
    last = max(1, -(-len(plan.entries) // PER_PAGE))
    number = min(number, last)
    return render(
        "imports/preview.html",
        status=status,
        file=file,
        plan=plan,
        counts=plan.counts,
        entries=plan.entries[(number - 1) * PER_PAGE : number * PER_PAGE],
        number=number,
        last=last,
        titles=TITLES,
    )


@bp.get("/import/<int:file_id>")
def preview(file_id: int) -> Response:
    file = queries.get(file_id)
    authorize(current_user, rules.IMPORT, file)
    return preview_page(file, plan_of(read(file)))


@bp.post("/import/<int:file_id>")
def take_over(file_id: int) -> Response:
    with before_writing():
        waiting = queries.get(file_id)
        authorize(current_user, rules.IMPORT, waiting)
        in_it = read(waiting)
    file = queries.get(file_id)
    plan, seen = plan_of(in_it), request.form.get("seen", "")
    try:
        counts = service.take_over(file, plan=plan, seen=seen, now=clock.now(), actor=current_user)
    except Refused as refused:
        for reason in refused.reasons:
            flash(reason, "danger")
        return preview_page(file, plan, 409)
    message = _(
        "Taken over: %(added)s added, %(changed)s changed, %(unchanged)s as before.", **counts
    )
    flash(message, "success")
    return done(url_for("organisations.index"))


@bp.post("/import/<int:file_id>/throw-away")
def throw_away(file_id: int) -> Response:
    file = queries.get(file_id)
    authorize(current_user, rules.IMPORT, file)
    service.throw_away(file, now=clock.now(), actor=current_user)
    flash(_("The file was thrown away. Nothing was changed."), "success")
    return done(url_for(".index"))


@bp.get("/import/template/<name>")
def template(name: str) -> Response:
    authorize(current_user, rules.IMPORT, SITE)
    if name == "template.xlsx":
        return download(export.template(queries.words(languages())), name, XLSX)
    table = name.removesuffix(".csv")
    if table not in TABLES or table == name:
        abort(404)
    return download(export.empty_csv(table), name, CSV)


@bp.get("/export.csv")
def csv_export() -> Response:
    authorize(current_user, LIST, SITE)
    rows = export.rows(queries.institutions().values(), queries.words(languages()))
    content = export.as_csv(INSTITUTIONS, rows)
    return download(content, "institutions.csv", CSV)


@bp.get("/export.xlsx")
def workbook_export() -> Response:
    authorize(current_user, LIST, SITE)
    words = queries.words(languages())
    rows = export.rows(queries.institutions().values(), words)
    return download(export.as_workbook(words, rows), "institutions.xlsx", XLSX)
