"""Listing the concerns of a round in its section, with or without who raised them."""

from collections.abc import Sequence

from flask import Response, flash, request
from flask_login import current_user

from ntfc import clock
from ntfc.blocks import write
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.concerns import ConcernsForm
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules.concerns import concerns_in, with_concerns
from ntfc.minutes.service import writing
from ntfc.minutes.views.common import crumbs, record_url, sections, today_in
from ntfc.once import told
from ntfc.permissions import authorize
from ntfc.richtext import read


def _offered(section: MinutesSection, form: ConcernsForm) -> ConcernsForm:
    found = queries.get_minutes(section.minutes_id)
    return form.offer(
        dict.fromkeys(one.name for one in queries.voices_at(found.meeting) if one.name)
    )


@sections.get("/minutes/sections/<int:section_id>/concerns")
def concerns(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    return _page(section, _offered(section, ConcernsForm()))


def _page(
    section: MinutesSection, form: ConcernsForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    found = queries.get_minutes(section.minutes_id)
    return render(
        "minutes/concerns.html",
        status=status,
        section=section,
        form=form,
        reasons=reasons,
        on=record_url(found.id, section.id),
        crumbs=crumbs(found, below=True),
    )


@sections.post("/minutes/sections/<int:section_id>/concerns")
def list_concerns(section_id: int) -> Response:
    """Put concerns behind what stands in the section."""
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    form = _offered(section, ConcernsForm(request.form))
    if not form.validate():
        return _page(section, form, 422)
    said = concerns_in(form.concerns.data or "")
    try:
        message = told(
            lambda: writing.save(
                section,
                html=write(with_concerns(read(section.html), said, form.raised_by.data or "")),
                seen=section.revision_id,
                actor=current_user,
                now=clock.now(),
                today=today_in(section.minutes),
            ),
            _("The concerns stand in the section."),
        )
    except Refused as refusal:
        return _page(section, form, 409, refusal.reasons)
    flash(message, "success")
    return done(record_url(section.minutes_id, section.id))
