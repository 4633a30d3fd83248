"""The approval: one exact text goes to those who approve; the last of them locks it for ever.

Whoever changes anything here holds the row of the minutes, as whoever writes a section does. So no
text changes between what is read, compared and locked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ntfc import audit
from ntfc.db import db
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _
from ntfc.links import service as links
from ntfc.mandates.queries import people_named
from ntfc.minutes import queries, rules
from ntfc.minutes.models import (
    ApprovalRequest,
    Erratum,
    ErratumState,
    Minutes,
    MinutesApproval,
    MinutesState,
    Verdict,
    VersionKind,
    Way,
)
from ntfc.minutes.rules import APPROVE, CIRCULATE, Changes, Place
from ntfc.minutes.rules.approval import OVERTAKEN
from ntfc.minutes.service import approval_letters as letters
from ntfc.minutes.service import asking, texts
from ntfc.minutes.service.approval_letters import Code
from ntfc.people.models import Person
from ntfc.permissions import CIRCLE, OFFICE, SYSTEM, Actor, Role, requires
from ntfc.procedure import queries as procedure

Subject = Minutes | Erratum


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says in a place to one exact text."""

    place: Place
    person_id: int | None
    mark: str
    way: Way
    stands_in: bool = False
    verdict: Verdict = Verdict.APPROVED
    reason: str = ""


class Changed(Overtaken):
    """The text is no longer the one that somebody saw; *changes* says how it differs."""

    def __init__(self, changes: Changes | None) -> None:
        super().__init__(
            _("The text has changed since you opened it. Nothing was stored: look at it again.")
        )
        self.changes = changes


@requires(CIRCULATE)
def submit(
    minutes: Minutes, *, wants_silence: bool, actor: Actor, today: date, now: datetime
) -> list[Code]:
    """Ask those who approve to approve the text as it stands; from now on it stays so."""
    minutes = queries.lock(minutes)
    document, needed = queries.document_of(minutes), queries.places_of(minutes, today)
    settings = procedure.rules_on(minutes.body, today)
    waiting, undisposed = queries.waiting_in(minutes)
    refuse_if(
        [
            *rules.obstacles_to_sending_out(
                minutes,
                today,
                waiting=waiting,
                has_words=any(part.html for part in document.parts),
                undisposed=undisposed,
            ),
            *rules.obstacles_to_submitting(
                minutes,
                needed,
                settings,
                is_over=rules.is_over(minutes.meeting, now),
                wants_silence=wants_silence,
            ),
            *queries.unfinished_in(minutes),
        ]
    )
    minutes.state, minutes.submitted_at = MinutesState.REVISED, now
    minutes.finished_at = minutes.finished_at or now
    minutes.silence_until = (
        today + timedelta(days=settings.silence_days or 0) if wants_silence else None
    )
    text = rules.canonical(document)
    texts.keep_version(minutes, text, VersionKind.SUBMITTED, actor=SYSTEM, now=now)
    audit.record(actor, "minutes.submitted", minutes, mark=rules.fingerprint_of(text)[:12])
    return asking.ask(minutes, needed, actor=actor, now=now)


@requires(APPROVE)
def approve(
    subject: Subject, *, seen: str, way: Way, actor: Actor, today: date, now: datetime
) -> None:
    """Approve the text one saw. When it reads otherwise by now, nothing is stored."""
    subject = queries.hold(subject)
    needed = queries.places_of(subject, today)
    refuse_if(rules.obstacles_to_answering(subject, needed, actor.person_id))
    text = queries.text_of(subject)
    mark = rules.fingerprint_of(text)
    if seen != mark:
        raise Changed(queries.changes_since(subject, seen))
    given = queries.given_to(subject)
    open_places = rules.missing(needed, given, mark)
    refuse_if(
        [
            *rules.obstacles_to_approving(open_places, actor.person_id, given, mark),
            *queries.unfinished_in(subject),
        ]
    )
    spoken = rules.speaks_in(open_places, actor.person_id)
    said_in = [place.key for place, _acts in spoken]
    void_overtaken(subject, mark, said_in, actor=actor, now=now)
    for place, stands_in in spoken:
        said = Said(place=place, person_id=actor.person_id, mark=mark, way=way, stands_in=stands_in)
        keep(subject, said, actor=actor, now=now)
    audit.record(
        actor, "minutes.approval_given", rules.minutes_of(subject), mark=mark[:12], way=way.value
    )
    lock_if_complete(subject, needed, text, actor=actor, today=today, now=now)


