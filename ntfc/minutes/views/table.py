"""At the table: what was asked is answered one by one, and what came out is read back."""

from collections.abc import Sequence

from flask import Response, abort, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.table import AskedForm
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.service import table
from ntfc.minutes.views.common import crumbs, record_url, sections, today_in
from ntfc.permissions import authorize


@sections.get("/minutes/sections/<int:section_id>/answers")
def answers(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    return _answers(section)


def _answers(
    section: MinutesSection,
    typed: AskedForm | None = None,
    status: int = 200,
    reasons: Sequence[str] = (),
) -> Response:
    found = queries.get_minutes(section.minutes_id)
    asked = queries.asked_in(found.id).get(section.id, [])
    forms = []
    for number, one in enumerate(asked):
        mine = typed is not None and typed.key.data == one.key
        known = {"text": one.text, "key": one.key, "seen": one.seen}
        form = typed if typed is not None and mine else AskedForm(data=known)
        forms.append((one, form.beside(number)))
    return render(
        "minutes/answers.html",
        status=status,
        minutes=found,
        section=section,
        forms=forms,
        reasons=reasons,
        crumbs=crumbs(found, below=True),
    )


@sections.post("/minutes/sections/<int:section_id>/answers")
def answer(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    form = AskedForm(request.form)
    asked = queries.asked_in(section.minutes_id).get(section.id, [])
    found = next((one for one in asked if one.key == form.key.data), None)
    if found is None:
        reason = _("This is asked no longer. The answers that were given stand below.")
        return _answers(section, status=409, reasons=[str(reason), form.text.data or ""])
    if not form.validate():
        return _answers(section, form, 422)
    seen = form.seen.data or ""
    try:
        table.answer(
            section,
            asked=found,
            text=form.text.data or "",
            seen=int(seen) if seen.isdecimal() else 0,
            actor=current_user,
            now=clock.now(),
            today=today_in(section.minutes),
        )
    except Refused as refusal:
        form.seen.data = form.seen.raw_data = None
        form.seen.data = str(
            next(
                o.seen
                for o in queries.asked_in(section.minutes_id)[section.id]
                if o.key == found.key
            )
        )
        return _answers(section, form, 409, refusal.reasons)
    flash(_("The answer is saved."), "success")
    return done(url_for(".answers", section_id=section.id))


@sections.get("/minutes/sections/<int:section_id>/read-back")
def read_back(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    return _read_back(section)


def _read_back(section: MinutesSection, status: int = 200, reasons: Sequence[str] = ()) -> Response:
    found = queries.get_minutes(section.minutes_id)
    on_table = queries.on_table(found, section)
    if on_table is None:
        abort(404)
    return render(
        "minutes/read_back.html",
        status=status,
        minutes=found,
        section=section,
        table=on_table,
        zone=found.meeting.time_zone,
        earlier=queries.read_back_in(found.id).get(section.id, []),
        reasons=reasons,
        on=record_url(found.id, section.id),
        crumbs=crumbs(found, below=True),
    )


@sections.post("/minutes/sections/<int:section_id>/read-back")
def agree(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    seen = request.form.get("seen", "")
    try:
        table.read_back(section, seen=seen, actor=current_user, now=clock.now())
    except Refused as refusal:
        return _read_back(section, 409, refusal.reasons)
    flash(_("It is noted that this was read back and agreed."), "success")
    return done(record_url(section.minutes_id, section.id))
