"""Noting what customs learns of a firm as time goes by."""

from datetime import date, datetime

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import File, Noted
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules.log import Entry, Risk, entry_faults


@requires(access.MOVE)
def note(
    file: File,
    *,
    kind: Entry,
    on: date,
    text: str,
    risk: Risk | None,
    today: date,
    now: datetime,
    actor: Actor,
) -> None:
    """Add a note; it is never changed."""
    if not access.posts_on(actor, file):
        raise Refused(_("Only customs notes here."))
    for field, why in entry_faults(kind, on, risk, today):
        raise FieldRefused(field, why)
    told = {"kind": kind, "on": on, "text": text, "risk": risk}
    db.session.add(Noted(file_id=file.id, **told, by_id=actor.person_id, at=now))
    record(actor, "golden_list.noted", file, kind=kind.value)