@requires(APPROVE)
def void_overtaken(
    subject: Subject,
    mark: str,
    places: Sequence[str],
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """End approvals of another text, and of whoever no longer sits in one of *places*."""
    approvals = queries.standing_approvals(subject)
    other = [one for one in approvals if one.fingerprint != mark]
    texts.void(subject, other, because=OVERTAKEN, actor=SYSTEM, now=now)
    left = [one for one in approvals if one not in other and one.place in places]
    because = _("Somebody else speaks in this place now.")
    texts.void(subject, left, because=because, actor=SYSTEM, now=now)


@requires(APPROVE)
def keep(
    subject: Subject,
    said: Said,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> MinutesApproval:
    """Keep what was said in a place."""
    is_return = said.verdict is Verdict.RETURNED
    kept = MinutesApproval(
        body_id=subject.body_id,
        minutes_id=rules.minutes_of(subject).id,
        erratum_id=subject.id if isinstance(subject, Erratum) else None,
        place=said.place.key,
        title=said.place.title,
        person_id=said.person_id,
        name="" if is_return else db.session.get_one(Person, said.person_id).name,
        stands_in=said.stands_in,
        verdict=said.verdict,
        way=said.way,
        fingerprint=said.mark,
        reason=said.reason,
        at=now,
        voided_at=now if is_return else None,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


@requires(APPROVE)
def lock_if_complete(
    subject: Subject,
    needed: Sequence[Place],
    text: str,
    *,
    actor: Actor,
    today: date,
    now: datetime,
) -> bool:
    """Lock the text for ever when every place has approved just this one, and nothing lacks in it."""
    mark = rules.fingerprint_of(text)
    if not rules.is_complete(needed, queries.given_to(subject), mark):
        return False
    if queries.unfinished_in(subject):
        return False
    minutes = rules.minutes_of(subject)
    if isinstance(subject, Erratum):
        subject.number = queries.last_number(minutes) + 1
        subject.state, subject.ended_at, subject.fingerprint = ErratumState.APPROVED, now, mark
    else:
        texts.keep_version(minutes, text, VersionKind.APPROVED, actor=SYSTEM, now=now)
        minutes.state, minutes.approved_at, minutes.fingerprint = MinutesState.APPROVED, now, mark
    db.session.flush()
    audit.record(actor, "minutes.approved", subject, mark=mark)
    links.revoke_all_of(subject, actor=SYSTEM, now=now)
    if isinstance(subject, Erratum):
        head = _("Correction %(number)s to minutes is approved", number=subject.number)
        part = _("The correction is approved. The text of the minutes stays, and both are read.")
    else:
        head, part = _("Minutes are approved"), _("The text is approved and stays as it is.")
    _tell_circle(subject, head, [part], roles=CIRCLE, today=today, now=now)
    return True


def _tell_circle(
    subject: Subject,
    head: str,
    parts: Sequence[str],
    *,
    roles: frozenset[Role],
    today: date,
    now: datetime,
) -> None:
    """Tell those who have one of these roles in the bodies that met."""
    told = {
        seat.person_id
        for body in rules.bodies_of(rules.minutes_of(subject))
        for seat in procedure.people_of(body, today)
        if seat.role in roles
    }
    people = people_named(sorted(told))
    letters.tell(subject, people=people, head=head, parts=parts, actor=SYSTEM, now=now)


@requires(APPROVE)
def send_back(
    subject: Subject, *, reason: str, way: Way, actor: Actor, today: date, now: datetime
) -> None:
    """Return the text with a reason: it is with the secretariat again, and no approval holds."""
    subject = queries.hold(subject)
    needed = queries.places_of(subject, today)
    refuse_if(rules.obstacles_to_answering(subject, needed, actor.person_id))
    mark = rules.fingerprint_of(queries.text_of(subject))
    place, stands_in = rules.speaks_in(needed, actor.person_id)[0]
    texts.void(subject, queries.standing_approvals(subject), because=reason, actor=SYSTEM, now=now)
    said = Said(
        place=place,
        person_id=actor.person_id,
        mark=mark,
        way=way,
        stands_in=stands_in,
        verdict=Verdict.RETURNED,
        reason=reason,
    )
    keep(subject, said, actor=actor, now=now)
    if isinstance(subject, Erratum):
        subject.state, subject.ended_at = ErratumState.RETURNED, now
    else:
        subject.submitted_at, subject.silence_until = None, None
    db.session.flush()
    audit.record(actor, "minutes.returned", rules.minutes_of(subject))
    links.revoke_all_of(subject, actor=SYSTEM, now=now)
    head = _("Minutes were returned")
    _tell_circle(subject, head, [reason], roles=OFFICE, today=today, now=now)


@requires(APPROVE)
def note_wrong_code(request: ApprovalRequest, *, actor: Actor) -> None:
    """Count a wrong code; after a few the code is worth nothing."""
    request.wrong_codes += 1
    db.session.flush()
    audit.record(actor, "minutes.wrong_code", request)
