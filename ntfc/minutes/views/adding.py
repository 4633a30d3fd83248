"""What is put behind the text of a section by a form of its own: a phrase, the concerns of a round."""

from collections.abc import Sequence

from flask import Response, flash
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.forms import Form
from ntfc.htmx import done, render
from ntfc.minutes import queries
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.service import writing
from ntfc.minutes.views.common import crumbs, record_url, today_in
from ntfc.once import told


def page(
    template: str,
    section: MinutesSection,
    form: Form,
    status: int = 200,
    reasons: Sequence[str] = (),
) -> Response:
    found = queries.get_minutes(section.minutes_id)
    return render(
        template,
        status=status,
        section=section,
        form=form,
        reasons=reasons,
        on=record_url(found.id, section.id),
        crumbs=crumbs(found, below=True),
    )


def keep(template: str, section: MinutesSection, form: Form, html: str, message: str) -> Response:
    """Keep the section with what was added, and lead back to it; or say why not."""
    try:
        message = told(
            lambda: writing.save(
                section,
                html=html,
                seen=section.revision_id,
                actor=current_user,
                now=clock.now(),
                today=today_in(section.minutes),
            ),
            message,
        )
    except Refused as refusal:
        return page(template, section, form, 409, refusal.reasons)
    flash(message, "success")
    return done(record_url(section.minutes_id, section.id))
