"""Phrases that stand in nearly every record: the secretary puts one in and fills its blanks."""

from dataclasses import dataclass
from datetime import datetime

from ntfc.i18n import _
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules.words import hour_of
from ntfc.procedure.models import Procedure

BLANK = "_____"


@dataclass(frozen=True)
class Phrase:
    """A sentence to put into a section; blanks are lines to be written over."""

    key: str
    title: str
    text: str


def phrases(meeting: Meeting, procedure: Procedure) -> list[Phrase]:
    """Return the phrases of a meeting, with what is known of it filled in.

    That a quorum was verified is offered only where the rules ask for one.
    """
    opened, closed = _hour(meeting.opened_at, meeting), _hour(meeting.closed_at, meeting)
    found = [
        Phrase(
            "opening",
            str(_("Opening")),
            str(_("%(who)s opened the meeting at %(hour)s.", who=BLANK, hour=opened)),
        ),
        Phrase("agenda", str(_("Agenda adopted")), str(_("The agenda was adopted as it stood."))),
        Phrase(
            "agenda_changed",
            str(_("Agenda adopted with changes")),
            str(_("The agenda was adopted with these changes: %(blank)s", blank=BLANK)),
        ),
        Phrase(
            "positions",
            str(_("Positions that differ")),
            str(_("%(who)s held that %(blank)s", who=BLANK, blank=BLANK)),
        ),
        Phrase(
            "closing",
            str(_("Closing")),
            str(
                _(
                    "The meeting was closed at %(hour)s. The next one is on %(blank)s.",
                    hour=closed,
                    blank=BLANK,
                )
            ),
        ),
    ]
    return [found[0], *_quorum(procedure), *found[1:]]


def _hour(moment: datetime | None, meeting: Meeting) -> str:
    return hour_of(moment, meeting.time_zone) if moment else BLANK


def _quorum(procedure: Procedure) -> list[Phrase]:
    sides = (procedure.quorum_public, procedure.quorum_private)
    if not procedure.quorum_fraction and all(side is None for side in sides):
        return []
    said = _("The quorum was verified: %(blank)s of the seats were filled.", blank=BLANK)
    return [Phrase("quorum", str(_("Quorum verified")), str(said))]
