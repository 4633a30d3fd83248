"""Setting aside a reflection that came up at the table, so that it neither stands in the text nor is lost."""

from datetime import date, datetime

from ntfc import audit
from ntfc.agendas.models import AgendaItem
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.issues.service import proposing
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules import WRITE
from ntfc.parking_lot import queries as lot
from ntfc.parking_lot.models import Parking
from ntfc.parking_lot.service import parking
from ntfc.permissions import Actor, requires


@requires(WRITE)
def park_reflection(
    section: MinutesSection, *, text: str, actor: Actor, now: datetime, today: date
) -> Parking:
    """Make an issue of a reflection and park it until the next meeting; the text stays as it is."""
    item = db.session.get(AgendaItem, section.item_id) if section.item_id else None
    if section.is_confidential or (item is not None and item.is_confidential):
        raise Refused(
            _("This section is in confidence, and parked issues are read by the whole body.")
        )
    issue = proposing.propose(
        section.body,
        facts={
            "title": _("Reflection: %(title)s", title=section.title),
            "problem": text,
            "expected_result": _("The body looks at it again when it is calmer."),
        },
        actor=actor,
        now=now,
        today=today,
    )
    facts = lot.proposed(section.body, issue=issue, item=None, actor=actor, today=today)
    made = parking.park(issue, facts=facts, actor=actor, now=now, today=today)
    audit.record(actor, "minutes.reflection_parked", section)
    return made
