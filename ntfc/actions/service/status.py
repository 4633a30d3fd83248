"""Telling whoever brought issues what became of them, before the meeting that hears of it."""

from datetime import date, datetime

from ntfc import addresses, audit, mail
from ntfc.actions.queries import status
from ntfc.actions.rules.status import became_in_words
from ntfc.i18n import _, speaking
from ntfc.mandates.queries import people_named, signs_in
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules import PLAN, name_of
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires


@requires(PLAN)
def tell_who_brought(meeting: Meeting, *, actor: Actor, now: datetime, today: date) -> int:
    """Tell each who brought issues what became of these; once for each meeting. Return how many."""
    people = people_named(status.brought_before(meeting))
    told = [person for person in people if _tell(person, meeting, today)]
    if told:
        audit.record(actor, "meeting.status_told", meeting, people=len(told), at=now.isoformat())
    return len(told)


def _tell(person: Person, meeting: Meeting, today: date) -> bool:
    key = f"issue-status:{meeting.id}:{person.id}"
    if person.email is None or mail.was_written(key):
        return False
    raised = status.status_for(meeting, person.id, today)
    if not raised:
        return False
    with speaking(person.language):
        lines = ["\n".join([f"{one.number}. {one.title}", *became_in_words(one)]) for one in raised]
        begins = _(
            "%(body)s meets soon (%(what)s). This became of the issues you brought:",
            body=meeting.body.name,
            what=name_of(meeting),
        )
        page = addresses.absolute(f"/meetings/{meeting.id}/status") if signs_in([person.id]) else ""
        parts = [_("%(name)s,", name=person.name), begins, *lines, page]
        body = "\n\n".join(str(part) for part in parts if part) + "\n"
        subject = _("%(body)s: what became of your issues", body=meeting.body.name)
        return mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)
