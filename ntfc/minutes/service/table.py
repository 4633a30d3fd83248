"""What the record notes at the table: answers to what was asked, and that a section was read back."""

from datetime import date, datetime

from ntfc import audit
from ntfc.db import db
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.models import MinutesSection, MinutesState, ReadBack, SectionAnswer
from ntfc.minutes.rules import WRITE, Asked
from ntfc.minutes.service import writing
from ntfc.permissions import Actor, requires


@requires(WRITE)
def answer(
    section: MinutesSection,
    *,
    asked: Asked,
    text: str,
    seen: int,
    actor: Actor,
    now: datetime,
    today: date,
) -> None:
    """Keep what the body answered to one thing. *seen* is the answer that the writer had before."""
    stage = queries.stage_for_writing(section.minutes_id)
    refuse_if(rules.obstacles_to_writing(stage, today))
    kept = queries.find_answer(section, asked.key)
    if (kept.version if kept else 0) != seen:
        raise Overtaken(
            _(
                "Somebody else answered this since you opened the page. It reads now: “%(answer)s”. "
                "Yours is still here.",
                answer=kept.text if kept else "",
            )
        )
    if kept is None:
        kept = SectionAnswer(
            section_id=section.id, kind=asked.kind, key=asked.key, question=asked.question
        )
        db.session.add(kept)
    kept.text, kept.person_id, kept.at = text, actor.person_id, now
    db.session.flush()
    if stage.state is MinutesState.CIRCULATED:
        writing.begin_revision(section, actor=actor)
    audit.record(actor, "minutes.answered", section)


@requires(WRITE)
def read_back(section: MinutesSection, *, seen: str, actor: Actor, now: datetime) -> None:
    """Note that a section was read back, as *seen*, and that those at the table agreed to it."""
    queries.stage_for_writing(section.minutes_id)
    minutes = queries.get_minutes(section.minutes_id)
    table = queries.on_table(minutes, section)
    has_words = table is not None and bool(table.part.html or table.document.outcomes)
    refuse_if(
        rules.obstacles_to_reading_back(minutes.meeting.state, minutes.state, has_words=has_words)
    )
    if table is None or table.mark != seen:
        raise Overtaken(_("The text has changed since you opened it. Read it back as it is now."))
    row = ReadBack(section_id=section.id, mark=table.mark, person_id=actor.person_id, at=now)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "minutes.read_back", section)
