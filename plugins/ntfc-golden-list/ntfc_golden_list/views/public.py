"""What everybody may read: the programme, its rules, who holds the status, whether one is real."""

from flask import Response, abort, request
from flask_login import current_user

from ntfc.htmx import render
from ntfc.permissions import COME_IN, SITE, authorize
from ntfc_golden_list import tables
from ntfc_golden_list.queries import programmes as queries
from ntfc_golden_list.rules.benefits import GRANTED
from ntfc_golden_list.rules.programme import Register
from ntfc_golden_list.rules.reports import period
from ntfc_golden_list.rules.status import standing
from ntfc_golden_list.texts import said
from ntfc_golden_list.views.common import bp, crumbs, today


@bp.get("/programmes/<int:programme_id>/")
def programme(programme_id: int) -> Response:
    authorize(current_user, COME_IN, SITE)
    found, day = queries.get_programme(programme_id), today()
    given = queries.in_force(found.id, day) if found.register is not Register.NONE else 0
    last = max(1, -(-given // queries.PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    shows_names = found.register is Register.FULL
    return render(
        "golden_list/programme.html",
        programme=found,
        edition=queries.edition_in_force(found.id, day),
        benefits=[
            one
            for one in queries.benefits_of(found.id)
            if one.group in GRANTED and one.promised_on is not None and one.promised_on <= day
        ],
        legal_basis=said(found.legal_basis),
        documents=[said(one) for one in found.documents.get("items", ())],
        steps=[said(one) for one in found.steps.get("items", ())],
        given=given,
        holders=queries.holders(found.id, day, number) if shows_names and given else [],
        number=number,
        last=last,
        today=day,
    )


@bp.get("/programmes/<int:programme_id>/statistics")
def statistics(programme_id: int) -> Response:
    """Show in numbers who holds the status, where the programme lets that be known."""
    authorize(current_user, COME_IN, SITE)
    found, day = queries.get_programme(programme_id), today()
    if found.register is Register.NONE:
        abort(404)
    asked = tables.Asked(found, period(None, None, day), day)
    return render(
        "golden_list/report.html",
        programme=found,
        title=tables.REPORTS["holders"][0],
        found=tables.holders(asked),
        names={},
        crumbs=crumbs(found),
    )


@bp.get("/verify/<code>")
def verify(code: str) -> Response:
    """Say of a certificate whether it holds today; of a code that was made up, that it is none."""
    authorize(current_user, COME_IN, SITE)
    certificate, day = queries.by_code(code), today()
    state = "unknown"
    if certificate is not None:
        state = standing(
            state=certificate.file.state,
            appealed_from=certificate.file.appealed_from,
            ended_on=certificate.ended_on,
            until=certificate.until,
            today=day,
        ).value
    return render("golden_list/verify.html", certificate=certificate, state=state, today=day)
