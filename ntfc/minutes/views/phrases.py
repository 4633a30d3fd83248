"""Putting a phrase into a section of the record."""

from collections.abc import Sequence

from flask import Response, flash, request
from flask_login import current_user

from ntfc import clock
from ntfc.blocks import Block, Run, write
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.table import PhraseForm
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules.phrases import Phrase
from ntfc.minutes.service import writing
from ntfc.minutes.views.common import crumbs, record_url, sections, today_in
from ntfc.once import told
from ntfc.permissions import authorize
from ntfc.procedure import queries as procedure


def _offered(section: MinutesSection, form: PhraseForm) -> list[Phrase]:
    found = queries.get_minutes(section.minutes_id)
    offered = rules.phrases(found.meeting, procedure.rules_on(found.body, today_in(found)))
    kept = queries.phrases_kept(found.body_id, with_site=True)
    offered += [Phrase(f"own:{one.id}", one.title, one.text) for one in kept]
    form.offer(offered)
    return offered


@sections.get("/minutes/sections/<int:section_id>/phrases")
def phrases(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    form = PhraseForm()
    _offered(section, form)
    return _page(section, form)


def _page(
    section: MinutesSection, form: PhraseForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    found = queries.get_minutes(section.minutes_id)
    return render(
        "minutes/phrases.html",
        status=status,
        section=section,
        form=form,
        reasons=reasons,
        on=record_url(found.id, section.id),
        crumbs=crumbs(found, below=True),
    )


@sections.post("/minutes/sections/<int:section_id>/phrases")
def put_in(section_id: int) -> Response:
    """Put a phrase behind what stands in a section, where its blanks are filled."""
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    form = PhraseForm(request.form)
    offered = _offered(section, form)
    if not form.validate():
        return _page(section, form, 422)
    phrase = next(one for one in offered if one.key == form.phrase.data)
    try:
        message = told(
            lambda: writing.save(
                section,
                html=section.html + write([Block("p", (Run(phrase.text),))]),
                seen=section.revision_id,
                actor=current_user,
                now=clock.now(),
                today=today_in(section.minutes),
            ),
            _("The phrase stands in the section. Fill its blanks."),
        )
    except Refused as refusal:
        return _page(section, form, 409, refusal.reasons)
    flash(message, "success")
    return done(record_url(section.minutes_id, section.id))
