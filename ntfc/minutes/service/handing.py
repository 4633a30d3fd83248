"""Links to read approved minutes that no mail carries: shown to the secretary to hand over."""

from datetime import date, datetime

from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Minutes
from ntfc.minutes.rules import CIRCULATE
from ntfc.minutes.service.approval_letters import READING_ACT
from ntfc.permissions import Actor, requires


@requires(CIRCULATE)
def hand_over_readings(
    minutes: Minutes, *, actor: Actor, now: datetime, today: date
) -> list[Issued]:
    """Return a link for each whom no mail reaches; links given before go on working."""
    people = queries.read_by_hand(minutes, today) if rules.is_approved(minutes) else ()
    if not people:
        raise Refused(_("Nobody needs a link by hand: all sign in, or get it by mail."))
    return [
        links.issue(person, READING_ACT, minutes, actor=actor, now=now, replaces=False)
        for person in people
    ]
