"""Listing the concerns of a round in its section, with or without who raised them."""

from flask import Response, request
from flask_login import current_user

from ntfc.blocks import write
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.concerns import ConcernsForm
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules.concerns import concerns_in, with_concerns
from ntfc.minutes.views import adding
from ntfc.minutes.views.common import sections
from ntfc.permissions import authorize
from ntfc.richtext import read

PAGE = "minutes/concerns.html"


def _offered(section: MinutesSection, form: ConcernsForm) -> ConcernsForm:
    found = queries.get_minutes(section.minutes_id)
    return form.offer(
        dict.fromkeys(one.name for one in queries.voices_at(found.meeting) if one.name)
    )


@sections.get("/minutes/sections/<int:section_id>/concerns")
def concerns(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    return adding.page(PAGE, section, _offered(section, ConcernsForm()))


@sections.post("/minutes/sections/<int:section_id>/concerns")
def list_concerns(section_id: int) -> Response:
    """Put concerns behind what stands in the section."""
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    form = _offered(section, ConcernsForm(request.form))
    if not form.validate():
        return adding.page(PAGE, section, form, 422)
    said = concerns_in(form.concerns.data or "")
    html = write(with_concerns(read(section.html), said, form.raised_by.data or ""))
    return adding.keep(PAGE, section, form, html, _("The concerns stand in the section."))
