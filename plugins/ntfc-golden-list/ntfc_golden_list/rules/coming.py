"""Somebody whom nobody knows yet asks for a link: how often, and for how long its address counts."""

from dataclasses import dataclass
from datetime import timedelta

from ntfc.accounts.rules import Limits
from ntfc.i18n import _

LASTS = timedelta(days=3)
HOUR = timedelta(hours=1)
TO = "golden_list.come to"  # what is counted: mails to an address, and mails asked for from one
FROM = "golden_list.come from"


def _an_hour(most: int) -> Limits:
    return Limits(free=most - 1, first_wait=HOUR, lock_at=most, lock_for=HOUR, memory=HOUR)


PER_MAILBOX = _an_hour(3)
PER_PLACE = _an_hour(40)  # a chamber of commerce may stand behind one address


@dataclass(frozen=True)
class Comer:
    """Who asked for a link: believed only once the address is proven."""

    name: str
    email: str
    language: str


# One sentence for everybody: who tries addresses does not learn which of them are known here.
ON_ITS_WAY = _(
    "If this is your address, a mail is on its way to it. Open the address in it within three days; "
    "look among unwanted mail, too."
)
NOT_OURS = _(
    "This address is not one that this site sent. Perhaps the end was cut off in the mail: copy the "
    "whole address, or ask for another mail."
)
TOO_OLD = _("The address of this mail counted for three days, and they are over. Ask for another.")
ELSEWHERE = _("This address was sent for another programme.")
