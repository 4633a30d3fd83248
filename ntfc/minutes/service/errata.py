"""Corrections to approved minutes: numbered, approved as the minutes were, both readings kept."""

from datetime import date, datetime

from ntfc import audit
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.links import service as links
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Erratum, ErratumState, Minutes
from ntfc.minutes.rules import CIRCULATE
from ntfc.minutes.service import asking
from ntfc.minutes.service.approval_letters import Code
from ntfc.permissions import Actor, requires


@requires(CIRCULATE)
def propose(
    minutes: Minutes,
    *,
    place: str,
    reads: str,
    should_read: str,
    reason: str,
    actor: Actor,
    today: date,
    now: datetime,
) -> tuple[Erratum, list[Code]]:
    """Write a correction and ask those who approve; return the codes for who does not sign in."""
    minutes = queries.lock(minutes)
    found = rules.passages(queries.approved_document(minutes))
    passage = next((one for one in found if one.key == place), rules.Passage(key=place))
    is_in_text = rules.says(passage.lines, reads)
    refuse_if(rules.obstacles_to_correcting(minutes, is_in_text=is_in_text))
    kind, _colon, number = place.partition(":")
    erratum = Erratum(
        body_id=minutes.body_id,
        minutes=minutes,
        section_id=int(number) if kind in rules.OF_SECTIONS else None,
        place="" if kind == rules.SECTION else place,
        title=passage.title[:300],
        is_confidential=not rules.says(passage.open_lines, reads),
        reads=reads,
        should_read=should_read,
        reason=reason,
        proposed_at=now,
        proposed_by_id=actor.person_id,
    )
    db.session.add(erratum)
    db.session.flush()
    audit.record(actor, "minutes.erratum_proposed", erratum)
    needed = queries.places_of(erratum, today)
    return erratum, asking.ask(erratum, needed, actor=actor, now=now)


@requires(CIRCULATE)
def withdraw(erratum: Erratum, *, actor: Actor, now: datetime) -> None:
    """Take a correction back that is not approved; it stays, and says so."""
    queries.hold(erratum)
    refuse_if(rules.obstacles_to_withdrawing(erratum))
    erratum.state, erratum.ended_at = ErratumState.WITHDRAWN, now
    db.session.flush()
    audit.record(actor, "minutes.erratum_withdrawn", erratum)
    links.revoke_all_of(erratum, actor=actor, now=now)
