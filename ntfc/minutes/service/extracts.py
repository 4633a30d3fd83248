"""Sending each institution the extract of approved minutes that concerns it."""

from datetime import datetime

from ntfc import audit, mail
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _, speaking
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Minutes, MinutesLetter
from ntfc.minutes.rules import CIRCULATE, Letter
from ntfc.minutes.service.approval_letters import send
from ntfc.permissions import Actor, requires


@requires(CIRCULATE)
def mail_letter(minutes: Minutes, letter: Letter, *, actor: Actor, now: datetime) -> None:
    """Mail a letter to all who sit for the institution, each in their own language."""
    refuse_if(rules.obstacles_to_letters(minutes))
    document = queries.approved_document(minutes)
    people = queries.sits_for(minutes, letter.institution)
    if not people or not mail.is_written():
        raise Refused(
            _("No mail reaches anybody who sits for this institution. Print the letter instead.")
        )
    for person in people:
        with speaking(person.language):
            printing = queries.ready_to_print(minutes, "public", now).printing
            parts = rules.letter_text(letter, document, printing)
            key = f"minutes-extract:{minutes.id}:{letter.institution}:{person.id}:{now.isoformat()}"
            send(person, str(_("What a meeting asks of your institution")), parts, key)
    _note(minutes, letter, len(people), actor, now)


@requires(CIRCULATE)
def note_printed(minutes: Minutes, letter: Letter, *, actor: Actor, now: datetime) -> None:
    """Note that a letter went out on paper."""
    refuse_if(rules.obstacles_to_letters(minutes))
    _note(minutes, letter, 0, actor, now)


def _note(minutes: Minutes, letter: Letter, mailed_to: int, actor: Actor, now: datetime) -> None:
    row = MinutesLetter(
        body_id=minutes.body_id,
        minutes_id=minutes.id,
        institution=letter.institution,
        mailed_to=mailed_to,
        at=now,
        person_id=actor.person_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "minutes.letter_sent", minutes, mailed_to=mailed_to)
