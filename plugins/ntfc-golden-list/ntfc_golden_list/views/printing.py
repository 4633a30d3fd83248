"""What goes out on paper: the letter about a decision, and the certificate."""

from datetime import date

from flask import Response, abort, url_for

from ntfc.addresses import absolute
from ntfc.files import printed
from ntfc.i18n import _, direction, language, tag_of
from ntfc_golden_list.models import File, Moved
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules import papers
from ntfc_golden_list.rules.status import standing
from ntfc_golden_list.texts import said
from ntfc_golden_list.views.common import bp, seen, today


def _sheet(found: File) -> papers.Sheet:
    programme = found.programme
    return papers.Sheet(
        programme.title, said(programme.legal_basis), tag_of(language()), direction()
    )


def _day(row: Moved, name: str) -> date | None:
    told = row.details.get(name)
    return date.fromisoformat(told) if told else None


@bp.get("/moves/<int:moved_id>/letter.pdf")
def letter(moved_id: int) -> Response:
    row = queries.get_step(moved_id)
    found = seen(row.file_id)
    if not papers.has_letter(row.start, row.to):
        abort(404)
    reference = found.reference
    told = papers.Letter(
        firm=found.firm.name,
        registration=found.firm.registration,
        reference=reference,
        start=row.start,
        to=row.to,
        on=row.on,
        reasons=row.reasons,
        by=row.by.name if row.by else "",
        how_to_appeal=said(found.edition.appeal) if found.edition else "",
        appeal_by=_day(row, "appeal") or _day(row, "due"),  # as it was called before
        review_on=_day(row, "review"),
        again_from=_day(row, "again"),
    )
    return printed(
        papers.letter_paper(told, _sheet(found)), f"{_('Decision')} - {reference}-{row.number}.pdf"
    )


@bp.get("/certificates/<int:certificate_id>/certificate.pdf")
def certificate(certificate_id: int) -> Response:
    row = queries.get_certificate(certificate_id)
    found, day = seen(row.file_id), today()
    names = {part.code: part.title for part in found.programme.roles}
    told = papers.Certified(
        firm=found.firm.name,
        registration=found.firm.registration,
        number=row.number,
        of_class=row.kind.title,
        roles=[names.get(code, code) for code in row.roles],
        given_on=row.given_on,
        until=row.until,
        conditions=row.conditions,
        edition=row.edition.number,
        by=row.decided_by.name if row.decided_by else "",
        address=absolute(url_for("golden_list.verify", code=row.code)),
        standing=standing(
            state=found.state,
            appealed_from=found.appealed_from,
            ended_on=row.ended_on,
            until=row.until,
            today=day,
        ),
        today=day,
        office=found.office,
    )
    return printed(papers.certificate_paper(told, _sheet(found)), f"{row.number}.pdf")
