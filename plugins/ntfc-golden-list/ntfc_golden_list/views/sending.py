"""Tables that are sent: shown first, line by line, and kept when they were looked at."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.forms import taken, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.sheets import read
from ntfc_golden_list import forms, words
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules import access, lines
from ntfc_golden_list.rules.benefits import GRANTED
from ntfc_golden_list.service import benefits, taking_over
from ntfc_golden_list.views.common import bp, crumbs, today

SHOWN = 50  # lines of a table that is looked at


@bp.route("/programmes/<int:programme_id>/uses", methods=["GET", "POST"])
def uses(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.WORK, made)
    given = [one for one in programmes.benefits_of(made.id) if one.group in GRANTED]
    return send_table(
        lambda text: benefits.look_at_uses(made, text, today()),
        lambda text: benefits.record_uses(made, text=text, now=clock.now(), actor=current_user),
        _("The uses are recorded."),
        after=url_for(".benefits", programme_id=made.id),
        title=_("Record uses of benefits"),
        crumbs=crumbs(made),
        button=_("Record them"),
        columns=lines.USES,
        codes=[(_("Benefit"), [(one.code, one.title) for one in given])],
        help=_(
            "A line for each month tells how often a firm used a benefit, and the minutes that one use "
            "takes without the benefit and with it; money is what was saved in all. A month that is sent "
            "again counts once, as it was sent last."
        ),
    )


@bp.route("/programmes/<int:programme_id>/take-over", methods=["GET", "POST"])
def take_over(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    return send_table(
        lambda text: taking_over.look_at_holders(made, text, today()),
        lambda text: taking_over.take_over(made, text=text, now=clock.now(), actor=current_user),
        _("The holders are taken over, and due to be validated."),
        after=url_for(".set_up", programme_id=made.id),
        title=_("Take holders over"),
        crumbs=crumbs(made),
        button=_("Take them over"),
        columns=taking_over.COLUMNS,
        codes=[
            (_("Size"), [(one.value, name) for one, name in words.SIZES.items()]),
            (_("Class"), [(one.code, one.title) for one in made.kinds]),
            (_("Role"), [(one.code, one.title) for one in made.roles]),
        ],
        help=_("Each holder comes with certificate, day and decision, and is due to be validated."),
    )


def send_table(
    look: Callable[[str], lines.Read],
    keep: Callable[[str], object],
    message: str,
    *,
    after: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    **page: Any,
) -> Response:
    """Show what a table says; keep it, all or nothing, once just that was looked at.

    It opens with its columns, and with *rows* where there are some already.
    """
    form = typed(forms.LinesForm, lines=lines.text_of(columns, rows))
    looked, status = None, 200
    has_come, why_not = _read_file(form)
    is_right = request.method == "POST" and form.validate()
    for reason in why_not:
        form.refuse("file", reason)
    if is_right and not why_not:
        text = form.lines.data or ""
        if not has_come and form.looked.data == _mark(text):
            there, status = taken(form, lambda: (keep(text), after)[1])
            if there:
                flash(message, "success")
                return done(there)
        looked = _looked(form, look, text)
    elif request.method == "POST":
        status = 422
    if looked is not None and looked.wrong:
        status = 409
    shown = {"looked": looked, "shown": SHOWN, "columns": columns, "codes": (), **page}
    return render("golden_list/lines.html", status=status, form=form, **shown)


def _looked(form: forms.LinesForm, look: Callable[[str], lines.Read], text: str) -> lines.Read:
    form.looked.data = ""
    try:
        found = look(text)
    except Refused as refusal:
        form.form_errors = [*form.form_errors, *refusal.reasons]
        return lines.Read((), refusal.reasons)
    if not form.form_errors:
        form.form_errors = [*found.wrong[:SHOWN]]
        if found.wrong[SHOWN:]:
            more = len(found.wrong) - SHOWN
            form.form_errors += [
                _("And %(num)s more, which are told once these are mended.", num=more)
            ]
    if not found.wrong:
        form.looked.data = _mark(text)
    return found


def _read_file(form: forms.LinesForm) -> tuple[bool, Sequence[str]]:
    """Put the lines of a file, if one came, into the field to be corrected; or say why not."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return False, ()
    try:
        sheet = next(iter(read(sent.read())))
        rows = dict(sheet.rows)
        numbers = range(2, max(rows, default=1) + 1)  # empty lines count, as the spreadsheet does
        form.lines.data = lines.text_of(sheet.headings, [rows.get(n, ()) for n in numbers])
    except Refused as refusal:
        return True, refusal.reasons
    return True, ()


def _mark(text: str) -> str:
    """Return what stands for a text that was looked at: another one is looked at anew."""
    kept = "\n".join(line.strip() for line in text.splitlines())
    return hashlib.sha256(kept.strip().encode()).hexdigest()
