"""A reflection that came up at the table is set aside: from the hint beside a text, or typed."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.table import ReflectionForm
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.service.reflections import park_reflection
from ntfc.minutes.views.common import crumbs, sections, today_in
from ntfc.once import once
from ntfc.permissions import authorize


@sections.get("/minutes/sections/<int:section_id>/reflection")
def reflection(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    return _page(section, ReflectionForm())


def _page(
    section: MinutesSection,
    form: ReflectionForm,
    status: int = 200,
    reasons: Sequence[str] = (),
) -> Response:
    found = queries.get_minutes(section.minutes_id)
    return render(
        "minutes/reflection.html",
        status=status,
        minutes=found,
        section=section,
        form=form,
        reasons=reasons,
        crumbs=crumbs(found, below=True),
    )


@sections.post("/minutes/sections/<int:section_id>/reflection")
def park(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    form = ReflectionForm(request.form)
    if not form.validate():
        return _page(section, form, 422)
    try:
        after = once(lambda: _parked(section, form))
    except Refused as refusal:
        return _page(section, form, 409, refusal.reasons)
    flash(_("Parked. Take it out of the text if it is not to stand there."), "success")
    return done(after)


def _parked(section: MinutesSection, form: ReflectionForm) -> str:
    parked = park_reflection(
        section,
        text=form.text.data,
        actor=current_user,
        now=clock.now(),
        today=today_in(section.minutes),
    )
    return url_for("parking_lot.amend", parking_id=parked.id)
