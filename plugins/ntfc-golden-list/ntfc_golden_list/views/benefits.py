"""Benefits of a programme: promised, delivered, used; and what firms tell."""

from flask import Response, abort, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc_golden_list import forms
from ntfc_golden_list.queries import benefits as queries
from ntfc_golden_list.queries import files, programmes
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules import benefits as rules
from ntfc_golden_list.service import benefits as service
from ntfc_golden_list.views.common import ask, bp, crumbs, for_customs, page_of, seen, today


@bp.get("/programmes/<int:programme_id>/benefits")
def benefits(programme_id: int) -> Response:
    programme = programmes.get_programme(programme_id)
    authorize(current_user, access.COUNT, programme)
    rows, totals = programmes.benefits_of(programme.id), queries.totals(programme.id)
    plain, day = queries.plain(rows, {key: one[0] for key, one in totals.items()}), today()
    by_key = {one.id: one for one in rows}
    return render(
        "golden_list/benefits.html",
        programme=programme,
        rows=[(by_key[one.key], one) for one in rules.unused_first(plain)],
        granted=rules.GRANTED,
        saved={key: one[1] for key, one in totals.items()},
        covered=rules.covered(plain, day),
        falls_short=rules.falls_short(plain, day),
        kept=rules.kept(plain, day),
        today=day,
    )


@bp.route("/benefits/<int:benefit_id>/<what>", methods=["GET", "POST"])
def benefit(benefit_id: int, what: str) -> Response:
    row = queries.get_benefit(benefit_id)
    programme = programmes.get_programme(row.programme_id)
    authorize(current_user, access.MANAGE, programme)
    if what not in ("promise", "deliver"):
        abort(404)
    form = typed(forms.DayForm, on=today())

    def act() -> str:
        do = service.promise if what == "promise" else service.deliver
        do(programme, benefit=row, on=form.on.data, actor=current_user)
        return url_for("golden_list.benefits", programme_id=programme.id)

    return ask(
        form,
        act,
        _("It is noted."),
        title=row.title,
        crumbs=crumbs(programme),
        button=_("Promise it") if what == "promise" else _("It is delivered"),
    )


@bp.route("/files/<int:file_id>/tell", methods=["GET", "POST"])
def tell(file_id: int) -> Response:
    found = seen(file_id)
    authorize(current_user, access.SPEAK, found)
    form = typed(forms.NoticeForm)

    def act() -> str:
        service.tell(
            found,
            kind=form.kind.data,
            text=form.text.data,
            now=clock.now(),
            actor=current_user,
        )
        return page_of(found)

    return ask(
        form,
        act,
        _("Customs is told."),
        title=_("Tell customs"),
        crumbs=crumbs(found.programme, found),
        button=_("Tell"),
    )


@bp.post("/notices/<int:noticed_id>/read")
def read_notice(noticed_id: int) -> Response:
    row = files.get_notice(noticed_id)
    found = seen(row.file_id)
    for_customs(found)
    service.take_note(found.programme, row=row, actor=current_user)
    return done(page_of(found))
