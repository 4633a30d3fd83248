"""Writing down what was done (C8). The database takes new lines and lets nobody change one."""

from datetime import datetime
from typing import Any

from ntfc.audit import record
from ntfc.db import db
from ntfc.permissions import Actor, requires
from ntfc_client_coordinators.models import Entry, Firm
from ntfc_client_coordinators.rules import access
from ntfc_client_coordinators.rules.log import Kind


def write_down(
    firm: Firm,
    kind: Kind,
    *,
    now: datetime,
    actor: Actor,
    text: str = "",
    about: str = "",
    **details: Any,
) -> Entry:
    """Add a line to the log of a firm."""
    entry = Entry(
        firm_id=firm.id,
        about=about,
        kind=kind,
        at=now,
        by_id=actor.person_id,
        text=text,
        details=details,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


@requires(access.CARE)
def note(firm: Firm, *, kind: Kind, text: str, now: datetime, actor: Actor) -> None:
    """Note something of a firm by hand: how it keeps the rules, a signal, a gift that was offered."""
    write_down(firm, kind, now=now, actor=actor, text=text)
    record(actor, "client_coordinators.noted", firm, kind=kind.value)
