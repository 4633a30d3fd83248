"""What the sponsor of a body reads on one page: as it stands now, and each quarter as it was kept."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import Response, current_app, flash, url_for
from flask_login import current_user

from ntfc import clock, paper
from ntfc.actions import queries, rules
from ntfc.actions.models import SponsorReport
from ntfc.actions.service import sponsoring as service
from ntfc.actions.views.common import bp, crumbs_of, today_in
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.errors import Refused
from ntfc.files import download
from ntfc.htmx import done, render
from ntfc.i18n import _, direction, language, tag_of
from ntfc.organisations.models import Camp
from ntfc.permissions import authorize

PERIOD = timedelta(days=90)  # what the page of now looks back on


def _page(
    body: Body,
    facts: Mapping[str, Any],
    span: tuple[date, date],
    *,
    report: SponsorReport | None = None,
    status: int = 200,
    reasons: tuple[str, ...] = (),
) -> Response:
    earlier = queries.sponsor_reports(body.id)
    return render(
        "actions/sponsor_report.html",
        status=status,
        body=body,
        crumbs=crumbs_of(body),
        span=span,
        report=report,
        reasons=reasons,
        by_mail=queries.goes_by_mail(queries.sponsor_of(body)),
        figures=[{**side, "camp": Camp(side["camp"])} for side in facts["sides"]],
        parts=list(rules.lines_of(facts)),
        earlier=earlier,
        first=rules.baseline(earlier[-1].facts if earlier else None, facts),
    )


def _pdf(body: Body, facts: Mapping[str, Any], span: tuple[date, date]) -> Response:
    earlier = queries.sponsor_reports(body.id)
    made = rules.paper_of(
        facts,
        body=body.name,
        span=span,
        before=rules.baseline(earlier[-1].facts if earlier else None, facts),
        language=tag_of(language()),
        direction=direction(),
    )
    fonts = current_app.extensions["ntfc.config"].instance / "fonts"
    drawn = paper.pdf(made, at=clock.now().replace(microsecond=0), more_fonts=fonts)
    return download(drawn, f"sponsor-report-{body.id}-{span[1]}.pdf", "application/pdf")


def _now(body: Body) -> tuple[Mapping[str, Any], tuple[date, date]]:
    """Return what the sponsor of a body is told of the last months, as it stands now."""
    today = today_in(body)
    first = today - PERIOD
    return queries.sponsor_facts(body, first, today, today), (first, today)


@bp.get("/bodies/<int:body_id>/sponsor-report")
def sponsor_report(body_id: int) -> Response:
    """Tell on one page what was promised and delivered by each side, and what is late."""
    body = queries.get_body(body_id)
    authorize(current_user, committees.READ, body)
    return _page(body, *_now(body))


@bp.get("/bodies/<int:body_id>/sponsor-report.pdf")
def sponsor_report_pdf(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, committees.READ, body)
    return _pdf(body, *_now(body))


@bp.get("/sponsor-reports/<int:report_id>")
def kept_report(report_id: int) -> Response:
    report = queries.get_sponsor_report(report_id)
    authorize(current_user, committees.READ, report.body)
    return _page(report.body, report.facts, (report.from_on, report.until_on), report=report)


@bp.get("/sponsor-reports/<int:report_id>/report.pdf")
def kept_report_pdf(report_id: int) -> Response:
    report = queries.get_sponsor_report(report_id)
    authorize(current_user, committees.READ, report.body)
    return _pdf(report.body, report.facts, (report.from_on, report.until_on))


@bp.post("/sponsor-reports/<int:report_id>/send")
def send_report(report_id: int) -> Response:
    report = queries.get_sponsor_report(report_id)
    authorize(current_user, rules.ADD, report.body)
    span = (report.from_on, report.until_on)
    try:
        service.send_report(report, actor=current_user, now=clock.now())
    except Refused as refusal:
        reasons = tuple(map(str, refusal.reasons))
        return _page(report.body, report.facts, span, report=report, status=409, reasons=reasons)
    told = _("The report is on its way to the sponsor."), _("It is noted as handed over.")
    flash(told[0] if report.by_mail else told[1], "success")
    return done(url_for(".kept_report", report_id=report.id))
