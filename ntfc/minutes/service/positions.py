"""Noting where institutions and sides stand, each by itself and in the same form."""

from datetime import date, datetime

from ntfc import audit
from ntfc.db import db
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.models import MinutesSection, MinutesState, SectionPosition
from ntfc.minutes.rules import WRITE, Stage
from ntfc.minutes.rules.interests import obstacles_to_speaking
from ntfc.minutes.rules.positions import Said, Voice
from ntfc.minutes.rules.stances import stance_word
from ntfc.minutes.service import writing
from ntfc.permissions import Actor, requires


@requires(WRITE)
def note_position(
    section: MinutesSection,
    *,
    voice: Voice,
    said: Said,
    seen: int,
    actor: Actor,
    now: datetime,
    today: date,
) -> None:
    """Keep where somebody stands. *seen* is the note that the writer had before; 0: none."""
    stage = _stage(section, today)
    refuse_if(obstacles_to_speaking(voice, queries.silent_in(section)))
    kept = _unchanged(section, voice.who, seen)
    if kept is None:
        kept = SectionPosition(
            minutes_id=section.minutes_id,
            section_id=section.id,
            who=voice.who,
            organisation_id=voice.organisation_id,
            name=voice.name,
            camp=voice.camp,
        )
        db.session.add(kept)
    kept.stance, kept.text, kept.is_confidential = said.stance, said.text, said.is_confidential
    kept.person_id, kept.at, kept.set_aside = actor.person_id, now, False
    _changed(section, stage, actor)
    audit.record(actor, "minutes.position_noted", section)


@requires(WRITE)
def take_off_position(
    section: MinutesSection, *, who: str, seen: int, actor: Actor, today: date
) -> None:
    """Take off a position that was noted in error."""
    stage = _stage(section, today)
    kept = _unchanged(section, who, seen)
    if kept is not None:
        db.session.delete(kept)
        _changed(section, stage, actor)
        audit.record(actor, "minutes.position_taken_off", section)


def _stage(section: MinutesSection, today: date) -> Stage:
    stage = queries.stage_for_writing(section.minutes_id)
    refuse_if(rules.obstacles_to_writing(stage, today))
    return stage


def _unchanged(section: MinutesSection, who: str, seen: int) -> SectionPosition | None:
    kept = queries.find_position(section, who)
    if (kept.version if kept and not (kept.set_aside and not seen) else 0) != seen:
        now = f"{stance_word(kept.stance.value)}. {kept.text}" if kept else "–"
        raise Overtaken(
            _(
                "Somebody else noted this position since you opened the page. It reads now: "
                "“%(now)s”. Yours is still here.",
                now=now,
            )
        )
    return kept


def _changed(section: MinutesSection, stage: Stage, actor: Actor) -> None:
    db.session.flush()
    if stage.state is MinutesState.CIRCULATED:
        writing.begin_revision(section, actor=actor)
