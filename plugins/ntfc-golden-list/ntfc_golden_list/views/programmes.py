"""The start page, showing interest, the desk, and the figures."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.files import download
from ntfc.forms import options, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import BE_HERE, SITE, Entrusted, authorize, can
from ntfc_golden_list import forms, words
from ntfc_golden_list.links import person_with, send_to
from ntfc_golden_list.models import Programme
from ntfc_golden_list.queries import benefits as uses
from ntfc_golden_list.queries import desk as desks
from ntfc_golden_list.queries import programmes as queries
from ntfc_golden_list.queries import registers
from ntfc_golden_list.queries.building import actions
from ntfc_golden_list.rules import access, benefits, lifecycle
from ntfc_golden_list.rules.building import evaluations
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.rules.programme import HOLDER_COLUMNS, forecast, holder_rows
from ntfc_golden_list.rules.terms import is_late, review_opens
from ntfc_golden_list.service import files as service
from ntfc_golden_list.service import programmes as setting_up
from ntfc_golden_list.service.files import FirmTold
from ntfc_golden_list.views.common import ask, bp, crumbs, page_of, today


@dataclass(frozen=True)
class Due:
    """What the desk says of the day of a file."""

    is_late: bool
    review_is_open: bool
    review_opens: date | None
    appeal_until: date | None


@bp.get("/")
def index() -> Response:
    authorize(current_user, BE_HERE, SITE)
    found = queries.all_programmes()
    return render(
        "golden_list/index.html",
        programmes=found,
        files=queries.files_of(current_user),
        mine={one.id for one in found if can(current_user, access.WORK, one)},
        counts={one.id for one in found if can(current_user, access.COUNT, one)},
        may_begin=can(current_user, access.BEGIN, SITE),
    )


@bp.route("/programmes/<int:programme_id>/interest", methods=["GET", "POST"])
def interest(programme_id: int) -> Response:
    programme = queries.get_programme(programme_id)
    authorize(current_user, access.INTEREST, programme)
    form = typed(forms.FirmForm)
    form.roles.choices = options((part.code, part.title) for part in programme.roles)

    def act() -> str:
        firm = FirmTold.of(form.values)
        file = service.show_interest(programme, firm=firm, now=clock.now(), actor=current_user)
        return page_of(file)

    return ask(
        form,
        act,
        _("Customs knows that the firm is interested."),
        title=_("Show interest"),
        crumbs=crumbs(programme),
        button=_("Show interest"),
    )


@bp.route("/programmes/<int:programme_id>/nominate", methods=["GET", "POST"])
def nominate(programme_id: int) -> Response:
    programme = queries.get_programme(programme_id)
    authorize(current_user, access.WORK, programme)
    form = typed(forms.NominateForm)
    form.roles.choices = options((part.code, part.title) for part in programme.roles)

    def act() -> str:
        trusted, firm = Entrusted(current_user), FirmTold.of(form.values)
        contact = person_with(form.email.data, form.contact.data, actor=trusted)
        file = service.nominate(
            programme, firm=firm, contact=contact, now=clock.now(), actor=current_user
        )
        send_to(contact, "golden_list.consent", file, actor=current_user)
        return page_of(file)

    return ask(
        form,
        act,
        _("The firm is asked whether it wants to."),
        title=_("Nominate a firm"),
        crumbs=crumbs(programme),
        button=_("Nominate and ask"),
    )


@bp.route("/programmes/<int:programme_id>/invite", methods=["GET", "POST"])
def invite(programme_id: int) -> Response:
    """Send somebody the link by which a firm shows interest; nothing is opened by it."""
    programme = queries.get_programme(programme_id)
    authorize(current_user, access.WORK, programme)
    form = typed(forms.AskForm)

    def act() -> str:
        trusted = Entrusted(current_user)
        person = person_with(form.email.data, form.name.data, actor=trusted)
        send_to(person, "golden_list.interest", programme, actor=current_user)
        return url_for("golden_list.desk", programme_id=programme.id)

    return ask(
        form,
        act,
        _("The firm is invited. A file begins when it shows interest."),
        title=_("Invite a firm"),
        crumbs=crumbs(programme),
        button=_("Invite"),
        lead=_(
            "By a link somebody of the firm shows interest without an account, and signs for it."
        ),
    )


@bp.get("/programmes/<int:programme_id>/desk")
def desk(programme_id: int) -> Response:
    programme = queries.get_programme(programme_id)
    authorize(current_user, access.WORK, programme)
    contacts = {"me": current_user.person_id, "nobody": 0}
    asked = {name: request.args.get(name, "") for name in ("q", "state", "contact")}
    narrowed = desks.Narrowed(
        state=next((one for one in State if one.value == asked["state"]), None),
        words=asked["q"].strip()[:200],
        contact=contacts.get(asked["contact"]),
    )
    number = max(1, request.args.get("page", 1, type=int))
    day = today()
    rows, last = desks.desk(programme.id, narrowed, min(number, 10000))
    return render(
        "golden_list/desk.html",
        programme=programme,
        rows=[(one, _due(one, programme, day)) for one in rows],
        number=number,
        last=last,
        asked=asked,
        choices=[(one.value, words.STATES[one]) for one in State],
        ended=lifecycle.ENDED,
        has_accepted=_has_accepted(programme),
    )


def _due(file: Any, programme: Programme, day: date) -> Due:
    opens = _review_opens(file, programme)
    late, until = is_late(file.due_on, day), file.appeal_until
    is_open = opens is not None and opens <= day and not late
    to_come = opens if opens and opens > day else None
    return Due(late, is_open, to_come, until if until and until >= day else None)


def _review_opens(file: Any, programme: Programme) -> date | None:
    """Return from when a firm that holds the status may be looked at again, where that is fixed."""
    if file.state not in lifecycle.JUDGED or programme.review_opens_days is None:
        return None
    return review_opens(file.due_on, programme.terms)


def _has_accepted(programme: Programme) -> bool:
    return any(
        one.person_id == current_user.person_id and one.is_held and one.conduct_on
        for one in programme.posts
    )


@bp.get("/programmes/<int:programme_id>/holders.csv")
def holders(programme_id: int) -> Response:
    """Give who holds the status to a risk system, with the codes of partners."""
    programme = queries.get_programme(programme_id)
    authorize(current_user, access.WORK, programme)
    partners = registers.codes_in_force(programme.id)
    rows = holder_rows(queries.holders_told(programme.id, today()), partners)
    codes = [f"code_{partner}" for partner in partners]
    out = io.StringIO()
    table = csv.DictWriter(out, [*HOLDER_COLUMNS, *codes])
    table.writeheader()
    # What begins like a formula would be reckoned by the program that opens the table.
    table.writerows(
        {k: f"'{v}" if v[:1] in ("=", "+", "-", "@") else v for k, v in row.items()} for row in rows
    )
    name = f"holders-{today().isoformat()}.csv"
    return download(out.getvalue().encode("utf-8-sig"), name, "text/csv; charset=utf-8")


@bp.post("/programmes/<int:programme_id>/conduct")
def conduct(programme_id: int) -> Response:
    programme = queries.get_programme(programme_id)
    authorize(current_user, access.WORK, programme)
    setting_up.accept_conduct(programme, on=today(), actor=current_user)
    flash(_("You have accepted the code of conduct."), "success")
    return done(url_for(".desk", programme_id=programme.id))


@bp.get("/programmes/<int:programme_id>/figures")
def figures(programme_id: int) -> Response:
    """Show numbers, and no firm: what a committee may know."""
    programme = queries.get_programme(programme_id)
    authorize(current_user, access.COUNT, programme)
    counted, day = queries.counted(programme.id), today()
    plain = uses.plain(queries.benefits_of(programme.id), {})
    return render(
        "golden_list/figures.html",
        programme=programme,
        counted=counted,
        total=sum(counted.values()),
        at_work=sum(counted[one] for one in lifecycle.AT_WORK),
        forecast=forecast(queries.interest(programme.id)),
        evaluations=evaluations(programme.pilot_on, actions(programme.id), day),
        holding=queries.holding(programme.id, day),
        covered=benefits.covered(plain, day),
        falls_short=benefits.falls_short(plain, day),
        kept=benefits.kept(plain, day),
        today=day,
    )
