"""Two texts of one section side by side, and bringing them together place by place."""

from flask import Response, flash, request
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import TogetherForm, together_form
from ntfc.minutes.models import MinutesSection, SectionRevision
from ntfc.minutes.service import writing
from ntfc.minutes.views.common import crumbs, record_url, sections, today_in
from ntfc.paragraphs import Stretch, stretches
from ntfc.permissions import authorize
from ntfc.richtext import read


@sections.get("/minutes/sections/<int:section_id>/together/<int:revision_id>")
def together(section_id: int, revision_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    beside = queries.get_revision(section, revision_id)
    refusal = [*rules.obstacles_to_bringing_together(beside.kind)]
    if refusal:
        flash(refusal[0], "info")
        return done(record_url(section.minutes_id, section.id))
    return _together(section, beside, None, section.revision_id)


def _together(
    section: MinutesSection,
    beside: SectionRevision,
    typed: TogetherForm | None,
    seen: int,
    *,
    status: int = 200,
    reasons: tuple[str, ...] = (),
) -> Response:
    found = queries.get_minutes(section.minutes_id)
    places = _places(section, beside, seen)
    form = typed or together_form(None, sum(place.is_open for place in places), seen)
    return render(
        "minutes/together.html",
        status=status,
        minutes=found,
        section=section,
        beside=beside,
        places=places,
        form=form,
        reasons=reasons,
        crumbs=crumbs(found, below=True),
    )


@sections.post("/minutes/sections/<int:section_id>/together/<int:revision_id>")
def bring_together(section_id: int, revision_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    beside = queries.get_revision(section, revision_id)
    seen = TogetherForm(request.form).started_from
    form = together_form(request.form, _open_places(section, beside, seen), seen)
    if not form.validate():
        return _together(section, beside, form, seen, status=422)
    try:
        kept = writing.bring_together(
            section,
            beside=beside,
            seen=seen,
            choices=form.choices,
            actor=current_user,
            now=clock.now(),
            today=today_in(section.minutes),
        )
    except Refused as refusal:
        return _together(section, beside, form, seen, status=409, reasons=refusal.reasons)
    told = rules.MERGED_FOR_YOU if kept.was_merged else _("Both texts are brought together.")
    flash(told, "success")
    return done(record_url(section.minutes_id, section.id))


def _places(section: MinutesSection, beside: SectionRevision, seen: int) -> list[Stretch]:
    base = queries.revision_html(section, beside.base_id)
    stands = queries.revision_html(section, seen)
    return stretches(read(base), read(beside.html), read(stands))


def _open_places(section: MinutesSection, beside: SectionRevision, seen: int) -> int:
    return sum(place.is_open for place in _places(section, beside, seen))
