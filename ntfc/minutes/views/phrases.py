"""Putting a phrase into a section of the record."""

from flask import Response, request
from flask_login import current_user

from ntfc.blocks import Block, Run, write
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.table import PhraseForm
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules.phrases import Phrase
from ntfc.minutes.views import adding
from ntfc.minutes.views.common import sections, today_in
from ntfc.permissions import authorize
from ntfc.procedure import queries as procedure

PAGE = "minutes/phrases.html"


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
    return adding.page(PAGE, section, form)


@sections.post("/minutes/sections/<int:section_id>/phrases")
def put_in(section_id: int) -> Response:
    """Put a phrase behind what stands in a section, where its blanks are filled."""
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    form = PhraseForm(request.form)
    offered = _offered(section, form)
    if not form.validate():
        return adding.page(PAGE, section, form, 422)
    phrase = next(one for one in offered if one.key == form.phrase.data)
    html = section.html + write([Block("p", (Run(phrase.text),))])
    return adding.keep(
        PAGE, section, form, html, _("The phrase stands in the section. Fill its blanks.")
    )
