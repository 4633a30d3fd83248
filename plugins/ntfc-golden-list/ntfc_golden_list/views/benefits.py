"""Benefits of a programme: promised, delivered, used; and what firms tell."""

from decimal import Decimal

from flask import Response, abort, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import options, typed
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

NOTHING = (0, Decimal(), Decimal())


@bp.get("/programmes/<int:programme_id>/benefits")
def benefits(programme_id: int) -> Response:
    programme = programmes.get_programme(programme_id)
    authorize(current_user, access.COUNT, programme)
    rows, totals = programmes.benefits_of(programme.id), queries.totals(programme.id)
    plain, day = queries.plain(rows, {key: one[0] for key, one in totals.items()}), today()
    by_key = {one.id: one for one in rows}
    sorted_rows = [by_key[one.key] for one in rules.unused_first(plain)]
    return render(
        "golden_list/benefits.html",
        programme=programme,
        promised=[(one, *totals.get(one.id, NOTHING)) for one in sorted_rows if one.promised_on],
        others=[one for one in rows if one.group in rules.GRANTED and not one.promised_on],
        effects=[one for one in rows if one.group not in rules.GRANTED],
        measured=queries.measured(programme.id),
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


@bp.route("/benefits/<int:benefit_id>/measured", methods=["GET", "POST"])
def measured(benefit_id: int) -> Response:
    row = queries.get_benefit(benefit_id)
    programme = programmes.get_programme(row.programme_id)
    authorize(current_user, access.WORK, programme)
    form = typed(forms.MeasuredForm, on=today())

    def act() -> str:
        service.measure(
            programme,
            benefit=row,
            on=form.on.data,
            text=form.text.data,
            today=today(),
            actor=current_user,
        )
        return url_for(".benefits", programme_id=programme.id) + "#effects"

    return ask(
        form,
        act,
        _("It is noted."),
        title=row.title,
        crumbs=[
            *crumbs(programme),
            (_("Benefits"), url_for(".benefits", programme_id=programme.id)),
        ],
        button=_("Keep"),
        lead=_("An effect is measured, not granted."),
    )


@bp.route("/files/<int:file_id>/use", methods=["GET", "POST"])
def use(file_id: int) -> Response:
    """Take a use that is typed: ten firms need no file."""
    found = seen(file_id)
    for_customs(found)
    form = typed(forms.UseForm, month=today())
    rows = {one.id: one for one in programmes.benefits_of(found.programme_id) if one.promised_on}
    form.benefit_id.choices = options((one.id, one.title) for one in rows.values())

    def act() -> str:
        names = ("times", "minutes_without", "minutes_with", "money_saved")
        service.record_use(
            found.programme,
            file=found,
            benefit=rows[form.benefit_id.data],
            month=form.month.data,
            use=rules.Use(**{name: form[name].data for name in names}),
            note=form.note.data or "",
            now=clock.now(),
            actor=current_user,
        )
        return page_of(found)

    return ask(
        form,
        act,
        _("The uses are recorded."),
        title=_("Record a use"),
        crumbs=crumbs(found.programme, found),
        button=_("Keep"),
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
