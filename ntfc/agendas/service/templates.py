"""Keeping the lines of an agenda under a name, to begin others with."""

from datetime import datetime

from sqlalchemy import select

from ntfc import audit
from ntfc.agendas import rules
from ntfc.agendas.models import Agenda, AgendaTemplate
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.permissions import Actor, requires


@requires(rules.EDIT)
def keep_template(agenda: Agenda, *, name: str, actor: Actor, now: datetime) -> AgendaTemplate:
    """Keep the lines of an agenda under a name, to begin others with; the same name replaces."""
    body: Body = agenda.body
    query = select(AgendaTemplate).where(
        AgendaTemplate.body_id == body.id, AgendaTemplate.name == name
    )
    kept = db.session.scalars(query).one_or_none()
    if kept is None:
        kept = AgendaTemplate(body_id=body.id, name=name)
        db.session.add(kept)
    kept.lines, kept.kept_at = rules.as_lines(agenda.items), now
    db.session.flush()
    audit.record(actor, "agenda.template_kept", agenda, lines=len(kept.lines))
    return kept
