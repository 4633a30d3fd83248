"""Writing: each section is saved by itself, and no word of anybody is lost.

A save names the text it started from. When that text still stands, the new one takes its place.
When somebody else saved meanwhile, both are brought together paragraph by paragraph; where both
changed one paragraph, the new text waits beside the one that stands until a person chooses.
Whatever happens, the text that was sent is kept as it was sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Update, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from ntfc import audit
from ntfc.blocks import write
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.minutes import queries, rules
from ntfc.minutes.models import (
    Minutes,
    MinutesSection,
    MinutesState,
    RevisionKind,
    SectionRevision,
    SectionWriter,
)
from ntfc.minutes.rules import WRITE
from ntfc.paragraphs import Choice, Stretch, merged, stretches
from ntfc.permissions import Actor, requires
from ntfc.richtext import read


@dataclass(frozen=True)
class Kept:
    """What became of a save.

    *seen* is the text that the writer's next save starts from; *stands* is the one that stands now,
    and reads *html*. *beside* is the text that waits, when a person must bring both together.
    """

    seen: int
    stands: int
    html: str
    beside: int | None = None
    was_merged: bool = False


@requires(WRITE)
def save(
    section: MinutesSection,
    *,
    html: str,
    seen: int,
    actor: Actor,
    now: datetime,
    today: date,
    sending: rules.Sending = rules.UNNAMED,
) -> Kept:
    """Keep what somebody typed who started from the text *seen*.

    Where an earlier text of theirs had arrived and only the answer was lost, they started from that.
    """
    stage = queries.stage_for_writing(section.minutes_id)
    refuse_if(rules.obstacles_to_writing(stage, today))
    note_writing(section, actor=actor, now=now)
    if html == section.html:
        return Kept(section.revision_id, section.revision_id, html)
    before = queries.sent_before(section, html, seen, actor.person_id)
    if before is not None and seen != section.revision_id:
        return _told_again(section, before)
    if stage.state is MinutesState.CIRCULATED:
        begin_revision(section, actor=actor)
    seen = _started_from(section, seen, sending, actor)
    sent = _keep(
        section, html, RevisionKind.SAVED, base=seen, actor=actor, now=now, ticket=sending.ticket
    )
    if _put(section, sent, instead_of=seen):
        return Kept(sent.id, sent.id, html)
    return _bring_together(section, sent, actor=actor, now=now)


@requires(WRITE)
def begin_revision(section: MinutesSection, *, actor: Actor) -> None:  # noqa: ARG001  -- guarded
    """Note that the text is no longer the one that went out."""
    db.session.execute(
        update(Minutes)
        .where(Minutes.id == section.minutes_id, Minutes.state == MinutesState.CIRCULATED)
        .values(state=MinutesState.REVISED, version=Minutes.version + 1)
        .execution_options(synchronize_session=False)
    )


def _started_from(section: MinutesSection, seen: int, sending: rules.Sending, actor: Actor) -> int:
    before = queries.arrived(section, sending.unheard, actor.person_id) if sending.unheard else None
    # What waits beside another text is the beginning of nothing: it is replaced by what comes now.
    return seen if before is None or before.kind is RevisionKind.BESIDE else before.id


def _told_again(section: MinutesSection, before: SectionRevision) -> Kept:
    """Say once more what became of a text: it was kept, only the answer was lost on the way."""
    number, html = queries.standing(section)
    if before.kind is RevisionKind.BESIDE:
        return Kept(before.base_id, number, html, beside=before.id)
    return Kept(before.id, number, html, was_merged=before.id != number)


def _keep(
    section: MinutesSection,
    html: str,
    kind: RevisionKind,
    *,
    base: int,
    actor: Actor,
    now: datetime,
    ticket: str = "",
) -> SectionRevision:
    kept = SectionRevision(
        section_id=section.id,
        html=html,
        kind=kind,
        base_id=base,
        person_id=actor.person_id,
        at=now,
        ticket=ticket,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def _put(section: MinutesSection, revision: SectionRevision, *, instead_of: int) -> bool:
    """Put a text in the place of just that one; tell whether that one still stood."""
    told = {"section": section.id, "former": instead_of, "text": revision.html, "new": revision.id}
    done = cast("CursorResult[Any]", db.session.execute(_placing(), told)).rowcount == 1
    db.session.expire(section, ["html", "revision_id"])
    return done


@cache
def _placing() -> Update:
    """Put together once: each save asks it."""
    stands = MinutesSection.revision_id == bindparam("former")
    return (
        update(MinutesSection)
        .where(MinutesSection.id == bindparam("section"), stands)
        .values(html=bindparam("text"), revision_id=bindparam("new"))
        .execution_options(synchronize_session=False)
    )


def _bring_together(
    section: MinutesSection, sent: SectionRevision, *, actor: Actor, now: datetime
) -> Kept:
    """Keep both what was sent and what was saved meanwhile."""
    while True:
        number, html = queries.standing(section)
        found = _compared(section, sent, html)
        if any(stretch.is_open for stretch in found):
            return _lay_beside(section, sent, number, html)
        together = write(merged(found))
        sent.kind = RevisionKind.SENT
        if together == html:
            db.session.flush()
            return Kept(sent.id, number, html, was_merged=True)
        both = _keep(section, together, RevisionKind.MERGED, base=sent.id, actor=actor, now=now)
        if _put(section, both, instead_of=number):
            return Kept(sent.id, both.id, together, was_merged=True)
        db.session.delete(both)  # somebody was faster once more


def _compared(section: MinutesSection, sent: SectionRevision, html: str) -> Sequence[Stretch]:
    base = queries.revision_html(section, sent.base_id)
    return stretches(read(base), read(sent.html), read(html))


def _lay_beside(section: MinutesSection, sent: SectionRevision, number: int, html: str) -> Kept:
    """Let a text wait; an older one of the same writer who started from the same is replaced."""
    db.session.execute(
        update(SectionRevision)
        .where(SectionRevision.section_id == section.id, SectionRevision.base_id == sent.base_id)
        .where(SectionRevision.person_id == sent.person_id)
        .where(SectionRevision.kind == RevisionKind.BESIDE)
        .values(kind=RevisionKind.SENT)
        .execution_options(synchronize_session=False)
    )
    sent.kind = RevisionKind.BESIDE
    db.session.flush()
    return Kept(sent.base_id, number, html, beside=sent.id)


@requires(WRITE)
def bring_together(
    section: MinutesSection,
    *,
    beside: SectionRevision,
    seen: int,
    choices: Sequence[Choice],
    actor: Actor,
    now: datetime,
    today: date,
) -> Kept:
    """Bring a text that waits together with the one *seen*, as a person chose for each place."""
    refuse_if(rules.obstacles_to_writing(queries.stage_for_writing(section.minutes_id), today))
    refuse_if(rules.obstacles_to_bringing_together(beside.kind))
    found = _compared(section, beside, queries.revision_html(section, seen))
    html = write(merged(found, lambda place: choices[place] if place < len(choices) else "both"))
    beside.kind = RevisionKind.SENT
    db.session.flush()
    audit.record(actor, "minutes.brought_together", section, revision=beside.id)
    return save(section, html=html, seen=seen, actor=actor, now=now, today=today)


@requires(WRITE)
def note_writing(section: MinutesSection, *, actor: Actor, now: datetime) -> None:
    """Note that somebody writes in a section; the trail tells it once for each sitting."""
    if actor.person_id is None:
        return
    if rules.is_new_sitting(queries.last_wrote(section, actor.person_id), now):
        audit.record(actor, "minutes.section_written", section)
    _seen(section, actor.person_id, {"seen_at": now, "wrote_at": now})


@requires(WRITE)
def note_presence(section: MinutesSection, *, actor: Actor, now: datetime) -> None:
    """Note that somebody has a section open, so that others see it."""
    if actor.person_id is not None:
        _seen(section, actor.person_id, {"seen_at": now})


def _seen(section: MinutesSection, person_id: int, moments: dict[str, datetime]) -> None:
    """Write the one row of a person in a section, whether it is there or not: two windows may ask
    at one moment, and a save must not fail for that.
    """
    noting = _noting(db.session.get_bind().dialect.name, tuple(moments))
    db.session.execute(noting, {"section_id": section.id, "person_id": person_id, **moments})


@cache
def _noting(dialect: str, moments: tuple[str, ...]) -> Executable:
    """Put together once, as above."""
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    row = insert(SectionWriter.__table__)
    new = {name: row.excluded[name] for name in moments}
    asked: Executable = row.on_conflict_do_update(
        index_elements=["section_id", "person_id"], set_=new
    )
    return asked
