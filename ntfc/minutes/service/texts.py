"""The whole text as people are given it, and the approvals that end when it changes."""

from collections.abc import Sequence
from datetime import datetime

from ntfc import audit
from ntfc.db import db
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Erratum, Minutes, MinutesApproval, MinutesVersion, VersionKind
from ntfc.minutes.rules import WRITE
from ntfc.minutes.service import approval_letters as letters
from ntfc.permissions import Actor, requires


@requires(WRITE)
def keep_version(
    minutes: Minutes,
    text: str,
    kind: VersionKind,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> MinutesVersion:
    """Keep the whole text as people are given it, word for word."""
    version = MinutesVersion(
        body_id=minutes.body_id,
        minutes_id=minutes.id,
        number=max((v.number for v in queries.versions_of(minutes)), default=0) + 1,
        kind=kind,
        fingerprint=rules.fingerprint_of(text),
        text=text,
        at=now,
    )
    db.session.add(version)
    db.session.flush()
    return version


@requires(WRITE)
def keep_shown(minutes: Minutes, text: str, *, actor: Actor, now: datetime) -> None:
    """Keep the text that somebody has open who approves, once: so that a change can be shown."""
    minutes = queries.lock(minutes)
    if rules.is_with_chairs(minutes) and not queries.version_with(
        minutes, rules.fingerprint_of(text)
    ):
        keep_version(minutes, text, VersionKind.SHOWN, actor=actor, now=now)


@requires(WRITE)
def void(
    subject: Minutes | Erratum,
    approvals: Sequence[MinutesApproval],
    *,
    because: str,
    actor: Actor,
    now: datetime,
) -> None:
    """End approvals of a text that is no longer the one; those who gave them are told why."""
    for one in approvals:
        one.voided_at, one.void_because, one.name = now, because, ""
    db.session.flush()
    if approvals:
        minutes = rules.minutes_of(subject)
        audit.record(actor, "minutes.approvals_voided", minutes, approvals=len(approvals))
        people = [one.person for one in approvals]
        letters.tell_voided(minutes, people=people, because=because, actor=actor, now=now)
