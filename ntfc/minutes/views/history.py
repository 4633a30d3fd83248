"""Every text of a section that was ever saved, and taking one of them up again."""

from flask import Response, flash
from flask_login import current_user

from ntfc import clock
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.queries.concerns import is_round, readable
from ntfc.minutes.service import writing
from ntfc.minutes.views.common import crumbs, record_url, sections, today_in
from ntfc.paragraphs import differences
from ntfc.permissions import authorize
from ntfc.richtext import read


@sections.get("/minutes/sections/<int:section_id>/texts")
def texts(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    found = queries.get_minutes(section.minutes_id)
    return render(
        "minutes/texts.html",
        section=section,
        revisions=queries.revisions_of(section),
        crumbs=crumbs(found, below=True),
    )


@sections.get("/minutes/sections/<int:section_id>/texts/<int:revision_id>")
def earlier(section_id: int, revision_id: int) -> Response:
    """Show an earlier text, and how the present one came from it."""
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    revision = queries.get_revision(section, revision_id)
    found, html = queries.get_minutes(section.minutes_id), readable(section, revision)
    return render(
        "minutes/earlier.html",
        section=section,
        revision=revision,
        html=html,
        is_round=is_round(section),
        changes=differences(read(html), read(section.html)),
        crumbs=crumbs(found, below=True),
    )


@sections.post("/minutes/sections/<int:section_id>/texts/<int:revision_id>")
def take_up(section_id: int, revision_id: int) -> Response:
    """Save an earlier text anew; the present one stays among the texts."""
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    revision = queries.get_revision(section, revision_id)
    writing.save(
        section,
        html=readable(section, revision),
        seen=section.revision_id,
        actor=current_user,
        now=clock.now(),
        today=today_in(section.minutes),
    )
    flash(_("The earlier text stands again."), "success")
    return done(record_url(section.minutes_id, section.id))
