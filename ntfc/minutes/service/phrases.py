"""Keeping phrases of one's own for the record."""

from datetime import datetime

from ntfc import audit
from ntfc.committees.models import Body
from ntfc.db import db, one_at_a_time
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.minutes import queries
from ntfc.minutes.models import OwnPhrase
from ntfc.minutes.rules import KEEP_PHRASES
from ntfc.permissions import Actor, Site, requires


@requires(KEEP_PHRASES)
def add_phrase(
    subject: Body | Site, *, title: str, text: str, actor: Actor, now: datetime
) -> OwnPhrase:
    """Keep a phrase for the records of a body, or of all bodies of the site."""
    one_at_a_time(f"phrases of {subject.body_id}")
    _refuse_twin(subject.body_id, title)
    made = OwnPhrase(body_id=subject.body_id, title=title, text=text, added_at=now)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "minutes.phrase_added", made)
    return made


def _refuse_twin(body_id: int | None, title: str, own: OwnPhrase | None = None) -> None:
    names = {one.title.casefold() for one in queries.phrases_kept(body_id) if one is not own}
    if title.casefold() in names:
        raise Refused(_("There is a phrase of this title already."))


@requires(KEEP_PHRASES)
def change_phrase(phrase: OwnPhrase, *, title: str, text: str, actor: Actor) -> None:
    """Change a phrase; records in which it stands stay as they are."""
    one_at_a_time(f"phrases of {phrase.body_id}")
    _refuse_retired(phrase)
    _refuse_twin(phrase.body_id, title, phrase)
    phrase.title, phrase.text = title, text
    db.session.flush()
    audit.record(actor, "minutes.phrase_changed", phrase)


@requires(KEEP_PHRASES)
def retire_phrase(phrase: OwnPhrase, *, actor: Actor, now: datetime) -> None:
    """Offer a phrase no longer; records in which it stands stay as they are."""
    _refuse_retired(phrase)
    phrase.retired_at = now
    db.session.flush()
    audit.record(actor, "minutes.phrase_retired", phrase)


def _refuse_retired(phrase: OwnPhrase) -> None:
    if phrase.retired_at is not None:
        raise Refused(_("This phrase is offered no longer."))
